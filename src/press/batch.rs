//! All outputs, in the order of their names.

use super::job::{self, State};
use super::plan::Job;
use crate::disk::Disk;
use crate::finding::Finding;
use crate::read::Trouble;
use crate::rules::JudgedSheet;
use crate::typeset::Engine;

/// What became of a sheet.
#[derive(Debug)]
pub struct SheetRun<'a> {
    /// The sheet.
    pub sheet: &'a JudgedSheet,
    /// What typesetting found.
    pub findings: Vec<Finding>,
    /// Its output, as people are told it, and what became of it.
    pub output: (String, State),
}

/// What became of a plan.
#[derive(Debug)]
pub struct Run<'a> {
    /// By name.
    pub sheets: Vec<SheetRun<'a>>,
    /// Files that could not be written.
    pub troubles: Vec<Trouble>,
}

/// Runs every job; none that fails keeps another from being run.
pub fn run<'a>(jobs: Vec<Job<'a>>, disk: &dyn Disk, engine: &Engine) -> Run<'a> {
    let mut run = Run { sheets: Vec::new(), troubles: Vec::new() };
    for job in jobs {
        let done = job::run(&job, disk, engine);
        run.troubles.extend(done.error.map(|error| Trouble::Unwritable(job.shown.clone(), error)));
        run.sheets.push(SheetRun {
            sheet: job.sheet,
            findings: done.findings,
            output: (job.shown, done.state),
        });
    }
    run
}
