//! Tasks of typesetting, which run in this process or in a worker.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::sheet;
use crate::typeset::{self, Engine, Found, Pages};
use crate::view::proof::ProofView;
use crate::view::{PaperView, SheetView};

/// A typesetting task. A worker owns the data of the tasks that it receives.
#[derive(Debug, Serialize, Deserialize)]
#[expect(clippy::large_enum_variant, reason = "a worker has one or two of them")]
pub enum Task<'a> {
    /// Prints an output of the publication edition.
    Print(Cow<'a, PaperView>),
    /// Typesets the page of a draft to find its overflows.
    Fit(Cow<'a, SheetView>),
    /// Prints the proof of a draft.
    Proof(Cow<'a, SheetView>, Cow<'a, ProofView>, Print),
}

/// The file format of a proof.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Print {
    /// One PDF.
    Pdf,
    /// A picture of each page, with this resolution in pixels per inch.
    Png(f64),
}

impl Task<'_> {
    /// Performs the task.
    pub fn answer(&self, engine: &Engine) -> Answer {
        match self {
            Self::Print(view) => sheet::print(engine, (&**view).into()),
            Self::Fit(page) => fit(engine, page),
            Self::Proof(page, view, print) => proof(engine, page, view, *print),
        }
    }
}

/// Typesets the page of a draft and returns its overflows.
fn fit(engine: &Engine, page: &SheetView) -> Answer {
    match engine.typeset(page.into()) {
        // Typst's cache is kept, because it speeds up the proof.
        Ok(pages) => Answer { files: Vec::new(), pages: pages.count(), findings: pages.overflows() },
        Err(findings) => {
            typeset::forget();
            Answer { findings, ..Answer::default() }
        }
    }
}

/// Typesets the proof of a draft.
fn proof(engine: &Engine, page: &SheetView, proof: &ProofView, print: Print) -> Answer {
    let set = engine.proof(page.into(), proof).and_then(|pages| Ok((files(&pages, print)?, pages.count())));
    // After failures too, because their cache entries are as large.
    typeset::forget();
    match set {
        Ok((files, pages)) => Answer { files, pages, findings: Vec::new() },
        Err(findings) => Answer { findings, ..Answer::default() },
    }
}

fn files(pages: &Pages, print: Print) -> Result<Vec<Vec<u8>>, Vec<Found>> {
    match print {
        Print::Pdf => pages.pdf().map(|pdf| vec![pdf]),
        Print::Png(resolution) => {
            Ok((0..pages.count()).filter_map(|page| pages.png(page, resolution)).collect())
        }
    }
}
