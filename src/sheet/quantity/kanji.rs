//! Numbers in kanji: 百二十三, 一億二千万, 一二〇.

use rust_decimal::Decimal;

/// The most numerals of a number.
const MOST: usize = 20;

/// The digits; the position of each is its value.
const DIGITS: &str = "〇一二三四五六七八九";

/// Reads a number in kanji at the beginning of a text, and returns it with the rest. A run without a digit, such as 千, is
/// part of a unit or word instead.
pub(super) fn number(text: &str) -> Option<(Decimal, &str)> {
    let end = text.find(|character| !is_numeral(character)).unwrap_or(text.len());
    let (run, rest) = text.split_at(end);
    let has_digit =
        run.chars().any(|character| digit(character).is_some_and(|digit| digit > 0)) || run == "十";
    if !has_digit || run.chars().count() > MOST {
        return None;
    }
    let value =
        if run.chars().all(|character| digit(character).is_some()) { by_place(run) } else { by_power(run) };
    Some((Decimal::from(value?), rest))
}

fn is_numeral(character: char) -> bool {
    digit(character).is_some() || power(character).is_some() || group(character).is_some()
}

fn digit(character: char) -> Option<u64> {
    DIGITS.chars().zip(0..).find(|(numeral, _)| *numeral == character).map(|(_, value)| value)
}

/// Returns the power of ten that multiplies the digit before it.
fn power(character: char) -> Option<u64> {
    match character {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// Returns the power of ten that multiplies all that comes before it.
fn group(character: char) -> Option<u64> {
    match character {
        '万' => Some(10_000),
        '億' => Some(100_000_000),
        '兆' => Some(1_000_000_000_000),
        _ => None,
    }
}

fn by_place(run: &str) -> Option<u64> {
    run.chars().try_fold(0_u64, |sum, numeral| sum.checked_mul(10)?.checked_add(digit(numeral)?))
}

/// Reads a number whose digits are followed by their powers, the larger ones first: 百二十三.
fn by_power(run: &str) -> Option<u64> {
    let (mut sum, mut section, mut pending) = (0_u64, 0_u64, None);
    let (mut last_group, mut last_power) = (u64::MAX, u64::MAX);
    for character in run.chars() {
        if let Some(value) = digit(character) {
            if value == 0 || pending.replace(value).is_some() {
                return None;
            }
        } else if let Some(power) = power(character) {
            if power >= last_power {
                return None;
            }
            last_power = power;
            section += pending.take().unwrap_or(1) * power;
        } else {
            let group = group(character)?;
            section += pending.take().unwrap_or(0);
            if group >= last_group || section == 0 {
                return None;
            }
            sum = sum.checked_add(section.checked_mul(group)?)?;
            (section, last_group, last_power) = (0, group, u64::MAX);
        }
    }
    sum.checked_add(section + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_kanji_are_read() {
        for (text, value, rest) in [
            ("百二十三", 123, ""),
            ("一億二千万", 120_000_000, ""),
            ("一二〇回", 120, "回"),
            ("十", 10, ""),
            ("二十五件", 25, "件"),
            ("三千五百人", 3500, "人"),
            ("一万二千三百四十五", 12_345, ""),
            ("五", 5, ""),
        ] {
            assert_eq!(number(text), Some((Decimal::from(value), rest)), "{text}");
        }
        for text in ["千円", "百", "〇", "万", "十十一", "二三十", "二千三千", "万一", "一〇百", "回", ""]
        {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number(&"九".repeat(21)), None);
    }
}
