//! How large a department's sheet is set, and what stands on which of its pages.
//!
//! The type is the largest at which the sheet needs no more pages than at the smallest, and the boxes fill the
//! last page to its foot. A last page of few lines is avoided by tightening the sheet. All of it is predicted
//! from the sheet alone, so that one layout is enough: lines are counted with the widths of the fonts and of the
//! template's columns. What the finished pages contradict is mended by `fit`.

mod estimate;
mod pagination;

use self::estimate::Estimate;
pub(super) use self::pagination::Plan;
use super::line::LineCache;
use super::world::Engine;
use crate::sheet::Paper;
use crate::view::DepartmentView;

/// From one size to the next, in points.
const STEP: f64 = 0.5;

/// The room for a pen in an empty box, in millimetres of the form at its smallest: the widest that fits is taken.
const ROOMS: [f64; 3] = [10.0, 8.5, 7.0];

/// How much of a page the last one holds at the least, where tightening the sheet can avoid less.
const LEAST_LAST: f64 = 0.25;

/// How densely a sheet is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Density {
    /// The room for a pen in an empty box, in millimetres of the form at its smallest.
    pub(super) room: f64,
    /// Between two lines of a cell, in em.
    pub(super) gap: f64,
}

/// As sheets are set.
const NORMAL: Density = Density { room: 7.0, gap: 0.4 };

/// As a sheet is set whose last page would hold next to nothing else.
const TIGHT: Density = Density { room: 5.5, gap: 0.3 };

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
}

impl Sizing {
    /// The smallest type that a paper allows, for what is no department's sheet.
    pub(super) fn smallest(paper: Paper) -> Self {
        Self { size: range(paper).0, density: NORMAL, plan: Plan::default(), pages: usize::MAX }
    }

    /// Predicts how large a sheet is set.
    pub(super) fn predicted(engine: &Engine, cache: &LineCache, view: &DepartmentView) -> Self {
        let (smallest, largest) = range(view.document.paper);
        let estimate = Estimate::new(engine, cache, view, smallest);
        let (normal, tight) = (estimate.plan(NORMAL), estimate.plan(TIGHT));
        let is_tightened = normal.pages > 1 && normal.last < LEAST_LAST && tight.pages < normal.pages;
        let (pages, densities) = if is_tightened {
            (tight.pages, vec![TIGHT])
        } else {
            (normal.pages, ROOMS.map(|room| Density { room, ..NORMAL }).to_vec())
        };
        let at = |size| Self::at(&Estimate::new(engine, cache, view, size), size, pages, &densities);
        let sizes = std::iter::successors(Some(largest), |size| (*size > smallest).then(|| size - STEP));
        let mut fitting = sizes.filter_map(at);
        let Some(first) = fitting.next() else {
            return Self { size: smallest, density: NORMAL, plan: normal, pages };
        };
        // Half a point less is taken where it breaks fewer words.
        let torn = |sizing: &Self| Estimate::new(engine, cache, view, sizing.size).torn();
        fitting.next().filter(|second| torn(second) < torn(&first)).unwrap_or(first)
    }

    /// The sizing at a size, where the sheet needs no more than so many pages then.
    fn at(estimate: &Estimate, size: f64, pages: usize, densities: &[Density]) -> Option<Self> {
        if estimate.has_wide_number() {
            return None;
        }
        let planned = densities.iter().map(|density| (*density, estimate.plan(*density)));
        let (density, plan) = planned.into_iter().find(|(_, plan)| plan.pages <= pages)?;
        Some(Self { size, density, plan, pages })
    }

    /// Whether so many pages are more than it may take.
    pub(super) fn is_exceeded_by(&self, pages: usize) -> bool {
        pages > self.pages
    }

    /// The next smaller one; nothing where there is none.
    pub(super) fn smaller(&self, engine: &Engine, cache: &LineCache, view: &DepartmentView) -> Option<Self> {
        let size = self.size - STEP;
        let density = Density { room: self.density.room.min(NORMAL.room), ..self.density };
        let plan = || Estimate::new(engine, cache, view, size).plan(density);
        (size >= range(view.document.paper).0).then(|| Self {
            size,
            density,
            plan: plan(),
            pages: self.pages,
        })
    }
}

/// The smallest and the largest size on a paper.
fn range(paper: Paper) -> (f64, f64) {
    match paper {
        Paper::A4 => (6.5, 9.0),
        Paper::A3 => (9.0, 12.0),
    }
}
