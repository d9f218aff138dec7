//! Texts between double quotation marks.

use std::fmt::Write;

/// Returns source text between double quotation marks. Characters that YAML refuses stay as they are, because
/// they have findings of their own.
pub fn quoted(value: &str) -> String {
    let mut quoted = String::from("\"");
    for character in value.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\t' => quoted.push_str("\\t"),
            _ => quoted.push(character),
        }
    }
    quoted + "\""
}

/// Returns a value between double quotation marks, on one line. Line breaks and characters that YAML refuses
/// are escaped.
pub fn quoted_value(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        // Writing to a string does not fail.
        let _ = match character {
            '"' | '\\' => write!(quoted, "\\{character}"),
            '\n' => write!(quoted, "\\n"),
            '\r' => write!(quoted, "\\r"),
            '\t' => write!(quoted, "\\t"),
            escaped if is_escaped(escaped) => write!(quoted, "\\u{:04X}", u32::from(escaped)),
            plain => write!(quoted, "{plain}"),
        };
    }
    quoted + "\""
}

/// Returns whether a value may contain a character only by an escape.
pub fn is_escaped(character: char) -> bool {
    character.is_control() && character != '\t'
        || matches!(character, '\u{FEFF}' | '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}')
}
