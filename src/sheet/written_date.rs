//! The spellings of a date.

use std::str::FromStr;

use super::date::EraDate;
use super::date_remarks::without_remarks;
use super::era::Era;
use super::plain::plain;
use super::year_name::{YearName, names};

/// The reason why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDate {
    /// A word for a missing date: なし, 未定, ―.
    None,
    /// A date that the calendar or the named era does not have.
    NoSuchDay,
    /// A date with a wrong day of the week: the date, and the day that the text names.
    Weekday(EraDate, char),
    /// Any other form.
    Unreadable,
}

/// Words for a missing date, separated by spaces. The form leaves the box empty instead.
const NONE: &str = "なし 無し 無 ナシ 無い ない 該当なし 該当無し 修正なし 修正無し 変更なし 変更無し 改定なし \
    未定 未 未修正 未評価 未実施 未作成 未記入 調整中 検討中 空欄 null none n/a /";

impl EraDate {
    /// Reads R2.4.1, 令和2年4月1日, 令和元年5月1日, 2020-04-01, 20200401, 令和2(2020)年4月1日, in either
    /// width, with kanji numerals, and with a day of the week or a remark after them. The date must belong to
    /// the era that it names: H31.4.30 and R1.5.1 are dates, H31.5.1 and R1.4.30 are not.
    ///
    /// # Errors
    ///
    /// Returns why the text is not a date.
    pub fn read(text: &str) -> Result<Self, NoDate> {
        let plain = plain(without_midnight(text.trim()));
        if says_none(&plain) {
            return Err(NoDate::None);
        }
        let (bare, weekday) = without_remarks(&plain);
        let (years, month, day) = parts(bare).ok_or(NoDate::Unreadable)?;
        let date = date(&years, month, day).ok_or(NoDate::NoSuchDay)?;
        match weekday.filter(|weekday| *weekday != date.weekday()) {
            Some(weekday) => Err(NoDate::Weekday(date, weekday)),
            None => Ok(date),
        }
    }
}

impl FromStr for EraDate {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        Self::read(text)
    }
}

fn says_none(plain: &str) -> bool {
    let lower = plain.to_lowercase();
    let word = lower.trim_matches(['(', ')', '。']);
    let is_dash = |c| matches!(c, '-' | '~' | '*' | '…');
    !plain.is_empty() && (NONE.split(' ').any(|none| none == word) || word.chars().all(is_dash))
}

/// Strips a time of midnight, with which spreadsheets export dates: 2020/4/1 0:00.
fn without_midnight(text: &str) -> &str {
    match text.rsplit_once([' ', 'T']) {
        Some((day, time)) if time.contains(':') && time.chars().all(|c| matches!(c, '0' | ':' | '.')) => day,
        _ => text,
    }
}

/// Splits a date into the names of its year, its month and its day.
fn parts(text: &str) -> Option<(Vec<YearName>, u8, u8)> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((names(&text[..4])?, digits(&text[4..6])?, digits(&text[6..])?));
    }
    spelled(text).or_else(|| ['.', '/', '-', '・'].into_iter().find_map(|sign| parted(text, sign)))
}

/// Splits a date such as 令和2年4月1日.
fn spelled(text: &str) -> Option<(Vec<YearName>, u8, u8)> {
    let (before, day) = text.strip_suffix('日')?.rsplit_once('月')?;
    let year = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_year = year.ends_with('年') || year.ends_with(')');
    Some((names(year).filter(|_| is_year)?, digits(&before[year.len()..])?, digits(day)?))
}

/// Splits a date such as R2.4.1 at `sign`.
fn parted(text: &str, sign: char) -> Option<(Vec<YearName>, u8, u8)> {
    let mut parts = text.rsplitn(3, sign);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Some((names(year)?, digits(month)?, digits(day)?))
}

/// Returns the date, where the names of its year agree and a named era includes it.
fn date(years: &[YearName], month: u8, day: u8) -> Option<EraDate> {
    let western = years.first()?.western();
    let date = EraDate::new(western, month, day)?;
    let agree = years.iter().all(|name| name.western() == western);
    let mut eras = years.iter().filter_map(|name| match name {
        YearName::Era(year) => Some(year.era),
        YearName::Western(_) => None,
    });
    let mut known = eras.clone().peekable();
    (agree && (known.peek().is_none() || eras.any(|era| holds(era, date)))).then_some(date)
}

fn holds(era: Era, date: EraDate) -> bool {
    let began = |era: Era| era.first_day() <= date.parts();
    began(era) && !era.next().is_some_and(began)
}

