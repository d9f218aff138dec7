//! One output: sheet → view → PDF → file.

use std::io;

use super::plan::Job;
use crate::disk::Disk;
use crate::edition;
use crate::finding::Finding;
use crate::sheet::Model;
use crate::typeset::{Engine, PageView};
use crate::view;

/// What became of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It was written.
    Built,
    /// It was there already, byte for byte.
    Unchanged,
    /// It was not made; what stood there stays.
    Failed,
}

/// How a job went.
#[derive(Debug)]
pub struct Done {
    /// What became of the output.
    pub state: State,
    /// What typesetting found, in the sheet's fields.
    pub findings: Vec<Finding>,
    /// Why the file could not be written.
    pub error: Option<io::Error>,
}

impl Done {
    fn failed(findings: Vec<Finding>) -> Self {
        Self { state: State::Failed, findings, error: None }
    }
}

/// Makes an output, unless its sheet or its settings have errors.
pub fn run(job: &Job, disk: &dyn Disk, engine: &Engine) -> Done {
    if job.sheet.has_errors() || job.sheet.settings_fail {
        return Done::failed(Vec::new());
    }
    match pdf(job, engine) {
        Ok(bytes) => write(job, disk, &bytes),
        Err(findings) => Done::failed(in_fields(job, findings)),
    }
}

fn pdf(job: &Job, engine: &Engine) -> Result<Vec<u8>, Vec<Finding>> {
    let settings = &job.sheet.settings;
    match &job.sheet.reading.model {
        Some(Model::Department(sheet)) => {
            edition::sheet::pdf(engine, PageView::Department(&view::department(sheet, settings)))
        }
        Some(Model::Ward(ward)) => {
            edition::sheet::pdf(engine, PageView::Ward(&view::ward(ward, settings, job.ward_date)))
        }
        // A sheet without a model has errors, and was turned away before.
        None => Err(Vec::new()),
    }
}

fn in_fields(job: &Job, findings: Vec<Finding>) -> Vec<Finding> {
    let in_field = |finding: Finding| {
        let field = job.sheet.reading.field_at(finding.span);
        finding.in_field(field)
    };
    findings.into_iter().map(in_field).collect()
}

fn write(job: &Job, disk: &dyn Disk, bytes: &[u8]) -> Done {
    if disk.read(&job.path).is_ok_and(|there| there == bytes) {
        return Done { state: State::Unchanged, findings: Vec::new(), error: None };
    }
    match disk.write(&job.path, bytes) {
        Ok(()) => Done { state: State::Built, findings: Vec::new(), error: None },
        Err(error) => Done { state: State::Failed, findings: Vec::new(), error: Some(error) },
    }
}
