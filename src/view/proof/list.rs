//! 指摘一覧: the findings of a proof in words.

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
    /// Its heading.
    pub heading: Lines,
    /// What it says under the heading.
    pub summary: Lines,
    /// The heads of its columns.
    pub heads: [Lines; 6],
    /// A row a finding.
    pub rows: Vec<ListRow>,
}

/// A finding in words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListRow {
    /// The number that stands on the sheet.
    pub number: Lines,
    /// How it is marked there.
    pub severity: Severity,
    /// エラー or 警告.
    pub kind: Lines,
    /// Where, in the words of the paper.
    pub place: Lines,
    /// The line of the YAML.
    pub line: Lines,
    /// What is wrong.
    pub message: Lines,
    /// What to write instead.
    pub help: Lines,
}

/// The list of `findings`, which `notes` number; `counts` says how many there are in all.
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
        kind: kind(note.severity),
        place: words(if place.is_empty() { "シート全体" } else { &place }),
        line: Lines::label(line_words(source.place(finding.span.start).line)),
        message: words(&finding.counted_message().ja),
        help: words(&finding.advice().ja),
    }
}

/// Returns the row of findings that are not listed one by one: how many there are of which rule, and where the first is.
pub(super) fn omitted(omitted: &Omitted, source: &Source) -> ListRow {
    ListRow {
        number: Lines::label("他"),
        severity: omitted.severity,
        kind: kind(omitted.severity),
        place: Lines::label(omitted.rule.name),
        line: Lines::label(line_words(source.place(omitted.span.start).line)),
        message: Lines::label(format!("同じ指摘がほかに{}件あります。", omitted.count)),
        help: Lines::label("上の指摘を直してから、もう一度印刷してください。"),
    }
}

fn kind(severity: Severity) -> Lines {
    Lines::label(match severity {
        Severity::Error => "エラー",
        Severity::Warning => "警告",
    })
}

/// 「エラー 1件、警告 2件」.
pub(super) fn counts(findings: &[&Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    format!("エラー {}件、警告 {}件", count(Severity::Error), count(Severity::Warning))
}
