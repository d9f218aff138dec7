//! `printed-mark`: signs that stand for something to a keyboard or to another program, and that print as they
//! are: `<br>`, `\n`, `＂-＂`, `---`.

use std::ops::Range;

use super::Taking;
use super::case::Case;
use crate::finding::{Field, Finding, Rule, Words, brief};
use crate::read;
use crate::sheet::Takes;
use crate::source::{Source, Text};
use crate::yaml::Node;

/// Values between quotation marks that are no ASCII ones, dashes in a row, and breaks of other programs.
pub(super) fn judge(case: &Case, takes: Taking) -> Vec<Finding> {
    let mut findings = Vec::new();
    read::walk(case.tree, &Field::default(), &mut |field, node| {
        // `~` alone is nothing to YAML.
        let typed = case.source.slice(node.span);
        let Some(text) = node.scalar().or((typed == "~").then_some(typed)) else { return };
        let is_measure = || takes(field) == Some(Takes::Measure);
        let found = nothing(text, node, typed, &is_measure)
            .or_else(|| quoted(text, node))
            .or_else(|| dashes(text, node).filter(|_| is_measure()))
            .or_else(|| breaks(case.source, text, node));
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

/// A dash, a number or a sign between such marks. A word between them is quoted on purpose.
fn quoted(text: &str, node: &Node) -> Option<Finding> {
    let text = text.trim();
    let inner = QUOTES.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))?;
    let is_word = |character: char| character.is_alphabetic() || matches!(character, '"' | '\\');
    if inner.trim().is_empty() || inner.contains(is_word) {
        return None;
    }
    let message = Words::new(
        format!("「{}」は、引用符も印刷されます。", brief(text)),
        format!("The quotation marks of {} are printed.", brief(text)),
    );
    let plain = format!("\"{inner}\"");
    let help = Words::new(
        format!("引用符は半角で、「{}」と書いてください。", brief(&plain)),
        format!("Write {} with ASCII quotation marks.", brief(&plain)),
    );
    Some(told(node, message, help, Some(plain)))
}

/// Words of other programs for an empty value, where nothing else stands: `~`, `null`, `N/A`. There is a sign for what
/// was not measured; elsewhere the value is left empty.
fn nothing(text: &str, node: &Node, typed: &str, is_measure: &dyn Fn() -> bool) -> Option<Finding> {
    let is_word = ["null", "NULL", "Null", "nil", "None", "undefined", "NaN", "N/A", "#N/A"].contains(&text);
    if !(is_word && typed == text || text == "~") {
        return None;
    }
    let message = if text == "~" {
        Words::new("「~」は印刷されません。", "A ~ alone is not printed.")
    } else {
        Words::new(format!("「{text}」が、そのまま印刷されます。"), format!("{text} is printed as it is."))
    };
    if is_measure() {
        return Some(told(node, message, not_measured(), Some("\"-\"".to_owned())));
    }
    let help = Words::new(
        format!("書くことがなければ、空けておいてください(「{text}」を消します)。"),
        format!("Leave it empty where there is nothing to write: delete {text}."),
    );
    Some(told(node, message, help, Some(String::new())))
}

/// `---` or `〜` where a year has no number.
fn dashes(text: &str, node: &Node) -> Option<Finding> {
    let text = text.trim();
    let is_row = text.len() > 1 && text.chars().all(|character| character == '-');
    if !is_row && !matches!(text, "～" | "〜") {
        return None;
    }
    let message =
        Words::new(format!("「{text}」が、そのまま印刷されます。"), format!("{text} is printed as it is."));
    Some(told(node, message, not_measured(), Some("\"-\"".to_owned())))
}

fn not_measured() -> Words {
    Words::new(
        "測っていなければ「\"-\"」と書き、書くことがなければ空けておいてください。",
        "Write \"-\" where nothing was measured, or leave it empty.",
    )
}

fn told(node: &Node, message: Words, help: Words, instead: Option<String>) -> Finding {
    let finding = Finding::new(Rule::PRINTED_MARK, node.span, message, help);
    match instead {
        Some(text) => finding.proposing(vec![crate::source::Edit { span: node.span, text }]),
        None => finding,
    }
}

/// Tags and escapes that break a line elsewhere, and what web pages write for signs.
const SIGNS: &[&str] = &["<br>", "<br/>", "<br />", "</br>", "&nbsp;", "&amp;", "&lt;", "&gt;", "&quot;"];

fn breaks(source: &Source, text: &str, node: &Node) -> Option<Finding> {
    if !text.contains(['<', '&', '\\']) {
        return None;
    }
    let ranges = signs(text);
    let shown = brief(&text[ranges.first()?.clone()]);
    let text = Text { text: text.to_owned(), span: node.span };
    let spans = text.places(source.text(), &ranges);
    let (first, others) = spans.split_first()?;
    let message = Words::new(
        format!("「{shown}」は働かず、そのまま印刷されます。"),
        format!("{shown} means nothing here and is printed as it is."),
    );
    let help = Words::new(
        "行を変えるときは、「|」だけを書き、次の行から字下げして、1行ずつ書いてください。記号なら、その記号を書いてください。",
        "To break a line, write a bar alone and the lines below it, indented. For a sign, write the sign itself.",
    );
    Some(Finding::new(Rule::PRINTED_MARK, *first, message, help).and_at(others.to_vec()))
}

/// Where such signs stand, in the text's order.
fn signs(text: &str) -> Vec<Range<usize>> {
    let at = |at: usize| {
        let rest = &text[at..];
        let is = |sign: &&&str| rest.get(..sign.len()).is_some_and(|head| head.eq_ignore_ascii_case(sign));
        let length = SIGNS.iter().find(is).map(|sign| sign.len());
        length.or_else(|| is_newline(&text[..at], rest).then_some(2)).map(|length| at..at + length)
    };
    text.match_indices(['<', '&', '\\']).filter_map(|(place, _)| at(place)).collect()
}

/// `\n`, but in the name of a file: `C:\new`.
fn is_newline(before: &str, rest: &str) -> bool {
    let is_of_name =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '\\' | ':' | '.');
    rest.strip_prefix("\\n").is_some_and(|behind| !behind.starts_with(|c: char| c.is_ascii_alphanumeric()))
        && !before.ends_with(is_of_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backslash_in_the_name_of_a_file_breaks_no_line() {
        assert_eq!(signs("一つ\\n二つ<BR>三つ&nbsp;").len(), 3);
        for text in [r"C:\new", r"\\server\n", r"\name", "A&B", "a<b", "x\\"] {
            assert!(signs(text).is_empty(), "{text}");
        }
    }
}
