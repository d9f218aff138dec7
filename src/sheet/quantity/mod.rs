//! Which number a value holds, and how it says so: `1,234件`, `80％以上`, `約1.2万人`, `▲1,577`.
//!
//! The paper prints a value as it is typed. This is what it means, in the one place that decides it: rules judge by it,
//! charts draw it, and the open data publishes it as 数値. What is more than a number with its unit is a text: a range,
//! a fraction, a date, a sentence, a remark in brackets.

mod digits;
mod figure;
mod odd;
mod scale;
mod scan;
mod units;
mod words;

pub use self::odd::{Fault, OddNumber, odd};
pub use self::scan::pieces;
pub use self::units::{RowUnit, known};

use rust_decimal::Decimal;

use self::units::Fit;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The exact number, in the row's unit: 1.2万 is 12000, and in a row of 千円 1億円 is 100000.
    pub value: Decimal,
    /// The unit as it is typed behind the number; nothing where there is none.
    pub unit: Option<String>,
    /// Which side of the number is meant, where it is a bound.
    pub bound: Option<Bound>,
    /// Whether it is said to be about so much: 約, 程度.
    pub is_about: bool,
    /// What was read beside plain digits, in words for people.
    pub notes: Vec<String>,
}

/// The side of a number on which a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// 以上.
    AtLeast,
    /// 超.
    MoreThan,
    /// 以下.
    AtMost,
    /// 未満.
    LessThan,
}

impl Bound {
    /// Returns the word of the form: 以上, 超, 以下 or 未満.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AtLeast => "以上",
            Self::MoreThan => "超",
            Self::AtMost => "以下",
            Self::LessThan => "未満",
        }
    }

    /// Returns whether the bound is a least value, so that more is better.
    pub const fn is_lower(self) -> bool {
        matches!(self, Self::AtLeast | Self::MoreThan)
    }

    /// Returns whether a number lies on the side that is meant.
    pub fn holds(self, limit: Decimal, number: Decimal) -> bool {
        match self {
            Self::AtLeast => number >= limit,
            Self::MoreThan => number > limit,
            Self::AtMost => number <= limit,
            Self::LessThan => number < limit,
        }
    }
}

/// What a value is in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A number that is counted in the row's unit.
    Number(Quantity),
    /// A number with another unit than the row's: nothing can be reckoned with it there.
    OtherUnit(String),
    /// A text.
    Text,
}

impl Reading {
    /// Reads a value in a row that has this unit. A text of several lines is no number.
    pub fn of(value: &str, row: &RowUnit) -> Self {
        read(value, row).unwrap_or(Self::Text)
    }

    /// Returns the number, where it is one of the row.
    pub fn number(self) -> Option<Quantity> {
        match self {
            Self::Number(quantity) => Some(quantity),
            Self::OtherUnit(_) | Self::Text => None,
        }
    }
}

impl Quantity {
    /// Reads a value that stands in no row.
    pub fn of(value: &str) -> Option<Self> {
        Reading::of(value, &RowUnit::default()).number()
    }

    /// Returns whether it is one number and no other: neither a bound nor about so much.
    pub fn is_exact(&self) -> bool {
        self.bound.is_none() && !self.is_about
    }

    /// Returns whether two numbers of one row are counted in the same: where only one of them has a unit, they are.
    pub fn goes_with(&self, other: &Self) -> bool {
        let (Some(one), Some(other)) = (&self.unit, &other.unit) else { return true };
        RowUnit::of(one).fit(other) == Fit::Same
    }
}

/// What stands around the digits of a value.
#[derive(Debug, Default)]
struct Parts {
    bound: Option<Bound>,
    is_about: bool,
    is_negative: bool,
    /// The unit that ¥ before the number is.
    sign_of_unit: &'static str,
    /// Whether 千, 万 or the like stands behind the digits.
    is_scaled: bool,
    notes: Vec<String>,
}

impl Parts {
    fn note(&mut self, word: &str) {
        if !self.notes.iter().any(|note| note == word) {
            self.notes.push(word.to_owned());
        }
    }

    /// Takes a bound in; nothing where there is one already.
    fn bind(&mut self, bound: Bound) -> Option<()> {
        self.note(bound.word());
        self.bound.replace(bound).is_none().then_some(())
    }
}

fn read(value: &str, row: &RowUnit) -> Option<Reading> {
    let mut parts = Parts::default();
    let line = Some(value.trim()).filter(|value| !value.contains('\n'))?;
    let rest = words::before(line, &mut parts)?;
    let (number, rest) = digits::number(rest, &mut parts)?;
    let unit = words::behind(rest, row, &mut parts)?;
    let unit = if unit.is_empty() { parts.sign_of_unit } else { unit };
    let number = if parts.is_negative { -number } else { number };
    if unit.is_empty() {
        return Some(parts.quantity(number, None));
    }
    match row.fit(unit) {
        Fit::More => return None,
        Fit::Other => return Some(Reading::OtherUnit(unit.to_owned())),
        // In a row of 千円, 12円 is as likely a slip as 12.
        _ if row.zeros > 0 && !parts.is_scaled => return Some(Reading::OtherUnit(unit.to_owned())),
        Fit::Same | Fit::Free => {}
    }
    parts.note(unit);
    Some(parts.quantity(digits::without_zeros(number, row.zeros)?, Some(unit)))
}

impl Parts {
    fn quantity(self, value: Decimal, unit: Option<&str>) -> Reading {
        let Self { bound, is_about, notes, .. } = self;
        Reading::Number(Quantity { value, unit: unit.map(str::to_owned), bound, is_about, notes })
    }
}

#[cfg(test)]
mod tests;
