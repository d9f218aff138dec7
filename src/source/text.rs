//! A text together with where it stands.

use std::fmt;

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
    /// The lines as the writer broke them. The newline that ends a `|` block begins no further line.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.trim_end_matches('\n').split('\n')
    }

    /// Whether nothing would be printed.
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
