//! New values, keys and items as text of YAML, with the file's own indentation and line ends.

use super::place::{Kind, Owner, Sheet};
use super::roll::named_alike;
use super::scalar::{ScalarPosition, ScalarStyle, ScalarText, notations};
use super::{Skeleton, skeleton};
use crate::finding::{Field, Step};
use crate::sheet::{FiscalYear, Form};
use crate::yaml::{self, Data, Node, quoted_value};

/// A value that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NewValue {
    Empty,
    Text(String),
    Map(Vec<(String, Self)>),
    List(Vec<Self>),
}

/// The style in which values are written into a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Formatter {
    /// The file's line break.
    pub(super) newline: &'static str,
    /// The indentation of a map or a block text relative to its key, in columns.
    pub(super) step: usize,
    /// The indentation of the dashes of a list relative to its key, in columns.
    pub(super) offset: usize,
    /// `true` where texts are quoted, because they were misread without quotation marks.
    pub(super) is_careful: bool,
}

impl Formatter {
    /// Takes the habits of a sheet: those of its first map and list that are written below their keys.
    pub(super) fn of(sheet: &Sheet) -> Self {
        let mut habits = (None, None);
        learn(sheet, sheet.root, &mut habits);
        let newline = sheet.layout.newline;
        Self { newline, step: habits.0.unwrap_or(2), offset: habits.1.unwrap_or(2), is_careful: false }
    }

    /// Returns the position of a value whose key or dash is in a column.
    pub(super) fn position(self, parent: usize) -> ScalarPosition {
        ScalarPosition { is_flow: false, parent, body: parent + self.step }
    }

    /// Returns a key and its value, in the column `column`.
    pub(super) fn entry(self, key: &str, value: &NewValue, column: usize) -> String {
        format!("{key}:{}", self.behind_colon(value, column))
    }

    /// Returns what follows the colon of a key in the column `column`.
    pub(super) fn behind_colon(self, value: &NewValue, column: usize) -> String {
        match value {
            NewValue::Map(entries) => {
                let column = column + self.step;
                let line =
                    |(key, value): &(String, NewValue)| self.line(column) + &self.entry(key, value, column);
                entries.iter().map(line).collect()
            }
            NewValue::List(items) => {
                let dash = column + self.offset;
                items.iter().map(|item| self.line(dash) + &self.item(item, dash)).collect()
            }
            value => self.scalar(value, column),
        }
    }

