//! `build --verify`: whether what is published is what its sources say. Writes nothing.

use rayon::prelude::*;

use super::hold::share;
use super::job::{Done, Shop, State, told};
use super::manifest::Manifest;
use super::output::Output;
use super::placer::Placer;
use super::plan::Plan;
use super::recalled::Recalled;
use super::run::{load, orphaned, survey, tell_discarded};
use super::screen::Screen;
use super::{Event, Orphan, Outcome, Request, Run, Tools};
use crate::disk::slashed;
use crate::read::Trouble;
use crate::rules::{Survey, pooled};

/// Holds every output of the request against its sources and against the manifest of the run that made it.
///
/// # Errors
/// Where PATHs are not what could be built.
pub fn verify(request: &Request, tools: Tools, mut tell: impl FnMut(Event)) -> Outcome {
    let unreadable = |error| vec![Trouble::Unreadable(slashed(request.out), error)];
    let Some(_lock) = share(request.out, tools.disk, tools.stop, &mut tell).map_err(unreadable)? else {
        return Ok((Survey::default(), Run { interrupted: true, is_verified: true, ..Run::default() }));
    };
    let recalled = Recalled::new(tools.disk, request.out, request.shard, false);
    let mut survey = survey(request, tools, &recalled)?;
    let (manifest, discarded) = load(request, tools);
    tell_discarded(discarded.and(recalled.settle().0), &mut tell);
    let troubles = std::mem::take(&mut survey.troubles);
    let known = manifest.made();
    let placer = Placer { disk: tools.disk, out: request.out, known: &known, overwrite: false };
    let shop = Shop { disk: tools.disk, placer, reader: tools.reader, deny_warnings: request.deny_warnings };
    let plan = Plan::new(&survey, request);
    let mut outputs: Vec<Output> =
        plan.targets().into_iter().filter_map(|target| plan.output(target)).collect();
    let screen = Screen { shop, plan: &plan, manifest: &manifest, force: false, stop: tools.stop };
    screen.complete(&mut outputs);
    let verify = || outputs.par_iter().map(|output| verified(output, shop, &manifest)).collect();
    let done: Vec<Done> = pooled(request.jobs, verify);
    let mut run = Run { troubles, is_verified: true, drafts: plan.left_out(), ..Run::default() };
    for (output, done) in outputs.iter().zip(done) {
        run.add(output, Some(done));
    }
    let is_there = |name: &str| tools.disk.kind(&request.out.join(name)).is_ok();
    let orphans = orphaned(&survey, request, &manifest).into_iter().filter(|(name, _)| is_there(name));
    let orphans = orphans.map(|(name, is_draft)| Orphan {
        path: slashed(&request.out.join(name)),
        pruned: false,
        is_draft,
        foreign: false,
    });
    run.orphans = orphans.collect();
    Ok((survey, run))
}

fn verified(output: &Output, shop: Shop, manifest: &Manifest) -> Done {
    let record = manifest.output(output.bucket, &output.name);
    let state = match (shop.file(output), record) {
        (None, _) => State::Missing,
        (Some(file), Some(record)) if record.output.is_some_and(|made| made.hash != file) => State::Altered,
        (Some(_), Some(record)) if record.output.is_some() && output.is_made_from(&record.from) => {
            State::Unchanged
        }
        (Some(_), _) => State::Stale,
    };
    let current = record.filter(|record| output.is_made_from(&record.from));
    let findings = current.map(|record| told(output, &record.findings)).unwrap_or_default();
    Done::of(state, findings)
}
