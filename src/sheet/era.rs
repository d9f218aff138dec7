//! Japanese eras and their years (JIS X 0301; first days as fixed by law).

use crate::source::width;

/// An era since 1868.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Era {
    /// 明治, from 1868-10-23. Dates before 1873 are not read, because they follow the lunisolar calendar.
    Meiji,
    /// 大正, from 1912-07-30.
    Taisho,
    /// 昭和, from 1926-12-25.
    Showa,
    /// 平成, from 1989-01-08.
    Heisei,
    /// 令和, from 2019-05-01.
    Reiwa,
}

impl Era {
    /// All eras, the oldest first.
    pub const ALL: [Self; 5] = [Self::Meiji, Self::Taisho, Self::Showa, Self::Heisei, Self::Reiwa];

    /// Returns the name of two kanji: 令和.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// Returns the first kanji, which stands for the era in dates such as 令3.4.1.
    pub fn kanji(self) -> &'static str {
        let name = self.name();
        name.char_indices().nth(1).map_or(name, |(end, _)| &name[..end])
    }

    /// Returns the letter of JIS X 0301: `R`.
    pub const fn letter(self) -> char {
        match self {
            Self::Meiji => 'M',
            Self::Taisho => 'T',
            Self::Showa => 'S',
            Self::Heisei => 'H',
            Self::Reiwa => 'R',
        }
    }

    /// Returns the first day that dates of the era may name, as year, month and day.
    pub const fn first_day(self) -> (i32, u8, u8) {
        match self {
            Self::Meiji => (1873, 1, 1),
            Self::Taisho => (1912, 7, 30),
            Self::Showa => (1926, 12, 25),
            Self::Heisei => (1989, 1, 8),
            Self::Reiwa => (2019, 5, 1),
        }
    }

    /// Returns the western year of the era's year 1.
    pub const fn first_year(self) -> i32 {
        match self {
            Self::Meiji => 1868,
            Self::Taisho | Self::Showa | Self::Heisei | Self::Reiwa => self.first_day().0,
        }
    }

    /// Returns the following era.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|era| *era > self)
    }

    /// Splits an era off the beginning of 「令和2」, 「令2」 or 「R2」 and returns it with the rest.
    pub fn split(text: &str) -> Option<(Self, &str)> {
        let behind = |name: fn(Self) -> &'static str| {
            Self::ALL.into_iter().find_map(|era| Some((era, text.strip_prefix(name(era))?)))
        };
        behind(Self::name).or_else(|| behind(Self::kanji)).or_else(|| {
            let letter = text.chars().next()?.to_ascii_uppercase();
            let era = Self::ALL.into_iter().find(|era| era.letter() == letter)?;
            Some((era, &text[1..]))
        })
    }
}

/// A year of an era.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EraYear {
    /// The era.
    pub era: Era,
    /// The year in the era, from 1.
    pub year: i32,
}

impl EraYear {
    /// Parses the digits or 元 that follow an era. Returns `None` outside 1 to 999.
    pub fn parse(era: Era, year: &str) -> Option<Self> {
        let year = match year {
            "元" => 1,
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
            _ => return None,
        };
        (1..=999).contains(&year).then_some(Self { era, year })
    }

    /// Returns the western year.
    pub const fn western(self) -> i32 {
        self.era.first_year() + self.year - 1
    }

    /// Returns the western year of the fiscal year with this name, or `None` where the era ended before it:
    /// 平成31年度 exists, 平成32年度 does not.
    pub fn fiscal_year(self) -> Option<i32> {
        let western = self.western();
        let ended = self.era.next().is_some_and(|next| western > next.first_year());
        (!ended).then_some(western)
    }

    /// Returns the name of the fiscal year that begins in April of `western`, in the era that is current at
    /// its end in March.
    pub fn of_fiscal_year(western: i32) -> Self {
        let began = |era: &Era| {
            let (year, month, _) = era.first_day();
            // An era that began from January to March belongs to the preceding fiscal year. Heisei is the
            // exception: offices count its first year as 1989.
            year <= western || month < 4 && year < western
        };
        let era = Era::ALL.into_iter().rev().find(began).unwrap_or(Era::Meiji);
        Self { era, year: western - era.first_year() + 1 }
    }
}

/// Returns the text with full-width digits, capitals and full stops as ASCII characters.
pub(super) fn ascii_digits(text: &str) -> String {
    let narrow = |c: char| match c {
        '．' | '０'..='９' | 'Ａ'..='Ｚ' => width::narrow(c),
        _ => c,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_era_is_split_off_in_each_of_its_spellings() {
        for text in ["令和2", "令2", "R2", "r2"] {
            assert_eq!(Era::split(text), Some((Era::Reiwa, "2")), "{text}");
        }
        assert_eq!(Era::split("2"), None);
        assert_eq!(Era::split(""), None);
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
