//! `invalid-fiscal-year` and `year-window`: 年度 can be read, and 実績 names no other years than the three before it.

use super::case::Case;
use super::dates;
use super::year_name::unreadable;
use crate::finding::{Finding, Message, Rule, brief};
use crate::sheet::{Actuals, FiscalYear, Goal, Model, Written};
use crate::source::{Edit, Text};

/// Finds years that cannot be read, and 実績 of other years than the three before.
pub(super) fn check(case: &Case) -> Vec<Finding> {
    let (year, goals) = match case.model {
        Model::Department(sheet) => (&sheet.year, sheet.goals.as_slice()),
        Model::Ward(ward) => (&ward.year, &[][..]),
    };
    // An absent key is `missing-key`; an empty value is absent from the model all the same.
    let Some(year) = year else { return Vec::new() };
    match year.value {
        // An empty one is `empty-text`.
        None if year.text.is_blank() => Vec::new(),
        // A dash without quotation marks is `bare-dash`.
        None if case.source.slice(year.text.span) == "-" => Vec::new(),
        None => vec![unreadable(case.source, &year.text)],
        Some(value) => match doubted(case) {
            Some(doubt) => vec![other_year(&year.text, &doubt)],
            None => {
                let indicators = goals.iter().flat_map(Goal::indicators);
                indicators.filter_map(|indicator| window(&indicator.actuals, value)).collect()
            }
        },
    }
}

/// The year other than 年度 that the rest of the sheet implies.
pub(super) struct Doubt {
    meant: FiscalYear,
    /// `true` where 作成日 implies it too.
    pub(super) is_dated: bool,
}

/// Returns the year that 実績 of every indicator implies, if 年度 is another: the year after the three that they
/// name.
pub(super) fn doubted(case: &Case) -> Option<Doubt> {
    let sheet = case.model.department()?;
    let year = sheet.year.as_ref()?.value?;
    let indicators = sheet.goals.iter().flat_map(Goal::indicators);
    let named: Vec<_> =
        indicators.map(|indicator| years(&indicator.actuals)).filter(|years| !years.is_empty()).collect();
    let meant = FiscalYear::new(named.first()?.last()?.western() + 1);
    let agrees = |years: &Vec<FiscalYear>| *years == meant.window();
    let created = sheet.created.as_ref().and_then(|date| date.value);
    let is_dated =
        created.is_some_and(|day| dates::may_be_made_in(day, meant) && !dates::may_be_made_in(day, year));
    // One indicator alone may be the one that is wrong.
    let is_enough = named.len() > 1 || is_dated;
    (meant != year && is_enough && named.iter().all(agrees)).then_some(Doubt { meant, is_dated })
}

/// Returns the years that 実績 names, in order; empty if one of them is unreadable.
fn years(actuals: &Actuals) -> Vec<FiscalYear> {
    let mut years: Vec<FiscalYear> =
        actuals.0.iter().map(|(name, _)| name.value).collect::<Option<_>>().unwrap_or_default();
    years.sort_unstable();
    years
}

fn other_year(text: &Text, doubt: &Doubt) -> Finding {
    let meant = doubt.meant;
    let (typed, names) = (brief(text.text.trim()), meant.window().map(FiscalYear::short).join("、"));
    let message = Message::new(
        format!("年度は「{typed}」ですが、実績はどの指標も {names} で、{meant}のシートの年です。"),
        format!("年度 is {typed}, but every 実績 has the years of a sheet of {meant}: {names}."),
    );
    let help = Message::new(
        format!(
            "年度が誤りなら「{meant}」に直し、年度が正しければ、実績の年をすべて年度の前の3年に直してください。"
        ),
        format!("Write {meant} if 年度 is wrong; if it is right, correct the years of every 実績."),
    );
    let finding = Finding::new(Rule::YEAR_WINDOW, text.span, message, help);
    // 実績 alone may be last year's, in a sheet that was copied.
    if !doubt.is_dated {
        return finding;
    }
    finding.proposing(vec![Edit::new(text.span, meant.to_string())])
}