    /// Returns an item with its dash, which is in the column `dash`.
    pub(super) fn item(self, item: &NewValue, dash: usize) -> String {
        let column = dash + 2;
        match item {
            NewValue::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| self.entry(key, value, column));
                format!("- {}", entries.collect::<Vec<_>>().join(&self.line(column)))
            }
            NewValue::List(_) => format!("- {}", self.in_brackets(item)),
            value => format!("-{}", self.scalar(value, dash)),
        }
    }

    fn scalar(self, value: &NewValue, parent: usize) -> String {
        let NewValue::Text(text) = value else { return String::new() };
        let position = ScalarPosition { body: parent + self.step.max(2), ..self.position(parent) };
        match notations(text, ScalarStyle::Plain, position).into_iter().next() {
            Some(ScalarText::Block(sign, lines)) if !self.is_careful => {
                format!(" {sign}{}{}", self.newline, lines.join(self.newline))
            }
            Some(ScalarText::Inline(inline)) if !self.is_careful => format!(" {inline}"),
            _ => format!(" {}", quoted_value(text)),
        }
    }

    /// Returns a value as it is in brackets.
    pub(super) fn in_brackets(self, value: &NewValue) -> String {
        match value {
            NewValue::Empty => String::new(),
            NewValue::Text(text) => {
                let position = ScalarPosition { is_flow: true, ..self.position(0) };
                match notations(text, ScalarStyle::Plain, position).into_iter().next() {
                    Some(ScalarText::Inline(inline)) if !self.is_careful => inline,
                    _ => quoted_value(text),
                }
            }
            NewValue::Map(entries) => {
                let entry = |(key, value): &(String, NewValue)| format!("{key}: {}", self.in_brackets(value));
                format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
            NewValue::List(items) => {
                let items = items.iter().map(|item| self.item_in_brackets(item));
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Returns an item as it is in brackets, where nothing would be no item.
    pub(super) fn item_in_brackets(self, item: &NewValue) -> String {
        if *item == NewValue::Empty { "\"\"".to_owned() } else { self.in_brackets(item) }
    }

    /// Returns a line break and the indentation behind it.
    pub(super) fn line(self, column: usize) -> String {
        format!("{}{}", self.newline, " ".repeat(column))
    }

    /// Returns the column of the dashes below a key in the column `column`.
    pub(super) fn dash(self, column: usize) -> usize {
        column + self.offset
    }
}

/// Finds how far in the first map and the first list are that are below their keys.
fn learn(sheet: &Sheet, node: &Node, habits: &mut (Option<usize>, Option<usize>)) {
    let layout = &sheet.layout;
    match &node.data {
        Data::Map(entries) if !sheet.is_in_brackets(node) => {
            for entry in entries {
                let column = layout.column(entry.key_span.start);
                let inner = match &entry.value.data {
                    _ if sheet.is_in_brackets(&entry.value) => None,
                    Data::Map(inner) => {
                        inner.first().map(|first| (layout.column(first.key_span.start), false))
                    }
                    Data::List(_) => sheet
                        .dashes(&entry.value)
                        .and_then(|dashes| Some((layout.column(*dashes.first()?), true))),
                    _ => None,
                };
                match inner.map(|(inner, is_list)| (inner.checked_sub(column), is_list)) {
                    Some((Some(step @ 1..=8), false)) => habits.0 = habits.0.or(Some(step)),
                    Some((Some(step @ 0..=8), true)) => habits.1 = habits.1.or(Some(step)),
                    _ => {}
                }
                learn(sheet, &entry.value, habits);
            }
        }
        Data::List(items) => items.iter().for_each(|item| learn(sheet, item, habits)),
        _ => {}
    }
}

/// Returns a value that is there as one to be written again; `None` if a part of it cannot be.
pub(super) fn copied(node: &Node) -> Option<NewValue> {
    Some(match &node.data {
        Data::Empty => NewValue::Empty,
        Data::Scalar(text) => NewValue::Text(text.clone()),
        Data::List(items) => NewValue::List(items.iter().map(copied).collect::<Option<_>>()?),
        Data::Map(entries) => {
            let key = |key: &str| if is_plain_key(key) { key.to_owned() } else { quoted_value(key) };
            let entry = |entry: &yaml::Entry| Some((key(&entry.key), copied(&entry.value)?));
            NewValue::Map(entries.iter().map(entry).collect::<Option<_>>()?)
        }
        Data::Pruned => return None,
    })
}

/// Returns an empty item of the list at `field`, with the keys that the skeleton has.
pub(super) fn empty_item(sheet: &Sheet, form: Form, field: &Field, kind: Kind) -> NewValue {
    let Some(inner) = kind.step(&Step::Index(0)) else { return NewValue::Empty };
    let text = skeleton(match form {
        Form::Department => Skeleton::Department,
        Form::Ward => Skeleton::Ward,
    });
    let root = yaml::parse(text).ok().and_then(|parsed| parsed.root);
    let in_skeleton = Field(field.0.iter().map(first).collect()).index(0);
    let item = root.as_ref().and_then(|root| root.at(&in_skeleton));
    new_value(sheet, inner, item)
}

/// Maps an index to 0, since the skeleton has one item in each list.
fn first(step: &Step) -> Step {
    match step {
        Step::Index(_) => Step::Index(0),
        key @ Step::Key(_) => key.clone(),
    }
}

/// Returns a place with the keys of the skeleton's, or with all of the form's if the skeleton has no such
/// place.
fn new_value(sheet: &Sheet, kind: Kind, node: Option<&Node>) -> NewValue {
    match (kind, node.map(|node| &node.data)) {
        (Kind::Keys(_), Some(Data::Map(entries))) => {
            let entry = |entry: &yaml::Entry| {
                let inner = kind.step(&Step::Key(entry.key.clone()))?;
                Some((entry.key.clone(), new_value(sheet, inner, Some(&entry.value))))
            };
            NewValue::Map(entries.iter().filter_map(entry).collect())
        }
        (Kind::Keys(_), _) => {
            NewValue::Map(kind.keys().into_iter().map(|(key, _)| (key.to_owned(), NewValue::Empty)).collect())
        }
        (Kind::Years, _) => years(sheet),
        (Kind::Texts | Kind::Items(_), Some(Data::List(items))) => {
            let inner = kind.step(&Step::Index(0)).unwrap_or(Kind::Text);
            NewValue::List(items.iter().map(|item| new_value(sheet, inner, Some(item))).collect())
        }
        _ => NewValue::Empty,
    }
}

/// Returns the three years before the sheet's, named as they are elsewhere in it.
fn years(sheet: &Sheet) -> NewValue {
    let Some(year) = sheet.year else { return NewValue::Empty };
    let years = year.window().map(|year| (year_key(sheet, sheet.root, year), NewValue::Empty));
    NewValue::Map(years.to_vec())
}

/// Returns the key of a year of 実績, in the manner of those below `node`.
pub(super) fn year_key(sheet: &Sheet, node: &Node, year: FiscalYear) -> String {
    let mut key = None;
    crate::read::walk(node, &Field::default(), &mut |field, _| {
        if let (None, [.., Step::Key(outer), Step::Key(name)]) = (&key, field.0.as_slice())
            && outer == "実績"
            && FiscalYear::of_actual(name, sheet.year).is_some()
        {
            key = Some(named_alike(name.trim(), year));
        }
    });
    let key = key.filter(|key| FiscalYear::of_actual(key, sheet.year) == Some(year));
    key.map_or_else(|| year.short(), |key| if is_plain_key(&key) { key } else { quoted_value(&key) })
}

fn is_plain_key(key: &str) -> bool {
    super::scalar::is_plain(key, true)
}

/// Returns a text as a value to be written, inside the lists and maps of the steps that lead to it from an existing owner.
pub(super) fn nested(sheet: &Sheet, rest: &[Step], text: &str) -> NewValue {
    match rest {
        [] => NewValue::Text(text.to_owned()),
        [Step::Key(key), rest @ ..] => NewValue::Map(vec![(key_of(sheet, key), nested(sheet, rest, text))]),
        [Step::Index(_), rest @ ..] => NewValue::List(vec![nested(sheet, rest, text)]),
    }
}

/// Returns the key of a step as it is written: a year in the manner of the others.
pub(super) fn key_of(sheet: &Sheet, key: &str) -> String {
    let year = FiscalYear::of_actual(key, sheet.year);
    year.map_or_else(|| key.to_owned(), |year| year_key(sheet, sheet.root, year))
}

/// Returns whether an owner is in brackets, and the column of its key or dash.
pub(super) fn column(sheet: &Sheet, owner: Owner) -> Option<(bool, usize)> {
    let at = match owner {
        Owner::Root => return Some((sheet.is_in_brackets(sheet.root), 0)),
        Owner::Entry(entry) => entry.key_span.start,
        Owner::Item(list, index) if sheet.is_in_brackets(list) => list.items().get(index)?.span.start,
        Owner::Item(list, index) => *sheet.dashes(list)?.get(index)?,
    };
    Some((sheet.layout.is_flow(at), sheet.layout.column(at)))
}
