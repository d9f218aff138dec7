//! This year's 結果 as the source text of an entry of 実績: unchanged, but indented as its new key.

use super::super::source_layout::SourceLayout;
use super::super::value_region::ValueRegion;
use crate::source::Span;
use crate::yaml::{Entry, quoted_value};

/// Returns the text of a value behind another key's colon, in the column `column` or in brackets.
pub(super) fn carried(
    layout: &SourceLayout,
    entry: &Entry,
    value_region: ValueRegion,
    column: Option<usize>,
) -> String {
    let key = layout.column(entry.key_span.start);
    match (column, value_region.head) {
        (Some(column), Some(head)) => {
            let lines = Span::new(value_region.value.start, layout.end(value_region, &entry.value));
            let body = moved(layout, lines, column.saturating_sub(key), true);
            if value_region.value.start <= head.end {
                format!(" {}", layout.source.slice(head))
            } else {
                format!(" {}{}{body}", layout.source.slice(head), layout.newline)
            }
        }
        (Some(column), None) => {
            format!(" {}", moved(layout, value_region.value, column.saturating_sub(key), false))
        }
        (None, _) => in_brackets(layout, entry, value_region),
    }
}

/// Returns the lines of a span, further in by `by`; the first one only where it is moved as a whole.
fn moved(layout: &SourceLayout, span: Span, by: usize, with_first: bool) -> String {
    let shift = " ".repeat(by);
    let lines = layout.lines(span).enumerate().map(|(number, line)| {
        let line = layout.source.slice(line);
        let is_moved = !line.is_empty() && (with_first || number > 0);
        if is_moved { format!("{shift}{line}") } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join(layout.newline)
}

/// Writes a value between brackets, where block texts are not allowed and commas and brackets end a plain text.
fn in_brackets(layout: &SourceLayout, entry: &Entry, value_region: ValueRegion) -> String {
    let typed = layout.source.slice(value_region.value);
    let is_quoted = typed.starts_with(['"', '\'']) || layout.is_flow(value_region.after);
    let is_plain = value_region.head.is_none() && !typed.contains([',', '[', ']', '{', '}', '\n', '\r']);
    if value_region.head.is_none() && (is_quoted || is_plain) {
        return format!(" {typed}");
    }
    format!(" {}", quoted_value(entry.value.scalar().unwrap_or_default().trim_end_matches(['\n', '\r'])))
}
