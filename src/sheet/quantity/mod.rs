//! The number that a value holds, in the notations that cities use: `1,234件`, `80％以上`, `約1.2万人`,
//! `▲1,577`.
//!
//! The form prints a value as it is typed; this module alone decides its meaning, for rules, charts, and the
//! column 数値 of the open data. A value that holds more than one number with its unit is a text: a range, a
//! fraction, a date, a sentence, a remark in brackets.

mod digits;
mod figure;
mod kanji;
mod odd;
mod scale;
mod scan;
mod units;
mod words;

pub use self::odd::{NumberFault, OddNumber, odd};
pub use self::scan::pieces;
pub use self::units::{RowUnit, known};

use rust_decimal::Decimal;

use self::units::UnitFit;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The exact number in the row's unit: 1.2万 is 12000, and 1億円 in a row of 千円 is 100000.
    pub value: Decimal,
    /// The unit as it is typed after the number, if any.
    pub unit: Option<String>,
    /// The side of the number that is meant, where the value is a bound.
    pub bound: Option<Bound>,
    /// `true` for an approximate number: 約, 程度.
    pub is_about: bool,
    /// The notations that were interpreted besides plain digits, in Japanese words for people.
    pub notes: Vec<String>,
}

/// A bound: the side of a number on which a value lies.
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
    /// Returns the Japanese word: 以上, 超, 以下 or 未満.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AtLeast => "以上",
            Self::MoreThan => "超",
            Self::AtMost => "以下",
            Self::LessThan => "未満",
        }
    }

    /// Returns whether the bound is a minimum, so that more is better.
    pub const fn is_lower(self) -> bool {
        matches!(self, Self::AtLeast | Self::MoreThan)
    }

    /// Returns whether `number` satisfies the bound `limit`.
    pub fn holds(self, limit: Decimal, number: Decimal) -> bool {
        match self {
            Self::AtLeast => number >= limit,
            Self::MoreThan => number > limit,
            Self::AtMost => number <= limit,
            Self::LessThan => number < limit,
        }
    }
}

/// The reading of a value in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueReading {
    /// A number in the row's unit.
    Number(Quantity),
    /// A number with another unit than the row's, which cannot be compared within the row.
    OtherUnit(String),
    /// A text.
    Text,
}

impl ValueReading {
    /// Reads a value of a row with the unit `row`. A value of several lines is a text.
    pub fn of(value: &str, row: &RowUnit) -> Self {
        read(value, row).unwrap_or(Self::Text)
    }

    /// Returns the number in the row's unit, if the value is one.
    pub fn number(self) -> Option<Quantity> {
        match self {
            Self::Number(quantity) => Some(quantity),
            Self::OtherUnit(_) | Self::Text => None,
        }
    }
}

impl Quantity {
    /// Reads a value outside of any row.
    pub fn of(value: &str) -> Option<Self> {
        ValueReading::of(value, &RowUnit::default()).number()
    }

    /// Returns whether the value is a single exact number: not a bound and not approximate.
    pub fn is_exact(&self) -> bool {
        self.bound.is_none() && !self.is_about
    }

    /// Returns whether two numbers of a row have the same unit. A number without a unit has the other's.
    pub fn has_unit_of(&self, other: &Self) -> bool {
        let (Some(unit), Some(other_unit)) = (&self.unit, &other.unit) else { return true };
        RowUnit::of(unit).fit(other_unit) == UnitFit::Same
    }
}

/// The parts of a value around its digits.
#[derive(Debug, Default)]
struct Affixes {
    bound: Option<Bound>,
    is_about: bool,
    is_negative: bool,
    /// The unit that a currency sign before the number stands for; empty without one.
    sign_of_unit: &'static str,
    /// `true` where a word of scale such as 千 or 万 follows the digits.
    is_scaled: bool,
    notes: Vec<String>,
}

impl Affixes {
    fn note(&mut self, word: &str) {
        if !self.notes.iter().any(|note| note == word) {
            self.notes.push(word.to_owned());
        }
    }

    /// Sets the bound. Returns `None` where one is set already.
    fn bind(&mut self, bound: Bound) -> Option<()> {
        self.note(bound.word());
        self.bound.replace(bound).is_none().then_some(())
    }
}

fn read(value: &str, row: &RowUnit) -> Option<ValueReading> {
    let mut parts = Affixes::default();
    let line = Some(value.trim()).filter(|value| !value.contains('\n'))?;
    let rest = words::before(line, &mut parts)?;
    let in_kanji = || kanji::number(rest).map(|(number, rest)| (number, rest, true));
    let in_digits = digits::number(rest, &mut parts).map(|(number, rest)| (number, rest, false));
    let (number, rest, is_kanji) = in_digits.or_else(in_kanji)?;
    let unit = words::behind(rest, row, &mut parts)?;
    if is_kanji {
        // 一部 and 三位 are words unless the row is counted in 部 or 位.
        if !unit.is_empty() && row.fit(unit) != UnitFit::Same {
            return None;
        }
        parts.is_scaled = true;
        parts.note("漢数字");
    }
    let unit = if unit.is_empty() { parts.sign_of_unit } else { unit };
    let number = if parts.is_negative { -number } else { number };
    if unit.is_empty() {
        return Some(parts.quantity(number, None));
    }
    match row.fit(unit) {
        UnitFit::More => return None,
        UnitFit::Other => return Some(ValueReading::OtherUnit(unit.to_owned())),
        // A row of 千円 with 12円 is as likely a slip as one with 12.
        _ if row.zeros > 0 && !parts.is_scaled => return Some(ValueReading::OtherUnit(unit.to_owned())),
        UnitFit::Same | UnitFit::Free => {}
    }
    parts.note(unit);
    Some(parts.quantity(digits::without_zeros(number, row.zeros)?, Some(unit)))
}

impl Affixes {
    fn quantity(self, value: Decimal, unit: Option<&str>) -> ValueReading {
        let Self { bound, is_about, notes, .. } = self;
        ValueReading::Number(Quantity { value, unit: unit.map(str::to_owned), bound, is_about, notes })
    }
}

#[cfg(test)]
mod tests;
