//! Tasks of typesetting, which run in this process or in a worker.

use serde::{Deserialize, Serialize};

use super::{Print, Printed, proof, sheet};
use crate::typeset::{Engine, Found};
use crate::view::proof::ProofView;
use crate::view::{PaperView, SheetView};

/// A typesetting task.
#[derive(Debug, Clone, Copy, Serialize)]
pub enum Task<'a> {
    /// Prints an output of the publication edition.
    Print(&'a PaperView),
    /// Typesets the page of a draft to find its overflows.
    Fit(&'a SheetView),
    /// Prints the proof of a draft.
    Proof(&'a SheetView, &'a ProofView, Print),
}

/// A [`Task`] that owns its data.
#[derive(Debug, Clone, Deserialize)]
pub enum OwnTask {
    /// An owned [`Task::Print`].
    Print(Box<PaperView>),
    /// An owned [`Task::Fit`].
    Fit(Box<SheetView>),
    /// An owned [`Task::Proof`].
    Proof(Box<SheetView>, Box<ProofView>, Print),
}

/// The result of a task.
#[derive(Debug, Default)]
pub struct Answer {
    /// The PDF, or the pictures of the pages; empty where they could not be made.
    pub files: Vec<Vec<u8>>,
    /// The number of pages; 0 where typesetting failed.
    pub pages: usize,
    /// The overflows, or the reason for the failure.
    pub findings: Vec<Found>,
}

impl From<Task<'_>> for OwnTask {
    fn from(task: Task) -> Self {
        match task {
            Task::Print(view) => Self::Print(Box::new(view.clone())),
            Task::Fit(page) => Self::Fit(Box::new(page.clone())),
            Task::Proof(page, proof, print) => {
                Self::Proof(Box::new(page.clone()), Box::new(proof.clone()), print)
            }
        }
    }
}

impl OwnTask {
    /// Performs the task.
    pub fn answer(&self, engine: &Engine) -> Answer {
        match self {
            Self::Print(view) => sheet::print(engine, (&**view).into()).into(),
            Self::Fit(page) => proof::fit(engine, page),
            Self::Proof(page, view, print) => proof::set(engine, page, view, *print),
        }
    }
}

impl From<Printed> for Answer {
    fn from(printed: Printed) -> Self {
        let Printed { pdf, pages, findings } = printed;
        Self { files: pdf.into_iter().collect(), pages, findings }
    }
}
