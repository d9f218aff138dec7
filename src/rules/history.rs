//! `history-mismatch`: this year's 実績 against last year's 結果, where the collection has it.

use std::collections::HashMap;

use super::case::goal_field;
use super::facts::{DepartmentFacts, Facts, Measure, Spot};
use crate::finding::{Field, Finding, Rule, Words, brief};
use crate::sheet::{FiscalYear, Number};

/// What a department is called: 部 and 課.
type Name<'a> = (&'a str, &'a str);

/// 実績 that last year's sheet of the same department has otherwise, by the sheets' places.
pub(super) fn judge(sheets: &[(usize, &Facts)]) -> Vec<(usize, Finding)> {
    let named: Vec<(usize, Name, FiscalYear, &DepartmentFacts)> = sheets
        .iter()
        .filter_map(|&(place, facts)| Some((place, name(facts)?, facts.year?, facts.department()?)))
        .collect();
    let by_year: HashMap<(Name, FiscalYear), &DepartmentFacts> =
        named.iter().map(|&(_, name, year, sheet)| ((name, year), sheet)).collect();
    let found = named.iter().flat_map(|&(place, name, year, sheet)| {
        let last = by_year.get(&(name, year.before(1)));
        let found = last.map(|last| mismatches(sheet, last)).into_iter().flatten();
        found.map(move |finding| (place, finding))
    });
    found.collect()
}

fn name(facts: &Facts) -> Option<Name<'_>> {
    let sheet = facts.department()?;
    Some((sheet.division.as_ref()?.text.trim(), sheet.section.as_ref()?.text.trim()))
}

/// The indicators of a sheet by what they measure; none of those that measure the same.
fn measures(sheet: &DepartmentFacts) -> HashMap<u64, Option<&Measure>> {
    let mut measures = HashMap::new();
    for measure in &sheet.measures {
        measures.entry(measure.key).and_modify(|it| *it = None).or_insert(Some(measure));
    }
    measures
}

fn mismatches(sheet: &DepartmentFacts, last: &DepartmentFacts) -> Vec<Finding> {
    let last = measures(last);
    let mismatch = |measure: &Measure| {
        let before = (*last.get(&measure.key)?)?.result.as_deref()?;
        let (year, now) = measure.before.as_ref()?;
        (!is_same(before, &now.text)).then(|| mismatch(before, now).in_field(field(measure, year)))
    };
    sheet.measures.iter().filter_map(mismatch).collect()
}

fn field(measure: &Measure, year: &str) -> Field {
    let (goal, action, indicator) = measure.at;
    let action = goal_field(goal.into()).key("取組").index(action.into());
    action.key("指標").index(indicator.into()).key("実績").key(year)
}

/// Numbers by their value, other texts by their characters.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    let number = |text: &str| text.parse::<Number>().ok();
    one == other || number(one).is_some() && number(one) == number(other)
}

fn mismatch(before: &str, now: &Spot) -> Finding {
    let (was, is) = (brief(before.trim()), brief(now.text.trim()));
    let message = Words::new(
        format!("実績「{is}」が、前の年度のシートの結果「{was}」と違います。"),
        format!("実績 is {is}, but last year's sheet has {was} as 結果."),
    );
    let help = Words::new("どちらが正しいか確かめてください。", "Check which of them is right.");
    Finding::new(Rule::HISTORY_MISMATCH, now.span, message, help)
}
