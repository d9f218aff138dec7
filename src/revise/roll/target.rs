//! Last year's 目標: taken out, and kept as a comment beside the new one's place.

use super::draft::{Draft, Odd, is_filled, is_text};
use super::page::BLANK;
use crate::source::Span;
use crate::yaml::{Entry, Node};

/// Takes an indicator's 目標 out.
pub(super) fn kept(draft: &mut Draft, indicator: &Node) -> Result<(), Odd> {
    let Some(entry) = indicator.entry("目標").filter(|entry| is_text(&entry.value)) else { return Ok(()) };
    let slot = draft.slot(entry)?;
    let comment = if is_filled(&entry.value) { comment(draft, entry) } else { Vec::new() };
    let more = if draft.page.is_flow(slot.after) {
        above(draft, slot.after, &comment);
        String::new()
    } else {
        let line = Span::new(slot.after, draft.page.line(slot.value.end).end);
        let is_alone = draft.page.comments_in(line).next().is_none();
        beside(draft, &comment, draft.page.column(entry.key_span.start), is_alone)
    };
    let edit = draft.page.cleared(slot, &more);
    draft.edits.push(edit);
    Ok(())
}

/// 「# R2目標: …」, its further lines further in. What a comment cannot hold is spelled out.
fn comment(draft: &Draft, entry: &Entry) -> Vec<String> {
    let text = entry.value.scalar().unwrap_or_default().trim_matches(BLANK);
    let year = draft.from().short();
    let lines = text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).enumerate();
    let line = |(number, line): (usize, &str)| {
        let head = if number == 0 { format!("# {year}目標: ") } else { "#   ".to_owned() };
        (head + &plain(line)).trim_end_matches(BLANK).to_owned()
    };
    lines.map(line).collect()
}

/// A line with nothing that would be more than a comment: no control characters, and no allow.
fn plain(line: &str) -> String {
    let visible = |c: char| if c.is_control() { c.escape_unicode().to_string() } else { c.to_string() };
    line.replace("# mokuhyo:", "#mokuhyo:").chars().map(visible).collect()
}

/// On the line of the key where that has no comment yet and one line is enough; else below it.
fn beside(draft: &Draft, comment: &[String], column: usize, is_alone: bool) -> String {
    match comment {
        [line] if is_alone => format!("   {line}"),
        lines => {
            let (newline, indent) = (draft.page.newline, " ".repeat(column));
            lines.iter().flat_map(|line| [newline, &indent, line]).collect()
        }
    }
}

/// Above the line on which brackets begin.
fn above(draft: &mut Draft, at: usize, comment: &[String]) {
    let at = draft.page.flow(at).map_or(at, |flow| flow.start);
    let start = draft.page.line(at).start;
    let (newline, indent) = (draft.page.newline, draft.page.indent(at).to_owned());
    let lines: String = comment.iter().flat_map(|line| [&indent, line, newline]).collect();
    if !lines.is_empty() {
        draft.replace(Span::new(start, start), lines);
    }
}
