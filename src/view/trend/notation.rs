//! A common notation for the numbers of a chart: all as typed, or all rounded to the same unit.

use rust_decimal::Decimal;

use super::value::fits;
use crate::sheet::Quantity;

/// A number of a chart with its typed text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed<'a> {
    pub(super) number: &'a Quantity,
    pub(super) text: &'a str,
}

impl Typed<'_> {
    /// Returns whether the typed text is wider than its column.
    pub(super) fn is_wide(self) -> bool {
        !fits(&[self.text.to_owned()])
    }

    /// Returns the minus sign of a negative number as it is typed.
    fn minus(self) -> Option<char> {
        let sign = self.text.chars().next().filter(|sign| "▲△".contains(*sign)).unwrap_or('-');
        self.number.value.is_sign_negative().then_some(sign)
    }
}

/// A label of one line, and another one for a bound.
pub(super) type Label = Vec<String>;

/// Returns the labels of numbers with a common unit. If one of them is wider than its column, all are rounded
/// to the same power (万, 億, …), with the same minus sign and, unless they differ too much, with the same
/// number of decimal places. A number that is printed as typed has no label.
pub(super) fn labels(numbers: [Option<Typed>; 5]) -> [Option<Label>; 5] {
    let all: Vec<Typed> = numbers.into_iter().flatten().collect();
    if !all.iter().any(|number| number.is_wide()) {
        return [const { None }; 5];
    }
    match common_labels(&all) {
        Some(labels) => {
            let mut labels = labels.into_iter();
            numbers.map(|number| number.and_then(|_| labels.next()))
        }
        // No power suits all of them.
        None => numbers.map(|number| number.filter(|number| number.is_wide()).and_then(alone)),
    }
}

/// Returns the label of a single number, as exact as fits.
pub(super) fn alone(number: Typed) -> Option<Label> {
    let number = [number];
    let rough =
        || notations(&number).find_map(|notation| notation.labels(&number, &DIGITS[..3], Decimal::ONE));
    common_labels(&number).or_else(rough)?.pop()
}

/// The acceptable relative rounding error, and the one accepted where nothing better fits.
const PRECISE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
const ROUGH: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// The powers to which numbers are rounded, with their zeros.
const SCALES: [(u32, &str); 5] = [(16, "京"), (12, "兆"), (8, "億"), (4, "万"), (0, "")];

/// The numbers of decimal places in order of preference: more than two only where fewer would give zero.
const DIGITS: [u32; 5] = [2, 1, 0, 3, 4];

/// Returns the labels in the first notation that is narrow and exact enough for all numbers.
fn common_labels(numbers: &[Typed]) -> Option<Vec<Label>> {
    let digits = |error| {
        notations(numbers).find_map(|notation| {
            DIGITS[..3].iter().find_map(|digits| notation.labels(numbers, &[*digits], error))
        })
    };
    let any_digits = || notations(numbers).find_map(|notation| notation.labels(numbers, &DIGITS, ROUGH));
    digits(PRECISE).or_else(|| digits(ROUGH)).or_else(any_digits)
}

/// A notation of numbers.
#[derive(Debug, Clone, Copy)]
struct Notation {
    unit: Decimal,
    scale: &'static str,
    has_unit: bool,
    minus: char,
}

/// Returns the notations in order of preference: the typed minus sign before the narrow one, large powers
/// before small ones, with 単位 before without, which follows 項目 anyway.
fn notations(numbers: &[Typed]) -> impl Iterator<Item = Notation> {
    let mut signs = numbers.iter().filter_map(|number| number.minus());
    let first = signs.next().unwrap_or('-');
    let typed = signs.all(|sign| sign == first).then_some(first);
    typed.filter(|sign| *sign != '-').into_iter().chain(['-']).flat_map(|minus| {
        SCALES.into_iter().flat_map(move |(zeros, scale)| {
            let unit = Decimal::from(10_u64.pow(zeros));
            [true, false].map(|has_unit| Notation { unit, scale, has_unit, minus })
        })
    })
}

impl Notation {
    /// Returns the labels of numbers, each with the first of `digits` that suits it, or `None` if one is too
    /// wide, its relative rounding error exceeds `error`, or all are less than one of the unit. With a single
    /// choice of digits, all labels have the same number of decimal places.
    fn labels(self, numbers: &[Typed], digits: &[u32], error: Decimal) -> Option<Vec<Label>> {
        let fitting = |typed: &Typed| {
            let value = typed.number.value.abs();
            digits.iter().find_map(|digits| {
                let scaled = self.scaled(value, *digits, error)?;
                fits(&self.label(*typed, scaled, scaled.scale())).then_some(scaled)
            })
        };
        let scaled: Vec<Decimal> = numbers.iter().map(fitting).collect::<Option<_>>()?;
        let is_large = self.scale.is_empty() || scaled.iter().any(|value| *value >= Decimal::ONE);
        let most = scaled.iter().map(Decimal::scale).max().filter(|_| digits.len() == 1);
        let label =
            |(typed, scaled): (&Typed, Decimal)| self.label(*typed, scaled, most.unwrap_or(scaled.scale()));
        let labels: Vec<Label> = numbers.iter().zip(scaled).map(label).collect();
        (is_large && labels.iter().all(|label| fits(label))).then_some(labels)
    }

    /// Returns a number in the unit, rounded, if its rounding error is acceptable.
    fn scaled(self, number: Decimal, digits: u32, error: Decimal) -> Option<Decimal> {
        let scaled = number.checked_div(self.unit)?.round_dp(digits).normalize();
        let off = (scaled.checked_mul(self.unit)? - number).abs();
        (off <= number.checked_mul(error)?).then_some(scaled)
    }

