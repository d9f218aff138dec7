//! Values that YAML takes for something else than the text that they are.

use super::form::Shape;
use super::row::{Row, ValueStyle, is_year};
use super::signs::{ascii_quote, closing, is_bar};
use crate::source::{Edit, Span, newline};
use crate::yaml::quoted;

/// A fault in the notation of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueFault {
    /// It begins with a character that YAML keeps for itself.
    Sign(char),
    /// It holds a colon and a space.
    Colon,
    /// A note directly after it, which contains a colon and a space: the position of its `#` in the value.
    Note(usize),
    /// A list between brackets that is not closed.
    OpenList,
    /// A text between brackets, or something behind them.
    Bracket(char),
    /// A text after the bar, on its line.
    Bar,
    /// A bar of full width.
    WideBar,
    /// Quotation marks in a text between quotation marks, or something behind them.
    Quotes,
    /// A quotation mark that is not closed.
    Open(char),
    /// A backslash that begins no escape.
    Escape,
    /// A dash and an item on the line of the key.
    Item,
    /// A list or map in brackets of full width.
    WideBracket,
    /// Years and their values on the line of their key, without brackets.
    NoBracket,
    /// A list between brackets whose items are parted by other signs than commas.
    WideComma,
    /// A note right behind the bar.
    BarNote,
    /// A bar above the items of a list.
    BarList,
    /// A second dash behind that of an item.
    TwoDashes,
    /// Three values where three keys with a value each belong.
    Unnamed,
}

impl ValueFault {
    /// Returns whether YAML reads it without complaint.
    pub(super) fn hides(self) -> bool {
        matches!(
            self,
            Self::WideBar
                | Self::Bar
                | Self::BarList
                | Self::WideComma
                | Self::WideBracket
                | Self::Sign('&' | '!' | '>')
        )
    }

    /// Returns whether nothing else can be meant than what its edits make.
    pub(super) fn is_certain(self) -> bool {
        !matches!(
            self,
            Self::NoBracket
                | Self::Open(_)
                | Self::OpenList
                | Self::Note(_)
                | Self::Item
                | Self::WideBracket
                | Self::WideComma
                | Self::BarNote
                | Self::BarList
                | Self::TwoDashes
                | Self::Unnamed
        )
    }
}

/// Returns the fault of a row's value in a place of `shape`.
pub(super) fn fault(text: &str, row: &Row, shape: &Shape) -> Option<ValueFault> {
    let value = &text[row.value.range()];
    match shape {
        Shape::Any => None,
        Shape::Texts if row.style == ValueStyle::Block && is_list_below(text, row) => {
            Some(ValueFault::BarList)
        }
        Shape::Text if row.dash.is_some() && row.key.is_none() && value.starts_with("- ") => {
            Some(ValueFault::TwoDashes)
        }
        Shape::Text | Shape::Texts => text_fault(value, row.style, matches!(shape, Shape::Text), text),
        Shape::Named(_) | Shape::Map(_) | Shape::Maps(_) => {
            let is_wide = value.starts_with(['｛', '［']) && value.ends_with(['｝', '］']);
            let is_half = value.starts_with('{')
                && value.contains(['：', '，', '、'])
                && (!value.contains(": ")
                    || narrow(value).matches(", ").count() > value.matches(", ").count());
            let begins =
                value.split([':', '：']).next().is_some_and(|name| is_year(name) && name.len() < value.len());
            if is_wide || is_half && row.style == ValueStyle::Flow {
                Some(ValueFault::WideBracket)
            } else {
                let is_years = matches!(shape, Shape::Named(inner) if matches!(**inner, Shape::Text));
                let is_plain = row.style == ValueStyle::Plain;
                if begins {
                    is_plain.then_some(ValueFault::NoBracket)
                } else {
                    (is_years && is_plain && row.key.is_some()).then_some(ValueFault::Unnamed)
                }
            }
        }
    }
}

/// Returns whether all lines below a bar are items with dashes.
fn is_list_below(text: &str, row: &Row) -> bool {
    let below = text[row.line.end..].lines().skip(1).take(row.lines.1 - row.lines.0 - 1);
    let mut below = below.map(|line| line.trim_start_matches(' ')).filter(|line| !line.is_empty()).peekable();
    below.peek().is_some() && below.all(|line| line.starts_with("- "))
}

fn text_fault(value: &str, style: ValueStyle, is_single: bool, text: &str) -> Option<ValueFault> {
    let first = value.chars().next()?;
    match style {
        ValueStyle::Flow if !is_single && has_wide_commas(value) => Some(ValueFault::WideComma),
        // A list in the place of a text is reported by the schema.
        ValueStyle::Empty | ValueStyle::Block | ValueStyle::Flow => None,
        ValueStyle::OpenQuote => Some(ValueFault::Open(first)),
        ValueStyle::Quoted => (first == '"' && !escapes(value)).then_some(ValueFault::Escape),
        ValueStyle::Plain => plain_fault(value, first, is_single, text),
    }
}

