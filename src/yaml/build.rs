//! Parser events → nodes.

use std::collections::BTreeMap;

use granit_parser::{Event, ScalarStyle, StructureStyle};

use super::mask::DASH;
use super::{Data, Entry, Node, Parsed, SyntaxProblem, Unreadable};
use crate::source::Span;

/// The most nodes of a file, with aliases expanded. The largest real sheet has a few thousand.
const NODE_LIMIT: usize = 200_000;

/// The deepest nesting, with aliases expanded, so that recursion over a tree is safe. Real sheets have eight
/// levels.
const DEPTH_LIMIT: usize = 100;

/// A list or map that is being read.
struct Open {
    start: usize,
    anchor: usize,
    flow: bool,
    /// The node count at its beginning, itself included.
    first_node: usize,
    /// The depth of the nodes below it so far.
    depth: usize,
    kind: OpenKind,
}

/// A node with an anchor.
struct Anchored {
    node: Node,
    nodes: usize,
    depth: usize,
    /// The span of an anchored scalar that no alias has used yet.
    unused_at: Option<Span>,
}

enum OpenKind {
    List(Vec<Node>),
    Map(Vec<Entry>, Option<(String, Span)>),
}

/// A builder of one document's tree from parser events.
pub(super) struct Builder {
    sentinel: Option<char>,
    open: Vec<Open>,
    anchored: BTreeMap<usize, Anchored>,
    nodes: usize,
    documents: usize,
    parsed: Parsed,
}

impl Builder {
    /// Creates a builder; `sentinel` is the character that masks a bare dash.
    pub(super) fn new(sentinel: Option<char>) -> Self {
        let parsed = Parsed { root: None, bare_dashes: Vec::new(), signs: Vec::new() };
        Self { sentinel, open: Vec::new(), anchored: BTreeMap::new(), nodes: 0, documents: 0, parsed }
    }

    /// Processes the next event.
    pub(super) fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Unreadable> {
        match event {
            Event::DocumentStart(..) => self.document(span),
            Event::Scalar(text, style, anchor, tag) => {
                if tag.is_some() {
                    self.parsed.signs.push(span);
                }
                let node = self.scalar(text.into_owned(), style, span);
                self.count(span)?;
                self.anchor(anchor, &node, 1, 0, Some(span));
                self.place(node, 0)
            }
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::SequenceStart(style, anchor, _) => {
                self.enter(OpenKind::List(Vec::new()), style, anchor, span)
            }
            Event::MappingStart(style, anchor, _) => {
                self.enter(OpenKind::Map(Vec::new(), None), style, anchor, span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.leave(span),
            _ => Ok(()),
        }
    }

    /// Returns the tree after the last event.
    pub(super) fn finish(mut self) -> Parsed {
        self.parsed.signs.extend(self.anchored.values().filter_map(|anchored| anchored.unused_at));
        self.parsed.signs.sort_unstable();
        self.parsed
    }

    fn document(&mut self, span: Span) -> Result<(), Unreadable> {
        self.documents += 1;
        if self.documents > 1 { Err(stop(span, SyntaxProblem::SecondDocument)) } else { Ok(()) }
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
        let Some(anchored) = self.anchored.get_mut(&anchor) else {
            return Err(stop(span, SyntaxProblem::Alias));
        };
        anchored.unused_at = None;
        // Counted before it is copied, so that an alias bomb is never expanded.
        self.nodes += anchored.nodes;
        let depth = anchored.depth;
        if self.nodes > NODE_LIMIT || self.open.len() + depth > DEPTH_LIMIT {
            return Err(stop(span, SyntaxProblem::TooMuch));
        }
        let node = Node { span, data: anchored.node.data.clone() };
        self.place(node, depth)
    }

    fn enter(
        &mut self,
        kind: OpenKind,
        style: StructureStyle,
        anchor: usize,
        span: Span,
    ) -> Result<(), Unreadable> {
        self.count(span)?;
        let flow = style == StructureStyle::Flow;
        self.open.push(Open { start: span.start, anchor, flow, first_node: self.nodes, depth: 0, kind });
        if self.open.len() > DEPTH_LIMIT { Err(stop(span, SyntaxProblem::TooMuch)) } else { Ok(()) }
    }

    fn leave(&mut self, span: Span) -> Result<(), Unreadable> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let (last, data) = match open.kind {
            OpenKind::List(items) => (items.last().map(|node| node.span.end), Data::List(items)),
            OpenKind::Map(entries, _) => {
                (entries.last().map(|entry| entry.value.span.end), Data::Map(entries))
            }
        };
        // The parser ends a block collection at the next token; here it ends with its last value. A flow
        // collection ends with its bracket.
        let end = if open.flow { span.end } else { last.map_or(span.end, |end| end.max(open.start)) };
        let node = Node { span: Span::new(open.start, end), data };
        self.anchor(open.anchor, &node, self.nodes - open.first_node + 1, open.depth + 1, None);
        self.place(node, open.depth + 1)
    }

    /// Adds a node of the depth `depth` to the innermost open collection.
    fn place(&mut self, node: Node, depth: usize) -> Result<(), Unreadable> {
        let Some(open) = self.open.last_mut() else {
            self.parsed.root = Some(node);
            return Ok(());
        };
        open.depth = open.depth.max(depth);
        match &mut open.kind {
            OpenKind::List(items) => items.push(node),
            OpenKind::Map(entries, key) => match key.take() {
                Some((key, key_span)) => entries.push(Entry { key, key_span, value: node }),
                None => *key = Some(key_text(node)?),
            },
        }
        Ok(())
    }

    fn anchor(&mut self, anchor: usize, node: &Node, nodes: usize, depth: usize, unused_at: Option<Span>) {
        // The parser numbers anchors from 1; 0 means none.
        if anchor > 0 {
            self.anchored.insert(anchor, Anchored { node: node.clone(), nodes, depth, unused_at });
        }
    }

    fn count(&mut self, span: Span) -> Result<(), Unreadable> {
        self.nodes += 1;
        if self.nodes > NODE_LIMIT { Err(stop(span, SyntaxProblem::TooMuch)) } else { Ok(()) }
    }
}

fn key_text(node: Node) -> Result<(String, Span), Unreadable> {
    match node.data {
        Data::Scalar(text) => Ok((text, node.span)),
        Data::Empty | Data::Pruned => Ok((String::new(), node.span)),
        Data::List(_) | Data::Map(_) => Err(stop(node.span, SyntaxProblem::KeyNotText)),
    }
}

fn stop(span: Span, problem: SyntaxProblem) -> Unreadable {
    Unreadable { at: span.start, problem }
}
