//! One output: sheet → view → PDF → file.

use std::io;

use super::plan::Job;
use crate::disk::Disk;
use crate::edition::{self, Printed};
use crate::finding::{Finding, Severity};
use crate::rules::weighed;
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

/// Makes an output, unless something that was found stops its sheet, or its settings have errors.
pub fn run(job: &Job, disk: &dyn Disk, engine: &Engine) -> Done {
    if job.sheet.is_stopped(job.deny_warnings) || job.sheet.settings_fail {
        return Done::failed(Vec::new());
    }
    let Some(printed) = print(job, engine) else { return Done::failed(Vec::new()) };
    let findings = told(job, printed.findings);
    let stopped = findings.iter().any(|finding| job.deny_warnings || finding.severity == Severity::Error);
    match printed.pdf {
        Some(pdf) if !stopped => Done { findings, ..write(job, disk, &pdf) },
        _ => Done::failed(findings),
    }
}

/// The sheet in print; nothing for one without a model, whose errors turned it away before.
fn print(job: &Job, engine: &Engine) -> Option<Printed> {
    let settings = &job.sheet.settings;
    Some(match job.sheet.reading.model.as_ref()? {
        Model::Department(sheet) => {
            edition::sheet::print(engine, PageView::Department(&view::department(sheet, settings)))
        }
        Model::Ward(ward) => {
            edition::sheet::print(engine, PageView::Ward(&view::ward(ward, settings, job.ward_date)))
        }
    })
}

/// What typesetting found, in the sheet's fields and weighed by its settings.
fn told(job: &Job, findings: Vec<Finding>) -> Vec<Finding> {
    let in_field = |finding: Finding| {
        let field = job.sheet.reading.field_at(finding.span);
        weighed(finding.in_field(field), &job.sheet.settings)
    };
    findings.into_iter().filter_map(in_field).collect()
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
