//! Proofs: sheet → draft → proof → files, with its errors and for them.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::mark::Known;
use super::out_lock::{lock_exclusive, lock_path};
use super::output_writer::OutputWriter;
use super::printer::Printer;
use super::process::Helper;
use super::state::State as OutputState;
use super::worker_failure::{WorkerFailure, WorkerFailures};
use super::{Event, Tools};
use crate::diff::{Read, Redline, State};
use crate::disk::{Disk, to_slash};
use crate::edition::{About, Answer, Print, Proofed, Proofs, Task};
use crate::finding::Finding;
use crate::git;
use crate::read::{Reader, Reading, RunError};
use crate::rules::{CheckedCollection, JudgedSheet, with_configured_severity};
use crate::sheet::Model;
use crate::source::Digest;
use crate::view::proof::{Against as Earlier, Draft, Order};

/// The folder of proofs, below that of all outputs.
const FOLDER: &str = "proof";

/// How the proofs of a run are wanted.
#[derive(Debug)]
pub struct ProofPlan<'a> {
    /// The folder of all outputs.
    pub out: &'a Path,
    /// The words of the stamp and across the page.
    pub mark: &'a str,
    /// Whether files that are not ours are replaced where a proof goes.
    pub overwrite: bool,
    /// Whether A4 pages are printed on A3.
    pub wide: bool,
    /// The earlier state whose differences are shown.
    pub against: Option<Against>,
    /// How to start a process that typesets; without it this one does.
    pub helper: Option<Helper>,
}

/// An earlier state of the sources.
#[derive(Debug)]
pub struct Against {
    /// As it was named.
    pub name: String,
    /// Its sheets.
    pub state: State,
}

/// What became of a sheet's proof.
#[derive(Debug)]
pub struct ProofRun<'a> {
    /// The sheet.
    pub sheet: &'a JudgedSheet,
    /// What typesetting found.
    pub findings: Vec<Finding>,
    /// Its outputs, as people are reported them, and what became of them.
    pub outputs: Vec<(String, OutputState)>,
}

/// Prints a proof of every sheet that is selected, errors or not; nothing keeps another from being
/// printed. What could not be written is a trouble. Nothing more is begun once the run is to end.
pub fn proof<'a>(
    checked: &'a CheckedCollection,
    plan: &ProofPlan,
    tools: Tools,
    proofs: Proofs,
    mut tell: impl FnMut(Event),
) -> (Vec<ProofRun<'a>>, Vec<RunError>) {
    let _lock = match lock_exclusive(plan.out, tools.disk, tools.stop, &mut tell) {
        Ok(lock) => lock,
        Err(error) => {
            return (Vec::new(), vec![RunError::Unwritable(lock_path(plan.out, tools.disk), error)]);
        }
    };
    let (disk, reader) = (tools.disk, tools.reader);
    let placer = OutputWriter { disk, out: plan.out, known: &Known::new(), overwrite: plan.overwrite };
    let setter = Setter { helper: plan.helper.as_ref(), printer: None, losses: WorkerFailures::default() };
    let mut press = Press { plan, disk, placer, reader, proofs: &proofs, setter, run_errors: Vec::new() };
    let mut runs = Vec::new();
    for sheet in checked.selected() {
        if tools.stop.load(Ordering::Relaxed) || press.setter.losses.is_fatal() {
            break;
        }
        press.setter.ready(&mut tell);
        runs.push(press.run(sheet));
    }
    press.run_errors.extend(press.setter.losses.run_error());
    (runs, press.run_errors)
}

/// Has tasks done by a worker, and by another one when it is lost.
struct Setter<'a> {
    helper: Option<&'a Helper>,
    printer: Option<Printer>,
    losses: WorkerFailures,
}

impl Setter<'_> {
    /// Hires a printer where there is none that can take a sheet.
    fn ready(&mut self, tell: &mut impl FnMut(Event)) {
        let helper = self.helper;
        let failed = |error| tell(Event::NoWorker(&error));
        self.printer.get_or_insert_with(|| Printer::hire(helper, false, failed)).begin();
    }

    fn ask(&mut self, task: Task) -> Answer {
        let answer = self.printer.as_mut().ok_or(WorkerFailure::Ended).and_then(|printer| {
            printer.send(&task);
            printer.take()
        });
        match answer {
            Ok(answer) => {
                self.losses.forget();
                answer
            }
            Err(lost) => {
                self.losses.count(lost);
                self.printer = None;
                Answer { findings: vec![lost.found()], ..Answer::default() }
            }
        }
    }
}

struct Press<'a> {
    plan: &'a ProofPlan<'a>,
    disk: &'a dyn Disk,
    placer: OutputWriter<'a>,
    reader: &'a Reader,
    proofs: &'a Proofs<'a>,
    setter: Setter<'a>,
    run_errors: Vec<RunError>,
}

