//! The plan of a wish: the edits that may fulfil it, and the expected contents of the text afterwards.

use super::new_value::{Formatter, NewValue, empty_item, key_of};
use super::place::{Kind, Owner, Place, Sheet};
use super::value::Edits;
use super::verify::{ExpectedContents, comments};
use super::{Address, Wish};
use crate::finding::{Field, Step};
use crate::read::node_at_mut;
use crate::sheet::Form;
use crate::source::Span;
use crate::yaml::{Data, Entry, Node};

/// The edits that may fulfil a wish, the best first.
#[derive(Debug)]
pub(super) struct EditPlan<'a> {
    pub(super) candidates: Vec<Edits>,
    pub(super) expected: ExpectedContents<'a>,
    pub(super) removed_comments: Vec<String>,
}

/// The reason why there is no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlanFailure {
    /// The form has no such place, or a place of another kind.
    NoPlace,
    /// The list has no such item.
    NoItem,
    /// The single text has to become a list first.
    Single,
    /// The place is written in a notation that sheets do not use.
    UnsupportedLayout,
}

/// The inputs with which wishes are planned.
#[derive(Debug)]
pub(super) struct Planner<'a> {
    pub(super) sheet: Sheet<'a>,
    pub(super) form: Form,
}

impl<'a> Planner<'a> {
    /// Plans a wish.
    pub(super) fn plan(&self, wish: &'a Wish) -> Result<EditPlan<'a>, PlanFailure> {
        match wish {
            Wish::Set { at, text } if text.is_empty() => self.clear(at),
            Wish::Set { at, text } => self.set(at, text),
            Wish::Clear { at } => self.clear(at),
            Wish::Insert { list, index } => self.insert(list, *index),
            Wish::Duplicate { item } => self.duplicate(item),
            Wish::Remove { item } => self.remove(item),
            Wish::Move { item, to } => self.shift(item, *to),
        }
    }

    /// Returns the current contents of a text.
    pub(super) fn is_fulfilled(&self, wish: &Wish) -> bool {
        let text = match wish {
            Wish::Set { text, .. } => text.as_str(),
            Wish::Clear { .. } => "",
            _ => return false,
        };
        let place = self.sheet.place(wish.address());
        place.is_some_and(|place| match &place.node.data {
            _ if !place.rest.is_empty() => text.is_empty() && matches!(place.kind, Kind::Text),
            Data::Scalar(_) => self.sheet.shown(place.owner, place.node) == text,
            Data::Empty => text.is_empty() && matches!(place.kind, Kind::Text),
            _ => false,
        })
    }

    fn place(&self, address: &Address) -> Result<Place<'a>, PlanFailure> {
        self.sheet.place(address).ok_or(PlanFailure::NoPlace)
    }

