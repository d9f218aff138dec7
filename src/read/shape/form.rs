//! The outline that a form allows: which keys belong where, as the derived schema has it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::finding::{Field, Step};
use crate::sheet::{Kinds, Takes};

/// The contents that a form allows in a place.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// A text, a number, a date.
    Text,
    /// Texts behind dashes, or one without.
    Texts,
    /// Keys with their values.
    Map(FormKeys),
    /// Such maps behind dashes.
    Maps(FormKeys),
    /// Keys that the form does not name, as years are.
    Named(Box<Self>),
    /// Anything; nothing in it is looked at.
    Any,
}

/// The keys of a map, in the form's order.
#[derive(Debug, Clone, Default)]
pub(crate) struct FormKeys(pub(crate) Vec<FormKey>);

/// A key of a map.
#[derive(Debug, Clone)]
pub(crate) struct FormKey {
    pub(crate) name: String,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

/// The outline of one kind of file.
#[derive(Debug)]
pub(crate) struct Outline {
    pub(crate) keys: FormKeys,
    names: BTreeSet<String>,
    kinds: Kinds,
}

impl Outline {
    /// Derives the outline from a schema.
    pub(crate) fn of(schema: &Value) -> Self {
        let keys = keys(schema);
        let mut names = BTreeSet::new();
        collect(&keys, &mut names);
        Self { keys, names, kinds: Kinds::of(schema) }
    }

    /// Returns the kind of the value at a field, or `None` where it takes any text.
    pub(crate) fn takes(&self, field: &Field) -> Option<Takes> {
        self.kinds.at(field)
    }

    /// Returns the key at the top that takes a kind of value.
    pub(super) fn top_taking(&self, kind: Takes) -> Option<&str> {
        let names = self.keys.0.iter().map(|key| key.name.as_str());
        names.into_iter().find(|name| self.takes(&Field::default().key(*name)) == Some(kind))
    }

    /// Returns whether the form has a key of that name anywhere.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Returns whether the top level has a key of that name.
    pub(in crate::read) fn has_top(&self, name: &str) -> bool {
        self.keys.find(name).is_some()
    }

    /// Returns the keys of the map at a field, in the form's order.
    pub(in crate::read) fn order(&self, steps: &[Step]) -> Option<Vec<&str>> {
        let mut keys = &self.keys;
        for step in steps {
            if let Step::Key(name) = step {
                let (Shape::Map(inner) | Shape::Maps(inner)) = &keys.find(name)?.1.shape else { return None };
                keys = inner;
            }
        }
        Some(keys.0.iter().map(|key| key.name.as_str()).collect())
    }

    /// Returns the key of a list or map whose own keys hold `name`; an empty text for the top.
    pub(in crate::read) fn owners(&self, name: &str) -> Vec<&str> {
        let mut owners = Vec::new();
        owners_in("", &self.keys, name, &mut owners);
        owners
    }
}

fn owners_in<'a>(owner: &'a str, keys: &'a FormKeys, name: &str, owners: &mut Vec<&'a str>) {
    for key in &keys.0 {
        if key.name == name {
            owners.push(owner);
        }
        if let Shape::Map(inner) | Shape::Maps(inner) = &key.shape {
            owners_in(&key.name, inner, name, owners);
        }
    }
}

fn collect(keys: &FormKeys, names: &mut BTreeSet<String>) {
    for key in &keys.0 {
        names.insert(key.name.clone());
        if let Shape::Map(inner) | Shape::Maps(inner) = &key.shape {
            collect(inner, names);
        }
    }
}

impl FormKeys {
    /// Returns the key of that name, with its place.
    pub(crate) fn find(&self, name: &str) -> Option<(usize, &FormKey)> {
        self.0.iter().enumerate().find(|(_, key)| key.name == name)
    }
}

fn keys(schema: &Value) -> FormKeys {
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    let key = |(name, inner): (&String, &Value)| FormKey {
        name: name.clone(),
        shape: shape(inner),
        required: required.contains(&name.as_str()),
    };
    FormKeys(properties.map(key).collect())
}

fn shape(schema: &Value) -> Shape {
    if let Some(options) = schema["anyOf"].as_array() {
        return options.iter().find(|option| option["type"] != "null").map_or(Shape::Any, shape);
    }
    let takes = |name: &str| match &schema["type"] {
        Value::String(kind) => kind == name,
        Value::Array(kinds) => kinds.iter().any(|kind| kind == name),
        _ => false,
    };
    if takes("array") {
        match shape(&schema["items"]) {
            Shape::Map(keys) => Shape::Maps(keys),
            Shape::Text => Shape::Texts,
            _ => Shape::Any,
        }
    } else if schema["properties"].is_object() {
        Shape::Map(keys(schema))
    } else if takes("object") {
        Shape::Named(Box::new(shape(&schema["additionalProperties"])))
    } else if takes("string") {
        Shape::Text
    } else {
        Shape::Any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Form, schema};

    #[test]
    fn the_outline_is_the_schemas() {
        let outline = Outline::of(&schema::of_form(Form::Department));
        let at = |keys: &FormKeys, name: &str| keys.find(name).expect(name).1.shape.clone();
        let Shape::Maps(goal) = at(&outline.keys, "組織目標") else { panic!("goals") };
        let Shape::Maps(action) = at(&goal, "取組") else { panic!("actions") };
        assert!(matches!(at(&action, "主な取組"), Shape::Texts));
        let Shape::Maps(indicator) = at(&action, "指標") else { panic!("indicators") };
        assert!(matches!(at(&indicator, "実績"), Shape::Named(_)));
        assert!(matches!(at(&indicator, "目標"), Shape::Text));
        assert_eq!(outline.owners("結果"), ["指標"]);
        assert_eq!(outline.owners("目標"), ["組織目標", "指標"]);
        let settings = Outline::of(&schema::of_settings());
        assert!(matches!(at(&settings.keys, "規則"), Shape::Named(_)));
    }
}
