//! For programs: one JSON object, whose JSON Schema `mokuhyo schema --form report` prints. Lines and columns
//! count from 1, columns in characters.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::Value;

use super::state_labels::{STATES, severity_name, state_name};
use super::{FileReport, Orphan, Report, State, Status};
use crate::finding::{Finding, Lang, MOST, Mend, Omitted, Severity, is_interpreted};
use crate::source::{Edit, Source, Span};

/// The version of this object's shape. Names that are added do not change it.
const VERSION: u32 = 1;

/// What a command found and made.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "mokuhyo --format json")]
pub(super) struct Root<'a> {
    /// The version of this shape.
    pub(super) version: u32,
    /// What is wrong in sheets, settings and dictionaries, by file and place.
    pub(super) findings: Vec<JsonFinding<'a>>,
    /// Findings that are counted but not in `findings`: of one rule in one file the first 200 are.
    pub(super) omitted: Vec<JsonOmitted<'a>>,
    /// The sheets that were asked for.
    pub(super) sheets: Vec<JsonSheet<'a>>,
    /// Outputs that belong to no sheet.
    pub(super) outputs: Vec<JsonOutput<'a>>,
    /// Outputs whose sources are gone.
    pub(super) orphans: Vec<JsonOrphan<'a>>,
    /// Folders that `build` left out since they are not published (公開: しない).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) drafts: Vec<&'a str>,
    /// What kept the run from doing all that it was asked for. Where there is any, the exit status is not 0.
    pub(super) errors: Vec<JsonError<'a>>,
    /// `roll`: files that were copied as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) copies: Option<Vec<&'a str>>,
}

impl Root<'_> {
    /// Returns an object that says nothing yet.
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

/// Something that is wrong at a place in a file.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonFinding<'a> {
    /// The rule's name, which `mokuhyo explain` takes.
    rule: &'a str,
    #[schemars(schema_with = "severities")]
    severity: &'a str,
    /// What is wrong.
    message: String,
    /// What to write instead.
    help: String,
    /// The file, as PATH was typed.
    path: &'a str,
    /// The line of the first character, from 1.
    line: usize,
    /// The first character in its line, from 1.
    column: usize,
    /// The line of the last character.
    end_line: usize,
    /// The place behind the last character in its line, from 1 (exclusive).
    end_column: usize,
    /// The address of the value, as in `組織目標[0].目標`; empty for the whole file.
    field: String,
    /// Further places in the same value where the same is wrong; the first 200.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<JsonRegion>,
    /// How many further places are not in `others`.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(range(min = 1))]
    others_omitted: usize,
    /// The edits that mend it; absent where only a person knows what belongs there.
    #[serde(skip_serializing_if = "Option::is_none")]
    mend: Option<JsonMend<'a>>,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct JsonRegion {
    /// The line of the first character, from 1.
    line: usize,
    /// The first character in its line, from 1.
    column: usize,
    /// The line of the last character.
    end_line: usize,
    /// The place behind the last character in its line, from 1 (exclusive).
    end_column: usize,
}

/// Edits that belong together: all are applied, or none.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct JsonMend<'a> {
    /// `certain`: right whatever the writer meant, and what `check --fix` applies. `proposed`: for a person to
    /// decide.
    #[schemars(schema_with = "mends")]
    kind: &'a str,
    /// The edits in the file's order; none where there are more than 200.
    edits: Vec<JsonEdit<'a>>,
    /// How many edits there are where they are not in `edits`.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(range(min = 1))]
    edits_omitted: usize,
}

/// A text that replaces what stands at a place.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct JsonEdit<'a> {
    /// The line of the first character, from 1.
    line: usize,
    /// The first character in its line, from 1.
    column: usize,
    /// The line of the last character.
    end_line: usize,
    /// The place behind the last character in its line, from 1 (exclusive).
    end_column: usize,
    /// What is to stand there.
    text: &'a str,
}

/// How many findings of a rule in a file are left out.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonOmitted<'a> {
    /// The rule's name.
    rule: &'a str,
    #[schemars(schema_with = "severities")]
    severity: &'a str,
    /// The file, as PATH was typed.
    path: &'a str,
    /// How many.
    count: usize,
}

/// A sheet, and what was made of it.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonSheet<'a> {
    /// The file, as PATH was typed.
    pub(super) path: &'a str,
    /// `clean`: nothing was found. `warnings`: nothing worse than warnings. `blocked`: nothing worse in itself,
    /// but the settings that govern it have errors, so that nothing is made of it. `errors`: it has errors.
    #[schemars(schema_with = "statuses")]
    pub(super) status: &'a str,
    /// Its outputs.
    pub(super) outputs: Vec<JsonOutput<'a>>,
    /// `roll`: how many results became last year's actual values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) carried: Option<usize>,
    /// `roll`: indicators without a result; lines are those of `path`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) missing: Option<Vec<JsonSpot<'a>>>,
    /// `roll`: texts that name past years; lines are those of the new file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dated: Option<Vec<JsonSpot<'a>>>,
}

/// A value that `roll` has something to say of.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonSpot<'a> {
    /// The address of the value.
    pub(super) field: String,
    /// Its line, from 1.
    pub(super) line: usize,
    /// Its text, where it has one.
    #[serde(skip_serializing_if = "str::is_empty")]
    #[schemars(with = "Option<String>")]
    pub(super) text: &'a str,
}

