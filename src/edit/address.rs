//! The address of a box: `組織目標/0/取組/1/指標/0/実績/H30`.

use std::fmt;
use std::str::FromStr;

use crate::finding::{Field, Step};
use crate::source::serde_as_text;

/// The address of a value, a list or an item of a list: keys and indices from the top of a sheet.
///
/// It is a place on the paper, independent of the bytes of a file: the value may not exist yet, 実績 is
/// addressed by the short name of its year however the file spells it, and a single text in the place of a
/// list is item 0.
///
/// As text, steps are separated by `/`. In a key, `/` and `\` are escaped by `\`, and so is the first digit
/// of a key of digits only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Address(Field);

impl Address {
    /// Returns the address of the value at `key`.
    #[must_use]
    pub fn key(&self, key: impl Into<String>) -> Self {
        Self(self.0.key(key))
    }

    /// Returns the address of the item at `index`, from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(self.0.index(index))
    }

    /// Returns the same place as findings name it.
    pub fn field(&self) -> &Field {
        &self.0
    }

    /// Returns the steps from the top.
    pub fn steps(&self) -> &[Step] {
        &self.0.0
    }

    /// Returns the list or map that it is in, and the last step; `None` for the whole sheet.
    pub fn split_last(&self) -> Option<(Self, &Step)> {
        let (last, outer) = self.0.0.split_last()?;
        Some((Self(Field(outer.to_vec())), last))
    }

    /// Returns whether it is `outer` or a place in it.
    pub fn is_within(&self, outer: &Self) -> bool {
        self.0.is_within(&outer.0)
    }
}

impl From<Field> for Address {
    fn from(field: Field) -> Self {
        Self(field)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.0.iter().enumerate() {
            f.write_str(if place == 0 { "" } else { "/" })?;
            match step {
                Step::Index(index) => write!(f, "{index}")?,
                Step::Key(key) => f.write_str(&escaped(key))?,
            }
        }
        Ok(())
    }
}

fn escaped(key: &str) -> String {
    let is_number = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    let key = key.replace('\\', "\\\\").replace('/', "\\/");
    if is_number { format!("\\{key}") } else { key }
}

/// A text that is not an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidAddress;

impl fmt::Display for InvalidAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no address of a sheet's value")
    }
}

impl std::error::Error for InvalidAddress {}

impl FromStr for Address {
    type Err = InvalidAddress;

    /// Reads what [`Display`](fmt::Display) writes, and nothing else.
    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        let mut address = Self::default();
        if text.is_empty() {
            return Ok(address);
        }
        let mut rest = Some(text);
        while let Some(text) = rest {
            let (step, after) = read_step(text)?;
            address.0.0.push(step);
            rest = after;
        }
        Ok(address)
    }
}

/// Returns the first step of a written address, and what follows its `/`.
fn read_step(text: &str) -> Result<(Step, Option<&str>), InvalidAddress> {
    let (mut key, mut is_escaped, mut is_number, mut end) = (String::new(), false, true, text.len());
    for (at, character) in text.char_indices() {
        match character {
            '\\' if !is_escaped => {
                (is_escaped, is_number) = (true, false);
                continue;
            }
            '/' if !is_escaped => {
                end = at;
                break;
            }
            _ => key.push(character),
        }
        is_number &= character.is_ascii_digit();
        is_escaped = false;
    }
    let rest = text.get(end + 1..);
    match key.parse() {
        _ if is_escaped => Err(InvalidAddress),
        Ok(index) if is_number && (key == "0" || !key.starts_with('0')) => Ok((Step::Index(index), rest)),
        _ if is_number && !key.is_empty() => Err(InvalidAddress),
        _ => Ok((Step::Key(key), rest)),
    }
}

serde_as_text!(Address);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written() {
        let year = Address::default().key("組織目標").index(0).key("取組").index(1).key("指標").index(10);
        let year = year.key("実績").key("H30");
        assert_eq!(year.to_string(), "組織目標/0/取組/1/指標/10/実績/H30");
        let odd = Address::default().key("2018").key("a/b").key("\\").index(3).key("R1.[x]").key("");
        for address in [year, odd, Address::default(), Address::default().key("部")] {
            assert_eq!(address.to_string().parse(), Ok(address));
        }
    }

    #[test]
    fn what_no_address_is_written_as_is_refused() {
        for text in ["a\\", "組織目標/00", "組織目標/99999999999999999999999"] {
            assert_eq!(text.parse::<Address>(), Err(InvalidAddress), "{text}");
        }
    }
}
