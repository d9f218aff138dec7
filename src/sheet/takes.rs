//! The kinds of values that the keys of a form take, besides any text. The model declares them at its fields;
//! the derived schema carries them as `x-takes`, a keyword that validators and editors ignore.

use serde::Deserialize;
use serde_json::Value;

use super::{Form, schema};
use crate::finding::{Field, Step};

/// The kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// A whole number; may be empty.
    Count,
    /// A date; may be empty.
    Date,
    /// A measurement of a year: a number, a text, or `"-"` where nothing was measured.
    Measure,
    /// A symbol of 達成状況.
    Status,
    /// A symbol of 評価.
    Evaluation,
    /// Paragraphs, one a line, which the form indents.
    Paragraphs,
    /// The name of a form.
    Form,
    /// A fiscal year.
    FiscalYear,
    /// A telephone number, with words around it.
    Telephone,
    /// The name of an office.
    Office,
    /// The name of a person.
    Name,
}

impl Takes {
    /// Returns whether a value has exactly one meaning, which further words would spoil: a date, a number, a symbol.
    pub const fn is_exact(self) -> bool {
        match self {
            Self::Count | Self::Date | Self::FiscalYear | Self::Status | Self::Evaluation | Self::Form => {
                true
            }
            Self::Measure | Self::Paragraphs | Self::Telephone | Self::Office | Self::Name => false,
        }
    }

    /// Returns whether a value names an office or a person. Dictionaries do not correct names.
    pub const fn is_name(self) -> bool {
        matches!(self, Self::Office | Self::Name)
    }
}

/// The kinds of all values of a form.
#[derive(Debug)]
pub struct Kinds(TakesPath);

/// A position in the schema, with the positions below it.
#[derive(Debug, Default)]
struct TakesPath {
    takes: Option<Takes>,
    keys: Vec<(String, Self)>,
    /// The position of every list item, and of every key that the form does not name.
    each: Option<Box<Self>>,
}

impl Kinds {
    /// Derives the kinds from the schema of a form.
    pub fn of_form(form: Form) -> Self {
        Self::of(&schema::of_form(form))
    }

    /// Derives the kinds from a schema.
    pub fn of(schema: &Value) -> Self {
        Self(TakesPath::of(schema))
    }

    /// Returns the kind of the value at a field, or `None` where it takes any text.
    pub fn at(&self, field: &Field) -> Option<Takes> {
        field.0.iter().try_fold(&self.0, TakesPath::step)?.takes
    }
}

impl TakesPath {
    fn of(schema: &Value) -> Self {
        let takes = schema.get("x-takes").and_then(|takes| Takes::deserialize(takes).ok());
        let keys = schema["properties"].as_object().into_iter().flatten();
        let keys = keys.map(|(key, inner)| (key.clone(), Self::of(inner))).collect();
        let options =
            schema["anyOf"].as_array().into_iter().flatten().find(|option| option["type"] != "null");
        let each =
            ["items", "additionalProperties"].iter().find_map(|keyword| schema.get(keyword)?.as_object());
        let own = Self { takes, keys, each: each.map(|inner| Box::new(Self::of(&inner.clone().into()))) };
        match options.map(Self::of) {
            Some(inner) => Self { takes: own.takes.or(inner.takes), ..inner },
            None => own,
        }
    }

    fn step(&self, step: &Step) -> Option<&Self> {
        let named = match step {
            Step::Key(key) => self.keys.iter().find(|(name, _)| name == key).map(|(_, place)| place),
            Step::Index(_) => None,
        };
        named.or(self.each.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_a_form_take_what_the_model_says() {
        let takes = |form: Form, field: &str| Kinds::of_form(form).at(&field.parse().unwrap_or_default());
        for (field, wanted) in [
            ("組織目標[0].部区組織目標", Some(Takes::Count)),
            ("組織目標[3].取組[0].指標[1].実績.H29", Some(Takes::Measure)),
            ("組織目標[3].取組[0].指標[1].目標", Some(Takes::Measure)),
            ("組織目標[3].取組[0].指標[1].達成状況", Some(Takes::Status)),
            ("組織目標[3].評価", Some(Takes::Evaluation)),
            ("取り組みについて", Some(Takes::Paragraphs)),
            ("修正日", Some(Takes::Date)),
            ("様式", Some(Takes::Form)),
            ("年度", Some(Takes::FiscalYear)),
            ("部", Some(Takes::Office)),
            ("課", Some(Takes::Office)),
            ("問合せ先", Some(Takes::Telephone)),
            ("組織目標[3].目標", None),
            ("組織目標[3].取組[0].主な取組[0]", None),
            ("組織目標", None),
            ("知らない鍵", None),
            ("", None),
        ] {
            assert_eq!(takes(Form::Department, field), wanted, "{field}");
        }
        assert_eq!(takes(Form::Ward, "区長"), Some(Takes::Name));
        assert_eq!(takes(Form::Ward, "組織名"), Some(Takes::Office));
        assert_eq!(takes(Form::Ward, "年度"), Some(Takes::FiscalYear));
        assert_eq!(takes(Form::Ward, "評価.達成数"), Some(Takes::Count));
        assert_eq!(takes(Form::Ward, "評価.取組結果"), Some(Takes::Paragraphs));
        assert_eq!(takes(Form::Ward, "評価"), None);
    }
}
