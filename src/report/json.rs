//! For programs: one JSON object. Lines and columns count from 1, columns in characters.

use serde::Serialize;

use super::words::{places, severity_name, state_name};
use super::{FileReport, Orphan, Report, State, Status};
use crate::finding::{Finding, Lang, Mend};
use crate::source::{Edit, Source, Span};

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
    /// Whether its folder is not published; else its source is gone.
    draft: bool,
    /// Whether it was to be pruned and stayed, since it is not ours.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    foreign: bool,
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
    /// Further places in the same value where the same is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<JsonRegion>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mend: Option<JsonMend<'a>>,
}

/// A place in a file; the end is behind the last character.
#[derive(Serialize)]
struct JsonRegion {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// Edits that mend a finding: `certain` ones are what `--fix` does, `proposed` ones are for a person.
#[derive(Serialize)]
struct JsonMend<'a> {
    kind: &'a str,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    #[serde(flatten)]
    region: JsonRegion,
    text: &'a str,
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
        orphans: report.orphans.iter().map(json_orphan).collect(),
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
        others: finding.others.iter().map(|&span| region(source, span)).collect(),
        mend: finding.mend.as_ref().map(|mend| json_mend(source, mend)),
    }
}

fn region(source: &Source, span: Span) -> JsonRegion {
    let (start, end) = (source.place(span.start), source.place(span.end));
    JsonRegion { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}

fn json_mend<'a>(source: &Source, mend: &'a Mend) -> JsonMend<'a> {
    let edit = |edit: &'a Edit| JsonEdit { region: region(source, edit.span), text: &edit.text };
    JsonMend { kind: mend.kind(), edits: mend.edits().iter().map(edit).collect() }
}

fn json_orphan(orphan: &Orphan) -> JsonOrphan<'_> {
    let Orphan { path, pruned, is_draft, foreign } = orphan;
    JsonOrphan { path, pruned: *pruned, draft: *is_draft, foreign: *foreign }
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
