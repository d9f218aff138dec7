//! The name of a year, in the manner in which another year is named.

use crate::sheet::FiscalYear;
use crate::sheet::era::{Era, EraYear};
use crate::source::width;

/// Returns the name of `year` as `typed` names its own: 令和2年度 gives 令和3年度, `h30` gives `r1`, 2020 gives
/// 2021. The first year of an era is 元 where the era is spelled out, and 1 behind its letter.
///
/// A year that is named in two ways is so again, unless both have become the same: 令和元(平成31)年度 gives
/// 令和2年度. A name in kanji numerals gives the form's.
pub(in crate::edit) fn named_alike(typed: &str, year: FiscalYear) -> String {
    if !typed.contains(is_number) {
        return year.to_string();
    }
    let renamed = renamed(typed, year);
    once(&renamed).unwrap_or(renamed)
}

/// Returns each name in the text as another year's.
fn renamed(typed: &str, year: FiscalYear) -> String {
    let start = typed.find(is_number).unwrap_or(typed.len());
    let (head, rest) = typed.split_at(start);
    let (digits, tail) = rest.split_at(rest.find(|c| !is_number(c)).unwrap_or(rest.len()));
    let tail = if tail.contains(is_number) { renamed(tail, year) } else { tail.to_owned() };
    let EraYear { era, year: number } = year.era_year();
    match Era::ALL.into_iter().find(|era| head.ends_with(era.name())) {
        Some(old) if number == 1 => format!("{}元{tail}", head.replace(old.name(), era.name())),
        Some(old) => format!("{}{}{tail}", head.replace(old.name(), era.name()), like(digits, number)),
        None => match head.chars().next_back().filter(|c| c.is_alphabetic()) {
            Some(old) => format!("{}{}{tail}", letter(head, old, era), like(digits, number)),
            // 30年度 has its number by an era that it does not name.
            None if digits.chars().count() < 4 => format!("{head}{}{tail}", like(digits, number)),
            None => format!("{head}{}{tail}", like(digits, year.western())),
        },
    }
}

/// Returns a name without brackets that repeat the text before them.
fn once(name: &str) -> Option<String> {
    let (open, close) = (name.find(['(', '（'])?, name.find([')', '）'])?);
    let inside = name.get(open..close)?.trim_start_matches(['(', '（']);
    let bare = |name: &str| name.trim().trim_end_matches(['度', '年']).to_owned();
    let (before, after) = (&name[..open], name[close..].trim_start_matches([')', '）']));
    (bare(before) == bare(inside)).then(|| format!("{}{after}", before.trim_end()))
}

fn is_number(character: char) -> bool {
    character == '元' || digit(character).is_some()
}

/// Returns a digit of half or full width.
pub(super) fn digit(character: char) -> Option<u32> {
    width::narrow(character).to_digit(10)
}

/// Returns `head` with the letter of another era, in the same case and width.
fn letter(head: &str, old: char, era: Era) -> String {
    let letter = if old.is_lowercase() { era.letter().to_ascii_lowercase() } else { era.letter() };
    let letter = if old.is_ascii() { letter } else { width::wide(letter) };
    let start = head.len() - old.len_utf8();
    format!("{}{letter}", &head[..start])
}

/// Returns a number with digits of the same width as `digits`, and as many where they begin with a zero.
fn like(digits: &str, number: i32) -> String {
    let width = if digits.starts_with(['0', '０']) { digits.chars().count() } else { 0 };
    let plain = format!("{number:0width$}");
    let is_wide = digits.chars().next().is_some_and(|c| c != '元' && !c.is_ascii());
    if is_wide { plain.chars().map(width::wide).collect() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_named_as_the_one_before() {
        for (typed, year, named) in [
            ("令和2年度", 2021, "令和3年度"),
            ("令和２年度", 2021, "令和３年度"),
            ("R2", 2021, "R3"),
            ("r02", 2021, "r03"),
            ("R09", 2028, "R10"),
            ("Ｒ２", 2021, "Ｒ３"),
            ("平成30年度", 2019, "令和元年度"),
            ("平成31年度", 2020, "令和2年度"),
            ("令和元年度", 2020, "令和2年度"),
            ("h30", 2019, "r1"),
            ("h31", 2020, "r2"),
            ("H31年度", 2020, "R2年度"),
            ("2020", 2021, "2021"),
            ("2020年度", 2021, "2021年度"),
            ("２０２０", 2021, "２０２１"),
            ("令和2年度(2020年度)", 2021, "令和3年度(2021年度)"),
            ("2020(R2)年度", 2021, "2021(R3)年度"),
            ("令和元(平成31)年度", 2020, "令和2年度"),
            ("平成30年度（2018年度）", 2019, "令和元年度（2019年度）"),
            ("令和二年度", 2021, "令和3年度"),
            ("H30実績", 2019, "R1実績"),
            ("30年度", 2019, "1年度"),
            ("元年度", 2020, "2年度"),
        ] {
            assert_eq!(named_alike(typed, FiscalYear::new(year)), named, "{typed}");
        }
    }
}
