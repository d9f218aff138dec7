//! The main loop of a worker: it receives tasks and sends answers while its parent process runs.

use std::io::{self, Read, Write};
use std::iter;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

use super::wire::{next_task, send_answer, send_hello};
use crate::edition::Task;
use crate::rules::pooled;
use crate::typeset::Engine;

/// Receives tasks from `from` and sends their answers to `to`. Calls `ended` when `from` is closed, even during a task.
///
/// # Errors
///
/// Fails where a message is not a task, or `to` is closed.
pub fn serve(from: impl Read + Send + 'static, mut to: impl Write + Send, ended: fn()) -> io::Result<()> {
    #[cfg(debug_assertions)]
    faults::at_start(&mut to);
    send_hello(&mut to)?;
    let tasks = tasks(from, ended);
    // Typst would use several threads, but the other cores have workers of their own. All work is done on the thread of
    // the pool, because moving it between threads takes time too.
    pooled(1, move || {
        let engine = Engine::new();
        let answer = |task: Task| {
            #[cfg(debug_assertions)]
            faults::during(&task);
            task.answer(&engine)
        };
        tasks.into_iter().try_for_each(|task| send_answer(&mut to, answer(task?)))
    })
}

type Tasks = Box<dyn Iterator<Item = io::Result<Task<'static>>> + Send>;

/// Returns the tasks from `from`. A thread reads them during layout, so that the sender never waits and the end is seen
/// at once. Where the system starts no thread, a task is read when the preceding one is done.
fn tasks(from: impl Read + Send + 'static, ended: fn()) -> Tasks {
    let (sender, tasks) = mpsc::channel();
    let from = Arc::new(Mutex::new(from));
    let shared = Arc::clone(&from);
    let take = move || {
        while let Some(task) = next(&shared) {
            if sender.send(task).is_err() {
                return;
            }
        }
        ended();
    };
    match thread::Builder::new().spawn(take) {
        Ok(_) => Box::new(tasks.into_iter()),
        Err(_) => Box::new(iter::from_fn(move || next(&from))),
    }
}

fn next(from: &Mutex<impl Read>) -> Option<io::Result<Task<'static>>> {
    next_task(&mut *from.lock().unwrap_or_else(PoisonError::into_inner)).transpose()
}

/// Faults for tests, in debug builds only. `MOKUHYO_FAULT=KIND:TEXT` applies to the tasks that contain the text.
#[cfg(debug_assertions)]
mod faults {
    use std::env;
    use std::io::Write;
    use std::process;
    use std::thread;
    use std::time::Duration;

    use crate::edition::Task;

    const NAME: &str = "MOKUHYO_FAULT";

    /// Simulates a fault of a worker that has just been started.
    #[expect(clippy::disallowed_methods, reason = "the test asks for the end of the process")]
    pub(super) fn at_start(to: &mut impl Write) {
        match env::var(NAME).as_deref() {
            Ok("die:") => process::exit(3),
            Ok("other:") => {
                let _ = to.write_all(b"\x02\0\0\0\0\0\0\0{}").and_then(|()| to.flush());
                process::exit(3);
            }
            _ => {}
        }
    }

    /// Simulates a fault during a task.
    #[expect(clippy::panic, reason = "the test asks for a panic")]
    pub(super) fn during(task: &Task) {
        let Ok(fault) = env::var(NAME) else { return };
        let Some((kind, text)) = fault.split_once(':') else { return };
        if text.is_empty() || !format!("{task:?}").contains(text) {
            return;
        }
        match kind {
            "panic" => panic!("a requested fault"),
            "abort" => process::abort(),
            "overflow" => drop(deeper(0)),
            "hang" => loop {
                thread::sleep(Duration::from_mins(1));
            },
            "spin" => loop {
                std::hint::spin_loop();
            },
            _ => {}
        }
    }

    #[expect(unconditional_recursion, reason = "the test asks for a stack overflow")]
    fn deeper(depth: u64) -> Vec<u64> {
        let mut below = deeper(std::hint::black_box(depth + 1));
        below.push(depth);
        below
    }
}
