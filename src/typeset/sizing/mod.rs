//! How large a department's sheet is set, and what stands on which of its pages.
//!
//! The type is the largest at which the sheet needs no more pages than at the smallest, and the boxes fill the
//! last page to its foot. A last page of few lines is avoided by tightening the sheet. All of it is predicted
//! from the sheet alone, so that one layout is enough: lines are counted with the widths of the fonts and of the
//! template's columns. What the finished pages contradict is mended by `fit`.

mod estimate;
mod heights;
mod pagination;
mod texts;
mod ward;

use self::estimate::Estimate;
pub(super) use self::pagination::Plan;
use self::texts::Texts;
pub(super) use self::ward::WardEstimate;
use super::columns::smallest;
use super::line::LineCache;
use super::world::Engine;
use crate::sheet::Paper;
use crate::view::{DepartmentView, DocumentView, WardView};

/// From one size to the next, in points.
const STEP: f64 = 0.5;

/// A length of the form at its smallest, in em.
const fn em(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4 / 6.5
}

/// The room for a pen in an empty box, in em: the widest that fits is taken.
const ROOMS: [f64; 3] = [em(10.0), em(8.5), em(7.0)];

/// How much of a page the last one holds at the least, where tightening the sheet can avoid less.
const LEAST_LAST: f64 = 0.25;

/// How densely a sheet is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Density {
    /// The room for a pen in an empty box, in em.
    pub(super) room: f64,
    /// Between two lines of a cell, in em.
    pub(super) gap: f64,
}

/// As sheets are set.
const NORMAL: Density = Density { room: em(7.0), gap: 0.4 };

/// As a sheet is set whose last page would hold next to nothing else.
const TIGHT: Density = Density { room: em(5.5), gap: 0.3 };

/// A sheet that has a size of its own.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sheet<'a> {
    /// A department's.
    Department(&'a DepartmentView),
    /// A ward's page.
    Ward(&'a WardView),
}

/// How large a sheet is set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sizing {
    /// The size of the type in cells, in points.
    pub(super) size: f64,
    /// How densely.
    pub(super) density: Density,
    /// What stands on which page.
    pub(super) plan: Plan,
    /// How many pages it may take.
    pages: usize,
    /// The smallest size that it may have.
    smallest: f64,
}

impl Sizing {
    /// The smallest type that a document may have, for what is no department's sheet.
    pub(super) fn smallest(document: &DocumentView) -> Self {
        let smallest = range(document).0;
        Self { size: smallest, density: NORMAL, plan: Plan::default(), pages: usize::MAX, smallest }
    }

    /// Predicts how large a sheet of either form is set.
    pub(super) fn of(engine: &Engine, cache: &LineCache, view: Sheet) -> Self {
        match view {
            Sheet::Department(view) => Self::predicted(engine, cache, view),
            Sheet::Ward(view) => Self::of_ward(engine, cache, view),
        }
    }

    /// The same of a ward's page: its boxes fill its last page.
    fn of_ward(engine: &Engine, cache: &LineCache, view: &WardView) -> Self {
        let (smallest, largest) = range(&view.document);
        let pages = |size| WardEstimate::new(engine, cache, view, size).pages().0;
        let most = pages(smallest);
        let mut sizes = std::iter::successors(Some(largest), |size| (*size > smallest).then(|| size - STEP));
        let size = sizes.find(|size| pages(*size) <= most).unwrap_or(smallest);
        Self { size, density: NORMAL, plan: Plan::of_ward(most), pages: most, smallest }
    }

