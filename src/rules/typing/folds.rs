//! `folded-space`: line breaks that YAML folds into spaces between two full-width characters.

use std::ops::Range;

use crate::finding::{Finding, Message, Rule};
use crate::rules::characters::is_control;
use crate::source::{Edit, Source, Span, Text, newline};
use crate::yaml::Node;

/// Returns the finding on the folds of a value.
pub(super) fn find(source: &Source, node: &Node, is_item: bool) -> Option<Finding> {
    let folds = folds(source, node);
    let items = if is_item { items(source, node, &folds) } else { None };
    items.or_else(|| paragraphs(source, node, &folds)).or_else(|| folded_space(&folds))
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
    // A masked control character is not a space.
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
        let newline = newline(source.slice(*span));
        Edit::new(*span, format!("{newline}{}- ", " ".repeat(spaces)))
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
    )
    .in_box(
        Message::new("途中に余分な空白が入ります。", "The text has a space that is not meant."),
        Message::new(
            "別の項目なら、行の「下に追加」で分けてください。続きの文章なら、空白を消してください。",
            "Write another item in a row of its own, or delete the space of a text that goes on.",
        ),
    );
    Some(finding.and_at(others.to_vec()).proposing(folds.iter().map(edit).collect()))
}

/// Reports further lines after a whole sentence, or that begin with a bullet. They may be paragraphs, items, or the text
/// of another key that is missing, so no mend is certain.
fn paragraphs(source: &Source, node: &Node, folds: &[Span]) -> Option<Finding> {
    let ends_sentence = |span: &Span| source.text()[..span.start].ends_with(['。', '．', '」', '）', ')']);
    let begins_item = |span: &Span| source.text().get(span.end..).is_some_and(begins_item);
    if !folds.iter().any(|span| ends_sentence(span) || begins_item(span)) {
        return None;
    }
    let help = Message::new(
        "行を分けるつもりなら、「|」の後、次の行から字下げして書いてください。続きの文章なら1行に続けて、別の項目の文章なら、その項目の名前の下に書いてください。",
        "Lines that are meant as such go below a bar, indented; write what goes on with the text on its line, and the text of another key below that key.",
    );
    let finding = printed_as_space(folds, help)?;
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

/// Returns the bar before a plain text, whose first line moves below it.
fn barred(source: &Source, node: &Node, folds: &[Span]) -> Option<Edit> {
    let typed = source.slice(node.span);
    let line = source.slice(source.line(source.place(node.span.start).line));
    let before = source.text()[..node.span.start].trim_end_matches([' ', '\n', '\r']);
    if before.ends_with(':')
        && !typed.starts_with(['"', '\''])
        && source.place(before.len()).line < source.place(node.span.start).line
    {
        return Some(Edit::insertion(before.len(), " |"));
    }
    if typed.starts_with(['"', '\'', '|', '>']) || line.contains(" #") || !line.contains(':') {
        return None;
    }
    let spaces = |span: &Span| source.slice(*span).rsplit(['\n', '\r']).next().map_or(0, str::len);
    let inner = folds.iter().map(spaces).min().filter(|spaces| *spaces > 0)?;
    let newline = source.newline();
    let at = Span::new(node.span.start, node.span.start);
    Some(Edit::new(at, format!("|{newline}{}", " ".repeat(inner))))
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

/// Reports line breaks inside a sentence, whose spaces can be deleted.
fn folded_space(folds: &[Span]) -> Option<Finding> {
    let help = Message::new(
        "1行に続けて書いてください。行を分けるつもりなら、「|」の後、次の行から字下げして書いてください。",
        "Write it on one line; lines that are meant as such go below a |, indented.",
    );
    let finding = printed_as_space(folds, help)?;
    Some(folds.iter().fold(finding, |finding, span| finding.mended_by(*span, "")))
}

/// Returns the finding on line breaks that are printed as spaces.
fn printed_as_space(folds: &[Span], help: Message) -> Option<Finding> {
    let (first, others) = folds.split_first()?;
    let message = Message::new(
        "行の変わり目が、半角の空白として印刷されます。",
        "The line break is printed as a space between two full-width characters.",
    );
    let in_box = Message::new(
        "行を分けるなら、その空白の所で Enter を押してください。続きの文章なら、空白を消してください。",
        "Press Enter in place of the space to break the line, or delete the space of a text that goes on.",
    );
    let finding = Finding::new(Rule::FOLDED_SPACE, *first, message, help).helped_in_box(in_box);
    Some(finding.and_at(others.to_vec()))
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
