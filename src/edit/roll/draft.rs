//! The edits of one sheet, as they are made.

use super::super::source_layout::SourceLayout;
use super::super::value_region::ValueRegion;
use crate::finding::Field;
use crate::sheet::FiscalYear;
use crate::source::{Edit, Span};
use crate::yaml::{Data, Entry, Node};

/// A place of a source that roll has no safe edit for: written in a way that is YAML and no sheet's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnsupportedLayout(pub(super) Span);

/// A sheet on its way into the next year.
#[derive(Debug)]
pub(super) struct SheetDraft<'a> {
    /// The source.
    pub(super) layout: SourceLayout<'a>,
    /// The year that it is moved to.
    pub(super) to: FiscalYear,
    /// The edits.
    pub(super) edits: Vec<Edit>,
    /// The number of 結果 that became 実績.
    pub(super) carried: usize,
    /// The indicators without a 結果, with the line to write it on.
    pub(super) missing: Vec<(Field, usize)>,
}

impl SheetDraft<'_> {
    /// Returns the year that the sheet is of.
    pub(super) fn from(&self) -> FiscalYear {
        self.to.before(1)
    }

    /// Returns the region of an entry's value.
    pub(super) fn value_region(&self, entry: &Entry) -> Result<ValueRegion, UnsupportedLayout> {
        self.layout.value_region(entry).ok_or(UnsupportedLayout(entry.key_span))
    }

    /// Replaces a span.
    pub(super) fn replace(&mut self, span: Span, text: impl Into<String>) {
        self.edits.push(Edit::new(span, text.into()));
    }

    /// Takes the values of these keys out.
    pub(super) fn clear(&mut self, map: &Node, keys: &[&str]) -> Result<(), UnsupportedLayout> {
        for entry in keys.iter().filter_map(|key| map.entry(key)).filter(|entry| is_text(&entry.value)) {
            let value_region = self.value_region(entry)?;
            let edit = self.layout.cleared(value_region, "");
            self.edits.push(edit);
        }
        Ok(())
    }

    /// Returns the source with its edits made.
    pub(super) fn edited(&mut self) -> Result<String, UnsupportedLayout> {
        // Insertions at one place stay in the order in which they were made.
        self.edits.sort_by_key(|edit| edit.span);
        let (text, mut at, mut edited) = (self.layout.source.text(), 0, String::new());
        for edit in &self.edits {
            let between = text.get(at..edit.span.start).ok_or(UnsupportedLayout(edit.span))?;
            edited = edited + between + &edit.text;
            at = edit.span.end;
        }
        Ok(edited + &text[at..])
    }
}

/// Returns whether a value is a text, blank or not.
pub(super) fn is_text(node: &Node) -> bool {
    matches!(node.data, Data::Scalar(_))
}

/// Returns whether a value is a text that is not blank.
pub(super) fn is_filled(node: &Node) -> bool {
    node.scalar().is_some_and(|text| !text.trim().is_empty())
}
