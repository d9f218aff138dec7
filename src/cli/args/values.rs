//! Values of options: one of several names, or a number within bounds.

use std::error::Error;
use std::fmt::{self, Display};
use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::finding::Message;

/// The names of an option's values, with a description for shell completions and the value that each means.
pub(super) type Choices<T> = &'static [(&'static str, &'static str, T)];

/// Returns a parser that accepts these names.
pub(super) fn choice<T: Copy + Send + Sync>(choices: Choices<T>) -> impl TypedValueParser<Value = T> {
    let values = choices.iter().map(|(name, description, _)| PossibleValue::new(*name).help(*description));
    let chosen = |name: String| chosen(choices, &name).expect("the parser accepts only these names");
    PossibleValuesParser::new(values).map(chosen)
}

/// Returns the value that a name means.
pub(in crate::cli) fn chosen<T: Copy>(choices: Choices<T>, name: &str) -> Option<T> {
    choices.iter().find(|choice| choice.0 == name).map(|choice| choice.2)
}

/// Returns a parser of numbers from `least` to `most`. The type is given where it is used, because clap compares it with
/// that of the argument only when it runs.
pub(super) fn within<T>(least: T, most: T) -> impl Fn(&str) -> Result<T, Expected> + Clone + Send + Sync
where
    T: FromStr + PartialOrd + Display + Copy + Send + Sync,
{
    move |text| {
        let number = text.parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| {
            Expected::new(format!("{least}から{most}までの数"), format!("a number from {least} to {most}"))
        })
    }
}

/// An error of a value parser: a phrase that describes the expected value, in both languages.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Expected(pub(in crate::cli) Message);

impl Expected {
    /// Creates an error from the phrases that complete 「…を書いてください」 and "expected …".
    pub(super) fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Message::new(ja, en))
    }
}

impl Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl Error for Expected {}
