//! `comment-in-value` and `folded-space`: what YAML makes of what was typed.

use std::ops::Range;

use super::Taking;
use super::case::Case;
use super::characters::is_control;
use super::marks;
use crate::finding::{Field, Finding, Message, Rule, Severity, Step, is_invisible};
use crate::read;
use crate::sheet::{EraDate, FiscalYear, Form, Takes};
use crate::source::{Edit, Source, Span, Text};
use crate::yaml::{Data, Node};

/// Finds texts that a ` #` cuts short, and spaces that a fold leaves.
pub(super) fn judge(case: &Case, takes: Taking) -> Vec<Finding> {
    let mut findings = Vec::new();
    read::walk(case.tree, &Field::default(), &mut |field, node| {
        let mut found = Vec::new();
        let is_item = matches!(field.0.last(), Some(Step::Index(_)));
        // An item that is nothing but a comment is `empty-text`.
        if !is_item || node.data != Data::Empty {
            let kind = || takes(field);
            let told = sheet_error(case.source, node, &|| kind() == Some(Takes::Measure));
            let told = told.or_else(|| comment(case.source, node, &kind));
            let glued = || glued(case.source, node).map(|it| in_block(case.source, node).unwrap_or(it));
            found.extend(told.or_else(glued));
        }
        let is_office = || takes(field) == Some(Takes::Office);
        found.extend(broken_name(case.source, field, node).filter(|_| is_office()));
        let folds = folds(case.source, node);
        // A name may have its parts on two lines.
        if !folds.is_empty() && takes(field) != Some(Takes::Name) {
            let items = if is_item { items(case.source, node, &folds) } else { None };
            let paragraphs = || paragraphs(case.source, node, &folds);
            found.extend(items.or_else(paragraphs).or_else(|| folded_space(&folds)));
        }
        findings.extend(found.into_iter().map(|finding| finding.in_field(field.clone())));
    });
    findings
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
    let edit = Edit { span: comment.span, text: "\"-\"".to_owned() };
    Some(if is_measure() { finding.proposing(vec![edit]) } else { finding })
}

