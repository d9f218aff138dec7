//! The only room that names Typst: views → finished pages → PDF or PNG.
//!
//! A view is handed to a template as typed values, each text carrying a span that leads back to the
//! YAML ([`source_map`]). Finished pages are inspected; what did not fit is set again with hints
//! ([`fit`]), and what still does not fit is a finding, as is everything that Typst complains of
//! ([`diagnostics`]).

mod bookmarks;
mod columns;
mod compile;
mod diagnostics;
mod export;
mod fit;
mod fixed_width_block;
mod geometry;
mod ink_extent;
mod inspect;
mod joiners;
mod line;
mod links;
mod overlay;
mod ragged;
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

pub use self::geometry::{Place, Rect};
pub use self::world::Engine;

/// A page of words, of either form.
#[derive(Debug, Clone, Copy)]
pub enum PageView<'a> {
    /// A department's sheet.
    Department(&'a DepartmentView),
    /// A ward's page.
    Ward(&'a WardView),
    /// A ward's sheets in one document.
    Booklet(&'a BookletView),
    /// A table of differences.
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

/// What is wrong with a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The sheet that it is in: its place in a booklet, the ward's page first; 0 for a sheet by itself.
    #[serde(default)]
    pub sheet: usize,
    /// What it is.
    pub finding: Finding,
}

/// Finished pages, and the way back from them to the YAML.
#[derive(Debug)]
pub struct Pages {
    document: PagedDocument,
    marks: SourceMap,
    inspection: Inspection,
    /// Whether readers open the document with its bookmarks.
    shows_bookmarks: bool,
}

impl Engine {
    /// Sets a form.
    ///
    /// # Errors
    /// What Typst complains of, warnings included.
    pub fn typeset(&self, view: PageView) -> Result<Pages, Vec<Found>> {
        fit::typeset(self, view).map(|(pages, _)| pages)
    }

    /// Sets a form whose texts have slots, with what its proof adds. The sheet itself stands as
    /// [`Engine::typeset`] sets it: the additions take their places from its finished pages.
    ///
    /// # Errors
    /// What Typst complains of, warnings included.
    pub fn proof(&self, view: PageView, proof: &ProofView) -> Result<Pages, Vec<Found>> {
        fit::proof(self, view, proof)
    }
}

impl Pages {
    /// The texts that do not fit their cells.
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

/// For how many sheets Typst remembers what it does not need: what all of them share is needed by each.
const AGE: usize = 1;

/// Lets go of all that Typst remembers. Of many pages it remembers more than it takes to write them.
pub fn forget_all() {
    typst::comemo::evict(0);
}

/// Lets go of what Typst remembers of earlier pages. Without it memory grows with every sheet.
pub fn forget() {
    typst::comemo::evict(AGE);
}

#[cfg(test)]
mod tests;
