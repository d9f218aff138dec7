//! What several formats tell alike: where a finding stands, how much it weighs, what mends it.

use crate::finding::{Finding, Lang, Message, Severity, plain, plain_lines};
use crate::pipeline::State;
use crate::source::{Place, Source};

/// Where a finding begins, and the place after its last character. Every format tells these two.
pub(super) fn places(source: &Source, finding: &Finding) -> (Place, Place) {
    (source.place(finding.span.start), source.place(finding.span.end))
}

/// 「sheets/a.yaml:13:20 エラー [bare-dash]」, which terminals and editors take for a link.
pub(super) fn head(source: &Source, finding: &Finding, lang: Lang) -> String {
    let (place, _) = places(source, finding);
    let severity = severity_words(finding.severity);
    let (path, rule) = (plain(&source.path), finding.rule.name);
    format!("{path}:{}:{} {} [{rule}]", place.line, place.column, severity.get(lang))
}

/// What is wrong, safe to show.
pub(super) fn message(finding: &Finding, lang: Lang) -> String {
    plain_lines(finding.told().get(lang)).into_owned()
}

/// What to write instead, introduced as such and safe to show.
pub(super) fn mend(finding: &Finding, lang: Lang) -> String {
    Message::new("直し方: ", "help: ").get(lang).to_owned() + &plain_lines(finding.advice().get(lang))
}

/// The field in the words of the paper, safe to show: a key may be any text.
pub(super) fn field(finding: &Finding) -> String {
    plain(&finding.field.label_path()).into_owned()
}

/// A severity for people.
pub(super) fn severity_words(severity: Severity) -> Message {
    match severity {
        Severity::Error => Message::new("エラー", "error"),
        Severity::Warning => Message::new("警告", "warning"),
    }
}

/// A severity for programs.
pub(super) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// Returns whether an output that came to a state fails the run.
pub(super) fn fails(state: State) -> bool {
    match state {
        State::Built | State::Unchanged => false,
        State::Failed | State::Foreign | State::Missing | State::Stale | State::Altered => true,
    }
}

/// What became of an output, for people.
pub(super) fn state_words(state: State) -> Message {
    match state {
        State::Built => Message::new("作成", "built"),
        State::Unchanged => Message::new("変更なし", "unchanged"),
        State::Failed => Message::new("失敗", "failed"),
        State::Foreign => Message::new("別のファイルあり", "in the way"),
        State::Missing => Message::new("ファイルなし", "missing"),
        State::Stale => Message::new("古い", "stale"),
        State::Altered => Message::new("改変", "altered"),
    }
}

/// What became of an output, for programs.
pub(super) fn state_name(state: State) -> &'static str {
    match state {
        State::Built => "built",
        State::Unchanged => "unchanged",
        State::Failed => "failed",
        State::Foreign => "foreign",
        State::Missing => "missing",
        State::Stale => "stale",
        State::Altered => "altered",
    }
}

/// Every state of an output, for the schema of what programs read.
pub(super) const STATES: [State; 7] = [
    State::Built,
    State::Unchanged,
    State::Failed,
    State::Foreign,
    State::Missing,
    State::Stale,
    State::Altered,
];
