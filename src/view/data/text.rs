//! Texts as data: one line each, whatever the paper breaks, and no space that only lays out.

use crate::view::Lines;

/// Signs behind which, or before which, no comma is wanted between two facts.
const ENDING: &str = "、。，．,.・:：;；!！?？/／〜…(（[［{｛「『【〔〈《";
const BEGINNING: &str = "、。，．,.・:：;；!！?？/／〜…(（[［{｛「『【〔〈《)）]］}｝」』】〕〉》※";

/// A text that flows on from line to line: nothing between its lines, a space between Latin words.
pub(super) fn flowing(lines: &Lines) -> Option<String> {
    joined(&lines.lines, |left, right| if is_narrow(left) && is_narrow(right) { " " } else { "" })
}

/// A text whose lines are facts of their own: 「、」 between them, unless a sign parts them already.
pub(super) fn facts(lines: &Lines) -> Option<String> {
    joined(
        &lines.lines,
        |left, right| {
            if ENDING.contains(left) || BEGINNING.contains(right) { "" } else { "、" }
        },
    )
}

/// A text in which each line is a paragraph.
pub(super) fn paragraphs(lines: &Lines) -> Vec<String> {
    let alone = |line: &String| flowing(&Lines { lines: vec![line.clone()], ..Lines::default() });
    lines.lines.iter().filter_map(alone).collect()
}

/// The pieces in one line; what stands between two depends on the signs at their edges.
fn joined(lines: &[String], between: impl Fn(char, char) -> &'static str) -> Option<String> {
    let pieces = lines.iter().flat_map(|line| line.split(is_break)).map(str::trim);
    pieces.filter(|piece| !piece.is_empty()).map(str::to_owned).reduce(|text, piece| {
        let edges = text.chars().next_back().zip(piece.chars().next());
        let sign = edges.map_or("", |(left, right)| between(left, right));
        text + sign + &piece
    })
}

/// What must not stand in a cell: also the rarer ends of lines, which an escape can put into a text.
fn is_break(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

/// Letters, digits and signs of scripts that part words by spaces.
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
