//! `history-mismatch`: this year's 実績 against last year's 結果, where the collection has it.

use std::collections::HashMap;

use super::case::goal_field;
use super::facts::{DepartmentFacts, Facts, Measure, Spot};
use crate::finding::{Field, Finding, Rule, Words, brief};
use crate::sheet::{FiscalYear, Number};

/// What a department is called: 部 and 課.
type Name = (String, String);

/// 実績 that last year's sheet of the same department has otherwise, by the sheets' places.
pub(super) fn judge(sheets: &[&Facts]) -> Vec<(usize, Finding)> {
    let named: Vec<Option<(Name, FiscalYear)>> =
        sheets.iter().map(|facts| Some((name(facts.detail().department()?)?, facts.year?))).collect();
    let by_year: HashMap<&(Name, FiscalYear), usize> =
        named.iter().enumerate().filter_map(|(place, key)| Some((key.as_ref()?, place))).collect();
    let mut found = Vec::new();
    for (place, key) in named.iter().enumerate() {
        let before = key.as_ref().map(|(name, year)| (name.clone(), year.before(1)));
        let Some(last) = before.and_then(|key| by_year.get(&key).copied()) else { continue };
        let (now, last) = (sheets[place].detail(), sheets[last].detail());
        let mismatches = now.department().zip(last.department()).map(|(now, last)| mismatches(now, last));
        found.extend(mismatches.into_iter().flatten().map(|finding| (place, finding)));
    }
    found
}

fn name(sheet: &DepartmentFacts) -> Option<Name> {
    let trimmed = |spot: &Option<Spot>| spot.as_ref().map(|spot| spot.text.trim().to_owned());
    Some((trimmed(&sheet.division)?, trimmed(&sheet.section)?))
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
