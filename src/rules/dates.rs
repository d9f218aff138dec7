//! `invalid-date`: 作成日, 修正日 and 評価日 are days of the calendar.

use crate::finding::{Finding, Rule, Words, brief};
use crate::sheet::era::has_form_of_date;
use crate::sheet::{EraDate, Model, Written};

/// Dates that are none.
pub(super) fn judge(model: &Model) -> Vec<Finding> {
    let Model::Department(sheet) = model else { return Vec::new() };
    let dates = [&sheet.created, &sheet.revised, &sheet.evaluated];
    dates
        .into_iter()
        .flatten()
        .filter(|date| date.value.is_none() && !date.text.is_blank())
        .map(finding)
        .collect()
}

fn finding(date: &Written<EraDate>) -> Finding {
    let text = &brief(&date.text.text);
    Finding::new(
        Rule::INVALID_DATE,
        date.text.span,
        if has_form_of_date(&date.text.text) {
            Words::new(format!("「{text}」という日はありません。"), format!("There is no day {text}."))
        } else {
            Words::new(
                format!("「{text}」を日付として読めません。"),
                format!("{text} cannot be read as a date."),
            )
        },
        Words::new(
            "元号と年月日を確かめて、「R2.4.1」か「令和2年4月1日」の形で書いてください。",
            "Check the era, year, month and day, and write R2.4.1 or 令和2年4月1日.",
        ),
    )
}
