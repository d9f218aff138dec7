//! `comment-in-value`: a `#` that begins a comment where a text was meant, or a text where a comment was
//! meant.

use crate::finding::{Finding, Message, Rule, is_invisible};
use crate::rules::marks;
use crate::sheet::{EraDate, FiscalYear, Form, Takes};
use crate::source::{Edit, Source, Span};
use crate::yaml::{Data, Node, quoted};

/// Returns the finding on the `#` in or behind a value.
pub(super) fn find(source: &Source, node: &Node, kind: &dyn Fn() -> Option<Takes>) -> Option<Finding> {
    let glued = || glued(source, node).map(|finding| in_block(source, node).unwrap_or(finding));
    sheet_error(source, node, &|| kind() == Some(Takes::Measure))
        .or_else(|| comment(source, node, kind))
        .or_else(glued)
}

/// Finds `#N/A` without quotation marks, which YAML reads as a comment.
fn sheet_error(source: &Source, node: &Node, is_measure: &dyn Fn() -> bool) -> Option<Finding> {
    let comment = comment(source, node, &|| None).filter(|_| node.data == Data::Empty)?;
    let text = source.slice(comment.span);
    if !marks::is_sheet_error(text) {
        return None;
    }
    let (message, help) = marks::sheet_error(text, is_measure());
    let finding = Finding::new(Rule::PRINTED_MARK, comment.span, message, help);
    let edit = Edit::new(comment.span, "\"-\"");
    Some(if is_measure() { finding.proposing(vec![edit]) } else { finding })
}

/// Returns whether an empty value has something behind it that is reported by itself: `~`, `null`, or a text that
/// begins with `#`.
pub(in crate::rules) fn is_reported_empty(source: &Source, node: &Node) -> bool {
    node.data == Data::Empty
        && (!source.slice(node.span).is_empty() || comment(source, node, &|| None).is_some())
}

/// Finds a `#` after a value on its line with no space after it, as no comment is written.
fn comment(source: &Source, node: &Node, kind: &dyn Fn() -> Option<Takes>) -> Option<Finding> {
    let is_plain = match &node.data {
        Data::Scalar(_) => !source.slice(node.span).starts_with(['"', '\'', '|', '>']),
        Data::Empty => true,
        Data::Pruned | Data::List(_) | Data::Map(_) => false,
    };
    // A block text ends with its line; the next line does not follow it directly.
    let ends_line = source.slice(node.span).ends_with('\n');
    let behind = source.text().get(node.span.end..).filter(|_| is_plain && !ends_line)?;
    let mut rest = behind.trim_start_matches([' ', '\t']);
    if node.data == Data::Empty {
        rest = rest.strip_prefix(':').unwrap_or(rest).trim_start_matches([' ', '\t']);
    }
    // A note right behind a value of one meaning was set apart when it was read.
    if node.data != Data::Empty && rest.len() == behind.len() {
        return None;
    }
    let text = rest.strip_prefix('#')?.chars().next()?;
    let line = first_line(rest);
    let at = node.span.end + (behind.len() - rest.len());
    if node.data == Data::Empty && line.trim_end().chars().all(|c| c == '#') {
        return Some(narrow_column(Span::new(at, at + line.trim_end().len())));
    }
    if text.is_whitespace() || text == '#' {
        return None;
    }
    let finding = Finding::new(
        Rule::COMMENT_IN_VALUE,
        Span::new(at, at + line.trim_end().len()),
        Message::new("「#」から後は印刷されません。", "The text after the # is not printed."),
        Message::new(
            "文章なら値の全体を「\"」で囲み、覚え書きなら「# 」と空白を入れてください。",
            "Put the whole value between double quotation marks, or a space after the # of a comment.",
        ),
    )
    .in_box(
        Message::new(
            "この欄の続きが、印刷されない覚え書きになっています。",
            "The rest is a comment, which is not printed.",
        ),
        Message::new(
            "印刷するなら、続きをこの欄に打ってください。",
            "Type the rest into this box to have it printed.",
        ),
    );
    let span = finding.span;
    match kind().filter(|kind| kind.is_exact()) {
        Some(kind) => Some(exact_comment(source, finding, kind, node.data == Data::Empty)),
        None if node.data == Data::Empty => {
            let edit = Edit::new(span, quoted(source.slice(span)));
            Some(finding.proposing(vec![edit]))
        }
        None => Some(finding),
    }
}

/// Completes the finding of a comment in the place of a date, a number or a symbol: a note, or the value after a `#`.
fn exact_comment(source: &Source, finding: Finding, kind: Takes, is_empty: bool) -> Finding {
    let span = finding.span;
    let text = source.slice(span).trim_start_matches('#');
    let at = span.end - text.len();
    let is_value = is_empty
        && match kind {
            Takes::Date => EraDate::read(text).is_ok(),
            Takes::FiscalYear => text.parse::<FiscalYear>().is_ok(),
            Takes::Form => Form::named(text).is_some(),
            _ => text.chars().count() == 1,
        };
    if is_value {
        let help = Message::new("「#」を消してください。", "Delete the #.");
        let edit = Edit::deletion(Span::new(span.start, at));
        return Finding { help, ..finding }.proposing(vec![edit]);
    }
    let help =
        Message::new("覚え書きなら、「# 」と空白を入れてください。", "Put a space after the # of a comment.");
    let edit = Edit::insertion(at, " ");
    Finding { help, ..finding }.proposing(vec![edit])
}

