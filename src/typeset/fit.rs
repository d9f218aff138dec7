//! Repeated layout of a form, with hints from inspecting the pages of the previous pass.
//!
//! The first pass assumes what nearly always holds: every goal fits on a page, every word fits its column. A
//! pass costs a whole compilation, so further ones happen only where an assumption fails.

use std::collections::{BTreeMap, BTreeSet};

use typst::diag::Warned;
use typst::layout::{Ratio, Transform};
use typst_layout::PagedDocument;

use super::frames::with_frames;
use super::inspect::{Inspection, Misfit};
use super::line::LineCache;
use super::overlay::Overlay;
use super::sizing::{Contents, Sheet, Sizing};
use super::source_map::{GoalAt, Row};
use super::typst_values::{Hints, TypstValues};
use super::{Engine, Found, PageView, Pages, diagnostics};
use crate::view::proof::ProofView;

/// The most passes: one each for tall goals, tall rows, wide words, and continued pages, and two for
/// consequences of these.
const PASSES: usize = 6;

/// Lays out a view with as few overflows as possible.
pub(super) fn typeset(engine: &Engine, view: PageView) -> Result<(Pages, Hints), Vec<Found>> {
    let fit = Fit { engine, cache: LineCache::new(engine.widths()), view };
    let mut hints = fit.predicted();
    for _ in 0..PASSES {
        let pages = fit.compile(&hints, None)?;
        let learned = fit.learn(&pages, &hints);
        if learned == hints {
            return Ok((pages, hints));
        }
        hints = learned;
    }
    fit.compile(&hints, None).map(|pages| (pages, hints))
}

/// Lays out a view with the overlay of its proof, on the same pages.
pub(super) fn proof(engine: &Engine, view: PageView, proof: &ProofView) -> Result<Pages, Vec<Found>> {
    let (pages, hints) = typeset(engine, view)?;
    let overlay = Overlay::new(&pages.document, &pages.marks, proof);
    let set = Fit { engine, cache: LineCache::new(engine.widths()), view }.compile(&hints, Some(&overlay))?;
    Ok(Pages { document: scaled(set.document, overlay.scale), ..set })
}

/// Scales the pages of a document.
fn scaled(document: PagedDocument, scale: f64) -> PagedDocument {
    with_frames(document, |frame| {
        let size = frame.size();
        frame.transform(Transform::scale(Ratio::new(scale), Ratio::new(scale)));
        frame.set_size(size * scale);
    })
}

/// A form that is laid out repeatedly.
struct Fit<'a> {
    engine: &'a Engine,
    cache: LineCache,
    view: PageView<'a>,
}

impl Fit<'_> {
    /// Returns the hints that can be predicted from the view.
    fn predicted(&self) -> Hints {
        let sizing = |(sheet, view)| (sheet, Sizing::of(self.engine, &self.cache, view));
        let sizes: BTreeMap<usize, Sizing> = sheets(self.view).into_iter().map(sizing).collect();
        // In front of the sheets of a booklet are its title page and its contents.
        let before = match self.view {
            PageView::Booklet(view) => 1 + Contents::of(self.engine, &self.cache, view).pages,
            _ => 0,
        };
        let hints = Hints { continued: continued_after(before, &sizes), sizes, ..Hints::default() };
        with_tall_rows(hints)
    }

    fn compile(&self, hints: &Hints, overlay: Option<&Overlay>) -> Result<Pages, Vec<Found>> {
        let TypstValues { form, view, marks } =
            TypstValues::new(self.engine, &self.cache, self.view, hints, overlay);
        let form = (form, overlay.is_some());
        let Warned { output, warnings } =
            self.engine.compile(form, view, marks.targets(), 1 + hints.continued.len());
        let document = output.map_err(|errors| diagnostics::of_typst(&errors, &marks))?;
        if warnings.is_empty() {
            let inspection = Inspection::new(&document, &marks);
            let shows_bookmarks = matches!(self.view, PageView::Booklet(_));
            Ok(Pages { document, marks, inspection, shows_bookmarks })
        } else {
            Err(diagnostics::of_typst(&warnings, &marks))
        }
    }

    /// Returns the hints of a pass, extended by those from its pages.
    fn learn(&self, pages: &Pages, hints: &Hints) -> Hints {
        let mut learned = hints.clone();
        self.step_down(pages, &mut learned);
        // Words and rows are inspected only at the final size.
        if learned.sizes != hints.sizes {
            return with_tall_rows(learned);
        }
        for misfit in &pages.inspection.misfits {
            match *misfit {
                Misfit::Side(mark) => {
                    learned.tight.extend(pages.marks.get(mark).map(|mark| mark.text));
                }
                Misfit::Below(mark) => {
                    if let Some(row) = pages.marks.get(mark).and_then(|mark| mark.row) {
                        cut(row, hints, &mut learned);
                    }
                }
            }
        }
        learned.continued = continued(pages);
        learned
    }

    /// Reduces the size of sheets with more pages than predicted, and lets boxes of narratives grow that do
    /// not hold their text.
    fn step_down(&self, pages: &Pages, learned: &mut Hints) {
        let counts = pages_of_sheets(pages);
        for (sheet, view) in sheets(self.view) {
            let Some(sizing) = learned.sizes.get_mut(&sheet) else { continue };
            let count = counts.get(&sheet).copied().unwrap_or(0);
            let smaller = || sizing.smaller(self.engine, &self.cache, view).or_else(|| sizing.corrected());
            if let Some(smaller) = sizing.is_exceeded_by(count).then(smaller).flatten() {
                *sizing = smaller;
            }
        }
        let first = first_rows(pages);
        for (sheet, sizing) in &mut learned.sizes {
            // A goal is continued only at the beginning of a page.
            let begins = |&(goal, indicator): &(usize, usize)| {
                first.contains(&Row { goal: GoalAt { sheet: *sheet, goal }, indicator })
            };
            sizing.plan.splits.retain(begins);
        }
        for misfit in &pages.inspection.misfits {
            let (Misfit::Side(mark) | Misfit::Below(mark)) = *misfit;
            let Some(mark) = pages.marks.get(mark).filter(|mark| mark.is_narrative) else { continue };
            if let Some(sizing) = learned.sizes.get_mut(&mark.sheet) {
                sizing.plan.grows = false;
            }
        }
    }
}

