//! The parts of a line that are not broken: numbers with their units and qualifiers, Latin and katakana words.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::{Line, Parts};
use crate::linebreak::{Places, Strength, may_begin, may_end};

/// A number with its unit, a Latin or a katakana word, or a part of an address, with the marks around it.
#[derive(Debug, Clone)]
pub(super) struct Whole {
    range: Range<usize>,
    /// Its width in em.
    width: f64,
    is_number: bool,
    /// The places inside a Latin word, and the width up to each.
    inside: Vec<(usize, f64)>,
}

impl Line {
    /// Returns the width of its widest number.
    pub(in crate::typeset) fn widest_number(&self) -> f64 {
        self.wholes().iter().filter(|whole| whole.is_number).map(|whole| whole.width).fold(0.0, f64::max)
    }

    /// Returns the width of its widest word that is at most so wide.
    pub(in crate::typeset) fn widest_word(&self, most: f64) -> f64 {
        let words = self.wholes().iter().filter(|whole| !whole.is_number && whole.width <= most);
        words.map(|whole| whole.width).fold(0.0, f64::max)
    }

    /// Returns its numbers and words, which are broken only where they are wider than their column.
    fn wholes(&self) -> &[Whole] {
        self.wholes.get_or_init(|| {
            let unbroken =
                self.whole().iter().flat_map(|latin| self.parts_of(latin).map(move |part| (latin, part)));
            let whole = |(latin, range): (&Range<usize>, Range<usize>)| {
                let is_address = range.start > latin.start || range.end < latin.end;
                let is_number = !is_address && self.text[range.clone()].contains(char::is_numeric);
                let inside = if is_number { Vec::new() } else { self.inside(latin, &range) };
                Whole { width: self.widths.of(&self.text[range.clone()]), range, is_number, inside }
            };
            let katakana = self.katakana().into_iter().map(|range| Whole {
                width: self.widths.of(&self.text[range.clone()]),
                range,
                is_number: false,
                inside: Vec::new(),
            });
            // A number with its qualifier is narrowed as a word is, and else broken before the qualifier.
            let qualified = self.qualified().iter().map(|range| self.with_marks(range)).map(|range| Whole {
                width: self.widths.of(&self.text[range.clone()]),
                range,
                is_number: false,
                inside: Vec::new(),
            });
            unbroken.map(whole).chain(katakana).chain(qualified).collect()
        })
    }

    /// Returns the parts of a number or a Latin word between the places where it may be broken, with brackets and the
    /// like at them.
    fn parts_of(&self, whole: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let places = self.places();
        let first = places.partition_point(|at| *at <= whole.start);
        let last = places.partition_point(|at| *at < whole.end);
        let at = |place: usize| places.get(place).copied().unwrap_or(self.text.len());
        (first..=last).map(move |place| place.checked_sub(1).map_or(0, at)..at(place))
    }

    /// Returns a range with brackets and the like at its ends.
    fn with_marks(&self, range: &Range<usize>) -> Range<usize> {
        let places = self.places();
        let first = places.partition_point(|at| *at <= range.start);
        let last = places.partition_point(|at| *at < range.end);
        let start = first.checked_sub(1).map_or(0, |place| places[place]);
        start..places.get(last).copied().unwrap_or(self.text.len())
    }

    /// Returns the places between any two characters of a Latin word that may be parted where it is wider than its
    /// column, and the width up to each. Digits stay together.
    fn inside(&self, latin: &Range<usize>, part: &Range<usize>) -> Vec<(usize, f64)> {
        let (start, end) = (latin.start.max(part.start), latin.end.min(part.end));
        let mut before = "";
        let mut places = Vec::new();
        for (at, cluster) in self.text[start..end].grapheme_indices(true) {
            let is_digits = [before, cluster].iter().all(|text| text.chars().all(char::is_numeric));
            if at > 0 && !is_digits && may_end(before) && may_begin(cluster) {
                places.push((start + at, self.widths.of(&self.text[part.start..start + at])));
            }
            before = cluster;
        }
        places
    }

    /// Returns its words of katakana: of a compound the parts between its joints.
    fn katakana(&self) -> Vec<Range<usize>> {
        let is_katakana = |c: char| matches!(c, '\u{30A1}'..='\u{30FA}' | 'ー' | '\u{31F0}'..='\u{31FF}');
        let is_joint = |at: usize| {
            let place = self.places().binary_search(&at);
            place.is_ok_and(|place| self.strengths()[place] > Strength::Inside)
        };
        let mut words: Vec<Range<usize>> = Vec::new();
        for (at, character) in self.text.char_indices().filter(|(_, character)| is_katakana(*character)) {
            let end = at + character.len_utf8();
            match words.last_mut().filter(|last| last.end == at && !is_joint(at)) {
                Some(last) => last.end = end,
                None => words.push(at..end),
            }
        }
        words
    }

    /// Returns the line with places inside its Latin words that are wider than a column, where it has any.
    pub(super) fn opened(&self, width: f64) -> Option<Self> {
        if self.whole().is_empty() {
            return None;
        }
        let wide = || self.wholes().iter().filter(|whole| whole.width > width && !whole.inside.is_empty());
        wide().next()?;
        let own = self.places().iter().zip(self.strengths()).zip(self.ends());
        let own = own.map(|((at, strength), end)| (*at, *strength, *end));
        let inside = |whole: &Whole| {
            let start = self.width_before(whole.range.start);
            let place = move |&(at, width): &(usize, f64)| (at, Strength::Inside, start + width);
            whole.inside.iter().map(place).collect::<Vec<_>>()
        };
        let mut all: Vec<(usize, Strength, f64)> = own.chain(wide().flat_map(inside)).collect();
        all.sort_by_key(|(at, ..)| *at);
        let at = all.iter().map(|cut| cut.0).collect();
        let places = Places { at, whole: self.whole().to_vec(), qualified: self.qualified().to_vec() };
        let ends = all.iter().map(|cut| cut.2).chain(self.ends().last().copied()).collect();
        Some(Self {
            parts: OnceCell::from(Parts { places, ends }),
            strengths: OnceCell::from(all.iter().map(|cut| cut.1).collect::<Vec<_>>()),
            ..Self::new(&self.text, Arc::clone(&self.widths))
        })
    }

    /// Returns the width up to a place where it may be broken.
    pub(super) fn width_before(&self, at: usize) -> f64 {
        self.places().binary_search(&at).map_or(0.0, |place| self.ends()[place])
    }
}
