//! One output: sheet → view → PDF → file.

use std::io;
use std::path::Path;

use super::manifest::{Manifest, OutputRecord};
use super::plan::Output;
use crate::disk::Disk;
use crate::edition::Printed;
use crate::finding::{Finding, Rule, Severity, Words};
use crate::read::{Reader, Reading, Trouble};
use crate::rules::weighed;
use crate::sheet::Model;
use crate::source::{Digest, Span};
use crate::view::{self, SheetView};

/// What became of an output, or what stands in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It was written.
    Built,
    /// It was there already, byte for byte.
    Unchanged,
    /// It was not made; what stood there stays.
    Failed,
    /// Verified: it is not there.
    Missing,
    /// Verified: it was made from something else than it would be now.
    Stale,
    /// Verified: it is not the file that was made.
    Altered,
}

/// How a job went.
#[derive(Debug)]
pub(super) struct Done {
    /// What became of the output.
    pub(super) state: State,
    /// What typesetting found, in the sheet's fields and weighed by its settings.
    pub(super) findings: Vec<Finding>,
    /// What the manifest should say of it now.
    pub(super) record: Option<OutputRecord>,
    /// What kept it from being made that is no fault of the sheet.
    pub(super) trouble: Option<Trouble>,
}

impl Done {
    fn of(state: State, findings: Vec<Finding>) -> Self {
        Self { state, findings, record: None, trouble: None }
    }

    fn troubled(trouble: Trouble) -> Self {
        Self { trouble: Some(trouble), ..Self::of(State::Failed, Vec::new()) }
    }
}

/// What every job is done with.
#[derive(Clone, Copy)]
pub(super) struct Shop<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) reader: &'a Reader,
    /// Whether warnings keep an output from being made.
    pub(super) deny_warnings: bool,
}

/// A sheet in words, ready to be printed, and the way back from them to its fields.
pub(super) struct Prepared {
    pub(super) view: SheetView,
    reading: Reading<Model>,
}

impl Shop<'_> {
    /// How an output stands that needs no work: its sheet is stopped, or nothing has changed since it was
    /// made, or since it could not be made.
    pub(super) fn standing(&self, output: &Output, manifest: &Manifest, force: bool) -> Option<Done> {
        if output.sheet.is_stopped(self.deny_warnings) || output.sheet.governed.fail {
            return Some(Done::of(State::Failed, Vec::new()));
        }
        let record = manifest.output(&output.name).filter(|_| !force);
        let record = record.filter(|record| output.is_made_from(&record.from))?;
        let findings = told(output, &record.findings);
        let state = match record.output {
            None => State::Failed,
            Some(_) if self.is_stopped(&findings) => return None,
            Some(made) if self.file(output) == Some(made) => State::Unchanged,
            Some(_) => return None,
        };
        let record = OutputRecord { from: output.from, ..record.clone() };
        Some(Done { record: Some(record), ..Done::of(state, findings) })
    }

    /// The hash of the file that stands where an output goes.
    pub(super) fn file(&self, output: &Output) -> Option<Digest> {
        self.disk.read(&output.path).ok().map(|bytes| Digest::of(&bytes))
    }

    /// Reads an output's sheet again and puts it into words; how the job went where that cannot be.
    pub(super) fn prepare(&self, output: &Output) -> Result<Prepared, Box<Done>> {
        let file = &output.sheet.file;
        let bytes = self
            .disk
            .read(&file.path)
            .map_err(|error| Box::new(Done::troubled(Trouble::Unreadable(file.shown.clone(), error))))?;
        if Digest::of(&bytes) != output.sheet.inputs.source {
            return Err(Box::new(Done::troubled(Trouble::Changed(file.shown.clone()))));
        }
        let reading = self.reader.sheet(&file.shown, &bytes);
        let settings = &output.sheet.governed.settings;
        let view = match reading.model.as_ref() {
            Some(Model::Department(sheet)) => {
                SheetView::Department(Box::new(view::department(sheet, settings, output.date)))
            }
            Some(Model::Ward(ward)) => SheetView::Ward(Box::new(view::ward(ward, settings, output.date))),
            // A sheet without a model has errors, which turned it away before.
            None => return Err(Box::new(Done::of(State::Failed, Vec::new()))),
        };
        Ok(Prepared { view, reading })
    }

    /// Puts what was printed where it goes, unless something that was found stops it.
    pub(super) fn finish(&self, output: &Output, prepared: &Prepared, printed: Printed) -> Done {
        let in_field = |finding: Finding| {
            let field = prepared.reading.field_at(finding.span);
            finding.in_field(field)
        };
        let raw: Vec<Finding> = printed.findings.into_iter().map(in_field).collect();
        let findings = told(output, &raw);
        let fails = findings.iter().any(|finding| finding.severity == Severity::Error);
        let record = |made| OutputRecord { from: output.from, output: made, findings: raw.clone() };
        match printed.pdf {
            Some(pdf) if !self.is_stopped(&findings) => match put(self.disk, &output.path, &pdf) {
                Ok(state) => {
                    Done { record: Some(record(Some(Digest::of(&pdf)))), ..Done::of(state, findings) }
                }
                Err(error) => {
                    let trouble = Trouble::Unwritable(output.shown.clone(), error);
                    Done { findings, ..Done::troubled(trouble) }
                }
            },
            // That warnings are denied is of this run, and nothing to be remembered.
            Some(_) if !fails => Done::of(State::Failed, findings),
            _ => Done { record: Some(record(None)), ..Done::of(State::Failed, findings) },
        }
    }

    /// How a job went over which its printer ended: Typst's fault, or the system's for want of memory. It is
    /// not remembered, since it may go well another time.
    pub(super) fn lost(output: &Output) -> Done {
        let finding = Finding::new(
            Rule::TEMPLATE_ERROR,
            Span::default(),
            Words::new("組版が途中で止まりました。", "Typesetting stopped half-way."),
            Words::new(
                "もう一度実行し、また止まるなら mokuhyo の開発者に知らせてください。",
                "Run the command again; if it stops again, tell the makers of mokuhyo.",
            ),
        );
        Done::of(State::Failed, told(output, &[finding]))
    }

    fn is_stopped(&self, findings: &[Finding]) -> bool {
        findings.iter().any(|finding| self.deny_warnings || finding.severity == Severity::Error)
    }
}

/// What typesetting found, weighed by the sheet's settings.
pub(super) fn told(output: &Output, findings: &[Finding]) -> Vec<Finding> {
    let settings = &output.sheet.governed.settings;
    findings.iter().cloned().filter_map(|finding| weighed(finding, settings)).collect()
}

/// Puts an output in its place, unless it is there.
///
/// # Errors
/// Where it cannot be written; what stood there stays.
pub(super) fn put(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<State> {
    if disk.read(path).is_ok_and(|there| there == bytes) {
        return Ok(State::Unchanged);
    }
    disk.write(path, bytes).map(|()| State::Built)
}
