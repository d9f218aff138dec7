//! The proof of a sheet: the page as published, with its findings marked.

use std::borrow::Cow;

use super::answer::Answer;
use super::task::{Print, Task};
use crate::diff::Redline;
use crate::finding::Finding;
use crate::fonts::Coverage;
use crate::source::Source;
use crate::typeset::Found;
use crate::view::proof::{Draft, Order, ProofView};

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
pub struct ProofContext<'a> {
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
        about: ProofContext,
        configured: impl FnOnce(Vec<Finding>) -> Vec<Finding>,
        ask: &mut dyn FnMut(Task) -> Answer,
    ) -> Proofed {
        if let Some(refusal) = draft.refusal() {
            return Proofed { files: Vec::new(), findings: configured(vec![refusal]) };
        }
        let fitted = ask(Task::Fit(Cow::Borrowed(&draft.page)));
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
        let task = Task::Proof(Cow::Borrowed(&draft.page), Cow::Borrowed(&proof), self.print);
        let set = ask(task);
        if set.files.is_empty() {
            Proofed { files: Vec::new(), findings: bare(set.findings) }
        } else {
            Proofed { files: set.files, findings: found }
        }
    }
}

/// Drops the file of each finding, because a proof has only one.
fn bare(found: Vec<Found>) -> Vec<Finding> {
    found.into_iter().map(|found| found.finding).collect()
}
