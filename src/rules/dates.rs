//! `invalid-date`, `date-order` and `date-outside-year`: 作成日, 修正日 and 評価日.

use super::case::Case;
use crate::finding::{Finding, Message, Rule, brief};
use crate::sheet::{EraDate, FiscalYear, NoDate, Written};
use crate::source::{Edit, Text};

/// The number of fiscal years between a date and its sheet from which the date is an error instead of
/// unusual.
const YEARS_AWAY: i32 = 2;

/// A date of the sheet: its label, and what is written.
type Dated<'a> = (&'static str, &'a Written<EraDate>);

/// Returns the findings about the three dates. Where 年度 is in doubt, dates are not compared with it: it has a finding
/// itself.
pub(super) fn check(case: &Case, is_year_doubted: bool) -> Vec<Finding> {
    let Some(sheet) = case.model.department() else { return Vec::new() };
    let year = sheet.year.as_ref().and_then(|year| year.value).filter(|_| !is_year_doubted);
    let dates = [("作成日", &sheet.created), ("修正日", &sheet.revised), ("評価日", &sheet.evaluated)];
    let dates: Vec<Dated> = dates
        .into_iter()
        .filter_map(|(name, date)| Some((name, date.as_ref()?)))
        .filter(|(_, date)| !date.text.is_blank())
        .collect();
    let alone = dates.iter().filter_map(|dated| one(case, *dated, year));
    alone.chain(out_of_order(&dates)).collect()
}

/// Returns what is wrong with a date by itself and beside 年度.
fn one(case: &Case, (name, date): Dated, year: Option<FiscalYear>) -> Option<Finding> {
    let Some(day) = date.value else { return unread(case, name, &date.text) };
    let year = year?;
    if (fiscal_year(day) - year.western()).abs() > YEARS_AWAY {
        return Some(years_away(&date.text, year));
    }
    let window = Window::of(name, year)?;
    let is_outside = day < window.first || day > window.last;
    is_outside.then(|| outside(&date.text, year, &window))
}

/// Returns the western year of the April that a day's fiscal year began in.
fn fiscal_year(day: EraDate) -> i32 {
    let (year, month, _) = day.parts();
    if month < 4 { year - 1 } else { year }
}

/// Returns whether a sheet of that year may have been made on a day.
pub(super) fn may_be_made_in(day: EraDate, year: FiscalYear) -> bool {
    Window::of("作成日", year).is_some_and(|window| window.first <= day && day <= window.last)
}

/// The days that a date of a sheet may be.
struct Window {
    first: EraDate,
    last: EraDate,
    help: Message,
}

impl Window {
    /// Returns the days that a date may have: a plan is made before or in its year, and revised and evaluated up to
    /// the year after.
    fn of(name: &str, year: FiscalYear) -> Option<Self> {
        let (western, planned) = (year.western(), name == "作成日");
        let (month, day) = if planned { (3, 31) } else { (12, 31) };
        let help = if planned {
            Message::new(
                "作成日は、年度の始まる前の1月から、年度の終わる3月までの日付です。年度か日付を確かめてください。",
                "A sheet is made between the January before its year and the March that ends it: check 年度 and the date.",
            )
        } else {
            Message::new(
                "年度の前の1月から、年度の終わった年の12月までの日付か、確かめてください。",
                "A sheet is made from the January before its year and evaluated by the December after it: check the date.",
            )
        };
        Some(Self { first: EraDate::new(western, 1, 1)?, last: EraDate::new(western + 1, month, day)?, help })
    }
}

/// Returns the finding for a text that is not a date. A dash without quotation marks is reported as `bare-dash`.
fn unread(case: &Case, name: &str, text: &Text) -> Option<Finding> {
    let shown = &brief(text.text.trim());
    match EraDate::read(&text.text).err()? {
        NoDate::None => (case.source.slice(text.span).trim() != "-").then(|| no_date(name, text)),
        NoDate::Weekday(day, typed) => Some(other_weekday(case, text, day, typed)),
        NoDate::NoSuchDay => Some(invalid(
            text,
            Message::new(
                format!("「{shown}」という日はありません。"),
                format!("{shown} is not a valid date."),
            ),
        )),
        NoDate::Unreadable => Some(near(case, text).unwrap_or_else(|| {
            let message = Message::new(
                format!("「{shown}」を日付として読めません。"),
                format!("{shown} cannot be read as a date."),
            );
            invalid(text, message)
        })),
    }
}

