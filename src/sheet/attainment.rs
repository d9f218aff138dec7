//! The ratio of a result to its target, in exact decimals.

use rust_decimal::Decimal;

use super::department::Direction;

/// The ratio of a result to its target: 結果÷目標, or 目標÷結果 where less is better. Comparisons multiply
/// out instead of dividing, so that 99.99…% does not count as 100%.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attainment {
    /// The numerator, 0 or more.
    part: Decimal,
    /// The denominator, more than 0.
    whole: Decimal,
}

impl Attainment {
    /// Returns the ratio, or `None` where a percentage has no meaning: for a target of 0 or less, a negative
    /// result, and a result of 0 where less is better.
    pub fn of(target: Decimal, result: Decimal, direction: Option<Direction>) -> Option<Self> {
        let (target, result) = (target.normalize(), result.normalize());
        let (part, whole) = match direction {
            None | Some(Direction::Higher) => (result, target),
            Some(Direction::Lower) => (target, result),
        };
        (target > Decimal::ZERO && result >= Decimal::ZERO && whole > Decimal::ZERO)
            .then_some(Self { part, whole })
    }

    /// Returns whether the ratio reaches `percent`, or `None` where the products have more digits than a
    /// decimal holds.
    pub fn is_at_least(self, percent: Decimal) -> Option<bool> {
        let (have, want) = (product(self.part, Decimal::ONE_HUNDRED)?, product(percent, self.whole)?);
        Some(have >= want)
    }

    /// Returns the percentage truncated to `places` decimal places, and whether digits were cut off.
    /// Truncation never reports more than was reached.
    pub fn percent(self, places: u32) -> Option<(Decimal, bool)> {
        let have = product(self.part, Decimal::ONE_HUNDRED)?;
        let mut percent = have.checked_div(self.whole)?.trunc_with_scale(places);
        // `checked_div` rounds a quotient that has more digits than a decimal holds.
        if product(percent, self.whole)? > have {
            percent -= Decimal::new(1, places);
        }
        Some((percent.normalize(), product(percent, self.whole)? != have))
    }
}

/// Returns the exact product, or `None` where it has more digits than a decimal holds.
fn product(left: Decimal, right: Decimal) -> Option<Decimal> {
    let (left, right) = (left.normalize(), right.normalize());
    let product = left.checked_mul(right)?;
    // `checked_mul` rounds a product that is too long, which shows in its scale.
    (product.is_zero() || product.scale() == left.scale() + right.scale()).then_some(product)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Quantity;

    fn of(target: &str, result: &str, direction: Direction) -> Option<Attainment> {
        let number = |text: &str| Quantity::of(text).expect("a number").value;
        Attainment::of(number(target), number(result), Some(direction))
    }

    fn percent(target: &str, result: &str, direction: Direction) -> Option<String> {
        let (percent, cut) = of(target, result, direction)?.percent(1)?;
        Some(format!("{}{percent}", if cut { "約" } else { "" }))
    }

    #[test]
    fn a_percentage_is_of_the_target() {
        let higher = |target, result| percent(target, result, Direction::Higher);
        assert_eq!(higher("100", "105").as_deref(), Some("105"));
        assert_eq!(higher("1,200", "1,230").as_deref(), Some("102.5"));
        assert_eq!(higher("0.3", "0.1").as_deref(), Some("約33.3"));
        assert_eq!(higher("10000", "9999.9").as_deref(), Some("約99.9"));
        assert_eq!(higher("60", "0").as_deref(), Some("0"));
    }

    #[test]
    fn where_less_is_better_the_target_is_of_the_result() {
        let lower = |target, result| percent(target, result, Direction::Lower);
        assert_eq!(lower("100", "80").as_deref(), Some("125"));
        assert_eq!(lower("100", "125").as_deref(), Some("80"));
        assert_eq!(lower("100", "0"), None);
        assert_eq!(lower("0", "3"), None);
    }

    #[test]
    fn without_a_meaning_there_is_no_percentage() {
        for (target, result) in [("0", "0"), ("0", "5"), ("-5", "-4"), ("-5", "3"), ("5", "-1")] {
            for direction in [Direction::Higher, Direction::Lower] {
                assert_eq!(of(target, result, direction), None, "{target} {result}");
            }
        }
    }

    #[test]
    fn thresholds_are_held_against_exactly() {
        let at_least = |target: &str, result: &str, percent: &str| {
            let percent = Quantity::of(percent).expect("a number").value;
            of(target, result, Direction::Higher).and_then(|attainment| attainment.is_at_least(percent))
        };
        // As floats, 0.07 × 100 is more than 7.
        assert_eq!(at_least("1", "0.07", "7"), Some(true));
        assert_eq!(at_least("3", "1", "33.3"), Some(true));
        assert_eq!(at_least("3", "1", "33.4"), Some(false));
        let nearly = format!("0.{}", "9".repeat(25));
        assert_eq!(at_least("1", &nearly, "100"), Some(false));
        // The product has more digits than a decimal holds.
        let long = "9".repeat(28);
        assert_eq!(at_least(&long, &long, "100"), None);
    }
}