/// Reports a line break in the name of an office. It prints on two lines, but titles and the foot of a page have one, so
/// this is a warning.
fn broken_name(source: &Source, field: &Field, node: &Node) -> Option<Finding> {
    let Some(Step::Key(key)) = field.0.last() else { return None };
    let is_break =
        |it: char| matches!(it, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let name = node.scalar()?.trim();
    if !name.contains(is_break) {
        return None;
    }
    let finding = Finding {
        severity: Severity::Warning,
        ..Finding::new(
            Rule::WRONG_TYPE,
            node.span,
            Message::new(
                format!("「{key}」の名前が2行以上になっています。"),
                format!("{key} has more than one line."),
            ),
            Message::new("名前を1行で書いてください。", "Write the name on one line."),
        )
    };
    let lines = name.split(is_break).map(str::trim).filter(|line| !line.is_empty());
    let joined = lines.collect::<Vec<_>>().join("\u{3000}");
    Some(match written_below(source, node) {
        Some(span) => {
            finding.proposing(vec![Edit { span, text: format!(" {}", read::plain_or_quoted(&joined)) }])
        }
        None => finding,
    })
}

/// Returns the bar of a block text with the lines below it, without the line break that ends them.
fn written_below(source: &Source, node: &Node) -> Option<Span> {
    let before = source.text().get(..node.span.start)?.trim_end_matches([' ', '\n', '\r']);
    let header = before.trim_end_matches(['-', '+', '|', '>']);
    let start = header.trim_end_matches(' ').len();
    let is_block = header.len() < before.len() && header.trim_end_matches(' ').ends_with(':');
    let end = node.span.start + source.slice(node.span).trim_end().len();
    is_block.then(|| Span::new(start, end))
}

/// Returns whether an empty value has something behind it that is reported by itself: `~`, `null`, or a text that
/// begins with `#`.
pub(super) fn is_told_empty(source: &Source, node: &Node) -> bool {
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
    // A block text ends with its line: what follows stands on the next.
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
    );
    let span = finding.span;
    match kind().filter(|kind| kind.is_exact()) {
        Some(kind) => Some(exact_comment(source, finding, kind, node.data == Data::Empty)),
        None if node.data == Data::Empty => {
            let edit = Edit { span, text: quoted(source.slice(span)) };
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
        let edit = Edit { span: Span::new(span.start, at), text: String::new() };
        return Finding { help, ..finding }.proposing(vec![edit]);
    }
    let help =
        Message::new("覚え書きなら、「# 」と空白を入れてください。", "Put a space after the # of a comment.");
    let edit = Edit { span: Span::new(at, at), text: " ".to_owned() };
    Finding { help, ..finding }.proposing(vec![edit])
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Returns the finding for `######`, which a spreadsheet shows where a column is too narrow for its number.
pub(super) fn narrow_column(span: Span) -> Finding {
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

/// Returns a `#` right behind a value, with a space behind it or where the value is whole without it: a note that was
/// meant to stand apart, and that is printed. `C#` and `「#東区」` are texts.
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
    let is_blank = |it: char| it.is_whitespace() || is_invisible(it);
    let before = raw[..at].trim_end_matches(is_blank).len();
    let (message, help) = match sign {
        1 if before < at => behind_blank(),
        1 => right_behind(),
        _ => wide_sign(),
    };
    let place = |from: usize, to: usize| Span::new(node.span.start + from, node.span.start + to);
    let finding = Finding::new(Rule::COMMENT_IN_VALUE, place(at, at + line.len()), message, help);
    Some(finding.proposing(vec![Edit { span: place(before, at + sign), text: apart.to_owned() }]))
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
    let line = raw[at..].split(['\n', '\r']).next().unwrap_or_default().trim_end();
    let span = Span::new(node.span.start + at, node.span.start + at + line.len());
    Some(Finding::new(
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
    ))
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

/// Returns the spaces between two characters of full width that line breaks became. Those that were typed are meant.
fn folds(source: &Source, node: &Node) -> Vec<Span> {
    let Some(text) = node.scalar() else { return Vec::new() };
    // A text on one line has no folds, and most are.
    if !source.slice(node.span).contains(['\n', '\r']) {
        return Vec::new();
    }
    let text = Text { text: text.to_owned(), span: node.span };
    let spans = text.places(source.text(), &folded(&text.text));
    let is_fold = |span: &Span| *span != text.span && source.slice(*span).contains(['\n', '\r']);
    // Where a control character was masked stands no space.
    let is_plain = |span: &Span| !source.slice(*span).contains(is_control);
    spans.into_iter().filter(|span| is_fold(span) && is_plain(span)).collect()
}

/// Finds further lines of an item. They may be items without their dashes, so the mend is not certain.
fn items(source: &Source, node: &Node, folds: &[Span]) -> Option<Finding> {
    let (first, others) = folds.split_first()?;
    let head = source.line(source.place(node.span.start).line);
    let before = source.text().get(head.start..node.span.start)?;
    let spaces = before.find('-').filter(|at| before[..*at].trim().is_empty())?;
    if source.slice(node.span).starts_with(['"', '\'', '|', '>']) {
        return None;
    }
    let edit = |span: &Span| {
        let newline = if source.slice(*span).contains("\r\n") { "\r\n" } else { "\n" };
        Edit { span: *span, text: format!("{newline}{}- ", " ".repeat(spaces)) }
    };
    let finding = Finding::new(
        Rule::FOLDED_SPACE,
        *first,
        Message::new(
            "次の行に「- 」がないので、前の項目の続きとして、半角の空白をはさんで印刷されます。",
            "The next line has no dash, so it is printed as part of the item, after a space.",
        ),
        Message::new(
            "別の項目なら「- 」で始め、前の項目の続きなら1行に続けて書いてください。",
            "Begin another item with a dash and a space; write what belongs to the item on its line.",
        ),
    );
    Some(finding.and_at(others.to_vec()).proposing(folds.iter().map(edit).collect()))
}

/// Reports further lines after a whole sentence, or that begin with a bullet. They may be paragraphs, items, or the text
/// of another key that is missing, so no mend is certain.
fn paragraphs(source: &Source, node: &Node, folds: &[Span]) -> Option<Finding> {
    let ends_sentence = |span: &Span| source.text()[..span.start].ends_with(['。', '．', '」', '）', ')']);
    let (first, others) = folds.split_first()?;
    let begins_item = |span: &Span| source.text().get(span.end..).is_some_and(begins_item);
    if !folds.iter().any(|span| ends_sentence(span) || begins_item(span)) {
        return None;
    }
    let finding = Finding::new(
        Rule::FOLDED_SPACE,
        *first,
        Message::new(
            "行の変わり目が、半角の空白として印刷されます。",
            "The line break is printed as a space between two full-width characters.",
        ),
        Message::new(
            "行を分けるつもりなら、「|」の後、次の行から字下げして書いてください。続きの文章なら1行に続けて、別の項目の文章なら、その項目の名前の下に書いてください。",
            "Lines that are meant as such go below a bar, indented; write what goes on with the text on its line, and the text of another key below that key.",
        ),
    );
    let finding = finding.and_at(others.to_vec());
    Some(match barred(source, node, folds) {
        Some(edit) => finding.proposing(vec![edit]),
        None => finding,
    })
}

/// Returns whether a line begins with a bullet or a number, as the items of a list do.
fn begins_item(line: &str) -> bool {
    let mut characters = line.chars();
    let Some(first) = characters.next() else { return false };
    let is_bullet = "・･●○◎■□◆◇▲△▶※*＊-－".contains(first);
    let is_circled = matches!(first, '①'..='⓿' | '❶'..='➓');
    let rest = characters.as_str().trim_start_matches(char::is_numeric);
    let is_in_brackets = matches!(first, '(' | '（') && rest.starts_with([')', '）']);
    let is_numbered = first.is_numeric() && rest.starts_with(['.', '．', ')', '）']);
    is_bullet || is_circled || is_in_brackets || is_numbered
}

/// Returns the bar before a plain text, whose first line goes below it.
fn barred(source: &Source, node: &Node, folds: &[Span]) -> Option<Edit> {
    let typed = source.slice(node.span);
    let line = source.slice(source.line(source.place(node.span.start).line));
    let before = source.text()[..node.span.start].trim_end_matches([' ', '\n', '\r']);
    if before.ends_with(':')
        && !typed.starts_with(['"', '\''])
        && source.place(before.len()).line < source.place(node.span.start).line
    {
        return Some(Edit { span: Span::new(before.len(), before.len()), text: " |".to_owned() });
    }
    if typed.starts_with(['"', '\'', '|', '>']) || line.contains(" #") || !line.contains(':') {
        return None;
    }
    let spaces = |span: &Span| source.slice(*span).rsplit(['\n', '\r']).next().map_or(0, str::len);
    let inner = folds.iter().map(spaces).min().filter(|spaces| *spaces > 0)?;
    let newline = if source.text().contains("\r\n") { "\r\n" } else { "\n" };
    let at = Span::new(node.span.start, node.span.start);
    Some(Edit { span: at, text: format!("|{newline}{}", " ".repeat(inner)) })
}

fn folded(text: &str) -> Vec<Range<usize>> {
    let wide = |character: Option<char>| character.is_some_and(is_wide);
    let runs = text.match_indices(' ').map(|(at, _)| at).filter(|&at| !text[..at].ends_with(' '));
    runs.map(|at| at..at + text[at..].find(|c| c != ' ').unwrap_or(text.len() - at))
        .filter(|range| {
            wide(text[..range.start].chars().next_back()) && wide(text[range.end..].chars().next())
        })
        .collect()
}

/// Returns whether a character is kana, kanji, their punctuation, or a symbol of full width in Japanese text.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{21FF}' | '\u{2460}'..='\u{24FF}' | '\u{25A0}'..='\u{26FF}' | '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF5E}' | '\u{20000}'..='\u{3FFFF}')
}

fn folded_space(spans: &[Span]) -> Option<Finding> {
    let (first, others) = spans.split_first()?;
    let finding = Finding::new(
        Rule::FOLDED_SPACE,
        *first,
        Message::new(
            "行の変わり目が、半角の空白として印刷されます。",
            "The line break is printed as a space between two full-width characters.",
        ),
        Message::new(
            "1行に続けて書いてください。行を分けるつもりなら、「|」の後、次の行から字下げして書いてください。",
            "Write it on one line; lines that are meant as such go below a |, indented.",
        ),
    );
    let finding = finding.and_at(others.to_vec());
    Some(spans.iter().fold(finding, |finding, span| finding.mended_by(*span, "")))
}

fn first_line(text: &str) -> &str {
    text.split_once(['\n', '\r']).map_or(text, |(line, _)| line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_spaces_between_full_width_characters_are_folds() {
        assert_eq!(folded("一 二").first(), Some(&(3..4)));
        assert_eq!(folded("一  二").first(), Some(&(3..5)));
        for text in ["一\u{3000}二", "A 二", "一 B", " 一", "一 ", "1 2"] {
            assert!(folded(text).is_empty(), "{text}");
        }
    }
}
