//! What several formats tell alike: where a finding stands, how much it weighs, what mends it.

use crate::finding::{Finding, Lang, Severity, Words};
use crate::press::State;
use crate::source::{Place, Source};

/// Where a finding begins, and the place after its last character. Every format tells these two.
pub(super) fn places(source: &Source, finding: &Finding) -> (Place, Place) {
    (source.place(finding.span.start), source.place(finding.span.end))
}

/// A file's path, on one line and without what a terminal would obey: a file may have any name.
pub(super) fn shown_path(source: &Source) -> String {
    one_line(&source.path)
}

/// A path on one line and without what a terminal would obey.
pub(super) fn one_line(path: &str) -> String {
    path.replace(char::is_control, "\u{FFFD}")
}

/// 「sheets/a.yaml:13:20 エラー [bare-dash]」, which terminals and editors take for a link.
pub(super) fn head(source: &Source, finding: &Finding, lang: Lang) -> String {
    let (place, _) = places(source, finding);
    let severity = severity_words(finding.severity);
    let (path, rule) = (shown_path(source), finding.rule.name);
    format!("{path}:{}:{} {} [{rule}]", place.line, place.column, severity.get(lang))
}

/// What to write instead, introduced as such.
pub(super) fn mend(finding: &Finding, lang: Lang) -> String {
    Words::new("直し方: ", "help: ").get(lang).to_owned() + finding.help.get(lang)
}

/// A severity for people.
pub(super) fn severity_words(severity: Severity) -> Words {
    match severity {
        Severity::Error => Words::new("エラー", "error"),
        Severity::Warning => Words::new("警告", "warning"),
    }
}

/// A severity for programs.
pub(super) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// What became of an output, for people.
pub(super) fn state_words(state: State) -> Words {
    match state {
        State::Built => Words::new("作成", "built"),
        State::Unchanged => Words::new("変更なし", "unchanged"),
        State::Failed => Words::new("失敗", "failed"),
        State::Foreign => Words::new("別のファイルあり", "in the way"),
        State::Missing => Words::new("ファイルなし", "missing"),
        State::Stale => Words::new("古い", "stale"),
        State::Altered => Words::new("改変", "altered"),
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
