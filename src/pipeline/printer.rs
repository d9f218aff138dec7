//! Who typesets: a process beside this one, or where none can be started this one.
//!
//! A sheet that makes Typst panic, run out of its stack or run for ever ends a process, and not the run. And
//! what Typst remembers of a page is shared by all threads of a process, and they wait for each other at it;
//! processes of their own do not.

use std::collections::VecDeque;
use std::io;

use super::process::{Helper, Process};
use super::wire::task_message;
use super::worker_failure::WorkerFailure;
use crate::edition::{Answer, OwnTask, Task};
use crate::rules::pooled;
use crate::typeset::Engine;

/// Does tasks one after the other, in the order in which they are sent.
pub(super) enum Printer {
    Here { engine: Box<Engine>, sent: VecDeque<OwnTask> },
    Beside(Box<Process>),
}

impl Printer {
    /// Returns a printer in a process of its own.
    ///
    /// # Errors
    /// Where none can be started.
    pub(super) fn beside(helper: &Helper, sparing: bool) -> io::Result<Self> {
        Process::start(helper, sparing).map(|process| Self::Beside(Box::new(process)))
    }

    /// Returns a printer in this process.
    pub(super) fn here() -> Self {
        Self::Here { engine: Box::new(Engine::new()), sent: VecDeque::new() }
    }

    /// Takes the tasks from now on for those of one output, which have the time of an output together.
    pub(super) fn begin(&mut self) {
        if let Self::Beside(process) = self {
            process.begin();
        }
    }

    /// Gives a task. At most one more than has been taken may be on its way.
    pub(super) fn send(&mut self, task: Task) {
        match self {
            Self::Here { sent, .. } => sent.push_back(task.into()),
            Self::Beside(process) => {
                // One that does not take it will not answer either.
                if let Ok(message) = task_message(task) {
                    process.send(message);
                }
            }
        }
    }

    /// Takes the answer to the first task that was sent and not yet taken.
    ///
    /// # Errors
    /// Why there is none. Nothing can be sent to this printer any more.
    pub(super) fn take(&mut self) -> Result<Answer, WorkerFailure> {
        match self {
            Self::Here { engine, sent } => {
                let task = sent.pop_front().ok_or(WorkerFailure::Ended)?;
                Ok(pooled(1, || task.answer(engine)))
            }
            Self::Beside(process) => process.take(),
        }
    }
}
