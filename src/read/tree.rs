//! Ways through a tree of nodes: fields, doubles, pruning.

use std::collections::HashMap;

use crate::finding::{Field, Finding, Rule, Step, Words, brief};
use crate::source::Span;
use crate::yaml::{Data, Node};

/// Visits every node, the outer before the inner, with its field.
pub fn walk<'a>(node: &'a Node, field: &Field, visit: &mut impl FnMut(&Field, &'a Node)) {
    visit(field, node);
    match &node.data {
        Data::Empty | Data::Pruned | Data::Scalar(_) => {}
        Data::List(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &field.index(index), visit);
            }
        }
        Data::Map(entries) => {
            for entry in entries {
                walk(&entry.value, &field.key(&entry.key), visit);
            }
        }
    }
}

/// The innermost field whose key or value holds `span`.
pub(super) fn field_at(root: &Node, span: Span) -> Field {
    let (mut node, mut field) = (root, Field::default());
    loop {
        let inner = match &node.data {
            Data::Empty | Data::Pruned | Data::Scalar(_) => None,
            Data::List(items) => {
                let found = items.iter().enumerate().find(|(_, item)| item.span.contains(span));
                found.map(|(index, item)| (item, field.index(index)))
            }
            Data::Map(entries) => {
                let holds = |key: Span, value: Span| key.contains(span) || value.contains(span);
                let found = entries.iter().find(|entry| holds(entry.key_span, entry.value.span));
                found.map(|entry| (&entry.value, field.key(&entry.key)))
            }
        };
        match inner {
            Some(inner) => (node, field) = inner,
            None => return field,
        }
    }
}

/// The node at `field`, to be changed.
pub(super) fn at_mut<'a>(root: &'a mut Node, field: &Field) -> Option<&'a mut Node> {
    field.0.iter().try_fold(root, |node, step| match (&mut node.data, step) {
        (Data::List(items), Step::Index(index)) => items.get_mut(*index),
        (Data::Map(entries), Step::Key(key)) => {
            entries.iter_mut().find(|entry| entry.key == *key).map(|entry| &mut entry.value)
        }
        _ => None,
    })
}

/// Reports keys that stand twice in one map, and takes all but the first away.
pub(super) fn report_doubles(root: &mut Node, findings: &mut Vec<Finding>) {
    report_doubles_at(root, &Field::default(), findings);
}

fn report_doubles_at(node: &mut Node, field: &Field, findings: &mut Vec<Finding>) {
    match &mut node.data {
        Data::Empty | Data::Pruned | Data::Scalar(_) => {}
        Data::List(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                report_doubles_at(item, &field.index(index), findings);
            }
        }
        Data::Map(entries) => {
            let mut seen = HashMap::new();
            entries.retain(|entry| {
                let first = *seen.entry(entry.key.clone()).or_insert(entry.key_span);
                let double = first != entry.key_span;
                if double {
                    findings.push(double_key(&entry.key, entry.key_span).in_field(field.key(&entry.key)));
                }
                !double
            });
            for entry in entries {
                report_doubles_at(&mut entry.value, &field.key(&entry.key), findings);
            }
        }
    }
}

fn double_key(key: &str, span: Span) -> Finding {
    Finding::new(
        Rule::DUPLICATE_KEY,
        span,
        Words::new(
            format!("「{}」が同じところに2回あります。", brief(key)),
            format!("The key {} stands twice in one place.", brief(key)),
        ),
        Words::new("一つだけ残してください。", "Keep one of them."),
    )
}
