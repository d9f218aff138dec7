//! `invalid-fiscal-year` and `year-window`: 年度 can be read, and 実績 names no other years than the three before it.

use super::case::Case;
use crate::finding::{Finding, Rule, Words, brief};
use crate::sheet::{Actuals, FiscalYear, Goal, Model, Written};
use crate::source::Text;

/// Years that are none, and 実績 of other years than the three before.
pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let (year, goals) = match case.model {
        Model::Department(sheet) => (&sheet.year, sheet.goals.as_slice()),
        Model::Ward(ward) => (&ward.year, &[][..]),
    };
    // An absent key is `missing-key`; an empty value is absent from the model all the same.
    let Some(year) = year else { return Vec::new() };
    match year.value {
        // An empty one is `empty-text`.
        None if year.text.is_blank() => Vec::new(),
        None => vec![unreadable(&year.text)],
        Some(year) => goals
            .iter()
            .flat_map(Goal::indicators)
            .filter_map(|indicator| window(&indicator.actuals, year))
            .collect(),
    }
}

fn unreadable(text: &Text) -> Finding {
    Finding::new(
        Rule::INVALID_FISCAL_YEAR,
        text.span,
        Words::new(
            format!("年度「{}」を読み取れません。", brief(&text.text)),
            format!("The fiscal year {} cannot be read.", brief(&text.text)),
        ),
        Words::new("「令和2年度」の形で書いてください。", "Write it as 令和2年度."),
    )
}

/// The years that 実績 names are among the three, each once. A year left out is an empty box.
fn window(actuals: &Actuals, year: FiscalYear) -> Option<Finding> {
    let named: Vec<&Written<FiscalYear>> = actuals.0.iter().map(|(name, _)| name).collect();
    let wanted = year.window();
    let is_wanted = |name: &&&Written<FiscalYear>| name.value.is_some_and(|value| wanted.contains(&value));
    let strange = named.iter().find(|name| !is_wanted(name)).map(|name| (&name.text, strange(&name.text)));
    let mut places = named.iter().enumerate();
    let (name, message) = strange.or_else(|| {
        places.find_map(|(place, name)| {
            let first = named[..place].iter().find(|it| it.value == name.value)?;
            Some((&name.text, twice(&first.text, &name.text)))
        })
    })?;
    let names = wanted.map(FiscalYear::short).join("、");
    let help = Words::new(
        format!("{year}のシートの実績は、{names} の3年です。"),
        format!("A sheet of {year} has the three years {names}."),
    );
    Some(Finding::new(Rule::YEAR_WINDOW, name.span, message, help))
}

fn strange(name: &Text) -> Words {
    Words::new(
        format!("実績の年「{}」は、年度の前の3年ではありません。", brief(&name.text)),
        format!("The year {} of 実績 is none of the three before 年度.", brief(&name.text)),
    )
}

/// Two names of one year: H31 and R1.
fn twice(first: &Text, second: &Text) -> Words {
    let (first, second) = (brief(&first.text), brief(&second.text));
    Words::new(
        format!("実績の「{first}」と「{second}」は同じ年です。"),
        format!("{first} and {second} of 実績 are the same year."),
    )
}
