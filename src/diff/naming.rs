//! Names of boxes for readers: 「No.1 防災出前講座の開催 R2目標」.

use super::label_path;
use crate::finding::{Field, Step};
use crate::sheet::{Department, FiscalYear, Indicator, Model};

/// Names a field of a sheet: a box of an indicator by its 項目 and its year, others by [`label_path`].
pub(super) fn named(field: &Field, model: Option<&Model>) -> String {
    let named = match model {
        Some(Model::Department(sheet)) => by_indicator(field, sheet),
        _ => None,
    };
    named.unwrap_or_else(|| label_path(field))
}

/// Names a box of an indicator, if its 項目 is unique within its goal.
fn by_indicator(field: &Field, sheet: &Department) -> Option<String> {
    let (goals, Step::Index(goal), actions, Step::Index(action), indicators, Step::Index(indicator)) = (
        field.0.first()?,
        field.0.get(1)?,
        field.0.get(2)?,
        field.0.get(3)?,
        field.0.get(4)?,
        field.0.get(5)?,
    ) else {
        return None;
    };
    let keys = [(goals, "組織目標"), (actions, "取組"), (indicators, "指標")];
    let inside = field.0.get(6..).filter(|inside| !inside.is_empty())?;
    let is_named = |(step, key): (&Step, &str)| matches!(step, Step::Key(name) if name == key);
    let is_item = is_named((&inside[0], "項目"));
    if !keys.into_iter().all(is_named) || is_item {
        return None;
    }
    let goal_of = sheet.goals.get(*goal)?;
    let name = item(goal_of.actions.get(*action)?.indicators.get(*indicator)?)?;
    let is_unique = goal_of.indicators().filter(|own| item(own).as_ref() == Some(&name)).count() == 1;
    let column = column(&Field(inside.to_vec()), sheet.year.as_ref().and_then(|year| year.value));
    is_unique.then(|| format!("No.{} {name} {column}", goal + 1))
}

fn item(indicator: &Indicator) -> Option<String> {
    let text = indicator.item.as_ref()?.text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A name has no bullet.
    let text = text.trim_start_matches(['・', '･', ' ']).to_owned();
    (!text.is_empty()).then_some(text)
}

/// Returns the heading of a column: R2目標, H29実績.
fn column(inside: &Field, year: Option<FiscalYear>) -> String {
    let column = label_path(inside);
    match year.filter(|_| matches!(column.as_str(), "目標" | "結果")) {
        Some(year) => year.short() + &column,
        None => column,
    }
}
