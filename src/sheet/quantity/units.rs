//! The units and counters that follow numbers, and the unit of a row.
//!
//! `units.txt` is the only table of units. A value whose suffix is neither in this table nor the row's own 単位 is a
//! text: 「35自治会等で実施」, 「26年度末」.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// All spellings of `units.txt`, each with the first spelling of its unit.
static SPELLINGS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("units.txt").lines().filter(|line| !line.starts_with('#'));
    let spellings = |unit: &'static str| {
        let first = unit.split_once('=').map_or(unit, |(first, _)| first);
        unit.split('=').map(move |spelling| (spelling, first))
    };
    lines.flat_map(str::split_whitespace).flat_map(spellings).collect()
});

/// Counters of dates and ordinals. They count as a unit only where they are the row's 単位, because 「10日」
/// may otherwise be the tenth of a month. They may also follow a stroke: 人/日.
const ORDINALS: &[&str] = &[
    "年", "年度", "月", "週", "日", "時", "位", "番", "番目", "回目", "号", "次", "期", "級", "階", "条",
    "割", "割合", "丁目", "番地", "人目", "件目", "年目", "年生", "歳児", "等", "系",
];

/// The length of the longest text that may be a unit, in bytes.
const LONGEST: usize = 80;

/// Returns the first spelling of a unit of the table: `m2` for ㎡, か所 for 箇所. Units joined by a stroke
/// are known where each part is: 件/日.
pub fn known(unit: &str) -> Option<String> {
    let unit = short(unit)?;
    if let Some(name) = SPELLINGS.get(unit.as_str()) {
        return Some((*name).to_owned());
    }
    let (over, under) = unit.split_once('/')?;
    let over = (*SPELLINGS.get(over)?).to_owned();
    let below = |part: &str| SPELLINGS.get(part).copied().map(str::to_owned).or_else(|| is_below(part));
    let under: Vec<String> = under.split('・').map(below).collect::<Option<_>>()?;
    Some(format!("{over}/{}", under.join("・")))
}

fn is_below(unit: &str) -> Option<String> {
    ORDINALS.contains(&unit).then(|| unit.to_owned())
}

/// Returns the length in bytes of the longest unit or counter at the beginning of a text, including counters
/// of dates and ordinals.
pub(super) fn leading(text: &str) -> usize {
    const CHARACTERS: usize = 10;
    let word = text.char_indices().take_while(|(_, character)| !character.is_whitespace());
    let ends = word.map(|(at, character)| at + character.len_utf8()).take(CHARACTERS);
    let is_unit = |end: &usize| {
        let is_known =
            |unit: String| SPELLINGS.contains_key(unit.as_str()) || ORDINALS.contains(&unit.as_str());
        short(&text[..*end]).is_some_and(is_known)
    };
    let whole_word = |end: &usize| !(ends_latin(&text[..*end]) && begins_latin(&text[*end..]));
    ends.filter(is_unit).filter(whole_word).last().unwrap_or(0)
}

fn ends_latin(text: &str) -> bool {
    text.chars().next_back().is_some_and(|character| character.is_ascii_alphanumeric())
}

fn begins_latin(text: &str) -> bool {
    text.chars().next().is_some_and(|character| character.is_ascii_alphanumeric())
}

/// Returns a unit in the form of the table: compatibility characters (㎡, ㌧, ％, ⼈) decomposed, Latin
/// letters in lower case, without spaces. Returns `None` for a text that is too long for a unit.
fn short(unit: &str) -> Option<String> {
    (unit.len() <= LONGEST).then(|| normal(unit))
}

fn normal(unit: &str) -> String {
    let parts = unit.nfkc().filter(|character| !character.is_whitespace());
    parts.map(|character| character.to_ascii_lowercase()).collect()
}

/// The unit of a row, in which the row's numbers are counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowUnit {
    /// The unit as it is typed, normalized.
    typed: String,
    /// The number of zeros of the word of scale (千, 万, 億) before the unit.
    pub(super) zeros: u32,
    /// The units that it names: 頭(羽) names two.
    names: Vec<String>,
    /// `true` where the table has one of them.
    is_known: bool,
}

/// The relation of a value's unit to its row's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitFit {
    /// The same unit.
    Same,
    /// Undecidable: the row's unit is empty or unknown.
    Free,
    /// A compound of the row's unit: 3回/月 in a row of 回 is not a number of 回.
    More,
    /// A different unit.
    Other,
}

impl RowUnit {
    /// Reads 単位, with or without brackets around it: 件, (千円), 人（延べ）, 回数.
    pub fn of(unit: &str) -> Self {
        let typed = short(unit.trim()).unwrap_or_default();
        let whole = inside(&typed).unwrap_or(&typed);
        let (outer, bracketed) = whole.split_once('(').unwrap_or((whole, ""));
        let (zeros, outer) = super::scale::leading(outer)
            .filter(|(_, length)| *length < outer.len())
            .map_or((0, outer), |(zeros, length)| (zeros, &outer[length..]));
        let names = [outer, bracketed.trim_end_matches(')')];
        let names = names.into_iter().filter(|name| !name.is_empty()).flat_map(spellings);
        let names: Vec<String> = names.collect();
        let is_known = names.iter().any(|name| known(name).is_some() || ORDINALS.contains(&name.as_str()));
        Self { typed: whole.to_owned(), zeros, names, is_known }
    }

