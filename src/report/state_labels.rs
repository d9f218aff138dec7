//! Elements that several formats share: places, severities, states and advice.

use crate::finding::{Finding, Lang, Message, plain, plain_lines};
use crate::pipeline::State;
use crate::source::{LineColumn, Source};

/// Returns the position of the first character of a finding, and the one after its last.
pub(super) fn places(source: &Source, finding: &Finding) -> (LineColumn, LineColumn) {
    (source.place(finding.span.start), source.place(finding.span.end))
}

/// Formats the head of a finding: 「sheets/a.yaml:13:20 エラー [bare-dash]」, whose beginning terminals and
/// editors recognize as a link.
pub(super) fn head(source: &Source, finding: &Finding, lang: Lang) -> String {
    let (place, _) = places(source, finding);
    let (severity, path, rule) = (finding.severity.word(), plain(&source.path), finding.rule.name);
    format!("{path}:{}:{} {} [{rule}]", place.line, place.column, severity.get(lang))
}

/// Returns the sanitized message.
pub(super) fn message(finding: &Finding, lang: Lang) -> String {
    plain_lines(finding.counted_message().get(lang)).into_owned()
}

/// Returns the sanitized help with its label.
pub(super) fn mend(finding: &Finding, lang: Lang) -> String {
    Message::new("直し方: ", "help: ").get(lang).to_owned() + &plain_lines(finding.advice().get(lang))
}

/// Returns the field in the words of the form, sanitized, because a key may be any text.
pub(super) fn field(finding: &Finding) -> String {
    plain(&finding.field.label_path()).into_owned()
}

/// Returns whether an output in this state fails the run.
pub(super) fn fails(state: State) -> bool {
    match state {
        State::Built | State::Unchanged => false,
        State::Failed | State::Foreign | State::Missing | State::Stale | State::Altered => true,
    }
}

/// Returns the names of an output's state for programs and for people, in Japanese and in English.
fn names(state: State) -> [&'static str; 3] {
    match state {
        State::Built => ["built", "作成", "built"],
        State::Unchanged => ["unchanged", "変更なし", "unchanged"],
        State::Failed => ["failed", "失敗", "failed"],
        State::Foreign => ["foreign", "別のファイルあり", "not overwritten"],
        State::Missing => ["missing", "ファイルなし", "missing"],
        State::Stale => ["stale", "古い", "stale"],
        State::Altered => ["altered", "改変", "altered"],
    }
}

/// Returns the name of an output's state for people.
pub(super) fn state_words(state: State) -> Message {
    let [_, ja, en] = names(state);
    Message::new(ja, en)
}

/// Returns the name of an output's state for programs.
pub(super) fn state_name(state: State) -> &'static str {
    names(state)[0]
}

/// All states of an output, for the schema of the JSON report.
pub(super) const STATES: [State; 7] = [
    State::Built,
    State::Unchanged,
    State::Failed,
    State::Foreign,
    State::Missing,
    State::Stale,
    State::Altered,
];
