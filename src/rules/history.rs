//! `history-mismatch`: this year's 実績 against last year's 結果, where the collection has it.

use std::collections::HashMap;

use super::case::goal_field;
use super::facts::{IndicatorFacts, Peer, SpannedText};
use crate::finding::{Field, Finding, Message, Rule, brief};
use crate::sheet::RowUnit;
use crate::sheet::quantity::ValueReading;

/// Returns the findings about 実績 that differ from 結果 in last year's sheet of the same department, by the sheets'
/// indices.
pub(super) fn check(sheets: &[Peer]) -> Vec<(usize, Finding)> {
    let known =
        || sheets.iter().filter_map(|sheet| Some((DepartmentName::of(sheet)?, sheet.facts.year?, sheet)));
    let by_year: HashMap<_, _> = known().map(|(owner, year, sheet)| ((owner, year), sheet)).collect();
    let mut found = Vec::new();
    for (owner, year, sheet) in known() {
        let Some(last) = by_year.get(&(owner, year.before(1))) else { continue };
        let mismatches = mismatches(measures(sheet), measures(last));
        found.extend(mismatches.into_iter().map(|finding| (sheet.place, finding)));
    }
    found
}

/// The 部 and 課 of a department's sheet.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct DepartmentName<'a>(&'a str, &'a str);

impl<'a> DepartmentName<'a> {
    fn of(sheet: &Peer<'a>) -> Option<Self> {
        let department = sheet.detail.department.as_ref()?;
        Some(Self(department.division.as_ref()?.text.trim(), department.section.as_ref()?.text.trim()))
    }
}

fn measures<'a>(sheet: &Peer<'a>) -> &'a [IndicatorFacts] {
    sheet.detail.department.as_ref().map_or(&[], |department| &department.measures)
}

/// Returns the indicators of a sheet by what they measure; `None` where several measure the same.
fn by_key(measures: &[IndicatorFacts]) -> HashMap<u64, Option<&IndicatorFacts>> {
    let mut by_key = HashMap::new();
    for measure in measures {
        by_key.entry(measure.key).and_modify(|found| *found = None).or_insert(Some(measure));
    }
    by_key
}

fn mismatches(sheet: &[IndicatorFacts], last: &[IndicatorFacts]) -> Vec<Finding> {
    let last = by_key(last);
    let mismatch = |measure: &IndicatorFacts| {
        let before = (*last.get(&measure.key)?)?.result.as_deref()?;
        let (year, now) = measure.before.as_ref()?;
        (!is_same(before, &now.text, &measure.unit))
            .then(|| mismatch(before, now).in_field(field(measure, year)))
    };
    sheet.iter().filter_map(mismatch).collect()
}

fn field(measure: &IndicatorFacts, year: &str) -> Field {
    let [goal, action, indicator] = measure.at;
    let action = goal_field(goal).key("取組").index(action);
    action.key("指標").index(indicator).key("実績").key(year)
}

/// Compares numbers by their value, whether they are exact, a bound or about so much, and other texts by their characters.
fn is_same(left: &str, right: &str, unit: &str) -> bool {
    let row = RowUnit::of(unit);
    let number = |text: &str| ValueReading::of(text, &row).number();
    let is_same_number = || {
        let (left, right) = number(left).zip(number(right))?;
        let same = left.value == right.value && left.bound == right.bound && left.is_about == right.is_about;
        Some(same && left.has_unit_of(&right))
    };
    left.trim() == right.trim() || is_same_number().unwrap_or(false)
}

fn mismatch(before: &str, now: &SpannedText) -> Finding {
    let (was, is) = (brief(before.trim()), brief(now.text.trim()));
    let message = Message::new(
        format!("実績「{is}」が、前の年度のシートの結果「{was}」と違います。"),
        format!("実績 is {is}, but last year's sheet has {was} as 結果."),
    );
    let help = Message::new("どちらが正しいか確かめてください。", "Check which of them is correct.");
    Finding::new(Rule::HISTORY_MISMATCH, now.span, message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_is_the_same_in_every_notation() {
        let same = [
            ("1,200", "１２００", "人"),
            ("45", "45回", "回"),
            ("85.0％", "85%", ""),
            ("1万", "10,000人", "人"),
            ("▲3", "-3", ""),
        ];
        for (left, right, unit) in same {
            assert!(is_same(left, right, unit), "{left} {right}");
        }
        for (left, right, unit) in [
            ("45", "46", ""),
            ("約45", "45", ""),
            ("45以上", "45", ""),
            ("45件", "45人", ""),
            ("実施", "実施中", ""),
        ] {
            assert!(!is_same(left, right, unit), "{left} {right}");
        }
    }
}
