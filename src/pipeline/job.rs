//! One output on paper: sheets → view → PDF → file.

use std::io;

use super::manifest::{BuiltFile, Manifest, OutputRecord};
use super::output::Output;
use super::output_writer::OutputWriter;
use super::product::Product;
use super::state::State;
use super::worker_failure::WorkerFailure;
use crate::disk::Disk;
use crate::edition::Answer;
use crate::finding::{Field, Finding, Severity};
use crate::read::{Reader, Reading, RunError};
use crate::rules::{CheckedSheet, with_configured_severity};
use crate::sheet::{Department, Model, Settings};
use crate::source::Digest;
use crate::typeset::Found;
use crate::view::{self, PaperView, SheetView};

/// The outcome of an output.
#[derive(Debug)]
pub(super) struct Outcome {
    /// The state of the output.
    pub(super) state: State,
    /// The findings of typesetting, with the index of their sheet and the severities of its settings.
    pub(super) findings: Vec<(usize, Finding)>,
    /// The record for the manifest.
    pub(super) record: Option<Box<OutputRecord>>,
    /// The error that kept it from being built, other than findings.
    pub(super) run_error: Option<Box<RunError>>,
}

impl Outcome {
    pub(super) fn of(state: State, findings: Vec<(usize, Finding)>) -> Self {
        Self { state, findings, record: None, run_error: None }
    }

    pub(super) fn of_error(run_error: RunError) -> Self {
        Self { run_error: Some(Box::new(run_error)), ..Self::of(State::Failed, Vec::new()) }
    }
}

/// The data that all jobs share.
#[derive(Clone, Copy)]
pub(super) struct JobContext<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) writer: OutputWriter<'a>,
    pub(super) reader: &'a Reader,
    /// `true` where warnings block outputs as errors do.
    pub(super) deny_warnings: bool,
}

/// The view of an output, and the readings that lead from its spans back to fields.
pub(super) struct Prepared {
    pub(super) view: PaperView,
    readings: Vec<Reading<Model>>,
}

