//! Parser events → nodes.

use std::collections::HashMap;

use granit_parser::{Event, ScalarStyle};

use super::dash::DASH;
use super::{Data, Entry, Node, Parsed, Problem, Unreadable};
use crate::source::Span;

/// The most nodes that a file may unfold into. The largest real sheet has some thousands.
const NODE_LIMIT: usize = 200_000;

/// A list or map whose end has not come.
struct Open {
    start: usize,
    anchor: usize,
    /// Nodes that this one holds so far, itself included.
    first_node: usize,
    kind: OpenKind,
}

enum OpenKind {
    List(Vec<Node>),
    Map(Vec<Entry>, Option<(String, Span)>),
}

/// Collects the events of one document.
pub(super) struct Builder {
    sentinel: Option<char>,
    open: Vec<Open>,
    anchored: HashMap<usize, (Node, usize)>,
    nodes: usize,
    documents: usize,
    parsed: Parsed,
}

impl Builder {
    /// `sentinel` stands for a masked dash.
    pub(super) fn new(sentinel: Option<char>) -> Self {
        let parsed = Parsed { root: None, bare_dashes: Vec::new() };
        Self { sentinel, open: Vec::new(), anchored: HashMap::new(), nodes: 0, documents: 0, parsed }
    }

    /// Takes the next event.
    pub(super) fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Unreadable> {
        match event {
            Event::DocumentStart(..) => self.document(span),
            Event::Scalar(text, style, anchor, _) => {
                let node = self.scalar(text.into_owned(), style, span);
                self.count(1, span)?;
                self.anchor(anchor, &node, 1);
                self.place(node)
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::SequenceStart(_, anchor, _) => self.enter(OpenKind::List(Vec::new()), anchor, span),
            Event::MappingStart(_, anchor, _) => self.enter(OpenKind::Map(Vec::new(), None), anchor, span),
            Event::SequenceEnd | Event::MappingEnd => self.leave(span),
            _ => Ok(()),
        }
    }

    /// The tree, once all events are taken.
    pub(super) fn finish(self) -> Parsed {
        self.parsed
    }

    fn document(&mut self, span: Span) -> Result<(), Unreadable> {
        self.documents += 1;
        if self.documents > 1 { Err(stop(span, Problem::SecondDocument)) } else { Ok(()) }
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, span: Span) -> Node {
        let plain = style == ScalarStyle::Plain;
        if plain && (text.is_empty() || text == "~") {
            return Node { span, data: Data::Empty };
        }
        let masked = self.sentinel.is_some_and(|sentinel| text.contains(sentinel));
        if !masked {
            return Node { span, data: Data::Scalar(text) };
        }
        let text: String = text.chars().map(|c| if Some(c) == self.sentinel { DASH } else { c }).collect();
        if plain && text.chars().eq([DASH]) {
            self.parsed.bare_dashes.push(span);
        }
        Node { span, data: Data::Scalar(text) }
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Unreadable> {
        let (node, size) = match self.anchored.get(&anchor) {
            Some((node, size)) => (node, *size),
            None => return Err(stop(span, Problem::Alias)),
        };
        // Counted before it is copied: an alias bomb never unfolds.
        self.nodes += size;
        if self.nodes > NODE_LIMIT {
            return Err(stop(span, Problem::TooMuch));
        }
        let node = Node { span, data: node.data.clone() };
        self.place(node)
    }

    fn enter(&mut self, kind: OpenKind, anchor: usize, span: Span) -> Result<(), Unreadable> {
        self.count(1, span)?;
        let first_node = self.nodes;
        self.open.push(Open { start: span.start, anchor, first_node, kind });
        Ok(())
    }

    fn leave(&mut self, span: Span) -> Result<(), Unreadable> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let (last, data) = match open.kind {
            OpenKind::List(items) => (items.last().map(|node| node.span.end), Data::List(items)),
            OpenKind::Map(entries, _) => {
                (entries.last().map(|entry| entry.value.span.end), Data::Map(entries))
            }
        };
        // The parser ends a block collection where the next token begins; its text ends with its last value.
        let end = last.map_or(span.end, |end| end.max(open.start));
        let node = Node { span: Span::new(open.start, end), data };
        self.anchor(open.anchor, &node, self.nodes - open.first_node + 1);
        self.place(node)
    }

    fn place(&mut self, node: Node) -> Result<(), Unreadable> {
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.parsed.root = Some(node),
            Some(OpenKind::List(items)) => items.push(node),
            Some(OpenKind::Map(entries, key)) => match key.take() {
                Some((key, key_span)) => entries.push(Entry { key, key_span, value: node }),
                None => *key = Some(key_text(node)?),
            },
        }
        Ok(())
    }

    fn anchor(&mut self, anchor: usize, node: &Node, size: usize) {
        // The parser numbers anchors from 1; 0 is none.
        if anchor > 0 {
            self.anchored.insert(anchor, (node.clone(), size));
        }
    }

    fn count(&mut self, nodes: usize, span: Span) -> Result<(), Unreadable> {
        self.nodes += nodes;
        if self.nodes > NODE_LIMIT { Err(stop(span, Problem::TooMuch)) } else { Ok(()) }
    }
}

fn key_text(node: Node) -> Result<(String, Span), Unreadable> {
    match node.data {
        Data::Scalar(text) => Ok((text, node.span)),
        Data::Empty => Ok((String::new(), node.span)),
        Data::List(_) | Data::Map(_) => Err(stop(node.span, Problem::KeyNotText)),
    }
}

fn stop(span: Span, problem: Problem) -> Unreadable {
    Unreadable { at: span.start, problem }
}
