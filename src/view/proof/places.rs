//! Where the lines of a printed text stand in the YAML.

use std::ops::Range;

use super::{Entry, Part, PartKind, line_words};
use crate::finding::Finding;
use crate::source::{Source, Span};
use crate::view::Lines;

/// Tells the margin the line of each line that is one of the YAML as well, of a text that has several.
pub(super) fn tell(lines: &mut Lines, source: &Source) {
    let found = located(lines, source);
    let Some(slot) = &mut lines.slot else { return };
    // A row of the main table has its own address, and a text of one line that of its key.
    let numbers: Vec<usize> = found.iter().map(|(_, span)| source.place(span.start).line).collect();
    let several = numbers.len() == lines.lines.len() && numbers.first() < numbers.last();
    if slot.row.is_some() || slot.entries.is_empty() || !several {
        return;
    }
    slot.entries.clear();
    for ((line, span), number) in found.into_iter().zip(numbers) {
        let entry = Entry { address: None, line: line_words(number) };
        slot.parts.push(Part { line, range: 0..span.end - span.start, kind: PartKind::Line(entry) });
    }
}

/// Marks the characters of a finding that are less than the whole text.
pub(super) fn mark(lines: &mut Lines, finding: &Finding, source: &Source) {
    let parts: Vec<Part> = located(lines, source)
        .into_iter()
        .filter_map(|(line, span)| {
            let range = common(span, finding.span)?;
            Some(Part { line, range, kind: PartKind::Found(finding.severity) })
        })
        .collect();
    if let Some(slot) = &mut lines.slot {
        slot.parts.extend(parts);
    }
}

/// The bytes of a line that `meant` covers.
fn common(line: Span, meant: Span) -> Option<Range<usize>> {
    let (start, end) = (line.start.max(meant.start), line.end.min(meant.end));
    let whole = start == line.start && end == line.end;
    (start < end && !whole).then(|| start - line.start..end - line.start)
}

/// The printed lines that stand in the source as they are printed, with their places there. None after
/// one that does not: a text with escapes or folded lines has other words than its source.
fn located(lines: &Lines, source: &Source) -> Vec<(usize, Span)> {
    let Some(span) = lines.source else { return Vec::new() };
    let text = source.slice(span);
    let mut from = 0;
    let mut located = Vec::new();
    for (number, line) in lines.lines.iter().enumerate() {
        let Some(at) = text[from..].find(line.as_str()) else { break };
        let start = span.start + from + at;
        located.push((number, Span::new(start, start + line.len())));
        from += at + line.len();
    }
    located
}
