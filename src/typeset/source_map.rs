//! A map from positions on a page to the YAML.
//!
//! Typst keeps a span with every text through layout and export. Its constructor for spans of foreign files
//! is private, but a span consists of a file id and a number, and any number is valid: each text of a view
//! gets the next one, in a file that is never opened.

use std::num::NonZeroU64;

use typst::foundations::Label;
use typst::model::Destination;
use typst::syntax::{
    DiagSpan, DiagSpanKind, FileId, RootedPath, Span as TypstSpan, SpanKind, VirtualPath, VirtualRoot,
};

use super::links;
use crate::source::Span;
use crate::view::proof::Slot;

/// The virtual file of the spans.
const FILE: &str = "/fields";

/// The number of bits of a span's number below its file id, as in [`TypstSpan::into_raw`].
const NUMBER_BITS: u32 = 48;

/// The first free number; Typst reserves 0 and 1.
const FIRST_NUMBER: u64 = 2;

/// The texts of a view, in the order of their conversion.
#[derive(Debug, Default)]
pub(super) struct SourceMap {
    texts: Vec<Mark>,
    /// The index of the first text on the booklet's own pages.
    sheets_end: Option<usize>,
    /// The slots of a proof's texts.
    pub(super) slots: Vec<Slot>,
    /// The targets of the document's links.
    targets: Vec<Label>,
}

/// A text with its source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// The sheet of the view, from 0; a view other than a booklet has one.
    pub(super) sheet: usize,
    /// The span of the value.
    pub(super) source: Span,
    /// The row of a goal; for a cell that spans several, the last of them, because it grows with the cell.
    pub(super) row: Option<Row>,
    /// The first mark of the text; a text of a proof may have parts, each with a mark.
    pub(super) text: usize,
    /// The part, for a text with a slot.
    pub(super) portion: Option<Portion>,
    /// `true` for a text in the box of a narrative.
    pub(super) is_narrative: bool,
    /// `true` for a text with a number wider than its column even when it is narrowed.
    pub(super) has_wide_number: bool,
}

/// A part of a text with a slot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Portion {
    /// The index of the slot.
    pub(super) slot: usize,
    /// The line of the text, from 0.
    pub(super) line: usize,
    /// The first byte in the line, and the byte after the last.
    pub(super) bytes: (usize, usize),
}

/// A row of the main table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) goal: GoalAt,
    /// The indicator among all of the goal, from 0.
    pub(super) indicator: usize,
}

/// A goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct GoalAt {
    /// The sheet, from 0.
    pub(super) sheet: usize,
    /// The goal in the sheet, from 0.
    pub(super) goal: usize,
}

impl SourceMap {
    /// Adds a text and returns its index and its span.
    pub(super) fn add(&mut self, mark: Mark) -> (usize, TypstSpan) {
        let index = self.texts.len();
        self.texts.push(mark);
        (index, span_of(index))
    }

    /// Assigns all following texts to the booklet's own pages, whatever their sheet.
    pub(super) fn end_sheets(&mut self) {
        self.sheets_end = Some(self.texts.len());
    }

    /// Returns the sheet on whose pages a text is.
    pub(super) fn sheet_of(&self, index: usize) -> Option<usize> {
        let is_on_sheet = self.sheets_end.is_none_or(|end| index < end);
        self.get(index).filter(|_| is_on_sheet).map(|mark| mark.sheet)
    }

    /// Returns a link to a label. See [`super::links`].
    pub(super) fn link(&mut self, to: Label) -> Destination {
        self.targets.push(to);
        links::placeholder(self.targets.len() - 1)
    }

    /// Returns the targets of the document's links.
    pub(super) fn targets(&self) -> &[Label] {
        &self.targets
    }

    /// Returns the index of the next text.
    pub(super) fn next(&self) -> usize {
        self.texts.len()
    }

    /// Returns the text at an index.
    pub(super) fn get(&self, index: usize) -> Option<Mark> {
        self.texts.get(index).copied()
    }

    /// Returns the index of the text to which a glyph belongs.
    pub(super) fn of_glyph(&self, span: TypstSpan) -> Option<usize> {
        let numbered = |index: &usize| span_of(*index) == span;
        let raw = span.into_raw().get();
        let number = raw & ((1 << NUMBER_BITS) - 1);
        let index = usize::try_from(number.checked_sub(FIRST_NUMBER)?).ok()?;
        Some(index).filter(numbered).filter(|index| *index < self.texts.len())
    }

    /// Returns the text at which a diagnostic points.
    pub(super) fn of_diagnostic(&self, span: DiagSpan) -> Option<Mark> {
        let DiagSpanKind::Number { id, num, .. } = span.get() else { return None };
        let same = |index: usize| match span_of(index).get() {
            SpanKind::Number { id: file, num: number } => file == id && number == num,
            SpanKind::Detached | SpanKind::Range { .. } => false,
        };
        (0..self.texts.len()).find(|&index| same(index)).and_then(|index| self.get(index))
    }
}

fn span_of(index: usize) -> TypstSpan {
    let file = u64::from(file_id(FILE).into_raw().get()) << NUMBER_BITS;
    let raw = NonZeroU64::new(file | (FIRST_NUMBER + index as u64));
    raw.map_or(TypstSpan::detached(), TypstSpan::from_raw)
}

/// Returns the id of a path. Typst interns ids in 16 bits for ever, so only a few fixed paths have one.
pub(super) fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a path from the root");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_leads_back_to_its_mark() {
        let mut marks = SourceMap::default();
        let mark = |start| Mark {
            sheet: 0,
            source: Span::new(start, start + 1),
            row: None,
            text: 0,
            portion: None,
            is_narrative: false,
            has_wide_number: false,
        };
        let (_, first) = marks.add(mark(10));
        let (index, second) = marks.add(mark(20));
        assert_eq!(marks.of_glyph(second), Some(index));
        assert_eq!(marks.of_glyph(TypstSpan::detached()), None);
        assert_eq!(marks.of_diagnostic(first.into()).map(|mark| mark.source), Some(Span::new(10, 11)));
        assert_eq!(marks.of_diagnostic(DiagSpan::detached()).map(|mark| mark.source), None);
        assert_eq!(first.id(), Some(file_id(FILE)));
    }
}
