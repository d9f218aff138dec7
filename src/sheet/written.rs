//! Values that keep their source text beside their meaning.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::fiscal::FiscalYear;
use crate::source::Text;

/// A source text with its meaning. The text is printed; the meaning is used by rules and data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// The text as it was typed, with its span.
    pub text: Text,
    /// The meaning, or `None` where the text has none of this kind.
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

/// Returns the schema of a text. It accepts numbers and booleans, as which editors see unquoted values, and
/// null for an empty value.
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

/// Texts that print with 「・」: a list, or a single text in its place. Empty items are kept, so that
/// positions match the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Items(pub Vec<Option<Text>>);

impl Items {
    /// Returns the items that are not blank, which are those that print.
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

/// 実績: the values of the preceding years by the names of the years, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actuals(pub Vec<(Written<FiscalYear>, Option<Text>)>);

impl Actuals {
    /// Returns the value of a year, whatever name its key uses.
    pub fn of(&self, year: FiscalYear) -> Option<&Text> {
        let found = self.0.iter().find(|(name, _)| name.value == Some(year));
        found.and_then(|(_, value)| value.as_ref())
    }

    /// Returns the key of a year as it was typed, or its short name where the file has none.
    pub fn key_of(&self, year: FiscalYear) -> String {
        let named = self.0.iter().find(|(name, _)| name.value == Some(year));
        named.map_or_else(|| year.short(), |(name, _)| name.text.text.clone())
    }

    /// Returns whether any year has a value.
    pub fn are_filled(&self) -> bool {
        self.0.iter().any(|(_, value)| value.as_ref().is_some_and(|value| !value.is_blank()))
    }

    /// Resolves the names of years that need the sheet's own fiscal year, such as 30年度.
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
