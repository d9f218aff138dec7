//! A line of text before it is set: where it may be broken, and how wide its parts are.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::Widths;
use crate::linebreak::{Breaks, Strength, breaks};

/// How much of its column a phrase may fill. A longer one is broken between its words, so that the line before
/// it is not left half empty.
const LONGEST_PHRASE: f64 = 0.5;

/// How many characters a last line has at the least.
const SHORTEST_END: usize = 3;

/// A line as the writer broke it.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) breaks: Breaks,
    /// The width up to each place where it may be broken, and up to its end, in em.
    ends: Vec<f64>,
    /// The last place where it may be broken and leave enough for a line of its own.
    last: usize,
    /// The width of its widest number or Latin word, addresses aside.
    pub(super) widest_whole: f64,
}

impl Line {
    fn new(text: &str, widths: &Widths) -> Self {
        let breaks = breaks(text);
        let (mut ends, mut from, mut width) = (Vec::new(), 0, 0.0);
        for at in breaks.places.iter().map(|it| it.at).chain([text.len()]) {
            width += widths.of(&text[from..at]);
            ends.push(width);
            from = at;
        }
        let is_broken =
            |start: usize, end: usize| breaks.places.iter().any(|it| start < it.at && it.at < end);
        let whole = breaks.whole.iter().filter(|range| !is_broken(range.start, range.end));
        let widest_whole = whole.map(|range| widths.of(&text[range.clone()])).fold(0.0, f64::max);
        let last = text.grapheme_indices(true).rev().nth(SHORTEST_END - 1).map_or(0, |(at, _)| at);
        Self { text: text.to_owned(), breaks, ends, last, widest_whole }
    }

    /// Whether it may be broken before a byte where it is justified.
    pub(super) fn is_breakable(&self, at: usize) -> bool {
        at <= self.last && self.breaks.places.binary_search_by_key(&at, |it| it.at).is_ok()
    }

    /// Returns where it is broken in a ragged column of `width` em: between phrases; in a long phrase between
    /// its words; in a word that is wider than the column anywhere.
    pub(super) fn open(&self, width: f64) -> Vec<usize> {
        self.open_places(width).into_iter().map(|place| self.breaks.places[place].at).collect()
    }

    /// The same as places among all of its breaks.
    fn open_places(&self, width: f64) -> Vec<usize> {
        let is_kept = |place: &usize| self.leaves_enough(self.breaks.places[*place].at);
        let phrases =
            self.of_strength(Strength::Phrase, 0..self.breaks.places.len()).filter(is_kept).collect();
        let words: Vec<usize> = self.opened(phrases, Strength::Word, width * LONGEST_PHRASE);
        let words = words.into_iter().filter(is_kept).collect();
        self.opened(words, Strength::Inside, width)
    }

    /// Whether what follows a byte is enough for a line: some characters, or a number by itself.
    fn leaves_enough(&self, at: usize) -> bool {
        at <= self.last || self.breaks.whole.iter().any(|range| range.start == at)
    }

    /// Whether a word is broken in a ragged column of `width` em.
    pub(super) fn is_torn(&self, width: f64) -> bool {
        let inside = |place: usize| self.breaks.places[place].strength == Strength::Inside;
        self.open_places(width).into_iter().any(inside)
    }

    fn of_strength(&self, strength: Strength, places: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        places.filter(move |&place| self.breaks.places[place].strength == strength)
    }

    /// The places `open`, and those of a strength in every part between them that is wider than `longest`.
    fn opened(&self, open: Vec<usize>, strength: Strength, longest: f64) -> Vec<usize> {
        let (mut all, mut from) = (Vec::new(), 0_usize);
        let end = self.breaks.places.len();
        for to in open.into_iter().chain([end]) {
            let start = from.checked_sub(1).map_or(0.0, |before| self.ends[before]);
            if self.ends[to] - start > longest {
                all.extend(self.of_strength(strength, from..to));
            }
            if to < end {
                all.push(to);
            }
            from = to + 1;
        }
        all
    }

    /// Returns how many lines it takes in a ragged column of `width` em.
    pub(super) fn ragged_lines(&self, width: f64) -> usize {
        self.filled(self.open_places(width).into_iter(), width)
    }

    /// Returns how many lines it takes where it is justified in `width` em, behind an indent.
    pub(super) fn justified_lines(&self, width: f64, indent: f64) -> usize {
        let places = (0..self.breaks.places.len()).filter(|&place| self.breaks.places[place].at <= self.last);
        self.filled_from(places, width, -indent)
    }

    fn filled(&self, places: impl Iterator<Item = usize>, width: f64) -> usize {
        self.filled_from(places, width, 0.0)
    }

    /// Fills lines one by one. `start` is where the first begins, before the text's own.
    fn filled_from(&self, places: impl Iterator<Item = usize>, width: f64, start: f64) -> usize {
        let (mut lines, mut start, mut fits) = (1, start, start);
        for end in places.map(|place| self.ends[place]).chain(self.ends.last().copied()) {
            if end - start > width && fits > start {
                lines += 1;
                start = fits;
            }
            fits = end;
        }
        lines
    }
}

/// The lines of a document's texts, each looked at once however often it is set.
#[derive(Debug)]
pub(super) struct LineCache<'a> {
    widths: &'a Widths,
    known: RefCell<HashMap<String, Rc<Line>>>,
}

impl<'a> LineCache<'a> {
    pub(super) fn new(widths: &'a Widths) -> Self {
        Self { widths, known: RefCell::default() }
    }

    /// Returns what is known of a line.
    pub(super) fn line(&self, text: &str) -> Rc<Line> {
        if let Some(known) = self.known.borrow().get(text) {
            return Rc::clone(known);
        }
        let line = Rc::new(Line::new(text, self.widths));
        self.known.borrow_mut().insert(text.to_owned(), Rc::clone(&line));
        line
    }

    /// Returns the width of a text on one line, in em.
    pub(super) fn width(&self, text: &str) -> f64 {
        self.widths.of(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, width: f64) -> String {
        let widths = Widths::of_bundled_fonts();
        let line = LineCache::new(&widths).line(text);
        let mut shown = text.to_owned();
        for at in line.open(width).into_iter().rev() {
            shown.insert(at, '|');
        }
        shown
    }

    #[test]
    fn the_narrower_the_column_the_more_a_line_is_broken() {
        let text = "コミュニティ協議会等の活動支援";
        assert_eq!(broken(text, 24.0), "コミュニティ協議会等の|活動支援");
        assert_eq!(broken(text, 12.0), "コミュニティ|協議会等の|活動支援");
        assert_eq!(broken(text, 7.0), "コミュニティ|協議会等の|活動支援");
        assert!(broken(text, 3.0).starts_with("コ|ミ"));
    }

    #[test]
    fn no_last_line_is_of_one_or_two_characters() {
        assert_eq!(broken("研修や検討、実施", 6.0), "研修や|検討、実施");
        assert_eq!(broken("事業の検討、実施中", 8.0), "事業の|検討、|実施中");
    }

    #[test]
    fn lines_are_counted_as_they_are_filled() {
        let widths = Widths::of_bundled_fonts();
        let cache = LineCache::new(&widths);
        let lines = |text: &str, width| cache.line(text).ragged_lines(width);
        assert_eq!(lines("", 5.0), 1);
        assert_eq!(lines("防災出前講座の開催", 20.0), 1);
        assert_eq!(lines("防災出前講座の開催", 8.0), 2);
        assert_eq!(cache.line("地域防災力の向上のため").justified_lines(6.0, 1.0), 2);
    }
}
