//! `build`: checks the sheets, and rebuilds the outputs that are missing or stale.

use std::collections::BTreeSet;
use std::io;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::batch::{Batch, BatchEvent};
use super::job::{JobContext, Outcome};
use super::manifest::Manifest;
use super::out_lock::{lock_exclusive, lock_path};
use super::output::Output;
use super::output_writer::OutputWriter;
use super::plan::{self, Plan};
use super::product::Product;
use super::store::{Discarded, Kind, Store, Unsaved};
use super::web_outputs::WebOutputs;
use super::worker_failure::WorkerFailures;
use super::{Event, Orphan, Reason, Request, Run, RunResult, Tools};
use crate::disk::to_slash;
use crate::read::{Collection, RunError};
use crate::rules::{CheckedCollection, Verdict, Verdicts, pooled};

/// The time after which the manifest is saved, so that a run that is killed loses no more work than that.
const CHECKPOINT: Duration = Duration::from_secs(3);

/// Checks the sheets with the cached verdicts, rebuilds the outputs that are missing or stale, and updates cache and
/// manifest.
///
/// # Errors
///
/// Fails where PATHs cannot be built, or `out` cannot be written to.
pub fn build(request: &Request, tools: Tools, mut report: impl FnMut(Event)) -> RunResult {
    let unwritable = |error| vec![RunError::Unwritable(lock_path(request.out, tools.disk), error)];
    let Some(_lock) = lock_exclusive(request.out, tools.disk, tools.stop, &mut report).map_err(unwritable)?
    else {
        return Ok((CheckedCollection::default(), Run { interrupted: true, ..Run::default() }));
    };
    let (mut verdicts, mut discarded) = load::<Verdict>(Kind::Sheets, request, tools);
    if request.force {
        verdicts.retain(|_| false);
        discarded.clear();
    }
    let (mut checked, new) = checked(request, tools, verdicts.records())?;
    let stored = store(verdicts, new, &checked, request, tools);
    let mut run = Run { run_errors: std::mem::take(&mut checked.run_errors), ..Run::default() };
    let (mut manifest, of_outputs) = load(Kind::Outputs, request, tools);
    report_discarded(of_outputs.iter().chain(&discarded), &mut report);
    let known = manifest.made();
    let writer =
        OutputWriter { disk: tools.disk, out: request.out, known: &known, overwrite: request.overwrite };
    let context =
        JobContext { disk: tools.disk, writer, reader: tools.reader, deny_warnings: request.deny_warnings };
    let orphaned = settle(&checked, request, &mut manifest);
    let plan = Plan::new(&checked, request);
    run.is_partial = plan.is_partial();
    run.drafts = plan.left_out();
    let (paper, mut web): (Vec<Output>, Vec<Output>) =
        plan.outputs().into_iter().partition(|output| output.product.is_paper());
    let (made, run_error) = build_paper(&paper, request, context, tools, &mut manifest, &mut report);
    run.run_errors.extend(run_error);
    run.add_all(&paper, made);
    let made = build_web(&mut web, &plan, request, context, tools, &mut manifest);
    run.add_all(&web, made);
    run.interrupted = tools.stop.load(Ordering::Relaxed);
    run.orphans = orphans(orphaned, request, writer, &mut manifest, &mut run.run_errors);
    // Where neither can be written, the reason is the same.
    if let Err((path, error)) = manifest.save(tools.disk).and(stored) {
        run.run_errors.push(RunError::Unwritable(to_slash(&path), error));
    }
    Ok((checked, run))
}

/// Reads the records of the runs before.
pub(super) fn load<R: Serialize + DeserializeOwned + Send + Sync>(
    kind: Kind,
    request: &Request,
    tools: Tools,
) -> (Store<R>, Vec<Discarded>) {
    pooled(request.jobs, || Store::load(tools.disk, request.out, kind, request.shard))
}

