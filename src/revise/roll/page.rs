//! A source as an editor of its spans sees it: its lines, its comments, and the room that a key's value
//! takes.

use crate::source::{Edit, Source, Span};
use crate::yaml::{Data, Entry, Node};

/// What is between texts and is none.
pub(super) const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// A source with what an edit must heed.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// The file.
    pub(super) source: &'a Source,
    /// Its comments, in their order, from `#` to the end of the line.
    pub(super) comments: Vec<Span>,
    /// Collections in brackets that stand in none.
    flows: Vec<Span>,
    /// How its lines end.
    pub(super) newline: &'static str,
}

/// The room of a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    /// Behind the colon.
    pub(super) after: usize,
    /// `|` or `>` with what belongs to it, of a block text.
    pub(super) head: Option<Span>,
    /// The value itself: of a block text its lines up to the last that is not blank, from the beginning of
    /// the first.
    pub(super) value: Span,
}

impl<'a> Page<'a> {
    /// Takes a source and its tree.
    pub(super) fn of(source: &'a Source, root: &Node) -> Self {
        let text = source.text();
        let newline = match text.find(['\n', '\r']).map(|at| &text[at..]) {
            Some(rest) if rest.starts_with("\r\n") => "\r\n",
            Some(rest) if rest.starts_with('\r') => "\r",
            _ => "\n",
        };
        let mut page = Self { source, comments: Vec::new(), flows: Vec::new(), newline };
        let mut scalars = Vec::new();
        page.look(root, &mut scalars);
        scalars.sort_unstable();
        page.comments = page.found_comments(&scalars);
        page
    }

    /// Notes the scalars, keys among them, and the outermost brackets.
    fn look(&mut self, node: &Node, scalars: &mut Vec<Span>) {
        let in_brackets = self.source.slice(node.span).starts_with(['[', '{']);
        match &node.data {
            Data::Empty | Data::Pruned => {}
            Data::Scalar(_) => scalars.push(node.span),
            _ if in_brackets && !self.is_flow(node.span.start) => {
                self.flows.push(node.span);
                self.look_into(node, scalars);
            }
            _ => self.look_into(node, scalars),
        }
    }

    fn look_into(&mut self, node: &Node, scalars: &mut Vec<Span>) {
        match &node.data {
            Data::List(items) => items.iter().for_each(|item| self.look(item, scalars)),
            Data::Map(entries) => {
                for entry in entries {
                    scalars.push(entry.key_span);
                    self.look(&entry.value, scalars);
                }
            }
            Data::Empty | Data::Pruned | Data::Scalar(_) => {}
        }
    }

    fn found_comments(&self, scalars: &[Span]) -> Vec<Span> {
        let text = self.source.text();
        let is_in_text = |at: usize| {
            let before = &scalars[..scalars.partition_point(|scalar| scalar.start <= at)];
            before.iter().rev().any(|scalar| at < scalar.end)
        };
        let mut comments: Vec<Span> = Vec::new();
        for (at, _) in text.match_indices('#') {
            let is_first = comments.last().is_none_or(|last| last.end <= at);
            if is_first && (at == 0 || text[..at].ends_with(BLANK)) && !is_in_text(at) {
                comments.push(Span::new(at, self.line(at).end));
            }
        }
        comments
    }

    /// The line of a byte, without its break.
    pub(super) fn line(&self, at: usize) -> Span {
        self.source.line(self.source.place(at).line)
    }

    /// The lines of a span, cut to it.
    pub(super) fn lines(&self, span: Span) -> impl Iterator<Item = Span> {
        let [first, last] = [span.start, span.end].map(|at| self.source.place(at).line);
        let cut = move |line: Span| Span::new(line.start.max(span.start), line.end.min(span.end));
        (first..=last).map(move |line| cut(self.source.line(line)))
    }

    /// How far in a byte stands in its line.
    pub(super) fn column(&self, at: usize) -> usize {
        at - self.line(at).start
    }

    /// What a line begins with before its first character.
    pub(super) fn indent(&self, at: usize) -> &'a str {
        let line = self.source.slice(self.line(at));
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// Whether a byte stands in brackets.
    pub(super) fn is_flow(&self, at: usize) -> bool {
        self.flow(at).is_some()
    }

    /// The outermost brackets that a byte stands in.
    pub(super) fn flow(&self, at: usize) -> Option<Span> {
        self.flows.iter().copied().find(|flow| flow.start < at && at < flow.end)
    }

    /// The comments that begin in a span.
    pub(super) fn comments_in(&self, span: Span) -> impl Iterator<Item = Span> {
        self.comments.iter().copied().filter(move |it| span.start <= it.start && it.start < span.end)
    }

