//! The line of a file that a field stands at.

use crate::finding::{Field, Step};
use crate::source::{Source, Span};
use crate::yaml::{Data, Node};

/// The line of a field, from 1: that of its key, or of its item's first character. Where the file has no
/// such field, the line of the nearest one around it.
pub(super) fn line_of(source: &Source, tree: Option<&Node>, field: &Field) -> usize {
    let mut span = Span::default();
    let mut node = tree;
    for step in &field.0 {
        let Some((found, inner)) = node.and_then(|node| inside(node, step)) else { break };
        (span, node) = (found, Some(inner));
    }
    source.place(span.start).line
}

fn inside<'a>(node: &'a Node, step: &Step) -> Option<(Span, &'a Node)> {
    match (&node.data, step) {
        (Data::Map(entries), Step::Key(key)) => {
            let entry = entries.iter().find(|entry| entry.key == *key)?;
            Some((entry.key_span, &entry.value))
        }
        (Data::List(items), Step::Index(index)) => {
            let item = items.get(*index)?;
            Some((item.span, item))
        }
        _ => None,
    }
}
