//! A text with its span in the source.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use super::Span;
use super::written::{SourceCharacter, written};

/// The struct name with which [`Text`] asks a deserializer for `(text, start, end)`.
pub const TEXT_TOKEN: &str = "$mokuhyo::Text";

/// A value as it was typed, with the span of its node.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The value. Numbers and booleans are kept as their source text.
    pub text: String,
    /// The span of the node, including quotes and block indicators.
    pub span: Span,
}

impl Text {
    /// Returns the source span of a byte range of the text, like [`Text::places`].
    pub fn place(&self, source: &str, range: Range<usize>) -> Span {
        self.places(source, &[range]).first().copied().unwrap_or(self.span)
    }

    /// Returns the source spans of byte ranges of the text. It accounts for escapes, indentation, and the
    /// breaks of folded lines. A range that cannot be located gets the span of the whole value.
    ///
    /// The source is scanned once for all ranges, because a text of a megabyte may have as many.
    pub fn places(&self, source: &str, ranges: &[Range<usize>]) -> Vec<Span> {
        let mut sorted = Cow::Borrowed(ranges);
        if !ranges.is_sorted_by_key(|range| range.start) {
            sorted.to_mut().sort_unstable_by_key(|range| range.start);
        }
        let written = written(source, self.span, &self.text, &sorted);
        let place = |range: &Range<usize>| {
            let first = written.binary_search_by_key(&range.start, SourceCharacter::at).ok()?;
            let behind = written.partition_point(|character| character.at() < range.end);
            let whole =
                written.len() > behind || behind > first && self.reaches(written[behind - 1].at(), range.end);
            let (start, end) = (written[first].span(), written.get(behind.checked_sub(1)?)?.span());
            whole.then_some(Span::new(start.start, end.end.max(start.start)))
        };
        ranges.iter().map(|range| place(range).unwrap_or(self.span)).collect()
    }

    /// Returns whether the character at `at` is the last before `end`.
    fn reaches(&self, at: usize, end: usize) -> bool {
        let character = self.text.get(at..).and_then(|rest| rest.chars().next());
        character.is_some_and(|character| at + character.len_utf8() >= end)
    }

    /// Returns whether the text is empty or white space.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple_struct(TEXT_TOKEN, 3, TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text with its span")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Text, A::Error> {
        let missing = |index| A::Error::invalid_length(index, &self);
        let text = seq.next_element()?.ok_or_else(|| missing(0))?;
        let start = seq.next_element()?.ok_or_else(|| missing(1))?;
        let end = seq.next_element()?.ok_or_else(|| missing(2))?;
        Ok(Text { text, span: Span::new(start, end) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed<'s>(source: &'s str, span: &str, text: &str, part: &str) -> &'s str {
        let start = source.find(span).expect("there");
        let text = Text { text: text.to_owned(), span: Span::new(start, start + span.len()) };
        let at = text.text.find(part).expect("there");
        &source[text.place(source, at..at + part.len()).range()]
    }

    #[test]
    fn a_part_of_a_text_is_found_in_its_source() {
        assert_eq!(placed("a: 一二三", "一二三", "一二三", "二"), "二");
        assert_eq!(placed("a: \"一二\"", "\"一二\"", "一二", "二"), "二");
        assert_eq!(placed("a: |\n  一二\n  三四\n", "一二\n  三四\n", "一二\n三四\n", "三"), "三");
        assert_eq!(placed("a: |\n  一二\n  三四\n", "一二\n  三四\n", "一二\n三四\n", "二\n三"), "二\n  三");
        // For an invalid escape, the whole value.
        assert_eq!(placed("a: \"\\u4e0x二\"", "\"\\u4e0x二\"", "一二", "二"), "\"\\u4e0x二\"");
    }

    #[test]
    fn a_break_that_became_a_space_is_found_with_the_blanks_around_it() {
        assert_eq!(placed("a: 一\n  二", "一\n  二", "一 二", " "), "\n  ");
        assert_eq!(placed("a: 一 \r\n  二", "一 \r\n  二", "一 二", " "), " \r\n  ");
        assert_eq!(placed("a: >\n  一\n  二\n", "一\n  二\n", "一 二\n", " "), "\n  ");
        assert_eq!(placed("a: 一 二\n  三", "一 二\n  三", "一 二 三", "二"), "二");
        assert_eq!(placed("a: 一\n\n\n  二", "一\n\n\n  二", "一\n\n二", "二"), "二");
        assert_eq!(placed("a: >\n  一\n\n  二\n", "一\n\n  二\n", "一\n二\n", "二"), "二");
        assert_eq!(placed("a: \"一\\\n   二\"", "\"一\\\n   二\"", "一二", "二"), "二");
    }

    #[test]
    fn an_escape_is_found_as_it_is_written() {
        assert_eq!(placed("a: \"\\u4e00二\"", "\"\\u4e00二\"", "一二", "一"), "\\u4e00");
        assert_eq!(placed("a: \"x\\uD842\\uDFB7\"", "\"x\\uD842\\uDFB7\"", "x𠮷", "𠮷"), "\\uD842\\uDFB7");
        assert_eq!(placed("a: \"\\x01\\_二\"", "\"\\x01\\_二\"", "\u{1}\u{A0}二", "\u{A0}"), "\\_");
        assert_eq!(placed("a: 'it''s 二'", "'it''s 二'", "it's 二", "'"), "''");
        assert_eq!(placed("a: 'it''s 二'", "'it''s 二'", "it's 二", "二"), "二");
    }

    #[test]
    fn a_control_character_that_became_spaces_is_found() {
        assert_eq!(placed("a: 一\u{8}二", "一\u{8}二", "一 二", "二"), "二");
        assert_eq!(placed("a: 一\u{9b}二", "一\u{9b}二", "一  二", "二"), "二");
        assert_eq!(placed("a: \"\u{8}二\"", "\"\u{8}二\"", "二", "二"), "二");
        assert_eq!(placed("a: |2\n    一\n   二\n", "  一\n   二\n", "  一\n 二\n", " 二"), " 二");
        assert_eq!(placed("a: |\n\n  一\n\n  二", "一\n\n  二", "\n一\n\n二\n", "二"), "二");
    }
}
