//! Builds all outputs that need work with several task runners at once.

use std::borrow::Cow;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

use super::job::{JobContext, Outcome, Prepared};
use super::output::Output;
use super::process::Helper;
use super::product::Product;
use super::task_runner::TaskRunner;
use super::worker_failure::WorkerFailures;
use crate::edition::Task;
use crate::read::RunError;

/// A batch of outputs to build.
pub(super) struct Batch<'a> {
    pub(super) context: JobContext<'a>,
    /// All outputs.
    pub(super) outputs: &'a [Output<'a>],
    /// The indices of those to build, in the order in which they begin.
    pub(super) places: Vec<usize>,
    /// The most task runners.
    pub(super) jobs: usize,
    /// The command that starts a worker process for each task runner.
    pub(super) helper: Option<&'a Helper>,
    /// Set from outside when no further output may begin.
    pub(super) stop: &'a AtomicBool,
    /// Counts the workers that failed.
    pub(super) failures: WorkerFailures,
}

/// A booklet of more sheets than this takes much memory; the wards of a city have fewer.
const LARGE: usize = 30;

/// An output that a task runner is working on.
struct SentJob {
    place: usize,
    prepared: Prepared,
}

/// A report of a task runner.
pub(super) enum BatchEvent {
    /// The index of an output, and its outcome.
    Outcome(usize, Box<Outcome>),
    /// No worker can be started, and why.
    NoWorker(io::Error),
}

impl Batch<'_> {
    /// Builds every output and reports each, in the order in which they are done. Returns the error that kept the
    /// rest from being built.
    pub(super) fn run(&self, mut report: impl FnMut(BatchEvent)) -> Option<RunError> {
        let runners = self.jobs.min(self.places.len());
        let is_large = |output: &Output| output.product == Product::Booklet && output.places.len() > LARGE;
        let sparing = self.places.iter().any(|place| is_large(&self.outputs[*place]));
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            let (sender, done) = mpsc::channel();
            let work = |sender: Sender<BatchEvent>| {
                let next = &next;
                move || {
                    let failed = |error| drop(sender.send(BatchEvent::NoWorker(error)));
                    self.work(next, || TaskRunner::start(self.helper, sparing, failed), &sender);
                }
            };
            let start = |_: &usize| thread::Builder::new().spawn_scoped(scope, work(sender.clone())).is_ok();
            // Where the system starts no thread, this one builds everything before it reports.
            if (0..runners).take_while(start).count() == 0 {
                work(sender.clone())();
            }
            drop(sender);
            done.into_iter().for_each(&mut report);
        });
        self.failures.run_error()
    }

    /// Builds outputs until none is left. While a page is laid out, the next one is prepared and the one before is
    /// written.
    fn work(&self, next: &AtomicUsize, start: impl Fn() -> TaskRunner, done: &Sender<BatchEvent>) {
        let mut task_runner = start();
        let mut sent: Option<SentJob> = None;
        loop {
            let ready = self.next(next, done);
            if let Some(ready) = &ready {
                task_runner.send(&Task::Print(Cow::Borrowed(&ready.prepared.view)));
            }
            if let Some(sent) = sent.take() {
                self.take(&mut task_runner, &start, &sent, ready.as_ref(), done);
            }
            match ready {
                Some(ready) => sent = Some(ready),
                None => break,
            }
        }
    }

    /// Takes a print from its task runner and writes it; `after` is what was sent after it.
    fn take(
        &self,
        task_runner: &mut TaskRunner,
        start: impl Fn() -> TaskRunner,
        sent: &SentJob,
        after: Option<&SentJob>,
        done: &Sender<BatchEvent>,
    ) {
        let output = &self.outputs[sent.place];
        let finished = match task_runner.take() {
            Ok(answer) => {
                self.failures.reset();
                self.context.finish(output, &sent.prepared, answer)
            }
            Err(failure) => {
                self.failures.count(failure);
                *task_runner = start();
                // The task that was sent next ended with the worker.
                if let Some(after) = after {
                    task_runner.send(&Task::Print(Cow::Borrowed(&after.prepared.view)));
                }
                JobContext::failed(output, failure)
            }
        };
        let _ = done.send(BatchEvent::Outcome(sent.place, Box::new(finished)));
    }

    /// Prepares the next output that can be printed, and reports those that cannot.
    fn next(&self, next: &AtomicUsize, done: &Sender<BatchEvent>) -> Option<SentJob> {
        while !self.stop.load(Ordering::Relaxed) && !self.failures.is_fatal() {
            let place = *self.places.get(next.fetch_add(1, Ordering::Relaxed))?;
            match self.context.prepare(&self.outputs[place]) {
                Ok(prepared) => return Some(SentJob { place, prepared }),
                Err(failed) => drop(done.send(BatchEvent::Outcome(place, failed))),
            }
        }
        None
    }
}
