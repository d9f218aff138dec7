//! Progress on stderr: a bar on a terminal, otherwise a line every few seconds, nothing when quiet.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::console::{Console, is_dumb};
use crate::pipeline::Event;
use crate::report::{event_message, progress_line};

/// The minimum time between two lines.
const PAUSE: Duration = Duration::from_secs(3);

/// The layout of the bar: completed share and progress line.
const TEMPLATE: &str = "{bar:30} {msg}";

/// A progress display of a run's events.
pub(super) struct Progress<'a> {
    console: &'a Console,
    bar: Option<ProgressBar>,
    started: Instant,
    /// The time at which the first output was started.
    began: Instant,
    last_line: Instant,
    done: usize,
    total: usize,
}

impl<'a> Progress<'a> {
    /// Creates the display of a run that starts now.
    pub(super) fn new(console: &'a Console) -> Self {
        let now = Instant::now();
        Self { console, bar: None, started: now, began: now, last_line: now, done: 0, total: 0 }
    }

    /// Displays an event.
    pub(super) fn report(&mut self, event: Event) {
        if self.console.quiet {
            return;
        }
        if let Some(message) = event_message(&event) {
            self.console.mention(&message);
        }
        match event {
            Event::Planned(total) => self.begin(total),
            Event::Made(..) => self.step(),
            Event::Waiting
            | Event::Unlocked
            | Event::LockUnreadable
            | Event::NoWorker(_)
            | Event::Discarded(_) => {}
        }
    }

    fn begin(&mut self, total: usize) {
        (self.total, self.began, self.last_line) = (total, Instant::now(), Instant::now());
        if total > 0 && io::stderr().is_terminal() && !is_dumb() {
            let target = ProgressDrawTarget::stderr();
            let style =
                ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
            self.bar = Some(ProgressBar::with_draw_target(Some(total as u64), target).with_style(style));
        }
    }

    fn step(&mut self) {
        self.done += 1;
        let line = || progress_line(self.done, self.total, self.began.elapsed(), self.console.lang);
        match &self.bar {
            Some(bar) => {
                bar.set_message(line());
                bar.inc(1);
            }
            None if self.last_line.elapsed() >= PAUSE => {
                self.console.note(&line());
                self.last_line = Instant::now();
            }
            None => {}
        }
    }

    /// Removes the bar and returns the duration of the run.
    pub(super) fn end(self) -> Duration {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
        self.started.elapsed()
    }
}
