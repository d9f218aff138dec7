//! `plan-incomplete`: boxes of the plan that are empty while nothing is evaluated yet.

use super::case::Case;
use super::typing;
use crate::finding::{Field, Finding, Message, Rule, Step};
use crate::sheet::stage::{RequiredBox, Stage};
use crate::yaml::Data;

/// Returns the empty boxes of the plan, reported once at the first of them.
pub(super) fn incomplete(case: &Case, required_boxes: &[RequiredBox]) -> Option<Finding> {
    let of_plan =
        required_boxes.iter().filter(|required| required.stage == Stage::Plan && required.is_empty());
    let empty: Vec<&RequiredBox> = of_plan.filter(|required| !is_refused(case, required)).collect();
    // 実績 that was refused may be all that the sheet has of it.
    let lacks_actuals = empty.iter().any(|required| is_actual(required));
    let unknown = lacks_actuals
        && required_boxes.iter().any(|required| is_actual(required) && is_refused(case, required));
    let empty: Vec<&RequiredBox> =
        empty.into_iter().filter(|required| !(unknown && is_actual(required))).collect();
    let first = empty.first()?;
    let boxes = boxes(&empty);
    let (ja, en): (Vec<_>, Vec<_>) = boxes.into_iter().map(|words| (words.ja, words.en)).unzip();
    let message = Message::new(
        format!("計画の欄に、まだ書かれていない所があります: {}。", ja.join("、")),
        format!("The plan is not complete. These boxes are empty: {}.", en.join(", ")),
    );
    let help = Message::new(
        "公表する前に書いてください。測っていない年の実績は「\"-\"」と書きます。",
        "Fill them in before the sheet is published. Write \"-\" for a year that was not measured.",
    );
    let (map, key) = match first.map.0.split_last() {
        // The year has no place if no year is written.
        Some((Step::Key(key), indicator)) if is_actual(first) => (Field(indicator.to_vec()), key.as_str()),
        _ => (first.map.clone(), first.key.as_str()),
    };
    let typed = Message::new(
        "公表する前に書いてください。測っていない年の実績の欄には「-」を打ちます。",
        "Fill them in before the sheet is published. Type - into the box of a year that was not measured.",
    );
    Some(case.at_key(Rule::PLAN_INCOMPLETE, &map, key, message, help).helped_in_box(typed))
}

/// Returns the boxes in the words of the paper. 実績 is empty in all indicators alike, and named once.
fn boxes(empty: &[&RequiredBox]) -> Vec<Message> {
    let named = |required: &RequiredBox| {
        if is_actual(required) {
            Message::new("実績(すべての指標)", "実績 of every 指標")
        } else {
            Message::new(required.field().label_path(), required.field().label_path())
        }
    };
    let mut boxes: Vec<Message> = Vec::new();
    for words in empty.iter().map(|required| named(required)) {
        if !boxes.contains(&words) {
            boxes.push(words);
        }
    }
    boxes
}

fn is_actual(required: &RequiredBox) -> bool {
    matches!(required.map.0.last(), Some(Step::Key(key)) if key == "実績")
}

/// Returns whether the schema refused the box or a value around it, so that its contents are unknown, or the
/// typed text there has a finding of its own.
fn is_refused(case: &Case, required: &RequiredBox) -> bool {
    let field = required.field();
    if case.tree.at(&field).is_some_and(|node| typing::is_reported_empty(case.source, node)) {
        return true;
    }
    let outer = (1..=field.0.len()).map(|steps| Field(field.0[..steps].to_vec()));
    outer.filter_map(|field| case.tree.at(&field)).any(|node| node.data == Data::Pruned)
}
