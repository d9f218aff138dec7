//! All outputs that need work, by as many printers as are asked for.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

use super::job::{JobContext, Outcome, Prepared};
use super::output::{Output, Target};
use super::plan::Plan;
use super::printer::Printer;
use super::process::Helper;
use super::product::Product;
use super::worker_failure::WorkerFailures;
use crate::edition::Task;
use crate::read::RunError;

/// Work to be done.
pub(super) struct Batch<'a> {
    pub(super) context: JobContext<'a>,
    pub(super) plan: &'a Plan<'a>,
    /// All outputs.
    pub(super) targets: &'a [Target<'a>],
    /// The places of those that are to be made, in the order in which they are begun.
    pub(super) places: Vec<usize>,
    /// How many printers at the most.
    pub(super) jobs: usize,
    /// How to start printers in processes of their own.
    pub(super) helper: Option<&'a Helper>,
    /// Set where no new output is to be begun.
    pub(super) stop: &'a AtomicBool,
    /// What is lost with workers.
    pub(super) losses: WorkerFailures,
}

/// More sheets than a booklet of the usual size has.
const LARGE: usize = 30;

/// After so many views another printer takes a printer's place: it keeps a little of each for ever, and what
/// its memory has come to be made of. To start one takes half as long as to set a sheet.
pub(super) const LIFE: usize = if cfg!(test) { 1 } else { 250 };

/// An output on its way through a printer.
struct Sent<'a> {
    place: usize,
    output: Output<'a>,
    prepared: Prepared,
}

/// What a printer tells.
pub(super) enum BatchEvent {
    /// The place of an output, and how it went.
    Outcome(usize, Box<Outcome>),
    /// No worker can be started, and why.
    NoWorker(io::Error),
}

impl<'a> Batch<'a> {
    /// Makes every output and tells how each went, by its place, in the order in which they are done. What kept the
    /// rest from being made is a trouble.
    pub(super) fn run(&self, mut told: impl FnMut(BatchEvent)) -> Option<RunError> {
        let printers = self.jobs.min(self.places.len());
        // What a large booklet takes goes back when its process ends.
        let booklets = self.places.iter().map(|place| self.targets[*place]);
        let mut booklets = booklets.filter(|target| target.product == Product::Booklet);
        let is_large = |output: &Output| output.places.len() > LARGE;
        let sparing = booklets.any(|target| self.plan.output(target).as_ref().is_some_and(is_large));
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            let (sender, done) = mpsc::channel();
            let work = |sender: Sender<BatchEvent>| {
                let next = &next;
                move || self.work(next, || self.hire(sparing, &sender), &sender)
            };
            let start = |_: &usize| thread::Builder::new().spawn_scoped(scope, work(sender.clone())).is_ok();
            // Where no thread can be started, this one does it all before it tells.
            if (0..printers).take_while(start).count() == 0 {
                work(sender.clone())();
            }
            drop(sender);
            done.into_iter().for_each(&mut told);
        });
        self.losses.run_error()
    }

    /// A printer in a process of its own; where none can be started, in this one.
    fn hire(&self, sparing: bool, done: &Sender<BatchEvent>) -> Printer {
        match self.helper.map(|helper| Printer::beside(helper, sparing)) {
            Some(Ok(printer)) => printer,
            Some(Err(error)) => {
                let _ = done.send(BatchEvent::NoWorker(error));
                Printer::here()
            }
            None => Printer::here(),
        }
    }

    /// Makes outputs until none is left. While a page is set, the next is made ready and the one before is
    /// written.
    fn work(&self, next: &AtomicUsize, hire: impl Fn() -> Printer, done: &Sender<BatchEvent>) {
        let (mut printer, mut age) = (hire(), 0);
        let mut sent: Option<Sent> = None;
        loop {
            let ready = self.next(next, done);
            if age == LIFE && ready.is_some() {
                if let Some(sent) = sent.take() {
                    self.take(&mut printer, &hire, &sent, None, done);
                }
                // Before the next one comes, so that there is room for it.
                drop(printer);
                (printer, age) = (hire(), 0);
            }
            if let Some(ready) = &ready {
                printer.send(Task::Print(&ready.prepared.view));
                age += 1;
            }
            if let Some(sent) = sent.take() {
                self.take(&mut printer, &hire, &sent, ready.as_ref(), done);
            }
            match ready {
                Some(ready) => sent = Some(ready),
                None => break,
            }
        }
    }

    /// Takes what was sent from its printer and puts it in its place; `after` is what was sent after it.
    fn take(
        &self,
        printer: &mut Printer,
        hire: impl Fn() -> Printer,
        sent: &Sent<'a>,
        after: Option<&Sent<'a>>,
        done: &Sender<BatchEvent>,
    ) {
        let output = &sent.output;
        let finished = match printer.take() {
            Ok(answer) => {
                self.losses.forget();
                self.context.finish(output, &sent.prepared, answer)
            }
            Err(lost) => {
                self.losses.count(lost);
                *printer = hire();
                // What was sent after it is lost with it.
                if let Some(after) = after {
                    printer.send(Task::Print(&after.prepared.view));
                }
                JobContext::lost(output, lost)
            }
        };
        let _ = done.send(BatchEvent::Outcome(sent.place, Box::new(finished)));
    }

    /// The next output that can be printed; those that cannot are told on the way.
    fn next(&self, next: &AtomicUsize, done: &Sender<BatchEvent>) -> Option<Sent<'a>> {
        while !self.stop.load(Ordering::Relaxed) && !self.losses.is_fatal() {
            let place = *self.places.get(next.fetch_add(1, Ordering::Relaxed))?;
            let Some(output) = self.plan.output(self.targets[place]) else { continue };
            match self.context.prepare(&output) {
                Ok(prepared) => return Some(Sent { place, output, prepared }),
                Err(failed) => drop(done.send(BatchEvent::Outcome(place, failed))),
            }
        }
        None
    }
}
