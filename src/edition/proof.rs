//! The proof of one sheet: the page of the publication edition with what suspicion has to say of it.

use crate::diff::Redline;
use crate::finding::Finding;
use crate::fonts::Coverage;
use crate::source::Source;
use crate::typeset::{self, Engine, Found, Pages};
use crate::view::proof::{Draft, Order, ProofView};

/// As what a proof is printed.
#[derive(Debug, Clone, Copy, PartialEq)]
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

/// What all proofs of a run are made with.
#[derive(Debug)]
pub struct Proofs<'a> {
    /// What sets them.
    pub engine: &'a Engine,
    /// What can be printed.
    pub coverage: &'a Coverage,
    /// As what they are printed.
    pub print: Print,
}

impl Proofs<'_> {
    /// Prints the proof of a draft. `findings` are those of its sheet; what typesetting finds goes through
    /// `told` and is numbered with them. A redline is shown on the page after all that: it changes what
    /// stands there, and not what is wrong.
    pub fn print(
        &self,
        mut draft: Draft,
        redline: Option<Redline>,
        findings: &[Finding],
        told: impl FnOnce(Vec<Finding>) -> Vec<Finding>,
        source: &Source,
        order: &Order,
    ) -> Proofed {
        let proofed = match self.engine.typeset((&draft.page).into()) {
            Ok(pages) => {
                let found = told(bare(pages.overflows()));
                let mut all: Vec<&Finding> = findings.iter().chain(&found).collect();
                all.sort_by_key(|finding| (finding.span, finding.rule.name));
                let proof = ProofView::new(&mut draft, &all, source, order, self.coverage);
                if let Some(redline) = redline {
                    redline.show(&mut draft);
                }
                match self.engine.proof((&draft.page).into(), &proof).and_then(|pages| self.files(&pages)) {
                    Ok(files) => Proofed { files, findings: found },
                    Err(found) => Proofed { files: Vec::new(), findings: bare(found) },
                }
            }
            Err(found) => Proofed { files: Vec::new(), findings: bare(found) },
        };
        // After failures too: what Typst remembers of them is as large.
        typeset::forget();
        proofed
    }

    fn files(&self, pages: &Pages) -> Result<Vec<Vec<u8>>, Vec<Found>> {
        match self.print {
            Print::Pdf => pages.pdf().map(|pdf| vec![pdf]),
            Print::Png(resolution) => {
                Ok((0..pages.count()).filter_map(|page| pages.png(page, resolution)).collect())
            }
        }
    }
}

/// A proof is of one sheet: which one needs no telling.
fn bare(found: Vec<Found>) -> Vec<Finding> {
    found.into_iter().map(|found| found.finding).collect()
}
