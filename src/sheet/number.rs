//! Numbers with a single reading: counts, and percentages in the settings.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::era::ascii_digits;
use super::quantity::{Bound, RowUnit, ValueReading};

/// A percentage in the settings: `110`, `110%`, `１１０％`, `110以上`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub Decimal);

impl FromStr for Percent {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let percent = ValueReading::of(text, &RowUnit::of("%")).number().filter(|number| !number.is_about);
        let percent = percent.filter(|number| matches!(number.bound, None | Some(Bound::AtLeast)));
        percent.map(|percent| Self(percent.value)).ok_or(())
    }
}

/// A non-negative whole number in digits of either width, such as a goal's number or 達成数.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count(pub usize);

impl FromStr for Count {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = ascii_digits(text);
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten().map(Self).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_may_have_its_sign() {
        let percent = |text: &str| text.parse::<Percent>().ok().map(|percent| percent.0.to_string());
        for text in ["110", "110%", "110 ％", "１１０％", "110%以上", "110パーセント"] {
            assert_eq!(percent(text).as_deref(), Some("110"), "{text}");
        }
        for text in ["", "満点", "約110%", "110%以下", "110人", "1.1倍", "12,34"] {
            assert_eq!(percent(text), None, "{text}");
        }
    }

    #[test]
    fn a_count_is_whole() {
        assert_eq!("１２".parse(), Ok(Count(12)));
        for text in ["", "-1", "1.5", "3件", "一"] {
            assert_eq!(text.parse::<Count>(), Err(()), "{text}");
        }
    }
}
