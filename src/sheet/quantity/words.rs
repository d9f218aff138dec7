//! The words around a number: signs and words before it, its unit and words behind it.

use super::units::known;
use super::{Bound, Parts, RowUnit};

/// What a word says.
#[derive(Clone, Copy)]
enum Meaning {
    Bound(Bound),
    About,
    /// It counts everybody each time.
    Total,
    /// It is of the year, as all numbers of a sheet are.
    Yearly,
}

use Meaning::{About, Total, Yearly};

/// Words before a number. Longer ones stand before those that they begin with.
const BEFORE: &[(&str, Meaning)] = &[
    ("おおよそ", About),
    ("おおむね", About),
    ("およそ", About),
    ("概ね", About),
    ("凡そ", About),
    ("ほぼ", About),
    ("約", About),
    ("延べ", Total),
    ("延", Total),
    ("のべ", Total),
    ("年間", Yearly),
    ("年", Yearly),
    ("≧", Meaning::Bound(Bound::AtLeast)),
    ("≥", Meaning::Bound(Bound::AtLeast)),
    ("≦", Meaning::Bound(Bound::AtMost)),
    ("≤", Meaning::Bound(Bound::AtMost)),
    (">", Meaning::Bound(Bound::MoreThan)),
    ("＞", Meaning::Bound(Bound::MoreThan)),
    ("<", Meaning::Bound(Bound::LessThan)),
    ("＜", Meaning::Bound(Bound::LessThan)),
];

/// Words behind a number and its unit.
const BEHIND: &[(&str, Meaning)] = &[
    ("以上", Meaning::Bound(Bound::AtLeast)),
    ("超", Meaning::Bound(Bound::MoreThan)),
    ("超過", Meaning::Bound(Bound::MoreThan)),
    ("を超える", Meaning::Bound(Bound::MoreThan)),
    ("を上回る", Meaning::Bound(Bound::MoreThan)),
    ("以下", Meaning::Bound(Bound::AtMost)),
    ("以内", Meaning::Bound(Bound::AtMost)),
    ("まで", Meaning::Bound(Bound::AtMost)),
    ("未満", Meaning::Bound(Bound::LessThan)),
    ("を下回る", Meaning::Bound(Bound::LessThan)),
    ("程度", About),
    ("前後", About),
    ("ほど", About),
    ("くらい", About),
    ("ぐらい", About),
    ("内外", About),
    ("余り", About),
    ("余", About),
    ("あまり", About),
    ("弱", About),
    ("強", About),
    ("台", About),
];

/// Minus signs. ▲ and △ are those of Japanese accounts; an en dash is one where a digit follows it.
const MINUS: &str = "-−－▲△‐‑‒–﹣";

/// Takes in the words and the sign before a number, and returns the rest; nothing where two words contradict.
pub(super) fn before<'a>(value: &'a str, parts: &mut Parts) -> Option<&'a str> {
    let mut rest = value;
    while let Some((word, meaning)) = BEFORE.iter().find(|(word, _)| rest.starts_with(word)) {
        parts.take(*meaning)?;
        rest = rest[word.len()..].trim_start();
    }
    rest = signed(rest, parts);
    if let Some(yen) = rest.strip_prefix(['¥', '￥']) {
        parts.sign_of_unit = "円";
        rest = if parts.is_negative { yen } else { signed(yen, parts) };
    }
    Some(rest.trim_start())
}

/// Takes in a sign.
fn signed<'a>(text: &'a str, parts: &mut Parts) -> &'a str {
    if let Some(positive) = text.strip_prefix(['+', '＋']) {
        parts.note("正号");
        return positive.trim_start();
    }
    let Some(sign) = text.chars().next().filter(|sign| MINUS.contains(*sign)) else { return text };
    parts.is_negative = true;
    if sign != '-' {
        parts.note("負号");
    }
    text[sign.len_utf8()..].trim_start()
}

/// Returns the unit that a text is, without the words behind it, which are taken in; nothing where it is more than a unit
/// and such words. A unit is the row's own or one of the table.
pub(super) fn behind<'a>(text: &'a str, row: &RowUnit, parts: &mut Parts) -> Option<&'a str> {
    let mut rest = text.trim();
    loop {
        if rest.is_empty() || row.is_typed(rest) || row.names(rest) || known(rest).is_some() {
            return Some(rest);
        }
        let (word, meaning) = BEHIND.iter().find(|(word, _)| rest.ends_with(word))?;
        parts.take(*meaning)?;
        rest = rest[..rest.len() - word.len()].trim_end();
    }
}

/// Returns the length of a minus sign or a plus sign at the beginning of a text.
pub(super) fn sign(text: &str) -> usize {
    let signs = |sign: &char| MINUS.contains(*sign) || matches!(sign, '+' | '＋' | '±' | '¥' | '￥');
    text.chars().next().filter(signs).map_or(0, char::len_utf8)
}

impl Parts {
    /// Takes a word in; nothing where it is a second bound.
    fn take(&mut self, meaning: Meaning) -> Option<()> {
        match meaning {
            Meaning::Bound(bound) => return self.bind(bound),
            About => {
                self.is_about = true;
                self.note("約");
            }
            Total => self.note("延べ"),
            Yearly => self.note("年間"),
        }
        Some(())
    }
}
