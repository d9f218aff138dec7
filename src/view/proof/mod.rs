//! The texts of a proof around a sheet: stamp, annotations and list of findings.
//!
//! A [`Draft`] is the page of the publication edition whose texts have a [`Slot`]: field, line in the YAML,
//! and marks of findings. The page's own texts are unchanged, except those that cannot be printed. A
//! [`ProofView`] has the additions: stamp, numbered findings, list.

mod address;
mod draft;
mod extent;
mod glyphs;
mod list;
mod notes;
mod places;
mod pruned;
mod stage;
mod stamp;
mod texts;

use serde::{Deserialize, Serialize};

use std::ops::Range;

pub use self::draft::Draft;
pub(crate) use self::glyphs::printable;
pub use self::list::{ListRow, ListView};
pub use self::notes::Note;
pub(crate) use self::pruned::refused;
pub use self::stamp::{Against, Order, Stamp};
use crate::finding::{Field, Finding, Severity, few};
use crate::fonts::Coverage;
use crate::source::Source;
use crate::view::Lines;

/// The annotations of a text on the page, or of an empty box.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The field of the value in the YAML, whether or not it exists.
    pub field: Field,
    /// The row of the main table, or `None` for a cell that spans rows.
    pub row: Option<RowAddress>,
    /// The entries in the margin beside it.
    pub entries: Vec<ListedFinding>,
    /// The tint of its box.
    pub tint: Option<Tint>,
    /// The marked parts of its lines.
    pub parts: Vec<TextPart>,
}

/// A row of the main table: goal, action and indicator, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowAddress {
    /// The goal.
    pub goal: usize,
    /// The action of the goal.
    pub action: usize,
    /// The indicator of the action.
    pub indicator: usize,
}

/// An entry in the margin: 「2-1-3」 over 「L42」, 「目標」 before 「L30」.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFinding {
    /// The address of the row in the main table, or the name of what begins in the row; `None` outside of the
    /// table.
    pub address: Option<String>,
    /// The line of the YAML.
    pub line: String,
}

/// The reason for tinting a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tint {
    /// The box is empty, although the stage requires it.
    Wanted,
    /// The box shows source text instead of a value.
    Unread,
}

/// A marked part of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPart {
    /// The line of the text, from 0.
    pub line: usize,
    /// The byte range in the line.
    pub range: Range<usize>,
    /// The kind of mark.
    pub kind: PartKind,
}

/// The kind of a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartKind {
    /// A 〓 for a character that no font has; tinted.
    Unprintable,
    /// The characters of the finding with this number; underlined.
    Found(Severity, usize),
    /// A line that is also a line of the YAML, whose number is in the margin.
    Line(ListedFinding),
    /// Text that only the earlier state has; struck through.
    Removed,
    /// Text that only the later state has; underlined.
    Added,
    /// A word that the redline adds: 新設.
    Tag,
}

/// The additions of a proof to a sheet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ProofView {
    /// The watermark across the page.
    pub watermark: Lines,
    /// The head.
    pub stamp: Stamp,
    /// The findings by number.
    pub notes: Vec<Note>,
    /// The page after the sheet, or `None` without findings.
    pub list: Option<ListView>,
    /// `true` to print an A4 page on A3, with margins for notes.
    pub wide: bool,
}

impl ProofView {
    /// Creates the additions for a proof of `draft`. The findings are numbered in order, and their characters
    /// are marked in the draft. Findings beyond the limit are counted in the last rows of the list.
    pub fn new(
        draft: &mut Draft,
        findings: &[&Finding],
        source: &Source,
        order: &Order,
        coverage: &Coverage,
    ) -> Self {
        let (shown, omitted) = few(findings.iter().copied(), MOST_NOTES);
        let notes = notes::notes(draft, &shown, source);
        let counts = (!findings.is_empty()).then(|| list::counts(findings));
        let list = counts.as_deref().map(|counts| {
            let mut list = list::list(&notes, &shown, counts, source, coverage);
            list.rows.extend(omitted.iter().map(|omitted| list::omitted(omitted, source)));
            list
        });
        let stamp = stamp::stamp(order, counts.as_deref(), coverage);
        draft.title_as(&order.mark);
        Self { watermark: Lines::label(&order.mark), stamp, notes, list, wide: order.wide }
    }
}

/// The most numbered findings of a proof, which fill about fifty pages.
const MOST_NOTES: usize = 600;

/// Formats a line number of the YAML for margin and list.
pub(crate) fn line_words(line: usize) -> String {
    format!("L{line}")
}
