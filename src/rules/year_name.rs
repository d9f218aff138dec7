//! `invalid-fiscal-year`: 年度 that names no fiscal year, with the one that it seems to mean.

use crate::finding::{Finding, Message, Rule, brief};
use crate::sheet::{EraDate, FiscalYear};
use crate::source::{Edit, Source, Text};

/// Returns a text that names no fiscal year. A date is in one; what follows the name of one was not asked for.
pub(super) fn unreadable(source: &Source, text: &Text) -> Finding {
    let shown = brief(&text.text);
    let unread = Message::new(
        format!("年度「{shown}」を読み取れません。"),
        format!("The fiscal year {shown} cannot be read."),
    );
    let finding = |message, help| Finding::new(Rule::INVALID_FISCAL_YEAR, text.span, message, help);
    let write =
        |year: FiscalYear| Message::new(format!("「{year}」と書いてください。"), format!("Write {year}."));
    let typed = text.text.trim();
    // A text that is folded or has escapes is for its writer to put right.
    let is_plain = source.slice(text.span).trim_matches(['"', '\'']) == typed;
    if let Some(year) = of_date(typed).filter(|_| is_plain) {
        return finding(unread, write(year)).mended_by(text.span, year.to_string());
    }
    let Some((year, rest)) = within(typed).filter(|_| is_plain) else {
        return finding(
            unread,
            Message::new("「令和2年度」の形で書いてください。", "Write it as 令和2年度."),
        );
    };
    let rest = brief(rest);
    let message = Message::new(
        format!("年度「{shown}」の「{rest}」は、年度の名前ではありません。"),
        format!("In the fiscal year {shown}, {rest} is not part of its name."),
    );
    let edit = Edit::new(text.span, year.to_string());
    finding(message, write(year)).proposing(vec![edit])
}

/// Returns the fiscal year that a date is in.
fn of_date(text: &str) -> Option<FiscalYear> {
    let date = EraDate::read(text).ok()?;
    let of_april = FiscalYear::new(date.parts().0);
    let first_day = of_april.first_day()?;
    Some(if date < first_day { of_april.before(1) } else { of_april })
}

/// Returns the year that a text begins with, and the rest, where no other number is in it: 令和3年度分, 令和3年度(案).
fn within(text: &str) -> Option<(FiscalYear, &str)> {
    let ends = text.char_indices().map(|(at, _)| at).skip(1).take(LONGEST_NAME);
    let named = ends.filter_map(|end| Some((end, text[..end].parse().ok()?)));
    let (end, year) = named.last()?;
    let goes_on = |character: char| character.is_numeric() || "元〇一二三四五六七八九十".contains(character);
    (!text[end..].contains(goes_on)).then_some((year, &text[end..]))
}

/// The most characters of a year's name that are looked for at the head of a text.
const LONGEST_NAME: usize = 24;
