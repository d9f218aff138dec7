//! What of a value can be reckoned with.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::sheet::{Count, Written};

/// The largest whole number up to which every reader of JSON tells all of them apart (RFC 7493, 2.2).
const SAFE: u64 = (1 << 53) - 1;

/// A decimal in one spelling: ASCII digits, no separators, no zeros that say nothing (12.50 is 12.5, as
/// JSON has no other; how it was typed stands beside it).
///
/// In JSON it is a number where a double holds its very digits, else null: a reader would round it without a
/// word, and the value's text beside it has all digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure(String);

impl Figure {
    /// The decimal of a number.
    pub fn of(number: Decimal) -> Self {
        Self(number.normalize().to_string())
    }

    /// The double with these very digits.
    fn double(&self) -> Option<f64> {
        self.0.parse().ok().filter(|double: &f64| self.0.contains('.') && double.to_string() == self.0)
    }

    /// The whole number, where it is safe.
    fn whole(&self) -> Option<i64> {
        self.0.parse().ok().filter(|whole: &i64| whole.unsigned_abs() <= SAFE)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.whole(), self.double()) {
            (Some(whole), _) => serializer.serialize_i64(whole),
            (None, Some(double)) => serializer.serialize_f64(double),
            (None, None) => serializer.serialize_none(),
        }
    }
}

impl JsonSchema for Figure {
    fn schema_name() -> Cow<'static, str> {
        "Figure".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

/// A count; as it was typed where it is none, which only a rule that is turned off lets pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// A whole number from 0.
    Number(usize),
    /// A text.
    Text(String),
}

impl Counted {
    /// The count that a box holds; nothing for an empty one.
    pub(super) fn of(written: Option<&Written<Count>>) -> Option<Self> {
        let written = written.filter(|written| !written.text.is_blank())?;
        let text = || Self::Text(written.text.text.split_whitespace().collect());
        Some(written.value.map_or_else(text, |count| Self::Number(count.0)))
    }
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

impl Serialize for Counted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => text.serialize(serializer),
        }
    }
}

impl JsonSchema for Counted {
    fn schema_name() -> Cow<'static, str> {
        "Counted".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["integer", "string"], "minimum": 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Quantity;

    fn figure(text: &str) -> Figure {
        Figure::of(Quantity::of(text).expect("a number").value)
    }

    #[test]
    fn a_number_has_one_spelling() {
        let spellings = [
            ("1,234,567", "1234567"),
            ("12.50", "12.5"),
            ("3.0", "3"),
            ("012", "12"),
            ("-3", "-3"),
            ("-0.0", "0"),
            ("100", "100"),
        ];
        for (typed, spelled) in spellings {
            assert_eq!(figure(typed).to_string(), spelled);
        }
    }

    #[test]
    fn json_has_a_figure_to_the_digit_or_not_at_all() {
        let json = |text: &str| serde_json::to_string(&figure(text)).expect("JSON");
        for exact in ["230", "0.1", "-3.25", "9007199254740991", "-9007199254740991", "123456789.012345"] {
            assert_eq!(json(exact), exact);
        }
        assert_eq!([json("1,200"), json("12.50"), json("3.0")], ["1200", "12.5", "3"]);
        for inexact in ["9007199254740993", "0.12345678901234567890", "79228162514264337593543950335"] {
            assert_eq!(json(inexact), "null", "{inexact}");
        }
    }
}
