//! A bar on a terminal, plain lines now and then off one, nothing when quiet.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::console::{Console, is_dumb};
use crate::pipeline::Event;
use crate::report::{event_words, progress_line};

/// How far apart plain lines are at the least.
const PAUSE: Duration = Duration::from_secs(3);

/// The bar: what is done, and the line that says how it goes.
const TEMPLATE: &str = "{bar:30} {msg}";

/// Tells the events of a run.
pub(super) struct Progress<'a> {
    console: &'a Console,
    bar: Option<ProgressBar>,
    started: Instant,
    /// When the first output was begun.
    began: Instant,
    told: Instant,
    done: usize,
    total: usize,
}

impl<'a> Progress<'a> {
    /// Of a run that begins now.
    pub(super) fn new(console: &'a Console) -> Self {
        let now = Instant::now();
        Self { console, bar: None, started: now, began: now, told: now, done: 0, total: 0 }
    }

    /// Tells an event.
    pub(super) fn tell(&mut self, event: Event) {
        if self.console.quiet {
            return;
        }
        if let Some(words) = event_words(&event) {
            self.console.mention(&words);
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
        (self.total, self.began, self.told) = (total, Instant::now(), Instant::now());
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
            None if self.told.elapsed() >= PAUSE => {
                self.console.note(&line());
                self.told = Instant::now();
            }
            None => {}
        }
    }

    /// Takes the bar away; how long it all took.
    pub(super) fn end(self) -> Duration {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
        self.started.elapsed()
    }
}
