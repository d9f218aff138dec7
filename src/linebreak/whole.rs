//! Numbers and Latin words, which are kept whole, and addresses, which are broken at their separators only.

use std::ops::Range;

use crate::sheet::quantity;

/// Separators within a telephone number, a date or a time.
const SEPARATORS: [&str; 8] = ["-", "－", "−", "‐", "/", "／", ":", "："];

/// Words and signs that belong to the number after them: ordinals, currencies, signs, eras.
const LEADING: [&str; 16] =
    ["第", "¥", "￥", "№", "＃", "#", "▲", "△", "▼", "±", "約", "平成", "令和", "昭和", "大正", "明治"];

/// Returns the byte ranges of numbers and Latin words, which are kept whole.
pub(super) fn whole(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let leading = |at: usize| LEADING.into_iter().find(|word| text[..at].ends_with(word)).map_or(0, str::len);
    let with_leading = |range: Range<usize>| range.start - leading(range.start)..range.end;
    let mut found: Vec<Range<usize>> = quantity::pieces(text).into_iter().map(with_leading).collect();
    found.extend(latin(text));
    found.sort_unstable_by_key(|range| (range.start, range.end));
    for range in found {
        // The parts of a telephone number or a date are kept together.
        let joins = |last: &Range<usize>| {
            let is_digit = text[..last.end].ends_with(char::is_numeric);
            range.start < last.end || is_digit && SEPARATORS.contains(&&text[last.end..range.start])
        };
        match ranges.last_mut().filter(|last| joins(last)) {
            Some(last) => last.end = last.end.max(range.end),
            None => ranges.push(range),
        }
    }
    ranges
}

/// Returns the byte ranges of runs of Latin letters, digits, and the characters that join them in words and
/// addresses.
fn latin(text: &str) -> Vec<Range<usize>> {
    let is_latin = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '(' | ')' | '[' | ']' | ',' | ';')
            || matches!(c, 'ª' | '²' | '³' | 'µ' | '¹' | 'º' | '\u{C0}'..='\u{24F}')
            || matches!(c, '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' | '＠' | '＿')
            // Greek, superscripts and subscripts.
            || matches!(c, '\u{370}'..='\u{3FF}' | '\u{2070}'..='\u{209F}')
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices().filter(|(_, character)| is_latin(*character)) {
        let end = at + character.len_utf8();
        match runs.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = end,
            // A separator between two numbers belongs to neither.
            None if SEPARATORS.contains(&&text[at..end]) => {}
            None => runs.push(at..end),
        }
    }
    runs
}

/// Returns whether a run of Latin characters is a web or e-mail address, or a path.
pub(super) fn is_address(run: &str) -> bool {
    let is_marked = run.contains("://") || run.contains(['@', '＠']) || run.starts_with("www.");
    is_marked || run.matches(['/', '_']).count() > 1 && run.contains(|c: char| c.is_ascii_alphabetic())
}

/// Characters after which an address may be broken, in half and full width.
const ENDS: [char; 7] = ['/', '.', '_', '@', '?', '＠', '＿'];

/// Returns the positions where an address may be broken: after `/ . _ @ ?` before another character.
pub(super) fn separators<'a>(text: &'a str, range: &Range<usize>) -> impl Iterator<Item = usize> + 'a {
    let (start, end) = (range.start, range.end);
    let behind = text[start..end].match_indices(ENDS).map(move |(at, sign)| start + at + sign.len());
    behind.filter(move |&at| at < end && !text[at..end].starts_with(['/', '.']))
}
