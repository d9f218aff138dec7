//! Values as they were written, beside what they mean.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::fiscal::FiscalYear;
use crate::source::Text;

/// A source text, and what it means where it means something. The text is what is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// As it was typed, and where.
    pub text: Text,
    /// The meaning; nothing where the text has none of this kind.
    pub value: Option<T>,
}

impl<T: FromStr> From<Text> for Written<T> {
    fn from(text: Text) -> Self {
        let value = text.text.trim().parse().ok();
        Self { text, value }
    }
}

impl<'de, T: FromStr> Deserialize<'de> for Written<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Text::deserialize(deserializer).map(Self::from)
    }
}

/// What may stand where the form wants a text: editors see numbers and booleans as such, and an empty
/// value as null.
fn text_schema() -> Schema {
    json_schema!({ "type": ["string", "number", "boolean", "null"] })
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        text_schema()
    }
}

impl<T> JsonSchema for Written<T> {
    fn schema_name() -> Cow<'static, str> {
        "Written".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        text_schema()
    }
}

/// Texts that print with 「・」: a list, or a single text without the list. Empty items stay, so that
/// positions are those of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Items(pub Vec<Option<Text>>);

impl Items {
    /// The items that print.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.0.iter().flatten().filter(|text| !text.is_blank())
    }
}

impl JsonSchema for Items {
    fn schema_name() -> Cow<'static, str> {
        "Items".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["array", "string", "number", "boolean", "null"],
            "items": { "type": ["string", "number", "boolean", "null"] },
        })
    }
}

/// 実績: a value for each of the years before, under the years' short names, in the file's order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actuals(pub Vec<(Written<FiscalYear>, Option<Text>)>);

impl Actuals {
    /// The value of a year, under whichever of its names.
    pub fn of(&self, year: FiscalYear) -> Option<&Text> {
        let found = self.0.iter().find(|(name, _)| name.value == Some(year));
        found.and_then(|(_, value)| value.as_ref())
    }

    /// Returns the key of a year: as it was typed, else the year's short name.
    pub fn key_of(&self, year: FiscalYear) -> String {
        let named = self.0.iter().find(|(name, _)| name.value == Some(year));
        named.map_or_else(|| year.short(), |(name, _)| name.text.text.clone())
    }

    /// Whether a year has a value.
    pub fn are_filled(&self) -> bool {
        self.0.iter().any(|(_, value)| value.as_ref().is_some_and(|value| !value.is_blank()))
    }

    /// Reads the names of the years in a sheet of `sheet`.
    pub(super) fn name_years(&mut self, sheet: Option<FiscalYear>) {
        for (name, _) in &mut self.0 {
            name.value = name.value.or_else(|| FiscalYear::of_actual(&name.text.text, sheet));
        }
    }
}

impl<'de> Deserialize<'de> for Actuals {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ActualsVisitor)
    }
}

struct ActualsVisitor;

impl<'de> Visitor<'de> for ActualsVisitor {
    type Value = Actuals;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("years with values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Actuals, A::Error> {
        let mut years = Vec::new();
        while let Some(year) = map.next_entry()? {
            years.push(year);
        }
        Ok(Actuals(years))
    }
}

impl JsonSchema for Actuals {
    fn schema_name() -> Cow<'static, str> {
        "Actuals".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["object", "null"],
            "additionalProperties": { "type": ["string", "number", "boolean", "null"], "x-takes": "measure" },
        })
    }
}
