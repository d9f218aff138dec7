//! A value written again, with what its signs represent.

use std::ops::Range;

use crate::source::{Edit, Source, Span, Text};
use crate::yaml::{self, quoted_value};

/// The meaning of a sign where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SignMeaning {
    /// A line break.
    Break,
    /// Characters.
    Text(String),
    /// The look of a text.
    Look,
}

/// A sign of another program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) range: Range<usize>,
    pub(super) meaning: SignMeaning,
}

/// Returns the edits that replace signs by their meaning, or `None` if a value is folded over several lines,
/// so that only its writer can correct it.
pub(super) fn rewritten(source: &Source, text: &Text, signs: &[Sign], spans: &[Span]) -> Option<Vec<Edit>> {
    let written = source.slice(text.span);
    let before = source.text()[..text.span.start].trim_end_matches([' ', '\n', '\r']);
    let is_block = before.trim_end_matches(['-', '+']).ends_with('|') && written.contains(['\n', '\r']);
    if is_block {
        return in_block(source, text, signs, spans);
    }
    if written.contains(['\n', '\r']) {
        return None;
    }
    let whole = meant(&text.text, signs);
    if whole.contains('\n') {
        return Some(vec![below_bar(source, text, &whole).unwrap_or_else(|| quoted(text, &whole))]);
    }
    Some(vec![Edit::new(text.span, scalar(written, &whole))])
}

/// Returns a text with what its signs mean.
fn meant(text: &str, signs: &[Sign]) -> String {
    let (mut whole, mut from) = (String::with_capacity(text.len()), 0);
    for sign in signs {
        let kept = &text[from.min(sign.range.start)..sign.range.start];
        // No space begins a line that a sign breaks.
        whole += if whole.ends_with('\n') { kept.trim_start_matches(' ') } else { kept };
        from = sign.range.end;
        match &sign.meaning {
            SignMeaning::Break if whole.is_empty() || whole.ends_with('\n') => {}
            SignMeaning::Break => whole.push('\n'),
            SignMeaning::Text(text) => whole += text,
            SignMeaning::Look => {}
        }
    }
    let kept = &text[from..];
    whole += if whole.ends_with('\n') { kept.trim_start_matches([' ', '\n']) } else { kept };
    whole.trim_end_matches(['\n', ' ']).to_owned()
}

/// Returns the edits of a text below a bar: at each sign.
fn in_block(source: &Source, text: &Text, signs: &[Sign], spans: &[Span]) -> Option<Vec<Edit>> {
    let is_found = |(sign, span): (&Sign, &Span)| source.slice(*span) == &text.text[sign.range.clone()];
    if !signs.iter().zip(spans).all(is_found) {
        return None;
    }
    let newline = source.newline();
    let edit = |(sign, span): (&Sign, &Span)| {
        let line = source.line(source.place(span.start).line);
        let (head, tail) = (Span::new(line.start, span.start), Span::new(span.end, line.end));
        let is_at_edge = source.slice(head).trim().is_empty() || source.slice(tail).trim().is_empty();
        let typed = source.slice(line);
        let spaces = typed.len() - typed.trim_start_matches(' ').len();
        let text = match &sign.meaning {
            SignMeaning::Break if is_at_edge => String::new(),
            SignMeaning::Break => format!("{newline}{}", " ".repeat(spaces)),
            SignMeaning::Text(text) => text.clone(),
            SignMeaning::Look => String::new(),
        };
        Edit::new(*span, text)
    };
    Some(signs.iter().zip(spans).map(edit).collect())
}

/// Writes lines below a bar, in the place of a value that is alone after its key or dash.
fn below_bar(source: &Source, text: &Text, whole: &str) -> Option<Edit> {
    let line = source.line(source.place(text.span.start).line);
    let (head, tail) = (Span::new(line.start, text.span.start), Span::new(text.span.end, line.end));
    let head = source.slice(head);
    let is_alone = source.slice(tail).trim().is_empty()
        && head.ends_with([' '])
        && head.trim_end().ends_with([':', '-'])
        && !head.contains(['{', '[', '"', '\'']);
    if !is_alone || whole.starts_with([' ', '\t']) {
        return None;
    }
    let has_key = head.trim_end_matches(' ').strip_suffix(':').is_some_and(|key| !key.is_empty());
    let outer = head.len() - head.trim_start_matches([' ', '-']).len();
    // After a dash alone the lines are indented by two more columns than it.
    let column = if has_key { outer } else { head.rfind('-')? };
    let indent = format!("{}{}", source.newline(), " ".repeat(column + 2));
    let lines: Vec<&str> = whole.split('\n').collect();
    Some(Edit::new(text.span, format!("|{indent}{}", lines.join(&indent))))
}

fn quoted(text: &Text, whole: &str) -> Edit {
    Edit::new(text.span, quoted_value(whole))
}

/// Returns a text of one line as a value, plain where it was and may be.
fn scalar(written: &str, text: &str) -> String {
    let is_quoted = written.starts_with(['"', '\'']);
    let reads_unchanged = || {
        let parsed = yaml::parse(&format!("値: {text}\n")).ok().and_then(|parsed| parsed.root);
        parsed.as_ref().and_then(|root| root.get("値")?.scalar()) == Some(text)
    };
    if !is_quoted && !text.contains(['{', '}', '[', ']', ',']) && reads_unchanged() {
        text.to_owned()
    } else {
        quoted_value(text)
    }
}
