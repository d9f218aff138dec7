//! Ways through a tree of nodes: fields, doubles, pruning.

use std::collections::HashMap;

use crate::finding::{Field, Finding, Message, Rule, Step, brief};
use crate::source::Span;
use crate::yaml::{Data, Entry, Node};

/// Visits every node, the outer before the inner, with its field.
pub fn walk<'a>(node: &'a Node, field: &Field, visit: &mut impl FnMut(&Field, &'a Node)) {
    walk_in(node, &mut field.clone(), visit);
}

/// Visits `node` and what is in it. One field is extended and cut again: a field of its own for each node took
/// a tenth of `check`.
fn walk_in<'a>(node: &'a Node, field: &mut Field, visit: &mut impl FnMut(&Field, &'a Node)) {
    visit(field, node);
    match &node.data {
        Data::Empty | Data::Pruned | Data::Scalar(_) => {}
        Data::List(items) => {
            for (index, item) in items.iter().enumerate() {
                field.0.push(Step::Index(index));
                walk_in(item, field, visit);
                field.0.pop();
            }
        }
        Data::Map(entries) => {
            for entry in entries {
                field.0.push(Step::Key(entry.key.clone()));
                walk_in(&entry.value, field, visit);
                field.0.pop();
            }
        }
    }
}

/// Returns the innermost field whose key or value contains `span`. The items of a list and the keys of a map
/// do not overlap, so only the first that ends after `span` can contain it.
pub(super) fn field_at(root: &Node, span: Span) -> Field {
    let (mut node, mut field) = (root, Field::default());
    loop {
        let inner = match &node.data {
            Data::Empty | Data::Pruned | Data::Scalar(_) => None,
            Data::List(items) => {
                let index = items.partition_point(|item| item.span.end < span.end);
                let found = items.get(index).filter(|item| item.span.contains(span));
                found.map(|item| (item, field.index(index)))
            }
            Data::Map(entries) => {
                let end = |entry: &Entry| entry.key_span.end.max(entry.value.span.end);
                let found = entries.get(entries.partition_point(|entry| end(entry) < span.end));
                let holds = |entry: &&Entry| entry.key_span.contains(span) || entry.value.span.contains(span);
                let found = found.filter(holds);
                found.map(|entry| (&entry.value, field.key(&entry.key)))
            }
        };
        match inner {
            Some(inner) => (node, field) = inner,
            None => return field,
        }
    }
}

/// Moves the span of every key and value.
pub(super) fn move_spans(node: &mut Node, moved: &impl Fn(Span) -> Span) {
    node.span = moved(node.span);
    match &mut node.data {
        Data::Empty | Data::Pruned | Data::Scalar(_) => {}
        Data::List(items) => items.iter_mut().for_each(|item| move_spans(item, moved)),
        Data::Map(entries) => {
            for entry in entries {
                entry.key_span = moved(entry.key_span);
                move_spans(&mut entry.value, moved);
            }
        }
    }
}

/// Returns the node at `field`, to be changed.
pub fn node_at_mut<'a>(root: &'a mut Node, field: &Field) -> Option<&'a mut Node> {
    field.0.iter().try_fold(root, |node, step| match (&mut node.data, step) {
        (Data::List(items), Step::Index(index)) => items.get_mut(*index),
        (Data::Map(entries), Step::Key(key)) => {
            entries.iter_mut().find(|entry| entry.key == *key).map(|entry| &mut entry.value)
        }
        _ => None,
    })
}

/// Reports duplicate keys of a map and removes all but the first.
pub(super) fn report_doubles(root: &mut Node, findings: &mut Vec<Finding>) {
    report_doubles_at(root, &mut Field::default(), findings);
}

