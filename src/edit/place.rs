//! An address in a sheet: how far the sheet has it, and what the form has there.

use super::Address;
use super::source_layout::SourceLayout;
use super::value_region::ValueRegion;
use crate::finding::{Field, Step};
use crate::read::{FormKeys, Outline, Shape};
use crate::sheet::FiscalYear;
use crate::source::Source;
use crate::yaml::{Data, Entry, Node};

/// The contents that the form allows in a place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind<'a> {
    /// A text.
    Text,
    /// Keys.
    Keys(&'a FormKeys),
    /// Years with texts.
    Years,
    /// A list of texts.
    Texts,
    /// A list of items with keys.
    Items(&'a FormKeys),
}

impl<'a> Kind<'a> {
    fn of(shape: &'a Shape) -> Option<Self> {
        Some(match shape {
            Shape::Text => Self::Text,
            Shape::Texts => Self::Texts,
            Shape::Map(keys) => Self::Keys(keys),
            Shape::Maps(keys) => Self::Items(keys),
            Shape::Named(_) => Self::Years,
            Shape::Any => return None,
        })
    }

    /// Returns what the form has a step further in; `None` if it has nothing.
    pub(super) fn step(self, step: &Step) -> Option<Self> {
        match (self, step) {
            (Self::Keys(keys), Step::Key(key)) => Self::of(&keys.find(key)?.1.shape),
            (Self::Years, Step::Key(_)) | (Self::Texts, Step::Index(_)) => Some(Self::Text),
            (Self::Items(keys), Step::Index(_)) => Some(Self::Keys(keys)),
            _ => None,
        }
    }

    /// Returns the keys that the form has here, in its order, with what is in them.
    pub(super) fn keys(self) -> Vec<(&'a str, Self)> {
        let Self::Keys(FormKeys(keys)) = self else { return Vec::new() };
        keys.iter().filter_map(|key| Some((key.name.as_str(), Self::of(&key.shape)?))).collect()
    }
}

/// A sheet as it is edited.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) layout: SourceLayout<'a>,
    pub(super) root: &'a Node,
    pub(super) outline: &'a Outline,
    /// Its 年度, where it can be read.
    pub(super) year: Option<FiscalYear>,
}

/// The owner of a value in the tree.
#[derive(Debug, Clone, Copy)]
pub(super) enum Owner<'a> {
    /// The whole file.
    Root,
    /// The value of a key. A single text in the place of a list is its only item.
    Entry(&'a Entry),
    /// An item of a list.
    Item(&'a Node, usize),
}

/// An address in a sheet.
#[derive(Debug, Clone)]
pub(super) struct Place<'a> {
    /// The owner of the innermost node that exists on the way to the address.
    pub(super) owner: Owner<'a>,
    /// That node.
    pub(super) node: &'a Node,
    /// Its field in the file.
    pub(super) field: Field,
    /// The contents that the form allows in it.
    pub(super) outer: Kind<'a>,
    /// The steps for which the sheet has no node.
    pub(super) rest: Vec<Step>,
    /// The contents that the form allows at the address.
    pub(super) kind: Kind<'a>,
}

impl<'a> Sheet<'a> {
    /// Takes a source and its tree.
    pub(super) fn of(source: &'a Source, root: &'a Node, outline: &'a Outline) -> Self {
        let year = root.get("年度").and_then(Node::scalar).and_then(|year| year.trim().parse().ok());
        Self { layout: SourceLayout::of(source, root), root, outline, year }
    }

