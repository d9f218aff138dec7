//! Optimal line breaks of a ragged line in a column.
//!
//! A break between two phrases costs nothing; one inside a word costs more than any number of further lines.
//! Blank space at the end of a line costs too, so that a phrase does not leave the line before it half empty.
//! (Knuth and Plass, *Breaking paragraphs into lines*, 1981, with costs for Japanese.)

use super::{Broken, Line};
use crate::linebreak::Strength;

/// The cost of a further line.
const LINE: f64 = 0.5;

/// The cost of a break between two words of a phrase.
const WORD: f64 = 0.35;

/// The cost of a break between two parts of a katakana compound.
const PART: f64 = 0.7;

/// The cost of a break between two words of a short phrase behind an opening bracket: more than that of a further line.
const BRACKETED: f64 = 1.5;

/// The cost of a break before a suffix, or after a number that counts what follows.
const AFFIX: f64 = 3.0;

/// The cost of a break inside a word.
const INSIDE: f64 = 20.0;

/// The cost of a break inside a word before a character that is not a mora by itself or does not begin a
/// syllable.
const INSIDE_SYLLABLE: f64 = 25.0;

/// The cost of a last line of two characters.
const SHORT_END: f64 = 12.0;

/// The cost of a last line that is a number or a unit in brackets, which belong to the preceding text.
const UNIT_END: f64 = 2.0;

/// The maximum length of a unit in brackets, in characters.
const LONGEST_UNIT: usize = 6;

/// The cost of a last line of one character.
const SINGLE_END: f64 = 40.0;

/// The cost of a line that is wider than its column, and of each em beyond it.
const TOO_WIDE: f64 = 1000.0;

/// A line to be broken in a column of `width` em.
pub(super) struct Ragged<'a> {
    pub(super) line: &'a Line,
    pub(super) width: f64,
}

/// The cheapest sequence of breaks up to a position.
#[derive(Clone, Copy)]
struct BreakPath {
    cost: f64,
    /// The preceding break, if any.
    from: Option<usize>,
}

impl Ragged<'_> {
    /// Returns how the line is broken.
    pub(super) fn broken(&self) -> Broken {
        let (places, cost) = self.cheapest_places();
        let is_torn = places.iter().any(|&place| self.line.strengths()[place] == Strength::Inside);
        Broken { at: places.into_iter().map(|place| self.line.places()[place]).collect(), is_torn, cost }
    }

    /// Returns the places where the line is broken, among all of its breaks, and what they cost.
    fn cheapest_places(&self) -> (Vec<usize>, f64) {
        if self.line.width <= self.width {
            return (Vec::new(), 0.0);
        }
        let end = self.line.places().len();
        let mut paths: Vec<BreakPath> = Vec::with_capacity(end + 1);
        for place in 0..=end {
            let path = self.cheapest(&paths, place);
            paths.push(path);
        }
        let mut places: Vec<usize> =
            std::iter::successors(paths[end].from, |place| paths[*place].from).collect();
        places.reverse();
        (places, paths[end].cost)
    }

    /// Returns the cheapest sequence of breaks up to a position. Only preceding breaks that leave no line too
    /// wide are tried.
    fn cheapest(&self, paths: &[BreakPath], place: usize) -> BreakPath {
        let ends = self.line.ends();
        let is_end = place + 1 == ends.len();
        let mut best = BreakPath { cost: f64::INFINITY, from: None };
        // From the nearest place back to the head of the line.
        let mut next = Some(place);
        while let Some(after) = next {
            next = after.checked_sub(1);
            let start = next.map_or(0.0, |from| ends[from]);
            let width = ends[place] - start;
            if width > self.width && best.cost < f64::INFINITY {
                break;
            }
            let end = if is_end { next.map_or(0.0, |from| self.end(from)) } else { self.blank(width) };
            let cost = next.map_or(0.0, |from| paths[from].cost) + LINE + end + self.excess(width);
            if cost < best.cost {
                best = BreakPath { cost, from: next };
            }
        }
        let own = if is_end { 0.0 } else { self.strength(place) };
        BreakPath { cost: best.cost + own, ..best }
    }

    /// Returns the cost of blank space at the end of a line.
    fn blank(&self, width: f64) -> f64 {
        ((self.width - width) / self.width).max(0.0).powi(2)
    }

    fn excess(&self, width: f64) -> f64 {
        if width > self.width { TOO_WIDE * (1.0 + width - self.width) } else { 0.0 }
    }

    /// Returns the cost of a last line that begins at a break.
    fn end(&self, place: usize) -> f64 {
        let at = self.line.places()[place];
        let rest = &self.line.text[at..];
        let is_whole = || self.line.whole().iter().any(|range| range.start == at);
        if rest.chars().nth(1).is_none() {
            SINGLE_END
        } else if is_unit(rest) || at > self.line.last && is_whole() {
            UNIT_END
        } else if at > self.line.last {
            SHORT_END
        } else {
            0.0
        }
    }

    fn strength(&self, place: usize) -> f64 {
        match self.line.strengths()[place] {
            Strength::Phrase => 0.0,
            Strength::Word => WORD,
            Strength::Part => PART,
            Strength::Bracketed => BRACKETED,
            Strength::Affix => AFFIX,
            Strength::Inside if self.line.text[self.line.places()[place]..].starts_with(['ン', 'ん']) => {
                INSIDE_SYLLABLE
            }
            Strength::Inside => INSIDE,
        }
    }
}

/// Returns whether a text is a short one in brackets.
fn is_unit(text: &str) -> bool {
    let inside = text.strip_prefix(['(', '（']).and_then(|inner| inner.strip_suffix([')', '）']));
    inside.is_some() && text.chars().nth(LONGEST_UNIT).is_none()
}