/// Returns the years that 実績 names are among the three, each once. A year left out is an empty box.
fn window(actuals: &Actuals, year: FiscalYear) -> Option<Finding> {
    let named: Vec<&Written<FiscalYear>> = actuals.0.iter().map(|(name, _)| name).collect();
    let wanted = year.window();
    let is_wanted = |name: &&&Written<FiscalYear>| name.value.is_some_and(|value| wanted.contains(&value));
    let strange = named.iter().find(|name| !is_wanted(name)).map(|name| (&name.text, strange(&name.text)));
    let mut places = named.iter().enumerate();
    let (name, message) = strange.or_else(|| {
        places.find_map(|(place, name)| {
            let first = named[..place].iter().find(|earlier| earlier.value == name.value)?;
            Some((&name.text, twice(&first.text, &name.text)))
        })
    })?;
    let names = wanted.map(FiscalYear::short).join("、");
    let help = Message::new(
        format!("{year}のシートの実績は、{names} の3年です。"),
        format!("A sheet of {year} has the three years {names}."),
    );
    let finding = Finding::new(Rule::YEAR_WINDOW, name.span, message, help);
    // One that is missing is what one that is strange represents.
    let left: Vec<FiscalYear> =
        wanted.into_iter().filter(|year| named.iter().all(|name| name.value != Some(*year))).collect();
    let strangers = named.iter().filter(|name| !is_wanted(name)).count();
    if let Some(shifted) = shifted(&named, year) {
        return Some(shifted);
    }
    match (left.as_slice(), strangers) {
        ([year], 1) => Some(finding.proposing(vec![Edit::new(name.span, year.short())])),
        _ => Some(finding),
    }
}

/// Reports three consecutive years that are not those before 年度.
fn shifted(named: &[&Written<FiscalYear>], year: FiscalYear) -> Option<Finding> {
    let typed: Vec<FiscalYear> = named.iter().map(|name| name.value).collect::<Option<_>>()?;
    let wanted = year.window();
    let by = wanted[0].western() - typed.first()?.western();
    let is_row = typed.iter().zip(wanted).all(|(typed, wanted)| wanted.western() - typed.western() == by);
    if typed.len() != wanted.len() || by == 0 || !is_row {
        return None;
    }
    let names = wanted.map(FiscalYear::short).join("、");
    let (far, side, side_en) =
        (by.abs(), if by > 0 { "前" } else { "後" }, if by > 0 { "early" } else { "late" });
    let message = Message::new(
        format!("実績の3年が、年度の前の3年より{far}年{side}です。"),
        format!("The three years of 実績 are {far} too {side_en}."),
    );
    let help = Message::new(
        format!(
            "{year}のシートの実績は、{names} の3年です。値がその年のものか確かめて、年を直してください。"
        ),
        format!(
            "A sheet of {year} has {names}. Check that the values are of these years, and correct the years."
        ),
    );
    let finding = Finding::new(Rule::YEAR_WINDOW, named[0].text.span, message, help);
    let others = named[1..].iter().map(|name| name.text.span).collect();
    let edit = |name: &&Written<FiscalYear>| {
        let moved = FiscalYear::new(name.value?.western() + by);
        Some(Edit::new(name.text.span, moved.short()))
    };
    Some(finding.and_at(others).proposing(named.iter().filter_map(edit).collect()))
}

fn strange(name: &Text) -> Message {
    Message::new(
        format!("実績の年「{}」は、年度の前の3年ではありません。", brief(&name.text)),
        format!("The year {} of 実績 is not one of the three years before 年度.", brief(&name.text)),
    )
}

/// Returns two names of one year: H31 and R1.
fn twice(first: &Text, second: &Text) -> Message {
    let (first, second) = (brief(&first.text), brief(&second.text));
    Message::new(
        format!("実績の「{first}」と「{second}」は同じ年です。"),
        format!("{first} and {second} of 実績 are the same year."),
    )
}