    /// Returns whether a suffix equals this unit as it is typed.
    pub(super) fn is_typed(&self, suffix: &str) -> bool {
        !self.typed.is_empty() && short(suffix).is_some_and(|suffix| suffix == self.typed)
    }

    /// Returns whether a suffix equals one of the units that this one names, without its word of scale.
    pub(super) fn names(&self, suffix: &str) -> bool {
        short(suffix).is_some_and(|suffix| self.names.contains(&suffix))
    }

    /// Compares the unit of a value with this one.
    pub(super) fn fit(&self, unit: &str) -> UnitFit {
        let unit = known(unit).unwrap_or_else(|| normal(unit));
        let names: Vec<String> =
            self.names.iter().map(|name| known(name).unwrap_or_else(|| name.clone())).collect();
        if self.typed == unit || names.iter().any(|name| is_part(&unit, name)) {
            UnitFit::Same
        } else if names.iter().any(|name| is_part(name, &unit)) {
            UnitFit::More
        } else if self.is_known {
            UnitFit::Other
        } else {
            UnitFit::Free
        }
    }
}

/// Returns the text inside brackets that enclose the whole unit.
fn inside(unit: &str) -> Option<&str> {
    unit.strip_prefix('(')?.strip_suffix(')').filter(|inside| !inside.contains(['(', ')']))
}

/// Returns a unit and the counters that it implies: 回数 counts in 回, 延べ人数 in 人.
fn spellings(unit: &str) -> Vec<String> {
    let counted = ["延べ", "のべ", "年間"].into_iter().find_map(|prefix| unit.strip_prefix(prefix));
    let counted = counted.filter(|rest| !rest.is_empty()).unwrap_or(unit);
    let bare = counted.strip_suffix('数').filter(|rest| !rest.is_empty());
    let mut spellings = vec![unit.to_owned()];
    spellings.extend(
        [Some(counted), bare].into_iter().flatten().filter(|spelling| *spelling != unit).map(str::to_owned),
    );
    spellings
}

/// Returns whether a unit equals another or is a separate word within it: 人 of 人日, t of t-co2, but not m2
/// of km2.
fn is_part(part: &str, whole: &str) -> bool {
    let before = whole.strip_suffix(part).is_some_and(|rest| !(ends_latin(rest) && begins_latin(part)));
    let behind = whole.strip_prefix(part).is_some_and(|rest| !(ends_latin(part) && begins_latin(rest)));
    !part.is_empty() && (before || behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_written_as_it_is_searched() {
        let mut seen = std::collections::HashSet::new();
        for unit in SPELLINGS.keys().chain(ORDINALS) {
            assert_eq!(normal(unit), *unit);
            assert!(seen.insert(*unit), "{unit} stands there twice");
            assert!(unit.chars().count() <= 10, "{unit} is longer than the scanner looks");
        }
    }

    #[test]
    fn spellings_of_a_unit_are_one_unit() {
        let pairs = [
            ("㎡", "m2"),
            ("m²", "m2"),
            ("k㎡", "km2"),
            ("㎢", "km2"),
            ("％", "%"),
            ("㌧", "t"),
            ("ｔ", "t"),
            ("ℓ", "l"),
            ("㎘", "kl"),
            ("⼈", "人"),
            ("名", "人"),
            ("箇所", "か所"),
            ("ヶ所", "か所"),
            ("㎥／日", "m3/日"),
            ("KWh", "kwh"),
            ("ｄｂ", "db"),
            ("ｔ-CO₂", "t-co2"),
            ("g/人・日", "g/人・日"),
        ];
        for (typed, name) in pairs {
            assert_eq!(known(typed).as_deref(), Some(name), "{typed}");
        }
        for text in ["", "自治会等で実施", "年度末", "日", "位", "第", "/日", "件/", "(前年度比▲33.3%)"]
        {
            assert_eq!(known(text), None, "{text}");
        }
    }

    #[test]
    fn a_units_row_says_whether_a_value_is_counted_in_it() {
        let fit = |row: &str, unit: &str| RowUnit::of(row).fit(unit);
        for (row, unit) in [
            ("人", "人"),
            ("(人)", "名"),
            ("人（延べ）", "人"),
            ("延べ人数", "人"),
            ("回数", "回"),
            ("頭（羽）", "羽"),
            ("㎡/人", "㎡"),
            ("t-CO2", "t"),
            ("割合(%)", "％"),
            ("千円", "円"),
            ("集落", "集落"),
        ] {
            assert_eq!(fit(row, unit), UnitFit::Same, "{row} {unit}");
        }
        for (row, unit) in [
            ("人", "%"),
            ("回", "件"),
            ("km", "m"),
            ("k㎡", "㎡"),
            ("kg", "g"),
            ("千円", "件"),
            ("日", "%"),
            ("%", "ポイント"),
        ] {
            assert_eq!(fit(row, unit), UnitFit::Other, "{row} {unit}");
        }
        for (row, unit) in [("回", "回/月"), ("人", "人日"), ("t", "t-CO2")] {
            assert_eq!(fit(row, unit), UnitFit::More, "{row} {unit}");
        }
        for (row, unit) in [("", "人"), ("集落", "人"), ("評価", "%")] {
            assert_eq!(fit(row, unit), UnitFit::Free, "{row} {unit}");
        }
        assert_eq!(
            (RowUnit::of("千円").zeros, RowUnit::of("(百万円)").zeros, RowUnit::of("千").zeros),
            (3, 6, 0)
        );
    }
}