fn plain_fault(value: &str, first: char, is_single: bool, text: &str) -> Option<ValueFault> {
    let begins_with_space =
        value[first.len_utf8()..].is_empty() || value[first.len_utf8()..].starts_with([' ', '\t']);
    match first {
        '"' | '\'' => Some(ValueFault::Quotes),
        '[' if !is_single && !value.contains(']') => Some(ValueFault::OpenList),
        '[' | '{' | ']' | '}' => Some(ValueFault::Bracket(first)),
        '|' if value[1..].starts_with('#') => Some(ValueFault::BarNote),
        '|' => Some(ValueFault::Bar),
        // A line that is drawn: 「│─┌」.
        wide if is_bar(wide)
            && !value[wide.len_utf8()..]
                .starts_with(|character| matches!(character, '\u{2500}'..='\u{257F}')) =>
        {
            Some(ValueFault::WideBar)
        }
        '%' | '@' | '`' | '>' | ',' | '!' => Some(ValueFault::Sign(first)),
        '*' | '&' => is_alone(value, first, text).then_some(ValueFault::Sign(first)),
        '-' if begins_with_space && value.len() > 1 => {
            Some(if is_single { ValueFault::Sign('-') } else { ValueFault::Item })
        }
        '?' | ':' if begins_with_space => Some(ValueFault::Sign(first)),
        _ => {
            let parted = |at: &usize| !has_colon(&value[..*at]) && has_colon(&value[*at..]);
            let note = note(value).filter(parted).map(ValueFault::Note);
            note.or_else(|| has_colon(value).then_some(ValueFault::Colon))
        }
    }
}

/// Returns whether brackets hold one item that is several by its looks: `[甲、乙]`.
fn has_wide_commas(value: &str) -> bool {
    let inner = value.trim_start_matches('[').trim_end_matches(']');
    value.starts_with('[')
        && inner.contains(['、', '，'])
        && !inner.contains([',', '"', '\'', '\n', '。', '「'])
}

/// Returns the beginning of a note directly after a value: `総務課# 例: 地域課`.
fn note(value: &str) -> Option<usize> {
    let is_note = |at: &usize| *at > 0 && value[at + 1..].starts_with([' ', '\t', '\u{3000}']);
    value.match_indices('#').map(|(at, _)| at).find(is_note)
}

/// Returns whether a text after `&` or `*` has no counterpart, so that it is not an anchor or an alias.
fn is_alone(value: &str, first: char, text: &str) -> bool {
    let name = value[1..].split_terminator([' ', '\t', ',', ']', '}']).next().unwrap_or("");
    // Searched by its first byte, since a text may have as many of these as it has lines.
    let counterpart = if first == '*' { b'&' } else { b'*' };
    name.is_empty()
        || first == '*' && name.len() + 1 < value.len()
        || !memchr::memchr_iter(counterpart, text.as_bytes()).any(|at| text[at + 1..].starts_with(name))
}

fn has_colon(value: &str) -> bool {
    value
        .match_indices(':')
        .any(|(at, _)| value[at + 1..].is_empty() || value[at + 1..].starts_with([' ', '\t']))
}

/// Returns whether every backslash between double quotation marks begins an escape.
fn escapes(value: &str) -> bool {
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        if character == '\\' {
            let digits = match characters.next() {
                Some('x') => 2,
                Some('u') => 4,
                Some('U') => 8,
                Some(
                    '0' | 'a' | 'b' | 't' | '\t' | 'n' | 'v' | 'f' | 'r' | 'e' | ' ' | '"' | '/' | '\\' | 'N'
                    | '_' | 'L' | 'P' | '\n' | '\r',
                ) => 0,
                _ => return false,
            };
            let rest = characters.as_str();
            if rest.chars().take(digits).filter(char::is_ascii_hexdigit).count() < digits {
                return false;
            }
        }
    }
    true
}

