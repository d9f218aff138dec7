//! The modules that the value of a key takes in a source, and how it is taken out.

use super::source_layout::{BLANK, SourceLayout};
use crate::source::{Edit, Span};
use crate::yaml::{Entry, Node};

/// The region of a value in its file.
#[derive(Debug, Clone, Copy)]
pub(super) struct ValueRegion {
    /// Behind the colon.
    pub(super) after: usize,
    /// `|` or `>` with what belongs to it, of a block text.
    pub(super) head: Option<Span>,
    /// The value itself: of a block text its lines up to the last that is not blank, from the beginning of
    /// the first.
    pub(super) value: Span,
}

impl SourceLayout<'_> {
    /// Returns the region of an entry's value; `None` if no colon follows its key.
    pub(super) fn value_region(&self, entry: &Entry) -> Option<ValueRegion> {
        let behind = self.source.text().get(entry.key_span.end..)?;
        let spaces = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        behind[spaces..]
            .starts_with(':')
            .then(|| self.slot_behind(entry.key_span.end + spaces + 1, &entry.value))
    }

    /// Returns the region of a value behind a colon or a dash, which ends at `after`.
    pub(super) fn slot_behind(&self, after: usize, value: &Node) -> ValueRegion {
        let span = value.span;
        // An absent value has its place at the end of the key.
        let span = if span.start < after { Span::new(after, after) } else { span };
        let head = self.head(after, span.start);
        ValueRegion { after, head, value: head.map_or(span, |head| self.body(head, span)) }
    }

    /// Returns the `|` or `>` before a value, behind comments and YAML's own signs.
    fn head(&self, after: usize, start: usize) -> Option<Span> {
        let mut at = after;
        while at < start {
            let rest = &self.source.text()[at..start];
            let word = rest.find(BLANK).unwrap_or(rest.len());
            if let Some(comment) = self.comments_in(Span::new(at, at + 1)).next() {
                at = comment.end;
            } else if rest.starts_with(['|', '>']) {
                return Some(Span::new(at, at + word));
            } else {
                at += word.max(1);
            }
        }
        None
    }

    /// Returns the lines of a block text, from behind its head's line to the last that is not blank.
    fn body(&self, head: Span, span: Span) -> Span {
        let text = self.source.slice(span).trim_end_matches(BLANK);
        if text.is_empty() {
            return Span::new(head.end, head.end);
        }
        let start = self.source.line(self.source.place(head.start).line + 1).start;
        Span::new(start, self.line(span.start + text.len()).end)
    }

    /// Returns where a value ends, blank lines that belong to it among it; before the last line break.
    pub(super) fn end(&self, value_region: ValueRegion, value: &Node) -> usize {
        if !value_region.head.is_some_and(|head| self.keeps_blank_lines(head, value)) {
            return value_region.value.end;
        }
        let whole = self.source.slice(Span::new(0, value.span.end)).trim_end_matches([' ', '\t']);
        let whole = ["\r\n", "\n", "\r"].iter().find_map(|end| whole.strip_suffix(end));
        whole.map_or(value_region.value.end, |whole| whole.len().max(value_region.value.end))
    }

    /// Returns whether blank lines at the end of a block text are its own: with `|+`, and where one of them is longer
    /// than the text is indented.
    fn keeps_blank_lines(&self, head: Span, value: &Node) -> bool {
        let text = value.scalar().unwrap_or_default().trim_end_matches(['\n', '\r']);
        let last = text.rsplit_once('\n').map_or(text, |(_, last)| last);
        let is_blank = !last.is_empty() && last.trim_matches([' ', '\t']).is_empty();
        is_blank || self.source.slice(head).contains('+')
    }

    /// Returns the edit that removes the value of a slot: only its comments stay after the colon, each on its
    /// line. `more` follows them.
    pub(super) fn cleared(&self, value_region: ValueRegion, more: &str) -> Edit {
        if self.is_flow(value_region.after) {
            return self.cleared_in_brackets(value_region, more);
        }
        let region = Span::new(value_region.after, self.line(value_region.value.end).end);
        let mut text = String::new();
        for comment in self.comments_in(region) {
            if self.line(comment.start) == self.line(value_region.after) {
                text += &spaces(&self.source.text()[value_region.after..comment.start]);
            } else {
                text += self.newline;
                text += self.indent(comment.start);
            }
            text += self.source.slice(comment);
        }
        Edit::new(region, text + more)
    }

    fn cleared_in_brackets(&self, value_region: ValueRegion, more: &str) -> Edit {
        let has_comments =
            self.comments_in(Span::new(value_region.after, value_region.value.start)).next().is_some();
        let start = if has_comments { value_region.value.start } else { value_region.after };
        let touches = !self.source.text()[value_region.value.end..].starts_with(BLANK);
        let text = if touches && more.is_empty() { " " } else { more };
        Edit::new(Span::new(start, value_region.value.end), text.to_owned())
    }
}

