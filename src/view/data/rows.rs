//! The values of all indicators as rows of a flat table.

use super::{DepartmentData, GoalData, IndicatorData, Value, WardData};

/// The names of the columns.
pub const COLUMNS: [&str; 15] = [
    "年度",
    "西暦",
    "部",
    "課",
    "目標No",
    "部区組織目標",
    "組織目標",
    "項目",
    "単位",
    "対象年度",
    "種別",
    "値",
    "数値",
    "対象西暦",
    "読み方",
];

/// Returns a row for every value, with the columns [`COLUMNS`], in the order of the form.
pub fn rows(data: &WardData) -> impl Iterator<Item = [String; 15]> {
    data.departments.iter().flat_map(|department| {
        department.goals.iter().flat_map(move |goal| {
            let indicators = goal.actions.iter().flat_map(|action| &action.indicators);
            indicators.flat_map(move |indicator| {
                indicator.values.iter().map(move |value| row(department, goal, indicator, value))
            })
        })
    })
}

fn row(
    department: &DepartmentData,
    goal: &GoalData,
    indicator: &IndicatorData,
    value: &Value,
) -> [String; 15] {
    [
        cell(department.year.as_ref()),
        cell(department.western),
        cell(department.division.as_ref()),
        cell(department.section.as_ref()),
        goal.number.to_string(),
        cell(goal.ward_goal.as_ref()),
        cell(goal.text.as_ref()),
        cell(indicator.item.as_ref()),
        cell(indicator.unit.as_ref()),
        cell(value.year.as_ref()),
        value.kind.name().to_owned(),
        value.text.clone(),
        cell(value.number.as_ref()),
        cell(value.western),
        value.notes.join("、"),
    ]
}

/// Formats a value; an empty box gives an empty cell.
fn cell(content: Option<impl ToString>) -> String {
    content.map(|content| content.to_string()).unwrap_or_default()
}
