//! The words of a proof: what stands beside a sheet, behind it and after it.
//!
//! A [`Draft`] is the page of the publication edition in which every text has a [`Slot`]: its field, its
//! line in the YAML, what is suspicious in it. The page's own words stay as they are, but for those that
//! could not be printed at all. A [`ProofView`] is what the proof adds: stamp, numbered findings, list.

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

/// What a proof knows of a text on the page, or of the empty box in its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Its value in the YAML, or the place where one would stand.
    pub field: Field,
    /// The row of the main table that it stands in; nothing for a cell of several rows.
    pub row: Option<RowAddress>,
    /// What the margin says at its height.
    pub entries: Vec<ListedFinding>,
    /// How its box is tinted.
    pub tint: Option<Tint>,
    /// Parts of its lines that are marked.
    pub parts: Vec<TextPart>,
}

/// A row of the main table: a goal, one of its actions, one of that one's indicators, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowAddress {
    /// The goal.
    pub goal: usize,
    /// The action in it.
    pub action: usize,
    /// The indicator of the action.
    pub indicator: usize,
}

/// A line of the margin: 「2-1-3」 over 「L42」, 「目標」 before 「L30」.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFinding {
    /// The row's address in the main table, or what else begins in the row; nothing outside the table.
    pub address: Option<String>,
    /// The line of the YAML.
    pub line: String,
}

/// Why a box is tinted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tint {
    /// The sheet's stage wants it filled in, and it is empty.
    Wanted,
    /// What stands in it is the source's text, not a value.
    Unread,
}

/// A part of a line that is marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPart {
    /// The line of the text, from 0.
    pub line: usize,
    /// The bytes of the line.
    pub range: Range<usize>,
    /// What it is marked as.
    pub kind: PartKind,
}

/// What a part of a line is marked as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartKind {
    /// A character that no font has, in its place 〓: tinted.
    Unprintable,
    /// The very characters of a finding, which has this number: underlined.
    Found(Severity, usize),
    /// A line that is one of the YAML as well, which the margin tells.
    Line(ListedFinding),
    /// Characters that the earlier state had, struck through.
    Removed,
    /// Characters that it had not, underlined.
    Added,
    /// A word of the redline's own: 新設.
    Tag,
}

/// What a proof adds to a sheet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ProofView {
    /// The words across the page.
    pub watermark: Lines,
    /// The head.
    pub stamp: Stamp,
    /// The findings by number.
    pub notes: Vec<Note>,
    /// The page after the sheet; nothing where nothing was found.
    pub list: Option<ListView>,
    /// Whether an A4 page is printed on A3, with room around it.
    pub wide: bool,
}

impl ProofView {
    /// What a proof of `draft` adds. The findings are numbered in their order, and the draft's texts
    /// told which of their characters they mean. Those that a report leaves out are counted in the list's last rows.
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

/// The most findings that a proof numbers: some fifty pages of them.
const MOST_NOTES: usize = 600;

/// A line of the YAML, as the margin and the list tell it.
pub(crate) fn line_words(line: usize) -> String {
    format!("L{line}")
}
