//! Values that look like a number without being one: `2,6OO`, `12,34`, `1.234.567`, `１，２００．`.

use super::figure::{UnsignedDecimal, is_digit, is_separator, narrow};
use super::{Affixes, RowUnit, ValueReading, scale, words};
use crate::source::width;

/// The fault of a value that looks like a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFault {
    /// A letter or a circle in the place of a digit.
    Letter,
    /// A misplaced comma or point.
    Separator,
    /// A comma, a point or the like after the last digit.
    Ending,
    /// A space between digits.
    Space,
    /// A dash other than a minus sign before the digits.
    Dash,
}

/// A value that looks like a number without being one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddNumber {
    /// The fault.
    pub fault: NumberFault,
    /// The number that was probably meant, or `None` where several are possible.
    pub meant: Option<String>,
}

/// Detects a text that looks like a number. Dates, versions, codes, telephone numbers and lists do not count.
pub fn odd(value: &str, row: &RowUnit) -> Option<OddNumber> {
    let value = value.trim();
    if value.contains('\n') || ValueReading::of(value, row) != ValueReading::Text {
        return None;
    }
    let found = dash(value, row).or_else(|| nought(value));
    found.or_else(|| punctuated(value, row)).or_else(|| misspelled(value, row))
}

/// Detects a number with its unit and a mark that ends a sentence: `45回。`.
fn punctuated(value: &str, row: &RowUnit) -> Option<OddNumber> {
    let rest = value.trim_end_matches(['。', '、', '．', '，', '.', ',']).trim_end();
    let is_number =
        rest.len() < value.len() && matches!(ValueReading::of(rest, row), ValueReading::Number(_));
    is_number.then(|| OddNumber { fault: NumberFault::Ending, meant: Some(rest.to_owned()) })
}

/// Dashes that look like a minus sign without being one.
const DASHES: &str = "ー―—─━ｰ";

fn dash(value: &str, row: &RowUnit) -> Option<OddNumber> {
    let rest = value.strip_prefix(|sign| DASHES.contains(sign))?.trim_start();
    let begins = rest.starts_with(is_digit) && matches!(ValueReading::of(rest, row), ValueReading::Number(_));
    begins.then(|| OddNumber { fault: NumberFault::Dash, meant: Some(format!("-{rest}")) })
}

/// Detects a single letter O in the place of 0. A circle, in contrast, is a symbol.
fn nought(value: &str) -> Option<OddNumber> {
    let is_letter = matches!(value, "O" | "o" | "Ｏ" | "ｏ" | "О" | "о" | "Ο" | "ο");
    is_letter.then(|| OddNumber { fault: NumberFault::Letter, meant: Some("0".to_owned()) })
}

fn misspelled(value: &str, row: &RowUnit) -> Option<OddNumber> {
    let rest = words::before(value, &mut Affixes::default())?;
    let token = &rest[..token(rest)];
    let behind = &rest[token.len()..];
    let tail = scale::leading(behind).map_or(behind, |(_, length)| &behind[length..]);
    words::behind(tail, row, &mut Affixes::default())?;
    if !token.contains(is_digit) {
        return None;
    }
    let (fault, digits) = fault(token)?;
    let head = &value[..value.len() - rest.len()];
    let meant = digits.map(|digits| format!("{head}{digits}{behind}"));
    let meant = meant.filter(|meant| matches!(ValueReading::of(meant, row), ValueReading::Number(_)));
    Some(OddNumber { fault, meant })
}

/// Returns the length in bytes of the characters that may be meant as digits.
fn token(text: &str) -> usize {
    let belongs = |(_, character): &(usize, char)| {
        is_digit(*character)
            || is_separator(*character)
            || digit_like(*character).is_some()
            || is_mark(*character)
            || character.is_whitespace()
            || matches!(character, '、' | '。')
    };
    let length =
        text.char_indices().take_while(belongs).last().map_or(0, |(at, character)| at + character.len_utf8());
    text[..length].trim_end().len()
}

/// Returns whether a character separates groups of digits in other notations, such as Switzerland's or those
/// of programming languages.
const fn is_mark(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | '′' | '＇' | '`' | '´' | '_' | '·' | '˙' | '٬')
}

/// Returns the digit that a letter resembles.
const fn digit_like(character: char) -> Option<char> {
    match character {
        'O' | 'o' | 'Ｏ' | 'ｏ' | 'О' | 'о' | 'Ο' | 'ο' | '〇' | '○' | '◯' => Some('0'),
        'l' | 'I' | 'Ｉ' | 'ｌ' | '|' | '｜' => Some('1'),
        _ => None,
    }
}

/// Returns the fault of the digits and the digits that were probably meant.
fn fault(token: &str) -> Option<(NumberFault, Option<String>)> {
    letters(token).or_else(|| ending(token)).or_else(|| spaces(token)).or_else(|| separators(token))
}

