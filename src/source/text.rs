//! A text together with where it stands.

use std::fmt;
use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use super::Span;

/// The name under which a deserializer that knows spans is asked for `(text, start, end)`.
pub const TEXT_TOKEN: &str = "$mokuhyo::Text";

/// A value as it was typed, and the span of its node.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The value; a number or a boolean is its source text.
    pub text: String,
    /// The node, quotes and block indicators included.
    pub span: Span,
}

impl Text {
    /// Where a range of bytes of the text stands in the source: indentation and the ends of folded lines
    /// are stepped over. The whole value where it is written with escapes.
    pub fn place(&self, source: &str, range: Range<usize>) -> Span {
        let slice = source.get(self.span.range()).unwrap_or_default();
        self.place_in(slice, range).unwrap_or(self.span)
    }

    fn place_in(&self, slice: &str, range: Range<usize>) -> Option<Span> {
        let (mut start, mut end) = (None, None);
        let mut rest = slice.char_indices().peekable();
        for (at, character) in self.text.char_indices().take_while(|(at, _)| *at < range.end) {
            let (found, length) = step_to(&mut rest, character)?;
            if at >= range.start && start.is_none() {
                start = Some(self.span.start + found);
            }
            end = Some(self.span.start + found + length);
        }
        Some(Span::new(start?, end?))
    }

    /// Whether nothing would be printed.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The place and length in the source of the next character of a text. Only what YAML leaves out of a
/// text is stepped over: line ends, indentation and quotation marks.
fn step_to(rest: &mut Peekable<CharIndices>, character: char) -> Option<(usize, usize)> {
    loop {
        let (at, found) = rest.next()?;
        if found == character {
            return Some((at, found.len_utf8()));
        }
        if character == ' ' && matches!(found, '\n' | '\r') {
            // A folded line: its end and the next one's indentation are one space.
            let mut end = at + found.len_utf8();
            while let Some((at, skipped)) = rest.next_if(|(_, c)| matches!(c, ' ' | '\n' | '\r' | '\t')) {
                end = at + skipped.len_utf8();
            }
            return Some((at, end - at));
        }
        if !matches!(found, ' ' | '\t' | '\n' | '\r' | '"' | '\'') {
            return None;
        }
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
        assert_eq!(placed("a: 一\n  二", "一\n  二", "一 二", " "), "\n  ");
        // With escapes, the whole value.
        assert_eq!(placed("a: \"\\u4e00二\"", "\"\\u4e00二\"", "一二", "二"), "\"\\u4e00二\"");
    }
}