/// Stores the verdicts of the shard's sheets, without those of sheets that are gone or could not be read.
fn store(
    mut verdicts: Store<Verdict>,
    new: Verdicts,
    checked: &CheckedCollection,
    request: &Request,
    tools: Tools,
) -> Result<(), Unsaved> {
    let is_own = |name: &str| request.shard.has(&Product::Sheet.path(name));
    let names: BTreeSet<&str> = checked.sheets.iter().map(|sheet| &*sheet.file.name).collect();
    verdicts.retain(|name| names.contains(name) && is_own(name));
    for (name, verdict) in new.into_iter().filter(|(name, _)| is_own(name)) {
        verdicts.put(&name, verdict);
    }
    verdicts.save(tools.disk)
}

/// Removes the records of outputs that other shards build, and returns the orphans.
fn settle(checked: &CheckedCollection, request: &Request, manifest: &mut Manifest) -> Vec<(String, bool)> {
    if manifest.records().is_empty() {
        return Vec::new();
    }
    let names = plan::names(checked, true);
    manifest.retain(|name| names.get(name).is_none_or(|bucket| request.shard.has_bucket(*bucket)));
    orphaned(checked, request, manifest)
}

/// Checks the collection with as many threads as the request allows. Returns the verdicts that were not known.
pub(super) fn checked(
    request: &Request,
    tools: Tools,
    known: &Verdicts,
) -> Result<(CheckedCollection, Verdicts), Vec<RunError>> {
    let Tools { disk, reader, rules, .. } = tools;
    let check = || {
        let collection = Collection::open(disk, reader, request.paths)?;
        Ok(CheckedCollection::recalling(disk, reader, rules, collection, known))
    };
    pooled(request.jobs, check)
}

/// Reports each reason why files are not used once.
pub(super) fn report_discarded<'a>(
    discarded: impl Iterator<Item = &'a Discarded>,
    report: &mut impl FnMut(Event),
) {
    let reasons: BTreeSet<Reason> = discarded.map(|file| file.reason).collect();
    for reason in reasons {
        report(Event::Discarded(reason));
    }
}

/// Builds outputs on paper. Returns the outcome of each, or `None` where it was not begun.
fn build_paper(
    outputs: &[Output],
    request: &Request,
    context: JobContext,
    tools: Tools,
    manifest: &mut Manifest,
    report: &mut impl FnMut(Event),
) -> (Vec<Option<Outcome>>, Option<RunError>) {
    let without_work = |output: &Output| context.without_work(output, manifest, request.force);
    let mut made: Vec<Option<Outcome>> =
        pooled(request.jobs, || outputs.par_iter().map(without_work).collect());
    for (output, done) in outputs.iter().zip(&mut made) {
        record(manifest, output, done.as_mut());
    }
    let places: Vec<usize> = (0..outputs.len()).filter(|place| made[*place].is_none()).collect();
    report(Event::Planned(places.len()));
    let (jobs, helper, stop) = (request.jobs, request.helper.as_ref(), tools.stop);
    let mut saved = Instant::now();
    let batch = Batch { context, outputs, places, jobs, helper, stop, failures: WorkerFailures::default() };
    let mut has_workers = true;
    let run_error = batch.run(|event| {
        let (place, mut done) = match event {
            BatchEvent::Outcome(place, done) => (place, *done),
            BatchEvent::NoWorker(error) => {
                if std::mem::take(&mut has_workers) {
                    report(Event::NoWorker(&error));
                }
                return;
            }
        };
        let output = &outputs[place];
        report(Event::Made(&output.shown(), done.state));
        record(manifest, output, Some(&mut done));
        if saved.elapsed() > CHECKPOINT {
            // An error is reported by the last save.
            let _ = manifest.save(tools.disk);
            saved = Instant::now();
        }
        made[place] = Some(done);
    });
    (made, run_error)
}

