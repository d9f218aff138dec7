//! Lines of text before layout: their breaks, and the widths of their parts.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::ragged::Ragged;
use crate::fonts::Widths;
use crate::linebreak::{Places, Strength, may_begin, may_end, places, strengths};
use crate::view::Lines;

/// The minimum length of a last line, in characters.
const SHORTEST_END: usize = 3;

/// The width in em above which a phrase may be broken, because it could leave a line half empty.
const LONG_PHRASE: f64 = 10.0;

/// A line of the source text. Break positions and strengths are computed when they are first needed, because most
/// lines fit their columns.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    /// Its width, in em.
    pub(super) width: f64,
    /// The last break that leaves enough text for a line.
    pub(super) last: usize,
    widths: Arc<Widths>,
    parts: OnceCell<Parts>,
    wholes: OnceCell<Vec<Whole>>,
    strengths: OnceCell<Vec<Strength>>,
    /// The line's breaks by the width of a column.
    ragged: RefCell<Vec<(f64, Rc<Broken>)>>,
}

/// A number with its unit, a Latin or a katakana word, or a part of an address, with the marks around it.
#[derive(Debug, Clone)]
struct Whole {
    range: Range<usize>,
    /// Its width in em.
    width: f64,
    is_number: bool,
    /// The places inside a Latin word, and the width up to each.
    inside: Vec<(usize, f64)>,
}

/// The breaks of a line in a ragged column.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Broken {
    /// The bytes before which it is broken.
    pub(super) at: Vec<usize>,
    /// True if a break is inside a word.
    pub(super) is_torn: bool,
    /// The cost of the breaks, as [`Ragged`] computes it.
    pub(super) cost: f64,
}

/// The parts of a line between the places where it may be broken.
#[derive(Debug)]
struct Parts {
    places: Places,
    /// The width in em up to each break, and up to the end.
    ends: Vec<f64>,
}

impl Line {
    fn new(text: &str, widths: Arc<Widths>) -> Self {
        let last = text.grapheme_indices(true).rev().nth(SHORTEST_END - 1).map_or(0, |(at, _)| at);
        Self {
            text: text.to_owned(),
            width: widths.of(text),
            last,
            widths,
            parts: OnceCell::new(),
            wholes: OnceCell::new(),
            strengths: OnceCell::new(),
            ragged: RefCell::default(),
        }
    }

    fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| {
            let places = places(&self.text);
            let (mut ends, mut from, mut width) = (Vec::new(), 0, 0.0);
            for at in places.at.iter().copied().chain([self.text.len()]) {
                width += self.widths.of(&self.text[from..at]);
                ends.push(width);
                from = at;
            }
            Parts { places, ends }
        })
    }

    /// Returns the bytes before which it may be broken.
    pub(super) fn places(&self) -> &[usize] {
        &self.parts().places.at
    }

    /// Returns the bytes of its numbers and Latin words.
    pub(super) fn whole(&self) -> &[Range<usize>] {
        &self.parts().places.whole
    }

    /// Returns the width up to each place where it may be broken, and up to its end, in em.
    pub(super) fn ends(&self) -> &[f64] {
        &self.parts().ends
    }

    /// Returns how good its places are.
    pub(super) fn strengths(&self) -> &[Strength] {
        self.strengths.get_or_init(|| strengths(&self.text, &self.parts().places))
    }

    /// Returns the width of its widest number.
    pub(super) fn widest_number(&self) -> f64 {
        self.wholes().iter().filter(|it| it.is_number).map(|it| it.width).fold(0.0, f64::max)
    }

    /// Returns the width of its widest word that is at most so wide.
    pub(super) fn widest_word(&self, most: f64) -> f64 {
        let words = self.wholes().iter().filter(|it| !it.is_number && it.width <= most);
        words.map(|it| it.width).fold(0.0, f64::max)
    }

    /// Returns its numbers and words, which are broken only where they are wider than their column.
    fn wholes(&self) -> &[Whole] {
        self.wholes.get_or_init(|| {
            let unbroken =
                self.whole().iter().flat_map(|latin| self.parts_of(latin).map(move |it| (latin, it)));
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
            unbroken.map(whole).chain(katakana).collect()
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

    /// Returns the places between any two characters of a Latin word that may be parted where it is wider than its
    /// column, and the width up to each. Digits stay together.
    fn inside(&self, latin: &Range<usize>, part: &Range<usize>) -> Vec<(usize, f64)> {
        let (start, end) = (latin.start.max(part.start), latin.end.min(part.end));
        let mut before = "";
        let mut places = Vec::new();
        for (at, cluster) in self.text[start..end].grapheme_indices(true) {
            let is_digits = [before, cluster].iter().all(|it| it.chars().all(char::is_numeric));
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

    /// Returns whether a justified line may be broken before a byte.
    pub(super) fn is_breakable(&self, at: usize) -> bool {
        at <= self.last && self.places().binary_search(&at).is_ok()
    }

    /// Returns the bytes before which the line may be broken in a column of unknown width: between phrases,
    /// and between the words of a long phrase.
    pub(super) fn phrases(&self) -> Vec<usize> {
        let (places, strengths, ends) = (self.places(), self.strengths(), self.ends());
        let is_kept = |place: &usize| places[*place] <= self.last;
        let of = |strength| (0..places.len()).filter(move |it| strengths[*it] == strength);
        let phrases: Vec<usize> = of(Strength::Phrase).filter(is_kept).collect();
        let width = |place: usize| {
            let next = phrases.partition_point(|phrase| *phrase <= place);
            let start = next.checked_sub(1).map_or(0.0, |before| ends[phrases[before]]);
            let end = phrases.get(next).copied().unwrap_or(places.len());
            ends[end] - start
        };
        let words = of(Strength::Word).filter(is_kept).filter(|place| width(*place) > LONG_PHRASE);
        let mut open: Vec<usize> = words.chain(phrases.iter().copied()).collect();
        open.sort_unstable();
        open.into_iter().map(|place| places[place]).collect()
    }

    /// Returns the number of lines in a ragged column of `width` em.
    pub(super) fn ragged_lines(&self, width: f64) -> usize {
        if self.width <= width { 1 } else { self.ragged(width).at.len() + 1 }
    }

    /// Returns how it is broken in a ragged column of `width` em.
    pub(super) fn ragged(&self, width: f64) -> Rc<Broken> {
        if self.width <= width {
            return Rc::default();
        }
        #[expect(clippy::float_cmp, reason = "the very width that was asked for before")]
        let known = |it: &&(f64, Rc<Broken>)| it.0 == width;
        if let Some((_, broken)) = self.ragged.borrow().iter().find(known) {
            return Rc::clone(broken);
        }
        let opened = self.opened(width);
        let broken = Rc::new(Ragged { line: opened.as_ref().unwrap_or(self), width }.broken());
        self.ragged.borrow_mut().push((width, Rc::clone(&broken)));
        broken
    }

    /// Returns the line with places inside its Latin words that are wider than a column, where it has any.
    fn opened(&self, width: f64) -> Option<Self> {
        if self.whole().is_empty() {
            return None;
        }
        let wide = || self.wholes().iter().filter(|it| it.width > width && !it.inside.is_empty());
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
        let places = Places { at: all.iter().map(|it| it.0).collect(), whole: self.whole().to_vec() };
        let ends = all.iter().map(|it| it.2).chain(self.ends().last().copied()).collect();
        Some(Self {
            parts: OnceCell::from(Parts { places, ends }),
            strengths: OnceCell::from(all.iter().map(|it| it.1).collect::<Vec<_>>()),
            ..Self::new(&self.text, Arc::clone(&self.widths))
        })
    }

    /// Returns the width up to a place where it may be broken.
    fn width_before(&self, at: usize) -> f64 {
        self.places().binary_search(&at).map_or(0.0, |place| self.ends()[place])
    }

    /// Returns the number of justified lines of `width` em with an indent.
    pub(super) fn justified_lines(&self, width: f64, indent: f64) -> usize {
        if self.width + indent <= width {
            return 1;
        }
        let (places, ends) = (self.places(), self.ends());
        let kept = places.partition_point(|at| *at <= self.last);
        let (mut lines, mut start, mut fits) = (1, -indent, -indent);
        for end in ends[..kept].iter().chain(ends.last()).copied() {
            if end - start > width && fits > start {
                lines += 1;
                start = fits;
            }
            fits = end;
        }
        lines
    }
}

/// A cache of a document's lines, each of which is analysed once.
#[derive(Debug)]
pub(super) struct LineCache {
    widths: Arc<Widths>,
    known: RefCell<HashMap<String, Rc<Line>>>,
}

impl LineCache {
    pub(super) fn new(widths: Arc<Widths>) -> Self {
        Self { widths, known: RefCell::default() }
    }

    /// Returns a line, analysing it on the first request.
    pub(super) fn line(&self, text: &str) -> Rc<Line> {
        if let Some(known) = self.known.borrow().get(text) {
            return Rc::clone(known);
        }
        let line = Rc::new(Line::new(text, Arc::clone(&self.widths)));
        self.known.borrow_mut().insert(text.to_owned(), Rc::clone(&line));
        line
    }

    /// Returns what is known of the lines of a text.
    pub(super) fn lines(&self, text: &Lines) -> Vec<Rc<Line>> {
        text.lines.iter().map(|line| self.line(line)).collect()
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
        let widths = Arc::new(Widths::of_bundled_fonts());
        let line = LineCache::new(widths).line(text);
        let mut shown = text.to_owned();
        for &at in line.ragged(width).at.iter().rev() {
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
        // A number and a unit are kept with the text that they belong to, where a line has space for it.
        assert_eq!(broken("対応研修1回", 4.5), "対応|研修1回");
        assert_eq!(broken("対応研修1回", 4.2), "対応|研修1回");
        assert_eq!(broken("講座の開催回数(回)", 7.0), "講座の|開催回数(回)");
        assert_eq!(broken("参加者(人)", 3.5), "参加者|(人)");
    }

    #[test]
    fn lines_are_counted_as_they_are_filled() {
        let widths = Arc::new(Widths::of_bundled_fonts());
        let cache = LineCache::new(widths);
        let lines = |text: &str, width| cache.line(text).ragged_lines(width);
        assert_eq!(lines("", 5.0), 1);
        assert_eq!(lines("防災出前講座の開催", 20.0), 1);
        assert_eq!(lines("防災出前講座の開催", 8.0), 2);
        assert_eq!(cache.line("地域防災力の向上のため").justified_lines(6.0, 1.0), 2);
    }
}
