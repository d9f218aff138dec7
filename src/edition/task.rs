//! What is typeset at one go, wherever that is: in this process or in one of its own.

use serde::{Deserialize, Serialize};

use super::{Print, Printed, proof, sheet};
use crate::typeset::{Engine, Found};
use crate::view::proof::ProofView;
use crate::view::{PaperView, SheetView};

/// Something to typeset.
#[derive(Debug, Clone, Copy, Serialize)]
pub enum Task<'a> {
    /// An output of the publication edition.
    Print(&'a PaperView),
    /// The page of a draft, to learn what does not fit it.
    Fit(&'a SheetView),
    /// The proof of a draft.
    Proof(&'a SheetView, &'a ProofView, Print),
}

/// A [`Task`] by itself.
#[derive(Debug, Clone, Deserialize)]
pub enum OwnTask {
    /// As [`Task::Print`].
    Print(Box<PaperView>),
    /// As [`Task::Fit`].
    Fit(Box<SheetView>),
    /// As [`Task::Proof`].
    Proof(Box<SheetView>, Box<ProofView>, Print),
}

/// What came of a task.
#[derive(Debug, Default)]
pub struct Answer {
    /// The PDF, or the pictures of the pages; none where they could not be made.
    pub files: Vec<Vec<u8>>,
    /// How many pages there are; 0 where they could not be set.
    pub pages: usize,
    /// What does not fit its cell, or what kept the pages from being made.
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
    /// Does it.
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
