//! Dates and years in Japanese eras (JIS X 0301; the eras' first days by law).

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserializer, Error};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime};

/// An era of the modern calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// From 1868-10-23; dates before 1873 followed another calendar and are not read.
    Meiji,
    /// From 1912-07-30.
    Taisho,
    /// From 1926-12-25.
    Showa,
    /// From 1989-01-08.
    Heisei,
    /// From 2019-05-01.
    Reiwa,
}

impl Era {
    /// Every era, the oldest first.
    pub const ALL: [Self; 5] = [Self::Meiji, Self::Taisho, Self::Showa, Self::Heisei, Self::Reiwa];

    /// 令和.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// The letter of JIS X 0301: `R`.
    pub const fn letter(self) -> char {
        match self {
            Self::Meiji => 'M',
            Self::Taisho => 'T',
            Self::Showa => 'S',
            Self::Heisei => 'H',
            Self::Reiwa => 'R',
        }
    }

    /// The era's first day, as year, month and day.
    pub const fn first_day(self) -> (i32, u8, u8) {
        match self {
            Self::Meiji => (1873, 1, 1),
            Self::Taisho => (1912, 7, 30),
            Self::Showa => (1926, 12, 25),
            Self::Heisei => (1989, 1, 8),
            Self::Reiwa => (2019, 5, 1),
        }
    }

    /// The western year of the era's year 1.
    pub const fn first_year(self) -> i32 {
        match self {
            Self::Meiji => 1868,
            Self::Taisho | Self::Showa | Self::Heisei | Self::Reiwa => self.first_day().0,
        }
    }

    /// The era that follows.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|era| *era > self)
    }

    /// Splits 「令和2」 or 「R2」 into the era and the rest.
    pub fn split(text: &str) -> Option<(Self, &str)> {
        let named = Self::ALL.into_iter().find_map(|era| Some((era, text.strip_prefix(era.name())?)));
        named.or_else(|| {
            let letter = text.chars().next()?.to_ascii_uppercase();
            let era = Self::ALL.into_iter().find(|era| era.letter() == letter)?;
            Some((era, &text[1..]))
        })
    }
}

/// A year of an era, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EraYear {
    /// The era.
    pub era: Era,
    /// Its year.
    pub year: i32,
}

impl EraYear {
    /// Reads the digits or 元 behind an era; nothing for a year that no era can have.
    pub fn parse(era: Era, year: &str) -> Option<Self> {
        let year = match year {
            "元" => 1,
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
            _ => return None,
        };
        (1..=999).contains(&year).then_some(Self { era, year })
    }

    /// The western year.
    pub const fn western(self) -> i32 {
        self.era.first_year() + self.year - 1
    }

    /// The fiscal year of that name, where the era has one: 平成31年度 has, 平成32年度 has not.
    pub fn fiscal_year(self) -> Option<i32> {
        let western = self.western();
        let ended = self.era.next().is_some_and(|next| western > next.first_year());
        (!ended).then_some(western)
    }

    /// The name of the fiscal year whose April is in `western`: the era at its end in March.
    pub fn of_fiscal_year(western: i32) -> Self {
        let began = |era: &Era| {
            let (year, month, _) = era.first_day();
            // An era that began from January to March belongs to the fiscal year before; Heisei's
            // first year is 1989 all the same, as it is for every office.
            year <= western || month < 4 && year < western
        };
        let era = Era::ALL.into_iter().rev().find(began).unwrap_or(Era::Meiji);
        Self { era, year: western - era.first_year() + 1 }
    }
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EraDate(pub Date);

impl EraDate {
    /// The day by western year, month and day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    /// The day, in UTC, that a number of seconds since 1970 falls on.
    pub fn of_unix_time(seconds: i64) -> Option<Self> {
        OffsetDateTime::from_unix_timestamp(seconds).ok().map(|time| Self(time.date()))
    }

    /// The day as it is written out: 令和2年4月1日, 令和元年5月1日.
    pub fn written_out(self) -> String {
        let (western, month, day) = self.parts();
        let began = |era: &Era| era.first_day() <= (western, month, day);
        let era = Era::ALL.into_iter().rev().find(began).unwrap_or(Era::Meiji);
        let year = match western - era.first_year() + 1 {
            1 => "元".to_owned(),
            year => year.to_string(),
        };
        format!("{}{year}年{month}月{day}日", era.name())
    }

