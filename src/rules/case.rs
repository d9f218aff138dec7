//! The input of the rules of a sheet.

use crate::finding::{Field, Finding, Message, Rule};
use crate::read;
use crate::sheet::{Goal, Indicator, Model, Scale};
use crate::source::{Source, Span, Text};
use crate::yaml::{Data, Node};

/// A sheet that could be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    /// Its text.
    pub(super) source: &'a Source,
    /// Its tree, pruned.
    pub(super) tree: &'a Node,
    /// The contents of the sheet.
    pub(super) model: &'a Model,
}

impl Case<'_> {
    /// Returns whether a finding is about a value that is elsewhere in the file: a line that a slip moved is read at its
    /// right place, where the file has nothing, so that no edit there can be one of the value.
    pub(super) fn is_moved(&self, finding: &Finding) -> bool {
        let is_nothing = |span: Span| span.start == span.end;
        let node = || self.tree.at(&finding.field).filter(|node| is_nothing(node.span));
        is_nothing(finding.span) && node().and_then(Node::scalar).is_some_and(|text| !text.is_empty())
    }

    /// Returns a finding at a key of the map at `field`, or where the map begins when it lacks the key.
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

    /// Returns a key of the map at `field`, or where the map begins when it lacks the key.
    pub(super) fn key_span(&self, field: &Field, key: &str) -> Span {
        let map = self.tree.at(field).unwrap_or(self.tree);
        let first = match &map.data {
            Data::Map(entries) => entries.first().map(|entry| entry.key_span),
            _ => None,
        };
        map.entry(key).map(|entry| entry.key_span).or(first).unwrap_or(map.span)
    }

    /// Returns whether the value at a key was refused by the schema, so that nothing is known of it.
    pub(super) fn is_pruned(&self, field: &Field, key: &str) -> bool {
        let value = self.tree.at(field).and_then(|map| map.get(key));
        value.is_some_and(|value| value.data == Data::Pruned)
    }
}

/// Returns the field of a goal, from 0.
pub(super) fn goal_field(goal: usize) -> Field {
    Field::default().key("組織目標").index(goal)
}

/// Returns every indicator of a goal with its field.
pub(super) fn indicators(number: usize, goal: &Goal) -> impl Iterator<Item = (Field, &Indicator)> {
    goal.actions.iter().enumerate().flat_map(move |(place, action)| {
        let field = goal_field(number).key("取組").index(place).key("指標");
        let indicators = action.indicators.iter().enumerate();
        indicators.map(move |(place, indicator)| (field.index(place), indicator))
    })
}

/// Returns whether a value exists and is not blank.
pub(super) fn is_filled(text: Option<&Text>) -> bool {
    text.is_some_and(|text| !text.is_blank())
}

/// Returns whether a goal of a department was reached: whether all its boxes of 達成状況 have symbols of
/// achievement. Returns `None` where a box is empty or refused, has no symbol of the scale, or the scale
/// marks no symbol as achieved.
pub(super) fn reached(case: &Case, number: usize, goal: &Goal, scale: Option<&Scale>) -> Option<bool> {
    let scale = scale.filter(|scale| scale.has_achieved())?;
    let field = goal_field(number);
    let refused = ["達成状況", "取組"].iter().any(|key| case.is_pruned(&field, key));
    let is_achieved =
        |text: Option<&Text>| Some(scale.named(&text?.text)?.1.is_achieved()).filter(|_| is_filled(text));
    let own = goal.indicators().any(|indicator| indicator.status.is_some());
    let on_both_levels = own && is_filled(goal.status.as_ref());
    if refused || on_both_levels {
        return None;
    }
    if !own {
        return is_achieved(goal.status.as_ref());
    }
    // An action without indicators was refused, or is not finished.
    let whole = goal.actions.iter().all(|action| !action.indicators.is_empty());
    let all: Option<Vec<bool>> =
        goal.indicators().map(|indicator| is_achieved(indicator.status.as_ref())).collect();
    all.filter(|_| whole).map(|all| all.into_iter().all(|is_reached| is_reached))
}

/// Returns every text of a sheet except the name of its form, with its field.
pub(super) fn texts(case: &Case) -> Vec<(Field, Text)> {
    let form = Field::default().key("様式");
    let mut texts = Vec::new();
    read::walk(case.tree, &Field::default(), &mut |field, node| {
        if let Some(text) = node.scalar().filter(|_| *field != form) {
            texts.push((field.clone(), Text { text: text.to_owned(), span: node.span }));
        }
    });
    texts
}
