//! `invalid-date`, `date-order` and `date-outside-year`: 作成日, 修正日 and 評価日.

use super::case::Case;
use crate::finding::{Finding, Rule, Words, brief};
use crate::sheet::era::has_form_of_date;
use crate::sheet::{EraDate, FiscalYear, Written};

/// How many fiscal years away from its sheet a date is a mistake rather than odd.
const YEARS_AWAY: i32 = 2;

/// What is wrong with the three dates.
pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Some(sheet) = case.department() else { return Vec::new() };
    let year = sheet.year.as_ref().and_then(|year| year.value);
    let dates = [("作成日", &sheet.created), ("修正日", &sheet.revised), ("評価日", &sheet.evaluated)];
    let dates: Vec<(&str, &Written<EraDate>)> = dates
        .into_iter()
        .filter_map(|(name, date)| Some((name, date.as_ref()?)))
        .filter(|(_, date)| !date.text.is_blank())
        .collect();
    let alone = dates.iter().filter_map(|(_, date)| one(date, year));
    alone.chain(out_of_order(&dates)).collect()
}

/// What is wrong with a date by itself and beside 年度.
fn one(date: &Written<EraDate>, year: Option<FiscalYear>) -> Option<Finding> {
    let Some(day) = date.value else { return Some(invalid(date)) };
    let year = year?;
    if (fiscal_year(day) - year.western()).abs() > YEARS_AWAY {
        Some(years_away(date, year))
    } else if day.0.year() < year.western() || day.0.year() > year.western() + 1 {
        Some(outside(date, year))
    } else {
        None
    }
}

/// The western year of the April that a day's fiscal year began in.
fn fiscal_year(day: EraDate) -> i32 {
    let (year, month, _) = day.parts();
    if month < 4 { year - 1 } else { year }
}

fn invalid(date: &Written<EraDate>) -> Finding {
    let text = &brief(&date.text.text);
    let message = if has_form_of_date(&date.text.text) {
        Words::new(format!("「{text}」という日はありません。"), format!("There is no day {text}."))
    } else {
        Words::new(format!("「{text}」を日付として読めません。"), format!("{text} cannot be read as a date."))
    };
    let help = Words::new(
        "元号と年月日を確かめて、「R2.4.1」か「令和2年4月1日」の形で書いてください。",
        "Check the era, year, month and day, and write R2.4.1 or 令和2年4月1日.",
    );
    Finding::new(Rule::INVALID_DATE, date.text.span, message, help)
}

fn years_away(date: &Written<EraDate>, year: FiscalYear) -> Finding {
    let text = &brief(&date.text.text);
    Finding::new(
        Rule::INVALID_DATE,
        date.text.span,
        Words::new(
            format!("「{text}」は{year}のシートの日付ではありません(何年も離れています)。"),
            format!("{text} is years away from {year}."),
        ),
        Words::new("元号と年を確かめてください。", "Check the era and the year."),
    )
}

fn outside(date: &Written<EraDate>, year: FiscalYear) -> Finding {
    let text = &brief(&date.text.text);
    Finding::new(
        Rule::DATE_OUTSIDE_YEAR,
        date.text.span,
        Words::new(
            format!("「{text}」は{year}のシートの日付として離れています。"),
            format!("{text} is far from {year}."),
        ),
        Words::new(
            "年度の前の1月から、年度の終わった年の12月までの日付か、確かめてください。",
            "A sheet is made from the January before its year and evaluated by the December after it: check the date.",
        ),
    )
}

/// Each date that is before the one that stands above it.
fn out_of_order<'a>(dates: &'a [(&'a str, &'a Written<EraDate>)]) -> impl Iterator<Item = Finding> + 'a {
    let days: Vec<_> = dates.iter().filter_map(|(name, date)| Some((*name, *date, date.value?))).collect();
    let pairs: Vec<_> = days.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.into_iter().filter(|(first, second)| second.2 < first.2).map(|(first, second)| {
        Finding::new(
            Rule::DATE_ORDER,
            second.1.text.span,
            Words::new(
                format!("{}が{}より前の日です。", second.0, first.0),
                format!("{} is before {}.", second.0, first.0),
            ),
            Words::new(
                "作成日、修正日、評価日の順になるように直してください。",
                "They come in the order 作成日, 修正日, 評価日.",
            ),
        )
    })
}
