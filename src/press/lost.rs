//! What is lost with a worker: the output that it was at, and sometimes all hope.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::finding::{Finding, Rule, Words};
use crate::read::Trouble;
use crate::source::Span;
use crate::typeset::Found;

/// Why a worker gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    /// It ended: a fault of Typst's or ours, or the system's want of memory.
    Ended,
    /// It took longer than it may.
    Late(Duration),
    /// It is another program, which was put in this one's place.
    Another,
}

impl Lost {
    /// What the sheet is told. It is not remembered, since it may go well another time.
    pub(super) fn found(self) -> Found {
        let again = Words::new(
            "もう一度実行し、また止まるなら mokuhyo の開発者に知らせてください。",
            "Run the command again; if it stops again, tell the makers of mokuhyo.",
        );
        let (rule, message, help) = match self {
            Self::Ended => {
                let stopped = Words::new("組版が途中で止まりました。", "Typesetting stopped half-way.");
                (Rule::TEMPLATE_ERROR, stopped, again)
            }
            Self::Another => {
                let other = Words::new(
                    "実行している間に mokuhyo が入れ替えられました。",
                    "mokuhyo was replaced while it ran.",
                );
                (
                    Rule::TEMPLATE_ERROR,
                    other,
                    Words::new("もう一度実行してください。", "Run the command again."),
                )
            }
            Self::Late(limit) => {
                let seconds = limit.as_secs();
                let late = Words::new(
                    format!("組版が{seconds}秒たっても終わらないので、止めました。"),
                    format!("Typesetting took longer than {seconds} s and was stopped."),
                );
                let longer = Words::new(
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
pub(super) struct Losses {
    in_a_row: AtomicUsize,
    fatal: OnceLock<Lost>,
}

impl Losses {
    /// An answer came.
    pub(super) fn forget(&self) {
        self.in_a_row.store(0, Ordering::Relaxed);
    }

    /// None came.
    pub(super) fn count(&self, lost: Lost) {
        if lost == Lost::Another || self.in_a_row.fetch_add(1, Ordering::Relaxed) + 1 >= MOST {
            self.fatal.get_or_init(|| lost);
        }
    }

    /// Whether nothing more is to be begun.
    pub(super) fn is_fatal(&self) -> bool {
        self.fatal.get().is_some()
    }

    /// Why nothing more was begun.
    pub(super) fn trouble(&self) -> Option<Trouble> {
        self.fatal.get().map(|lost| match lost {
            Lost::Another => Trouble::Replaced,
            Lost::Ended | Lost::Late(_) => Trouble::Workers(MOST),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_now_and_then_ends_no_run() {
        let losses = Losses::default();
        for _ in 0..20 {
            (1..MOST).for_each(|_| losses.count(Lost::Ended));
            losses.forget();
        }
        assert!(!losses.is_fatal() && losses.trouble().is_none());
        (0..MOST).for_each(|_| losses.count(Lost::Late(Duration::from_secs(1))));
        assert!(losses.is_fatal() && matches!(losses.trouble(), Some(Trouble::Workers(MOST))));
        let losses = Losses::default();
        losses.count(Lost::Another);
        assert!(matches!(losses.trouble(), Some(Trouble::Replaced)));
    }
}
