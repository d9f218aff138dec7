//! The lines of a file as a reader of outlines sees them: indentation, dash, key, value, comment.
//!
//! YAML's grammar is asked for as little as possible, so that a line with a slip is still a line.

use super::form::Outline;
use super::lookahead::without_number;
use super::signs::{is_blank, is_separator};
use crate::sheet::FiscalYear;
use crate::source::Span;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Nothing on this line.
    Empty,
    /// A text without marks around it.
    Plain,
    /// Between quotation marks that are closed, with nothing behind them.
    Quoted,
    /// `|` or `>`, and the lines below.
    Block,
    /// Between brackets that are closed, with nothing behind them.
    Flow,
    /// A quotation mark that is not closed.
    OpenQuote,
}

/// A key and what parts it from its value.
#[derive(Debug, Clone)]
pub(super) struct RowKey {
    pub(super) name: String,
    pub(super) span: Span,
    /// The colon, and the blanks behind it where they are not ASCII spaces.
    pub(super) colon: Span,
    /// Whether `colon` is not YAML's.
    pub(super) odd: bool,
}

/// A line that says something, with the lines of its value.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its lines, from 0; the second is not part of it.
    pub(super) lines: (usize, usize),
    /// Where its line begins and ends.
    pub(super) line: Span,
    /// What it begins with: spaces, and other blanks.
    pub(super) indent: Span,
    /// Whether the indentation has other blanks than ASCII spaces.
    pub(super) odd_indent: bool,
    /// The columns of the dash, and of what stands behind it.
    pub(super) dash: Option<usize>,
    /// The blanks behind the dash where they are not ASCII spaces.
    pub(super) odd_gap: Option<Span>,
    /// The column of the key or text.
    pub(super) column: usize,
    /// The key or text.
    pub(super) content: Span,
    pub(super) key: Option<RowKey>,
    /// The value, or the text of a line without a key; no comment.
    pub(super) value: Span,
    pub(super) style: Style,
    /// Whether a comment stands behind the value.
    pub(super) commented: bool,
}

impl Row {
    /// The column of the dash, else of the key or text.
    pub(super) fn head(&self) -> usize {
        self.dash.unwrap_or(self.column)
    }

    /// The key's name.
    pub(super) fn name(&self) -> Option<&str> {
        self.key.as_ref().map(|key| key.name.as_str())
    }

    /// The same row with what looks like its key as part of its text.
    pub(super) fn as_text(&self) -> Self {
        let value = Span::new(self.content.start, self.value.end.max(self.content.start));
        Self { key: None, value, style: Style::Plain, ..self.clone() }
    }
}

/// The lines of a text, without their breaks.
pub(super) fn lines(text: &str) -> Vec<Span> {
    let (mut lines, mut start) = (Vec::new(), 0);
    for (at, byte) in text.bytes().enumerate() {
        let is_crlf = byte == b'\r' && text.as_bytes().get(at + 1) == Some(&b'\n');
        if byte == b'\n' || byte == b'\r' && !is_crlf {
            let end = if byte == b'\n' && text[..at].ends_with('\r') { at - 1 } else { at };
            lines.push(Span::new(start, end.max(start)));
            start = at + 1;
        }
    }
    if start < text.len() {
        lines.push(Span::new(start, text.len()));
    }
    lines
}

/// Reads the rows of a text.
pub(super) fn rows(text: &str, lines: &[Span], outline: &Outline) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut number = 0;
    while number < lines.len() {
        let line = lines[number];
        let mut next = number + 1;
        if let Some(mut row) = row(text, line, outline) {
            next = end_of_value(text, lines, number, &mut row, outline);
            row.lines = (number, next);
            rows.push(row);
        }
        number = next;
    }
    rows
}

fn row(text: &str, line: Span, outline: &Outline) -> Option<Row> {
    let typed = text.get(line.range())?;
    let trimmed = typed.trim_start_matches(is_blank);
    let is_marker = typed == "---" || typed == "..." || typed.starts_with('%') && line.start == 0;
    if trimmed.is_empty() || trimmed.starts_with('#') || is_marker {
        return None;
    }
    let indent = Span::new(line.start, line.end - trimmed.len());
    let prefix = &text[indent.range()];
    let columns = prefix.chars().count();
    let mut row = Row {
        lines: (0, 0),
        line,
        indent,
        odd_indent: prefix.contains(|c| c != ' '),
        dash: None,
        odd_gap: None,
        column: columns,
        content: Span::new(indent.end, line.end),
        key: None,
        value: Span::new(indent.end, line.end),
        style: Style::Empty,
        commented: false,
    };
    take_dash(text, &mut row);
    let content = &text[row.content.range()];
    row.key = key(content, row.content.start, outline, row.dash.is_none());
    let start = row.key.as_ref().map_or(row.content.start, |key| key.colon.end);
    value(text, start, &mut row);
    Some(row)
}

/// A dash with a blank behind it, or at the end of the line.
fn take_dash(text: &str, row: &mut Row) {
    let content = &text[row.content.range()];
    let Some(rest) = content.strip_prefix('-') else { return };
    if !(rest.is_empty() || rest.starts_with(is_blank)) {
        return;
    }
    let inner = rest.trim_start_matches(is_blank);
    let gap = Span::new(row.content.start + 1, row.content.end - inner.len());
    let columns = text[gap.range()].chars().count();
    row.dash = Some(row.column);
    row.odd_gap =
        text[gap.range()].contains(|c| c != ' ' && c != '\t').then_some(gap).filter(|_| !inner.is_empty());
    row.column += 1 + columns.max(1);
    row.content.start = row.content.end - inner.len();
}

