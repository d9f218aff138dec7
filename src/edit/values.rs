//! The boxes of a sheet and what is in them.

use serde::Serialize;

use super::Address;
use super::place::{Kind, Seat, Sheet};
use crate::read::Reader;
use crate::sheet::{FiscalYear, Form};
use crate::source::Source;
use crate::yaml::{self, Data, Node};

/// A box of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value {
    /// Where it is.
    pub at: Address,
    /// The text in it; empty for an empty place.
    pub text: String,
}

/// Returns every box of a sheet's text in the order of the form, including empty and missing ones. A list of
/// texts without items has one empty box, 実績 one for each of the three years before 年度. A text that is not
/// YAML has no boxes.
pub fn values(reader: &Reader, text: &str, form: Form) -> Vec<Value> {
    let source = Source::new("", text);
    let Some(root) = yaml::parse(source.text()).ok().and_then(|parsed| parsed.root) else {
        return Vec::new();
    };
    let outline = reader.outline(form);
    let mut boxes = Boxes { sheet: Sheet::of(&source, &root, outline), values: Vec::new() };
    boxes.look(Kind::Keys(&outline.keys), &Address::default(), Some((Seat::Root, &root)));
    boxes.values
}

struct Boxes<'a> {
    sheet: Sheet<'a>,
    values: Vec<Value>,
}

type There<'a> = Option<(Seat<'a>, &'a Node)>;

impl<'a> Boxes<'a> {
    fn look(&mut self, kind: Kind<'a>, at: &Address, there: There<'a>) {
        match kind {
            Kind::Text => {
                let text = there.map(|(seat, node)| self.sheet.shown(seat, node)).unwrap_or_default();
                self.values.push(Value { at: at.clone(), text: text.to_owned() });
            }
            Kind::Keys(_) => {
                for (key, inner) in kind.keys() {
                    let entry = there.and_then(|(_, node)| node.entry(key));
                    self.look(inner, &at.key(key), entry.map(|entry| (Seat::Entry(entry), &entry.value)));
                }
            }
            Kind::Years => self.years(at, there),
            Kind::Texts => match there {
                Some((_, node)) if !node.items().is_empty() => self.items(Kind::Text, at, node),
                _ => self.look(Kind::Text, &at.index(0), there),
            },
            Kind::Items(keys) => {
                if let Some((_, node)) = there {
                    self.items(Kind::Keys(keys), at, node);
                }
            }
        }
    }

    fn items(&mut self, kind: Kind<'a>, at: &Address, list: &'a Node) {
        for (index, item) in list.items().iter().enumerate() {
            self.look(kind, &at.index(index), Some((Seat::Item(list, index), item)));
        }
    }

    /// Adds the three years of the sheet, then the other years of the file.
    fn years(&mut self, at: &Address, there: There<'a>) {
        let year = self.sheet.year;
        let window = year.map(|year| year.window().map(FiscalYear::short)).into_iter().flatten();
        let entries = match there.map(|(_, node)| &node.data) {
            Some(Data::Map(entries)) => entries.as_slice(),
            _ => &[],
        };
        let named =
            |key: &str| FiscalYear::of_actual(key, year).map_or_else(|| key.to_owned(), FiscalYear::short);
        let mut keys: Vec<String> = window.collect();
        for entry in entries {
            let key = named(&entry.key);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        for key in keys {
            let entry = entries.iter().find(|entry| named(&entry.key) == key);
            self.look(Kind::Text, &at.key(&key), entry.map(|entry| (Seat::Entry(entry), &entry.value)));
        }
    }
}
