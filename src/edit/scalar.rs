//! A text as a value of YAML: in the style that is there where the text can have it, else in the one it needs.

use crate::yaml::{is_escaped, quoted_value};

/// A value as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ScalarText {
    /// On the line of its key.
    Inline(String),
    /// Below a `|` or `>`: the sign with what belongs to it, and the lines, indented.
    Block(String, Vec<String>),
}

/// The former notation of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScalarStyle<'a> {
    /// The value was absent, or without quotation marks.
    Plain,
    /// Between `'`.
    Single,
    /// Between `"`; whether it had line breaks.
    Double(bool),
    /// Below such a sign.
    Block(&'a str),
}

/// The position at which a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ScalarPosition {
    /// `true` in brackets, where a text has no lines of its own.
    pub(super) is_flow: bool,
    /// The column of its key or dash.
    pub(super) parent: usize,
    /// The column of its lines, if it is written below its key.
    pub(super) body: usize,
}

/// Returns the notations in which a text can be written, the best first. The last of them holds any text.
pub(super) fn notations(text: &str, style: ScalarStyle, position: ScalarPosition) -> Vec<ScalarText> {
    let has_lines = text.contains('\n');
    let mut notations = Vec::new();
    if has_lines && style == ScalarStyle::Double(true) {
        notations.push(ScalarText::Inline(quoted_value(text)));
    }
    if has_lines || matches!(style, ScalarStyle::Block(_)) {
        let sign = if let ScalarStyle::Block(sign) = style { sign } else { "|" };
        notations.extend(block(text, sign, position));
        notations.extend(block(text, "|", position));
    }
    if style == ScalarStyle::Single && is_printable(text) {
        notations.push(ScalarText::Inline(format!("'{}'", text.replace('\'', "''"))));
    }
    if matches!(style, ScalarStyle::Plain | ScalarStyle::Block(_)) && is_plain(text, position.is_flow) {
        notations.push(ScalarText::Inline(text.to_owned()));
    }
    notations.push(ScalarText::Inline(quoted_value(text)));
    notations.dedup();
    notations
}

/// Returns the lines of a text below a sign such as `sign`; `None` if a block cannot hold it.
fn block(text: &str, sign: &str, position: ScalarPosition) -> Option<ScalarText> {
    let is_blank = text.trim_matches([' ', '\t', '\n']).is_empty();
    if position.is_flow || is_blank || !text.split('\n').all(is_printable) {
        return None;
    }
    let kind = if sign.starts_with('>') && !text.contains('\n') { '>' } else { '|' };
    let chomping = match sign.chars().find(|character| matches!(character, '+' | '-')) {
        _ if text.ends_with('\n') => "+",
        Some('+') => "+",
        Some(_) => "-",
        None => "",
    };
    let starts_with_space = text.trim_start_matches('\n').starts_with([' ', '\t']);
    let needs_indent = starts_with_space || sign.contains(|character: char| character.is_ascii_digit());
    let indent = position.body.checked_sub(position.parent).filter(|indent| (1..=9).contains(indent))?;
    let indent = if needs_indent { indent.to_string() } else { String::new() };
    let margin = " ".repeat(position.body);
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{margin}{line}") };
    Some(ScalarText::Block(format!("{kind}{indent}{chomping}"), text.split('\n').map(line).collect()))
}

/// Returns whether a text has no character that is written as an escape.
fn is_printable(text: &str) -> bool {
    !text.chars().any(is_escaped)
}

/// Returns whether a text needs no quotation marks, and is a text to other readers of YAML too.
pub(super) fn is_plain(text: &str, is_flow: bool) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let is_negative = first == '-' && text[1..].starts_with(|character: char| character.is_ascii_digit());
    let is_indicator = "-?:,[]{}#&*!|>'\"%@`=<~".contains(first) && !is_negative;
    let ends_blank = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    let in_brackets = ['[', ']', '{', '}', ','];
    !(is_indicator
        || ends_blank
        || text.ends_with(':')
        || text.contains('\t')
        || text.contains(": ")
        || text.contains(" #")
        || text.starts_with("---")
        || text.starts_with("...")
        || is_flow && (text.contains(in_brackets) || text.contains(':'))
        || !is_printable(text)
        || is_typed(text))
}

