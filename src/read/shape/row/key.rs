//! The key that a row begins with.

use super::RowKey;
use crate::read::shape::form::Outline;
use crate::read::shape::signs::{closing, is_blank, is_separator};
use crate::sheet::FiscalYear;
use crate::source::Span;

/// Returns the key that a line begins with. Another sign in the place of the colon, or a colon without its
/// space, is accepted after a name of the form, and on a line without a dash after such a name with a number.
pub(super) fn key(content: &str, start: usize, outline: &Outline, takes_numbers: bool) -> Option<RowKey> {
    odd_key(content, start, outline, takes_numbers).or_else(|| plain_key(content, start))
}

fn odd_key(content: &str, start: usize, outline: &Outline, takes_numbers: bool) -> Option<RowKey> {
    let at = content.find(is_separator)?;
    let name = content[..at].trim_matches(is_blank);
    let is_numbered = || takes_numbers && without_number(name).is_some_and(|name| outline.knows(name));
    if !is_name(name, outline) && !is_numbered() {
        return None;
    }
    let behind = content[at..].chars().next().map_or(at, |sign| at + sign.len_utf8());
    let rest = &content[behind..];
    let spaces = rest.len() - rest.trim_start_matches(is_blank).len();
    let gap = &rest[..spaces];
    let is_colon = content[at..].starts_with(':');
    let is_plain =
        is_colon && (rest.is_empty() || gap.starts_with([' ', '\t'])) && !gap.contains(is_odd_space);
    if is_plain {
        return None;
    }
    let end = start + behind + spaces;
    let name_start = start + content[..at].len() - content[..at].trim_start_matches(is_blank).len();
    let name_end = name_start + name.len();
    Some(RowKey {
        name: name.to_owned(),
        span: Span::new(name_start, name_end),
        colon: Span::new(name_end, end),
        odd: true,
    })
}

fn is_odd_space(character: char) -> bool {
    is_blank(character) && !matches!(character, ' ' | '\t')
}

/// Returns a name of the form, or a year.
pub(in crate::read::shape) fn is_name(name: &str, outline: &Outline) -> bool {
    outline.knows(name) || is_year(name)
}

/// Returns whether a key is a year of 実績 in any of its spellings: H30, 平成30年度, H30実績, 30年度, 2018年度, 2018. A
/// shorter number alone is not a year.
pub(in crate::read::shape) fn is_year(name: &str) -> bool {
    let is_short = name.chars().count() <= 14;
    let is_western = || matches!(name.parse::<i32>(), Ok(1900..=2199));
    let is_number = || name.chars().all(|character| character.is_ascii_digit());
    let is_named = || FiscalYear::of_actual(name, None).is_some() || is_numbered(name);
    is_short && (is_western() || !is_number() && is_named())
}

/// Returns whether a key is a year by its number in an era alone: 30年度, 元年.
fn is_numbered(name: &str) -> bool {
    let number = ["年度実績", "年実績", "年度", "年"].into_iter().find_map(|kind| name.strip_suffix(kind));
    number.is_some_and(|number| number == "元" || matches!(number.parse::<i32>(), Ok(1..=99)))
}

pub(super) fn plain_key(content: &str, start: usize) -> Option<RowKey> {
    if content.starts_with(['"', '\'']) {
        return quoted_key(content, start);
    }
    if content.starts_with(['[', '{', '#', '|', '>', '@', '`', '%', '&', '*', '!']) {
        return None;
    }
    let ends = |at: &usize| content[at + 1..].is_empty() || content[at + 1..].starts_with([' ', '\t']);
    let at = content.match_indices(':').map(|(at, _)| at).find(ends)?;
    // A colon in a comment does not end a key.
    if content[..at].contains(" #") {
        return None;
    }
    let name = content[..at].trim_end_matches([' ', '\t']);
    (!name.is_empty()).then(|| RowKey {
        name: name.to_owned(),
        span: Span::new(start, start + name.len()),
        colon: Span::new(start + name.len(), start + at + 1),
        odd: false,
    })
}

fn quoted_key(content: &str, start: usize) -> Option<RowKey> {
    let end = closing(content)?;
    let rest = &content[end..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let is_key = rest[spaces..].starts_with(": ") || &rest[spaces..] == ":";
    is_key.then(|| RowKey {
        name: content[1..end - 1].to_owned(),
        span: Span::new(start, start + end),
        colon: Span::new(start + end, start + end + spaces + 1),
        odd: false,
    })
}

/// Returns a name without the number before or behind it; `None` without a number.
pub(in crate::read::shape) fn without_number(name: &str) -> Option<&str> {
    const KANJI: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let is_sign = |character: char| {
        character.is_numeric()
            || character.is_whitespace()
            || "()（）[]［］【】〔〕.．・,、-－_#＃№".contains(character)
    };
    let bare = name.trim_matches(is_sign);
    let bare = bare.strip_suffix("No").unwrap_or(bare).trim_end_matches(is_sign);
    let named = bare.trim_end_matches(KANJI);
    let has_number = name.contains(char::is_numeric) || named.len() < bare.len();
    (has_number && !named.is_empty()).then_some(named)
}