impl JobContext<'_> {
    /// Returns the outcome of an output that needs no work: blocked by errors, up to date, or known to fail.
    pub(super) fn without_work(&self, output: &Output, manifest: &Manifest, force: bool) -> Option<Outcome> {
        if output.is_stopped() {
            return Some(Outcome::of(State::Failed, Vec::new()));
        }
        let record = manifest.get(&output.name).filter(|_| !force);
        let record = record.filter(|record| output.is_made_from(&record.from))?;
        let findings = configured(output, &record.findings);
        let state = match record.output {
            None => State::Failed,
            Some(_) if self.is_stopped(&findings) => return None,
            // A file that cannot be read counts as changed. The error is reported when it is written.
            Some(made) if self.file(output).is_ok_and(|there| there == Some(made.hash)) => State::Unchanged,
            Some(_) => return None,
        };
        let record = OutputRecord { from: output.from, ..record.clone() };
        Some(Outcome { record: Some(Box::new(record)), ..Outcome::of(state, findings) })
    }

    /// Returns the hash of the file at an output's path, or `None` if it does not exist.
    ///
    /// # Errors
    ///
    /// Fails where the file cannot be read.
    pub(super) fn file(&self, output: &Output) -> io::Result<Option<Digest>> {
        match self.writer.read(&output.name) {
            Ok(bytes) => Ok(Some(Digest::of(&bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reads a sheet again.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be read, or changed since it was checked.
    pub(super) fn read(&self, sheet: &CheckedSheet) -> Result<Reading<Model>, RunError> {
        let shown = &sheet.file.shown;
        let bytes = self.disk.read_source(&sheet.file.path);
        let bytes = bytes.map_err(|error| RunError::Unreadable(shown.to_string(), error))?;
        if Digest::of(&bytes) != sheet.digest {
            return Err(RunError::Changed(shown.to_string()));
        }
        Ok(self.reader.sheet(shown, &bytes))
    }

    /// Reads an output's sheets again and creates its view.
    ///
    /// # Errors
    ///
    /// Returns the outcome of the output where that fails.
    pub(super) fn prepare(&self, output: &Output) -> Result<Prepared, Box<Outcome>> {
        let readings = output.sheets().map(|sheet| self.read(sheet)).collect::<Result<Vec<_>, _>>();
        let readings = readings.map_err(|run_error| Box::new(Outcome::of_error(run_error)))?;
        // A sheet without a model has errors, which block its outputs.
        let view =
            view_of(output, &readings).ok_or_else(|| Box::new(Outcome::of(State::Failed, Vec::new())))?;
        Ok(Prepared { view, readings })
    }

    /// Writes the PDF of an output unless findings block it, and returns the outcome.
    pub(super) fn finish(&self, output: &Output, prepared: &Prepared, answer: Answer) -> Outcome {
        let in_field = |Found { sheet, finding }: Found| {
            // A finding on the output as a whole belongs to no reading.
            let field = prepared
                .readings
                .get(sheet)
                .map_or_else(Field::default, |reading| reading.field_at(finding.span));
            Found { sheet, finding: finding.in_field(field) }
        };
        let raw: Vec<Found> = answer.findings.into_iter().map(in_field).collect();
        let findings = configured(output, &raw);
        let fails = findings.iter().any(|(_, finding)| finding.severity == Severity::Error);
        let record = |made| OutputRecord { from: output.from, output: made, findings: raw.clone() };
        match answer.files.first() {
            Some(pdf) if !self.is_stopped(&findings) => {
                let made = BuiltFile::of(pdf, answer.pages);
                Outcome { findings, ..self.put(output, pdf, record(Some(made))) }
            }
            // `--deny warnings` applies to this run only, so it is not recorded.
            Some(_) if !fails => Outcome::of(State::Failed, findings),
            _ => Outcome { record: Some(Box::new(record(None))), ..Outcome::of(State::Failed, findings) },
        }
    }

    /// Writes an output, and returns the outcome.
    pub(super) fn put(&self, output: &Output, bytes: &[u8], record: OutputRecord) -> Outcome {
        match self.writer.put(&output.name, bytes) {
            Ok(State::Foreign) => Outcome::of(State::Foreign, Vec::new()),
            Ok(state) => Outcome { record: Some(Box::new(record)), ..Outcome::of(state, Vec::new()) },
            Err(error) => Outcome::of_error(RunError::Unwritable(output.shown(), error)),
        }
    }

    /// Returns the outcome of an output whose worker failed.
    pub(super) fn failed(output: &Output, failure: WorkerFailure) -> Outcome {
        Outcome::of(State::Failed, configured(output, &[failure.found()]))
    }

    fn is_stopped(&self, findings: &[(usize, Finding)]) -> bool {
        findings.iter().any(|(_, finding)| self.deny_warnings || finding.severity == Severity::Error)
    }
}

/// Returns the view of an output from the readings of its sheets, or `None` if one of them has no model.
fn view_of(output: &Output, readings: &[Reading<Model>]) -> Option<PaperView> {
    let settings = &output.sheets().next()?.resolved.settings;
    let models = readings.iter().map(|reading| reading.model.as_ref()).collect::<Option<Vec<_>>>()?;
    if output.product == Product::Booklet {
        let (Model::Ward(ward), sheets) = models.split_first()? else { return None };
        let departments: Vec<&Department> = sheets.iter().filter_map(|model| model.department()).collect();
        let mut booklet = view::booklet(ward, &departments, settings, output.from.date);
        if settings.is_draft() {
            booklet.mark_draft();
        }
        return Some(PaperView::Booklet(Box::new(booklet)));
    }
    models.first().map(|model| PaperView::Sheet(sheet_view(model, settings, output)))
}

fn sheet_view(model: &Model, settings: &Settings, output: &Output) -> SheetView {
    let date = output.from.date;
    let mut view = match model {
        Model::Department(sheet) => SheetView::Department(Box::new(view::department(sheet, settings, date))),
        Model::Ward(ward) => SheetView::Ward(Box::new(view::ward(ward, settings, date))),
    };
    if settings.is_draft() {
        view.document_mut().mark_draft();
    }
    view
}

/// Returns findings of typesetting with the indices of their sheets and the severities of their settings.
pub(super) fn configured(output: &Output, found: &[Found]) -> Vec<(usize, Finding)> {
    let configured = |found: &Found| {
        let place = *output.places.get(found.sheet)?;
        let settings = &output.checked.sheets.get(place)?.resolved.settings;
        Some((place, with_configured_severity(found.finding.clone(), settings)?))
    };
    found.iter().filter_map(configured).collect()
}
