//! The boxes of a sheet and what is in them.

use serde::Serialize;

use super::Address;
use super::place::{Kind, Owner, Sheet};
use crate::read::Reader;
use crate::sheet::{FiscalYear, Form};
use crate::source::Source;
use crate::yaml::{self, Data, Node};

/// A box of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldValue {
    /// Where it is.
    pub at: Address,
    /// The text in it; empty for an empty place.
    pub text: String,
}

/// Returns every box of a sheet's text in the order of the form, including empty and missing ones. A list of
/// texts without items has one empty box, 実績 one for each of the three years before 年度. A text that is not
/// YAML has no boxes.
pub fn values(reader: &Reader, text: &str, form: Form) -> Vec<FieldValue> {
    let source = Source::new("", text);
    let Some(root) = yaml::parse(source.text()).ok().and_then(|parsed| parsed.root) else {
        return Vec::new();
    };
    let outline = reader.outline(form);
    let mut collector = ValueCollector { sheet: Sheet::of(&source, &root, outline), values: Vec::new() };
    collector.collect(Kind::Keys(&outline.keys), &Address::default(), Some((Owner::Root, &root)));
    collector.values
}

struct ValueCollector<'a> {
    sheet: Sheet<'a>,
    values: Vec<FieldValue>,
}

type ExistingNode<'a> = Option<(Owner<'a>, &'a Node)>;

impl<'a> ValueCollector<'a> {
    fn collect(&mut self, kind: Kind<'a>, at: &Address, existing: ExistingNode<'a>) {
        match kind {
            Kind::Text => {
                let text = existing.map(|(owner, node)| self.sheet.shown(owner, node)).unwrap_or_default();
                self.values.push(FieldValue { at: at.clone(), text: text.to_owned() });
            }
            Kind::Keys(_) => {
                for (key, inner) in kind.keys() {
                    let entry = existing.and_then(|(_, node)| node.entry(key));
                    self.collect(inner, &at.key(key), entry.map(|entry| (Owner::Entry(entry), &entry.value)));
                }
            }
            Kind::Years => self.years(at, existing),
            Kind::Texts => match existing {
                Some((_, node)) if !node.items().is_empty() => self.items(Kind::Text, at, node),
                _ => self.collect(Kind::Text, &at.index(0), existing),
            },
            Kind::Items(keys) => {
                if let Some((_, node)) = existing {
                    self.items(Kind::Keys(keys), at, node);
                }
            }
        }
    }

    fn items(&mut self, kind: Kind<'a>, at: &Address, list: &'a Node) {
        for (index, item) in list.items().iter().enumerate() {
            self.collect(kind, &at.index(index), Some((Owner::Item(list, index), item)));
        }
    }

    /// Adds the three years of the sheet, then the other years of the file.
    fn years(&mut self, at: &Address, existing: ExistingNode<'a>) {
        let year = self.sheet.year;
        let window = year.map(|year| year.window().map(FiscalYear::short)).into_iter().flatten();
        let entries = match existing.map(|(_, node)| &node.data) {
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
            self.collect(Kind::Text, &at.key(&key), entry.map(|entry| (Owner::Entry(entry), &entry.value)));
        }
    }
}
