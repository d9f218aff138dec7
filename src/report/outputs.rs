//! Outputs that are not as their sources say: those that `build --verify` refuses, and those in whose place is
//! a file of somebody else's.

use super::state_labels::fails;
use super::{Orphan, Report, State};
use crate::finding::Message;

/// An output that fails the run for no finding's sake.
#[derive(Debug)]
pub(super) struct Refused<'a> {
    /// What is wrong with it, as a rule is named: `output-stale`.
    pub(super) rule: &'static str,
    /// The output.
    pub(super) path: &'a str,
    /// The file that is to be looked at: the sheet that it is made from, else itself.
    pub(super) at: &'a str,
    /// What is wrong with it.
    pub(super) message: Message,
    /// What to do.
    pub(super) help: Message,
}

/// Returns every output that a verification refuses, and those in whose place is another file. What failed
/// otherwise has its findings.
pub(super) fn refused<'a>(report: &'a Report<'a>) -> Vec<Refused<'a>> {
    let of_files = report.files.iter().flat_map(|file| {
        let at: &'a str = &file.source.path;
        file.outputs.iter().map(move |&(path, state)| (path, state, at))
    });
    let of_site = report.site.iter().map(|&(path, state)| (path, state, path));
    let outputs = of_files.chain(of_site).filter(|(_, state, _)| match state {
        State::Failed => report.is_verified,
        state => fails(*state),
    });
    let orphans = if report.is_verified { report.orphans } else { &[] };
    outputs.map(|(path, state, at)| of_state(path, state, at)).chain(orphans.iter().map(of_orphan)).collect()
}

fn of_state<'a>(path: &'a str, state: State, at: &'a str) -> Refused<'a> {
    let (rule, message) = match state {
        State::Missing => (
            "output-missing",
            Message::new(format!("「{path}」がありません。"), format!("{path} is missing.")),
        ),
        State::Stale => (
            "output-stale",
            Message::new(
                format!("「{path}」は、いまのシートや設定から作ったものではありません。"),
                format!("{path} is not built from the present sheets and settings."),
            ),
        ),
        State::Altered => (
            "output-altered",
            Message::new(
                format!("「{path}」は、作った後に書き換えられています。"),
                format!("{path} was changed after it was built."),
            ),
        ),
        State::Foreign => (
            "output-foreign",
            Message::new(
                format!("「{path}」は、mokuhyo が作ったものではありません。"),
                format!("{path} is not made by mokuhyo."),
            ),
        ),
        _ => (
            "output-failed",
            Message::new(format!("「{path}」を作れません。"), format!("{path} cannot be built.")),
        ),
    };
    let help = match state {
        State::Foreign => Message::new(
            "別の所に移すか、mokuhyo build --overwrite で置き換えてください。",
            "Move it away, or replace it with mokuhyo build --overwrite.",
        ),
        _ => Message::new("mokuhyo build で作り直してください。", "Run mokuhyo build."),
    };
    Refused { rule, path, at, message, help }
}

fn of_orphan(orphan: &Orphan) -> Refused<'_> {
    let path = orphan.path.as_str();
    let message = if orphan.is_draft {
        Message::new(
            format!("「{path}」のフォルダは、公開しない設定です。"),
            format!("{path} is in a folder that is not published."),
        )
    } else {
        Message::new(
            format!("「{path}」の元のシートがありません。"),
            format!("{path} has no sheet that it is made from."),
        )
    };
    let help = Message::new("mokuhyo build --prune で消せます。", "mokuhyo build --prune removes it.");
    Refused { rule: ORPHANED, path, at: path, message, help }
}

/// What an output without a published sheet is told as.
pub(super) const ORPHANED: &str = "output-orphaned";
