//! The proof of one sheet: the page of the publication edition with what suspicion has to say of it.

use serde::{Deserialize, Serialize};

use super::task::{Answer, Task};
use crate::diff::Redline;
use crate::finding::Finding;
use crate::fonts::Coverage;
use crate::source::Source;
use crate::typeset::{self, Engine, Found, Pages};
use crate::view::SheetView;
use crate::view::proof::{Draft, Order, ProofView};

/// As what a proof is printed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Print {
    /// One PDF.
    Pdf,
    /// A picture of each page, with so many pixels an inch.
    Png(f64),
}

/// A proof in print.
#[derive(Debug)]
pub struct Proofed {
    /// The PDF, or the pictures of the pages; none where it could not be made.
    pub files: Vec<Vec<u8>>,
    /// What does not fit its cell, or what kept the proof from being made.
    pub findings: Vec<Finding>,
}

/// What a proof tells beside its sheet.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// What is wrong with the sheet.
    pub findings: &'a [Finding],
    /// Its text.
    pub source: &'a Source,
    /// What the stamp says.
    pub order: &'a Order,
}

/// What all proofs of a run are made with.
#[derive(Debug, Clone, Copy)]
pub struct Proofs<'a> {
    /// What can be printed.
    pub coverage: &'a Coverage,
    /// As what they are printed.
    pub print: Print,
}

impl Proofs<'_> {
    /// Prints the proof of a draft. `ask` has tasks done, or tells what kept them from being done. What typesetting finds goes through `told` and is numbered with those of the sheet. A redline is
    /// shown on the page after all that: it changes what stands there, and not what is wrong.
    pub fn print(
        &self,
        mut draft: Draft,
        redline: Option<Redline>,
        about: About,
        told: impl FnOnce(Vec<Finding>) -> Vec<Finding>,
        ask: &mut dyn FnMut(Task) -> Answer,
    ) -> Proofed {
        if let Some(refusal) = draft.refusal() {
            return Proofed { files: Vec::new(), findings: told(vec![refusal]) };
        }
        let fitted = ask(Task::Fit(&draft.page));
        if fitted.pages == 0 {
            return Proofed { files: Vec::new(), findings: bare(fitted.findings) };
        }
        let found = told(bare(fitted.findings));
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

/// Sets the page of a draft, and tells what does not fit it.
pub(super) fn fit(engine: &Engine, page: &SheetView) -> Answer {
    match engine.typeset(page.into()) {
        // What Typst remembers of it serves its proof.
        Ok(pages) => Answer { files: Vec::new(), pages: pages.count(), findings: pages.overflows() },
        Err(findings) => {
            typeset::forget();
            Answer { findings, ..Answer::default() }
        }
    }
}

/// Sets the proof of a draft.
pub(super) fn set(engine: &Engine, page: &SheetView, proof: &ProofView, print: Print) -> Answer {
    let set = engine.proof(page.into(), proof).and_then(|pages| Ok((files(&pages, print)?, pages.count())));
    // After failures too: what Typst remembers of them is as large.
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

/// A proof is of one sheet: which one needs no telling.
fn bare(found: Vec<Found>) -> Vec<Finding> {
    found.into_iter().map(|found| found.finding).collect()
}
