//! JSON as text that a terminal or a CI log shows and does not obey.

use std::borrow::Cow;

use serde::Serialize;

use crate::finding::is_interpreted;

/// Formats an object as JSON, with a trailing newline.
pub(in crate::report) fn written(object: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(object).expect("a report can be written as JSON");
    escaped_for_logs(&json).into_owned() + "\n"
}

/// Escapes characters in JSON that a terminal or a CI log would interpret. They occur only within strings,
/// where an escape means the same; line breaks between values are kept.
fn escaped_for_logs(json: &str) -> Cow<'_, str> {
    let is_interpreted = |character: char| character != '\n' && is_interpreted(character);
    if !json.contains(is_interpreted) && !json.contains("##[") {
        return Cow::Borrowed(json);
    }
    let mut units = [0; 2];
    let mut escaped = String::with_capacity(json.len() + 16);
    for (at, character) in json.char_indices() {
        if is_interpreted(character) || character == '#' && json[at..].starts_with("##[") {
            escaped.extend(character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}
