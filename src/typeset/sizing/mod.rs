//! The text size of a sheet, and the distribution of its content over pages.
//!
//! The text is as large as possible without needing more pages than at the smallest size, and the boxes fill
//! the last page. If the last page would hold only few lines, the sheet is set more densely. All of this is
//! predicted from the sheet, so that one layout is enough: lines are counted with the widths of the fonts and
//! of the template's columns. Where the finished pages differ, `fit` corrects the prediction.

mod contents;
mod estimate;
mod heights;
mod pagination;
mod ward;

pub(super) use self::contents::Contents;
use self::estimate::Estimate;
pub(super) use self::pagination::PagePlan;
pub(super) use self::ward::WardEstimate;
use super::columns::smallest;
use super::line::LineCache;
use super::world::Engine;
use crate::sheet::Paper;
use crate::view::{DepartmentView, DocumentView, WardView};

/// The difference between two sizes, in points.
const STEP: f64 = 0.5;

/// Converts a length of the form at its smallest size to em.
const fn em(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4 / 6.5
}

/// The heights of an empty box for a pen, in em; the largest that fits is used.
const ROOMS: [f64; 3] = [em(10.0), em(8.5), em(7.0)];

/// The share of the last page that must be filled, unless a denser layout avoids the page.
const LEAST_LAST: f64 = 0.25;

/// The density of a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Density {
    /// The height of an empty box for a pen, in em.
    pub(super) room: f64,
    /// The gap between two lines of a cell, in em.
    pub(super) gap: f64,
    /// The part of the normal gaps and empty boxes of a ward's page.
    pub(super) spacing: f64,
}

/// The normal density.
const NORMAL: Density = Density { room: em(7.0), gap: 0.4, spacing: 1.0 };

/// The density of a sheet whose last page would be almost empty.
const TIGHT: Density = Density { room: em(5.5), gap: 0.3, spacing: 0.6 };

/// The spacings of a ward's page; the largest that fits is used.
const SPACINGS: [f64; 3] = [1.0, 0.8, 0.6];

/// A sheet with its own size.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sheet<'a> {
    /// A department's sheet.
    Department(&'a DepartmentView),
    /// A ward's page.
    Ward(&'a WardView),
}

/// The size of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sizing {
    /// The text size in cells, in points.
    pub(super) size: f64,
    /// The density.
    pub(super) density: Density,
    /// The distribution over pages.
    pub(super) plan: PagePlan,
    /// The maximum number of pages.
    pages: usize,
    /// The minimum size.
    smallest: f64,
}

impl Sizing {
    /// Returns the smallest sizing of a document, for pages that belong to no sheet.
    pub(super) fn smallest(document: &DocumentView) -> Self {
        let smallest = range(document).0;
        Self { size: smallest, density: NORMAL, plan: PagePlan::default(), pages: usize::MAX, smallest }
    }

    /// Predicts the sizing of a sheet of either form.
    pub(super) fn of(engine: &Engine, cache: &LineCache, view: Sheet) -> Self {
        match view {
            Sheet::Department(view) => match view.row {
                Some(row) => Self::for_pen(engine, cache, view, row),
                None => Self::of_department(engine, cache, view),
            },
            Sheet::Ward(view) => Self::of_ward(engine, cache, view),
        }
    }

    /// Predicts the sizing of a ward's page, whose boxes fill its last page.
    fn of_ward(engine: &Engine, cache: &LineCache, view: &WardView) -> Self {
        let smallest = range(&view.document).0;
        let pages = |size, spacing| WardEstimate::new(engine, cache, view, (size, spacing)).pages();
        let (normal, last) = pages(smallest, NORMAL.spacing);
        let most = if last < LEAST_LAST { pages(smallest, TIGHT.spacing).0.min(normal) } else { normal };
        let mut all = sizes(&view.document).flat_map(|size| SPACINGS.map(|spacing| (size, spacing)));
        let fitting = all.find(|(size, spacing)| pages(*size, *spacing).0 <= most);
        let (size, spacing) = fitting.unwrap_or((smallest, NORMAL.spacing));
        let density = Density { spacing, ..NORMAL };
        Self { size, density, plan: PagePlan::of_ward(most), pages: most, smallest }
    }

