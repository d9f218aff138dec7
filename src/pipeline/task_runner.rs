//! A task runner performs typesetting tasks: in a worker process, or in this process where none can be started.
//!
//! A sheet that makes Typst panic, overflow its stack or run for ever ends a worker and not the run. Threads of one
//! process also share Typst's cache and wait for its locks, which processes do not.

use std::collections::VecDeque;
use std::io;

use super::process::{Helper, Process};
use super::wire::task_message;
use super::worker_failure::WorkerFailure;
use crate::edition::{Answer, Task};
use crate::rules::pooled;
use crate::typeset::Engine;

/// Performs tasks in the order in which they are sent.
pub(super) enum TaskRunner {
    /// In this process; the answers wait to be taken.
    InProcess { engine: Box<Engine>, answers: VecDeque<Answer> },
    /// In a worker process.
    Worker(Box<Process>),
}

impl TaskRunner {
    /// Returns a task runner with a worker started by `helper`. Without a helper, or if no process can be started, which
    /// is reported, the task runner uses this process.
    pub(super) fn start(helper: Option<&Helper>, sparing: bool, failed: impl FnOnce(io::Error)) -> Self {
        match helper.map(|helper| Process::start(helper, sparing)) {
            Some(Ok(process)) => return Self::Worker(Box::new(process)),
            Some(Err(error)) => failed(error),
            None => {}
        }
        Self::InProcess { engine: Box::new(Engine::new()), answers: VecDeque::new() }
    }

    /// Begins an output: all following tasks share its time limit.
    pub(super) fn begin(&mut self) {
        if let Self::Worker(process) = self {
            process.begin();
        }
    }

    /// Sends a task. At most one task may be sent before the answer to the preceding one is taken.
    pub(super) fn send(&mut self, task: &Task) {
        match self {
            Self::InProcess { engine, answers } => answers.push_back(pooled(1, || task.answer(engine))),
            Self::Worker(process) => process.send(task_message(task)),
        }
    }

    /// Returns the answer to the first task whose answer was not taken yet.
    ///
    /// # Errors
    ///
    /// Returns why there is no answer. The task runner cannot be used any more.
    pub(super) fn take(&mut self) -> Result<Answer, WorkerFailure> {
        match self {
            Self::InProcess { answers, .. } => answers.pop_front().ok_or(WorkerFailure::Ended),
            Self::Worker(process) => process.take(),
        }
    }
}
