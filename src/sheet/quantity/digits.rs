//! Numbers with words of scale: digits, and 千, 万 and 億 after and between them.

use rust_decimal::Decimal;

use super::figure::UnsignedDecimal;
use super::{Affixes, scale};

/// Reads a number at the beginning of a text and returns it with the rest. `1億2,000万` is one number; each
/// of its parts must be whole and less than the one before.
pub(super) fn number<'a>(text: &'a str, parts: &mut Affixes) -> Option<(Decimal, &'a str)> {
    let (first, mut zeros, mut rest) = part(text, parts)?;
    let mut sum = with_zeros(first, zeros)?;
    while zeros > 0
        && let Some((next, fewer, behind)) = part(rest, parts)
    {
        let value = with_zeros(next, fewer)?;
        let is_in_order = first.is_integer() && next.is_integer() && value < with_zeros(Decimal::ONE, zeros)?;
        if !is_in_order {
            return None;
        }
        sum = sum.checked_add(value)?;
        (zeros, rest) = (fewer, behind);
    }
    Some((sum, rest))
}

/// Reads digits and the word of scale after them.
fn part<'a>(text: &'a str, parts: &mut Affixes) -> Option<(Decimal, u32, &'a str)> {
    let figure = UnsignedDecimal::leading(text)?;
    let rest = &text[figure.length..];
    for (_, word) in
        [(figure.is_wide, "全角"), (figure.is_grouped, "桁区切り")].iter().filter(|(is_used, _)| *is_used)
    {
        parts.note(word);
    }
    let Some((zeros, length)) = scale::leading(rest) else { return Some((figure.value, 0, rest)) };
    parts.is_scaled = true;
    parts.note(&rest[..length]);
    Some((figure.value, zeros, &rest[length..]))
}

/// Multiplies a number by a power of ten. Returns `None` where the product has more digits than a decimal
/// holds.
fn with_zeros(number: Decimal, zeros: u32) -> Option<Decimal> {
    let mut number = number.normalize();
    let places = number.scale().min(zeros);
    number.set_scale(number.scale() - places).ok()?;
    number.checked_mul(Decimal::from(10_u64.checked_pow(zeros - places)?))
}

/// Divides a number by a power of ten. Returns `None` where the quotient has more places than a decimal
/// holds.
pub(super) fn without_zeros(number: Decimal, zeros: u32) -> Option<Decimal> {
    let mut number = number.normalize();
    number.set_scale(number.scale() + zeros).ok()?;
    Some(number.normalize())
}