    /// Predicts the sizing of a department's sheet.
    fn of_department(engine: &Engine, cache: &LineCache, view: &DepartmentView) -> Self {
        let smallest = range(&view.document).0;
        let estimate_at = |size| Estimate::new(engine, cache, view, size);
        let estimate = estimate_at(smallest);
        let (normal, tight) = (estimate.plan(NORMAL), estimate.plan(TIGHT));
        let is_tightened = normal.pages > 1 && normal.last < LEAST_LAST && tight.pages < normal.pages;
        let (plan, densities) = if is_tightened {
            (tight, vec![TIGHT])
        } else {
            (normal, ROOMS.map(|room| Density { room, ..NORMAL }).to_vec())
        };
        let pages = plan.pages;
        let at = |size| {
            let estimate = estimate_at(size);
            let planned = densities.iter().map(|density| (*density, estimate.plan(*density)));
            let (density, plan) = planned.into_iter().find(|(_, plan)| plan.pages <= pages)?;
            Some(Self { size, density, plan, pages, smallest })
        };
        let mut fitting = sizes(&view.document).filter_map(at);
        let Some(first) = fitting.next() else {
            let density = if is_tightened { TIGHT } else { NORMAL };
            return Self { size: smallest, density, plan, pages, smallest };
        };
        // The next smaller size is preferred if it breaks fewer words.
        let torn = |sizing: &Self| estimate_at(sizing.size).torn();
        fitting.next().filter(|second| torn(second) < torn(&first)).unwrap_or(first)
    }

    /// Returns the sizing of a form for the pen, whose rows have a fixed height in millimetres.
    fn for_pen(engine: &Engine, cache: &LineCache, view: &DepartmentView, row: f64) -> Self {
        let at = |size: f64| {
            let estimate = Estimate::new(engine, cache, view, size);
            let room = row * 72.0 / 25.4 / size - 2.0 * estimate.columns.inset;
            let density = Density { room, ..NORMAL };
            (density, estimate.plan(density))
        };
        let smallest = range(&view.document).0;
        let pages = at(smallest).1.pages;
        let size = sizes(&view.document).find(|size| at(*size).1.pages <= pages).unwrap_or(smallest);
        let (density, plan) = at(size);
        Self { size, density, plan, pages, smallest: size }
    }

    /// Returns the minimum number of pages of a sheet.
    #[cfg(test)]
    pub(super) fn tight_pages(engine: &Engine, cache: &LineCache, view: &DepartmentView) -> usize {
        Estimate::new(engine, cache, view, range(&view.document).0).plan(TIGHT).pages
    }

    /// Returns whether a number of pages exceeds the maximum.
    pub(super) fn is_exceeded_by(&self, pages: usize) -> bool {
        pages > self.pages
    }

    /// Returns the next smaller sizing, if there is one.
    pub(super) fn smaller(&self, engine: &Engine, cache: &LineCache, view: Sheet) -> Option<Self> {
        let size = self.size - STEP;
        let density = Density { room: self.density.room.min(NORMAL.room), ..self.density };
        let plan = || match view {
            Sheet::Department(view) => Estimate::new(engine, cache, view, size).plan(density),
            Sheet::Ward(_) => self.plan.clone(),
        };
        (size >= self.smallest).then(|| Self { size, density, plan: plan(), ..*self })
    }

    /// Returns the sizing for a sheet that has more pages than predicted and no smaller size, if its page breaks can be
    /// corrected.
    pub(super) fn corrected(&self) -> Option<Self> {
        Some(Self { plan: self.plan.corrected()?, ..self.clone() })
    }
}

/// Returns the smallest and the largest size of a document: those of its paper, unless the settings fix one.
fn range(document: &DocumentView) -> (f64, f64) {
    let largest = match document.paper {
        Paper::A4 => 9.0,
        Paper::A3 => 12.0,
    };
    document.size.map_or((smallest(document.paper), largest), |size| (size, size))
}

/// Returns the sizes of a document that are tried, from the largest down.
fn sizes(document: &DocumentView) -> impl Iterator<Item = f64> {
    let (smallest, largest) = range(document);
    std::iter::successors(Some(largest), move |size| (*size > smallest).then(|| size - STEP))
}

/// Returns the height of a number of lines with gaps between them, in em.
fn height_of(lines: usize, gap: f64) -> f64 {
    let lines = u16::try_from(lines).map_or(f64::from(u16::MAX), f64::from);
    (lines * (1.0 + gap) - gap).max(0.0)
}
