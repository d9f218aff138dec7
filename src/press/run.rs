//! `build`: everything that a request asks for, made once.

use std::io;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::batch::{Batch, Told};
use super::files::Discarded;
use super::hold::hold;
use super::job::{Done, Shop};
use super::lost::Losses;
use super::manifest::Manifest;
use super::output::{Output, Target};
use super::placer::Placer;
use super::plan::{self, Plan};
use super::product::Product;
use super::recalled::Recalled;
use super::screen::Screen;
use super::{Event, Orphan, Outcome, Request, Run, Tools};
use crate::disk::slashed;
use crate::read::Trouble;
use crate::rules::{Memory, Survey, pooled};

/// How much work a run that is killed may lose.
const CHECKPOINT: Duration = Duration::from_secs(3);

/// Makes what the request asks for and is not there yet as it should be.
///
/// # Errors
/// Where PATHs are not what can be built, or `out` cannot be written to at all.
pub fn build(request: &Request, tools: Tools, mut tell: impl FnMut(Event)) -> Outcome {
    let unwritable = |error| vec![Trouble::Unwritable(slashed(request.out), error)];
    let Some(_lock) = hold(request.out, tools.disk, tools.stop, &mut tell).map_err(unwritable)? else {
        return Ok((Survey::default(), Run { interrupted: true, ..Run::default() }));
    };
    let recalled = Recalled::new(tools.disk, request.out, request.shard, true).unless(request.force);
    let mut survey = survey(request, tools, &recalled)?;
    let mut run = Run { troubles: std::mem::take(&mut survey.troubles), ..Run::default() };
    let (mut manifest, discarded) = load(request, tools);
    let (of_sheets, left) = recalled.settle();
    tell_discarded(discarded.and(of_sheets), &mut tell);
    let known = manifest.made();
    let placer = Placer { disk: tools.disk, out: request.out, known: &known, overwrite: request.overwrite };
    let shop = Shop { disk: tools.disk, placer, reader: tools.reader, deny_warnings: request.deny_warnings };
    let orphaned = settle(&survey, request, &mut manifest);
    let plan = Plan::new(&survey, request);
    run.is_partial = plan.is_partial();
    run.drafts = plan.left_out();
    let (paper, screen): (Vec<Target>, Vec<Target>) =
        plan.targets().into_iter().partition(|target| target.product.is_paper());
    let (made, trouble) = make(&paper, &plan, request, shop, tools, &mut manifest, &mut tell);
    run.troubles.extend(trouble);
    for (target, done) in paper.iter().zip(made) {
        if let Some(output) = plan.output(*target) {
            run.add(&output, done);
        }
    }
    let mut screen: Vec<Output> = screen.into_iter().filter_map(|target| plan.output(target)).collect();
    let made = show(&mut screen, &plan, request, shop, tools, &mut manifest);
    for (output, done) in screen.iter().zip(made) {
        run.add(output, done);
    }
    run.interrupted = tools.stop.load(Ordering::Relaxed);
    run.orphans = orphans(orphaned, request, placer, &mut manifest, &mut run.troubles);
    // Where neither can be written it is for one reason.
    if let Err((path, error)) = manifest.save(tools.disk).and(left) {
        run.troubles.push(Trouble::Unwritable(slashed(&path), error));
    }
    Ok((survey, run))
}

/// What the run before made.
pub(super) fn load(request: &Request, tools: Tools) -> (Manifest, Discarded) {
    pooled(request.jobs, || Manifest::load(tools.disk, request.out, request.shard))
}

/// Puts the manifest in order, and tells which of its outputs no sheet has.
fn settle(survey: &Survey, request: &Request, manifest: &mut Manifest) -> Vec<(String, bool)> {
    if manifest.outputs().next().is_none() {
        return Vec::new();
    }
    manifest.settle(&plan::names(survey, true));
    orphaned(survey, request, manifest)
}

/// Reads and judges the collection, as many sheets at once as the request allows.
pub(super) fn survey(request: &Request, tools: Tools, memory: &dyn Memory) -> Result<Survey, Vec<Trouble>> {
    let read = || Survey::recalling(tools.disk, tools.reader, tools.rules, request.paths, memory);
    pooled(request.jobs, read)
}

