//! The lines of a file as a reader of outlines sees them: indentation, dash, key, value, comment.
//!
//! YAML's grammar is asked for as little as possible, so that a line with a slip is still a line.

mod key;
mod value;

pub(super) use self::key::{is_name, is_year, without_number};
pub(super) use self::value::given_indentation;

use std::cell::RefCell;
use std::collections::HashMap;

use self::key::key;
use self::value::{end_of_value, value};
use super::form::Outline;
use super::signs::is_blank;
use crate::source::Span;

/// The notation of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueStyle {
    /// No value on this line.
    Empty,
    /// A text without marks around it.
    Plain,
    /// Between quotation marks that are closed, with nothing behind them.
    Quoted,
    /// `|` or `>`, and the lines below.
    Block,
    /// Between brackets that are closed, with nothing behind them.
    Flow,
    /// A quotation mark that is not closed.
    OpenQuote,
}

/// A key and what parts it from its value.
#[derive(Debug, Clone)]
pub(super) struct RowKey {
    pub(super) name: String,
    pub(super) span: Span,
    /// The colon, and the blanks behind it where they are not ASCII spaces.
    pub(super) colon: Span,
    /// `true` where `colon` differs from YAML's.
    pub(super) odd: bool,
}

/// A line with contents, with the lines of its value.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its lines, from 0; the second is not part of it.
    pub(super) lines: (usize, usize),
    /// Where its line begins and ends.
    pub(super) line: Span,
    /// The indentation: spaces, and other blanks.
    pub(super) indent: Span,
    /// `true` where the indentation has other blanks than ASCII spaces.
    pub(super) odd_indent: bool,
    /// The columns of the dash, and of what follows it.
    pub(super) dash: Option<usize>,
    /// The blanks behind the dash where they are not ASCII spaces.
    pub(super) odd_gap: Option<Span>,
    /// The column of the key or text.
    pub(super) column: usize,
    /// The key or text.
    pub(super) content: Span,
    pub(super) key: Option<RowKey>,
    /// The value, or the text of a line without a key; no comment.
    pub(super) value: Span,
    pub(super) style: ValueStyle,
    /// `true` where a comment follows the value.
    pub(super) commented: bool,
}

impl Row {
    /// Returns the column of the dash, else of the key or text.
    pub(super) fn head(&self) -> usize {
        self.dash.unwrap_or(self.column)
    }

    /// Returns the column that the lines of its value are indented from.
    pub(super) fn parent(&self) -> usize {
        if self.key.is_some() { self.column } else { self.head() }
    }

    /// Returns the key's name.
    pub(super) fn name(&self) -> Option<&str> {
        self.key.as_ref().map(|key| key.name.as_str())
    }

    /// Returns the row of the same line at the byte `start`.
    fn moved_to(&self, start: usize) -> Self {
        let from = self.line.start;
        let moved = |span: Span| Span::new(span.start - from + start, span.end - from + start);
        let key = self.key.as_ref().map(|key| RowKey {
            name: key.name.clone(),
            span: moved(key.span),
            colon: moved(key.colon),
            odd: key.odd,
        });
        Self {
            line: moved(self.line),
            indent: moved(self.indent),
            odd_gap: self.odd_gap.map(moved),
            content: moved(self.content),
            key,
            value: moved(self.value),
            ..*self
        }
    }

    /// Returns the same row with what looks like its key as part of its text.
    pub(super) fn as_text(&self) -> Self {
        let value = Span::new(self.content.start, self.value.end.max(self.content.start));
        Self { key: None, value, style: ValueStyle::Plain, ..self.clone() }
    }
}

/// Returns the lines of a text, without their breaks.
pub(super) fn lines(text: &str) -> Vec<Span> {
    let (mut lines, mut start) = (Vec::new(), 0);
    for (at, byte) in text.bytes().enumerate() {
        let is_crlf = byte == b'\r' && text.as_bytes().get(at + 1) == Some(&b'\n');
        if byte == b'\n' || byte == b'\r' && !is_crlf {
            let end = if byte == b'\n' && text[..at].ends_with('\r') { at - 1 } else { at };
            lines.push(Span::new(start, end.max(start)));
            start = at + 1;
        }
    }
    if start < text.len() {
        lines.push(Span::new(start, text.len()));
    }
    lines
}

/// Reads the rows of texts that share most of their lines, as the repairs of one text do. Each distinct line is parsed
/// once.
#[derive(Debug)]
pub(super) struct RowReader<'o> {
    pub(super) outline: &'o Outline,
    known: RefCell<HashMap<Box<str>, Option<Row>>>,
}

impl<'o> RowReader<'o> {
    pub(super) fn new(outline: &'o Outline) -> Self {
        Self { outline, known: RefCell::default() }
    }

    /// Reads the rows of a text.
    pub(super) fn rows(&self, text: &str, lines: &[Span]) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut number = 0;
        while number < lines.len() {
            let mut next = number + 1;
            if let Some(mut row) = self.row(text, lines[number]) {
                next = end_of_value(text, lines, number, &mut row, self.outline);
                row.lines = (number, next);
                rows.push(row);
            }
            number = next;
        }
        rows
    }

    fn row(&self, text: &str, line: Span) -> Option<Row> {
        // The first line may be a directive, which others are not.
        let Some(typed) = text.get(line.range()).filter(|_| line.start > 0) else {
            return row(text, line, self.outline);
        };
        if let Some(known) = self.known.borrow().get(typed) {
            return known.as_ref().map(|row| row.moved_to(line.start));
        }
        let row = row(text, line, self.outline);
        self.known.borrow_mut().insert(typed.into(), row.clone());
        row
    }
}

fn row(text: &str, line: Span, outline: &Outline) -> Option<Row> {
    let typed = text.get(line.range())?;
    let trimmed = typed.trim_start_matches(is_blank);
    let is_marker = typed == "---" || typed == "..." || typed.starts_with('%') && line.start == 0;
    if trimmed.is_empty() || trimmed.starts_with('#') || is_marker {
        return None;
    }
    let indent = Span::new(line.start, line.end - trimmed.len());
    let prefix = &text[indent.range()];
    let columns = prefix.chars().count();
    let mut row = Row {
        lines: (0, 0),
        line,
        indent,
        odd_indent: prefix.contains(|c| c != ' '),
        dash: None,
        odd_gap: None,
        column: columns,
        content: Span::new(indent.end, line.end),
        key: None,
        value: Span::new(indent.end, line.end),
        style: ValueStyle::Empty,
        commented: false,
    };
    take_dash(text, &mut row);
    let content = &text[row.content.range()];
    row.key = key(content, row.content.start, outline, row.dash.is_none());
    let start = row.key.as_ref().map_or(row.content.start, |key| key.colon.end);
    value(text, start, &mut row);
    Some(row)
}

/// Takes a dash that is followed by a blank or ends the line.
fn take_dash(text: &str, row: &mut Row) {
    let content = &text[row.content.range()];
    let Some(rest) = content.strip_prefix('-') else { return };
    if !(rest.is_empty() || rest.starts_with(is_blank)) {
        return;
    }
    let inner = rest.trim_start_matches(is_blank);
    let gap = Span::new(row.content.start + 1, row.content.end - inner.len());
    let columns = text[gap.range()].chars().count();
    row.dash = Some(row.column);
    row.odd_gap =
        text[gap.range()].contains(|c| c != ' ' && c != '\t').then_some(gap).filter(|_| !inner.is_empty());
    row.column += 1 + columns.max(1);
    row.content.start = row.content.end - inner.len();
}
