//! Sets a form, looks at its pages, and sets it again with what they taught.
//!
//! The first pass takes for granted what nearly always holds: every goal fits on a page, every word
//! fits its column. A pass costs a whole compilation, so further ones happen only where it did not
//! hold.

use typst::diag::Warned;
use typst_layout::PagedDocument;

use super::handover::{Handover, Hints};
use super::inspect::{self, Misfit};
use super::marks::Marks;
use super::{Engine, PageView, Pages, complaint};
use crate::finding::Finding;

/// The most passes: tall goals, tight words that they uncover, the pages that they go on at, and one
/// for hints that change the breaks.
const PASSES: usize = 5;

/// Finished pages with nothing out of place.
pub(super) fn typeset(engine: &Engine, view: PageView) -> Result<Pages, Vec<Finding>> {
    let mut hints = Hints::default();
    for _ in 0..PASSES {
        let pages = compile(engine, view, &hints)?;
        let learned = learn(&pages, &hints);
        if learned == hints {
            return judged(pages);
        }
        hints = learned;
    }
    judged(compile(engine, view, &hints)?)
}

fn compile(engine: &Engine, view: PageView, hints: &Hints) -> Result<Pages, Vec<Finding>> {
    let Handover { main, view, marks } = Handover::new(view, hints);
    let Warned { output, warnings } = engine.compile(main, view);
    let document = output.map_err(|errors| complaint::of_typst(&errors, &marks))?;
    if warnings.is_empty() { Ok(Pages { document, marks }) } else { Err(complaint::of_typst(&warnings, &marks)) }
}

/// The hints of a pass and what its pages add to them.
fn learn(pages: &Pages, hints: &Hints) -> Hints {
    let mut learned = hints.clone();
    for misfit in inspect::misfits(&pages.document, &pages.marks) {
        match misfit {
            Misfit::Side(mark) => {
                learned.tight.insert(mark);
            }
            Misfit::Below(mark) => learned.tall.extend(pages.marks.get(mark).and_then(|mark| mark.goal)),
        }
    }
    if !learned.tall.is_empty() {
        learned.carried = carried(&pages.document, &pages.marks);
    }
    learned
}

/// The goals that go on at the top of a page, by page from 1.
fn carried(document: &PagedDocument, marks: &Marks) -> std::collections::BTreeMap<usize, usize> {
    let goals: Vec<Vec<usize>> = inspect::marks_by_page(document, marks)
        .into_iter()
        .map(|page| page.into_iter().filter_map(|mark| marks.get(mark)?.goal).collect())
        .collect();
    let goes_on = |(place, page): (usize, &Vec<usize>)| {
        let first = *page.first()?;
        let begun = goals[..place].iter().any(|earlier| earlier.contains(&first));
        begun.then_some((place + 1, first))
    };
    goals.iter().enumerate().filter_map(goes_on).collect()
}

/// What still is out of place is told.
fn judged(pages: Pages) -> Result<Pages, Vec<Finding>> {
    let misfits = inspect::misfits(&pages.document, &pages.marks);
    let mark = |misfit: &Misfit| match misfit {
        Misfit::Side(mark) | Misfit::Below(mark) => pages.marks.get(*mark),
    };
    let mut findings: Vec<Finding> =
        misfits.iter().filter_map(mark).map(|mark| complaint::overflow(mark.source)).collect();
    findings.dedup();
    if findings.is_empty() { Ok(pages) } else { Err(findings) }
}
