//! The other side of a worker: takes tasks and sends answers, for as long as who started it lives.

use std::io::{self, Read, Write};
use std::iter;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

use super::wire::{next_task, send_answer, send_hello};
use crate::edition::Task;
use crate::rules::pooled;
use crate::typeset::Engine;

/// Takes tasks from `from` and sends their answers to `to`. Calls `ended` when no more can come, whatever is
/// being done then: who started this process closes its end, or is gone.
///
/// # Errors
/// Where the other side says something else, or is gone.
pub fn serve(from: impl Read + Send + 'static, mut to: impl Write + Send, ended: fn()) -> io::Result<()> {
    #[cfg(debug_assertions)]
    faults::first(&mut to);
    send_hello(&mut to)?;
    let tasks = tasks(from, ended);
    // Typst shares its work among threads where it can. The other cores have processes of their own, so this one
    // stays in one thread, and in the pool's own: to hand work over costs as well.
    pooled(1, move || {
        let engine = Engine::new();
        let answer = |task: Task| {
            #[cfg(debug_assertions)]
            faults::befall(&task);
            task.answer(&engine)
        };
        tasks.into_iter().try_for_each(|task| send_answer(&mut to, answer(task?)))
    })
}

type Tasks = Box<dyn Iterator<Item = io::Result<Task<'static>>> + Send>;

/// Returns the tasks that come. They are taken while a page is set, so that who sends them never waits, and the
/// end is seen at once; where the system starts no thread for that, each is taken when the one before is done.
fn tasks(from: impl Read + Send + 'static, ended: fn()) -> Tasks {
    let (sender, tasks) = mpsc::channel();
    let from = Arc::new(Mutex::new(from));
    let theirs = Arc::clone(&from);
    let take = move || {
        while let Some(task) = next(&theirs) {
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

/// Faults that tests ask for, in builds for developers: `MOKUHYO_FAULT=KIND:TEXT` befalls the task that has the
/// text. What officers get has nothing of it.
#[cfg(debug_assertions)]
mod faults {
    use std::env;
    use std::io::Write;
    use std::process;
    use std::thread;
    use std::time::Duration;

    use crate::edition::Task;

    const NAME: &str = "MOKUHYO_FAULT";

    /// Befalls a worker that has just been started.
    #[expect(clippy::disallowed_methods, reason = "it is to end")]
    pub(super) fn first(to: &mut impl Write) {
        match env::var(NAME).as_deref() {
            Ok("die:") => process::exit(3),
            Ok("other:") => {
                let _ = to.write_all(b"\x02\0\0\0\0\0\0\0{}").and_then(|()| to.flush());
                process::exit(3);
            }
            _ => {}
        }
    }

    /// Befalls a task.
    #[expect(clippy::panic, reason = "that is what is asked for")]
    pub(super) fn befall(task: &Task) {
        let Ok(fault) = env::var(NAME) else { return };
        let Some((kind, text)) = fault.split_once(':') else { return };
        if text.is_empty() || !format!("{task:?}").contains(text) {
            return;
        }
        match kind {
            "panic" => panic!("a fault that was asked for"),
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

    #[expect(unconditional_recursion, reason = "until the stack is full")]
    fn deeper(depth: u64) -> Vec<u64> {
        let mut below = deeper(std::hint::black_box(depth + 1));
        below.push(depth);
        below
    }
}
