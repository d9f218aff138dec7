//! `build`: everything that a request asks for, made once.

use std::io;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::batch::{Batch, BatchEvent};
use super::check_cache::CheckCache;
use super::files::Discarded;
use super::job::{JobContext, Outcome};
use super::manifest::Manifest;
use super::out_lock::{lock_exclusive, lock_path};
use super::output::Output;
use super::output_writer::OutputWriter;
use super::plan::{self, Plan};
use super::product::Product;
use super::web_outputs::WebOutputs;
use super::worker_failure::WorkerFailures;
use super::{Event, Orphan, Request, Run, RunResult, Tools};
use crate::disk::to_slash;
use crate::read::RunError;
use crate::rules::{CheckedCollection, VerdictCache, pooled};

/// How much work a run that is killed may lose.
const CHECKPOINT: Duration = Duration::from_secs(3);

/// Makes what the request asks for and is not there yet as it should be.
///
/// # Errors
/// Where PATHs are not what can be built, or `out` cannot be written to at all.
pub fn build(request: &Request, tools: Tools, mut tell: impl FnMut(Event)) -> RunResult {
    let unwritable = |error| vec![RunError::Unwritable(lock_path(request.out, tools.disk), error)];
    let Some(_lock) = lock_exclusive(request.out, tools.disk, tools.stop, &mut tell).map_err(unwritable)?
    else {
        return Ok((CheckedCollection::default(), Run { interrupted: true, ..Run::default() }));
    };
    let recalled = CheckCache::new(tools.disk, request.out, request.shard, true).unless(request.force);
    let mut checked = checked(request, tools, &recalled)?;
    let mut run = Run { run_errors: std::mem::take(&mut checked.run_errors), ..Run::default() };
    let (mut manifest, discarded) = load(request, tools);
    let (of_sheets, left) = recalled.settle();
    tell_discarded(discarded.and(of_sheets), &mut tell);
    let known = manifest.made();
    let placer =
        OutputWriter { disk: tools.disk, out: request.out, known: &known, overwrite: request.overwrite };
    let context =
        JobContext { disk: tools.disk, placer, reader: tools.reader, deny_warnings: request.deny_warnings };
    let orphaned = settle(&checked, request, &mut manifest);
    let plan = Plan::new(&checked, request);
    run.is_partial = plan.is_partial();
    run.drafts = plan.left_out();
    let (paper, mut screen): (Vec<Output>, Vec<Output>) =
        plan.outputs().into_iter().partition(|output| output.product.is_paper());
    let (made, run_error) = make(&paper, request, context, tools, &mut manifest, &mut tell);
    run.run_errors.extend(run_error);
    run.add_all(&paper, made);
    let made = show(&mut screen, &plan, request, context, tools, &mut manifest);
    run.add_all(&screen, made);
    run.interrupted = tools.stop.load(Ordering::Relaxed);
    run.orphans = orphans(orphaned, request, placer, &mut manifest, &mut run.run_errors);
    // Where neither can be written it is for one reason.
    if let Err((path, error)) = manifest.save(tools.disk).and(left) {
        run.run_errors.push(RunError::Unwritable(to_slash(&path), error));
    }
    Ok((checked, run))
}

/// What the run before made.
pub(super) fn load(request: &Request, tools: Tools) -> (Manifest, Discarded) {
    pooled(request.jobs, || Manifest::load(tools.disk, request.out, request.shard))
}

/// Puts the manifest in order, and tells which of its outputs no sheet has.
fn settle(checked: &CheckedCollection, request: &Request, manifest: &mut Manifest) -> Vec<(String, bool)> {
    if manifest.outputs().next().is_none() {
        return Vec::new();
    }
    manifest.settle(&plan::names(checked, true));
    orphaned(checked, request, manifest)
}

/// Reads and judges the collection, as many sheets at once as the request allows.
pub(super) fn checked(
    request: &Request,
    tools: Tools,
    memory: &dyn VerdictCache,
) -> Result<CheckedCollection, Vec<RunError>> {
    let read = || CheckedCollection::recalling(tools.disk, tools.reader, tools.rules, request.paths, memory);
    pooled(request.jobs, read)
}

pub(super) fn tell_discarded(discarded: Discarded, tell: &mut impl FnMut(Event)) {
    discarded.reasons().for_each(|reason| tell(Event::Discarded(reason)));
}