/// Builds web pages and data. Returns the outcome of each, or `None` where it was not begun.
fn build_web(
    outputs: &mut [Output],
    plan: &Plan,
    request: &Request,
    context: JobContext,
    tools: Tools,
    manifest: &mut Manifest,
) -> Vec<Option<Outcome>> {
    let web = WebOutputs { context, plan, manifest, force: request.force, stop: tools.stop };
    web.complete(outputs);
    let mut made = pooled(request.jobs, || web.build(outputs));
    for (output, done) in outputs.iter().zip(&mut made) {
        record(manifest, output, done.as_mut());
    }
    made
}

fn record(manifest: &mut Manifest, output: &Output, done: Option<&mut Outcome>) {
    if let Some(record) = done.and_then(|done| done.record.take()) {
        manifest.record(&output.name, *record);
    }
}

impl Run {
    /// Adds the outcomes of outputs; none of those that were not begun.
    pub(super) fn add_all(&mut self, outputs: &[Output], made: Vec<Option<Outcome>>) {
        for (output, done) in outputs.iter().zip(made) {
            self.add(output, done);
        }
    }

    /// Adds the outcome of an output, if it was begun. A finding of a sheet is also one of its booklet, and is reported
    /// once.
    pub(super) fn add(&mut self, output: &Output, done: Option<Outcome>) {
        let Some(done) = done else { return };
        // The sheets that block an output are reported with it.
        for place in &output.stopping {
            self.sheets.entry(*place).or_default();
        }
        for (place, finding) in done.findings {
            let findings = &mut self.sheets.entry(place).or_default().findings;
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        // An error of a sheet that its check or another output reported is not repeated.
        let known =
            |run_error: &RunError| self.run_errors.iter().any(|known| known.words() == run_error.words());
        let run_error = done.run_error.filter(|run_error| !known(run_error));
        self.run_errors.extend(run_error.map(|run_error| *run_error));
        let shown = (output.shown(), done.state);
        match output.places.first() {
            Some(owner) => self.sheets.entry(*owner).or_default().outputs.push(shown),
            None => self.site.push(shown),
        }
    }
}

/// Returns the outputs whose sheets are gone, and removes them with `--prune`.
fn orphans(
    orphaned: Vec<(String, bool)>,
    request: &Request,
    writer: OutputWriter,
    manifest: &mut Manifest,
    run_errors: &mut Vec<RunError>,
) -> Vec<Orphan> {
    let mut orphans = Vec::new();
    let wanted = |name: &String| request.only.is_none_or(|part| part == Product::part_of(name));
    for (name, is_draft) in orphaned.into_iter().filter(|(name, _)| wanted(name)) {
        let path = to_slash(&request.out.join(&name));
        let removed = match writer.read(&name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                manifest.retain(|recorded| recorded != name);
                continue;
            }
            _ if !request.prune => None,
            _ => Some(writer.remove(&name)),
        };
        match removed {
            None => orphans.push(Orphan { path, pruned: false, is_draft, foreign: false }),
            Some(Err(error)) => run_errors.push(RunError::Unwritable(path, error)),
            Some(Ok(pruned)) => {
                // The file is no output any more, whether it was removed or kept.
                manifest.retain(|recorded| recorded != name);
                orphans.push(Orphan { path, pruned, is_draft, foreign: !pruned });
            }
        }
    }
    orphans
}

/// Returns the recorded outputs without a published sheet, each with whether its sheet exists and is not published.
pub(super) fn orphaned(
    checked: &CheckedCollection,
    request: &Request,
    manifest: &Manifest,
) -> Vec<(String, bool)> {
    let [published, all] = [request.drafts, true].map(|drafts| plan::names(checked, drafts));
    // The sheets of a folder that cannot be listed may be there.
    let is_orphaned = |name: &&String| !published.contains_key(*name) && !checked.may_hide(name);
    let orphaned = manifest.records().keys().filter(is_orphaned);
    orphaned.map(|name| (name.clone(), all.contains_key(name))).collect()
}
