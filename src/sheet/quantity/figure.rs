//! Digits with their separators, in either width.

use std::iter::Peekable;
use std::str::CharIndices;

use rust_decimal::Decimal;

use crate::source::width;

/// An unsigned decimal at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnsignedDecimal {
    /// The exact value.
    pub(super) value: Decimal,
    /// The length in the text, in bytes.
    pub(super) length: usize,
    /// `true` where a digit or a separator is full-width.
    pub(super) is_wide: bool,
    /// `true` where commas separate groups of three digits.
    pub(super) is_grouped: bool,
}

impl UnsignedDecimal {
    /// Reads `1,234.50`, `１，２００` or `.5`. Returns `None` where a separator is misplaced, and where the
    /// number has more digits than a decimal holds.
    pub(super) fn leading(text: &str) -> Option<Self> {
        let token = &text[..run(text)];
        let narrow: String = token.chars().map(narrow).collect();
        let digits = ungrouped(&narrow)?;
        let digits = if digits.starts_with('.') { format!("0{digits}") } else { digits };
        Some(Self {
            value: Decimal::from_str_exact(&digits).ok()?,
            length: token.len(),
            is_wide: narrow != token,
            is_grouped: narrow.contains(','),
        })
    }
}

/// Returns the length in bytes of the digits at the beginning of a text, with the separators before and
/// between them. A separator after the last digit is excluded, because it may end a sentence.
pub(super) fn run(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    let mut end = 0;
    while let Some((at, character)) = characters.next() {
        let separates = is_separator(character) && next_is_digit(&mut characters);
        if !is_digit(character) && !separates {
            break;
        }
        end = at + character.len_utf8();
    }
    end
}

fn next_is_digit(characters: &mut Peekable<CharIndices>) -> bool {
    characters.peek().is_some_and(|(_, next)| is_digit(*next))
}

/// Returns whether a character is a digit of either width.
pub(super) const fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

/// Returns whether a character is a comma or a point of either width.
pub(super) const fn is_separator(character: char) -> bool {
    matches!(character, ',' | '.' | '，' | '．')
}

/// Returns the half-width form of a digit or a separator.
pub(super) fn narrow(character: char) -> char {
    match character {
        '０'..='９' | '，' | '．' => width::narrow(character),
        _ => character,
    }
}

/// Removes commas between groups of three digits. Returns `None` where a comma or a point is misplaced.
fn ungrouped(token: &str) -> Option<String> {
    let (whole, fraction) = token.split_once('.').unwrap_or((token, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let plain = rest.is_empty() && (digits(first) || first.is_empty() && token.starts_with('.'));
    let grouped =
        digits(first) && first.len() <= 3 && rest.iter().all(|group| group.len() == 3 && digits(group));
    ((plain || grouped) && digits(fraction)).then(|| token.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, &str)> {
        UnsignedDecimal::leading(text).map(|figure| (figure.value.to_string(), &text[figure.length..]))
    }

    #[test]
    fn a_figure_is_read_in_either_width() {
        let cases = [
            ("12.50", "12.50", ""),
            ("1,234,567", "1234567", ""),
            ("012", "12", ""),
            (".5㎢", "0.5", "㎢"),
            ("１，２３４．５人", "1234.5", "人"),
            ("1２0", "120", ""),
            ("45.", "45", "."),
            ("8千", "8", "千"),
        ];
        for (text, value, rest) in cases {
            assert_eq!(read(text), Some((value.to_owned(), rest)), "{text}");
        }
    }

    #[test]
    fn separators_in_other_places_make_no_figure() {
        for text in ["", "-", ".", ",5", "1,2", "12,34", "1,2000", "1234,567", "1.2.3", "1.234.567", "人"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"9".repeat(60)), None);
    }
}