/// How each output went, by its place; nothing of those that were not begun.
fn make(
    outputs: &[Output],
    request: &Request,
    context: JobContext,
    tools: Tools,
    manifest: &mut Manifest,
    tell: &mut impl FnMut(Event),
) -> (Vec<Option<Outcome>>, Option<RunError>) {
    let standing = |output: &Output| context.standing(output, manifest, request.force);
    let mut made: Vec<Option<Outcome>> = pooled(request.jobs, || outputs.par_iter().map(standing).collect());
    for (output, done) in outputs.iter().zip(&mut made) {
        record(manifest, output, done.as_mut());
    }
    let places: Vec<usize> = (0..outputs.len()).filter(|place| made[*place].is_none()).collect();
    tell(Event::Planned(places.len()));
    let (jobs, helper, stop) = (request.jobs, request.helper.as_ref(), tools.stop);
    let mut saved = Instant::now();
    let batch = Batch { context, outputs, places, jobs, helper, stop, losses: WorkerFailures::default() };
    let mut has_workers = true;
    let run_error = batch.run(|told| {
        let (place, mut done) = match told {
            BatchEvent::Outcome(place, done) => (place, *done),
            BatchEvent::NoWorker(error) => {
                if std::mem::take(&mut has_workers) {
                    tell(Event::NoWorker(&error));
                }
                return;
            }
        };
        let output = &outputs[place];
        tell(Event::Made(&output.shown(), done.state));
        record(manifest, output, Some(&mut done));
        if saved.elapsed() > CHECKPOINT {
            // What cannot be saved now is told of at the end.
            let _ = manifest.save(tools.disk);
            saved = Instant::now();
        }
        made[place] = Some(done);
    });
    (made, run_error)
}

/// How each web page and each file of data went, by its place; nothing of those that were not begun.
fn show(
    outputs: &mut [Output],
    plan: &Plan,
    request: &Request,
    context: JobContext,
    tools: Tools,
    manifest: &mut Manifest,
) -> Vec<Option<Outcome>> {
    let screen = WebOutputs { context, plan, manifest, force: request.force, stop: tools.stop };
    screen.complete(outputs);
    let mut made = pooled(request.jobs, || screen.make(outputs));
    for (output, done) in outputs.iter().zip(&mut made) {
        record(manifest, output, done.as_mut());
    }
    made
}

fn record(manifest: &mut Manifest, output: &Output, done: Option<&mut Outcome>) {
    if let Some(record) = done.and_then(|done| done.record.take()) {
        manifest.record(output.bucket, &output.name, *record);
    }
}

impl Run {
    /// Adds the outcomes of outputs; none of those that were not begun.
    pub(super) fn add_all(&mut self, outputs: &[Output], made: Vec<Option<Outcome>>) {
        for (output, done) in outputs.iter().zip(made) {
            self.add(output, done);
        }
    }

    /// Adds what became of an output; nothing of one that was not begun. What is wrong with a sheet is wrong
    /// with it in the booklet as well, and is told once.
    pub(super) fn add(&mut self, output: &Output, done: Option<Outcome>) {
        let Some(done) = done else { return };
        // What keeps a folder's output from being made is told with it, whoever else tells of its sheet.
        for place in &output.stopping {
            self.sheets.entry(*place).or_default();
        }
        for (place, finding) in done.findings {
            let findings = &mut self.sheets.entry(place).or_default().findings;
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        // What befell a sheet while it was judged, or in another of its outputs, is told once.
        let known = |run_error: &RunError| self.run_errors.iter().any(|it| it.words() == run_error.words());
        let run_error = done.run_error.filter(|run_error| !known(run_error));
        self.run_errors.extend(run_error.map(|run_error| *run_error));
        let told = (output.shown(), done.state);
        match output.places.first() {
            Some(owner) => self.sheets.entry(*owner).or_default().outputs.push(told),
            None => self.site.push(told),
        }
    }
}

/// What becomes of the outputs that no sheet has; where that is asked for, they go.
fn orphans(
    orphaned: Vec<(String, bool)>,
    request: &Request,
    placer: OutputWriter,
    manifest: &mut Manifest,
    run_errors: &mut Vec<RunError>,
) -> Vec<Orphan> {
    let mut orphans = Vec::new();
    let wanted = |name: &String| request.only.is_none_or(|part| part == Product::part_of(name));
    for (name, is_draft) in orphaned.into_iter().filter(|(name, _)| wanted(name)) {
        let path = to_slash(&request.out.join(&name));
        let removed = match placer.read(&name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                manifest.forget(&name);
                continue;
            }
            _ if !request.prune => None,
            _ => Some(placer.remove(&name)),
        };
        match removed {
            None => orphans.push(Orphan { path, pruned: false, is_draft, foreign: false }),
            Some(Err(error)) => run_errors.push(RunError::Unwritable(path, error)),
            Some(Ok(pruned)) => {
                // What is there is no output of ours any more.
                manifest.forget(&name);
                orphans.push(Orphan { path, pruned, is_draft, foreign: !pruned });
            }
        }
    }
    orphans
}

/// The recorded outputs that no sheet has, or none that is published; of each, whether it is only that.
pub(super) fn orphaned(
    checked: &CheckedCollection,
    request: &Request,
    manifest: &Manifest,
) -> Vec<(String, bool)> {
    let [published, all] = [request.drafts, true].map(|drafts| plan::names(checked, drafts));
    let orphaned = manifest.outputs().filter(|name| !published.contains_key(*name));
    orphaned.map(|name| (name.to_owned(), all.contains_key(name))).collect()
}
