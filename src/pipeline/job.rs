//! One output on paper: sheets → view → PDF → file.

use std::io;

use super::manifest::{Made, Manifest, OutputRecord};
use super::output::Output;
use super::output_writer::OutputWriter;
use super::product::Product;
use super::state::State;
use super::worker_failure::WorkerFailure;
use crate::disk::Disk;
use crate::edition::Answer;
use crate::finding::{Field, Finding, Severity};
use crate::read::{Reader, Reading, RunError};
use crate::rules::{JudgedSheet, with_configured_severity};
use crate::sheet::{Department, Model, Settings};
use crate::source::Digest;
use crate::typeset::Found;
use crate::view::{self, PaperView, SheetView};

/// How a job went.
#[derive(Debug)]
pub(super) struct Outcome {
    /// What became of the output.
    pub(super) state: State,
    /// What typesetting found, by the place of its sheet in the survey and weighed by that one's settings.
    pub(super) findings: Vec<(usize, Finding)>,
    /// What the manifest should say of it now.
    pub(super) record: Option<Box<OutputRecord>>,
    /// What kept it from being made that is no fault of the sheet.
    pub(super) run_error: Option<Box<RunError>>,
}

impl Outcome {
    pub(super) fn of(state: State, findings: Vec<(usize, Finding)>) -> Self {
        Self { state, findings, record: None, run_error: None }
    }

    pub(super) fn troubled(run_error: RunError) -> Self {
        Self { run_error: Some(Box::new(run_error)), ..Self::of(State::Failed, Vec::new()) }
    }
}

/// What every job is done with.
#[derive(Clone, Copy)]
pub(super) struct JobContext<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) placer: OutputWriter<'a>,
    pub(super) reader: &'a Reader,
    /// Whether warnings keep an output from being made.
    pub(super) deny_warnings: bool,
}

/// What is printed, in words, and the way back from them to the fields.
pub(super) struct Prepared {
    pub(super) view: PaperView,
    readings: Vec<Reading<Model>>,
}

impl JobContext<'_> {
    /// Returns how an output stands that needs no work: its sheets are stopped, or nothing has changed since it was
    /// made, or since it could not be made.
    pub(super) fn standing(&self, output: &Output, manifest: &Manifest, force: bool) -> Option<Outcome> {
        if output.is_stopped() {
            return Some(Outcome::of(State::Failed, Vec::new()));
        }
        let record = manifest.get(&output.name).filter(|_| !force);
        let record = record.filter(|record| output.is_made_from(&record.from))?;
        let findings = told(output, &record.findings);
        let state = match record.output {
            None => State::Failed,
            Some(_) if self.is_stopped(&findings) => return None,
            // What cannot be read is not as it was made; to write it tells why.
            Some(made) if self.file(output).is_ok_and(|there| there == Some(made.hash)) => State::Unchanged,
            Some(_) => return None,
        };
        let record = OutputRecord { from: output.from, ..record.clone() };
        Some(Outcome { record: Some(Box::new(record)), ..Outcome::of(state, findings) })
    }

    /// Returns the hash of the file at an output's place; `None` if none is there.
    ///
    /// # Errors
    /// Where something is there that cannot be read.
    pub(super) fn file(&self, output: &Output) -> io::Result<Option<Digest>> {
        match self.placer.read(&output.name) {
            Ok(bytes) => Ok(Some(Digest::of(&bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reads a sheet again, as it was judged; why not where that cannot be.
    pub(super) fn read(&self, sheet: &JudgedSheet) -> Result<Reading<Model>, RunError> {
        let shown = &sheet.file.shown;
        let bytes = self.disk.read_source(&sheet.file.path);
        let bytes = bytes.map_err(|error| RunError::Unreadable(shown.to_string(), error))?;
        if Digest::of(&bytes) != sheet.digest {
            return Err(RunError::Changed(shown.to_string()));
        }
        Ok(self.reader.sheet(shown, &bytes))
    }

    /// Reads an output's sheets again and puts them into words; how the job went where that cannot be.
    pub(super) fn prepare(&self, output: &Output) -> Result<Prepared, Box<Outcome>> {
        let readings = output.sheets().map(|sheet| self.read(sheet)).collect::<Result<Vec<_>, _>>();
        let readings = readings.map_err(|run_error| Box::new(Outcome::troubled(run_error)))?;
        // A sheet without a model has errors, which turned it away before.
        let view =
            view_of(output, &readings).ok_or_else(|| Box::new(Outcome::of(State::Failed, Vec::new())))?;
        Ok(Prepared { view, readings })
    }

    /// Puts a print in its place, if it may have it, and tells how the job went.
    pub(super) fn finish(&self, output: &Output, prepared: &Prepared, answer: Answer) -> Outcome {
        let in_field = |Found { sheet, finding }: Found| {
            // Of no reading is what is about the output as a whole.
            let field =
                prepared.readings.get(sheet).map_or_else(Field::default, |it| it.field_at(finding.span));
            Found { sheet, finding: finding.in_field(field) }
        };
        let raw: Vec<Found> = answer.findings.into_iter().map(in_field).collect();
        let findings = told(output, &raw);
        let fails = findings.iter().any(|(_, finding)| finding.severity == Severity::Error);
        let record = |made| OutputRecord { from: output.from, output: made, findings: raw.clone() };
        match answer.files.first() {
            Some(pdf) if !self.is_stopped(&findings) => {
                let made = Made::of(pdf, answer.pages);
                Outcome { findings, ..self.put(output, pdf, record(Some(made))) }
            }
            // That warnings are denied is of this run, and nothing to be remembered.
            Some(_) if !fails => Outcome::of(State::Failed, findings),
            _ => Outcome { record: Some(Box::new(record(None))), ..Outcome::of(State::Failed, findings) },
        }
    }

    /// Puts an output in its place, and tells how that went.
    pub(super) fn put(&self, output: &Output, bytes: &[u8], record: OutputRecord) -> Outcome {
        match self.placer.put(&output.name, bytes) {
            Ok(State::Foreign) => Outcome::of(State::Foreign, Vec::new()),
            Ok(state) => Outcome { record: Some(Box::new(record)), ..Outcome::of(state, Vec::new()) },
            Err(error) => Outcome::troubled(RunError::Unwritable(output.shown(), error)),
        }
    }

    /// Returns how a job went over which its worker was lost.
    pub(super) fn lost(output: &Output, lost: WorkerFailure) -> Outcome {
        Outcome::of(State::Failed, told(output, &[lost.found()]))
    }

    fn is_stopped(&self, findings: &[(usize, Finding)]) -> bool {
        findings.iter().any(|(_, finding)| self.deny_warnings || finding.severity == Severity::Error)
    }
}

/// Returns what is printed of these readings of an output's sheets; `None` if one of them could not be read.
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

/// Returns what typesetting found, by the places of the sheets and weighed by their settings.
pub(super) fn told(output: &Output, found: &[Found]) -> Vec<(usize, Finding)> {
    let with_configured_severity = |found: &Found| {
        let place = *output.places.get(found.sheet)?;
        let settings = &output.checked.sheets.get(place)?.resolved.settings;
        Some((place, with_configured_severity(found.finding.clone(), settings)?))
    };
    found.iter().filter_map(with_configured_severity).collect()
}