    fn label(self, Typed { number, .. }: Typed, scaled: Decimal, digits: u32) -> Label {
        let about = if number.is_about { "約" } else { "" };
        let unit = if self.has_unit { number.unit.as_deref().unwrap_or_default() } else { "" };
        let digits = usize::try_from(digits).expect("a number of digits is small");
        let line = if scaled.is_zero() {
            format!("{about}0{unit}")
        } else {
            let sign = if number.value.is_sign_negative() { self.minus.to_string() } else { String::new() };
            format!("{about}{sign}{scaled:.digits$}{}{unit}", self.scale)
        };
        std::iter::once(line).chain(number.bound.map(|bound| bound.word().to_owned())).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sheet::quantity::Bound;
    use crate::source::cases::cases;

    fn number(value: &str, unit: &str, bound: Option<Bound>) -> Quantity {
        let unit = (!unit.is_empty()).then(|| unit.to_owned());
        Quantity { value: value.parse().unwrap(), unit, bound, is_about: false, notes: Vec::new() }
    }

    fn told(number: &Quantity, text: &str) -> Option<Label> {
        alone(Typed { number, text })
    }

    /// Returns the values of a chart as it prints them.
    fn chart(values: [&str; 5]) -> [String; 5] {
        let numbers = values.map(|value| value.replace(',', "").replace(['▲', '△'], "-"));
        let numbers = numbers.map(|value| value.parse::<Decimal>().is_ok().then(|| number(&value, "", None)));
        let mut typed = numbers.iter().zip(values);
        let typed = [(); 5].map(|()| {
            let (number, text) = typed.next().unwrap();
            number.as_ref().map(|number| Typed { number, text })
        });
        let mut all = labels(typed).into_iter().zip(values);
        [(); 5].map(|()| {
            let (label, value) = all.next().unwrap();
            label.map_or(value.to_owned(), |lines| lines.concat())
        })
    }

    #[test]
    fn a_chart_has_one_notation() {
        for (typed, wanted) in [
            // As typed, where all fit.
            (["-612.0", "▲591.0", "1,934", "1934", ""], ["-612.0", "▲591.0", "1,934", "1934", ""]),
            // Else all with one power, one sign and as many decimal places.
            (["12,034", "-35183", "△35,183", "黒字", ""], ["1.20万", "-3.52万", "-3.52万", "黒字", ""]),
            (["2,133,181", "2,000,000", "0", "", "中止"], ["213万", "200万", "0", "", "中止"]),
            (["▲1,234,567", "▲34,000", "50,000", "", ""], ["▲123万", "▲3.4万", "5万", "", ""]),
            (["1,234,567", "500", "-5,000", "", ""], ["123.5万", "0.05万", "-0.5万", "", ""]),
            // Where no power suits all, the wide ones individually.
            (["123,456,789,012", "50", "0.5", "", ""], ["1235億", "50", "0.5", "", ""]),
        ] {
            let found = chart(typed);
            assert_eq!(found, wanted.map(str::to_owned), "{typed:?}");
        }
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
            let told = told(&number(value, unit, None), value);
            assert_eq!(told.map_or("文章".to_owned(), |lines| lines.concat()), wanted, "{value}{unit}");
        }
        assert_eq!(told(&number("-1234567", "", None), "▲1,234,567").unwrap(), ["▲123万"]);
        let bound = told(&number("1000000", "人", Some(Bound::AtLeast)), "");
        assert_eq!(bound.unwrap(), ["100万人", "以上"]);
    }

    #[test]
    fn no_value_is_wider_than_its_column() {
        for zeros in 0..16_u32 {
            for value in [1_u64, 9, 12, 99, 1_234_567, 9_999_999] {
                let value = Decimal::from(value.saturating_mul(10_u64.pow(zeros))) / Decimal::from(1000);
                for unit in ["", "%", "千円", "人日"] {
                    let told = told(&number(&value.to_string(), unit, None), "").unwrap();
                    assert!(fits(&told), "{value}{unit} is {told:?}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(cases(256))]

        /// Checks that all labels have one unit and that no rounding error exceeds 5 %.
        #[test]
        fn labels_of_a_chart_have_one_notation(values in prop::array::uniform5((-1_000_000_000_i64..1_000_000_000, 0_u32..8))) {
            let values = values.map(|(value, zeros)| Decimal::from(value / 10_i64.pow(zeros)));
            let quantities = values.map(|value| number(&value.to_string(), "", None));
            let texts = values.map(|value| value.to_string());
            let typed: Vec<Typed> = quantities.iter().zip(&texts).map(|(number, text)| Typed { number, text }).collect();
            if let Some(labels) = common_labels(&typed) {
                let labels: Vec<String> = labels.into_iter().map(|label| label.concat()).collect();
                let unit = |label: &String| label.trim_start_matches(|character: char| !"京兆億万".contains(character)).to_owned();
                let mut units: Vec<String> = labels.iter().filter(|label| *label != "0").map(unit).collect();
                units.dedup();
                prop_assert!(units.len() <= 1, "{labels:?} of {texts:?}");
                for (label, value) in labels.iter().zip(values) {
                    let scale = SCALES.into_iter().find(|(_, name)| !name.is_empty() && label.ends_with(name));
                    let (zeros, name) = scale.unwrap_or((0, ""));
                    let shown: Decimal = label.trim_end_matches(name).parse().unwrap();
                    let off = (shown * Decimal::from(10_u64.pow(zeros)) - value).abs();
                    prop_assert!(off * Decimal::from(20) <= value.abs(), "{label} of {value}");
                }
            }
        }
    }
}
