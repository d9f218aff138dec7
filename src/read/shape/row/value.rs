//! The value of a row, and the further lines of it.

use super::key::{is_name, plain_key};
use super::{Row, ValueStyle};
use crate::read::shape::form::Outline;
use crate::read::shape::signs::closing;
use crate::source::Span;

/// Records the value and the comment between `start` and the end of the line.
pub(super) fn value(text: &str, start: usize, row: &mut Row) {
    let rest = &text[start..row.line.end];
    let inner = rest.trim_start_matches([' ', '\t']);
    let start = row.line.end - inner.len();
    let is_marked = inner.starts_with(['"', '\'']);
    let skipped = if is_marked { closing(inner).unwrap_or(inner.len()) } else { 0 };
    let is_comment = |at: &usize| *at == 0 || inner[..*at].ends_with([' ', '\t']);
    let comment = inner[skipped..].match_indices('#').map(|(at, _)| skipped + at).find(is_comment);
    let typed = inner[..comment.unwrap_or(inner.len())].trim_end_matches([' ', '\t']);
    row.commented = comment.is_some();
    row.value = Span::new(start, start + typed.len());
    row.style = style(typed);
}

fn style(value: &str) -> ValueStyle {
    match value.chars().next() {
        None => ValueStyle::Empty,
        Some('"' | '\'') => match closing(value) {
            None => ValueStyle::OpenQuote,
            Some(end) if end == value.len() => ValueStyle::Quoted,
            Some(_) => ValueStyle::Plain,
        },
        Some('|' | '>') if is_header(&value[1..]) => ValueStyle::Block,
        Some('[' | '{') if closes(value) => ValueStyle::Flow,
        Some(_) => ValueStyle::Plain,
    }
}

/// Returns what may follow the bar of a block text: a digit, a sign.
fn is_header(text: &str) -> bool {
    let count = |is: fn(&char) -> bool| text.chars().filter(is).count();
    let (digits, signs) = (count(char::is_ascii_digit), count(|c| matches!(c, '+' | '-')));
    digits <= 1 && signs <= 1 && digits + signs == text.chars().count() && !text.contains('0')
}

/// Returns whether brackets are closed by the last character.
fn closes(value: &str) -> bool {
    let mut depth = 0;
    let mut rest = value;
    while let Some(character) = rest.chars().next() {
        let mut length = character.len_utf8();
        match character {
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            '"' | '\'' => length = closing(rest).unwrap_or(rest.len()),
            _ => {}
        }
        rest = &rest[length..];
        if depth <= 0 {
            return rest.is_empty() && depth == 0;
        }
    }
    false
}

/// Returns the line behind the value of a row that begins on line `number`.
pub(super) fn end_of_value(
    text: &str,
    lines: &[Span],
    number: usize,
    row: &mut Row,
    outline: &Outline,
) -> usize {
    let parent = row.parent();
    match row.style {
        ValueStyle::Block => {
            let header = &text[row.value.range()];
            let end = end_of_block(text, lines, number + 1, parent, header);
            // 「>8」 with nothing below it is a text, while 「|2-」 is a header: its first line may be left out here.
            let is_more_than = header.strip_prefix('>').is_some_and(|rest| rest.parse::<u8>().is_ok());
            if end == number + 1 && is_more_than {
                row.style = ValueStyle::Plain;
            }
            end
        }
        ValueStyle::OpenQuote => {
            open_value(text, lines, number, row, outline, |value| closing(value) == Some(value.len()))
        }
        ValueStyle::Plain if text[row.value.range()].starts_with(['[', '{']) => {
            open_value(text, lines, number, row, outline, closes)
        }
        _ => number + 1,
    }
}

/// Returns the indentation that the header of a block text gives, as in 「|2-」.
pub(in crate::read::shape) fn given_indentation(header: &str, parent: usize) -> Option<usize> {
    header.chars().find_map(|c| c.to_digit(10)).map(|by| parent + by as usize)
}

/// Returns the line after a block text. Its first line determines the indentation of the others.
fn end_of_block(text: &str, lines: &[Span], first: usize, parent: usize, header: &str) -> usize {
    let (mut block, mut end) = (given_indentation(header, parent), first);
    for (number, line) in lines.iter().enumerate().skip(first) {
        let typed = &text[line.range()];
        let spaces = typed.len() - typed.trim_start_matches(' ').len();
        if typed.trim_matches(' ').is_empty() {
            continue;
        }
        let least = *block.get_or_insert(spaces.max(parent + 1));
        if spaces < least {
            break;
        }
        end = number + 1;
    }
    end
}

/// The most lines that are searched for the end of a text between quotation marks or brackets.
const LONGEST: usize = 200;

/// Returns the line after a value that continues below its first line until `is_whole`. It ends before a line
/// that has a key of the form or is indented too little.
fn open_value(
    text: &str,
    lines: &[Span],
    number: usize,
    row: &mut Row,
    outline: &Outline,
    is_whole: impl Fn(&str) -> bool,
) -> usize {
    let parent = row.parent();
    let start = row.value.start;
    for (number, line) in lines.iter().enumerate().skip(number + 1).take(LONGEST) {
        let typed = &text[line.range()];
        let inner = typed.trim_start_matches(' ');
        if inner.is_empty() {
            continue;
        }
        let content = inner.trim_start_matches(['-', ' ']);
        let is_form = plain_key(content, 0).is_some_and(|key| is_name(&key.name, outline));
        let opens = inner.starts_with([']', '}']);
        if is_form || typed.len() - inner.len() <= parent && !opens {
            break;
        }
        let value = text[start..line.end].trim_end_matches([' ', '\t']);
        let value = value.rfind(" #").map_or(value, |at| {
            if value[at..].contains(['"', '\'', ']', '}']) { value } else { value[..at].trim_end() }
        });
        if is_whole(value) {
            row.style =
                if row.style == ValueStyle::OpenQuote { ValueStyle::Quoted } else { ValueStyle::Flow };
            row.value = Span::new(start, start + value.len());
            return number + 1;
        }
    }
    number + 1
}
