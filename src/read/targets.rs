//! The nodes that a schema's violations are about, found in one pass over the tree: a map may have 100,000 keys, and as
//! many violations.

use std::collections::{HashMap, HashSet};

use jsonschema::ValidationError;

use crate::finding::{Field, Step};
use crate::yaml::{Data, Node};

/// Nodes with their fields, by the pointers that violations have.
pub(super) struct Targets<'a> {
    root: &'a Node,
    found: HashMap<String, (&'a Node, Field)>,
}

impl<'a> Targets<'a> {
    /// Finds the nodes that violations of a tree are about.
    pub(super) fn of(root: &'a Node, violations: &[ValidationError]) -> Self {
        let wanted: HashSet<&str> =
            violations.iter().map(|violation| violation.instance_path().as_str()).collect();
        let mut targets = Self { root, found: HashMap::with_capacity(wanted.len()) };
        if !wanted.is_empty() {
            targets.look(root, &mut String::new(), &mut Field::default(), &wanted);
        }
        targets
    }

    /// Returns the node that a violation is about, and its field.
    pub(super) fn of_violation(&self, violation: &ValidationError) -> (&'a Node, Field) {
        let found = self.found.get(violation.instance_path().as_str());
        found.cloned().unwrap_or_else(|| (self.root, Field::default()))
    }

    fn look(&mut self, node: &'a Node, place: &mut String, field: &mut Field, wanted: &HashSet<&str>) {
        if wanted.contains(place.as_str()) {
            self.found.insert(place.clone(), (node, field.clone()));
        }
        let length = place.len();
        match &node.data {
            Data::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    enter(place, &index.to_string());
                    field.0.push(Step::Index(index));
                    self.look(item, place, field, wanted);
                    field.0.pop();
                    place.truncate(length);
                }
            }
            Data::Map(entries) => {
                for entry in entries {
                    enter(place, &entry.key);
                    field.0.push(Step::Key(entry.key.clone()));
                    self.look(&entry.value, place, field, wanted);
                    field.0.pop();
                    place.truncate(length);
                }
            }
            Data::Empty | Data::Pruned | Data::Scalar(_) => {}
        }
    }
}

/// Adds a step to a JSON pointer.
pub(super) fn enter(place: &mut String, step: &str) {
    place.push('/');
    for character in step.chars() {
        match character {
            '~' => place.push_str("~0"),
            '/' => place.push_str("~1"),
            plain => place.push(plain),
        }
    }
}