/// Returns the edits that mend a fault, and of a bar those that bring the text below it.
pub(super) fn edits(text: &str, row: &Row, fault: ValueFault) -> Vec<Edit> {
    let span = row.value;
    let value = &text[span.range()];
    let parent = row.parent();
    match fault {
        ValueFault::Sign(_) | ValueFault::Colon | ValueFault::Bracket(_) | ValueFault::Open('\'') => {
            vec![Edit::new(span, quoted(value))]
        }
        ValueFault::Note(at) => vec![Edit::insertion(span.start + at, " ")],
        ValueFault::OpenList => vec![Edit::insertion(span.end, "]")],
        ValueFault::Quotes => vec![Edit::new(span, requoted(value))],
        ValueFault::Escape => vec![Edit::new(span, value_with_backslashes(value))],
        ValueFault::Open(mark) => vec![Edit::insertion(span.end, mark.to_string())],
        ValueFault::Bar | ValueFault::WideBar => {
            let bar = value.chars().next().map_or(0, char::len_utf8);
            let rest = value[bar..].trim_start_matches(super::signs::is_blank);
            let rest_at = span.end - rest.len();
            let below = if rest.is_empty() {
                "|".to_owned()
            } else {
                format!("|\n{}", " ".repeat(inner(text, row, parent)))
            };
            vec![Edit::new(Span::new(span.start, rest_at), below)]
        }
        ValueFault::Item => {
            let dash = Span::new(span.start, span.start);
            vec![Edit::new(dash, format!("\n{}", " ".repeat(parent + 2)))]
        }
        ValueFault::WideBracket => vec![Edit::new(span, narrow(value))],
        ValueFault::NoBracket => match years_below(text, row, parent) {
            Some(column) => {
                let newline = newline(text);
                vec![Edit::insertion(span.start, format!("{newline}{}", " ".repeat(column)))]
            }
            None => vec![Edit::new(span, format!("{{ {} }}", narrow(value)))],
        },
        ValueFault::BarNote => {
            let note = value[1..].trim_start_matches('#');
            let head = Span::new(span.start + 1, span.end - note.len());
            vec![Edit::new(head, if note.starts_with(' ') || note.is_empty() { " #" } else { " # " })]
        }
        ValueFault::BarList => vec![Edit::deletion(span)],
        ValueFault::TwoDashes => {
            let rest = value[1..].trim_start_matches(super::signs::is_blank);
            vec![Edit::new(Span::new(span.start, span.end - rest.len()), "")]
        }
        ValueFault::Unnamed => Vec::new(),
        ValueFault::WideComma => {
            let commas = value.match_indices(['、', '，']);
            let span_of =
                |(at, sign): (usize, &str)| Span::new(span.start + at, span.start + at + sign.len());
            commas.map(|comma| Edit::new(span_of(comma), ", ")).collect()
        }
    }
}

/// Returns the column of further years below the line that has the key and the first year.
fn years_below(text: &str, row: &Row, parent: usize) -> Option<usize> {
    let next = text[row.line.end..].trim_start_matches(['\r', '\n']).lines().next()?;
    let inner = next.trim_start_matches(' ');
    let column = next.len() - inner.len();
    let name = inner.split([':', '：']).next().filter(|name| name.len() < inner.len())?;
    (column > parent && is_year(name)).then_some(column)
}

/// Returns the indentation of the lines of a block text: that of the existing lines, else two more than the
/// key's.
fn inner(text: &str, row: &Row, parent: usize) -> usize {
    let next = text[row.line.end..].trim_start_matches(['\r', '\n']);
    let spaces = next.len() - next.trim_start_matches(' ').len();
    let is_text = !next[spaces..].starts_with(['-', '#', '\n', '\r']) && !next[spaces..].is_empty();
    if spaces > parent && is_text { spaces } else { parent + 2 }
}

/// Returns a text that begins with a quotation mark, with its inner marks escaped: the outer ones stay where they are
/// the first and last character.
fn requoted(value: &str) -> String {
    let mark = value.chars().next().unwrap_or('"');
    let inner = value.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    match inner {
        Some(inner) if mark == '\'' => format!("'{}'", inner.replace("''", "'").replace('\'', "''")),
        Some(inner) if closing(value) != Some(value.len()) => {
            quoted(&inner.replace("\\\"", "\"").replace("\\\\", "\\"))
        }
        _ => quoted(value),
    }
}

/// Returns a quoted text with the backslashes that begin no escape doubled.
fn value_with_backslashes(value: &str) -> String {
    let inner = &value[1..value.len() - 1];
    format!("\"{}\"", inner.replace('\\', "\\\\").replace("\\\\\"", "\\\""))
}

/// Brackets, colons and commas of full width as ASCII has them. A comma that no key follows is part of a text.
fn narrow(value: &str) -> String {
    let narrow = |(at, character): (usize, char)| match character {
        '｛' => "{ ".to_owned(),
        '｝' => " }".to_owned(),
        '［' => "[".to_owned(),
        '］' => "]".to_owned(),
        '：' => ": ".to_owned(),
        '，' | '、' if is_before_key(&value[at + character.len_utf8()..]) => ", ".to_owned(),
        _ => ascii_quote(character).unwrap_or(character).to_string(),
    };
    value.char_indices().map(narrow).collect()
}

/// Returns whether a text begins with a key and its colon, or with any item in a list between brackets.
fn is_before_key(rest: &str) -> bool {
    let end = rest.find(['、', '，', ',', '}', '｝']).unwrap_or(rest.len());
    let part = &rest[..end];
    let is_list = rest.ends_with(['］', ']']);
    is_list || part.find([':', '：']).is_some_and(|at| at > 0 && part[..at].trim().chars().count() <= 12)
}
