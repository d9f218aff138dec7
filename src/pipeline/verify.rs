//! `build --verify`: compares the outputs with their sources. It writes nothing.

use rayon::prelude::*;

use super::job::{JobContext, Outcome, configured};
use super::manifest::Manifest;
use super::out_lock::{lock_path, lock_shared};
use super::output::Output;
use super::output_writer::OutputWriter;
use super::plan::{self, Plan};
use super::run::{checked, load, orphaned, report_discarded};
use super::state::State;
use super::store::Kind;
use super::web_outputs::WebOutputs;
use super::{Event, Orphan, Reason, Request, Run, RunResult, Tools};
use crate::disk::to_slash;
use crate::read::RunError;
use crate::rules::{CheckedCollection, Verdict, pooled};

/// Compares every output of the request with its sources and with the manifest of the run that built it.
///
/// # Errors
///
/// Fails where PATHs cannot be built, or the lock of `out` cannot be read.
pub fn verify(request: &Request, tools: Tools, mut report: impl FnMut(Event)) -> RunResult {
    let unreadable = |error| vec![RunError::Unreadable(lock_path(request.out, tools.disk), error)];
    let Some(_lock) = lock_shared(request.out, tools.disk, tools.stop, &mut report).map_err(unreadable)?
    else {
        return Ok((
            CheckedCollection::default(),
            Run { interrupted: true, is_verified: true, ..Run::default() },
        ));
    };
    let (verdicts, of_sheets) = load::<Verdict>(Kind::Sheets, request, tools);
    let mut checked = checked(request, tools, verdicts.records())?.0;
    let (mut manifest, discarded): (Manifest, _) = load(Kind::Outputs, request, tools);
    let names = plan::names(&checked, true);
    manifest.retain(|name| names.get(name).is_none_or(|bucket| request.shard.has_bucket(*bucket)));
    let (unreadable, discarded): (Vec<_>, Vec<_>) =
        discarded.into_iter().chain(of_sheets).partition(|file| file.reason == Reason::Unreadable);
    report_discarded(discarded.iter(), &mut report);
    let mut run_errors = std::mem::take(&mut checked.run_errors);
    // The state of the outputs in an unreadable file is not known.
    let unreadable = unreadable.into_iter().find_map(|file| Some((file.path, file.error?)));
    run_errors.extend(unreadable.map(|(path, error)| RunError::Unreadable(to_slash(&path), error)));
    let known = manifest.made();
    let writer = OutputWriter { disk: tools.disk, out: request.out, known: &known, overwrite: false };
    let context =
        JobContext { disk: tools.disk, writer, reader: tools.reader, deny_warnings: request.deny_warnings };
    let plan = Plan::new(&checked, request);
    let mut outputs = plan.outputs();
    let web = WebOutputs { context, plan: &plan, manifest: &manifest, force: false, stop: tools.stop };
    web.complete(&mut outputs);
    let verify = || outputs.par_iter().map(|output| verified(output, context, &manifest)).collect();
    let done: Vec<Outcome> = pooled(request.jobs, verify);
    let mut run = Run { run_errors, is_verified: true, drafts: plan.left_out(), ..Run::default() };
    for (output, done) in outputs.iter().zip(done) {
        run.add(output, Some(done));
    }
    let is_there = |name: &str| tools.disk.kind(&request.out.join(name)).is_ok();
    let orphans = orphaned(&checked, request, &manifest).into_iter().filter(|(name, _)| is_there(name));
    let orphans = orphans.map(|(name, is_draft)| Orphan {
        path: to_slash(&request.out.join(name)),
        pruned: false,
        is_draft,
        foreign: false,
    });
    run.orphans = orphans.collect();
    Ok((checked, run))
}

fn verified(output: &Output, context: JobContext, manifest: &Manifest) -> Outcome {
    let record = manifest.get(&output.name);
    let there = match context.file(output) {
        Ok(there) => there,
        Err(error) => return Outcome::of_error(RunError::Unreadable(output.shown(), error)),
    };
    let state = match (there, record) {
        (None, _) => State::Missing,
        (Some(file), Some(record)) if record.output.is_some_and(|made| made.hash != file) => State::Altered,
        (Some(_), Some(record)) if record.output.is_some() && output.is_made_from(&record.from) => {
            State::Unchanged
        }
        (Some(_), _) => State::Stale,
    };
    let current = record.filter(|record| output.is_made_from(&record.from));
    let findings = current.map(|record| configured(output, &record.findings)).unwrap_or_default();
    Outcome::of(state, findings)
}