    /// The room of an entry's value; nothing where no colon stands behind its key.
    pub(super) fn slot(&self, entry: &Entry) -> Option<Slot> {
        let behind = self.source.text().get(entry.key_span.end..)?;
        let spaces = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        behind[spaces..].starts_with(':').then(|| {
            let after = entry.key_span.end + spaces + 1;
            let span = entry.value.span;
            // Nothing has its place at the end of the key.
            let span = if span.start < after { Span::new(after, after) } else { span };
            let head = self.head(after, span.start);
            Slot { after, head, value: head.map_or(span, |head| self.body(head, span)) }
        })
    }

    /// The `|` or `>` before a value, behind comments and YAML's own signs.
    fn head(&self, after: usize, start: usize) -> Option<Span> {
        let mut at = after;
        while at < start {
            let rest = &self.source.text()[at..start];
            let word = rest.find(BLANK).unwrap_or(rest.len());
            if let Some(comment) = self.comments.iter().find(|comment| comment.start == at) {
                at = comment.end;
            } else if rest.starts_with(['|', '>']) {
                return Some(Span::new(at, at + word));
            } else {
                at += word.max(1);
            }
        }
        None
    }

    /// The lines of a block text, from behind its head's line to the last that is not blank.
    fn body(&self, head: Span, span: Span) -> Span {
        let text = self.source.slice(span).trim_end_matches(BLANK);
        if text.is_empty() {
            return Span::new(head.end, head.end);
        }
        let start = self.source.line(self.source.place(head.start).line + 1).start;
        Span::new(start, self.line(span.start + text.len()).end)
    }

    /// Where an entry ends, blank lines that belong to its value among it; before the last line break.
    pub(super) fn end(&self, slot: Slot, entry: &Entry) -> usize {
        if !slot.head.is_some_and(|head| self.keeps_blank_lines(head, entry)) {
            return slot.value.end;
        }
        let whole = self.source.slice(Span::new(0, entry.value.span.end)).trim_end_matches([' ', '\t']);
        let whole = ["\r\n", "\n", "\r"].iter().find_map(|end| whole.strip_suffix(end));
        whole.map_or(slot.value.end, |whole| whole.len().max(slot.value.end))
    }

    /// Whether blank lines at the end of a block text are its own: with `|+`, and where one of them is longer
    /// than the text is indented.
    fn keeps_blank_lines(&self, head: Span, entry: &Entry) -> bool {
        let text = entry.value.scalar().unwrap_or_default().trim_end_matches(['\n', '\r']);
        let last = text.rsplit('\n').next().unwrap_or_default();
        let is_blank = !last.is_empty() && last.trim_matches([' ', '\t']).is_empty();
        is_blank || self.source.slice(head).contains('+')
    }

    /// The value of a slot is taken out: nothing stays behind the colon but its comments, each on the line
    /// on which it stands. `more` comes behind them.
    pub(super) fn cleared(&self, slot: Slot, more: &str) -> Edit {
        if self.is_flow(slot.after) {
            return self.cleared_in_brackets(slot, more);
        }
        let region = Span::new(slot.after, self.line(slot.value.end).end);
        let mut text = String::new();
        for comment in self.comments_in(region) {
            if self.line(comment.start) == self.line(slot.after) {
                let before = &self.source.text()[slot.after..comment.start];
                text += &before[before.trim_end_matches([' ', '\t']).len()..];
            } else {
                text += self.newline;
                text += self.indent(comment.start);
            }
            text += self.source.slice(comment);
        }
        Edit { span: region, text: text + more }
    }

    fn cleared_in_brackets(&self, slot: Slot, more: &str) -> Edit {
        let has_comments = self.comments_in(Span::new(slot.after, slot.value.start)).next().is_some();
        let start = if has_comments { slot.value.start } else { slot.after };
        let touches = !self.source.text()[slot.value.end..].starts_with(BLANK);
        let text = if touches && more.is_empty() { " " } else { more };
        Edit { span: Span::new(start, slot.value.end), text: text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse;

    fn cleared(text: &str) -> String {
        let source = Source::new("a.yaml", text);
        let root = parse(text).expect("readable").root.expect("a document");
        let page = Page::of(&source, &root);
        let entry = root.entry("a").or_else(|| root.get("m")?.entry("a")).expect("there");
        let Edit { span, text: new } = page.cleared(page.slot(entry).expect("a colon"), "");
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
            ("a: \"x # y\"   # c\nb: 2\n", "a:   # c\nb: 2\n"),
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

    #[test]
    fn comments_are_what_yaml_takes_for_them() {
        let text =
            "# 1\n'a # b': \"x\n  # y\" # 2\nc: |\n  # z\n # 3\nd: x#y # 4 # 5\r\ne: [ 1, # 6\n 2 ]\n#7";
        let source = Source::new("a.yaml", text);
        let root = parse(text).expect("readable").root.expect("a document");
        let page = Page::of(&source, &root);
        let comments: Vec<_> = page.comments.iter().map(|it| source.slice(*it)).collect();
        assert_eq!(comments, ["# 1", "# 2", "# 3", "# 4 # 5", "# 6", "#7"]);
    }
}
