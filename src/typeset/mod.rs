//! Views → pages → PDF, PNG or SVG. This is the only module that uses Typst.
//!
//! Templates receive a view as typed values, in which each text carries a span that identifies its source
//! ([`source_map`]). Finished pages are inspected. Content that does not fit is laid out again with hints
//! ([`fit`]). If it still does not fit, that becomes a finding, as do Typst's diagnostics ([`diagnostics`]).

mod bookmarks;
mod columns;
mod compile;
mod diagnostics;
mod export;
mod fit;
mod fixed_width_block;
mod frames;
mod geometry;
mod ink_extent;
mod inspect;
mod joiners;
mod laid_out_once;
mod line;
mod links;
mod overlay;
mod reading;
mod sizing;
mod source_map;
mod typst_values;
mod world;

use serde::{Deserialize, Serialize};
use typst_layout::PagedDocument;

use self::inspect::{Inspection, Misfit};
use self::source_map::SourceMap;
use crate::diff::Comparison;
use crate::finding::Finding;
use crate::view::proof::ProofView;
use crate::view::{BookletView, DepartmentView, PaperView, SheetView, WardView};

pub use self::geometry::{FieldArea, Rect};
pub use self::world::Engine;

/// A view to be laid out.
#[derive(Debug, Clone, Copy)]
pub enum PageView<'a> {
    /// A department's sheet.
    Department(&'a DepartmentView),
    /// A ward's page.
    Ward(&'a WardView),
    /// A ward's sheets in one document.
    Booklet(&'a BookletView),
    /// A comparison table.
    Comparison(&'a Comparison),
}

impl<'a> From<&'a PaperView> for PageView<'a> {
    fn from(view: &'a PaperView) -> Self {
        match view {
            PaperView::Sheet(view) => view.into(),
            PaperView::Booklet(view) => Self::Booklet(view),
        }
    }
}

impl<'a> From<&'a SheetView> for PageView<'a> {
    fn from(view: &'a SheetView) -> Self {
        match view {
            SheetView::Department(view) => Self::Department(view),
            SheetView::Ward(view) => Self::Ward(view),
        }
    }
}

/// A finding on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The sheet: its index in a booklet, in which the ward's page is 0; 0 for a single sheet.
    #[serde(default)]
    pub sheet: usize,
    /// The finding.
    pub finding: Finding,
}

/// Finished pages, with the map to their sources.
#[derive(Debug)]
pub struct Pages {
    document: PagedDocument,
    marks: SourceMap,
    inspection: Inspection,
    /// `true` to make viewers show the bookmarks.
    shows_bookmarks: bool,
}

impl Engine {
    /// Lays out a view.
    ///
    /// # Errors
    ///
    /// Returns Typst's diagnostics, including warnings.
    pub fn typeset(&self, view: PageView) -> Result<Pages, Vec<Found>> {
        fit::typeset(self, view).map(|(pages, _)| pages)
    }

    /// Lays out a view whose texts have slots, with the overlay of its proof. The sheet is the same as that
    /// of [`Engine::typeset`], because the overlay takes its positions from the finished pages.
    ///
    /// # Errors
    ///
    /// Returns Typst's diagnostics, including warnings.
    pub fn proof(&self, view: PageView, proof: &ProofView) -> Result<Pages, Vec<Found>> {
        fit::proof(self, view, proof)
    }
}

impl Pages {
    /// Returns the texts that do not fit their cells.
    pub fn overflows(&self) -> Vec<Found> {
        let mark = |misfit: &Misfit| match misfit {
            Misfit::Side(mark) | Misfit::Below(mark) => self.marks.get(*mark),
        };
        let mut found: Vec<Found> =
            self.inspection.misfits.iter().filter_map(mark).map(diagnostics::overflow).collect();
        found.dedup();
        found
    }
}

/// The number of compilations for which unused cache entries are kept. Entries that sheets have in common are
/// used by each.
const AGE: usize = 1;

/// Empties Typst's cache, which for many pages takes more memory than their export.
pub fn forget_all() {
    typst::comemo::evict(0);
}

/// Removes cache entries of earlier pages. Otherwise memory would grow with every sheet.
pub fn forget() {
    typst::comemo::evict(AGE);
}

#[cfg(test)]
mod tests;
