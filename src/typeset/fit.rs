//! Sets a form, looks at its pages, and sets it again with what they taught.
//!
//! The first pass takes for granted what nearly always holds: every goal fits on a page, every word
//! fits its column. A pass costs a whole compilation, so further ones happen only where it did not
//! hold.

use std::collections::BTreeMap;

use typst::diag::Warned;
use typst_layout::PagedDocument;

use super::handover::{Handover, Hints};
use super::inspect::{self, Misfit};
use super::marks::{GoalAt, Marks, Row};
use super::overlay::Overlay;
use super::{Engine, Found, PageView, Pages, complaint};
use crate::view::proof::ProofView;

/// The most passes: tall goals, tall rows in them, tight words, the pages that goals go on at, and two
/// for what these uncover in turn.
const PASSES: usize = 6;

/// Finished pages with as little out of place as can be had.
pub(super) fn typeset(engine: &Engine, view: PageView) -> Result<(Pages, Hints), Vec<Found>> {
    let mut hints = Hints::default();
    for _ in 0..PASSES {
        let pages = compile(engine, view, &hints, None)?;
        let learned = learn(&pages, &hints);
        if learned == hints {
            return Ok((pages, hints));
        }
        hints = learned;
    }
    compile(engine, view, &hints, None).map(|pages| (pages, hints))
}

/// The same pages once more, with what a proof draws over them.
pub(super) fn proof(engine: &Engine, view: PageView, proof: &ProofView) -> Result<Pages, Vec<Found>> {
    let (pages, hints) = typeset(engine, view)?;
    let overlay = Overlay::new(&pages.document, &pages.marks, proof);
    compile(engine, view, &hints, Some(&overlay))
}

fn compile(
    engine: &Engine,
    view: PageView,
    hints: &Hints,
    overlay: Option<&Overlay>,
) -> Result<Pages, Vec<Found>> {
    let Handover { main, view, marks } = Handover::new(view, hints, overlay);
    let Warned { output, warnings } = engine.compile(main, view);
    let document = output.map_err(|errors| complaint::of_typst(&errors, &marks))?;
    if warnings.is_empty() {
        let misfits = inspect::misfits(&document, &marks);
        Ok(Pages { document, marks, misfits })
    } else {
        Err(complaint::of_typst(&warnings, &marks))
    }
}

/// The hints of a pass and what its pages add to them.
fn learn(pages: &Pages, hints: &Hints) -> Hints {
    let mut learned = hints.clone();
    for misfit in &pages.misfits {
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
    if !learned.tall_goals.is_empty() {
        learned.carried = carried(&pages.document, &pages.marks);
    }
    learned
}

/// A row that runs off the page: its goal is cut between rows first; where it was already, the row.
fn cut(row: Row, hints: &Hints, learned: &mut Hints) {
    if hints.tall_goals.contains(&row.goal) {
        learned.tall_rows.insert(row);
    } else {
        learned.tall_goals.insert(row.goal);
    }
}

/// The goals that go on at the top of a page, by page from 1.
fn carried(document: &PagedDocument, marks: &Marks) -> BTreeMap<usize, GoalAt> {
    let goals: Vec<Vec<GoalAt>> = inspect::marks_by_page(document, marks)
        .into_iter()
        .map(|page| page.into_iter().filter_map(|mark| Some(marks.get(mark)?.row?.goal)).collect())
        .collect();
    let goes_on = |(place, page): (usize, &Vec<GoalAt>)| {
        let first = *page.first()?;
        // A goal goes on without a page between.
        let begun = goals[..place].last().is_some_and(|earlier| earlier.contains(&first));
        begun.then_some((place + 1, first))
    };
    goals.iter().enumerate().filter_map(goes_on).collect()
}
