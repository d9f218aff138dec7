//! The form of a sheet: the one that 様式 names, else the one that its keys imply.

use super::{schema_check, suggest};
use crate::finding::{Field, Finding, Message, Rule, brief};
use crate::sheet::Form;
use crate::source::{Edit, Source, Span};
use crate::yaml::{Data, Node};

/// The fewest keys from which the form of a sheet is inferred.
pub(super) const LEAST_KEYS: usize = 3;

/// Keeps the first finding about 様式: the schema reports again what was found before it.
pub(super) fn report_form_once(findings: &mut Vec<Finding>) {
    let form = Field::default().key("様式");
    let mut is_reported = false;
    findings.retain(|finding| finding.field != form || !std::mem::replace(&mut is_reported, true));
}

/// Returns the form that 様式 names, or else the one whose keys the sheet has.
pub(super) fn form_of(
    source: &Source,
    tree: &Node,
    meant: Option<Form>,
    findings: &mut Vec<Finding>,
) -> Option<Form> {
    let field = Field::default().key("様式");
    let Some(entry) = tree.entry("様式") else {
        findings.push(no_form(tree, meant).in_field(field));
        return meant;
    };
    let name = entry.value.scalar().unwrap_or_default().trim();
    if let Some(form) = Form::named(name) {
        return Some(form);
    }
    let is_empty = entry.value.data == Data::Empty;
    let span = if is_empty { entry.key_span } else { entry.value.span };
    let message = if is_empty {
        Message::new("「様式」が空です。", "様式 is empty.")
    } else {
        Message::new(
            format!("様式「{}」はありません。", brief(name)),
            format!("No form is called {}.", brief(name)),
        )
    };
    let finding = Finding::new(Rule::UNKNOWN_FORM, span, message, form_help(meant)).in_field(field);
    let near = suggest(name, &Form::ALL.map(Form::name)).and_then(Form::named);
    let form = near.or(meant);
    // Behind the colon of an empty one; of another, where it is nearly one of the two.
    let edit = if is_empty {
        let colon = source.text().get(span.end..).and_then(|rest| rest.find(':')).map(|at| span.end + at + 1);
        let edit = |form: Form, at| Edit::insertion(at, format!(" {}", form.name()));
        meant.zip(colon).map(|(form, at)| edit(form, at))
    } else {
        near.map(|form| Edit::new(span, form.name().to_owned()))
    };
    findings.push(match edit {
        Some(edit) => finding.proposing(vec![edit]),
        None => finding,
    });
    form
}

fn form_help(meant: Option<Form>) -> Message {
    let Some(name) = meant.map(Form::name) else {
        return Message::new(
            "「組織目標管理シート」か「区組織目標」と書いてください。",
            "Write 組織目標管理シート or 区組織目標.",
        );
    };
    Message::new(
        format!(
            "書かれている項目からみて、「様式: {name}」と書いてください(課のシートは「組織目標管理シート」、区のページは「区組織目標」です)。"
        ),
        format!("By its keys this is a sheet of the form {name}: write 様式: {name}."),
    )
}

/// Returns the finding for a missing 様式, whose line is added before the first.
fn no_form(tree: &Node, meant: Option<Form>) -> Finding {
    let finding = schema_check::missing_key(tree, &Field::default(), "様式");
    let Some(name) = meant.map(Form::name) else { return Finding { help: form_help(None), ..finding } };
    let help = Message::new(
        format!("1行目に「様式: {name}」の行を足してください。"),
        format!("Add the line 様式: {name} before the first."),
    );
    let at = Span::new(finding.span.start, finding.span.start);
    let edit = Edit::new(at, format!("様式: {name}\n"));
    Finding { help, ..finding }.proposing(vec![edit])
}
