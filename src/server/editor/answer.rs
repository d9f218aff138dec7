//! What pages are reported, as JSON.

use serde_json::{Value, json};

use super::boxes::on_paper;
use crate::edit::Address;
use crate::finding::{Field, Finding, Mend, Message};
use crate::session::{Refused, SheetState, Snapshot};
use crate::sheet::{Form, Kinds, Settings, Takes};
use crate::source::Source;

/// What a snapshot is reported with.
pub(super) struct Context<'a> {
    pub(super) sheet: &'a SheetState,
    pub(super) settings: &'a Settings,
    /// Whether there is something to undo, and to redo.
    pub(super) history: (bool, bool),
}

/// Returns a sheet's state: its boxes in the order of the paper, its findings, its source.
pub(super) fn snapshot(taken: &Snapshot, context: &Context) -> Value {
    let source = Source::new(context.sheet.shown.as_str(), taken.text.as_str());
    let kinds = Kinds::of_form(if context.sheet.is_ward { Form::Ward } else { Form::Department });
    let values: Vec<Value> = taken
        .values
        .iter()
        .map(|value| {
            let field = value.at.field();
            let choices = choices(kinds.at(field), context.settings);
            json!({
                "at": value.at,
                "text": value.text,
                "label": field.label_path(),
                "choices": choices,
            })
        })
        .collect();
    let findings: Vec<Value> =
        taken.findings.iter().enumerate().map(|(n, it)| finding(n, it, &source, taken)).collect();
    json!({
        "id": taken.id,
        "revision": taken.revision,
        "name": context.sheet.name,
        "title": title(context.sheet),
        "shown": context.sheet.shown,
        "isWard": context.sheet.is_ward,
        "isDraft": context.sheet.is_draft,
        "text": taken.text,
        "isReadable": taken.is_readable,
        "values": values,
        "findings": findings,
        "isJudged": taken.is_judged,
        "saving": taken.saving,
        "removedComments": taken.removed_comments,
        "undo": context.history.0,
        "redo": context.history.1,
    })
}

/// Returns the name of a sheet in the words of the paper; where it says none, of its file.
fn title(sheet: &SheetState) -> String {
    let parts = [&sheet.organization, &sheet.section].map(|it| it.trim().replace(['\n', '\r'], " "));
    let title = parts.iter().filter(|it| !it.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    if title.is_empty() { sheet.name.clone() } else { title }
}

fn choices(takes: Option<Takes>, settings: &Settings) -> Option<Vec<&str>> {
    let scales = settings.scales.as_ref()?;
    let scale = match takes? {
        Takes::Status => &scales.status,
        Takes::Evaluation => &scales.evaluation,
        _ => return None,
    };
    let symbols: Vec<&str> = scale.symbols().collect();
    (!symbols.is_empty()).then_some(symbols)
}

/// Returns a finding with its place on the paper. `number` is its place among the snapshot's; one of the finished
/// page has none.
pub(super) fn finding(number: usize, finding: &Finding, source: &Source, taken: &Snapshot) -> Value {
    let mut told = bare(finding, taken);
    told["number"] = json!(number);
    told["line"] = json!(source.place(finding.span.start).line);
    told["mend"] = json!(finding.mend.as_ref().map(Mend::kind));
    told["edits"] = json!(finding.mend.as_ref().map(|mend| {
        let edits = mend.edits().iter();
        edits.map(|edit| json!([source.slice(edit.span), edit.text])).collect::<Vec<_>>()
    }));
    told
}

/// Returns a finding of the finished page.
pub(super) fn bare(finding: &Finding, taken: &Snapshot) -> Value {
    json!({
        "rule": finding.rule.name,
        "severity": finding.severity,
        "message": finding.counted_message(),
        "help": finding.help,
        "at": box_of(&finding.field, taken),
        "label": finding.field.label_path(),
    })
}

/// Returns the box of a field: its own, else that of the nearest place that holds it. Years of 実績 have several
/// names, and one on the paper.
fn box_of<'a>(field: &Field, taken: &'a Snapshot) -> Option<&'a Address> {
    let field = &on_paper(field);
    let exact = taken.values.iter().find(|value| value.at.field() == field);
    let inside = || taken.values.iter().find(|value| value.at.field().is_within(field));
    let outside = || taken.values.iter().find(|value| field.is_within(value.at.field()));
    if field.is_root() {
        return None;
    }
    exact.or_else(inside).or_else(outside).map(|value| &value.at)
}

/// Returns why something is not done.
pub(super) fn refusal(refused: &Refused) -> Value {
    let why = match refused {
        Refused::NoSheet => Message::new("シートがありません。", "The sheet is not there."),
        Refused::Outdated { .. } => Message::new(
            "同じ欄が、その間に変わりました。いまの内容を確かめてください。",
            "The same box has changed meanwhile. Check its value of now.",
        ),
        Refused::Wish { finding } => Message::new(
            format!("{}{}", finding.message.ja, finding.help.ja),
            format!("{} {}", finding.message.en, finding.help.en),
        ),
        Refused::Failed { why } => why.clone(),
    };
    json!({ "refused": why, "kind": refused })
}
