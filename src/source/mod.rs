//! A file of the collection as text: lines, spans, and the hash of its bytes.

mod as_text;
#[cfg(test)]
pub(crate) mod cases;
mod digest;
mod positions;
mod text;
pub mod width;
mod written;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

pub(crate) use self::as_text::serde_as_text;
pub use self::digest::Digest;
use self::positions::Positions;
pub use self::text::{TEXT_TOKEN, Text};

/// A byte range of a source, on character boundaries, with `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// Creates the span from `start` to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns the span as a range, for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns whether `other` lies within this span; the ends may coincide.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// A replacement in a source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edit {
    /// The span that is replaced.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl Edit {
    /// Creates the replacement of a span.
    pub fn new(span: impl Into<Span>, text: impl Into<String>) -> Self {
        Self { span: span.into(), text: text.into() }
    }

    /// Creates the insertion of a text before the byte `at`.
    pub fn insertion(at: usize, text: impl Into<String>) -> Self {
        Self::new((at, at), text)
    }

    /// Creates the deletion of a span.
    pub fn deletion(span: impl Into<Span>) -> Self {
        Self::new(span, "")
    }
}

/// Returns the line break that a text uses: `\r\n` where it has any, else `\n`.
pub fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// A position as editors count: line and column from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// A file's text without its byte order mark.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as named on the command line or found below it, with `/` between its components.
    pub path: Arc<str>,
    text: String,
    starts: Vec<usize>,
    positions: Positions,
    newline: OnceLock<&'static str>,
}

impl Source {
    /// Creates a source from the path and the text of a file.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        let text = text.into();
        let text = match text.strip_prefix('\u{FEFF}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let starts = std::iter::once(0).chain(line_ends(&text)).collect();
        Self { path: path.into(), text, starts, positions: Positions::default(), newline: OnceLock::new() }
    }

    /// Returns the whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the line break that the text uses, as [`newline`] does. It is searched once, because a file may have
    /// 100,000 findings.
    pub fn newline(&self) -> &'static str {
        self.newline.get_or_init(|| newline(&self.text))
    }

    /// Returns the text of a span, or an empty text where the span lies outside of the source.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Returns the position of a byte, or the end of the text for a byte beyond it. The time does not depend
    /// on the length of the line.
    pub fn place(&self, byte: usize) -> LineColumn {
        let byte = byte.min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= byte);
        let start = self.starts[line - 1];
        LineColumn { line, column: self.positions.between(&self.text, start, byte) + 1 }
    }

    /// Returns the span of a line, from 1, without its line break. For a line that does not exist, returns
    /// the empty span at the end.
    pub fn line(&self, line: usize) -> Span {
        let end = self.text.len();
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index));
        let Some(&start) = start else { return Span::new(end, end) };
        let next = self.starts.get(line).copied().unwrap_or(end);
        let text = self.text[start..next].trim_end_matches(['\r', '\n']);
        Span::new(start, start + text.len())
    }
}

/// Returns the bytes after each line break: LF, CR LF, or CR alone, as in YAML.
fn line_ends(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let ends = move |at: &usize| match bytes[*at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    (0..bytes.len()).filter(ends).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.yaml", "部: 東区\n課: 総務課\n");
        let at = source.text().find("総務課").expect("is there");
        assert_eq!(source.place(at), LineColumn { line: 2, column: 4 });
    }

    #[test]
    fn columns_of_a_long_line_count_characters_too() {
        let text = format!("a: 1\n{}\nb: é\n", "aあ😀é".repeat(2_000));
        let source = Source::new("a.yaml", text.as_str());
        let (mut line, mut column) = (1, 1);
        for (at, character) in text.char_indices() {
            assert_eq!(source.place(at), LineColumn { line, column }, "{at}");
            (line, column) = if character == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        assert_eq!(source.place(text.len() + 9), LineColumn { line: 4, column: 1 });
    }

    #[test]
    fn a_byte_order_mark_is_not_text() {
        let source = Source::new("a.yaml", "\u{FEFF}部: 東区");
        assert_eq!(source.text(), "部: 東区");
        assert_eq!(source.place(0), LineColumn { line: 1, column: 1 });
    }

    #[test]
    fn lines_end_before_their_break() {
        let source = Source::new("a.yaml", "a: 1\r\nb: 2");
        assert_eq!(source.slice(source.line(1)), "a: 1");
        assert_eq!(source.slice(source.line(2)), "b: 2");
        assert_eq!(source.slice(source.line(9)), "");
        assert_eq!(source.place(999), LineColumn { line: 2, column: 5 });
        let source = Source::new("a.yaml", "a: 1\rb: 2\r");
        assert_eq!(source.slice(source.line(2)), "b: 2");
        assert_eq!(source.place(6), LineColumn { line: 2, column: 2 });
    }
}
