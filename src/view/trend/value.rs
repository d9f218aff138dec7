//! A value at the end of its bar, in few characters: charts set no value smaller than the sheet sets its cells.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::fonts::Widths;
use crate::linebreak::{Strength, breaks};
use crate::sheet::Quantity;

/// How wide a value may be, in em of its size: the columns of charts are wider, on paper and on the web.
pub(super) const WIDEST: f64 = 4.3;

/// The most lines of a value.
const LINES: usize = 2;

static WIDTHS: LazyLock<Widths> = LazyLock::new(Widths::of_bundled_fonts);

/// Whether a value is narrow enough as it is typed.
pub(super) fn fits(lines: &[String]) -> bool {
    lines.len() <= LINES && lines.iter().all(|line| WIDTHS.of(line) <= WIDEST)
}

/// Returns a number in few characters: in 万, 億 or 兆, as exact as there is room for. Behind a bound stands its word
/// on a line of its own.
pub(super) fn rounded(number: &Quantity, typed: &str) -> Option<Vec<String>> {
    let about = if number.is_about { "約" } else { "" };
    let minus = typed.trim().chars().next().filter(|it| "▲△".contains(*it)).unwrap_or('-');
    let sign = if number.value.is_sign_negative() { minus.to_string() } else { String::new() };
    let unit = number.unit.as_deref().unwrap_or_default();
    let short = [unit, ""].into_iter().flat_map(|unit| [2, 1, 0].map(|digits| (unit, digits)));
    let short = short.filter_map(|(unit, digits)| {
        Some(format!("{about}{sign}{}{unit}", scaled(number.value.abs(), digits)?))
    });
    let short: Vec<String> = short.filter(|text| WIDTHS.of(text) <= WIDEST).collect();
    // Rather two digits without a unit, which stands behind 項目, than one with it.
    let is_exact = |text: &&String| text.chars().filter(char::is_ascii_digit).count() > 1;
    let line = short.iter().find(is_exact).or(short.first())?.clone();
    Some(std::iter::once(line).chain(number.bound.map(|bound| bound.word().to_owned())).collect())
}

/// The units that numbers are rounded to, with how many zeros they stand for.
const SCALES: [(u32, &str); 5] = [(16, "京"), (12, "兆"), (8, "億"), (4, "万"), (0, "")];

/// A number in the greatest of the units that it has one of, with so many digits behind the point at the most.
fn scaled(number: Decimal, digits: u32) -> Option<String> {
    SCALES.into_iter().find_map(|(zeros, name)| {
        let one = Decimal::from(10_u64.pow(zeros));
        let rounded = number.checked_div(one)?.round_dp(digits).normalize();
        (rounded >= Decimal::ONE || zeros == 0).then(|| format!("{rounded}{name}"))
    })
}

/// Returns a text that is no number in lines that end between its words; nothing for one that needs more than there
/// is room for.
pub(super) fn broken(lines: &[String]) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for line in lines {
        let places = breaks(line).places.into_iter().filter(|it| it.strength > Strength::Inside);
        let mut start = 0;
        let mut fitting = 0;
        for at in places.map(|it| it.at).chain([line.len()]) {
            if WIDTHS.of(&line[start..at]) > WIDEST {
                all.push(line[start..fitting].to_owned());
                start = fitting;
            }
            fitting = at;
        }
        all.push(line[start..].to_owned());
    }
    (fits(&all) && all.iter().all(|line| !line.is_empty())).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::quantity::Bound;

    fn number(value: &str, unit: &str, bound: Option<Bound>) -> Quantity {
        let unit = (!unit.is_empty()).then(|| unit.to_owned());
        Quantity { value: value.parse().unwrap(), unit, bound, is_about: false, notes: Vec::new() }
    }

    #[test]
    fn large_numbers_are_rounded_to_what_has_room() {
        for (value, unit, wanted) in [
            ("1234567", "", "123.5万"),
            ("1234567", "人", "123万人"),
            ("99999999", "", "1億"),
            ("12345", "千人日", "1.23万"),
            ("-1234567890", "", "-12.3億"),
            ("987654321", "", "9.88億"),
            ("12.345678", "%", "12.35%"),
            ("123456.789", "", "12.35万"),
            ("79228162514264337593543950335", "", "文章"),
        ] {
            let told = rounded(&number(value, unit, None), value);
            assert_eq!(told.map_or("文章".to_owned(), |lines| lines.concat()), wanted, "{value}{unit}");
        }
        assert_eq!(rounded(&number("-1234567", "", None), "▲1,234,567").unwrap(), ["▲123万"]);
        let bound = rounded(&number("1000000", "人", Some(Bound::AtLeast)), "");
        assert_eq!(bound.unwrap(), ["100万人", "以上"]);
    }

    #[test]
    fn no_value_is_wider_than_its_column() {
        for zeros in 0..16_u32 {
            for value in [1_u64, 9, 12, 99, 1_234_567, 9_999_999] {
                let value = Decimal::from(value.saturating_mul(10_u64.pow(zeros))) / Decimal::from(1000);
                for unit in ["", "%", "千円", "人日"] {
                    let told = rounded(&number(&value.to_string(), unit, None), "").unwrap();
                    assert!(fits(&told), "{value}{unit} is {told:?}");
                }
            }
        }
    }

    #[test]
    fn texts_are_broken_between_words_or_not_at_all() {
        let lines = |text: &str| broken(&[text.to_owned()]);
        assert_eq!(lines("調整中").unwrap(), ["調整中"]);
        assert_eq!(lines("新規の講座").unwrap(), ["新規の", "講座"]);
        assert_eq!(lines("広報紙への掲載と窓口での配布"), None);
    }
}
