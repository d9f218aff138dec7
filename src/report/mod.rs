//! Layout of findings and results, for people and for programs. The rules write the messages.

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
pub use self::human::{human, summary};
pub use self::json::{json, json_schema};
pub use self::junit::junit;
pub use self::page::{page, page_list};
pub use self::progress::{duration, event_message, progress_line};
pub use self::roll::{roll_json, roll_summary, rolled_sheets};
pub use self::sarif::sarif;

use crate::finding::{Finding, Omitted, Severity, few};
use crate::pipeline::{Orphan, Run, SheetRun, State};
use crate::rules::{CheckedCollection, CheckedSheet};
use crate::source::Source;

/// A file with its findings and outputs.
#[derive(Debug)]
pub struct FileReport<'a> {
    /// The file.
    pub source: &'a Source,
    /// `true` for a sheet, `false` for settings and dictionaries.
    pub is_sheet: bool,
    /// `true` where the settings of the sheet have errors, so that no outputs are built.
    pub is_blocked: bool,
    /// The findings, by position.
    pub findings: Vec<&'a Finding>,
    /// The outputs with their states.
    pub outputs: Vec<(&'a str, State)>,
}

/// The status of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// No findings.
    Clean,
    /// Only warnings.
    Warnings,
    /// No errors in the sheet, but errors in its settings.
    Blocked,
    /// Errors.
    Errors,
}

impl FileReport<'_> {
    /// Returns the status of the file.
    pub fn status(&self) -> Status {
        match self.findings.iter().map(|finding| finding.severity).min() {
            Some(Severity::Error) => Status::Errors,
            _ if self.is_blocked => Status::Blocked,
            Some(Severity::Warning) => Status::Warnings,
            None => Status::Clean,
        }
    }
}

/// The results of a run, by path.
#[derive(Debug, Default)]
pub struct Report<'a> {
    /// The files; settings first.
    pub files: Vec<FileReport<'a>>,
    /// The outputs that belong to no file, with their states.
    pub site: Vec<(&'a str, State)>,
    /// The outputs whose sources no longer exist.
    pub orphans: &'a [Orphan],
    /// The folders that were skipped because they are not published.
    pub drafts: &'a [String],
    /// `true` where outputs were verified instead of built.
    pub is_verified: bool,
    /// The errors of the run.
    pub errors: Vec<ErrorReport>,
}

impl<'a> FileReport<'a> {
    /// Returns the findings that a report shows, and the numbers of the others by rule.
    fn shown(&self) -> (Vec<&'a Finding>, Vec<Omitted>) {
        few(self.findings.iter().copied(), usize::MAX)
    }
}

impl<'a> Report<'a> {
    /// Creates a report of the selected sheets and their settings.
    pub fn of_survey(checked: &'a CheckedCollection) -> Self {
        let sheets = checked.selected().map(|sheet| file(sheet, &[], Vec::new()));
        Self { files: settings(checked).chain(sheets).collect(), ..Self::default() }
    }

    /// Creates a report of a build or a verification, including the findings of typesetting.
    pub fn of_run(checked: &'a CheckedCollection, run: &'a Run) -> Self {
        let sheets =
            run.sheets.iter().filter_map(|(place, made)| Some(built(checked.sheets.get(*place)?, made)));
        Self {
            files: settings(checked).chain(sheets).collect(),
            site: run.site.iter().map(|(path, state)| (path.as_str(), *state)).collect(),
            orphans: &run.orphans,
            drafts: &run.drafts,
            is_verified: run.is_verified,
            errors: Vec::new(),
        }
    }

    /// Creates a report of proofs, including the findings of typesetting.
    pub fn of_proofs(checked: &'a CheckedCollection, runs: &'a [(&'a CheckedSheet, SheetRun)]) -> Self {
        let sheets = runs.iter().map(|(sheet, made)| built(sheet, made));
        Self { files: settings(checked).chain(sheets).collect(), ..Self::default() }
    }

    /// Returns all findings with their files.
    pub fn findings(&self) -> impl Iterator<Item = (&'a Source, &'a Finding)> {
        self.files.iter().flat_map(|file| file.findings.iter().map(|finding| (file.source, *finding)))
    }

    /// Returns the number of findings with a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings().filter(|(_, finding)| finding.severity == severity).count()
    }

    /// Returns all outputs with their states.
    pub fn outputs(&self) -> impl Iterator<Item = (&'a str, State)> {
        self.files.iter().flat_map(|file| &file.outputs).chain(&self.site).copied()
    }

    /// Returns whether all outputs have this extension.
    pub fn is_all(&self, ending: &str) -> bool {
        self.outputs().all(|(path, _)| path.rsplit('.').next() == Some(ending))
    }

    /// Returns whether an output fails the run, or under `--verify` has no source.
    pub fn has_failing_outputs(&self) -> bool {
        self.outputs().any(|(_, state)| state_labels::fails(state))
            || self.is_verified && !self.orphans.is_empty()
    }

    /// Returns the number of outputs in a state.
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

fn built<'a>(sheet: &'a CheckedSheet, made: &'a SheetRun) -> FileReport<'a> {
    let outputs = made.outputs.iter().map(|(path, state)| (path.as_str(), *state));
    file(sheet, &made.findings, outputs.collect())
}

fn file<'a>(sheet: &'a CheckedSheet, made: &'a [Finding], outputs: Vec<(&'a str, State)>) -> FileReport<'a> {
    let mut findings: Vec<&Finding> = sheet.findings.iter().chain(made).collect();
    findings.sort_by_key(|finding| (finding.span, finding.rule.name));
    let is_blocked = sheet.resolved.fail;
    FileReport { source: &sheet.source, is_sheet: true, is_blocked, findings, outputs }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Creates a report of one sheet with these findings.
    pub(super) fn report_of<'a>(source: &'a Source, findings: &'a [Finding]) -> Report<'a> {
        let findings = findings.iter().collect();
        let file = FileReport { source, is_sheet: true, is_blocked: false, findings, outputs: Vec::new() };
        Report { files: vec![file], ..Report::default() }
    }
}
