//! What a rule sees of a sheet.

use crate::finding::{Field, Finding, Message, Rule};
use crate::sheet::{Department, Goal, Indicator, Model, Ward};
use crate::source::{Source, Span, Text};
use crate::yaml::{Data, Node};

/// A sheet that could be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    /// Its text.
    pub(super) source: &'a Source,
    /// Its tree, pruned.
    pub(super) tree: &'a Node,
    /// What it says.
    pub(super) model: &'a Model,
}

impl<'a> Case<'a> {
    /// The department's sheet, where it is one.
    pub(super) fn department(&self) -> Option<&'a Department> {
        match self.model {
            Model::Department(sheet) => Some(sheet),
            Model::Ward(_) => None,
        }
    }

    /// The ward's page, where it is one.
    pub(super) fn ward(&self) -> Option<&'a Ward> {
        match self.model {
            Model::Ward(ward) => Some(ward),
            Model::Department(_) => None,
        }
    }

    /// A finding at a key of the map at `field`, or where the map begins when it lacks the key.
    pub(super) fn at_key(
        &self,
        rule: Rule,
        field: &Field,
        key: &str,
        message: Message,
        help: Message,
    ) -> Finding {
        Finding::new(rule, self.key_span(field, key), message, help).in_field(field.key(key))
    }

    /// A key of the map at `field`, or where the map begins when it lacks the key.
    pub(super) fn key_span(&self, field: &Field, key: &str) -> Span {
        let map = self.tree.at(field).unwrap_or(self.tree);
        let first = match &map.data {
            Data::Map(entries) => entries.first().map(|entry| entry.key_span),
            _ => None,
        };
        map.entry(key).map(|entry| entry.key_span).or(first).unwrap_or(map.span)
    }

    /// A finding at a value.
    #[expect(clippy::unused_self, reason = "stands beside `at_key`")]
    pub(super) fn at_text(&self, rule: Rule, text: &Text, message: Message, help: Message) -> Finding {
        Finding::new(rule, text.span, message, help)
    }

    /// Whether the value at a key was refused by the schema, so that nothing is known of it.
    pub(super) fn is_pruned(&self, field: &Field, key: &str) -> bool {
        let value = self.tree.at(field).and_then(|map| map.get(key));
        value.is_some_and(|value| value.data == Data::Pruned)
    }
}

/// The field of a goal, from 0.
pub(super) fn goal_field(goal: usize) -> Field {
    Field::default().key("組織目標").index(goal)
}

/// Every indicator of a goal with its field.
pub(super) fn indicators(number: usize, goal: &Goal) -> impl Iterator<Item = (Field, &Indicator)> {
    goal.actions.iter().enumerate().flat_map(move |(action, it)| {
        let field = goal_field(number).key("取組").index(action).key("指標");
        it.indicators.iter().enumerate().map(move |(indicator, it)| (field.index(indicator), it))
    })
}

/// Whether a value is there and says something.
pub(super) fn is_filled(text: Option<&Text>) -> bool {
    text.is_some_and(|text| !text.is_blank())
}
