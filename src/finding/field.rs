//! The address of a value: `組織目標[2].取組[0].指標[1].実績.R1` for programs, 「No.3 取組1 指標2 R1実績」
//! for people.

use std::fmt;
use std::str::FromStr;

use serde::de::Deserializer;
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

/// A step of a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A key of a map.
    Key(String),
    /// An index into a list, from 0.
    Index(usize),
}

/// The address of a value: the steps from the root of a source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Field(pub Vec<Step>);

impl Field {
    /// Returns the field of `key` below this one.
    #[must_use]
    pub fn key(&self, key: impl Into<String>) -> Self {
        self.with(Step::Key(key.into()))
    }

    /// Returns the field of the list item `index` below this one.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    /// Returns whether the field is the root, which is the whole file.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// Returns whether the field equals `outer` or lies below it.
    pub fn is_within(&self, outer: &Self) -> bool {
        self.0.starts_with(&outer.0)
    }

    /// Returns the field in the words of the form; empty for the root.
    pub fn label_path(&self) -> String {
        let mut parts = Vec::new();
        let mut steps = self.0.iter().peekable();
        while let Some(step) = steps.next() {
            let Step::Key(key) = step else { continue };
            let index = steps.next_if(|next| matches!(next, Step::Index(_)));
            parts.push(match (key.as_str(), index) {
                ("組織目標", Some(Step::Index(index))) => format!("No.{}", index + 1),
                (_, Some(Step::Index(index))) => format!("{key}{}", index + 1),
                ("実績", _) => actual_label(steps.next()),
                _ => key.clone(),
            });
        }
        parts.join(" ")
    }
}

/// Returns the label of a year of 実績, which the form heads 「H29実績」, not 「実績 H29」.
fn actual_label(year: Option<&Step>) -> String {
    match year {
        Some(Step::Key(year)) => format!("{}実績", year.trim_end_matches("実績")),
        _ => "実績".to_owned(),
    }
}

/// Characters of a key that have a meaning in a written field. A `\` precedes them.
const SIGNS: [char; 3] = ['.', '[', '\\'];

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) => {
                    f.write_str(if place == 0 { "" } else { "." })?;
                    write_key(key, f)?;
                }
            }
        }
        Ok(())
    }
}

fn write_key(key: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    key.chars().try_for_each(|character| {
        f.write_str(if SIGNS.contains(&character) { "\\" } else { "" })?;
        fmt::Write::write_char(f, character)
    })
}

impl FromStr for Field {
    type Err = std::convert::Infallible;

    /// Parses the text that [`Display`](fmt::Display) writes.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut field = Self::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (step, after) = read_step(rest);
            field.0.push(step);
            rest = after;
        }
        Ok(field)
    }
}

/// Splits the first step off a written field.
fn read_step(text: &str) -> (Step, &str) {
    let index = || {
        let (index, rest) = text.strip_prefix('[')?.split_once(']')?;
        Some((Step::Index(index.parse().ok()?), rest.strip_prefix('.').unwrap_or(rest)))
    };
    index().unwrap_or_else(|| read_key(text))
}

fn read_key(text: &str) -> (Step, &str) {
    let (mut key, mut escaped) = (String::new(), false);
    for (at, character) in text.char_indices() {
        match character {
            '\\' if !escaped => escaped = true,
            '[' if !escaped && at > 0 => return (Step::Key(key), &text[at..]),
            '.' if !escaped => return (Step::Key(key), &text[at + 1..]),
            _ => {
                key.push(character);
                escaped = false;
            }
        }
    }
    (Step::Key(key), "")
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let Ok(field) = text.parse();
        Ok(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actual() -> Field {
        let indicator = Field::default().key("組織目標").index(2).key("取組").index(0).key("指標").index(1);
        indicator.key("実績").key("R1")
    }

    #[test]
    fn a_field_has_a_form_for_programs_and_a_label_for_people() {
        assert_eq!(actual().to_string(), "組織目標[2].取組[0].指標[1].実績.R1");
        assert_eq!(actual().label_path(), "No.3 取組1 指標2 R1実績");
    }

    #[test]
    fn a_field_is_read_as_it_is_written() {
        let odd = Field::default().key("実績").key("R1.[x]\\").index(0).index(1).key("2");
        for field in [actual(), odd, Field::default(), Field::default().key("部")] {
            assert_eq!(field.to_string().parse(), Ok(field));
        }
    }

    #[test]
    fn a_list_is_named_without_a_number() {
        assert_eq!(Field::default().key("重点目標").index(4).label_path(), "重点目標5");
        assert_eq!(Field::default().key("評価").key("達成数").label_path(), "評価 達成数");
        assert_eq!(Field::default().label_path(), "");
    }
}
