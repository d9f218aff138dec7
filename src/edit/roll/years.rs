//! Years that a text names: what was copied with it may be last year's.

use std::ops::Range;

use super::name::digit;
use crate::sheet::FiscalYear;
use crate::sheet::era::{Era, EraYear};
use crate::source::width;

/// The most years that a year in a text may lie back; an earlier one is something else (「S3」).
const YEARS_BACK: i32 = 40;

/// Returns the places of a text that name `last` or a year before it: H31, 令和2年度, 2020年.
pub(super) fn named(text: &str, last: FiscalYear) -> Vec<Range<usize>> {
    let mut named: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.char_indices() {
        if named.last().is_some_and(|before| at < before.end) {
            continue;
        }
        let found = [spelled(text, at), lettered(text, at), western(text, at)].into_iter().flatten().next();
        let is_old = |year: i32| (last.western() - YEARS_BACK..=last.western()).contains(&year);
        named.extend(found.filter(|found| is_old(found.1)).map(|(length, _)| at..at + length));
    }
    named
}

/// Reads 令和2年度, 平成31年, 令和元年: the length in bytes and the western year.
fn spelled(text: &str, at: usize) -> Option<(usize, i32)> {
    let rest = &text[at..];
    let era = Era::ALL.into_iter().find(|era| rest.starts_with(era.name()))?;
    let rest = &rest[era.name().len()..];
    let (length, number) = match rest.strip_prefix('元') {
        Some(_) => ('元'.len_utf8(), "1".to_owned()),
        None => digits(rest)?,
    };
    let year = EraYear::parse(era, &number)?.western();
    Some((era.name().len() + length + suffix(&rest[length..]), year))
}

/// Reads H31 and Ｒ２ outside of longer words.
fn lettered(text: &str, at: usize) -> Option<(usize, i32)> {
    let letter = text[at..].chars().next()?;
    let before = text[..at].chars().next_back();
    let rest = &text[at + letter.len_utf8()..];
    let (length, number) = digits(rest)?;
    let after = rest[length..].chars().next();
    let joins = |c: Option<char>| c.map(narrow).is_some_and(|c| c.is_ascii_alphanumeric());
    if joins(before) || joins(after) || number.len() > 2 {
        return None;
    }
    let era = Era::ALL.into_iter().find(|era| era.letter() == narrow(letter))?;
    let year = EraYear::parse(era, &number)?.western();
    Some((letter.len_utf8() + length + suffix(&rest[length..]), year))
}

/// Reads 2020年 and 2020年度.
fn western(text: &str, at: usize) -> Option<(usize, i32)> {
    let (length, number) = digits(&text[at..])?;
    let suffix = suffix(&text[at + length..]);
    let is_alone = text[..at].chars().next_back().is_none_or(|c| digit(c).is_none());
    let year = number.parse().ok().filter(|_| number.len() == 4 && suffix > 0 && is_alone)?;
    Some((length + suffix, year))
}

/// Returns the digits that a text begins with: how long they are, and in ASCII.
fn digits(text: &str) -> Option<(usize, String)> {
    let number: String =
        text.chars().map_while(digit).filter_map(|digit| char::from_digit(digit, 10)).collect();
    let length = text.chars().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum();
    (!number.is_empty()).then_some((length, number))
}

fn suffix(text: &str) -> usize {
    ["年度", "年"].into_iter().find(|suffix| text.starts_with(suffix)).map_or(0, str::len)
}

fn narrow(character: char) -> char {
    Some(width::narrow(character)).filter(char::is_ascii_alphanumeric).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_are_past_are_found_in_every_spelling() {
        let found = |text: &str| -> Vec<String> {
            named(text, FiscalYear::new(2020)).into_iter().map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(found("H31年度から令和2年度まで、R元以降"), ["H31年度", "令和2年度"]);
        assert_eq!(
            found("平成３０年、Ｒ２、2020年度、令和元年5月"),
            ["平成３０年", "Ｒ２", "2020年度", "令和元年"]
        );
        assert_eq!(found("(R2.4.1現在)・S63"), ["R2", "S63"]);
        for text in [
            "",
            "令和3年度、R3、2021年度",
            "SR2 R2D2 R200 M3 A4 5年 第3次実施計画 令和",
            "12020年 2020人 H 30",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
