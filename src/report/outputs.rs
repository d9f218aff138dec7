//! Outputs that differ from their sources: those that `build --verify` rejects, and those whose place is
//! taken by a file that mokuhyo did not create.

use super::state_labels::fails;
use super::{Orphan, Report, State};
use crate::finding::Message;

/// An output that fails the run without a finding.
#[derive(Debug)]
pub(super) struct FailedOutput<'a> {
    /// The kind of failure, in the form of a rule's name: `output-stale`.
    pub(super) rule: &'static str,
    /// The output.
    pub(super) path: &'a str,
    /// The file to look at: the source sheet, else the output itself.
    pub(super) at: &'a str,
    /// The description of the failure.
    pub(super) message: Message,
    /// The advice.
    pub(super) help: Message,
}

/// Returns the outputs that a verification rejects, and those whose place is taken by another file. Other
/// failures have findings.
pub(super) fn refused<'a>(report: &'a Report<'a>) -> Vec<FailedOutput<'a>> {
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

fn of_state<'a>(path: &'a str, state: State, at: &'a str) -> FailedOutput<'a> {
    let (rule, ja, en) = match state {
        State::Missing => ("output-missing", "がありません。", "is missing."),
        State::Stale => (
            "output-stale",
            "は、いまのシートや設定から作ったものではありません。",
            "was not built from the current sheets and settings.",
        ),
        State::Altered => {
            ("output-altered", "は、作った後に書き換えられています。", "was changed after it was built.")
        }
        State::Foreign => {
            ("output-foreign", "は、mokuhyo が作ったものではありません。", "was not created by mokuhyo.")
        }
        _ => ("output-failed", "を作れません。", "cannot be built."),
    };
    let help = match state {
        State::Foreign => Message::new(
            "別の所に移すか、mokuhyo build --overwrite で置き換えてください。",
            "Move it elsewhere, or replace it with mokuhyo build --overwrite.",
        ),
        _ => Message::new("mokuhyo build で作り直してください。", "Run mokuhyo build."),
    };
    FailedOutput { rule, path, at, message: of_path(path, ja, en), help }
}

fn of_orphan(orphan: &Orphan) -> FailedOutput<'_> {
    let path = orphan.path.as_str();
    let (ja, en) = if orphan.is_draft {
        ("のフォルダは、公開しない設定です。", "is in a folder that is not published.")
    } else {
        ("の元のシートがありません。", "no longer has a sheet.")
    };
    let help = Message::new("mokuhyo build --prune で消せます。", "Run mokuhyo build --prune to remove it.");
    FailedOutput { rule: ORPHANED, path, at: path, message: of_path(path, ja, en), help }
}

/// Returns a message that begins with a path.
fn of_path(path: &str, ja: &str, en: &str) -> Message {
    Message::new(format!("「{path}」{ja}"), format!("{path} {en}"))
}

/// The kind of an output without a published sheet.
pub(super) const ORPHANED: &str = "output-orphaned";