/// Adds the rows that no page holds at the sizes of the hints.
fn with_tall_rows(hints: Hints) -> Hints {
    let of_sheet = |(sheet, sizing): (&usize, &Sizing)| {
        let row =
            |&(goal, indicator): &(usize, usize)| Row { goal: GoalAt { sheet: *sheet, goal }, indicator };
        sizing.plan.tall.iter().map(row).collect::<Vec<_>>()
    };
    let tall_rows: BTreeSet<Row> = hints.sizes.iter().flat_map(of_sheet).collect();
    Hints { tall_goals: tall_rows.iter().map(|row| row.goal).collect(), tall_rows, ..hints }
}

/// Returns the sheets of a view with their indexes.
fn sheets(view: PageView<'_>) -> Vec<(usize, Sheet<'_>)> {
    match view {
        PageView::Department(view) => vec![(0, Sheet::Department(view))],
        PageView::Ward(view) => vec![(0, Sheet::Ward(view))],
        PageView::Booklet(view) => {
            let parts = view.parts.iter().map(|part| Sheet::Department(&part.sheet));
            std::iter::once(Sheet::Ward(&view.ward)).chain(parts).enumerate().collect()
        }
        PageView::Comparison(_) => Vec::new(),
    }
}

/// Returns the number of pages of each sheet.
fn pages_of_sheets(pages: &Pages) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for page in &pages.inspection.marks_by_page {
        let sheets: BTreeSet<usize> = page.iter().filter_map(|mark| pages.marks.sheet_of(*mark)).collect();
        for sheet in sheets {
            *counts.entry(sheet).or_default() += 1;
        }
    }
    counts
}

/// Handles a row that extends beyond the page: its goal may be split between rows; if it was already, the row
/// itself may be split.
fn cut(row: Row, hints: &Hints, learned: &mut Hints) {
    if hints.tall_goals.contains(&row.goal) {
        learned.tall_rows.insert(row);
    } else {
        learned.tall_goals.insert(row.goal);
    }
}

/// Returns the pages that continue a sheet, from 1.
fn continued(pages: &Pages) -> BTreeSet<usize> {
    let sheet = |page: &Vec<usize>| page.first().and_then(|mark| pages.marks.sheet_of(*mark));
    let sheets: Vec<Option<usize>> = pages.inspection.marks_by_page.iter().map(sheet).collect();
    let goes_on = |page: &usize| sheets[*page].is_some() && sheets[*page] == sheets[*page - 1];
    (1..sheets.len()).filter(goes_on).map(|page| page + 1).collect()
}

/// Returns the pages that continue sheets of predicted sizes behind a number of other pages, from 1.
fn continued_after(before: usize, sizes: &BTreeMap<usize, Sizing>) -> BTreeSet<usize> {
    let mut next = before + 1;
    let of_sheet = |sizing: &Sizing| {
        let first = next;
        next += sizing.plan.pages().max(1);
        first + 1..next
    };
    sizes.values().map(of_sheet).collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Returns the first row of the main table on each page of a sheet.
fn first_rows(pages: &Pages) -> BTreeSet<Row> {
    let first = |page: &Vec<usize>| page.iter().filter_map(|mark| pages.marks.get(*mark)?.row).min();
    pages.inspection.marks_by_page.iter().filter_map(first).collect()
}
