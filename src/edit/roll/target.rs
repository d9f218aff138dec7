//! Last year's 目標: taken out, and kept as a comment above the new one's place.

use super::super::source_layout::BLANK;
use super::draft::{SheetDraft, UnsupportedLayout, is_filled, is_text};
use crate::source::Span;
use crate::yaml::{Entry, Node};

/// Takes an indicator's 目標 out.
pub(super) fn kept(draft: &mut SheetDraft, indicator: &Node) -> Result<(), UnsupportedLayout> {
    let Some(entry) = indicator.entry("目標").filter(|entry| is_text(&entry.value)) else { return Ok(()) };
    let value_region = draft.value_region(entry)?;
    let comment = if is_filled(&entry.value) { comment(draft, entry) } else { Vec::new() };
    above(draft, entry.key_span.start, &comment);
    let edit = draft.layout.cleared(value_region, "");
    draft.edits.push(edit);
    Ok(())
}

/// Returns the lines of 「# R2目標: …」, with further lines indented and control characters escaped.
fn comment(draft: &SheetDraft, entry: &Entry) -> Vec<String> {
    let text = entry.value.scalar().unwrap_or_default().trim_matches(BLANK);
    let year = draft.from().short();
    let lines = text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).enumerate();
    let line = |(number, line): (usize, &str)| {
        let head = if number == 0 { format!("# {year}目標: ") } else { "#   ".to_owned() };
        (head + &plain(line)).trim_end_matches(BLANK).to_owned()
    };
    lines.map(line).collect()
}

/// Returns a line with nothing that would be more than a comment: no control characters, and no allow.
fn plain(line: &str) -> String {
    let visible = |c: char| if c.is_control() { c.escape_unicode().to_string() } else { c.to_string() };
    line.replace("# mokuhyo:", "#mokuhyo:").chars().map(visible).collect()
}

/// Writes the comment above the line of the key, or of the brackets or the dash that begin it: after the empty key it
/// would be glued to the value that comes there.
fn above(draft: &mut SheetDraft, key: usize, comment: &[String]) {
    let at = draft.layout.flow(key).map_or(key, |flow| flow.start);
    let start = draft.layout.line(at).start;
    let (newline, indent) = (draft.layout.newline, draft.layout.indent(at).to_owned());
    let is_first = start + indent.len() == at;
    let lines: String = if is_first {
        comment.iter().flat_map(|line| [line, newline, &indent]).collect()
    } else {
        comment.iter().flat_map(|line| [&indent, line, newline]).collect()
    };
    if !lines.is_empty() {
        let place = if is_first { at } else { start };
        draft.replace(Span::new(place, place), lines);
    }
}
