//! `history-mismatch`: this year's 実績 against last year's 結果, where the collection has it.

use std::collections::HashMap;

use super::case::{Case, indicators};
use crate::finding::{Finding, Rule, Words, brief};
use crate::sheet::{Department, FiscalYear, Goal, Indicator, Number, Written};

/// What a department is called: 部 and 課.
type Name<'a> = (&'a str, &'a str);

/// 実績 that last year's sheet of the same department has otherwise, by the sheets' places.
pub(super) fn judge(cases: &[(usize, Case)]) -> Vec<(usize, Finding)> {
    let sheets = || cases.iter().filter_map(|(place, case)| Some((*place, *case, case.department()?)));
    let by_year: HashMap<(Name, FiscalYear), &Department> =
        sheets().filter_map(|(_, _, sheet)| Some(((name(sheet)?, year(sheet)?), sheet))).collect();
    let mismatches = |(place, case, sheet): (usize, Case, &Department)| {
        let before = year(sheet).map(|year| year.before(1));
        let last = name(sheet).zip(before).and_then(|key| by_year.get(&key).copied());
        let found = last.zip(before).map(|(last, year)| mismatches(&case, sheet, last, year));
        found.into_iter().flatten().map(|finding| (place, finding)).collect::<Vec<_>>()
    };
    sheets().flat_map(mismatches).collect()
}

fn name(sheet: &Department) -> Option<Name<'_>> {
    Some((sheet.division.as_ref()?.text.trim(), sheet.section.as_ref()?.text.trim()))
}

fn year(sheet: &Department) -> Option<FiscalYear> {
    sheet.year.as_ref()?.value
}

/// An indicator by what it measures: 項目 and 単位.
fn measure(indicator: &Indicator) -> Option<(String, String)> {
    let unit = indicator.unit.as_ref().map(|unit| unit.text.trim().to_owned()).unwrap_or_default();
    Some((indicator.item.as_ref()?.text.trim().to_owned(), unit))
}

/// The indicators of a sheet by what they measure; none of those that measure the same.
fn measures(sheet: &Department) -> HashMap<(String, String), Option<&Indicator>> {
    let mut measures = HashMap::new();
    for indicator in sheet.goals.iter().flat_map(Goal::indicators) {
        if let Some(measure) = measure(indicator) {
            measures.entry(measure).and_modify(|it| *it = None).or_insert(Some(indicator));
        }
    }
    measures
}

fn mismatches(case: &Case, sheet: &Department, last: &Department, year: FiscalYear) -> Vec<Finding> {
    let last = measures(last);
    let all = sheet.goals.iter().enumerate().flat_map(|(number, goal)| indicators(number, goal));
    all.filter_map(|(_, indicator)| {
        let before = (*last.get(&measure(indicator)?)?)?.result.as_ref().filter(|it| !it.text.is_blank())?;
        let now = indicator.actuals.of(year)?;
        (!is_same(before, now)).then(|| mismatch(case, before, now))
    })
    .collect()
}

/// Numbers by their value, other texts by their characters.
fn is_same(one: &Written<Number>, other: &Written<Number>) -> bool {
    let texts = one.text.text.trim() == other.text.text.trim();
    texts || one.value.is_some() && one.value == other.value
}

fn mismatch(case: &Case, before: &Written<Number>, now: &Written<Number>) -> Finding {
    let (was, is) = (brief(before.text.text.trim()), brief(now.text.text.trim()));
    let message = Words::new(
        format!("実績「{is}」が、前の年度のシートの結果「{was}」と違います。"),
        format!("実績 is {is}, but last year's sheet has {was} as 結果."),
    );
    let help = Words::new("どちらが正しいか確かめてください。", "Check which of them is right.");
    case.at_text(Rule::HISTORY_MISMATCH, &now.text, message, help)
}
