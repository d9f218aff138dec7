//! A number or a word that is wider than its column: less room at the rules first, then smaller type.

use std::rc::Rc;

use typst::foundations::{Dict, dict};
use typst::layout::{Em, Length};

use crate::typeset::line::{Line, LineCache};
use crate::view::Lines;

/// The minimum padding of a cell, as a share of the normal one: half a millimetre at 6.5 pt.
const LEAST_INSET: f64 = 0.48;

/// The smallest type of a word, as a part of the size of its cell.
pub(in crate::typeset) const LEAST_SIZE: f64 = 0.8;

/// The least that a cell's breaks must become better by to give up padding for it, as [`Line::ragged`] reckons: about an
/// affix or a last line of two characters.
const BETTER: f64 = 2.5;

/// The tolerance for rounding between measured and printed widths, which are otherwise equal without kerning.
const SLACK: f64 = 0.01;

/// The space in a column for text that may be narrowed, in em.
#[derive(Debug, Clone, Copy)]
pub(in crate::typeset) struct Room {
    /// The width without the padding.
    pub(in crate::typeset) width: f64,
    /// The part of the padding that the text may use.
    pub(in crate::typeset) inset: f64,
    /// On how many sides it may: at its right alone where the lines of a column begin under each other, at both where
    /// they are centred.
    pub(in crate::typeset) sides: f64,
    /// The smallest type of a number, as a part of the size of its cell: [`LEAST_SIZE`] of the smallest size of the
    /// paper, so that a number does not depend on how large the rest of its sheet is set. What is wider then does not
    /// fit.
    pub(in crate::typeset) least: f64,
}

impl Room {
    /// Returns what a text keeps from the rules at its left and right at the least, and its width then.
    fn widened(self) -> ([f64; 2], f64) {
        let least = self.inset * LEAST_INSET;
        let insets = if self.sides > 1.0 { [least; 2] } else { [self.inset, least] };
        (insets, self.width + self.sides * (self.inset - least))
    }
}

/// The narrowing of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::typeset) struct Narrowed {
    /// The available width, in em of the text's own size.
    pub(in crate::typeset) width: f64,
    /// The distance from the rules at its left and right, in em of the sheet's size.
    insets: [f64; 2],
    /// The size, as a share of the sheet's.
    size: f64,
}

impl Narrowed {
    /// Returns how a text with a number or a word wider than its column is narrowed, or one whose lines end much better
    /// with less padding; nothing for a text that fits. A word that would not fit even so is broken instead.
    pub(in crate::typeset) fn of(lines: &[Rc<Line>], room: Room) -> Option<Self> {
        if lines.iter().all(|line| line.width <= room.width) {
            return None;
        }
        let (insets, width) = room.widened();
        let most = (width - SLACK) / LEAST_SIZE;
        let word = lines.iter().map(|line| line.widest_word(most)).fold(0.0, f64::max);
        let widest = lines.iter().map(|line| line.widest_number()).fold(word, f64::max);
        if widest > room.width {
            let size = ((width - SLACK) / widest).clamp(room.least, 1.0);
            return Some(Self { width: width / size, insets, size });
        }
        let cost = |width: f64| lines.iter().map(|line| line.ragged(width).cost).sum::<f64>();
        let is_bad = width > room.width && cost(room.width) > BETTER;
        (is_bad && cost(width) + BETTER < cost(room.width)).then_some(Self { width, insets, size: 1.0 })
    }

    /// Returns the common narrowing of headings of columns of one width, or `None` if all fit, or would not
    /// fit even then.
    pub(in crate::typeset) fn of_heads<'a>(
        heads: impl Iterator<Item = &'a Lines>,
        room: Room,
        cache: &LineCache,
    ) -> Option<Self> {
        let lines = heads.flat_map(|head| &head.lines);
        let widest = lines.map(|line| cache.width(line)).fold(0.0, f64::max);
        let (insets, width) = room.widened();
        let size = ((width - SLACK) / widest).min(1.0);
        let is_narrowed = widest > room.width && size >= LEAST_SIZE;
        is_narrowed.then(|| Self { width: width / size, insets, size })
    }

    /// Returns the common narrowing of the values of a row: that of the widest.
    pub(in crate::typeset) fn of_row<'a>(
        values: impl Iterator<Item = &'a Lines>,
        room: Room,
        cache: &LineCache,
    ) -> Option<Self> {
        let narrowed = values.filter_map(|value| Self::of(&cache.lines(value), room));
        narrowed.min_by(|left, right| left.size.total_cmp(&right.size))
    }

    /// Returns whether a text fits one line with this narrowing.
    pub(in crate::typeset) fn holds(&self, lines: &Lines, cache: &LineCache) -> bool {
        matches!(lines.lines.as_slice(), [line] if cache.width(line) <= self.width)
    }

    /// Returns whether a number of a text is wider than its column even when it is narrowed.
    pub(in crate::typeset) fn is_too_wide(lines: &[Rc<Line>], room: Room) -> bool {
        if lines.iter().all(|line| line.width <= room.width) {
            return false;
        }
        let width = Self::of(lines, room).map_or(room.width, |narrowed| narrowed.width);
        lines.iter().any(|line| line.widest_number() > width)
    }

    /// Returns whether it is set in smaller type than a word may be.
    pub(in crate::typeset) fn is_small(&self) -> bool {
        self.size < LEAST_SIZE
    }

    pub(super) fn dict(self) -> Dict {
        dict! { "left" => em(self.insets[0]), "right" => em(self.insets[1]), "size" => em(self.size) }
    }
}

fn em(length: f64) -> Length {
    Em::new(length).into()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::fonts::Widths;

    fn narrowed(text: &str, width: f64, sides: f64) -> Option<Narrowed> {
        let room = Room { width, inset: 0.46, sides, least: 0.58 };
        let cache = LineCache::new(Arc::new(Widths::of_bundled_fonts()));
        Narrowed::of(&cache.lines(&Lines::label(text)), room)
    }

    #[test]
    fn a_number_is_set_smaller_than_a_word() {
        let size = |text| narrowed(text, 4.2, 2.0).map(|narrowed| (narrowed.size * 100.0).round());
        assert_eq!([size("実施"), size("1,200")], [None; 2]);
        assert!(size("12,345,678円").is_some_and(|size| (58.0..80.0).contains(&size)));
        assert_eq!(size("123,456,789,012円"), Some(58.0));
        assert!(size("Facebook").is_some_and(|size| size >= 80.0));
        // A qualifier goes to the next line where its number would have to be smaller than a word may be.
        assert!(size("80%以上").is_some_and(|size| size >= 80.0));
        assert_eq!(size("120,000%以上"), size("120,000%"));
        // Not so small that a word would fit: it is broken.
        assert_eq!(size("Supercalifragilistic"), None);
    }

    #[test]
    fn padding_is_given_up_for_better_ends_of_lines() {
        let of = |sides| narrowed("20集落で開催した", 4.2, sides);
        assert!(of(2.0).is_some_and(|narrowed| (narrowed.size - 1.0).abs() < 0.001 && narrowed.width > 4.2));
        // Under others a line begins where they do.
        assert!(of(1.0).is_none_or(|narrowed| (narrowed.insets[0] - 0.46).abs() < 0.001));
        assert_eq!(narrowed("区民と協働します", 4.2, 2.0), None);
    }
}
