//! A number or a katakana word that is wider than its column: less room at the rules first, then smaller type.

use std::rc::Rc;

use typst::foundations::{Dict, dict};
use typst::layout::{Em, Length};

use crate::typeset::line::{Line, LineCache, Widest};
use crate::view::Lines;

/// What a cell keeps from its rules at the least, as a part of what it keeps else: half a millimetre at 6.5 pt.
const LEAST_INSET: f64 = 0.48;

/// The smallest type of a number, as a part of the size of its cell. What is wider then does not fit.
const LEAST_SIZE: f64 = 0.8;

/// Kerning aside, a measured width is as printed but for rounding.
const SLACK: f64 = 0.01;

/// The column of a text that may be narrowed, in em.
#[derive(Debug, Clone, Copy)]
pub(in crate::typeset) struct Room {
    /// Its width without what cells keep from their rules.
    pub(in crate::typeset) width: f64,
    /// What a cell keeps from a rule, as far as the text may take of it.
    pub(in crate::typeset) inset: f64,
}

/// How a cell makes room for what no line may break.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::typeset) struct Narrowed {
    /// The width that its text has then, in em of its own size.
    pub(in crate::typeset) width: f64,
    /// What it keeps from its rules, in em of the sheet's size.
    inset: f64,
    /// Its size, as a part of the sheet's.
    size: f64,
}

impl Narrowed {
    /// Returns how a text with a number or a katakana word wider than its column is narrowed; nothing for a text
    /// that fits. A katakana word that would not fit even so is broken instead.
    pub(in crate::typeset) fn of(lines: &[Rc<Line>], room: Room) -> Option<Self> {
        if lines.iter().all(|line| line.width <= room.width) {
            return None;
        }
        let widest_of = |width: fn(&Widest) -> f64| widest(lines, width);
        let (whole, katakana) = (widest_of(|it| it.whole), widest_of(|it| it.katakana));
        let least = room.inset * LEAST_INSET;
        let width = room.width + 2.0 * (room.inset - least);
        let fits = |widest: f64| (width - SLACK) / widest >= LEAST_SIZE;
        let words = if fits(katakana) { katakana } else { 0.0 };
        let widest = whole.max(words);
        let size = ((width - SLACK) / widest).clamp(LEAST_SIZE, 1.0);
        (widest > room.width).then(|| Self { width: width / size, inset: least, size })
    }

    /// Returns how the heads of columns of one width are narrowed, all alike; nothing where all fit, or where they
    /// would not even so.
    pub(in crate::typeset) fn of_heads<'a>(
        heads: impl Iterator<Item = &'a Lines>,
        room: Room,
        cache: &LineCache,
    ) -> Option<Self> {
        let lines = heads.flat_map(|head| &head.lines);
        let widest = lines.map(|line| cache.width(line)).fold(0.0, f64::max);
        let least = room.inset * LEAST_INSET;
        let width = room.width + 2.0 * (room.inset - least);
        let size = ((width - SLACK) / widest).min(1.0);
        let is_narrowed = widest > room.width && size >= LEAST_SIZE;
        is_narrowed.then(|| Self { width: width / size, inset: least, size })
    }

    /// Returns how the values of a row are narrowed: as the one that needs it most.
    pub(in crate::typeset) fn of_row<'a>(
        values: impl Iterator<Item = &'a Lines>,
        room: Room,
        cache: &LineCache,
    ) -> Option<Self> {
        let narrowed = values.filter_map(|value| Self::of(&cache.lines(value), room));
        narrowed.min_by(|one, other| one.size.total_cmp(&other.size))
    }

    /// Whether a text takes one line so.
    pub(in crate::typeset) fn holds(&self, lines: &Lines, cache: &LineCache) -> bool {
        matches!(lines.lines.as_slice(), [line] if cache.width(line) <= self.width)
    }

    /// Whether a number of a text is wider than its column even so.
    pub(in crate::typeset) fn is_too_wide(lines: &[Rc<Line>], room: Room) -> bool {
        if lines.iter().all(|line| line.width <= room.width) {
            return false;
        }
        let width = Self::of(lines, room).map_or(room.width, |narrowed| narrowed.width);
        widest(lines, |it| it.number) > width
    }

    pub(super) fn dict(self) -> Dict {
        dict! { "inset" => em(self.inset), "size" => em(self.size) }
    }
}

fn widest(lines: &[Rc<Line>], width: fn(&Widest) -> f64) -> f64 {
    lines.iter().map(|line| width(&line.widest())).fold(0.0, f64::max)
}

fn em(length: f64) -> Length {
    Em::new(length).into()
}