/// Returns whether another reader of YAML would take a text for something else: nothing, a truth value, a number that is
/// not written as it is spelled, a date.
fn is_typed(text: &str) -> bool {
    const WORDS: [&str; 13] =
        ["null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf", "-.inf", "+.inf"];
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = text
        .starts_with(|character: char| character.is_ascii_digit() || matches!(character, '-' | '+' | '.'));
    let unsigned = text.trim_start_matches(['-', '+']);
    let whole = unsigned.split_once('.').map_or(unsigned, |(whole, _)| whole);
    let is_spelled_otherwise =
        whole.len() > 1 && whole.starts_with('0') && digits(&unsigned.replace('.', ""))
            || unsigned.bytes().all(|byte| byte.is_ascii_hexdigit() || b"_xXoObB.+-".contains(&byte))
                && unsigned.bytes().any(|byte| b"_xXoObBeE".contains(&byte))
            || unsigned.contains(':') && unsigned.split([':', '.']).all(digits);
    let parts: Vec<&str> = text.split('-').collect();
    let is_date = parts.len() >= 3 && parts[0].len() == 4 && digits(parts[0]) && digits(parts[1]);
    WORDS.contains(&text.to_ascii_lowercase().as_str()) || is_number && is_spelled_otherwise || is_date
}

#[cfg(test)]
mod tests {
    use super::*;

    const POSITION: ScalarPosition = ScalarPosition { is_flow: false, parent: 2, body: 4 };

    fn first(text: &str, style: ScalarStyle) -> ScalarText {
        notations(text, style, POSITION).remove(0)
    }

    #[test]
    fn a_text_stands_plain_where_it_can() {
        for text in
            ["総務課", "31自治会等で実施", "-5", "12.50", "025-250-2710", "10:30～12:00", "R2.4.1", "０１２"]
        {
            assert_eq!(first(text, ScalarStyle::Plain), ScalarText::Inline(text.to_owned()), "{text}");
        }
        for text in [
            "-",
            "- a",
            "%",
            "@x",
            "a: b",
            "a #b",
            "007",
            "~",
            "null",
            "Yes",
            "はい ",
            "　はい",
            "\"a\"",
            "a\tb",
            "2021-04-01",
            "0x1F",
            "1_000",
            "1:30",
            "1e3",
            "a:",
            "---",
        ] {
            assert_eq!(first(text, ScalarStyle::Plain), ScalarText::Inline(quoted_value(text)), "{text}");
        }
    }

    #[test]
    fn the_style_that_stands_there_is_kept() {
        assert_eq!(first("it's", ScalarStyle::Single), ScalarText::Inline("'it''s'".to_owned()));
        assert_eq!(first("総務課", ScalarStyle::Double(false)), ScalarText::Inline("\"総務課\"".to_owned()));
        assert_eq!(
            first("一", ScalarStyle::Block("|-")),
            ScalarText::Block("|-".to_owned(), vec!["    一".to_owned()])
        );
        assert_eq!(first("一\n二", ScalarStyle::Double(true)), ScalarText::Inline("\"一\\n二\"".to_owned()));
        let lines = vec!["    一".to_owned(), String::new(), "    二".to_owned()];
        assert_eq!(first("一\n\n二", ScalarStyle::Plain), ScalarText::Block("|".to_owned(), lines));
    }

    #[test]
    fn a_block_says_what_it_cannot_show() {
        assert_eq!(
            first(" 一\n二", ScalarStyle::Plain),
            ScalarText::Block("|2".to_owned(), vec!["     一".to_owned(), "    二".to_owned()])
        );
        let ScalarText::Block(sign, lines) = first("一\n", ScalarStyle::Plain) else { panic!("no block") };
        assert_eq!((sign.as_str(), lines.len()), ("|+", 2));
        assert_eq!(first("一\r\n二", ScalarStyle::Plain), ScalarText::Inline("\"一\\r\\n二\"".to_owned()));
    }
}
