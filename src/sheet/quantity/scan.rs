//! Search for numbers with their units within a text.

use std::ops::Range;

use super::{figure, scale, units, words};

/// Returns the byte ranges of the numbers in a text. A range covers the sign, digits, separators, words of
/// scale, and the unit or counter, because no line should break within them. Dates and versions (2021.3.31,
/// 第3次) are included; a range of numbers (10〜20人) gives two.
pub fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(figure::is_digit).map(|found| at + found) {
        let begin = start - before(&text[..start], at);
        let end = start + behind(&text[start..]);
        pieces.push(begin..end);
        at = end;
    }
    pieces
}

/// Returns the length in bytes of the sign and the decimal point that precede the digits at the end of
/// `text`. Neither counts after a letter, a digit or the previous number: A-1, 10-20.
fn before(text: &str, from: usize) -> usize {
    let begins = |at: usize| at > from && !text[..at].ends_with(char::is_alphanumeric) || at == 0;
    let points = |character: &char| matches!(character, '.' | '．');
    let point = text[from..].chars().next_back().filter(points).map_or(0, char::len_utf8);
    let rest = &text[from..text.len() - point];
    let sign = rest.char_indices().next_back().map_or(0, |(at, _)| words::sign(&rest[at..]));
    let whole = point + sign;
    [whole, point].into_iter().find(|length| begins(text.len() - length)).unwrap_or(0)
}

/// Returns the length in bytes of a number and its unit: `1億2,000万円`.
fn behind(text: &str) -> usize {
    let mut end = figure::run(text);
    while let Some((_, length)) = scale::leading(&text[end..]) {
        end += length;
        end += figure::run(&text[end..]);
    }
    end + units::leading(&text[end..])
}
