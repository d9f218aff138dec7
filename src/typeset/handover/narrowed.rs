//! A number that is wider than its column: less room at the rules first, then smaller type.

use typst::foundations::{Dict, dict};
use typst::layout::{Em, Length};

use crate::typeset::line::LineCache;
use crate::view::Lines;

/// What a cell keeps from its rules at the least, as a part of what it keeps else.
const LEAST_INSET: f64 = 1.0 / 3.0;

/// The smallest type of a number, as a part of the size of its cell. What is wider then does not fit.
const LEAST_SIZE: f64 = 0.8;

/// Kerning aside, a measured width is as printed but for rounding.
const SLACK: f64 = 0.01;

/// How a cell makes room for a number that no line may break.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::typeset) struct Narrowed {
    /// The width that its text has then, in em of its own size.
    pub(super) width: f64,
    /// What it keeps from its rules, in em of the sheet's size.
    inset: f64,
    /// Its size, as a part of the sheet's.
    size: f64,
}

impl Narrowed {
    /// Returns how a text with a number wider than `width` em is narrowed; nothing for a text that fits.
    pub(in crate::typeset) fn of(lines: &Lines, width: f64, inset: f64, cache: &LineCache) -> Option<Self> {
        let widest = widest(lines, cache);
        if widest <= width {
            return None;
        }
        let least = inset * LEAST_INSET;
        let room = width + 2.0 * (inset - least);
        let size = ((room - SLACK) / widest).clamp(LEAST_SIZE, 1.0);
        Some(Self { width: room / size, inset: least, size })
    }

    /// Whether a number of a text is wider than its column even so.
    pub(in crate::typeset) fn is_too_wide(lines: &Lines, width: f64, inset: f64, cache: &LineCache) -> bool {
        let has_digits = || lines.lines.iter().any(|line| line.chars().any(char::is_numeric));
        let narrowed = Self::of(lines, width, inset, cache).filter(|_| has_digits());
        narrowed.is_some_and(|narrowed| widest(lines, cache) > narrowed.width)
    }

    pub(super) fn dict(self) -> Dict {
        dict! { "inset" => em(self.inset), "size" => em(self.size) }
    }
}

/// The width of a text's widest number or Latin word.
fn widest(lines: &Lines, cache: &LineCache) -> f64 {
    lines.lines.iter().map(|line| cache.line(line).widest_whole).fold(0.0, f64::max)
}

fn em(length: f64) -> Length {
    Em::new(length).into()
}