    fn set(&self, at: &'a Address, text: &'a str) -> Result<EditPlan<'a>, PlanFailure> {
        let place = self.place(at)?;
        if !matches!(place.kind, Kind::Text) {
            return Err(PlanFailure::NoPlace);
        }
        match (place.rest.as_slice(), &place.node.data) {
            ([], Data::List(_) | Data::Map(_) | Data::Pruned) => return Err(PlanFailure::UnsupportedLayout),
            ([Step::Index(1)], Data::Scalar(_)) => return Err(PlanFailure::Single),
            ([Step::Index(index), ..], Data::List(items)) if *index != items.len() => {
                return Err(PlanFailure::NoItem);
            }
            ([Step::Index(_), _, ..], _) | ([Step::Index(1..)], Data::Empty) => {
                return Err(PlanFailure::NoItem);
            }
            _ => {}
        }
        let mut root = self.sheet.root.clone();
        put(&mut root, &place.field, &self.rest_of(&place), text);
        let field = Field(place.field.0.iter().cloned().chain(self.rest_of(&place)).collect());
        let candidates = self.sheet.set(&place, text);
        Ok(self.plan_of(candidates, root, Some((at, field, text))))
    }

    /// Returns the steps that do not exist, with years by their future names.
    fn rest_of(&self, place: &Place) -> Vec<Step> {
        let named = |step: &Step| match step {
            Step::Key(key) => Step::Key(key_of(&self.sheet, key).trim_matches('"').to_owned()),
            index @ Step::Index(_) => index.clone(),
        };
        let is_years = |at: usize| at == 0 && matches!(place.outer, Kind::Years) || at > 0;
        let steps = place.rest.iter().enumerate();
        steps.map(|(at, step)| if is_years(at) { named(step) } else { step.clone() }).collect()
    }

    fn clear(&self, at: &'a Address) -> Result<EditPlan<'a>, PlanFailure> {
        let place = self.place(at)?;
        if !matches!(place.kind, Kind::Text) || !place.rest.is_empty() {
            return Err(PlanFailure::NoPlace);
        }
        let candidates = self.sheet.cleared(&place).into_iter().collect();
        let root = self.sheet.root.clone();
        Ok(self.plan_of(candidates, root, Some((at, place.field, ""))))
    }

    fn insert(&self, list: &'a Address, index: usize) -> Result<EditPlan<'a>, PlanFailure> {
        let place = self.place(list)?;
        let count = match (&place.node.data, place.rest.as_slice()) {
            _ if !matches!(place.kind, Kind::Texts | Kind::Items(_)) => return Err(PlanFailure::NoPlace),
            (Data::List(items), []) => items.len(),
            (Data::Scalar(_), []) => return Err(PlanFailure::Single),
            (Data::Map(_), []) => return Err(PlanFailure::UnsupportedLayout),
            (_, rest) if rest.iter().any(|step| matches!(step, Step::Index(_))) => {
                return Err(PlanFailure::NoItem);
            }
            _ => 0,
        };
        if index > count {
            return Err(PlanFailure::NoItem);
        }
        let item = empty_item(&self.sheet, self.form, list.field(), place.kind);
        let formatter = Formatter::of(&self.sheet);
        let candidates = if place.rest.is_empty() {
            self.sheet.with_item(&place, index, &item, formatter)
        } else {
            self.sheet.with_list(&place, &item, formatter)
        };
        let mut root = self.sheet.root.clone();
        let field = Field(place.field.0.iter().cloned().chain(place.rest.iter().cloned()).collect());
        put_item(&mut root, &field, index, node(&item));
        Ok(self.plan_of(candidates.into_iter().collect(), root, None))
    }

    /// Returns the list and the place of an item that is there.
    fn item(&self, address: &Address) -> Result<(Place<'a>, usize), PlanFailure> {
        let (outer, step) = address.split_last().ok_or(PlanFailure::NoPlace)?;
        let place = self.place(&outer)?;
        match (place.kind, step) {
            (Kind::Texts | Kind::Items(_), Step::Index(index)) if place.rest.is_empty() => {
                match &place.node.data {
                    Data::List(items) if *index < items.len() => Ok((place, *index)),
                    Data::Scalar(_) if *index == 0 => Err(PlanFailure::Single),
                    _ => Err(PlanFailure::NoItem),
                }
            }
            (Kind::Texts | Kind::Items(_), Step::Index(_)) => Err(PlanFailure::NoItem),
            _ => Err(PlanFailure::NoPlace),
        }
    }

    fn duplicate(&self, item: &'a Address) -> Result<EditPlan<'a>, PlanFailure> {
        let (place, index) = self.item(item)?;
        let mut root = self.sheet.root.clone();
        put_item(&mut root, &place.field, index + 1, place.node.items()[index].clone());
        let candidates: Vec<Edits> = self.sheet.duplicated(place.node, index).into_iter().collect();
        let copied = self.sheet.removed(place.node, index).map(|(_, comments)| comments).unwrap_or_default();
        let mut plan = self.plan_of(candidates, root, None);
        plan.expected.comments.extend(self.texts(&copied));
        plan.expected.in_order = false;
        Ok(plan)
    }

    fn remove(&self, item: &'a Address) -> Result<EditPlan<'a>, PlanFailure> {
        let (place, index) = self.item(item)?;
        let (edits, removed) = self.sheet.removed(place.node, index).ok_or(PlanFailure::UnsupportedLayout)?;
        let mut root = self.sheet.root.clone();
        if let Some(Node { data: Data::List(items), .. }) = node_at_mut(&mut root, &place.field) {
            items.remove(index);
        }
        let mut plan = self.plan_of(vec![edits], root, None);
        let all = self.sheet.layout.comments.iter().filter(|comment| !removed.contains(comment));
        plan.expected.comments = self.texts(&all.copied().collect::<Vec<_>>());
        plan.removed_comments = self.texts(&removed);
        Ok(plan)
    }

    fn shift(&self, item: &'a Address, to: usize) -> Result<EditPlan<'a>, PlanFailure> {
        let (place, index) = self.item(item)?;
        if to >= place.node.items().len() {
            return Err(PlanFailure::NoItem);
        }
        let mut root = self.sheet.root.clone();
        if let Some(Node { data: Data::List(items), .. }) = node_at_mut(&mut root, &place.field) {
            let item = items.remove(index);
            items.insert(to, item);
        }
        let candidates = self.sheet.moved(place.node, index, to).into_iter().collect();
        let mut plan = self.plan_of(candidates, root, None);
        plan.expected.in_order = false;
        Ok(plan)
    }

    /// Returns the edits that make a list of the single text that an address is about.
    pub(super) fn listed(&self, wish: &'a Wish) -> Option<EditPlan<'a>> {
        let list = match wish {
            Wish::Insert { list, .. } => list.clone(),
            wish => wish.address().split_last()?.0,
        };
        let place = self.sheet.place(&list).filter(|place| place.rest.is_empty())?;
        let candidates = self.sheet.listed(&place, Formatter::of(&self.sheet)).into_iter().collect();
        let mut root = self.sheet.root.clone();
        let single = node_at_mut(&mut root, &place.field)?;
        single.data = Data::List(vec![single.clone()]);
        Some(self.plan_of(candidates, root, None))
    }

    /// Returns the edits that write out the values that share a name with those that a wish is about.
    pub(super) fn written_out(&self, wish: &'a Wish) -> Option<EditPlan<'a>> {
        let mut addresses = vec![wish.address().clone()];
        while let Some((outer, _)) = addresses.last().and_then(Address::split_last) {
            addresses.push(outer);
        }
        let places: Option<Vec<Place>> = addresses.iter().rev().map(|at| self.sheet.place(at)).collect();
        let edits = self.sheet.written_out(&places?)?;
        Some(self.plan_of(vec![edits], self.sheet.root.clone(), None))
    }

    fn plan_of(
        &self,
        candidates: Vec<Edits>,
        root: Node,
        text: Option<(&'a Address, Field, &'a str)>,
    ) -> EditPlan<'a> {
        let expected = ExpectedContents { root, text, comments: comments(&self.sheet), in_order: true };
        EditPlan { candidates, expected, removed_comments: Vec::new() }
    }

    fn texts(&self, comments: &[Span]) -> Vec<String> {
        comments.iter().map(|comment| self.sheet.layout.source.slice(*comment).to_owned()).collect()
    }
}

impl Sheet<'_> {
    /// Returns the edits that write a list of one item where its key is missing.
    fn with_list(&self, place: &Place, item: &NewValue, formatter: Formatter) -> Option<Edits> {
        let [rest @ .., Step::Key(key)] = place.rest.as_slice() else { return None };
        let list = NewValue::List(vec![item.clone()]);
        let value = rest.iter().rev().fold((key.clone(), list), |(key, value), step| match step {
            Step::Key(outer) => (outer.clone(), NewValue::Map(vec![(key, value)])),
            Step::Index(_) => (key, value),
        });
        match (&place.node.data, place.owner) {
            (Data::Map(entries), _) if !entries.is_empty() => {
                self.with_entry(place, entries, &value.0, &value.1, formatter)
            }
            (Data::Empty, Owner::Entry(_) | Owner::Item(..)) => {
                self.filled(place, &NewValue::Map(vec![value]), formatter)
            }
            _ => None,
        }
    }
}

/// Returns a value as it is read when it is written.
fn node(new_value: &NewValue) -> Node {
    let data = match new_value {
        NewValue::Empty => Data::Empty,
        NewValue::Text(text) => Data::Scalar(text.clone()),
        NewValue::List(items) => Data::List(items.iter().map(node).collect()),
        NewValue::Map(entries) => {
            Data::Map(entries.iter().map(|(key, value)| entry(key, node(value))).collect())
        }
    };
    Node { span: Span::default(), data }
}

fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.trim_matches('"').to_owned(), key_span: Span::default(), value }
}

/// Puts a text into a tree, with what it has to be in.
fn put(root: &mut Node, field: &Field, rest: &[Step], text: &str) {
    let Some(node) = node_at_mut(root, field) else { return };
    let [step, inner @ ..] = rest else {
        node.data = Data::Scalar(text.to_owned());
        return;
    };
    let value = inner.iter().rev().fold(
        Node { span: Span::default(), data: Data::Scalar(text.to_owned()) },
        |value, step| Node { span: Span::default(), data: in_step(step, value) },
    );
    match (&mut node.data, step) {
        (Data::Map(entries), Step::Key(key)) => entries.push(entry(key, value)),
        (Data::List(items), Step::Index(_)) => items.push(value),
        (data, step) => *data = in_step(step, value),
    }
}

fn in_step(step: &Step, value: Node) -> Data {
    match step {
        Step::Key(key) => Data::Map(vec![entry(key, value)]),
        Step::Index(_) => Data::List(vec![value]),
    }
}

/// Puts an item into the list at a field, which is made where it is missing.
fn put_item(root: &mut Node, field: &Field, index: usize, item: Node) {
    if let Some(Node { data: Data::List(items), .. }) = node_at_mut(root, field) {
        items.insert(index.min(items.len()), item);
        return;
    }
    let there = (0..=field.0.len())
        .rev()
        .find(|steps| node_at_mut(root, &Field(field.0[..*steps].to_vec())).is_some());
    let (outer, rest) = field.0.split_at(there.expect("the root is the node at no steps"));
    let list = Node { span: Span::default(), data: Data::List(vec![item]) };
    let Some(node) = node_at_mut(root, &Field(outer.to_vec())) else { return };
    let [first, inner @ ..] = rest else {
        node.data = list.data;
        return;
    };
    let value = inner
        .iter()
        .rev()
        .fold(list, |value, step| Node { span: Span::default(), data: in_step(step, value) });
    match (&mut node.data, first) {
        (Data::Map(entries), Step::Key(key)) => entries.push(entry(key, value)),
        (data, step) => *data = in_step(step, value),
    }
}
