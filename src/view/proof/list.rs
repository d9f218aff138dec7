//! 指摘一覧: the list of a proof's findings.

use serde::{Deserialize, Serialize};

use super::glyphs::printable;
use super::{Note, line_words};
use crate::finding::{Finding, Omitted, Severity};
use crate::fonts::Coverage;
use crate::source::Source;
use crate::view::Lines;

/// The page after the sheet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListView {
    /// The heading.
    pub heading: Lines,
    /// The summary under the heading.
    pub summary: Lines,
    /// The headings of the columns.
    pub heads: [Lines; 6],
    /// A row for each finding.
    pub rows: Vec<ListRow>,
}

/// The texts of a finding.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListRow {
    /// The number by which the sheet refers to it.
    pub number: Lines,
    /// The severity, which determines its marking.
    pub severity: Severity,
    /// エラー or 警告.
    pub kind: Lines,
    /// The field in the words of the form.
    pub place: Lines,
    /// The line of the YAML.
    pub line: Lines,
    /// The description.
    pub message: Lines,
    /// The advice.
    pub help: Lines,
}

/// Returns the list of `findings`, numbered by `notes`; `counts` is the summary.
pub(super) fn list(
    notes: &[Note],
    findings: &[&Finding],
    counts: &str,
    source: &Source,
    coverage: &Coverage,
) -> ListView {
    let words = |text: &str| Lines::label(printable(text, coverage));
    let rows = notes.iter().zip(findings).map(|(note, finding)| row(note, finding, source, &words));
    ListView {
        heading: Lines::label("指摘一覧"),
        summary: Lines::label(counts),
        heads: ["番号", "種類", "場所", "行", "指摘", "直し方"].map(Lines::label),
        rows: rows.collect(),
    }
}

fn row(note: &Note, finding: &Finding, source: &Source, words: &dyn Fn(&str) -> Lines) -> ListRow {
    let place = finding.field.label_path();
    ListRow {
        number: Lines::label(note.number.to_string()),
        severity: note.severity,
        kind: Lines::label(note.severity.word().ja),
        place: words(if place.is_empty() { "シート全体" } else { &place }),
        line: Lines::label(line_words(source.place(finding.span.start).line)),
        message: words(&finding.counted_message().ja),
        help: words(&finding.advice().ja),
    }
}

/// Returns the row for findings that are not listed individually: their rule, their number, and the line of
/// the first.
pub(super) fn omitted(omitted: &Omitted, source: &Source) -> ListRow {
    ListRow {
        number: Lines::label("他"),
        severity: omitted.severity,
        kind: Lines::label(omitted.severity.word().ja),
        place: Lines::label(omitted.rule.name),
        line: Lines::label(line_words(source.place(omitted.span.start).line)),
        message: Lines::label(format!("同じ指摘がほかに{}件あります。", omitted.count)),
        help: Lines::label("上の指摘を直してから、もう一度印刷してください。"),
    }
}

/// Formats the numbers of findings: 「エラー 1件、警告 2件」.
pub(super) fn counts(findings: &[&Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    Severity::counts(count(Severity::Error), count(Severity::Warning)).ja
}
