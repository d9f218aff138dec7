//! Values that are decimal numbers.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::era::ascii_digits;

/// The decimal that a value is: `230`, `12.50`, `-3`, `1,200`. `31自治会` is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub Decimal);

impl FromStr for Number {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let plain = without_separators(text).ok_or(())?;
        Decimal::from_str_exact(&plain).map(Self).map_err(|_| ())
    }
}

/// A whole number from 0, digits of full width included: a goal's number, 達成数.
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

/// Takes the commas out where they stand between groups of three digits.
fn without_separators(text: &str) -> Option<String> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().filter(|first| digits(first))?;
    let rest: Vec<&str> = groups.collect();
    let grouped =
        rest.is_empty() || first.len() <= 3 && rest.iter().all(|group| group.len() == 3 && digits(group));
    (grouped && digits(fraction)).then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_texts() {
        let number = |text: &str| text.parse::<Number>().ok().map(|number| number.0.to_string());
        assert_eq!(number("12.50").as_deref(), Some("12.50"));
        assert_eq!(number("1,234,567").as_deref(), Some("1234567"));
        assert_eq!(number("-3").as_deref(), Some("-3"));
        assert_eq!(number("012").as_deref(), Some("12"));
        for text in ["", "-", ".", "1.", ".5", "1,2", "1234,567", "31自治会", "1e3", "+1", "1 000", "１２"]
        {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number(&"9".repeat(60)), None);
    }
}