pub(super) fn tell_discarded(discarded: Discarded, tell: &mut impl FnMut(Event)) {
    discarded.reasons().for_each(|reason| tell(Event::Discarded(reason)));
}

/// How each output went, by its place; nothing of those that were not begun.
fn make(
    targets: &[Target],
    plan: &Plan,
    request: &Request,
    shop: Shop,
    tools: Tools,
    manifest: &mut Manifest,
    tell: &mut impl FnMut(Event),
) -> (Vec<Option<Done>>, Option<Trouble>) {
    let standing = |target: &Target| shop.standing(&plan.output(*target)?, manifest, request.force);
    let mut made: Vec<Option<Done>> = pooled(request.jobs, || targets.par_iter().map(standing).collect());
    for (target, done) in targets.iter().zip(&mut made) {
        plan.output(*target).into_iter().for_each(|output| record(manifest, &output, done.as_mut()));
    }
    let places: Vec<usize> = (0..targets.len()).filter(|place| made[*place].is_none()).collect();
    tell(Event::Planned(places.len()));
    let (jobs, helper, stop) = (request.jobs, request.helper.as_ref(), tools.stop);
    let mut saved = Instant::now();
    let batch = Batch { shop, plan, targets, places, jobs, helper, stop, losses: Losses::default() };
    let mut has_workers = true;
    let trouble = batch.run(|told| {
        let (place, mut done) = match told {
            Told::Done(place, done) => (place, *done),
            Told::NoWorker(error) => {
                if std::mem::take(&mut has_workers) {
                    tell(Event::NoWorker(&error));
                }
                return;
            }
        };
        let Some(output) = plan.output(targets[place]) else { return };
        tell(Event::Made(&output.shown(), done.state));
        record(manifest, &output, Some(&mut done));
        if saved.elapsed() > CHECKPOINT {
            // What cannot be saved now is told of at the end.
            let _ = manifest.save(tools.disk);
            saved = Instant::now();
        }
        made[place] = Some(done);
    });
    (made, trouble)
}

/// How each web page and each file of data went, by its place; nothing of those that were not begun.
fn show(
    outputs: &mut [Output],
    plan: &Plan,
    request: &Request,
    shop: Shop,
    tools: Tools,
    manifest: &mut Manifest,
) -> Vec<Option<Done>> {
    let screen = Screen { shop, plan, manifest, force: request.force, stop: tools.stop };
    screen.complete(outputs);
    let mut made = pooled(request.jobs, || screen.make(outputs));
    for (output, done) in outputs.iter().zip(&mut made) {
        record(manifest, output, done.as_mut());
    }
    made
}

fn record(manifest: &mut Manifest, output: &Output, done: Option<&mut Done>) {
    if let Some(record) = done.and_then(|done| done.record.take()) {
        manifest.record(output.bucket, &output.name, *record);
    }
}

impl Run {
    /// Adds what became of an output; nothing of one that was not begun. What is wrong with a sheet is wrong
    /// with it in the booklet as well, and is told once.
    pub(super) fn add(&mut self, output: &Output, done: Option<Done>) {
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
        let known = |trouble: &Trouble| self.troubles.iter().any(|it| it.words() == trouble.words());
        let trouble = done.trouble.filter(|trouble| !known(trouble));
        self.troubles.extend(trouble.map(|trouble| *trouble));
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
    placer: Placer,
    manifest: &mut Manifest,
    troubles: &mut Vec<Trouble>,
) -> Vec<Orphan> {
    let mut orphans = Vec::new();
    let wanted = |name: &String| request.only.is_none_or(|part| part == Product::part_of(name));
    for (name, is_draft) in orphaned.into_iter().filter(|(name, _)| wanted(name)) {
        let path = slashed(&request.out.join(&name));
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
            Some(Err(error)) => troubles.push(Trouble::Unwritable(path, error)),
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
pub(super) fn orphaned(survey: &Survey, request: &Request, manifest: &Manifest) -> Vec<(String, bool)> {
    let [published, all] = [request.drafts, true].map(|drafts| plan::names(survey, drafts));
    let orphaned = manifest.outputs().filter(|name| !published.contains_key(*name));
    orphaned.map(|name| (name.to_owned(), all.contains_key(name))).collect()
}