impl Press<'_> {
    fn run<'s>(&mut self, sheet: &'s JudgedSheet) -> ProofRun<'s> {
        let printed = self.print(sheet).unwrap_or(Proofed { files: Vec::new(), findings: Vec::new() });
        let mut outputs = Vec::new();
        for (index, bytes) in printed.files.iter().enumerate() {
            let name = self.name(sheet, index);
            let state = self.write(&name, bytes);
            outputs.push((self.shown(&name), state));
        }
        if matches!(self.proofs.print, Print::Png(_)) && !outputs.is_empty() {
            self.remove_from(sheet, outputs.len());
        }
        if outputs.is_empty() {
            outputs.push((self.shown(&self.name(sheet, 0)), OutputState::Failed));
        }
        ProofRun { sheet, findings: printed.findings, outputs }
    }

    /// Returns nothing for a sheet that cannot be read at all, or no more as it was judged.
    fn print(&mut self, sheet: &JudgedSheet) -> Option<Proofed> {
        let bytes = match self.disk.read_source(&sheet.file.path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.run_errors.push(RunError::Unreadable(sheet.file.shown.to_string(), error));
                return None;
            }
        };
        if Digest::of(&bytes) != sheet.digest {
            self.run_errors.push(RunError::Changed(sheet.file.shown.to_string()));
            return None;
        }
        let reading = self.reader.sheet(&sheet.file.shown, &bytes);
        let draft = Draft::new(&reading, &sheet.resolved.settings, self.proofs.coverage)?;
        let told = |found: Vec<Finding>| {
            let in_field = |finding: Finding| {
                let field = reading.field_at(finding.span);
                with_configured_severity(finding.in_field(field), &sheet.resolved.settings)
            };
            found.into_iter().filter_map(in_field).collect()
        };
        let mut order = self.order(sheet);
        let redline = self.redline(sheet, &reading);
        order.redline = self.plan.against.as_ref().map(|against| Earlier {
            name: against.name.clone(),
            changes: redline.as_ref().map(Redline::count),
        });
        let about = About { findings: &sheet.findings, source: &reading.source, order: &order };
        let setter = &mut self.setter;
        let ask = &mut |task: Task| setter.ask(task);
        Some(self.proofs.print(draft, redline, about, told, ask))
    }

    /// Returns what changed since the earlier state; `None` if that has no such sheet, or none that can be
    /// read.
    fn redline(&self, sheet: &JudgedSheet, reading: &Reading<Model>) -> Option<Redline> {
        let earlier = self.plan.against.as_ref()?.state.counterpart(&sheet.file, reading)?;
        let new = Read { reading, settings: &sheet.resolved.settings };
        Redline::new(earlier.read(), new, self.proofs.coverage)
    }

    fn order(&self, sheet: &JudgedSheet) -> Order {
        // That a revision cannot be had is reported on the page, where it is looked for.
        let revision = git::revision_of(&sheet.file.path);
        let revision = revision.map(|it| it.map(|it| it.short + if it.differs { "+" } else { "" }));
        Order {
            mark: self.plan.mark.to_owned(),
            file: named(sheet),
            hash: sheet.digest.brief(),
            revision: revision.unwrap_or_else(|_| Some("不明".to_owned())),
            wide: self.plan.wide,
            redline: None,
        }
    }

    /// Returns the path of a proof from `out`.
    fn name(&self, sheet: &JudgedSheet, page: usize) -> String {
        let name = &sheet.file.name;
        match self.proofs.print {
            Print::Pdf => format!("{FOLDER}/{name}.pdf"),
            Print::Png(_) => format!("{FOLDER}/{name}-{}.png", page + 1),
        }
    }

    fn shown(&self, name: &str) -> String {
        to_slash(&self.plan.out.join(name))
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> OutputState {
        self.placer.put(name, bytes).unwrap_or_else(|error| {
            self.run_errors.push(RunError::Unwritable(self.shown(name), error));
            OutputState::Failed
        })
    }

    /// Takes away the pages of an earlier proof of the sheet that this one does not have; the last one
    /// first, so that a run that is killed leaves none behind a gap.
    fn remove_from(&mut self, sheet: &JudgedSheet, page: usize) {
        let mut left = Vec::new();
        let mut name = self.name(sheet, page);
        while self.placer.is_there(&name) {
            left.push(name);
            name = self.name(sheet, page + left.len());
        }
        for name in left.into_iter().rev() {
            // What is no picture of ours is nothing to be reported of.
            if let Err(error) = self.placer.remove(&name) {
                self.run_errors.push(RunError::Unwritable(self.shown(&name), error));
            }
        }
    }
}

/// Returns the file as it was named; a proof goes round, so it tells nobody's own folders.
fn named(sheet: &JudgedSheet) -> String {
    let file = &sheet.file;
    if !Path::new(&*file.shown).is_absolute() {
        return file.shown.to_string();
    }
    let ending = file.path.extension().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{}.{ending}", file.name)
}
