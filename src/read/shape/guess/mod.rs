//! Guesses at the meaning of a row that does not fit: each has edits and their messages.

mod cells;
mod columns;
mod earlier;
mod heads;
mod items;
mod keys;
mod numbered;
mod strays;
mod swallowed;
mod swaps;
mod texts;
mod typed;
mod unnamed;
mod values;

use super::fault::ValueFault;
use super::form::{Outline, Shape};
use super::frame::Frame;
use super::row::{Row, is_year};
use super::walk::{RowMisfit, Stop};
use crate::finding::{Message, Rule};
use crate::source::{Edit, Span, newline};

/// A guess.
#[derive(Debug)]
pub(super) struct Guess {
    pub(super) message: Message,
    pub(super) help: Message,
    pub(super) span: Span,
    pub(super) others: Vec<Span>,
    pub(super) edits: Vec<Edit>,
    /// `true` where nothing else can be meant.
    pub(super) is_certain: bool,
    /// Of guesses that explain as much, the one with the lowest rank is reported.
    pub(super) rank: usize,
    /// `true` where the guess is wrong if it leaves an item without a required key.
    pub(super) parts_items: bool,
}

impl Guess {
    /// Creates a guess at one place, on which a person decides.
    fn new(message: Message, help: Message, span: Span, edits: Vec<Edit>, rank: usize) -> Self {
        Self { message, help, span, others: Vec::new(), edits, is_certain: false, rank, parts_items: false }
    }

    /// Adds further places of the same mistake.
    fn and_at(self, others: Vec<Span>) -> Self {
        Self { others, ..self }
    }

    /// Marks the guess as the only possible meaning, so that `--fix` applies it.
    fn certain(self) -> Self {
        self.certain_if(true)
    }

    /// Marks the guess as the only possible meaning if `is_certain`.
    fn certain_if(self, is_certain: bool) -> Self {
        Self { is_certain, ..self }
    }

    /// Marks the guess as wrong where it leaves an item without a key that it needs.
    fn parting_items(self) -> Self {
        Self { parts_items: true, ..self }
    }
}

/// A text with its rows, and the row that does not fit.
pub(super) struct Site<'a> {
    pub(super) text: &'a str,
    pub(super) lines: &'a [Span],
    pub(super) rows: &'a [Row],
    pub(super) outline: &'a Outline,
    pub(super) stop: &'a Stop<'a>,
}

/// Returns every guess about the row at which a walk stopped.
pub(super) fn guesses(site: &Site) -> Vec<Guess> {
    match &site.stop.misfit {
        RowMisfit::Indent => typed::indents(site),
        RowMisfit::Separator => {
            let mut guesses = typed::separators(site);
            guesses.extend(cells::guess(site));
            guesses
        }
        RowMisfit::Swallowed(at) => swallowed::guesses(site, *at),
        RowMisfit::Value(ValueFault::Unnamed, _) => unnamed::on_line(site).into_iter().collect(),
        RowMisfit::Value(fault, is_whole) => values::guesses(site, *fault, *is_whole),
        RowMisfit::Place => {
            let mut guesses = columns::guesses(site);
            guesses.extend(earlier::guesses(site));
            guesses.extend(numbered::guess(site));
            guesses.extend(heads::guesses(site));
            guesses.extend(texts::guesses(site));
            guesses.extend(cells::guess(site));
            guesses.extend(unnamed::guesses(site));
            guesses.extend(strays::guesses(site));
            guesses.extend(swaps::guesses(site));
            guesses
        }
    }
}

impl<'a> Site<'a> {
    pub(super) fn row(&self) -> &'a Row {
        &self.rows[self.stop.row]
    }

    /// Returns what the row is called in a sentence: its key, else the beginning of its text.
    fn called(&self) -> String {
        self.called_of(self.row())
    }

    /// Returns what a row is called in a sentence.
    fn called_of(&self, row: &Row) -> String {
        row.name().map_or_else(|| shown(&self.text[row.content.range()]), ToOwned::to_owned)
    }

    /// Returns the rows of a range of them, one after the other from the stop, as lines.
    fn lines_of(&self, end: usize) -> impl Iterator<Item = Span> {
        self.lines_from(self.stop.row, end)
    }

    /// Returns the lines of the rows from `start` to before `end`, of one row at least.
    fn lines_from(&self, start: usize, end: usize) -> impl Iterator<Item = Span> {
        let last = self.rows[end.max(start + 1) - 1].lines.1;
        self.lines[self.rows[start].lines.0..last].iter().copied()
    }

    /// Edits that move lines by `by` columns.
    fn moved(&self, lines: impl Iterator<Item = Span>, by: isize) -> Vec<Edit> {
        let blank = |line: &Span| self.text[line.range()].trim().is_empty();
        let lines = lines.filter(|line| !blank(line));
        if by >= 0 {
            let spaces = " ".repeat(by.unsigned_abs());
            return lines.map(|line| Edit::insertion(line.start, spaces.clone())).collect();
        }
        let spaces = |line: &Span| {
            let text = &self.text[line.range()];
            (text.len() - text.trim_start_matches(' ').len()).min(by.unsigned_abs())
        };
        lines.map(|line| Edit::deletion(Span::new(line.start, line.start + spaces(&line)))).collect()
    }

    /// Returns an edit that puts a line before the row.
    fn line_before(&self, column: usize, line: &str) -> Edit {
        let at = self.row().line.start;
        let newline = newline(self.text);
        Edit::insertion(at, format!("{}{line}{newline}", " ".repeat(column)))
    }

    /// Returns whether what is below a key of `shape` may be the row.
    fn holds(&self, shape: &Shape) -> bool {
        holds(shape, self.row())
    }

    /// Returns the frames around the row, the innermost first.
    fn frames(&self) -> impl Iterator<Item = &'a Frame<'a>> {
        self.stop.frames.iter().rev()
    }
}

/// Returns whether what is below a key of `shape` may be a row.
fn holds(shape: &Shape, row: &Row) -> bool {
    match (shape, row.name()) {
        (Shape::Maps(keys), Some(name)) => row.dash.is_some() && keys.find(name).is_some(),
        (Shape::Texts, None) => row.dash.is_some(),
        (Shape::Map(keys), Some(name)) => row.dash.is_none() && keys.find(name).is_some(),
        (Shape::Named(_), Some(name)) => row.dash.is_none() && (is_year(name) || Rule::named(name).is_some()),
        _ => false,
    }
}

/// Returns whether a row would have a place in a frame, were it in the frame's column.
fn fits(frame: &Frame, row: &Row) -> bool {
    match frame {
        Frame::Map { keys, seen, .. } => {
            let found = row.name().and_then(|name| keys.find(name));
            row.dash.is_none() && found.is_some_and(|(place, _)| seen.iter().all(|(used, _)| *used != place))
        }
        Frame::Named { seen, .. } => {
            let is_new = |name| is_year(name) && !seen.iter().any(|year| year == name);
            row.dash.is_none() && row.name().is_some_and(is_new)
        }
        Frame::List { item, .. } => holds(item, row),
    }
}

/// Returns a text as a sentence may hold it.
pub(super) fn shown(text: &str) -> String {
    let text = text.trim().replace('\t', " ");
    let short: String = text.chars().take(12).collect();
    crate::finding::brief(&if short.len() < text.len() { short + "…" } else { short })
}