    /// Finds an address; `None` if the form has no such place.
    pub(super) fn place(&self, address: &Address) -> Option<Place<'a>> {
        let top = Kind::Keys(&self.outline.keys);
        let mut place = Place {
            owner: Owner::Root,
            node: self.root,
            field: Field::default(),
            outer: top,
            rest: Vec::new(),
            kind: top,
        };
        for step in address.steps() {
            place.kind = place.kind.step(step)?;
            if !place.rest.is_empty() || !self.enter(&mut place, step) {
                place.rest.push(step.clone());
            }
        }
        Some(place)
    }

    /// Enters the node of a step; returns `false` if it does not exist.
    fn enter(&self, place: &mut Place<'a>, step: &Step) -> bool {
        let node = place.node;
        let field = &place.field;
        let found = match (&node.data, step) {
            (Data::Map(entries), Step::Key(key)) => {
                let entry = self.entry(entries, key, matches!(place.outer, Kind::Years));
                entry.map(|entry| (Owner::Entry(entry), &entry.value, field.key(&entry.key)))
            }
            (Data::List(items), Step::Index(index)) => {
                items.get(*index).map(|item| (Owner::Item(node, *index), item, field.index(*index)))
            }
            (Data::Scalar(_), Step::Index(0)) => Some((place.owner, node, field.clone())),
            _ => None,
        };
        let Some((owner, node, field)) = found else { return false };
        *place = Place { owner, node, field, outer: place.kind, rest: Vec::new(), kind: place.kind };
        true
    }

    /// Returns the entry of a key; of a year under whichever of its names.
    fn entry(&self, entries: &'a [Entry], key: &str, is_year: bool) -> Option<&'a Entry> {
        let year = is_year.then(|| FiscalYear::of_actual(key, self.year)).flatten();
        let same_year =
            |entry: &&Entry| year.is_some() && FiscalYear::of_actual(&entry.key, self.year) == year;
        entries.iter().find(|entry| entry.key == key).or_else(|| entries.iter().find(same_year))
    }

    /// Returns the region of the value of an owner; `None` for a whole file, and for a notation that sheets do
    /// not use.
    pub(super) fn value_region(&self, owner: Owner, node: &Node) -> Option<ValueRegion> {
        match owner {
            Owner::Root => None,
            Owner::Entry(entry) => self.layout.value_region(entry),
            Owner::Item(list, _) if self.is_in_brackets(list) => {
                Some(self.layout.slot_behind(node.span.start, node))
            }
            Owner::Item(list, index) => {
                let dash = *self.dashes(list)?.get(index)?;
                Some(self.layout.slot_behind(dash + 1, node))
            }
        }
    }

    /// Returns whether a list or map is written in brackets.
    pub(super) fn is_in_brackets(&self, node: &Node) -> bool {
        self.layout.source.slice(node.span).starts_with(['[', '{'])
    }

    /// Returns the positions of the dashes of a list, one for each item, or `None` if they are not found.
    pub(super) fn dashes(&self, list: &Node) -> Option<Vec<usize>> {
        let source = self.layout.source;
        let items = list.items();
        // A list that is not further in than its key begins behind its first dash.
        let first = items.first()?.span.start.min(list.span.start + 1);
        let before = &source.text()[..first];
        let first = if source.text()[list.span.start..].starts_with('-') && list.span.start < first {
            list.span.start
        } else {
            before.rfind('-')?
        };
        let column = self.layout.column(first);
        let [from, to] = [first, list.span.end.max(first)].map(|at| source.place(at).line);
        let is_dash = |at: &usize| {
            let rest = &source.text()[*at..];
            rest.starts_with('-') && (rest.len() == 1 || rest[1..].starts_with([' ', '\t', '\n', '\r']))
        };
        let lines = (from..=to).map(|line| source.line(line));
        let indented = lines.filter(|line| {
            let text = source.slice(*line);
            text.len() > column && text.as_bytes()[..column].iter().all(|byte| *byte == b' ')
        });
        let dashes: Vec<usize> = indented.map(|line| line.start + column).filter(is_dash).collect();
        let is_behind = |(item, dash): (&Node, &usize)| item.span.start > *dash;
        (dashes.len() == items.len() && items.iter().zip(&dashes).all(is_behind)).then_some(dashes)
    }

    /// Returns the text of a value without the line break that ends a block text by its style.
    pub(super) fn shown<'n>(&self, owner: Owner, node: &'n Node) -> &'n str {
        let text = node.scalar().unwrap_or_default();
        let head = self.value_region(owner, node).and_then(|value_region| value_region.head);
        let keeps_break = head.is_some_and(|head| !self.layout.source.slice(head).contains('-'));
        text.strip_suffix('\n').filter(|_| keeps_break).unwrap_or(text)
    }
}

/// Returns whether a node is `*name`, whose own bytes have no contents.
pub(super) fn is_alias(layout: &SourceLayout, node: &Node) -> bool {
    layout.source.slice(node.span).starts_with('*') && !layout.source.slice(node.span).contains(' ')
}
