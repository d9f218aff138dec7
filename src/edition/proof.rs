//! The proof of a sheet: the page as published, with its findings marked.

use serde::{Deserialize, Serialize};

use super::task::{Answer, Task};
use crate::diff::Redline;
use crate::finding::Finding;
use crate::fonts::Coverage;
use crate::source::Source;
use crate::typeset::{self, Engine, Found, Pages};
use crate::view::SheetView;
use crate::view::proof::{Draft, Order, ProofView};

/// The file format of a proof.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Print {
    /// One PDF.
    Pdf,
    /// A picture of each page, with this resolution in pixels per inch.
    Png(f64),
}

/// A printed proof.
#[derive(Debug)]
pub struct Proofed {
    /// The PDF, or the pictures of the pages; empty where the proof could not be printed.
    pub files: Vec<Vec<u8>>,
    /// The findings of typesetting: overflows, or the reason why the proof could not be printed.
    pub findings: Vec<Finding>,
}

/// The information on a sheet that its proof shows.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The findings of the sheet.
    pub findings: &'a [Finding],
    /// The source of the sheet.
    pub source: &'a Source,
    /// The stamp.
    pub order: &'a Order,
}

/// The settings of all proofs of a run.
#[derive(Debug, Clone, Copy)]
pub struct Proofs<'a> {
    /// The characters that can be printed.
    pub coverage: &'a Coverage,
    /// The file format.
    pub print: Print,
}

impl Proofs<'_> {
    /// Prints the proof of a draft. `ask` performs a typesetting task. `configured` post-processes the findings of
    /// typesetting, which are numbered together with those of the sheet. A redline is applied last, because
    /// it changes the page but not the findings.
    pub fn print(
        &self,
        mut draft: Draft,
        redline: Option<Redline>,
        about: About,
        configured: impl FnOnce(Vec<Finding>) -> Vec<Finding>,
        ask: &mut dyn FnMut(Task) -> Answer,
    ) -> Proofed {
        if let Some(refusal) = draft.refusal() {
            return Proofed { files: Vec::new(), findings: configured(vec![refusal]) };
        }
        let fitted = ask(Task::Fit(&draft.page));
        if fitted.pages == 0 {
            return Proofed { files: Vec::new(), findings: bare(fitted.findings) };
        }
        let found = configured(bare(fitted.findings));
        let mut all: Vec<&Finding> = about.findings.iter().chain(&found).collect();
        all.sort_by_key(|finding| (finding.span, finding.rule.name));
        let proof = ProofView::new(&mut draft, &all, about.source, about.order, self.coverage);
        if let Some(redline) = redline {
            redline.show(&mut draft);
        }
        let set = ask(Task::Proof(&draft.page, &proof, self.print));
        if set.files.is_empty() {
            Proofed { files: Vec::new(), findings: bare(set.findings) }
        } else {
            Proofed { files: set.files, findings: found }
        }
    }
}

/// Typesets the page of a draft and returns its overflows.
pub(super) fn fit(engine: &Engine, page: &SheetView) -> Answer {
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
pub(super) fn set(engine: &Engine, page: &SheetView, proof: &ProofView, print: Print) -> Answer {
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

/// Drops the file of each finding, because a proof has only one.
fn bare(found: Vec<Found>) -> Vec<Finding> {
    found.into_iter().map(|found| found.finding).collect()
}
