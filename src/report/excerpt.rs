//! Excerpts of a source around a finding, shortened and sanitized for a terminal.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::finding::{is_interpreted, is_invisible};
use crate::source::{Source, Span};

/// The number of characters of a line that are shown on either side of a mark.
const SIDE: usize = 60;

/// The sign for omitted characters.
const CUT: &str = "…";

/// The marked line with the lines before and after it.
#[derive(Debug)]
pub(super) struct Excerpt {
    text: String,
    /// The number of the first line, from 0.
    first: usize,
    /// The byte range of `text` that is marked. A span of several lines is marked on its first line.
    pub(super) mark: Range<usize>,
}

impl Excerpt {
    /// Returns the excerpt around `span`.
    pub(super) fn around(source: &Source, span: Span) -> Self {
        let line = source.place(span.start).line;
        let mut text = String::new();
        if line > 1 {
            text = shown(head(source.slice(source.line(line - 1)))) + "\n";
        }
        let whole = source.line(line);
        let start = span.start.clamp(whole.start, whole.end);
        let end = span.end.clamp(start, whole.end);
        text += &shown(&tail(source.slice(Span::new(whole.start, start))));
        let from = text.len();
        text += &shown(head(source.slice(Span::new(start, end))));
        let to = text.len();
        text += &shown(head(source.slice(Span::new(end, whole.end))));
        let behind = source.line(line + 1);
        if behind.start > whole.end {
            text = text + "\n" + &shown(head(source.slice(behind)));
        }
        let (text, mark) = without_commands(&text, from..to);
        Self { text, first: line.saturating_sub(2), mark }
    }
}

/// Returns the first characters of a text.
fn head(text: &str) -> &str {
    text.char_indices().nth(SIDE * 2).map_or(text, |(at, _)| &text[..at])
}

/// Returns the last characters of a text, after a sign if some are omitted.
fn tail(text: &str) -> String {
    match text.char_indices().rev().nth(SIDE) {
        Some((at, character)) => CUT.to_owned() + &text[at + character.len_utf8()..],
        None => text.to_owned(),
    }
}

/// Replaces controls and direction marks with a sign of one column, and tabs with a space.
fn shown(text: &str) -> String {
    let shown = |character: char| match character {
        '\t' => ' ',
        character if is_invisible(character) || is_interpreted(character) => '\u{FFFD}',
        character => character,
    };
    text.chars().map(shown).collect()
}

/// Replaces `##[`, which GitHub interprets as a workflow command anywhere in a line, and adjusts the marked
/// range.
fn without_commands(text: &str, mark: Range<usize>) -> (String, Range<usize>) {
    let (mut shown, mut moved) = (String::with_capacity(text.len()), mark.clone());
    for (at, character) in text.char_indices() {
        if at == mark.start {
            moved.start = shown.len();
        }
        if at == mark.end {
            moved.end = shown.len();
        }
        shown.push(if text[at..].starts_with("##[") { '\u{FFFD}' } else { character });
    }
    if mark.end >= text.len() {
        moved.end = shown.len();
    }
    if mark.start >= text.len() {
        moved.start = shown.len();
    }
    (shown, moved)
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let inner = self.text.as_str().read_span(span, before, after)?;
        Ok(Box::new(MietteSpanContents::new(
            inner.data(),
            *inner.span(),
            inner.line() + self.first,
            inner.column(),
            inner.line_count(),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let text = format!("a: 1\n{}X{}\nc: 3\n", "あ".repeat(70_000), "い".repeat(70_000));
        let source = Source::new("a.yaml", text.as_str());
        let at = text.find('X').expect("there");
        let excerpt = Excerpt::around(&source, Span::new(at, at + 1));
        assert_eq!(&excerpt.text[excerpt.mark.clone()], "X");
        assert!(excerpt.text.starts_with("a: 1\n…あ") && excerpt.text.ends_with("い\nc: 3"));
        assert!(excerpt.text.chars().count() < 4 * SIDE);
    }

    #[test]
    fn workflow_commands_are_replaced() {
        let source = Source::new("a.yaml", "###[error]x: ##[a]\n");
        let marked = |start, end| {
            let excerpt = Excerpt::around(&source, Span::new(start, end));
            (excerpt.text[excerpt.mark.clone()].to_owned(), excerpt.text.trim_end().to_owned())
        };
        let text = "#\u{FFFD}#[error]x: \u{FFFD}#[a]".to_owned();
        assert_eq!(marked(0, 2), ("#\u{FFFD}".to_owned(), text.clone()));
        assert_eq!(marked(13, 18), ("\u{FFFD}#[a]".to_owned(), text.clone()));
        assert_eq!(marked(18, 18), (String::new(), text));
    }

    #[test]
    fn texts_are_sanitized_for_terminals() {
        let source = Source::new("a.yaml", "a: \u{1b}[31m\u{202E}\t1");
        let excerpt = Excerpt::around(&source, Span::new(3, 4));
        assert_eq!(excerpt.text, "a: \u{FFFD}[31m\u{FFFD} 1");
    }
}
