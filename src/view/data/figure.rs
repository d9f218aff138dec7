//! Numbers of the open data.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::sheet::{Count, Written};

/// The largest integer that every reader of JSON represents exactly (RFC 7493, 2.2).
const SAFE: u64 = (1 << 53) - 1;

/// A decimal in a canonical spelling: ASCII digits, without separators and trailing zeros (12.50 becomes
/// 12.5; the typed text is published beside it).
///
/// In JSON it is a number if a double represents its exact digits, else null, because readers would round it
/// silently. The text beside it has all digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure(String);

impl Figure {
    /// Returns the figure of a number.
    pub fn of(number: Decimal) -> Self {
        Self(number.normalize().to_string())
    }

    /// Returns the double that prints with exactly these digits, if there is one.
    fn double(&self) -> Option<f64> {
        self.0.parse().ok().filter(|double: &f64| self.0.contains('.') && double.to_string() == self.0)
    }

    /// Returns the integer, if it is within the safe range.
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

/// A count, or the typed text where it is not a count. The latter occurs only where the rule is turned off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// A non-negative whole number.
    Number(usize),
    /// A text.
    Text(String),
}

impl Counted {
    /// Returns the count in a box, or `None` for an empty box.
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
