//! `printed-mark`: signs that represent something to a keyboard or to another program, and that print as they
//! are: `<br>`, `&nbsp;`, `\n`, `＂-＂`, `---`.

mod foreign;
mod rewrite;

use super::TakesOf;
use super::case::Case;
use crate::finding::{Field, Finding, Message, Rule, brief};
use crate::read;
use crate::sheet::Takes;
use crate::source::{Edit, Span};
use crate::yaml::Node;

/// Finds values between quotation marks that are not ASCII, dashes in a row, and line breaks of other programs.
pub(super) fn check(case: &Case, takes: TakesOf) -> Vec<Finding> {
    let mut findings = Vec::new();
    read::walk(case.tree, &Field::default(), &mut |field, node| {
        // `~` alone is nothing to YAML.
        let typed = case.source.slice(node.span);
        let Some(text) = node.scalar().or((typed == "~").then_some(typed)) else { return };
        let is_measure = || takes(field) == Some(Takes::Measure);
        let found = nothing(text, node, typed, &is_measure)
            .or_else(|| quoted(text, node))
            .or_else(|| dashes(text, node).filter(|_| is_measure()))
            .or_else(|| formula(text, node))
            .or_else(|| lone_quote(text, node, typed))
            .or_else(|| foreign::check(case.source, text, node));
        findings.extend(found.map(|finding| finding.in_field(field.clone())));
    });
    findings
}

/// Quotation marks that YAML takes for text, in pairs.
const QUOTES: &[(char, char)] = &[
    ('＂', '＂'),
    ('“', '”'),
    ('”', '”'),
    ('“', '“'),
    ('〝', '〟'),
    ('＇', '＇'),
    ('‘', '’'),
    ('’', '’'),
    ('"', '"'),
];

/// Finds a dash, a number or a sign between quotation marks that are printed. A word between them is quoted on purpose.
fn quoted(text: &str, node: &Node) -> Option<Finding> {
    let text = text.trim();
    let inner = QUOTES.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))?;
    let is_word = |character: char| character.is_alphabetic() || matches!(character, '"' | '\\');
    if inner.trim().is_empty() || inner.contains(is_word) {
        return None;
    }
    let message = Message::new(
        format!("「{}」は、引用符も印刷されます。", brief(text)),
        format!("The quotation marks of {} are printed.", brief(text)),
    );
    let plain = format!("\"{inner}\"");
    let help = Message::new(
        format!("引用符は半角で、「{}」と書いてください。", brief(&plain)),
        format!("Write {} with ASCII quotation marks.", brief(&plain)),
    );
    Some(reported(node, message, help, Some(plain)))
}

/// Finds words of other programs for an empty value that are the whole value: `~`, `null`, `N/A`. There is a sign for
/// what was not measured; elsewhere the value is left empty.
fn nothing(text: &str, node: &Node, typed: &str, is_measure: &dyn Fn() -> bool) -> Option<Finding> {
    if is_sheet_error(text) {
        let (message, help) = sheet_error(text, is_measure());
        let instead = is_measure().then(|| "\"-\"".to_owned());
        return Some(reported(node, message, help, instead));
    }
    let is_word = ["null", "NULL", "Null", "nil", "None", "undefined", "NaN", "N/A"].contains(&text);
    if !(is_word && typed == text || text == "~") {
        return None;
    }
    let message = if text == "~" {
        Message::new("「~」は印刷されません。", "A ~ alone is not printed.")
    } else {
        Message::new(format!("「{text}」が、そのまま印刷されます。"), format!("{text} is printed as it is."))
    };
    if is_measure() {
        return Some(reported(node, message, not_measured(), Some("\"-\"".to_owned())));
    }
    let help = Message::new(
        format!("書くことがなければ、空けておいてください(「{text}」を消します)。"),
        format!("Leave it empty where there is nothing to write: delete {text}."),
    );
    Some(reported(node, message, help, Some(String::new())))
}