/// An output.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonOutput<'a> {
    /// The file, as `--out` was typed.
    pub(super) path: &'a str,
    /// What became of it. Of these `build` and `proof` tell `built`, `unchanged` and `failed`, `build --verify`
    /// tells `unchanged`, `missing`, `stale` and `altered`. `foreign`: a file that mokuhyo did not make is in the way.
    #[schemars(schema_with = "states")]
    pub(super) state: &'a str,
}

/// An output whose source is gone.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonOrphan<'a> {
    /// The file, as `--out` was typed.
    path: &'a str,
    /// Whether it was removed.
    pruned: bool,
    /// Whether its folder is not published (公開: しない); else its source is gone.
    draft: bool,
    /// Whether it was to be removed and stayed, since mokuhyo did not make it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(with = "Option<bool>")]
    foreign: bool,
}

/// A wrong invocation, or a file that could not be read or written.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct JsonError<'a> {
    /// What is wrong.
    message: &'a str,
    /// The file that it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

/// Returns a report as one JSON object, with a newline at its end.
pub fn json(report: &Report, lang: Lang) -> String {
    let mut root = Root::empty();
    for file in &report.files {
        let (findings, omitted) = file.shown();
        root.findings.extend(findings.into_iter().map(|finding| json_finding(file.source, finding, lang)));
        root.omitted.extend(omitted.into_iter().map(|it| json_omitted(file.source, it)));
    }
    root.sheets = report.files.iter().filter(|file| file.is_sheet).map(json_sheet).collect();
    root.outputs = outputs(&report.site);
    root.orphans = report.orphans.iter().map(json_orphan).collect();
    root.drafts = report.drafts.iter().map(String::as_str).collect();
    let error = |message, path| JsonError { message, path };
    let errors = report.errors.iter();
    root.errors = errors.map(|it| error(it.message.get(lang), it.path.as_deref())).collect();
    written(&root)
}

/// Returns an object as text, with a newline at its end.
#[expect(
    clippy::expect_used,
    reason = "the reports' types have text for keys and no serializer of their own"
)]
pub(super) fn written(object: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(object).expect("a report can be written as JSON");
    inert(&json).into_owned() + "\n"
}

/// Escapes in JSON what a terminal or a CI log would obey. It stands in strings, where an escape means the
/// same; the line breaks between values stay.
fn inert(json: &str) -> Cow<'_, str> {
    let is_interpreted = |character: char| character != '\n' && is_interpreted(character);
    if !json.contains(is_interpreted) && !json.contains("##[") {
        return Cow::Borrowed(json);
    }
    let mut units = [0; 2];
    let mut told = String::with_capacity(json.len() + 16);
    for (at, character) in json.char_indices() {
        if is_interpreted(character) || character == '#' && json[at..].starts_with("##[") {
            told.extend(character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            told.push(character);
        }
    }
    Cow::Owned(told)
}

/// Returns the JSON Schema of what [`json`] returns.
pub fn json_schema() -> Value {
    schema_of::<Root>()
}

/// Returns a type's schema in the draft that most tools read.
pub(super) fn schema_of<T: JsonSchema>() -> Value {
    SchemaSettings::draft07().for_serialize().into_generator().into_root_schema_for::<T>().to_value()
}

fn severities(_: &mut SchemaGenerator) -> Schema {
    named(&[Severity::Error, Severity::Warning].map(severity_name))
}

fn statuses(_: &mut SchemaGenerator) -> Schema {
    named(&[Status::Clean, Status::Warnings, Status::Blocked, Status::Errors].map(status_name))
}

fn states(_: &mut SchemaGenerator) -> Schema {
    named(&STATES.map(state_name))
}

fn mends(_: &mut SchemaGenerator) -> Schema {
    named(&[Mend::Certain(Vec::new()), Mend::Proposed(Vec::new())].map(|mend| mend.kind()))
}

fn named(names: &[&str]) -> Schema {
    json_schema!({ "type": "string", "enum": names })
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

fn json_finding<'a>(source: &'a Source, finding: &'a Finding, lang: Lang) -> JsonFinding<'a> {
    let JsonRegion { line, column, end_line, end_column } = region(source, finding.span);
    JsonFinding {
        rule: finding.rule.name,
        severity: severity_name(finding.severity),
        message: finding.told().get(lang).to_owned(),
        help: finding.advice().get(lang).to_owned(),
        path: &source.path,
        line,
        column,
        end_line,
        end_column,
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
        edits: edits.iter().map(|edit| json_edit(source, edit)).collect(),
        edits_omitted: count - edits.len(),
    }
}

fn json_edit<'a>(source: &Source, edit: &'a Edit) -> JsonEdit<'a> {
    let JsonRegion { line, column, end_line, end_column } = region(source, edit.span);
    JsonEdit { line, column, end_line, end_column, text: &edit.text }
}

fn json_omitted(source: &Source, omitted: Omitted) -> JsonOmitted<'_> {
    let Omitted { rule, severity, count, .. } = omitted;
    JsonOmitted { rule: rule.name, severity: severity_name(severity), path: &source.path, count }
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

/// How a sheet stands, for programs.
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
