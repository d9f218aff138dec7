//! Prints proofs: sheet → draft → proof → files, also of sheets with errors.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::job::JobContext;
use super::mark::KnownHashes;
use super::out_lock::{lock_exclusive, lock_path};
use super::output_writer::OutputWriter;
use super::process::Helper;
use super::state::State as OutputState;
use super::task_runner::TaskRunner;
use super::worker_failure::{WorkerFailure, WorkerFailures};
use super::{Event, SheetRun, Tools};
use crate::diff::{Read, Redline, State};
use crate::disk::to_slash;
use crate::edition::{Answer, Print, ProofContext, Proofed, Proofs, Task};
use crate::finding::Finding;
use crate::git;
use crate::read::{Reading, RunError};
use crate::rules::{CheckedCollection, CheckedSheet, with_configured_severity};
use crate::sheet::Model;
use crate::view::proof::{Against as Earlier, Draft, Order};

/// The folder of proofs, below that of all outputs.
const FOLDER: &str = "proof";

/// The request of a run of proofs.
#[derive(Debug)]
pub struct ProofPlan<'a> {
    /// The folder of all outputs.
    pub out: &'a Path,
    /// The words of the stamp and across the page.
    pub mark: &'a str,
    /// `true` to replace files that mokuhyo did not create.
    pub overwrite: bool,
    /// `true` to print A4 pages on A3.
    pub wide: bool,
    /// The earlier state whose differences are shown.
    pub against: Option<EarlierState>,
    /// The command that starts a worker process; without it, this process typesets.
    pub helper: Option<Helper>,
}

/// An earlier state of the sources.
#[derive(Debug)]
pub struct EarlierState {
    /// The name as typed.
    pub name: String,
    /// The sheets.
    pub state: State,
}

/// Prints a proof of every selected sheet, with or without errors, until the run is ended. Returns the errors of files
/// that could not be read or written.
pub fn proof<'a>(
    checked: &'a CheckedCollection,
    plan: &ProofPlan,
    tools: Tools,
    proofs: Proofs,
    mut report: impl FnMut(Event),
) -> (Vec<(&'a CheckedSheet, SheetRun)>, Vec<RunError>) {
    let _lock = match lock_exclusive(plan.out, tools.disk, tools.stop, &mut report) {
        Ok(lock) => lock,
        Err(error) => {
            return (Vec::new(), vec![RunError::Unwritable(lock_path(plan.out, tools.disk), error)]);
        }
    };
    let (disk, reader) = (tools.disk, tools.reader);
    let writer = OutputWriter { disk, out: plan.out, known: &KnownHashes::new(), overwrite: plan.overwrite };
    let context = JobContext { disk, writer, reader, deny_warnings: false };
    let worker =
        Worker { helper: plan.helper.as_ref(), task_runner: None, failures: WorkerFailures::default() };
    let mut job = ProofJob { plan, context, proofs: &proofs, worker, run_errors: Vec::new() };
    let mut runs = Vec::new();
    for sheet in checked.selected() {
        if tools.stop.load(Ordering::Relaxed) || job.worker.failures.is_fatal() {
            break;
        }
        job.worker.begin(&mut report);
        runs.push((sheet, job.run(sheet)));
    }
    job.run_errors.extend(job.worker.failures.run_error());
    (runs, job.run_errors)
}

/// A task runner that is replaced when it fails.
struct Worker<'a> {
    helper: Option<&'a Helper>,
    task_runner: Option<TaskRunner>,
    failures: WorkerFailures,
}

impl Worker<'_> {
    /// Begins an output, with a new task runner if the last one failed.
    fn begin(&mut self, report: &mut impl FnMut(Event)) {
        let helper = self.helper;
        let failed = |error| report(Event::NoWorker(&error));
        self.task_runner.get_or_insert_with(|| TaskRunner::start(helper, false, failed)).begin();
    }

    fn answer(&mut self, task: &Task) -> Answer {
        let answer = self.task_runner.as_mut().ok_or(WorkerFailure::Ended).and_then(|task_runner| {
            task_runner.send(task);
            task_runner.take()
        });
        if answer.is_ok() {
            self.failures.reset();
        }
        answer.unwrap_or_else(|failure| {
            self.failures.count(failure);
            self.task_runner = None;
            Answer { findings: vec![failure.found()], ..Answer::default() }
        })
    }
}

