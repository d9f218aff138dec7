//! Fiscal years (April to March), in eras.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::era::{Era, EraDate, EraYear, ascii_digits};

/// A fiscal year, by the western year of its April. 令和元年度 is 2019, of which the April was still
/// 平成31年.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// The fiscal year whose April is in `year`.
    pub const fn new(year: i32) -> Self {
        Self(year)
    }

    /// The western year of its April.
    pub const fn western(self) -> i32 {
        self.0
    }

    /// Its 1 April.
    pub fn first_day(self) -> Option<EraDate> {
        EraDate::new(self.0, 4, 1)
    }

    /// The fiscal year `years` before.
    #[must_use]
    pub const fn before(self, years: i32) -> Self {
        Self(self.0 - years)
    }

    /// The three years of 実績, the oldest first.
    pub const fn window(self) -> [Self; 3] {
        [self.before(3), self.before(2), self.before(1)]
    }

    /// The year in its era. A fiscal year in which an era began is the new era's first.
    pub fn era_year(self) -> EraYear {
        EraYear::of_fiscal_year(self.0)
    }

    /// The short name, as 実績 has it: `H29`, `R1`.
    pub fn short(self) -> String {
        let EraYear { era, year } = self.era_year();
        format!("{}{year}", era.letter())
    }
}

/// The name on the paper: 令和2年度, 令和元年度.
impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let EraYear { era, year } = self.era_year();
        match year {
            1 => write!(f, "{}元年度", era.name()),
            _ => write!(f, "{}{year}年度", era.name()),
        }
    }
}

/// Reads 令和2年度, 令和元年度, 令和2年, R2, R2年度, H31 and 2020年度, digits of full width included.
impl FromStr for FiscalYear {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = ascii_digits(text);
        let bare = text.strip_suffix('度').unwrap_or(&text);
        let bare = bare.strip_suffix('年').unwrap_or(bare);
        let western = match Era::split(bare) {
            Some((era, year)) => EraYear::parse(era, year).and_then(EraYear::fiscal_year),
            None => bare.parse().ok().filter(|year| (1868..=9999).contains(year)),
        };
        western.map(Self).ok_or(())
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
        for text in
            ["令和元年度", "令和1年度", "R1", "H31", "平成31年度", "2019年度", "2019", "令和１年度", "r1"]
        {
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
            "R999999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
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
