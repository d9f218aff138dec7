//! Findings and results, laid out for people and for programs. The rules own the words.

mod differences;
mod drafts;
mod error_report;
mod excerpt;
mod fingerprint;
mod github;
mod human;
mod json;
mod junit;
mod outputs;
mod page;
mod progress;
mod roll;
mod sarif;
mod state_labels;

pub use self::differences::{differences, differences_json, differences_schema, differences_summary};
pub use self::drafts::left_out;
pub use self::error_report::ErrorReport;
pub use self::github::github;
pub use self::human::{Human, summary};
pub use self::json::{json, json_schema};
pub use self::junit::junit;
pub use self::page::{page, page_list};
pub use self::progress::{duration, event_words, progress_line};
pub use self::roll::{roll_json, roll_summary, rolled_sheets};
pub use self::sarif::{RulePage, sarif};

use crate::finding::{Finding, Omitted, Severity, few};
use crate::pipeline::{Orphan, ProofRun, Run, State};
use crate::rules::{CheckedCollection, JudgedSheet};
use crate::source::Source;

/// A file with what is wrong with it and what was made of it.
#[derive(Debug)]
pub struct FileReport<'a> {
    /// The file.
    pub source: &'a Source,
    /// Whether it is a sheet; settings are files too.
    pub is_sheet: bool,
    /// Whether the settings that govern it have errors, so that nothing is made of it.
    pub is_blocked: bool,
    /// What is wrong, by place.
    pub findings: Vec<&'a Finding>,
    /// Its outputs, and what became of them.
    pub outputs: Vec<(&'a str, State)>,
}

/// How a sheet stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nothing was found.
    Clean,
    /// Nothing worse than warnings.
    Warnings,
    /// Nothing worse than warnings in itself, but errors in the settings that govern it.
    Blocked,
    /// Errors.
    Errors,
}

impl FileReport<'_> {
    /// How the file stands.
    pub fn status(&self) -> Status {
        match self.findings.iter().map(|finding| finding.severity).min() {
            Some(Severity::Error) => Status::Errors,
            _ if self.is_blocked => Status::Blocked,
            Some(Severity::Warning) => Status::Warnings,
            None => Status::Clean,
        }
    }
}

/// All files of a run, by path.
#[derive(Debug, Default)]
pub struct Report<'a> {
    /// The files; settings first.
    pub files: Vec<FileReport<'a>>,
    /// The outputs that belong to no file, and what became of them.
    pub site: Vec<(&'a str, State)>,
    /// Outputs whose sources are gone.
    pub orphans: &'a [Orphan],
    /// Folders that were left out since they are not published.
    pub drafts: &'a [String],
    /// Whether outputs were verified, not made.
    pub is_verified: bool,
    /// What kept the run from doing all that it was asked for.
    pub errors: Vec<ErrorReport>,
}

impl<'a> FileReport<'a> {
    /// Returns the findings that a report shows, and how many of which rule it leaves out.
    fn shown(&self) -> (Vec<&'a Finding>, Vec<Omitted>) {
        few(self.findings.iter().copied(), usize::MAX)
    }
}

impl<'a> Report<'a> {
    /// What a survey found in the sheets that were selected, and in their settings.
    pub fn of_survey(checked: &'a CheckedCollection) -> Self {
        let sheets = checked.selected().map(|sheet| file(sheet, &[], Vec::new()));
        Self { files: settings(checked).chain(sheets).collect(), ..Self::default() }
    }

    /// What a run made of a survey, with what typesetting found.
    pub fn of_run(checked: &'a CheckedCollection, run: &'a Run) -> Self {
        let sheets = run.sheets.iter().filter_map(|(place, made)| {
            let outputs = made.outputs.iter().map(|(path, state)| (path.as_str(), *state));
            Some(file(checked.sheets.get(*place)?, &made.findings, outputs.collect()))
        });
        Self {
            files: settings(checked).chain(sheets).collect(),
            site: run.site.iter().map(|(path, state)| (path.as_str(), *state)).collect(),
            orphans: &run.orphans,
            drafts: &run.drafts,
            is_verified: run.is_verified,
            errors: Vec::new(),
        }
    }

    /// What proofs were made of a survey, with what typesetting found.
    pub fn of_proofs(checked: &'a CheckedCollection, runs: &'a [ProofRun<'a>]) -> Self {
        let sheets = runs.iter().map(|made| {
            let outputs = made.outputs.iter().map(|(path, state)| (path.as_str(), *state));
            file(made.sheet, &made.findings, outputs.collect())
        });
        Self { files: settings(checked).chain(sheets).collect(), ..Self::default() }
    }

    /// Every finding with its file.
    pub fn findings(&self) -> impl Iterator<Item = (&'a Source, &'a Finding)> {
        self.files.iter().flat_map(|file| file.findings.iter().map(|finding| (file.source, *finding)))
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings().filter(|(_, finding)| finding.severity == severity).count()
    }

    /// Every output, and what became of it.
    pub fn outputs(&self) -> impl Iterator<Item = (&'a str, State)> {
        self.files.iter().flat_map(|file| &file.outputs).chain(&self.site).copied()
    }

    /// Whether all outputs have this ending.
    pub fn is_all(&self, ending: &str) -> bool {
        self.outputs().all(|(path, _)| path.rsplit('.').next() == Some(ending))
    }

    /// Whether an output fails the run, or under `--verify` is there without a source.
    pub fn has_failing_outputs(&self) -> bool {
        self.outputs().any(|(_, state)| state_labels::fails(state))
            || self.is_verified && !self.orphans.is_empty()
    }

    /// How many outputs came to a state.
    pub fn count_of(&self, state: State) -> usize {
        self.outputs().filter(|output| output.1 == state).count()
    }
}

fn settings(checked: &CheckedCollection) -> impl Iterator<Item = FileReport<'_>> {
    checked.settings.iter().map(|settings| FileReport {
        source: &settings.source,
        is_sheet: false,
        is_blocked: false,
        findings: settings.findings.iter().collect(),
        outputs: Vec::new(),
    })
}

fn file<'a>(sheet: &'a JudgedSheet, made: &'a [Finding], outputs: Vec<(&'a str, State)>) -> FileReport<'a> {
    let mut findings: Vec<&Finding> = sheet.findings.iter().chain(made).collect();
    findings.sort_by_key(|finding| (finding.span, finding.rule.name));
    let is_blocked = sheet.resolved.fail;
    FileReport { source: &sheet.source, is_sheet: true, is_blocked, findings, outputs }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One sheet with these findings.
    pub(super) fn report_of<'a>(source: &'a Source, findings: &'a [Finding]) -> Report<'a> {
        let findings = findings.iter().collect();
        let file = FileReport { source, is_sheet: true, is_blocked: false, findings, outputs: Vec::new() };
        Report { files: vec![file], ..Report::default() }
    }
}