/// Detects letters among digits: `2,6OO`. A single letter before digits is part of a code (O157, I2) and not
/// a fault, unless it is a small l, with which no code begins, or `I` before several digits (`I00`).
fn letters(token: &str) -> Option<(NumberFault, Option<String>)> {
    let is_letter = |character: char| digit_like(character).is_some();
    let is_one = token.starts_with(['l', 'ｌ', '|', '｜'])
        || token.starts_with(['I', 'Ｉ']) && token.chars().count() > 2;
    let is_code = token.starts_with(is_letter) && !is_one && !token.contains(is_separator);
    if !token.contains(is_letter) || is_code {
        return None;
    }
    // The replaced digits are as wide as all digits beside them, and half-width beside digits of both widths.
    let mut others = token.chars().filter(|character| !is_letter(*character)).peekable();
    let is_wide = others.peek().is_some() && others.all(|character| !character.is_ascii());
    let digit = |character: char| {
        let digit = narrow(digit_like(character).unwrap_or(character));
        if is_wide { width::wide(digit) } else { digit }
    };
    let digits: String = token.chars().map(digit).collect();
    is_figure(&digits).then_some((NumberFault::Letter, Some(digits)))
}

/// Detects a mark after the last digit: `１，２００．`, `45。`.
fn ending(token: &str) -> Option<(NumberFault, Option<String>)> {
    let digits =
        token.trim_end_matches(|character| is_separator(character) || matches!(character, '、' | '。'));
    (digits.len() < token.len() && is_figure(digits)).then(|| (NumberFault::Ending, Some(digits.to_owned())))
}

/// Detects spaces between digits: in groups of three (`1 200`), between single digits (`4 5`) and beside a
/// separator (`1, 200`, `12. 5`).
fn spaces(token: &str) -> Option<(NumberFault, Option<String>)> {
    let is_space = char::is_whitespace;
    if !token.contains(is_space) {
        return None;
    }
    let groups: Vec<&str> = token
        .split(|character| is_space(character) || is_separator(character))
        .filter(|group| !group.is_empty())
        .collect();
    let joined: String = token.chars().filter(|character| !is_space(*character)).collect();
    let pairs = || token.chars().zip(token.chars().skip(1));
    let beside = pairs()
        .any(|(first, next)| is_space(first) && is_separator(next) || is_separator(first) && is_space(next));
    let single = groups.len() > 1 && groups.iter().all(|group| group.chars().count() == 1);
    ((in_threes(&groups) || single || beside) && is_figure(&joined))
        .then_some((NumberFault::Space, Some(joined)))
}

/// Detects misplaced separators: `12,34`, `1.234.567`, `1、200`, `1'000`.
fn separators(token: &str) -> Option<(NumberFault, Option<String>)> {
    let narrow: String = token.chars().map(narrow).collect();
    if narrow.contains(is_mark) {
        let groups: Vec<&str> = narrow.split(|character| is_mark(character) || character == ',').collect();
        return in_threes(&groups).then(|| (NumberFault::Separator, Some(groups.join(","))));
    }
    let groups: Vec<&str> = narrow.split([',', '.', '、', '。']).collect();
    if narrow.contains(char::is_whitespace) || groups.len() < 2 {
        return None;
    }
    let is_only =
        |separator: char| narrow.chars().all(|character| is_digit(character) || character == separator);
    let grouped = || in_threes(&groups).then(|| groups.join(","));
    // Dates and versions (2021.3.31, 1.2.3) and lists (1,2,3 and 1、2) do not look like a number.
    let meant = if is_only('.') {
        let is_gap = groups.len() == 3 && groups[1].is_empty();
        grouped().map(Some).or(is_gap.then_some(None))?
    } else if is_only('、') {
        Some(grouped()?)
    } else if is_only(',') && is_list(&groups) {
        return None;
    } else {
        Some(narrow.replace('。', ".")).filter(|point| is_figure(point))
    };
    Some((NumberFault::Separator, meant))
}

/// Returns whether commas separate a list of at least three numbers of one or two digits.
fn is_list(groups: &[&str]) -> bool {
    groups.len() > 2 && groups[1..].iter().all(|group| matches!(group.len(), 1 | 2))
}

/// Returns whether the groups have three digits each, except the first, which may have fewer.
fn in_threes(groups: &[&str]) -> bool {
    groups.len() > 1
        && groups[1..].iter().all(|group| group.chars().count() == 3)
        && (1..=3).contains(&groups[0].chars().count())
        && groups.iter().all(|group| group.chars().all(is_digit))
}

fn is_figure(text: &str) -> bool {
    UnsignedDecimal::leading(text).is_some_and(|figure| figure.length == text.len())
}