fn digits(text: &str) -> Option<u8> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        EraDate::read(text).ok().map(|date| date.to_string())
    }

    #[test]
    fn a_day_is_read_in_each_of_its_spellings() {
        for text in [
            "R2.4.1",
            "R02.04.01",
            "r2.4.1",
            "Ｒ２．４．１",
            "R 2. 4. 1",
            "R2/4/1",
            "R2-4-1",
            "R2・4・1",
            "令2.4.1",
            "㋿2.4.1",
            "令和2年4月1日",
            "令和２年４月１日",
            "令和二年四月一日",
            "令和 2 年 4 月 1 日",
            "令和　２年　４月　１日",
            "令和02年04月01日",
            "令和2(2020)年4月1日",
            "2020(令和2)年4月1日",
            "令和2年(2020年)4月1日",
            "2020-04-01",
            "2020/4/1",
            "2020.4.1",
            "2020年4月1日",
            "西暦2020年4月1日",
            "二〇二〇年四月一日",
            "２０２０－０４－０１",
            "20200401",
            "2020/4/1 0:00",
            "2020-04-01T00:00:00",
            "令和2年4月1日(水)",
            "令和2年4月1日（水曜日）",
            "令和2年4月1日 水曜日",
            "令和2年4月1日㈬",
            "R2.4.1(水・祝)",
            "R2.4.1現在",
            "R2.4.1 現在",
            "R2.4.1(現在)",
            "令和2年4月1日付け",
            "R2.4.1(水)時点",
            "R2.4.1修正(第2回)",
        ] {
            assert_eq!(day(text).as_deref(), Some("2020-04-01"), "{text}");
        }
        assert_eq!(day("令和元年5月1日").as_deref(), Some("2019-05-01"));
        assert_eq!(day("平成31(令和元)年4月1日").as_deref(), Some("2019-04-01"));
        assert_eq!(day("H31.4.30").as_deref(), Some("2019-04-30"));
        assert_eq!(day("S64.1.7").as_deref(), Some("1989-01-07"));
        assert_eq!(day("R6.2.29").as_deref(), Some("2024-02-29"));
        assert_eq!(day("R2.10.10").as_deref(), Some("2020-10-10"));
        assert_eq!(day("令和二年十月二十一日").as_deref(), Some("2020-10-21"));
    }

    #[test]
    fn a_day_that_never_was_is_none() {
        for text in [
            "R2.4.31",
            "R2.2.30",
            "R3.2.29",
            "H32.4.1",
            "H31.5.1",
            "R1.4.30",
            "S64.1.8",
            "H1.1.7",
            "R2.13.1",
            "R2.4.0",
            "2021-02-29",
            "20210431",
            "令和2(2021)年4月1日",
        ] {
            assert_eq!(EraDate::read(text), Err(NoDate::NoSuchDay), "{text}");
        }
    }

    #[test]
    fn a_text_of_another_form_is_none() {
        for text in [
            "",
            "R",
            "R2",
            "R2.4",
            "R0.4.1",
            "R2.4.1.",
            "令和2年4月",
            "R2.+4.1",
            "Ｒ２年",
            "R٣.4.1",
            "4.1",
            "2.4.1",
            "2年4月1日",
            "R2.4.1 2",
            "R2.4.1、R2.9.1",
            "R2.4.1(R2.9.1修正)",
            "20.4.1",
            "202041",
            "4月1日",
        ] {
            assert_eq!(EraDate::read(text), Err(NoDate::Unreadable), "{text}");
        }
    }

    #[test]
    fn words_that_say_there_is_no_date_are_known() {
        for text in [
            "なし",
            "無し",
            "（なし）",
            "null",
            "NULL",
            "未定",
            "-",
            "－",
            "―",
            "ー",
            "――",
            "~",
            "N/A",
            "なし。",
            "／",
        ] {
            assert_eq!(EraDate::read(text), Err(NoDate::None), "{text}");
        }
    }

    #[test]
    fn another_day_of_the_week_is_reported() {
        let told = |text: &str| match EraDate::read(text) {
            Err(NoDate::Weekday(date, typed)) => Some((date.to_string(), typed)),
            _ => None,
        };
        assert_eq!(told("令和3年4月1日(金)"), Some(("2021-04-01".to_owned(), '金')));
        assert_eq!(told("R3.4.1 日曜日"), Some(("2021-04-01".to_owned(), '日')));
        assert_eq!(told("令和3年4月1日(木)"), None);
    }
}
