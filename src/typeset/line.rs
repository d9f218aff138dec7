//! A line of text before it is set: where it is broken, and how wide its parts are.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use unicode_segmentation::UnicodeSegmentation;

use super::ragged::Ragged;
use crate::fonts::Widths;
use crate::linebreak::{Breaks, Strength, breaks};

/// How many characters a last line has at the least.
const SHORTEST_END: usize = 3;

/// A phrase of more em may leave a line of a wide column half empty.
const LONG_PHRASE: f64 = 10.0;

/// A line as the writer broke it.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) breaks: Breaks,
    /// The width up to each place where it may be broken, and up to its end, in em.
    pub(super) ends: Vec<f64>,
    /// The last place where it may be broken and leave enough for a line of its own.
    pub(super) last: usize,
    /// The width of its widest number or Latin word, addresses aside.
    pub(super) widest_whole: f64,
    /// The width of its widest number.
    pub(super) widest_number: f64,
    /// The width of its widest katakana word.
    pub(super) widest_katakana: f64,
    /// The places where it is broken, by the width of a column.
    ragged: RefCell<Vec<(f64, Rc<[usize]>)>>,
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
        let wholes = || unbroken(&breaks, text.len()).map(|it| (widths.of(&text[it.clone()]), it));
        let widest_whole = wholes().map(|(width, _)| width).fold(0.0, f64::max);
        let numbers = wholes().filter(|(_, it)| text[it.clone()].contains(char::is_numeric));
        let widest_number = numbers.map(|(width, _)| width).fold(0.0, f64::max);
        let widest_katakana = katakana(text).map(|word| widths.of(word)).fold(0.0, f64::max);
        let last = text.grapheme_indices(true).rev().nth(SHORTEST_END - 1).map_or(0, |(at, _)| at);
        let ragged = RefCell::default();
        Self {
            text: text.to_owned(),
            breaks,
            ends,
            last,
            widest_whole,
            widest_number,
            widest_katakana,
            ragged,
        }
    }

    /// Whether it may be broken before a byte where it is justified.
    pub(super) fn is_breakable(&self, at: usize) -> bool {
        at <= self.last && self.breaks.places.binary_search_by_key(&at, |it| it.at).is_ok()
    }

    /// Returns the bytes before which it may be broken in a column of any width: between its phrases, and between
    /// the words of a long one.
    pub(super) fn phrases(&self) -> Vec<usize> {
        let is_kept = |place: &usize| self.breaks.places[*place].at <= self.last;
        let of = |strength| {
            (0..self.breaks.places.len()).filter(move |it| self.breaks.places[*it].strength == strength)
        };
        let phrases: Vec<usize> = of(Strength::Phrase).filter(is_kept).collect();
        let width = |place: usize| {
            let next = phrases.partition_point(|phrase| *phrase <= place);
            let start = next.checked_sub(1).map_or(0.0, |before| self.ends[phrases[before]]);
            let end = phrases.get(next).copied().unwrap_or(self.breaks.places.len());
            self.ends[end] - start
        };
        let words = of(Strength::Word).filter(is_kept).filter(|place| width(*place) > LONG_PHRASE);
        let mut open: Vec<usize> = words.chain(phrases.iter().copied()).collect();
        open.sort_unstable();
        open.into_iter().map(|place| self.breaks.places[place].at).collect()
    }

    /// Returns the bytes before which it is broken in a ragged column of `width` em.
    pub(super) fn open(&self, width: f64) -> Vec<usize> {
        self.ragged(width).iter().map(|&place| self.breaks.places[place].at).collect()
    }

    /// Returns how many lines it takes in a ragged column of `width` em.
    pub(super) fn ragged_lines(&self, width: f64) -> usize {
        self.ragged(width).len() + 1
    }

    /// Whether a word is broken in a ragged column of `width` em.
    pub(super) fn is_torn(&self, width: f64) -> bool {
        self.ragged(width).iter().any(|&place| self.breaks.places[place].strength == Strength::Inside)
    }

    /// The places where it is broken, among all of its breaks.
    fn ragged(&self, width: f64) -> Rc<[usize]> {
        #[expect(clippy::float_cmp, reason = "the very width that was asked for before")]
        let known = |it: &&(f64, Rc<[usize]>)| it.0 == width;
        if let Some((_, places)) = self.ragged.borrow().iter().find(known) {
            return Rc::clone(places);
        }
        let places: Rc<[usize]> = Ragged { line: self, width }.places().into();
        self.ragged.borrow_mut().push((width, Rc::clone(&places)));
        places
    }

    /// Returns how many lines it takes where it is justified in `width` em, behind an indent.
    pub(super) fn justified_lines(&self, width: f64, indent: f64) -> usize {
        let places = (0..self.breaks.places.len()).filter(|&place| self.breaks.places[place].at <= self.last);
        let (mut lines, mut start, mut fits) = (1, -indent, -indent);
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

/// The parts of a text around its numbers and Latin words that no line breaks, with brackets and the like at them.
fn unbroken(breaks: &Breaks, end: usize) -> impl Iterator<Item = Range<usize>> {
    let around = move |range: &Range<usize>| {
        let next = breaks.places.partition_point(|it| it.at <= range.start);
        let from = next.checked_sub(1).map_or(0, |before| breaks.places[before].at);
        let to = breaks.places.get(next).map_or(end, |it| it.at);
        (range.end <= to).then_some(from..to)
    };
    breaks.whole.iter().filter_map(around)
}

/// The words of katakana in a text.
fn katakana(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !matches!(c, '\u{30A1}'..='\u{30FA}' | 'ー' | '\u{31F0}'..='\u{31FF}'))
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
        assert_eq!(broken(text, 24.0), text);
        assert_eq!(broken(text, 12.0), "コミュニティ協議会等の|活動支援");
        assert_eq!(broken(text, 7.0), "コミュニティ|協議会等の|活動支援");
        assert_eq!(broken(text, 3.6), "コミュ|ニティ|協議会|等の|活動|支援");
    }

    #[test]
    fn a_line_ends_between_phrases_where_none_is_left_half_empty_for_it() {
        assert_eq!(broken("区独自の職員研修の実施", 9.0), "区独自の|職員研修の実施");
        assert_eq!(broken("31自治会等で実施", 5.0), "31自治会|等で実施");
        assert_eq!(broken("市の事業によるパネル展や展示会など", 8.5), "市の事業による|パネル展や|展示会など");
    }

    #[test]
    fn no_last_line_is_of_one_or_two_characters() {
        assert_eq!(broken("研修や検討、実施", 6.0), "研修や|検討、実施");
        assert_eq!(broken("事業の検討、実施中", 8.0), "事業の検討、|実施中");
        assert_eq!(broken("区民と協働して提案します。", 11.0), "区民と協働して|提案します。");
        // A number and a unit take with them what they belong to, where a line has room for it.
        assert_eq!(broken("対応研修1回", 4.5), "対応|研修1回");
        assert_eq!(broken("対応研修1回", 4.2), "対応|研修1回");
        assert_eq!(broken("講座の開催回数(回)", 7.0), "講座の|開催回数(回)");
        assert_eq!(broken("参加者(人)", 3.5), "参加者|(人)");
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
