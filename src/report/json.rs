//! The report for programs: one JSON object, whose JSON Schema `mokuhyo schema --form report` prints. Lines
//! and columns count from 1, columns in characters.

mod schema;
mod text;

use schemars::JsonSchema;
use serde::Serialize;

pub use self::schema::json_schema;
pub(super) use self::schema::schema_of;
pub(super) use self::text::written;
use super::state_labels::state_name;
use super::{ErrorReport, FileReport, Orphan, Report, State, Status};
use crate::finding::{Finding, Lang, MOST, Mend, Omitted};
use crate::source::{Source, Span};

/// The version of the object's shape. Additional keys do not change it.
const VERSION: u32 = 1;

/// The findings and outputs of a command.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "mokuhyo --format json")]
pub(super) struct JsonReport<'a> {
    /// The version of this shape.
    pub(super) version: u32,
    /// The findings in sheets, settings and dictionaries, by file and position.
    pub(super) findings: Vec<JsonFinding<'a>>,
    /// The numbers of findings that are not listed in `findings`, which has the first 200 of a rule in a
    /// file.
    pub(super) omitted: Vec<JsonOmitted<'a>>,
    /// The selected sheets.
    pub(super) sheets: Vec<JsonSheet<'a>>,
    /// Outputs that belong to no single sheet.
    pub(super) outputs: Vec<JsonOutput<'a>>,
    /// Outputs whose sources no longer exist.
    pub(super) orphans: Vec<JsonOrphan<'a>>,
    /// Folders that `build` skipped because they are not published (公開: しない).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) drafts: Vec<&'a str>,
    /// The errors of the run. If there are any, the exit status is not 0.
    pub(super) errors: Vec<JsonError<'a>>,
    /// `roll`: files that were copied unchanged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) copies: Option<Vec<&'a str>>,
}

impl JsonReport<'_> {
    /// Returns an object without contents.
    pub(super) fn empty() -> Self {
        Self {
            version: VERSION,
            findings: Vec::new(),
            omitted: Vec::new(),
            sheets: Vec::new(),
            outputs: Vec::new(),
            orphans: Vec::new(),
            drafts: Vec::new(),
            errors: Vec::new(),
            copies: None,
        }
    }
}

/// A problem at a place in a file.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonFinding<'a> {
    /// The rule's name, which `mokuhyo explain` accepts.
    rule: &'a str,
    #[schemars(schema_with = "schema::severities")]
    severity: &'a str,
    /// The description of the problem.
    message: String,
    /// The advice to the writer.
    help: String,
    /// The file, relative to the PATH as typed.
    path: &'a str,
    #[serde(flatten)]
    region: JsonRegion,
    /// The address of the value, such as `組織目標[0].目標`; empty for the whole file.
    field: String,
    /// Further places with the same problem in the same value; the first 200.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<JsonRegion>,
    /// The number of further places that are not in `others`.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(range(min = 1))]
    others_omitted: usize,
    /// The edits that correct the problem; absent where only a person can decide what to write.
    #[serde(skip_serializing_if = "Option::is_none")]
    mend: Option<JsonMend<'a>>,
}

/// A range of characters in a file.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct JsonRegion {
    /// The line of the first character, from 1.
    line: usize,
    /// The column of the first character, from 1.
    column: usize,
    /// The line of the last character.
    end_line: usize,
    /// The column after the last character, from 1 (exclusive).
    end_column: usize,
}

/// Edits that are applied all or not at all.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct JsonMend<'a> {
    /// `certain`: right in every case; `check --fix` applies it. `proposed`: to be decided by a person.
    #[schemars(schema_with = "schema::mends")]
    kind: &'a str,
    /// The edits in the file's order; empty if there are more than 200.
    edits: Vec<JsonEdit<'a>>,
    /// The number of edits that are not in `edits`.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(range(min = 1))]
    edits_omitted: usize,
}

/// A replacement of a range of characters.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct JsonEdit<'a> {
    #[serde(flatten)]
    region: JsonRegion,
    /// The new text.
    text: &'a str,
}

/// The number of findings of a rule in a file that are not listed.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonOmitted<'a> {
    /// The rule's name.
    rule: &'a str,
    #[schemars(schema_with = "schema::severities")]
    severity: &'a str,
    /// The file, relative to the PATH as typed.
    path: &'a str,
    /// The number of findings.
    count: usize,
}

/// A sheet with its outputs.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonSheet<'a> {
    /// The file, relative to the PATH as typed.
    pub(super) path: &'a str,
    /// `clean`: no findings. `warnings`: only warnings. `blocked`: no errors in the sheet, but errors in its
    /// settings, so that no outputs are built. `errors`: errors in the sheet.
    #[schemars(schema_with = "schema::statuses")]
    pub(super) status: &'a str,
    /// The outputs of the sheet.
    pub(super) outputs: Vec<JsonOutput<'a>>,
    /// `roll`: the number of results that became actual values of last year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) carried: Option<usize>,
    /// `roll`: indicators without a result; the lines are those of `path`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) missing: Option<Vec<JsonSpot<'a>>>,
    /// `roll`: texts that mention past years; the lines are those of the new file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dated: Option<Vec<JsonSpot<'a>>>,
}

