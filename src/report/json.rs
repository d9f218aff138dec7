//! For programs: one JSON object. Lines and columns count from 1, columns in characters.

use serde::Serialize;

use super::words::{places, severity_name, state_name};
use super::{FileReport, Report, State, Status};
use crate::finding::{Finding, Lang};
use crate::source::Source;

/// The version of this object's shape.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Root<'a> {
    version: u32,
    findings: Vec<JsonFinding<'a>>,
    sheets: Vec<JsonSheet<'a>>,
    /// Outputs that belong to no sheet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outputs: Vec<JsonOutput<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    orphans: Vec<JsonOrphan<'a>>,
}

/// An output whose source is gone.
#[derive(Serialize)]
struct JsonOrphan<'a> {
    path: &'a str,
    pruned: bool,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    help: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    field: String,
}

#[derive(Serialize)]
struct JsonSheet<'a> {
    path: &'a str,
    status: &'a str,
    outputs: Vec<JsonOutput<'a>>,
}

#[derive(Serialize)]
struct JsonOutput<'a> {
    path: &'a str,
    state: &'a str,
}

/// A report as the design's JSON object, with a newline at its end.
pub fn json(report: &Report, lang: Lang) -> String {
    let root = Root {
        version: VERSION,
        findings: report.findings().map(|(source, finding)| json_finding(source, finding, lang)).collect(),
        sheets: report.files.iter().filter(|file| file.is_sheet).map(json_sheet).collect(),
        outputs: outputs(&report.site),
        orphans: report
            .orphans
            .iter()
            .map(|orphan| JsonOrphan { path: &orphan.path, pruned: orphan.pruned })
            .collect(),
    };
    let json = serde_json::to_string_pretty(&root).unwrap_or_default();
    json + "\n"
}

fn json_finding<'a>(source: &'a Source, finding: &'a Finding, lang: Lang) -> JsonFinding<'a> {
    let (start, end) = places(source, finding);
    JsonFinding {
        rule: finding.rule.name,
        severity: severity_name(finding.severity),
        message: finding.message.get(lang),
        help: finding.help.get(lang),
        path: &source.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        field: finding.field.to_string(),
    }
}

fn json_sheet<'a>(file: &'a FileReport) -> JsonSheet<'a> {
    JsonSheet {
        path: &file.source.path,
        status: match file.status() {
            Status::Clean => "clean",
            Status::Warnings => "warnings",
            Status::Errors => "errors",
        },
        outputs: outputs(&file.outputs),
    }
}

fn outputs<'a>(outputs: &[(&'a str, State)]) -> Vec<JsonOutput<'a>> {
    outputs.iter().map(|&(path, state)| JsonOutput { path, state: state_name(state) }).collect()
}
