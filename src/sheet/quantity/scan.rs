//! Numbers with their units inside any text.

use std::ops::Range;

use super::{figure, scale, units, words};

/// Returns where the numbers of a text stand, in bytes: sign, digits, separators, 千 and 万, and the unit or counter behind
/// them are one piece each, which no line should break. Dates and versions (2021.3.31, 第3次) are pieces too, and a range
/// (10〜20人) is two.
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

/// Returns the length of a sign and a point that belong to the digits behind them. Neither does where it stands behind
/// a letter, a digit or the piece before: A-1, 10-20.
fn before(text: &str, from: usize) -> usize {
    let begins = |at: usize| at > from && !text[..at].ends_with(char::is_alphanumeric) || at == 0;
    let points = |it: &char| matches!(it, '.' | '．');
    let point = text[from..].chars().next_back().filter(points).map_or(0, char::len_utf8);
    let rest = &text[from..text.len() - point];
    let sign = rest.char_indices().next_back().map_or(0, |(at, _)| words::sign(&rest[at..]));
    let whole = point + sign;
    [whole, point].into_iter().find(|length| begins(text.len() - length)).unwrap_or(0)
}

/// The length of a number and its unit: `1億2,000万円`.
fn behind(text: &str) -> usize {
    let mut end = figure::run(text);
    while let Some((_, length)) = scale::leading(&text[end..]) {
        end += length;
        end += figure::run(&text[end..]);
    }
    end + units::leading(&text[end..])
}
