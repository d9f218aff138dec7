//! Names of years. A text may name one year twice: 令和元(平成31)年度, 令和3年度(2021年度).

use super::era::{Era, EraYear};

/// A year as a text names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearName {
    /// A year of an era.
    Era(EraYear),
    /// A western year.
    Western(i32),
}

impl YearName {
    /// Returns the western year.
    pub(super) const fn western(self) -> i32 {
        match self {
            Self::Era(year) => year.western(),
            Self::Western(year) => year,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let text = bare(text);
        if let Some((era, year)) = Era::split(text) {
            return EraYear::parse(era, year).map(Self::Era);
        }
        let western = text.strip_prefix("西暦").or_else(|| text.strip_prefix("FY")).unwrap_or(text);
        let is_year = western.len() == 4 && western.bytes().all(|byte| byte.is_ascii_digit());
        is_year.then(|| western.parse().ok()).flatten().filter(|year| *year >= 1868).map(Self::Western)
    }
}

/// Returns the years that a plain text names, or `None` where it contains anything else.
pub(super) fn names(plain: &str) -> Option<Vec<YearName>> {
    let parts = plain.split(['(', ')', '・', '/', '=']);
    let parts = parts.filter(|part| !bare(part).is_empty());
    let names: Option<Vec<YearName>> = parts.map(YearName::parse).collect();
    names.filter(|names| !names.is_empty())
}

/// Strips the endings of a year's name: 年, 年度, 会計年度.
pub(super) fn bare(name: &str) -> &str {
    let name = name.strip_suffix('度').unwrap_or(name);
    let name = name.strip_suffix('年').unwrap_or(name);
    ["会計", "事業"].into_iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name)
}