/// The printing of proofs.
struct ProofJob<'a> {
    plan: &'a ProofPlan<'a>,
    context: JobContext<'a>,
    proofs: &'a Proofs<'a>,
    worker: Worker<'a>,
    run_errors: Vec<RunError>,
}

impl ProofJob<'_> {
    fn run(&mut self, sheet: &CheckedSheet) -> SheetRun {
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
        SheetRun { findings: printed.findings, outputs }
    }

    /// Prints a proof. Returns `None` for a sheet that cannot be read, or that changed since it was checked.
    fn print(&mut self, sheet: &CheckedSheet) -> Option<Proofed> {
        let reading = match self.context.read(sheet) {
            Ok(reading) => reading,
            Err(run_error) => {
                self.run_errors.push(run_error);
                return None;
            }
        };
        let draft = Draft::new(&reading, &sheet.resolved.settings, self.proofs.coverage)?;
        let configured = |found: Vec<Finding>| {
            let in_field = |finding: Finding| {
                let field = reading.field_at(finding.span);
                with_configured_severity(finding.in_field(field), &sheet.resolved.settings)
            };
            found.into_iter().filter_map(in_field).collect()
        };
        let redline = self.redline(sheet, &reading);
        let order = self.order(sheet, redline.as_ref());
        let about = ProofContext { findings: &sheet.findings, source: &reading.source, order: &order };
        let worker = &mut self.worker;
        let ask = &mut |task: Task| worker.answer(&task);
        Some(self.proofs.print(draft, redline, about, configured, ask))
    }

    /// Returns the differences from the earlier state, or `None` if it has no such sheet, or none that can be read.
    fn redline(&self, sheet: &CheckedSheet, reading: &Reading<Model>) -> Option<Redline> {
        let earlier = self.plan.against.as_ref()?.state.counterpart(&sheet.file, reading)?;
        let new = Read { reading, settings: &sheet.resolved.settings };
        Redline::new(earlier.read(), new, self.proofs.coverage)
    }

    fn order(&self, sheet: &CheckedSheet, redline: Option<&Redline>) -> Order {
        // The stamp shows that a revision cannot be determined.
        let revision = git::revision_of(&sheet.file.path);
        let revision = revision.map(|revision| {
            revision.map(|revision| revision.short + if revision.differs { "+" } else { "" })
        });
        let changes = redline.map(Redline::count);
        Order {
            mark: self.plan.mark.to_owned(),
            file: named(sheet),
            hash: sheet.digest.brief(),
            revision: revision.unwrap_or_else(|_| Some("不明".to_owned())),
            wide: self.plan.wide,
            redline: self
                .plan
                .against
                .as_ref()
                .map(|against| Earlier { name: against.name.clone(), changes }),
        }
    }

    /// Returns the path of a proof below `out`.
    fn name(&self, sheet: &CheckedSheet, page: usize) -> String {
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
        self.context.writer.put(name, bytes).unwrap_or_else(|error| {
            self.run_errors.push(RunError::Unwritable(self.shown(name), error));
            OutputState::Failed
        })
    }

    /// Removes the pages of an earlier proof that this one does not have. The last page is removed first, so that a run
    /// that is killed leaves no page after a gap.
    fn remove_from(&mut self, sheet: &CheckedSheet, page: usize) {
        let mut left = Vec::new();
        let mut name = self.name(sheet, page);
        while self.context.writer.is_there(&name) {
            left.push(name);
            name = self.name(sheet, page + left.len());
        }
        for name in left.into_iter().rev() {
            // A picture that is not ours is kept without a message.
            if let Err(error) = self.context.writer.remove(&name) {
                self.run_errors.push(RunError::Unwritable(self.shown(&name), error));
            }
        }
    }
}

/// Returns the path of a sheet as typed. Of an absolute path only the end is shown, because proofs are passed on and
/// should not reveal private folders.
fn named(sheet: &CheckedSheet) -> String {
    let file = &sheet.file;
    if !Path::new(&*file.shown).is_absolute() {
        return file.shown.to_string();
    }
    match file.path.extension() {
        Some(ending) => format!("{}.{}", file.name, ending.to_string_lossy()),
        None => file.name.to_string(),
    }
}
