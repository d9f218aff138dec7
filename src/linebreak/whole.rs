//! Numbers and Latin words, which are kept whole, and addresses, which are broken at their separators only.

use std::ops::Range;

use super::kana::is_kanji;
use crate::sheet::quantity;

/// Separators within a telephone number, a date or a time.
const SEPARATORS: [&str; 8] = ["-", "－", "−", "‐", "/", "／", ":", "："];

/// Words and signs that belong to the number after them: ordinals, currencies, signs, eras.
const LEADING: [&str; 16] =
    ["第", "¥", "￥", "№", "＃", "#", "▲", "△", "▼", "±", "約", "平成", "令和", "昭和", "大正", "明治"];

/// Words behind a number and its unit that belong to it, whatever follows them: 3件以上実施, 26年度末以降.
const QUALIFIERS: [&str; 24] = [
    "以上",
    "以下",
    "以内",
    "以降",
    "以前",
    "以後",
    "以外",
    "未満",
    "超過",
    "程度",
    "前後",
    "内外",
    "当初",
    "初頭",
    "末日",
    "末頃",
    "時点",
    "現在",
    "ごろ",
    "ほど",
    "くらい",
    "ぐらい",
    "余り",
    "あまり",
];

/// Single kanji that belong to the number before them where no other kanji follows: 26年度末, but 3回中学校.
const QUALIFYING_KANJI: &str = "末初中間内外前後超台余弱強頃増減";

/// Returns the byte ranges of numbers with the words behind them that qualify them: 80%以上, 26年度末, 79局中.
pub(super) fn qualified(text: &str, numbers: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_number = |range: &&Range<usize>| text[range.start..range.end].contains(char::is_numeric);
    let qualified = |range: &Range<usize>| {
        let end = range.end + counter(&text[range.end..]);
        let behind = qualifiers(&text[end..]);
        (behind > 0).then_some(range.start..end + behind)
    };
    numbers.iter().filter(is_number).filter_map(qualified).collect()
}

/// Returns the length in bytes of a counter of one kanji that the table of units lacks, before a qualifier: 79局中.
fn counter(text: &str) -> usize {
    let first = text.chars().next().filter(|first| is_kanji(*first));
    let length = first.map_or(0, char::len_utf8);
    if qualifiers(text) == 0 && qualifiers(&text[length..]) > 0 { length } else { 0 }
}

/// Returns the length in bytes of the qualifiers at the beginning of a text.
fn qualifiers(text: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = &text[end..];
        let word = QUALIFIERS.into_iter().find(|word| rest.starts_with(word)).map(str::len);
        let kanji = || {
            let mut characters = rest.chars();
            let first = characters.next().filter(|first| QUALIFYING_KANJI.contains(*first))?;
            let behind = &rest[first.len_utf8()..];
            let is_last = !characters.next().is_some_and(is_kanji) || qualifiers(behind) > 0;
            is_last.then_some(first.len_utf8())
        };
        let Some(length) = word.or_else(kanji) else { return end };
        end += length;
    }
}

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
