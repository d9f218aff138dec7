//! Texts as data: on one line, without line breaks and spaces for layout.

use crate::sheet::Items;
use crate::view::Lines;

/// Characters after or before which facts are joined without a comma.
const ENDING: &str = "、。，．,.・:：;；!！?？/／〜…(（[［{｛「『【〔〈《";
const BEGINNING: &str = "、。，．,.・:：;；!！?？/／〜…(（[［{｛「『【〔〈《)）]］}｝」』】〕〉》※";

/// Joins the lines of a continuous text: with a space between Latin words, else without a separator.
pub(super) fn flowing(lines: &Lines) -> Option<String> {
    joined(&lines.lines, |left, right| if is_narrow(left) && is_narrow(right) { " " } else { "" })
}

/// Joins lines that are separate facts with 「、」, unless a punctuation mark separates them.
pub(super) fn facts(lines: &Lines) -> Option<String> {
    joined(
        &lines.lines,
        |left, right| {
            if ENDING.contains(left) || BEGINNING.contains(right) { "" } else { "、" }
        },
    )
}

/// Returns the texts that print with 「・」. The lines of an item are separate facts, such as a name and its
/// explanation.
pub(super) fn items(items: &Items) -> Vec<String> {
    items.texts().flat_map(|text| Lines::item(text).bulleted()).filter_map(|item| facts(&item)).collect()
}

/// Splits a text into paragraphs, one a line.
pub(super) fn paragraphs(lines: &Lines) -> Vec<String> {
    let alone = |line: &String| flowing(&Lines { lines: vec![line.clone()], ..Lines::default() });
    lines.lines.iter().filter_map(alone).collect()
}

/// Joins pieces to one line. `between` returns the separator for the characters at the edges of two pieces.
fn joined(lines: &[String], between: impl Fn(char, char) -> &'static str) -> Option<String> {
    let pieces = lines.iter().flat_map(|line| line.split(is_break)).map(str::trim);
    pieces.filter(|piece| !piece.is_empty()).map(str::to_owned).reduce(|text, piece| {
        let edges = text.chars().next_back().zip(piece.chars().next());
        let sign = edges.map_or("", |(left, right)| between(left, right));
        text + sign + &piece
    })
}

/// Returns whether a character may not occur in a cell, including the line breaks that escapes can produce.
fn is_break(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

/// Returns whether a character belongs to a script that separates words with spaces.
fn is_narrow(character: char) -> bool {
    character < '\u{2000}'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Lines {
        Lines::label(text)
    }

    #[test]
    fn lines_of_a_text_flow_on() {
        let flowing = |text: &str| flowing(&lines(text)).unwrap_or_default();
        assert_eq!(flowing("　安心して\n　暮らせる\n\nまち　"), "安心して暮らせるまち");
        assert_eq!(flowing("open data\nportal\nサイト\nSNS"), "open data portalサイトSNS");
        assert_eq!(flowing("一\u{2028}二\r三\t四"), "一二三四");
        assert_eq!(flowing("石井 哲也"), "石井 哲也");
        assert_eq!(flowing("　\n "), "");
    }

    #[test]
    fn lines_of_a_value_are_facts_of_their_own() {
        let facts = |text: &str| facts(&lines(text)).unwrap_or_default();
        assert_eq!(facts("異動1回\nメンタル2回\n救命1回"), "異動1回、メンタル2回、救命1回");
        assert_eq!(facts("研修5回\n(異動、\n救命)\n※予定"), "研修5回(異動、救命)※予定");
        assert_eq!(facts("・講座\n・出前講座"), "・講座・出前講座");
        assert_eq!(facts("-"), "-");
    }

    #[test]
    fn a_paragraph_is_a_line() {
        assert_eq!(paragraphs(&lines("　一。\n\n　二。")), ["一。", "二。"]);
    }
}