    /// Predicts how large a sheet is set.
    fn predicted(engine: &Engine, cache: &LineCache, view: &DepartmentView) -> Self {
        let (smallest, largest) = range(&view.document);
        if let Some(row) = view.row {
            return Self::for_pen(engine, cache, view, row);
        }
        let texts = Texts::of(view, cache);
        let estimate_at = |size| Estimate::new(engine, cache, (view, &texts), size);
        let estimate = estimate_at(smallest);
        let (normal, tight) = (estimate.plan(NORMAL), estimate.plan(TIGHT));
        let is_tightened = normal.pages > 1 && normal.last < LEAST_LAST && tight.pages < normal.pages;
        let (plan, densities) = if is_tightened {
            (tight, vec![TIGHT])
        } else {
            (normal, ROOMS.map(|room| Density { room, ..NORMAL }).to_vec())
        };
        let pages = plan.pages;
        let at = |size| Self::at(&estimate_at(size), size, pages, &densities);
        let sizes = std::iter::successors(Some(largest), |size| (*size > smallest).then(|| size - STEP));
        let mut fitting = sizes.filter_map(at);
        let Some(first) = fitting.next().map(|it| Self { smallest, ..it }) else {
            let density = if is_tightened { TIGHT } else { NORMAL };
            return Self { size: smallest, density, plan, pages, smallest };
        };
        // Half a point less is taken where it breaks fewer words.
        let torn = |sizing: &Self| estimate_at(sizing.size).torn();
        let second = fitting.next().map(|it| Self { smallest, ..it });
        second.filter(|second| torn(second) < torn(&first)).unwrap_or(first)
    }

    /// A form of which the pen, and not a text, says how high a row is, in millimetres.
    fn for_pen(engine: &Engine, cache: &LineCache, view: &DepartmentView, row: f64) -> Self {
        let (smallest, largest) = range(&view.document);
        let texts = Texts::of(view, cache);
        let at = |size: f64| {
            let estimate = Estimate::new(engine, cache, (view, &texts), size);
            let room = row * 72.0 / 25.4 / size - 2.0 * estimate.columns.inset;
            let density = Density { room, ..NORMAL };
            (density, estimate.plan(density))
        };
        let pages = at(smallest).1.pages;
        let mut sizes = std::iter::successors(Some(largest), |size| (*size > smallest).then(|| size - STEP));
        let size = sizes.find(|size| at(*size).1.pages <= pages).unwrap_or(smallest);
        let (density, plan) = at(size);
        Self { size, density, plan, pages, smallest: size }
    }

    /// The sizing at a size, where the sheet needs no more than so many pages then.
    fn at(estimate: &Estimate, size: f64, pages: usize, densities: &[Density]) -> Option<Self> {
        let planned = densities.iter().map(|density| (*density, estimate.plan(*density)));
        let (density, plan) = planned.into_iter().find(|(_, plan)| plan.pages <= pages)?;
        Some(Self { size, density, plan, pages, smallest: size })
    }

    /// How many pages a sheet takes at the least.
    #[cfg(test)]
    pub(super) fn tight_pages(engine: &Engine, cache: &LineCache, view: &DepartmentView) -> usize {
        let texts = Texts::of(view, cache);
        Estimate::new(engine, cache, (view, &texts), range(&view.document).0).plan(TIGHT).pages
    }

    /// Whether so many pages are more than it may take.
    pub(super) fn is_exceeded_by(&self, pages: usize) -> bool {
        pages > self.pages
    }

    /// The next smaller one; nothing where there is none.
    pub(super) fn smaller(&self, engine: &Engine, cache: &LineCache, view: Sheet) -> Option<Self> {
        let size = self.size - STEP;
        let density = Density { room: self.density.room.min(NORMAL.room), ..self.density };
        let plan = || match view {
            Sheet::Department(view) => {
                let texts = Texts::of(view, cache);
                Estimate::new(engine, cache, (view, &texts), size).plan(density)
            }
            Sheet::Ward(_) => self.plan.clone(),
        };
        (size >= self.smallest).then(|| Self { size, density, plan: plan(), ..*self })
    }
}

/// The smallest and the largest size of a document: those of its paper, unless the settings fix one.
fn range(document: &DocumentView) -> (f64, f64) {
    let largest = match document.paper {
        Paper::A4 => 9.0,
        Paper::A3 => 12.0,
    };
    document.size.map_or((smallest(document.paper), largest), |size| (size, size))
}
