//! A source as an editor of its spans sees it: its lines, its comments, its brackets.

use crate::source::{Source, Span};
use crate::yaml::{Data, Node};

/// The separators between texts.
pub(super) const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// A source with what an edit must heed.
#[derive(Debug)]
pub(super) struct SourceLayout<'a> {
    /// The file.
    pub(super) source: &'a Source,
    /// Its comments, in their order, from `#` to the end of the line.
    pub(super) comments: Vec<Span>,
    /// Collections in brackets, outermost only.
    flows: Vec<Span>,
    /// Its line break.
    pub(super) newline: &'static str,
}

impl<'a> SourceLayout<'a> {
    /// Takes a source and its tree.
    pub(super) fn of(source: &'a Source, root: &Node) -> Self {
        let text = source.text();
        let newline = match text.find(['\n', '\r']).map(|at| &text[at..]) {
            Some(rest) if rest.starts_with("\r\n") => "\r\n",
            Some(rest) if rest.starts_with('\r') => "\r",
            _ => "\n",
        };
        let mut layout = Self { source, comments: Vec::new(), flows: Vec::new(), newline };
        let mut scalars = Vec::new();
        layout.collect(root, &mut scalars);
        scalars.sort_unstable();
        layout.comments = layout.found_comments(&scalars);
        layout
    }

    /// Notes the scalars, keys among them, and the outermost brackets.
    fn collect(&mut self, node: &Node, scalars: &mut Vec<Span>) {
        let in_brackets = self.source.slice(node.span).starts_with(['[', '{']);
        match &node.data {
            Data::Empty | Data::Pruned => {}
            Data::Scalar(_) => scalars.push(node.span),
            _ if in_brackets && !self.is_flow(node.span.start) => {
                self.note_flow(node.span);
                self.look_into(node, scalars);
            }
            _ => self.look_into(node, scalars),
        }
    }

    /// Keeps the brackets in their order; what an alias repeats is there already.
    fn note_flow(&mut self, flow: Span) {
        let place = self.flows.partition_point(|known| known.start < flow.start);
        if self.flows.get(place) != Some(&flow) {
            self.flows.insert(place, flow);
        }
    }

    fn look_into(&mut self, node: &Node, scalars: &mut Vec<Span>) {
        match &node.data {
            Data::List(items) => items.iter().for_each(|item| self.collect(item, scalars)),
            Data::Map(entries) => {
                for entry in entries {
                    scalars.push(entry.key_span);
                    self.collect(&entry.value, scalars);
                }
            }
            Data::Empty | Data::Pruned | Data::Scalar(_) => {}
        }
    }

    fn found_comments(&self, scalars: &[Span]) -> Vec<Span> {
        let text = self.source.text();
        let is_in_text = |at: usize| {
            let before = &scalars[..scalars.partition_point(|scalar| scalar.start <= at)];
            before.last().is_some_and(|scalar| at < scalar.end)
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

    /// Returns the line of a byte, without its break.
    pub(super) fn line(&self, at: usize) -> Span {
        self.source.line(self.source.place(at).line)
    }

    /// Returns the lines of a span, cut to it.
    pub(super) fn lines(&self, span: Span) -> impl Iterator<Item = Span> {
        let [first, last] = [span.start, span.end].map(|at| self.source.place(at).line);
        let cut = move |line: Span| Span::new(line.start.max(span.start), line.end.min(span.end));
        (first..=last).map(move |line| cut(self.source.line(line)))
    }

    /// Returns the column of a byte in its line, from 0.
    pub(super) fn column(&self, at: usize) -> usize {
        at - self.line(at).start
    }

    /// Returns what a line begins with before its first character.
    pub(super) fn indent(&self, at: usize) -> &'a str {
        let line = self.source.slice(self.line(at));
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// Returns whether a byte is in brackets.
    pub(super) fn is_flow(&self, at: usize) -> bool {
        self.flow(at).is_some()
    }

    /// Returns the outermost brackets around a byte.
    pub(super) fn flow(&self, at: usize) -> Option<Span> {
        let before = self.flows.partition_point(|flow| flow.start < at);
        self.flows[..before].last().copied().filter(|flow| at < flow.end)
    }

    /// Returns the comments that begin in a span.
    pub(super) fn comments_in(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self.comments.partition_point(|comment| comment.start < span.start);
        self.comments[first..].iter().copied().take_while(move |comment| comment.start < span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse;

    #[test]
    fn comments_are_what_yaml_takes_for_them() {
        let text =
            "# 1\n'a # b': \"x\n  # y\" # 2\nc: |\n  # z\n # 3\nd: x#y # 4 # 5\r\ne: [ 1, # 6\n 2 ]\n#7";
        let source = Source::new("a.yaml", text);
        let root = parse(text).expect("readable").root.expect("a document");
        let layout = SourceLayout::of(&source, &root);
        let comments: Vec<_> = layout.comments.iter().map(|comment| source.slice(*comment)).collect();
        assert_eq!(comments, ["# 1", "# 2", "# 3", "# 4 # 5", "# 6", "#7"]);
    }
}
