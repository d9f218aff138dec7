//! What is lost with a worker: the output that it was at, and sometimes all hope.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::finding::{Finding, Message, Rule};
use crate::read::RunError;
use crate::source::Span;
use crate::typeset::Found;

/// Why a worker gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WorkerFailure {
    /// It ended: a fault of Typst's or ours, or the system's want of memory.
    Ended,
    /// It took longer than it may.
    Late(Duration),
    /// It is another program, which was put in this one's place.
    Another,
}

impl WorkerFailure {
    /// Returns what the sheet is reported. It is not remembered, since it may go well another time.
    pub(super) fn found(self) -> Found {
        let again = Message::new(
            "もう一度実行し、また止まるなら mokuhyo の開発者に知らせてください。",
            "Run the command again; if it stops again, tell the makers of mokuhyo.",
        );
        let (rule, message, help) = match self {
            Self::Ended => {
                let stopped = Message::new("組版が途中で止まりました。", "Typesetting stopped half-way.");
                (Rule::TEMPLATE_ERROR, stopped, again)
            }
            Self::Another => {
                let other = Message::new(
                    "実行している間に mokuhyo が入れ替えられました。",
                    "mokuhyo was replaced while it ran.",
                );
                (
                    Rule::TEMPLATE_ERROR,
                    other,
                    Message::new("もう一度実行してください。", "Run the command again."),
                )
            }
            Self::Late(limit) => {
                let seconds = limit.as_secs();
                let late = Message::new(
                    format!("組版が{seconds}秒たっても終わらないので、止めました。"),
                    format!("Typesetting took longer than {seconds} s and was stopped."),
                );
                let longer = Message::new(
                    "--timeout で待つ時間を延ばしてみて、それでも終わらなければ mokuhyo の開発者に知らせてください。",
                    "Allow more time with --timeout; if it still does not end, tell the makers of mokuhyo.",
                );
                (Rule::TYPESETTING_TIMEOUT, late, longer)
            }
        };
        Found { sheet: 0, finding: Finding::new(rule, Span::default(), message, help) }
    }
}

/// After so many losses in a row nothing more is begun: the fault is not the sheets'.
const MOST: usize = 5;

/// Counts what is lost in a row, by however many workers.
#[derive(Debug, Default)]
pub(super) struct WorkerFailures {
    in_a_row: AtomicUsize,
    fatal: OnceLock<WorkerFailure>,
}

impl WorkerFailures {
    /// Resets the count after an answer.
    pub(super) fn forget(&self) {
        self.in_a_row.store(0, Ordering::Relaxed);
    }

    /// Counts a worker that ended without an answer.
    pub(super) fn count(&self, lost: WorkerFailure) {
        if lost == WorkerFailure::Another || self.in_a_row.fetch_add(1, Ordering::Relaxed) + 1 >= MOST {
            self.fatal.get_or_init(|| lost);
        }
    }

    /// Returns whether nothing more is to be begun.
    pub(super) fn is_fatal(&self) -> bool {
        self.fatal.get().is_some()
    }

    /// Returns why nothing more was begun.
    pub(super) fn run_error(&self) -> Option<RunError> {
        self.fatal.get().map(|lost| match lost {
            WorkerFailure::Another => RunError::Replaced,
            WorkerFailure::Ended | WorkerFailure::Late(_) => RunError::Workers(MOST),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_now_and_then_ends_no_run() {
        let losses = WorkerFailures::default();
        for _ in 0..20 {
            (1..MOST).for_each(|_| losses.count(WorkerFailure::Ended));
            losses.forget();
        }
        assert!(!losses.is_fatal() && losses.run_error().is_none());
        (0..MOST).for_each(|_| losses.count(WorkerFailure::Late(Duration::from_secs(1))));
        assert!(losses.is_fatal() && matches!(losses.run_error(), Some(RunError::Workers(MOST))));
        let losses = WorkerFailures::default();
        losses.count(WorkerFailure::Another);
        assert!(matches!(losses.run_error(), Some(RunError::Replaced)));
    }
}