/// Returns the finding for `######`, which a spreadsheet shows where a column is too narrow for its number.
pub(in crate::rules) fn narrow_column(span: Span) -> Finding {
    Finding::new(
        Rule::COMMENT_IN_VALUE,
        span,
        Message::new("「#」だけの値は印刷されません。", "A value of nothing but # is not printed."),
        Message::new(
            "表計算ソフトで列の幅が足りないと「####」と表示されます。元の値を確かめて書いてください。",
            "A spreadsheet shows #### where a column is too narrow. Write the value that was there.",
        ),
    )
}

/// Returns the finding on a `#` directly after a value, with a space after it or where the value is complete
/// without it: a note that should be separate, and that is printed. `C#` and `「#東区」` are texts.
fn glued(source: &Source, node: &Node) -> Option<Finding> {
    let raw = source.slice(node.span);
    if !matches!(node.data, Data::Scalar(_)) || raw.starts_with(['"', '\'', '|', '>', '#']) {
        return None;
    }
    let is_whole = |text: &str| {
        text.ends_with(['。', '．']) || text.chars().all(|c| c.is_numeric() || ".,-−－/／％%，".contains(c))
    };
    let is_note = |at: usize| {
        let is_wide = raw[at..].starts_with('＃');
        let behind = &raw[at + if is_wide { '＃'.len_utf8() } else { 1 }..];
        // A wide sign is typed in texts as well.
        if is_wide {
            return is_whole(raw[..at].trim_end()) && !behind.is_empty();
        }
        behind.starts_with([' ', '\t', '\u{3000}']) || is_whole(&raw[..at]) && !behind.is_empty()
    };
    let at = raw.match_indices(['#', '＃']).map(|(at, _)| at).find(|at| is_note(*at))?;
    let line = first_line(&raw[at..]).trim_end();
    let sign = line.chars().next().map_or(1, char::len_utf8);
    let apart = if line[sign..].starts_with(' ') { " #" } else { " # " };
    let is_blank = |character: char| character.is_whitespace() || is_invisible(character);
    let before = raw[..at].trim_end_matches(is_blank).len();
    let (message, help) = match sign {
        1 if before < at => behind_blank(),
        1 => right_behind(),
        _ => wide_sign(),
    };
    let place = |from: usize, to: usize| Span::new(node.span.start + from, node.span.start + to);
    let printed = Message::new("「#」から後も印刷されます。", "What follows the # is printed.");
    let finding = Finding::new(Rule::COMMENT_IN_VALUE, place(at, at + line.len()), message, help);
    let finding = finding.in_box(printed, noted());
    Some(finding.proposing(vec![Edit::new(place(before, at + sign), apart.to_owned())]))
}

fn right_behind() -> (Message, Message) {
    (
        Message::new(
            "「#」の前に空白がないので、「#」から後も印刷されます。",
            "There is no space before the #, so the text after it is printed.",
        ),
        Message::new(
            "覚え書きなら「#」の前に半角の空白を入れ、「# 」と書いてください。文章のうちなら値の全体を「\"」で囲んでください。",
            "Put a space before and after the # of a comment, or the whole value between double quotation marks.",
        ),
    )
}

/// Reports a note after a line of a block text, which is always printed.
fn in_block(source: &Source, node: &Node) -> Option<Finding> {
    let before = source.text().get(..node.span.start)?.trim_end();
    if !before.trim_end_matches(['-', '+']).ends_with(['|', '>']) {
        return None;
    }
    let raw = source.slice(node.span);
    let at = raw.find('#')?;
    let line = first_line(&raw[at..]).trim_end();
    let span = Span::new(node.span.start + at, node.span.start + at + line.len());
    Some(
        Finding::new(
            Rule::COMMENT_IN_VALUE,
            span,
            Message::new(
                "「|」の下の文章では、「#」から後も印刷されます。",
                "In a text below a bar, what follows a # is printed.",
            ),
            Message::new(
                "覚え書きなら、「|」の行の上に「# 」で始まる行を作って、そこに移してください。",
                "Move a comment to a line of its own above that of the bar.",
            ),
        )
        .in_box(
            Message::new("「#」から後も印刷されます。", "What follows the # is printed."),
            Message::new(
                "印刷しない覚え書きなら、この欄から消してください。",
                "Delete a comment from this box.",
            ),
        ),
    )
}

/// Returns the advice for a box with a note that is printed.
fn noted() -> Message {
    Message::new(
        "印刷しない覚え書きなら、この欄から消すか、「この案に直す」を押してください(ファイルに覚え書きとして残ります)。",
        "Delete a comment from this box, or press the button that keeps it as a comment of the file.",
    )
}

fn wide_sign() -> (Message, Message) {
    (
        Message::new(
            "「＃」が全角なので、「＃」から後も印刷されます。",
            "The ＃ is a full-width one, so what follows it is printed.",
        ),
        Message::new(
            "覚え書きなら「 # 」と、半角で、前後に半角の空白を入れて書いてください。",
            "Write an ASCII # with a space before and behind it for a comment.",
        ),
    )
}

fn behind_blank() -> (Message, Message) {
    (
        Message::new(
            "「#」の前の空白が半角ではないので、「#」から後も印刷されます。",
            "The space before the # is not an ASCII space, so the text after it is printed.",
        ),
        Message::new(
            "覚え書きなら「#」の前の空白を半角にしてください。文章のうちなら値の全体を「\"」で囲んでください。",
            "Put an ASCII space before the # of a comment, or the whole value between double quotation marks.",
        ),
    )
}

fn first_line(text: &str) -> &str {
    text.split_once(['\n', '\r']).map_or(text, |(line, _)| line)
}