/// A value that `roll` reports.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonSpot<'a> {
    /// The address of the value.
    pub(super) field: String,
    /// The line, from 1.
    pub(super) line: usize,
    /// The text, if it is reported.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schemars(with = "Option<String>")]
    pub(super) text: &'a str,
}

/// An output.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonOutput<'a> {
    /// The file, relative to `--out` as typed.
    pub(super) path: &'a str,
    /// The state of the output. `build` and `proof` report `built`, `unchanged` and `failed`; `build
    /// --verify` reports `unchanged`, `missing`, `stale` and `altered`. `foreign`: a file that mokuhyo did
    /// not create is in its place.
    #[schemars(schema_with = "schema::states")]
    pub(super) state: &'a str,
}

/// An output whose source no longer exists.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonOrphan<'a> {
    /// The file, relative to `--out` as typed.
    path: &'a str,
    /// `true` if it was removed.
    pruned: bool,
    /// `true` if its folder is not published (公開: しない), `false` if its source no longer exists.
    draft: bool,
    /// `true` if it was not removed, because mokuhyo did not create it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(with = "Option<bool>")]
    foreign: bool,
}

/// A wrong invocation, or a file that could not be read or written.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonError<'a> {
    /// The description of the error.
    message: &'a str,
    /// The file concerned, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

/// Formats a report as one JSON object, with a trailing newline.
pub fn json(report: &Report, lang: Lang) -> String {
    let mut root = JsonReport::empty();
    for file in &report.files {
        let (findings, omitted) = file.shown();
        root.findings.extend(findings.into_iter().map(|finding| json_finding(file.source, finding, lang)));
        root.omitted.extend(omitted.into_iter().map(|rest| json_omitted(file.source, rest)));
    }
    root.sheets = report.files.iter().filter(|file| file.is_sheet).map(json_sheet).collect();
    root.outputs = outputs(&report.site);
    root.orphans = report.orphans.iter().map(json_orphan).collect();
    root.drafts = report.drafts.iter().map(String::as_str).collect();
    root.errors = report.errors.iter().map(|error| json_error(error, lang)).collect();
    written(&root)
}

pub(super) fn json_error(error: &ErrorReport, lang: Lang) -> JsonError<'_> {
    JsonError { message: error.message.get(lang), path: error.path.as_deref() }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

fn json_finding<'a>(source: &'a Source, finding: &'a Finding, lang: Lang) -> JsonFinding<'a> {
    JsonFinding {
        rule: finding.rule.name,
        severity: finding.severity.name(),
        message: finding.counted_message().get(lang).to_owned(),
        help: finding.advice().get(lang).to_owned(),
        path: &source.path,
        region: region(source, finding.span),
        field: finding.field.to_string(),
        others: finding.others.iter().take(MOST).map(|&span| region(source, span)).collect(),
        others_omitted: finding.others.len().saturating_sub(MOST),
        mend: finding.mend.as_ref().map(|mend| json_mend(source, mend)),
    }
}

fn region(source: &Source, span: Span) -> JsonRegion {
    let (start, end) = (source.place(span.start), source.place(span.end));
    JsonRegion { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}

fn json_mend<'a>(source: &Source, mend: &'a Mend) -> JsonMend<'a> {
    let count = mend.edits().len();
    let edits = if count <= MOST { mend.edits() } else { &[] };
    JsonMend {
        kind: mend.kind(),
        edits: edits
            .iter()
            .map(|edit| JsonEdit { region: region(source, edit.span), text: &edit.text })
            .collect(),
        edits_omitted: count - edits.len(),
    }
}

fn json_omitted(source: &Source, omitted: Omitted) -> JsonOmitted<'_> {
    let Omitted { rule, severity, count, .. } = omitted;
    JsonOmitted { rule: rule.name, severity: severity.name(), path: &source.path, count }
}

fn json_orphan(orphan: &Orphan) -> JsonOrphan<'_> {
    let Orphan { path, pruned, is_draft, foreign } = orphan;
    JsonOrphan { path, pruned: *pruned, draft: *is_draft, foreign: *foreign }
}

fn json_sheet<'a>(file: &FileReport<'a>) -> JsonSheet<'a> {
    JsonSheet {
        path: &file.source.path,
        status: status_name(file.status()),
        outputs: outputs(&file.outputs),
        carried: None,
        missing: None,
        dated: None,
    }
}

/// Returns the name of a status for programs.
pub(super) fn status_name(status: Status) -> &'static str {
    match status {
        Status::Clean => "clean",
        Status::Warnings => "warnings",
        Status::Blocked => "blocked",
        Status::Errors => "errors",
    }
}

fn outputs<'a>(outputs: &[(&'a str, State)]) -> Vec<JsonOutput<'a>> {
    outputs.iter().map(|&(path, state)| JsonOutput { path, state: state_name(state) }).collect()
}