    /// The western year, month and day.
    pub fn parts(self) -> (i32, u8, u8) {
        (self.0.year(), self.0.month().into(), self.0.day())
    }
}

/// ISO 8601.
impl fmt::Display for EraDate {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for EraDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.parts().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for EraDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (year, month, day) = Deserialize::deserialize(deserializer)?;
        Self::new(year, month, day).ok_or_else(|| D::Error::custom("no such day"))
    }
}

/// Reads R2.4.1, R02.04.01, 令和2年4月1日 and 令和元年5月1日, digits of full width included. A day
/// belongs to the era that it names: H31.4.30 and R1.5.1 are days, H31.5.1 and R1.4.30 are none.
impl FromStr for EraDate {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        parse_date(&ascii_digits(text)).ok_or(())
    }
}

/// Whether a text has the form of a date, whatever the calendar says of it.
pub fn has_form_of_date(text: &str) -> bool {
    let text = ascii_digits(text.trim());
    parts(&text).is_some_and(|(_, year, month, day)| {
        (year == "元" || number(year).is_some()) && number(month).is_some() && number(day).is_some()
    })
}

/// The era, and the texts that stand for its year, the month and the day.
fn parts(text: &str) -> Option<(Era, &str, &str, &str)> {
    let (era, rest) = Era::split(text)?;
    let dotted = rest.split_once('.').and_then(|(year, rest)| Some((year, rest.split_once('.')?)));
    let spelled = || {
        let (year, rest) = rest.split_once('年')?;
        Some((year, rest.strip_suffix('日')?.split_once('月')?))
    };
    let (year, (month, day)) = dotted.or_else(spelled)?;
    Some((era, year, month, day))
}

fn parse_date(text: &str) -> Option<EraDate> {
    let (era, year, month, day) = parts(text)?;
    let year = EraYear::parse(era, year)?.western();
    let date = EraDate::new(year, number(month)?, number(day)?)?;
    let starts = |era: Era| {
        let (year, month, day) = era.first_day();
        EraDate::new(year, month, day)
    };
    let ended = era.next().and_then(starts).is_some_and(|next| date >= next);
    (Some(date) >= starts(era) && !ended).then_some(date)
}

fn number(digits: &str) -> Option<u8> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// The text with digits, letters and stops of full width as ASCII ones.
pub(super) fn ascii_digits(text: &str) -> String {
    let narrow = |c: char| match c {
        '．' => '.',
        '０'..='９' | 'Ａ'..='Ｚ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        text.parse().ok().map(|date: EraDate| date.to_string())
    }

    #[test]
    fn a_day_is_read_in_each_of_its_spellings() {
        for text in ["R2.4.1", "R02.04.01", "令和2年4月1日", "Ｒ２．４．１", "令和２年４月１日", "r2.4.1"]
        {
            assert_eq!(read(text).as_deref(), Some("2020-04-01"), "{text}");
        }
        assert_eq!(read("令和元年5月1日").as_deref(), Some("2019-05-01"));
        assert_eq!(read("H31.4.30").as_deref(), Some("2019-04-30"));
        assert_eq!(read("S64.1.7").as_deref(), Some("1989-01-07"));
        assert_eq!(read("R6.2.29").as_deref(), Some("2024-02-29"));
    }

    #[test]
    fn a_day_that_never_was_is_none() {
        for text in [
            "",
            "R",
            "R2",
            "R2.4",
            "R2.4.31",
            "R2.2.30",
            "R3.2.29",
            "H32.4.1",
            "H31.5.1",
            "R1.4.30",
            "S64.1.8",
            "H1.1.7",
            "R0.4.1",
            "R2.13.1",
            "R2.4.0",
            "2020-04-01",
            "R2.4.1.",
            "令和2年4月",
            "R2.+4.1",
            "Ｒ２年",
            "R٣.4.1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_falls_on_a_day() {
        let day = |seconds| EraDate::of_unix_time(seconds).map(|date| date.to_string());
        assert_eq!(day(0).as_deref(), Some("1970-01-01"));
        assert_eq!(day(1_585_699_199).as_deref(), Some("2020-03-31"));
        assert_eq!(day(1_585_699_200).as_deref(), Some("2020-04-01"));
        assert_eq!(day(i64::MAX), None);
    }

    #[test]
    fn a_fiscal_year_is_named_by_the_era_at_its_end() {
        let name = |western| {
            let EraYear { era, year } = EraYear::of_fiscal_year(western);
            format!("{}{year}", era.letter())
        };
        assert_eq!([name(2018), name(2019), name(2020)], ["H30", "R1", "R2"]);
        assert_eq!([name(1988), name(1989)], ["S63", "H1"]);
        assert_eq!([name(1925), name(1926), name(1927)], ["T14", "S1", "S2"]);
    }
}