fn report_doubles_at(node: &mut Node, field: &mut Field, findings: &mut Vec<Finding>) {
    match &mut node.data {
        Data::Empty | Data::Pruned | Data::Scalar(_) => {}
        Data::List(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                field.0.push(Step::Index(index));
                report_doubles_at(item, field, findings);
                field.0.pop();
            }
        }
        Data::Map(entries) => {
            take_doubles(entries, field, findings);
            for entry in entries {
                if matches!(entry.value.data, Data::List(_) | Data::Map(_)) {
                    field.0.push(Step::Key(entry.key.clone()));
                    report_doubles_at(&mut entry.value, field, findings);
                    field.0.pop();
                }
            }
        }
    }
}

/// Maps of up to so many keys are looked through pair by pair, which takes less time than a table of the keys.
const FEW: usize = 16;

/// Returns whether no key is duplicated. A map of many keys is not examined and may have duplicates.
fn is_unique(entries: &[Entry]) -> bool {
    let is_new =
        |(place, entry): (usize, &Entry)| entries[..place].iter().all(|earlier| earlier.key != entry.key);
    entries.len() <= FEW && entries.iter().enumerate().all(is_new)
}

/// Takes all but the first of the entries with one key away.
fn take_doubles(entries: &mut Vec<Entry>, field: &Field, findings: &mut Vec<Finding>) {
    if is_unique(entries) {
        return;
    }
    let mut first_of: HashMap<&str, usize> = HashMap::new();
    let (mut doubles, mut filled) = (Vec::new(), Vec::new());
    for (place, entry) in entries.iter().enumerate() {
        let first = *first_of.entry(&entry.key).or_insert(place);
        if first != place {
            // If the first is empty, the second is the one that is meant.
            let is_first_empty = entries[first].value.data == Data::Empty && entry.value.data != Data::Empty;
            let is_same = is_first_empty
                || entry.value.data == Data::Empty
                || has_same_contents(&entries[first].value, &entry.value);
            let span = if is_first_empty { entries[first].key_span } else { entry.key_span };
            findings.push(double_key(&entry.key, span, is_same).in_field(field.key(&entry.key)));
            if is_first_empty {
                filled.push((first, place));
            }
            doubles.push(place);
        }
    }
    for (first, place) in filled {
        let value = std::mem::replace(&mut entries[place].value.data, Data::Empty);
        entries[first].value = Node { data: value, ..entries[place].value.clone() };
    }
    if !doubles.is_empty() {
        let mut places = 0..;
        // The doubles are in order: a file can have 100,000 of one key.
        entries.retain(|_| places.next().is_none_or(|place| doubles.binary_search(&place).is_err()));
    }
}

/// Returns whether two values have the same contents.
fn has_same_contents(left: &Node, right: &Node) -> bool {
    match (&left.data, &right.data) {
        (Data::List(left_items), Data::List(right_items)) => {
            left_items.len() == right_items.len()
                && left_items.iter().zip(right_items).all(|(left, right)| has_same_contents(left, right))
        }
        (Data::Map(left_items), Data::Map(right_items)) => {
            let same = |(left, right): (&Entry, &Entry)| {
                left.key == right.key && has_same_contents(&left.value, &right.value)
            };
            left_items.len() == right_items.len() && left_items.iter().zip(right_items).all(same)
        }
        (left, right) => left == right,
    }
}

fn double_key(key: &str, span: Span, is_same: bool) -> Finding {
    let help = if is_same {
        Message::new(
            "ここに新しく書かれたことはありません。この行の初めに「# 」を付けて、覚え書きにしてください。",
            "It says nothing new here. Write # and a space before the line, which makes it a comment.",
        )
    } else {
        Message::new(
            "両方とも要るなら、どちらかの名前を正しい項目の名前に直してください。片方が要らないなら、その行の初めに「# 」を付けて、覚え書きにしてください。",
            "If both are needed, correct the key of one of them. If one is not, write # and a space before its line, which makes it a comment.",
        )
    };
    Finding::new(
        Rule::DUPLICATE_KEY,
        span,
        Message::new(
            format!("「{}」が同じところに2回あります。", brief(key)),
            format!("The key {} occurs twice in one place.", brief(key)),
        ),
        help,
    )
}
