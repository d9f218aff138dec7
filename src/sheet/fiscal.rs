//! Fiscal years (April to March), written in eras.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::date::EraDate;
use super::era::{Era, EraYear};
use super::plain::plain;
use super::year_name::{YearName, bare, names};

/// A fiscal year, stored as the western year of its April. 令和元年度 is 2019, although its April was still
/// 平成31年.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// Returns the fiscal year that begins in April of `year`.
    pub const fn new(year: i32) -> Self {
        Self(year)
    }

    /// Returns the western year of its April.
    pub const fn western(self) -> i32 {
        self.0
    }

    /// Returns its first day, 1 April.
    pub fn first_day(self) -> Option<EraDate> {
        EraDate::new(self.0, 4, 1)
    }

    /// Returns the fiscal year `years` earlier.
    #[must_use]
    pub const fn before(self, years: i32) -> Self {
        Self(self.0 - years)
    }

    /// Returns the three years of 実績, the oldest first.
    pub const fn window(self) -> [Self; 3] {
        [self.before(3), self.before(2), self.before(1)]
    }

    /// Parses the name of a year of 実績 in a sheet of the fiscal year `sheet`. Accepts every name of a year,
    /// H30実績, and 30年度, which is resolved to the one of the three years before `sheet` with that number
    /// in its era.
    pub fn of_actual(name: &str, sheet: Option<Self>) -> Option<Self> {
        let plain = plain(name);
        let year = without_kind(&plain);
        year.parse().ok().or_else(|| {
            let number = match bare(year) {
                "元" => 1,
                digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
                _ => return None,
            };
            sheet?.window().into_iter().find(|year| year.is_numbered(number))
        })
    }

    /// Returns whether the year has this number in an era. 2019 is both the 31st of Heisei and the first of
    /// Reiwa.
    fn is_numbered(self, number: i32) -> bool {
        let named = Era::ALL.into_iter().filter(|_| number > 0).map(|era| EraYear { era, year: number });
        named.filter_map(EraYear::fiscal_year).any(|year| year == self.0)
    }

    /// Returns whether a text names the year once, as the form does: true for 令和2年度 and R2, false for
    /// 令和2年度(2020年度).
    pub fn is_spelled_once(text: &str) -> bool {
        names(&plain(text)).is_some_and(|names| names.len() == 1)
    }

    /// Returns the year in its era. A fiscal year in which an era begins is that era's first.
    pub fn era_year(self) -> EraYear {
        EraYear::of_fiscal_year(self.0)
    }

    /// Formats the year in short, as the keys of 実績: `H29`, `R1`.
    pub fn short(self) -> String {
        let EraYear { era, year } = self.era_year();
        format!("{}{year}", era.letter())
    }
}

/// Formats the year as the form prints it: 令和2年度, 令和元年度.
impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let EraYear { era, year } = self.era_year();
        match year {
            1 => write!(f, "{}元年度", era.name()),
            _ => write!(f, "{}{year}年度", era.name()),
        }
    }
}

/// The words after a year in a key of 実績. A longer word comes before the words that it ends in.
const KINDS: [&str; 10] =
    ["実績値", "実績額", "実績", "決算額", "決算値", "決算", "結果", "年度末", "末", "値"];

/// Strips 実績, 決算 and the like from the name of a year.
fn without_kind(name: &str) -> &str {
    let in_brackets = name
        .strip_suffix(')')
        .and_then(|inner| KINDS.into_iter().find_map(|kind| inner.strip_suffix(kind)?.strip_suffix('(')));
    let name = in_brackets.unwrap_or(name);
    let name = KINDS.into_iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name);
    name.strip_suffix('の').unwrap_or(name)
}

/// Parses 令和2年度, 令和元年度, 令和2年, 令2, R2, R2年度, H31, 2020年度 and 令和二年度, in either width, and
/// combinations of names that agree: 令和2年度(2020年度), 令和元(平成31)年度, 2020(R2)年度.
impl FromStr for FiscalYear {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let western = |name: &YearName| match name {
            YearName::Era(year) => year.fiscal_year(),
            YearName::Western(year) => Some(*year),
        };
        let names = names(&plain(text)).ok_or(())?;
        let years: Option<Vec<i32>> = names.iter().map(western).collect();
        let years = years.filter(|years| years.windows(2).all(|pair| pair[0] == pair[1]));
        years.and_then(|years| years.first().copied()).map(Self).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<i32> {
        text.parse().ok().map(FiscalYear::western)
    }

    #[test]
    fn every_name_of_a_year_is_the_year() {
        for text in [
            "令和元年度",
            "令和1年度",
            "R1",
            "H31",
            "平成31年度",
            "2019年度",
            "2019",
            "令和１年度",
            "r1",
            "R元",
            "令元",
            "令和一年度",
            "平成三十一年度",
            "令和 元 年度",
            "令和元年",
            "㋿元年度",
            "西暦2019年度",
            "令和元会計年度",
            "二〇一九年度",
            "令和元(平成31)年度",
            "平成31(令和元)年度",
            "令和元年度（平成31年度）",
            "令和元年度(2019年度)",
            "2019(R1)年度",
            "2019年度（令和元年度）",
            "H31・R1",
            "平成31年度／令和元年度",
            "2019(平成31・令和元)年度",
        ] {
            assert_eq!(read(text), Some(2019), "{text}");
        }
        assert_eq!(read("S63"), Some(1988));
        assert_eq!(read("S64"), Some(1989));
        for text in [
            "",
            "令和",
            "令和0年度",
            "H32",
            "R",
            "R-1",
            "平成",
            "20年度",
            "R2.4.1",
            "令和2年度末",
            "令和2年度(2021年度)",
            "R2・R3",
            "令和2年度(案)",
            "(年度)",
            "R999999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_of_the_actual_values_is_named_shortly() {
        let named = |name: &str, sheet: i32| {
            FiscalYear::of_actual(name, Some(FiscalYear::new(sheet))).map(FiscalYear::western)
        };
        for name in [
            "H30",
            "H30実績",
            "H30年度実績",
            "H30(実績)",
            "30年度",
            "30",
            "三十年度",
            "３０年度",
            "2018年度",
            "2018",
            "30年度実績",
            "平成30年度の実績",
            "H30決算",
            "H30年度決算額",
            "H30年度末",
            "H30末",
            "H30結果",
            "30年度（決算）",
        ] {
            assert_eq!(named(name, 2020), Some(2018), "{name}");
        }
        assert_eq!([named("元年度", 2020), named("1年度", 2020), named("31年度", 2020)], [Some(2019); 3]);
        assert_eq!(named("13年度", 2004), Some(2001));
        for name in ["28年度", "2年度", "去年", "", "実績", "R1見込", "0年度"] {
            assert_eq!(named(name, 2020), None, "{name}");
        }
        assert_eq!(FiscalYear::of_actual("30年度", None), None);
    }

    #[test]
    fn a_year_prints_in_the_era_it_ends_in() {
        let year = FiscalYear::new;
        assert_eq!(year(2019).to_string(), "令和元年度");
        assert_eq!(year(2020).to_string(), "令和2年度");
        assert_eq!(year(2018).to_string(), "平成30年度");
        assert_eq!(year(2020).window().map(FiscalYear::short), ["H29", "H30", "R1"]);
        assert_eq!(year(1989).short(), "H1");
        assert_eq!(year(1988).short(), "S63");
    }
}
