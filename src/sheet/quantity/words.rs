//! The words around a number: sign and words before it, unit and words after it.

use super::units::known;
use super::{Affixes, Bound, RowUnit};

/// The meaning of a word.
#[derive(Clone, Copy)]
enum WordMeaning {
    Bound(Bound),
    About,
    /// A cumulative total, which counts a person at each occurrence (延べ).
    Total,
    /// A number for the whole year, as all numbers of a sheet are.
    Yearly,
}

use WordMeaning::{About, Total, Yearly};

/// Words before a number. A longer word precedes the words that it begins with.
const BEFORE: &[(&str, WordMeaning)] = &[
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
    ("≧", WordMeaning::Bound(Bound::AtLeast)),
    ("≥", WordMeaning::Bound(Bound::AtLeast)),
    ("≦", WordMeaning::Bound(Bound::AtMost)),
    ("≤", WordMeaning::Bound(Bound::AtMost)),
    (">", WordMeaning::Bound(Bound::MoreThan)),
    ("＞", WordMeaning::Bound(Bound::MoreThan)),
    ("<", WordMeaning::Bound(Bound::LessThan)),
    ("＜", WordMeaning::Bound(Bound::LessThan)),
];

/// Words after a number and its unit.
const BEHIND: &[(&str, WordMeaning)] = &[
    ("以上", WordMeaning::Bound(Bound::AtLeast)),
    ("超", WordMeaning::Bound(Bound::MoreThan)),
    ("超過", WordMeaning::Bound(Bound::MoreThan)),
    ("を超える", WordMeaning::Bound(Bound::MoreThan)),
    ("を上回る", WordMeaning::Bound(Bound::MoreThan)),
    ("以下", WordMeaning::Bound(Bound::AtMost)),
    ("以内", WordMeaning::Bound(Bound::AtMost)),
    ("まで", WordMeaning::Bound(Bound::AtMost)),
    ("未満", WordMeaning::Bound(Bound::LessThan)),
    ("を下回る", WordMeaning::Bound(Bound::LessThan)),
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

/// Minus signs. ▲ and △ are those of Japanese accounts.
const MINUS: &str = "-−－▲△‐‑‒–﹣";

/// Reads the words and the sign before a number into `parts` and returns the rest. Returns `None` where two
/// words contradict each other.
pub(super) fn before<'a>(value: &'a str, parts: &mut Affixes) -> Option<&'a str> {
    let mut rest = value;
    while let Some((word, meaning)) = BEFORE.iter().find(|(word, _)| rest.starts_with(word)) {
        parts.apply(*meaning)?;
        rest = rest[word.len()..].trim_start();
    }
    rest = signed(rest, parts);
    if let Some(yen) = rest.strip_prefix(['¥', '￥']) {
        parts.sign_of_unit = "円";
        rest = if parts.is_negative { yen } else { signed(yen, parts) };
    }
    Some(rest.trim_start())
}

/// Reads a sign into `parts` and returns the rest.
fn signed<'a>(text: &'a str, parts: &mut Affixes) -> &'a str {
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

/// Reads the words after a unit into `parts` and returns the unit: the row's own or one of the table. Returns
/// `None` where the text holds anything else.
pub(super) fn behind<'a>(text: &'a str, row: &RowUnit, parts: &mut Affixes) -> Option<&'a str> {
    let mut rest = text.trim();
    loop {
        if rest.is_empty() || row.is_typed(rest) || row.names(rest) || known(rest).is_some() {
            return Some(rest);
        }
        let (word, meaning) = BEHIND.iter().find(|(word, _)| rest.ends_with(word))?;
        parts.apply(*meaning)?;
        rest = rest[..rest.len() - word.len()].trim_end();
    }
}

/// Returns the length in bytes of a sign or a currency sign at the beginning of a text.
pub(super) fn sign(text: &str) -> usize {
    let signs = |sign: &char| MINUS.contains(*sign) || matches!(sign, '+' | '＋' | '±' | '¥' | '￥');
    text.chars().next().filter(signs).map_or(0, char::len_utf8)
}

impl Affixes {
    /// Applies a word. Returns `None` where it is a second bound.
    fn apply(&mut self, meaning: WordMeaning) -> Option<()> {
        match meaning {
            WordMeaning::Bound(bound) => return self.bind(bound),
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