/// The widest value whose comment stays in its column.
const WIDEST: usize = 30;

/// Returns the text between a colon and a comment without the value. A comment that is aligned with those
/// above or below it keeps its column.
fn spaces(before: &str) -> String {
    let value = before.trim_end_matches([' ', '\t']);
    let spaces = &before[value.len()..];
    let width: usize = value.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let is_apart = spaces.len() > 1 && width <= WIDEST;
    if is_apart { " ".repeat(width) + spaces } else { spaces.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::yaml::parse;

    fn cleared(text: &str) -> String {
        let source = Source::new("a.yaml", text);
        let root = parse(text).expect("readable").root.expect("a document");
        let layout = SourceLayout::of(&source, &root);
        let entry = root.entry("a").or_else(|| root.get("m")?.entry("a")).expect("there");
        let Edit { span, text: new } = layout.cleared(layout.value_region(entry).expect("a colon"), "");
        let mut cleared = text.to_owned();
        cleared.replace_range(span.range(), &new);
        cleared
    }

    #[test]
    fn a_value_goes_and_its_comments_stay() {
        for (text, rest) in [
            ("a: 1\nb: 2\n", "a:\nb: 2\n"),
            ("a: 1", "a:"),
            ("a: 1  \r\nb: 2\r\n", "a:\r\nb: 2\r\n"),
            ("a: \"x # y\" # c\nb: 2\n", "a: # c\nb: 2\n"),
            ("a: 令和   # c\nb: 2\n", "a:        # c\nb: 2\n"),
            ("a: 一\n  二 # c\nb: 2\n", "a:\n  # c\nb: 2\n"),
            ("a: | # c\n  x\n  # no comment\n\n# d\nb: 2\n", "a: # c\n\n# d\nb: 2\n"),
            ("a: |\n  x\n\n # d\nb: 2\n", "a:\n\n # d\nb: 2\n"),
            ("a: >-\n  x\n", "a:\n"),
            ("a: |+\n  x\n\nb: 2\n", "a:\n\nb: 2\n"),
            ("a: |\nb: 2\n", "a:\nb: 2\n"),
            ("a:\n  # c\n  1 # d\nb: 2\n", "a:\n  # c\n  # d\nb: 2\n"),
            ("a: # c\n  |\n  x\nb: 2\n", "a: # c\nb: 2\n"),
            ("a: &x 1 # c\nb: 2\n", "a: # c\nb: 2\n"),
            ("a: ~\nb: 2\n", "a:\nb: 2\n"),
            ("m: { a: 1, b: 2 }\n", "m: { a: , b: 2 }\n"),
            ("m: {a: 1}\n", "m: {a: }\n"),
            ("m: { b: 2, a: 1 }\n", "m: { b: 2, a: }\n"),
            ("m: [{ b: 2 }]\na: 1 # c\n", "m: [{ b: 2 }]\na: # c\n"),
        ] {
            assert_eq!(cleared(text), rest, "{text:?}");
        }
    }
}
