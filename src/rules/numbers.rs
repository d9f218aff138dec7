//! `odd-number`, `unit-mismatch` and `direction-mismatch`: values of an indicator that look like numbers, numbers
//! that the row does not count, and a good side that the target contradicts.

use super::case::{Case, indicators};
use crate::finding::{Field, Finding, Message, Rule, brief};
use crate::sheet::department::Direction;
use crate::sheet::quantity::{NumberFault, OddNumber, ValueReading, odd};
use crate::sheet::{Indicator, RowUnit};
use crate::source::{Edit, Source, Text};

/// Finds values of 実績, 目標 and 結果 that look like numbers but are not numbers of their row.
pub(super) fn check(case: &Case) -> Vec<Finding> {
    let Some(sheet) = case.model.department() else { return Vec::new() };
    let rows = sheet.goals.iter().enumerate().flat_map(|(number, goal)| indicators(number, goal));
    let of_row = |(field, indicator)| {
        let mut found = of_row(case.source, &field, indicator);
        found.extend(other_side(case, &field, indicator));
        found
    };
    rows.flat_map(of_row).collect()
}

/// Finds a 良い方向 that contradicts the bound of 目標: `低い` with `45以上`.
fn other_side(case: &Case, field: &Field, indicator: &Indicator) -> Option<Finding> {
    let (direction, target) = (indicator.direction?, indicator.target.as_ref()?);
    let bound = indicator.number(Some(target))?.bound?;
    let meant = if bound.is_lower() { Direction::Higher } else { Direction::Lower };
    if direction == meant {
        return None;
    }
    let field = field.key("良い方向");
    let span = case.tree.at(&field)?.span;
    let (typed, meant, target) = (side(direction), side(meant), brief(target.text.trim()));
    let message = Message::new(
        format!("目標は「{target}」ですが、良い方向は「{typed}」です。"),
        format!("目標 is {target}, but 良い方向 is {typed}."),
    );
    let help = Message::new(
        format!("良い方向を「{meant}」にするか、目標の「{}」を確かめてください。", bound.word()),
        format!("Write {meant} in 良い方向, or check {} in 目標.", bound.word()),
    );
    let edit = Edit::new(span, meant.to_owned());
    Some(Finding::new(Rule::DIRECTION_MISMATCH, span, message, help).in_field(field).proposing(vec![edit]))
}

fn of_row(source: &Source, field: &Field, indicator: &Indicator) -> Vec<Finding> {
    let row = indicator.row_unit();
    let reported = |(keys, text): (ValueKeys, &Text)| {
        let finding = of_value(source, text, indicator, &row)?;
        Some(finding.in_field(keys.into_iter().fold(field.clone(), |field, key| field.key(key))))
    };
    values(indicator).filter_map(reported).collect()
}

/// Returns a side in the form's word.
const fn side(direction: Direction) -> &'static str {
    match direction {
        Direction::Higher => "高い",
        Direction::Lower => "低い",
    }
}

/// The keys that lead from an indicator to a value.
type ValueKeys<'a> = Vec<&'a str>;

/// Returns the values of a row with their keys.
fn values(indicator: &Indicator) -> impl Iterator<Item = (ValueKeys<'_>, &Text)> {
    let Indicator { item: _, unit: _, actuals, target, result, notes: _, status: _, direction: _ } =
        indicator;
    let actuals =
        actuals.0.iter().filter_map(|(year, value)| Some((vec!["実績", &*year.text.text], value.as_ref()?)));
    let own = [("目標", target), ("結果", result)];
    actuals.chain(own.into_iter().filter_map(|(key, value)| Some((vec![key], value.as_ref()?))))
}

fn of_value(source: &Source, text: &Text, indicator: &Indicator, row: &RowUnit) -> Option<Finding> {
    match ValueReading::of(&text.text, row) {
        ValueReading::Number(_) => None,
        ValueReading::OtherUnit(unit) => Some(other_unit(text, &unit, indicator)),
        ValueReading::Text => odd(&text.text, row).map(|odd| odd_number(source, text, &odd)),
    }
}

fn odd_number(source: &Source, text: &Text, odd: &OddNumber) -> Finding {
    let shown = brief(text.text.trim());
    let (ja, en) = reason(odd.fault);
    let message = Message::new(
        format!("「{shown}」は数に見えますが、{ja}ので、数として扱えません。"),
        format!("{shown} looks like a number, but {en}, so it is not read as one."),
    );
    let Some(meant) = &odd.meant else {
        let help = Message::new(
            "桁区切りの「,」は3桁ごとに、小数点の「.」は一つだけ書いてください。",
            "Put a comma before every three digits, and only one decimal point.",
        );
        return Finding::new(Rule::ODD_NUMBER, text.span, message, help);
    };
    let help = Message::new(
        format!("「{}」のことなら、そう書いてください。", brief(meant)),
        format!("Write {} if that is what it means.", brief(meant)),
    );
    let finding = Finding::new(Rule::ODD_NUMBER, text.span, message, help);
    let value = text.place(source.text(), trimmed(&text.text));
    // Written with escapes, or folded, a value is for its writer to put right.
    let is_plain = source.slice(value) == text.text.trim();
    if is_plain { finding.proposing(vec![Edit::new(value, meant.clone())]) } else { finding }
}

fn trimmed(text: &str) -> std::ops::Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// Returns why it is not a number.
const fn reason(fault: NumberFault) -> (&'static str, &'static str) {
    match fault {
        NumberFault::Letter => ("数字の所に文字や丸がある", "a letter or a circle is used as a digit"),
        NumberFault::Separator => {
            ("「,」や「.」の場所が数と違う", "a comma or a point is in the wrong place")
        }
        NumberFault::Ending => ("終わりに句読点や点がある", "it ends with a punctuation mark"),
        NumberFault::Space => ("数字の間に空白がある", "there is a space between its digits"),
        NumberFault::Dash => ("前の線がマイナスではない", "the dash before it is not a minus sign"),
    }
}

fn other_unit(text: &Text, unit: &str, indicator: &Indicator) -> Finding {
    let row = indicator.unit.as_ref().map(|unit| brief(unit.text.trim())).unwrap_or_default();
    let (shown, unit) = (brief(text.text.trim()), brief(unit));
    let message = Message::new(
        format!("「{shown}」の単位「{unit}」が、単位の欄の「{row}」と違います。"),
        format!("The unit of {shown} is {unit}, but 単位 is {row}."),
    );
    let help = Message::new(
        "値の単位か「単位」のどちらが正しいか確かめてください。このままでは、値は数として扱えません。",
        "Check which of the two units is right. As it is, the value is not read as a number.",
    );
    Finding::new(Rule::UNIT_MISMATCH, text.span, message, help)
}
