//! Values that keep their source text beside their meaning.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use schemars::{Schema, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::fiscal::FiscalYear;
use super::inline_schema::inline_schema;
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

inline_schema!(Text, |_| text_schema());

inline_schema!(Written<T>, |_| text_schema());

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

inline_schema!(Items, |_| json_schema!({
    "type": ["array", "string", "number", "boolean", "null"],
    "items": { "type": ["string", "number", "boolean", "null"] },
}));

/// Deserializes the entries of a map in the order of the file.
pub(super) fn pairs<'de, D, K, V>(deserializer: D) -> Result<Vec<(K, V)>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de>,
    V: Deserialize<'de>,
{
    deserializer.deserialize_map(PairsVisitor(PhantomData))
}

struct PairsVisitor<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> Visitor<'de> for PairsVisitor<K, V> {
    type Value = Vec<(K, V)>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        std::iter::from_fn(|| map.next_entry().transpose()).collect()
    }
}

/// 実績: the values of the preceding years by the names of the years, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Actuals(#[serde(deserialize_with = "pairs")] pub Vec<(Written<FiscalYear>, Option<Text>)>);

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

inline_schema!(Actuals, |_| json_schema!({
    "type": ["object", "null"],
    "additionalProperties": { "type": ["string", "number", "boolean", "null"], "x-takes": "measure" },
}));
