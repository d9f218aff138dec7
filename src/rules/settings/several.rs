//! Several names that are written as one: `soumu, kumin` without brackets, `[soumu、kumin]`.

use crate::finding::Message;
use crate::read::plain_or_quoted;
use crate::source::{Edit, Source, Span, Text};

/// Signs that people part names with.
fn parts_names(character: char) -> bool {
    matches!(character, ',' | '、' | '，' | '・' | ';' | '；' | '→' | '⇒' | '>' | '[' | ']' | '［' | '］')
        || character.is_whitespace()
}

/// Returns the names that a text holds, where they are several.
pub(super) fn names(text: &Text) -> Option<Vec<&str>> {
    let names: Vec<&str> = text.text.split(parts_names).filter(|name| !name.is_empty()).collect();
    (names.len() > 1).then_some(names)
}

/// Returns how several names are written, and the edit that writes them so.
pub(super) fn parted(source: &Source, text: &Text, names: &[&str]) -> (Message, Edit) {
    let plain: Vec<String> = names.iter().map(|name| plain_or_quoted(name)).collect();
    let line = source.line(source.place(text.span.start).line);
    let before = source.slice(Span::new(line.start, text.span.start));
    let list = plain.join(", ");
    let new = match before.trim_end().chars().next_back() {
        Some('[' | ',') => list.clone(),
        Some('-') => plain.join(&format!("\n{before}")),
        _ => format!("[{list}]"),
    };
    let help = Message::new(
        format!(
            "いくつも並べるときは、全体を「[ ]」で囲み、「, 」(半角のコンマと空白)で区切ってください: [{list}]"
        ),
        format!("Put several names between brackets, with a comma and a space between them: [{list}]."),
    );
    (help, Edit::new(text.span, new))
}
