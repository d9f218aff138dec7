//! `invalid-fiscal-year` and `year-window`: 年度 can be read, and 実績 is the three years before it.

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

/// 実績 left out is three empty boxes; otherwise it names each of the three years once.
fn window(actuals: &Actuals, year: FiscalYear) -> Option<Finding> {
    let named: Vec<&Written<FiscalYear>> = actuals.0.iter().map(|(name, _)| name).collect();
    let first = named.first()?;
    let wanted = year.window();
    let is_wanted = |name: &&&Written<FiscalYear>| name.value.is_some_and(|value| wanted.contains(&value));
    let again = |(place, name): &(usize, &&Written<FiscalYear>)| {
        named[..*place].iter().any(|it| it.value == name.value)
    };
    let missing = wanted.iter().find(|wanted| !named.iter().any(|name| name.value == Some(**wanted)));
    let (span, message) = if let Some(name) = named.iter().find(|name| !is_wanted(name)) {
        (name.text.span, strange(&name.text))
    } else if let Some((_, name)) = named.iter().enumerate().find(again) {
        (name.text.span, twice(&name.text))
    } else {
        (first.text.span, lacking(*missing?))
    };
    let names = wanted.map(FiscalYear::short).join("、");
    let help = Words::new(
        format!("{year}のシートの実績は、{names} の3年です。"),
        format!("A sheet of {year} has the three years {names}."),
    );
    Some(Finding::new(Rule::YEAR_WINDOW, span, message, help))
}

fn strange(name: &Text) -> Words {
    Words::new(
        format!("実績の年「{}」は、年度の前の3年ではありません。", brief(&name.text)),
        format!("The year {} of 実績 is none of the three before 年度.", brief(&name.text)),
    )
}

fn twice(name: &Text) -> Words {
    Words::new(
        format!("実績の年「{}」が2回あります。", brief(&name.text)),
        format!("The year {} of 実績 stands twice.", brief(&name.text)),
    )
}

fn lacking(year: FiscalYear) -> Words {
    let year = year.short();
    Words::new(format!("実績に{year}がありません。"), format!("実績 lacks {year}."))
}
