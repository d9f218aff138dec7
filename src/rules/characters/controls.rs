//! `control-character`: characters that show nothing by themselves, in values however they are written, and
//! elsewhere in a file.

use std::ops::Range;

use super::named;
use crate::finding::{Finding, Message, Rule, is_invisible};
use crate::source::{Source, Span, Text};

/// Returns whether a character selects the look of the one before it.
pub(crate) fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Controls but line ends and tabs, invisible breaks and joiners, marks of direction, fillers, and what YAML
/// refuses.
pub(crate) fn is_control(character: char) -> bool {
    match character {
        '\n' | '\r' | '\t' | ' '..='~' | '\u{3000}'..='\u{3163}' | '\u{4E00}'..='\u{9FFF}' => false,
        selector if is_selector(selector) => false,
        '\u{3164}' | '\u{FFA0}' | '\u{1D173}'..='\u{1D17A}' | '\u{FFFE}' | '\u{FFFF}' => true,
        character => is_invisible(character),
    }
}

/// Returns what is wrong with a value: its runs of invisible characters.
pub(super) fn of_value(source: &Source, text: &Text) -> Option<Finding> {
    let mut spans = raw(source, text.span);
    if source.slice(text.span).starts_with('"') {
        spans.extend(escaped(source, text));
        spans.sort_unstable();
        spans.dedup();
    }
    finding(source, joined(spans), Some(text))
}

/// Returns the invisible characters that a value has by escapes alone.
pub(super) fn of_escapes(source: &Source, text: &Text) -> Option<Finding> {
    let spans = if source.slice(text.span).starts_with('"') { escaped(source, text) } else { Vec::new() };
    let is_written = |span: &Span| source.slice(*span).starts_with('\\');
    finding(source, joined(spans.into_iter().filter(is_written).collect()), Some(text))
}

/// Returns what is wrong outside of the values, which are at `values` in order.
pub(super) fn outside(source: &Source, values: &[Span]) -> Option<Finding> {
    let mut from = 0;
    let mut spans = Vec::new();
    for value in values.iter().filter(|value| value.start < value.end) {
        spans.extend(raw(source, Span::new(from, value.start.max(from))));
        from = from.max(value.end);
    }
    spans.extend(raw(source, Span::new(from, source.text().len())));
    finding(source, joined(spans), None)
}

fn raw(source: &Source, span: Span) -> Vec<Span> {
    let found = source.slice(span).char_indices().filter(|(_, character)| is_control(*character));
    found.map(|(at, character)| Span::new(span.start + at, span.start + at + character.len_utf8())).collect()
}

/// Returns those that a value has by escapes.
fn escaped(source: &Source, text: &Text) -> Vec<Span> {
    let found =
        text.text.char_indices().filter(|(_, character)| is_control(*character) || *character == '\r');
    let ranges: Vec<Range<usize>> = found.map(|(at, character)| at..at + character.len_utf8()).collect();
    text.places(source.text(), &ranges)
}

/// Runs of spans that touch as one.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut().filter(|last| last.end >= span.start) {
            Some(last) => last.end = last.end.max(span.end),
            None => joined.push(span),
        }
    }
    joined
}

fn finding(source: &Source, spans: Vec<Span>, text: Option<&Text>) -> Option<Finding> {
    let first = *spans.first()?;
    let shown = |span: &Span| unescaped(source.slice(*span));
    let codes = named(spans.iter().flat_map(shown), |character| format!("U+{:04X}", u32::from(*character)));
    let message = Message::new(
        format!("見えない制御文字({})があります。", codes.ja),
        format!("The text holds invisible control characters ({}).", codes.en),
    );
    let help = Message::new("その文字を消してください。", "Delete them.");
    let mut finding = Finding::new(Rule::CONTROL_CHARACTER, first, message, help).and_at(spans[1..].to_vec());
    // A value that is not found in its source is reported, and left.
    if text.is_none_or(|text| !spans.contains(&text.span)) {
        for span in spans {
            let parts = text.is_none() && parts_signs(source, span);
            finding = finding.mended_by(span, if parts { " " } else { "" });
        }
    }
    Some(finding)
}

/// Returns the characters of a run, of which some may be written as escapes.
fn unescaped(written: &str) -> Vec<char> {
    let raw: Vec<char> = written.chars().filter(|character| is_control(*character)).collect();
    if !raw.is_empty() || !written.starts_with('\\') {
        return raw;
    }
    let text = crate::yaml::parse(&format!("\"{written}\"")).ok().and_then(|parsed| parsed.root);
    text.and_then(|root| Some(root.scalar()?.chars().collect())).unwrap_or_default()
}

/// Returns whether a run is in the place of a required space: after a colon or dash that YAML would otherwise
/// join with a text.
fn parts_signs(source: &Source, span: Span) -> bool {
    let (before, after) = source.text().split_at(span.start);
    let after = &after[span.end - span.start..];
    before.ends_with([':', '-']) && !after.starts_with([' ', '\n', '\r']) && !after.is_empty()
}
