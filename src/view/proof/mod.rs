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

pub use self::draft::Draft;
pub(crate) use self::glyphs::printable;
pub use self::list::{ListRow, ListView};
pub use self::notes::Note;
pub(crate) use self::pruned::refused;
pub use self::stamp::{Against, Order, Stamp};
pub(crate) use self::texts::Texts;
pub use super::slot::{ListedFinding, PartKind, RowAddress, Slot, TextPart, Tint};
use crate::finding::{Finding, few};
use crate::fonts::Coverage;
use crate::source::Source;
use crate::view::Lines;

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