/// Reports a text that is a date except for what follows it or separates its numbers, and a spreadsheet's number of a
/// day.
fn near(case: &Case, text: &Text) -> Option<Finding> {
    let typed = text.text.trim();
    let shown = &brief(typed);
    let finding = |ja: String, en: String, date: String| {
        let help = Message::new(format!("「{date}」と書いてください。"), format!("Write {date}."));
        let edit = Edit::new(text.span, date);
        let is_plain = case.source.slice(text.span) == typed;
        let finding = Finding::new(Rule::INVALID_DATE, text.span, Message::new(ja, en), help);
        if is_plain { finding.proposing(vec![edit]) } else { finding }
    };
    if let Some(day) = EraDate::of_spreadsheet(typed) {
        let date = day.written_out();
        return Some(finding(
            format!("「{shown}」は、表計算ソフトが日付を数える番号で、{date}のことです。"),
            format!("{shown} is a spreadsheet's number for {date}."),
            date,
        ));
    }
    let bare = typed.trim_end_matches(['.', '．', '。', '、', ',', '，', '・', ' ']);
    let dotted = bare.replace([',', '，', '、', '｡', '。'], ".");
    let first = bare
        .split([' ', '\u{3000}', '(', '（', '〜', '～'])
        .next()
        .expect("a split has a first part")
        .to_owned();
    let meant = [bare.to_owned(), dotted, first].into_iter().find(|text| EraDate::read(text).is_ok())?;
    Some(finding(
        format!("「{shown}」を日付として読めません。"),
        format!("{shown} cannot be read as a date."),
        meant,
    ))
}

fn invalid(text: &Text, message: Message) -> Finding {
    let help = Message::new(
        "元号と年月日を確かめて、「R2.4.1」か「令和2年4月1日」の形で書いてください。",
        "Check the era, year, month and day, and write R2.4.1 or 令和2年4月1日.",
    );
    Finding::new(Rule::INVALID_DATE, text.span, message, help)
}

/// Returns a word in the place of a date that there is not.
fn no_date(name: &str, text: &Text) -> Finding {
    let shown = brief(text.text.trim());
    let message = Message::new(
        format!("「{name}」に、日付ではなく「{shown}」と書かれています。"),
        format!("{name} says {shown} instead of a date."),
    );
    let help = Message::new(
        format!("日付がないときは、「{name}:」の後を空けておいてください(「{shown}」を消します)。"),
        format!("Leave {name} empty if there is no date (remove {shown})."),
    );
    let edit = Edit::deletion(text.span);
    Finding::new(Rule::INVALID_DATE, text.span, message, help).proposing(vec![edit])
}

fn other_weekday(case: &Case, text: &Text, day: EraDate, typed: char) -> Finding {
    let (shown, right) = (brief(text.text.trim()), day.weekday());
    let message = Message::new(
        format!("「{shown}」は、{typed}曜日ではなく{right}曜日です。"),
        format!("{shown} is not the day of the week {typed}, but {right}."),
    );
    let help = Message::new(
        "日付か曜日のどちらが正しいか確かめて、直してください。",
        "Check whether the date or the day of the week is right, and correct the other.",
    );
    let finding = Finding::new(Rule::INVALID_DATE, text.span, message, help);
    let mut places = text.text.match_indices(typed).map(|(at, found)| at..at + found.len());
    // The first 日 and 月 of a date are not days of the week.
    let Some(place) = places.next_back().map(|range| text.place(case.source.text(), range)) else {
        return finding;
    };
    let is_typed = case.source.slice(place).chars().eq([typed]);
    let edit = Edit::new(place, right.to_string());
    if is_typed && !text.text.ends_with(['曜', '日']) { finding.proposing(vec![edit]) } else { finding }
}

fn years_away(text: &Text, year: FiscalYear) -> Finding {
    let shown = &brief(&text.text);
    Finding::new(
        Rule::INVALID_DATE,
        text.span,
        Message::new(
            format!("「{shown}」は{year}のシートの日付ではありません(何年も離れています)。"),
            format!("{shown} is years away from {year}."),
        ),
        Message::new("元号と年を確かめてください。", "Check the era and the year."),
    )
}

fn outside(text: &Text, year: FiscalYear, window: &Window) -> Finding {
    let shown = &brief(&text.text);
    let message = Message::new(
        format!("「{shown}」は{year}のシートの日付として離れています。"),
        format!("{shown} is far from {year}."),
    );
    Finding::new(Rule::DATE_OUTSIDE_YEAR, text.span, message, window.help.clone())
}

/// Returns each date that is before the one that is above it.
fn out_of_order<'a>(dates: &'a [(&'a str, &'a Written<EraDate>)]) -> impl Iterator<Item = Finding> + 'a {
    let days: Vec<_> = dates.iter().filter_map(|(name, date)| Some((*name, *date, date.value?))).collect();
    let pairs: Vec<_> = days.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.into_iter().filter(|(first, second)| second.2 < first.2).map(|(first, second)| {
        Finding::new(
            Rule::DATE_ORDER,
            second.1.text.span,
            Message::new(
                format!("{}が{}より前の日です。", second.0, first.0),
                format!("{} is before {}.", second.0, first.0),
            ),
            Message::new(
                "作成日、修正日、評価日の順になるように直してください。",
                "They come in the order 作成日, 修正日, 評価日.",
            ),
        )
    })
}
