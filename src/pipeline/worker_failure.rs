//! Failures of workers: the finding for the output, and the end of the run after several in a row.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::finding::{Finding, Message, Rule};
use crate::read::RunError;
use crate::source::Span;
use crate::typeset::Found;

/// The reason why a worker gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WorkerFailure {
    /// It ended, because of a bug or because the system had no memory left.
    Ended,
    /// It exceeded the time limit.
    Late(Duration),
    /// It is another program, because the executable was replaced during the run.
    Another,
}

impl WorkerFailure {
    /// Returns the finding for the sheet. It is not recorded, because the next run may succeed.
    pub(super) fn found(self) -> Found {
        let (rule, message, help) = match self {
            Self::Ended => (
                Rule::TEMPLATE_ERROR,
                Message::new("組版が途中で止まりました。", "Typesetting stopped half-way."),
                Message::new(
                    "もう一度実行し、また止まるなら mokuhyo の開発者に知らせてください。",
                    "Run the command again; if it stops again, tell the makers of mokuhyo.",
                ),
            ),
            Self::Another => (
                Rule::TEMPLATE_ERROR,
                Message::new(
                    "実行している間に mokuhyo が入れ替えられました。",
                    "mokuhyo was replaced while it ran.",
                ),
                Message::new("もう一度実行してください。", "Run the command again."),
            ),
            Self::Late(limit) => (
                Rule::TYPESETTING_TIMEOUT,
                Message::new(
                    format!("組版が{}秒たっても終わらないので、止めました。", limit.as_secs()),
                    format!("Typesetting took longer than {} s and was stopped.", limit.as_secs()),
                ),
                Message::new(
                    "--timeout で待つ時間を延ばしてみて、それでも終わらなければ mokuhyo の開発者に知らせてください。",
                    "Allow more time with --timeout; if it still does not end, tell the makers of mokuhyo.",
                ),
            ),
        };
        Found { sheet: 0, finding: Finding::new(rule, Span::default(), message, help) }
    }
}

/// The number of failures in a row after which the run ends, because the sheets are not the cause.
const MOST: usize = 5;

/// Counts failures in a row, of all workers.
#[derive(Debug, Default)]
pub(super) struct WorkerFailures {
    in_a_row: AtomicUsize,
    fatal: OnceLock<WorkerFailure>,
}

impl WorkerFailures {
    /// Resets the count after an answer.
    pub(super) fn reset(&self) {
        self.in_a_row.store(0, Ordering::Relaxed);
    }

    /// Counts a worker that ended without an answer.
    pub(super) fn count(&self, failure: WorkerFailure) {
        if failure == WorkerFailure::Another || self.in_a_row.fetch_add(1, Ordering::Relaxed) + 1 >= MOST {
            self.fatal.get_or_init(|| failure);
        }
    }

    /// Returns whether no further output may begin.
    pub(super) fn is_fatal(&self) -> bool {
        self.fatal.get().is_some()
    }

    /// Returns the error that ends the run.
    pub(super) fn run_error(&self) -> Option<RunError> {
        self.fatal.get().map(|failure| match failure {
            WorkerFailure::Another => RunError::Replaced,
            WorkerFailure::Ended | WorkerFailure::Late(_) => RunError::Workers(MOST),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_end_a_run_only_in_a_row() {
        let failures = WorkerFailures::default();
        for _ in 0..20 {
            (1..MOST).for_each(|_| failures.count(WorkerFailure::Ended));
            failures.reset();
        }
        assert!(!failures.is_fatal() && failures.run_error().is_none());
        (0..MOST).for_each(|_| failures.count(WorkerFailure::Late(Duration::from_secs(1))));
        assert!(failures.is_fatal() && matches!(failures.run_error(), Some(RunError::Workers(MOST))));
        let failures = WorkerFailures::default();
        failures.count(WorkerFailure::Another);
        assert!(matches!(failures.run_error(), Some(RunError::Replaced)));
    }
}
