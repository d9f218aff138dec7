//! Worker processes: they are started, receive tasks, and are killed when they take too long or are not needed.

use std::collections::VecDeque;
use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::wire::{is_same_program, next_answer};
use super::worker_failure::WorkerFailure;
use crate::edition::Answer;

/// The command that starts a worker process.
#[derive(Debug, Clone)]
pub struct Helper {
    /// The program.
    pub program: PathBuf,
    /// The arguments.
    pub args: Vec<String>,
    /// The variables of its environment.
    pub env: Vec<(&'static str, &'static str)>,
    /// The variables that make it return memory sooner, which takes time. They are set for large booklets.
    pub sparing: Vec<(&'static str, &'static str)>,
    /// The time limit for an output.
    pub timeout: Duration,
}

/// A worker process. Threads write to it and read from it, so that a worker that hangs blocks no other thread.
pub(super) struct Process {
    child: Child,
    to: Sender<Vec<u8>>,
    from: Receiver<Result<Answer, WorkerFailure>>,
    /// The times at which the tasks without an answer were sent.
    sent: VecDeque<Instant>,
    /// The time of the last answer.
    answered: Instant,
    /// The beginning of an output that takes several tasks.
    output: Option<Instant>,
    timeout: Duration,
}

impl Process {
    pub(super) fn start(helper: &Helper, sparing: bool) -> io::Result<Self> {
        let env = helper.env.iter().chain(helper.sparing.iter().filter(|_| sparing));
        let mut command = Command::new(&helper.program);
        command.args(&helper.args).envs(env.copied()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        match threads(&mut child) {
            Ok((to, from)) => {
                let answered = Instant::now();
                let (sent, timeout) = (VecDeque::new(), helper.timeout);
                Ok(Self { child, to, from, sent, answered, output: None, timeout })
            }
            Err(error) => {
                end(&mut child);
                Err(error)
            }
        }
    }

    /// Begins an output: all following tasks share its time limit.
    pub(super) fn begin(&mut self) {
        self.output = Some(Instant::now());
    }

    pub(super) fn send(&mut self, message: Vec<u8>) {
        self.sent.push_back(Instant::now());
        // That the worker ended is reported when the answer is taken.
        let _ = self.to.send(message);
    }

    pub(super) fn take(&mut self) -> Result<Answer, WorkerFailure> {
        // The worker begins a task when it has received it and has answered the preceding one.
        let begun = self.sent.pop_front().map_or(self.answered, |sent| sent.max(self.answered));
        let left = self.timeout.saturating_sub(self.output.unwrap_or(begun).elapsed());
        let answer = self.from.recv_timeout(left).unwrap_or_else(|error| {
            Err(match error {
                RecvTimeoutError::Timeout => WorkerFailure::Late(self.timeout),
                RecvTimeoutError::Disconnected => WorkerFailure::Ended,
            })
        });
        self.answered = Instant::now();
        answer
    }
}

impl Drop for Process {
    /// Kills the worker, whose result is not needed any more.
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

type WorkerChannels = (Sender<Vec<u8>>, Receiver<Result<Answer, WorkerFailure>>);

/// Starts the threads that write to a worker and read from it. They end with the worker.
fn threads(child: &mut Child) -> io::Result<WorkerChannels> {
    let pipes = child.stdin.take().zip(child.stdout.take());
    let (stdin, stdout) = pipes.ok_or_else(|| io::Error::other("no pipes"))?;
    let (to, tasks) = mpsc::channel();
    let (answers, from) = mpsc::channel();
    thread::Builder::new().spawn(move || write(stdin, &tasks))?;
    thread::Builder::new().spawn(move || read(stdout, &answers))?;
    Ok((to, from))
}

fn write(mut stdin: ChildStdin, tasks: &Receiver<Vec<u8>>) {
    while let Ok(task) = tasks.recv() {
        if stdin.write_all(&task).is_err() {
            break;
        }
    }
}

fn read(stdout: ChildStdout, answers: &Sender<Result<Answer, WorkerFailure>>) {
    let mut stdout = BufReader::new(stdout);
    match is_same_program(&mut stdout) {
        Ok(true) => {}
        Ok(false) => return drop(answers.send(Err(WorkerFailure::Another))),
        // The worker ended, which the closed channel shows.
        Err(_) => return,
    }
    while let Ok(answer) = next_answer(&mut stdout) {
        if answers.send(Ok(answer)).is_err() {
            break;
        }
    }
}
