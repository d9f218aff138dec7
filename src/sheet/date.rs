//! Dates as sheets write them: R2.4.1, 令和2年4月1日, 2020-04-01.

use std::fmt;

use serde::de::{Deserializer, Error};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime};

use super::era::Era;

/// A date of the Gregorian calendar, which sheets write by era.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EraDate(pub Date);

impl EraDate {
    /// Returns the date of a western year, month and day, or `None` where the calendar has no such date.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    /// Returns the date, in UTC, of a Unix timestamp in seconds.
    pub fn of_unix_time(seconds: i64) -> Option<Self> {
        OffsetDateTime::from_unix_timestamp(seconds).ok().map(|time| Self(time.date()))
    }

    /// Reads a spreadsheet's number of a day, counted from 30 December 1899: 43922 is 2020-04-01. Returns `None` for days
    /// before 1990 and after 2099.
    pub fn of_spreadsheet(text: &str) -> Option<Self> {
        let number: i64 = text.parse().ok().filter(|number| (32_874..73_051).contains(number))?;
        Self::of_unix_time((number - 25_569) * 86_400)
    }

    /// Formats the date with its era in full: 令和2年4月1日, 令和元年5月1日.
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

    /// Returns the western year, month and day.
    pub fn parts(self) -> (i32, u8, u8) {
        (self.0.year(), self.0.month().into(), self.0.day())
    }

    /// Returns the kanji of the day of the week: 木.
    pub fn weekday(self) -> char {
        const DAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];
        let place = usize::from(self.0.weekday().number_days_from_monday());
        DAYS[place]
    }
}

/// Formats the date by ISO 8601: 2020-04-01.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_falls_on_a_day() {
        let day = |seconds| EraDate::of_unix_time(seconds).map(|date| date.to_string());
        assert_eq!(day(0).as_deref(), Some("1970-01-01"));
        assert_eq!(day(1_585_699_199).as_deref(), Some("2020-03-31"));
        assert_eq!(day(1_585_699_200).as_deref(), Some("2020-04-01"));
        assert_eq!(day(i64::MAX), None);
    }

    #[test]
    fn a_spreadsheet_counts_days() {
        let day = |text| EraDate::of_spreadsheet(text).map(|date| date.to_string());
        assert_eq!(day("43922").as_deref(), Some("2020-04-01"));
        assert_eq!(["2020", "4392", "439220", "43922.5", "-43922"].map(day), [const { None }; 5]);
    }

    #[test]
    fn a_day_knows_its_day_of_the_week() {
        assert_eq!(EraDate::new(2021, 4, 1).map(EraDate::weekday), Some('木'));
        assert_eq!(EraDate::new(2021, 4, 4).map(EraDate::weekday), Some('日'));
    }
}