/// Returns whether a text is what a spreadsheet shows in the place of a result: `#N/A`, `#REF!`, `#DIV/0!`.
pub(super) fn is_sheet_error(text: &str) -> bool {
    let Some(name) = text.trim().strip_prefix('#') else { return false };
    let is_capital = |name: &str| {
        name.starts_with(|character: char| character.is_ascii_uppercase())
            && name
                .chars()
                .all(|character| character.is_ascii_uppercase() || matches!(character, '/' | '0' | '_'))
    };
    name == "N/A" || name == "GETTING_DATA" || name.strip_suffix(['!', '?']).is_some_and(is_capital)
}

/// Returns the message about a spreadsheet's error in the place of a result.
pub(super) fn sheet_error(text: &str, is_measure: bool) -> (Message, Message) {
    let shown = brief(text.trim());
    let (or_dash, or_dash_en) = if is_measure {
        ("測っていなければ「\"-\"」と書いてください。", " Write \"-\" where nothing was measured.")
    } else {
        ("", "")
    };
    (
        Message::new(
            format!("「{shown}」は、表計算ソフトが計算できなかったときの表示です。"),
            format!("{shown} is the error that a spreadsheet shows when it cannot calculate."),
        ),
        Message::new(
            format!("元の値を確かめて書いてください。{or_dash}"),
            format!("Write the value that was meant.{or_dash_en}"),
        ),
    )
}

/// Finds `---` or `〜` in the place of a missing number.
fn dashes(text: &str, node: &Node) -> Option<Finding> {
    let text = text.trim();
    let is_row = text.len() > 1 && text.chars().all(|character| character == '-');
    if !is_row && !matches!(text, "～" | "〜") {
        return None;
    }
    let message =
        Message::new(format!("「{text}」が、そのまま印刷されます。"), format!("{text} is printed as it is."));
    Some(reported(node, message, not_measured(), Some("\"-\"".to_owned())))
}

/// Reports a formula of a spreadsheet, which is not calculated here: `=SUM(B2:B4)`, `=A1+B1`.
fn formula(text: &str, node: &Node) -> Option<Finding> {
    let text = text.trim();
    let inner = text.strip_prefix(['=', '＝'])?.trim_start();
    let letters = inner.len()
        - inner
            .trim_start_matches(|character: char| character.is_ascii_alphabetic() || character == '$')
            .len();
    let behind = inner[letters..].chars().next();
    let is_formula =
        letters > 0 && behind.is_some_and(|character| character == '(' || character.is_ascii_digit());
    if !is_formula || text.contains('\n') {
        return None;
    }
    let shown = brief(text);
    let message = Message::new(
        format!("「{shown}」は表計算ソフトの式です。計算されず、そのまま印刷されます。"),
        format!("{shown} is a formula of a spreadsheet. It is not calculated, and is printed as it is."),
    );
    let help = Message::new("計算した結果の値を書いてください。", "Write the value that it comes to.");
    Some(Finding::new(Rule::PRINTED_MARK, node.span, message, help))
}

/// Reports a single ASCII quotation mark at the end of a value, which is printed.
fn lone_quote(text: &str, node: &Node, typed: &str) -> Option<Finding> {
    let inner = text.strip_suffix('"')?;
    // Behind digits it may be a sign for inches.
    if typed != text
        || inner.is_empty()
        || inner.contains(['"', '\n'])
        || inner.ends_with(|character: char| character.is_ascii_digit())
    {
        return None;
    }
    let message = Message::new(
        "値の終わりの「\"」が一つだけなので、そのまま印刷されます。",
        "The value ends with a single quotation mark, which is printed.",
    );
    let help = Message::new("要らなければ「\"」を消してください。", "Delete it if it is not needed.");
    let mark = Span::new(node.span.end - 1, node.span.end);
    let finding = Finding::new(Rule::PRINTED_MARK, mark, message, help);
    Some(finding.proposing(vec![Edit::deletion(mark)]))
}

fn not_measured() -> Message {
    Message::new(
        "測っていなければ「\"-\"」と書き、書くことがなければ空けておいてください。",
        "Write \"-\" where nothing was measured, or leave it empty.",
    )
}

fn reported(node: &Node, message: Message, help: Message, instead: Option<String>) -> Finding {
    let finding = Finding::new(Rule::PRINTED_MARK, node.span, message, help);
    match instead {
        Some(text) => finding.proposing(vec![Edit::new(node.span, text)]),
        None => finding,
    }
}