/// The key that a line begins with. A colon of another kind, or one without its space, is one behind a name
/// that the form knows, and of a line without a dash one that it knows but for a number.
fn key(content: &str, start: usize, outline: &Outline, takes_numbers: bool) -> Option<RowKey> {
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

/// A name of the form, or a year.
pub(super) fn is_name(name: &str, outline: &Outline) -> bool {
    outline.knows(name) || is_year(name)
}

/// Returns whether a key is a year of 実績 in any of its spellings: H30, 平成30年度, H30実績, 30年度, 2018年度, 2018.
/// A shorter number alone is none.
pub(super) fn is_year(name: &str) -> bool {
    let is_short = name.chars().count() <= 14;
    let is_western = || matches!(name.parse::<i32>(), Ok(1900..=2199));
    let is_number = || name.chars().all(|it| it.is_ascii_digit());
    let is_named = || FiscalYear::of_actual(name, None).is_some() || is_numbered(name);
    is_short && (is_western() || !is_number() && is_named())
}

/// Whether a key is a year by its number in an era alone: 30年度, 元年.
fn is_numbered(name: &str) -> bool {
    let number = ["年度実績", "年実績", "年度", "年"].into_iter().find_map(|kind| name.strip_suffix(kind));
    number.is_some_and(|number| number == "元" || matches!(number.parse::<i32>(), Ok(1..=99)))
}

fn plain_key(content: &str, start: usize) -> Option<RowKey> {
    if content.starts_with(['"', '\'']) {
        return quoted_key(content, start);
    }
    if content.starts_with(['[', '{', '#', '|', '>', '@', '`', '%', '&', '*', '!']) {
        return None;
    }
    let ends = |at: &usize| content[at + 1..].is_empty() || content[at + 1..].starts_with([' ', '\t']);
    let at = content.match_indices(':').map(|(at, _)| at).find(ends)?;
    // A comment that holds a colon is none.
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

/// Behind the closing mark of a text that begins with a quotation mark.
pub(super) fn closing(text: &str) -> Option<usize> {
    let mark = text.chars().next()?;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' if mark == '"' => {
                characters.next();
            }
            '\'' if mark == '\'' && characters.peek().is_some_and(|(_, next)| *next == '\'') => {
                characters.next();
            }
            _ if character == mark => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Notes the value and the comment that stand from `start` to the end of the line.
fn value(text: &str, start: usize, row: &mut Row) {
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

fn style(value: &str) -> Style {
    match value.chars().next() {
        None => Style::Empty,
        Some('"' | '\'') => match closing(value) {
            None => Style::OpenQuote,
            Some(end) if end == value.len() => Style::Quoted,
            Some(_) => Style::Plain,
        },
        Some('|' | '>') if is_header(&value[1..]) => Style::Block,
        Some('[' | '{') if closes(value) => Style::Flow,
        Some(_) => Style::Plain,
    }
}

/// What may stand behind the bar of a block text: a digit, a sign.
fn is_header(text: &str) -> bool {
    let count = |is: fn(&char) -> bool| text.chars().filter(is).count();
    let (digits, signs) = (count(char::is_ascii_digit), count(|c| matches!(c, '+' | '-')));
    digits <= 1 && signs <= 1 && digits + signs == text.chars().count() && !text.contains('0')
}

/// Whether brackets are closed by the last character.
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

/// The line behind the value of a row that begins on line `number`.
fn end_of_value(text: &str, lines: &[Span], number: usize, row: &mut Row, outline: &Outline) -> usize {
    let parent = if row.key.is_some() { row.column } else { row.dash.unwrap_or(row.column) };
    match row.style {
        Style::Block => {
            let header = &text[row.value.range()];
            let end = end_of_block(text, lines, number + 1, parent, header);
            // 「>8」 with nothing below it is a text.
            if end == number + 1 && header.contains(|c: char| c.is_ascii_digit()) {
                row.style = Style::Plain;
            }
            end
        }
        Style::OpenQuote => {
            open_value(text, lines, number, row, outline, |value| closing(value) == Some(value.len()))
        }
        Style::Plain if text[row.value.range()].starts_with(['[', '{']) => {
            open_value(text, lines, number, row, outline, closes)
        }
        _ => number + 1,
    }
}

/// The line behind a block text: its first line says how far in the others stand.
fn end_of_block(text: &str, lines: &[Span], first: usize, parent: usize, header: &str) -> usize {
    let given = header.chars().find_map(|c| c.to_digit(10)).map(|by| parent + by as usize);
    let (mut block, mut end) = (given, first);
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

/// How many lines a text between quotation marks or brackets is looked for.
const LONGEST: usize = 200;

/// The line behind a value that goes on below its first line until `is_whole`. It does not go over a line that
/// has a key of the form, or stands too far out.
fn open_value(
    text: &str,
    lines: &[Span],
    number: usize,
    row: &mut Row,
    outline: &Outline,
    is_whole: impl Fn(&str) -> bool,
) -> usize {
    let parent = if row.key.is_some() { row.column } else { row.dash.unwrap_or(row.column) };
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
            row.style = if row.style == Style::OpenQuote { Style::Quoted } else { Style::Flow };
            row.value = Span::new(start, start + value.len());
            return number + 1;
        }
    }
    number + 1
}
