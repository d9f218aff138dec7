//! Who typesets: this process, or one of its own beside it.
//!
//! What Typst remembers of a page is shared by all threads of a process, and they wait for each other at
//! it; processes of their own do not. So a batch gives each core a process that takes views and returns
//! prints ([`serve`]), and does the rest itself.

use std::collections::VecDeque;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use rayon::ThreadPoolBuilder;

use super::wire::{next_print, next_view, send_print, send_view};
use crate::edition::{self, Printed};
use crate::typeset::Engine;
use crate::view::PaperView;

/// How to start a process that serves: a program and its arguments.
#[derive(Debug, Clone)]
pub struct Helper {
    /// The program.
    pub program: PathBuf,
    /// What makes it serve.
    pub args: Vec<String>,
    /// Variables of its environment.
    pub env: Vec<(&'static str, &'static str)>,
    /// Those that make it sparing of memory, which takes time: for large booklets.
    pub sparing: Vec<(&'static str, &'static str)>,
}

/// Prints views one after the other, in the order in which they are sent.
pub(super) enum Printer {
    Here { engine: Box<Engine>, sent: VecDeque<PaperView> },
    Beside(Process),
}

impl Printer {
    /// A printer in a process of its own; where none can be started, in this one.
    pub(super) fn new(helper: Option<&Helper>, sparing: bool) -> Self {
        helper.and_then(|helper| Process::start(helper, sparing).ok()).map_or_else(Self::here, Self::Beside)
    }

    /// A printer in this process.
    pub(super) fn here() -> Self {
        Self::Here { engine: Box::new(Engine::new()), sent: VecDeque::new() }
    }

    /// Gives a view to be printed. At most one more than has been taken may be on its way.
    pub(super) fn send(&mut self, view: &PaperView) {
        match self {
            Self::Here { sent, .. } => sent.push_back(view.clone()),
            // One that does not take it will not answer either.
            Self::Beside(process) => drop(send_view(&mut process.to, view)),
        }
    }

    /// Takes the print of the first view that was sent and not yet taken.
    ///
    /// # Errors
    /// Where the process ended over it. Nothing can be sent to this printer any more.
    pub(super) fn take(&mut self) -> io::Result<Printed> {
        match self {
            Self::Here { engine, sent } => match sent.pop_front() {
                Some(view) => Ok(edition::sheet::print(engine, (&view).into())),
                None => Err(io::ErrorKind::UnexpectedEof.into()),
            },
            Self::Beside(process) => next_print(&mut process.from),
        }
    }
}

/// A process that serves.
pub(super) struct Process {
    child: Child,
    to: BufWriter<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Process {
    fn start(helper: &Helper, sparing: bool) -> io::Result<Self> {
        let env = helper.env.iter().chain(helper.sparing.iter().filter(|_| sparing));
        let mut child = Command::new(&helper.program)
            .args(&helper.args)
            .envs(env.copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (to, from) = pipes.ok_or_else(|| io::Error::other("no pipes"))?;
        Ok(Self { child, to: BufWriter::new(to), from: BufReader::new(from) })
    }
}

impl Drop for Process {
    /// What it is at is not wanted any more.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Takes views from `from` and sends their prints to `to`, until no more come.
///
/// # Errors
/// Where the other side says something else, or is gone.
pub fn serve(mut from: impl Read + Send + 'static, mut to: impl Write + Send) -> io::Result<()> {
    // Views are taken while a page is set, so that who sends them never waits.
    let (sender, views) = mpsc::channel();
    thread::spawn(move || {
        while let Some(view) = next_view(&mut from).transpose() {
            if sender.send(view).is_err() {
                break;
            }
        }
    });
    // Typst shares its work among threads where it can. The other cores have processes of their own, so
    // this one stays in one thread, and in the pool's own: to hand work over costs as well.
    let pool = ThreadPoolBuilder::new().num_threads(1).build().map_err(io::Error::other)?;
    pool.install(move || {
        let engine = Engine::new();
        views
            .into_iter()
            .try_for_each(|view| send_print(&mut to, edition::sheet::print(&engine, (&view?).into())))
    })
}
