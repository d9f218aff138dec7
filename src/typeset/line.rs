//! A line of text before it is set: where it is broken, and how wide its parts are.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::ragged::Ragged;
use crate::fonts::Widths;
use crate::linebreak::{Places, Strength, places, strengths};
use crate::view::Lines;

/// How many characters a last line has at the least.
const SHORTEST_END: usize = 3;

/// A phrase of more em may leave a line of a wide column half empty.
const LONG_PHRASE: f64 = 10.0;

/// A line as the writer broke it. What only lines that are broken need is found when it is first asked for: most fit
/// their columns.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    /// Its width, in em.
    pub(super) width: f64,
    /// The last place where it may be broken and leave enough for a line of its own.
    pub(super) last: usize,
    widths: Arc<Widths>,
    parts: OnceCell<Parts>,
    widest: OnceCell<Widest>,
    strengths: OnceCell<Vec<Strength>>,
    /// The places where it is broken, by the width of a column.
    ragged: RefCell<Vec<(f64, Rc<[usize]>)>>,
}

/// The parts of a line between the places where it may be broken.
#[derive(Debug)]
struct Parts {
    places: Places,
    /// The width up to each place where it may be broken, and up to its end, in em.
    ends: Vec<f64>,
}

/// The widths of the widest parts of a line that stay whole, in em.
#[derive(Debug, Clone, Copy)]
pub(super) struct Widest {
    /// Of its widest number or Latin word, addresses aside.
    pub(super) whole: f64,
    /// Of its widest number.
    pub(super) number: f64,
    /// Of its widest katakana word.
    pub(super) katakana: f64,
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
            widest: OnceCell::new(),
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

    /// Returns the widths of the widest of its parts that stay whole.
    pub(super) fn widest(&self) -> Widest {
        *self.widest.get_or_init(|| {
            let wholes = || self.unbroken().map(|it| &self.text[it]);
            let numbers = wholes().filter(|it| it.contains(char::is_numeric));
            Widest {
                whole: self.widest_of(wholes()),
                number: self.widest_of(numbers),
                katakana: self.widest_of(katakana(&self.text)),
            }
        })
    }

    fn widest_of<'t>(&self, texts: impl Iterator<Item = &'t str>) -> f64 {
        texts.map(|text| self.widths.of(text)).fold(0.0, f64::max)
    }

    /// The parts around its numbers and Latin words that no line breaks, with brackets and the like at them.
    fn unbroken(&self) -> impl Iterator<Item = Range<usize>> {
        let places = self.places();
        let around = |range: &Range<usize>| {
            let next = places.partition_point(|at| *at <= range.start);
            let from = next.checked_sub(1).map_or(0, |before| places[before]);
            let to = places.get(next).copied().unwrap_or(self.text.len());
            (range.end <= to).then_some(from..to)
        };
        self.whole().iter().filter_map(around)
    }

    /// Whether it may be broken before a byte where it is justified.
    pub(super) fn is_breakable(&self, at: usize) -> bool {
        at <= self.last && self.places().binary_search(&at).is_ok()
    }

    /// Returns the bytes before which it may be broken in a column of any width: between its phrases, and between
    /// the words of a long one.
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

    /// Returns the bytes before which it is broken in a ragged column of `width` em.
    pub(super) fn open(&self, width: f64) -> Vec<usize> {
        self.ragged(width).iter().map(|&place| self.places()[place]).collect()
    }

    /// Returns how many lines it takes in a ragged column of `width` em.
    pub(super) fn ragged_lines(&self, width: f64) -> usize {
        if self.width <= width { 1 } else { self.ragged(width).len() + 1 }
    }

    /// Whether a word is broken in a ragged column of `width` em.
    pub(super) fn is_torn(&self, width: f64) -> bool {
        self.width > width
            && self.ragged(width).iter().any(|&place| self.strengths()[place] == Strength::Inside)
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

/// The words of katakana in a text.
fn katakana(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !matches!(c, '\u{30A1}'..='\u{30FA}' | 'ー' | '\u{31F0}'..='\u{31FF}'))
}

/// The lines of a document's texts, each looked at once however often it is set.
#[derive(Debug)]
pub(super) struct LineCache {
    widths: Arc<Widths>,
    known: RefCell<HashMap<String, Rc<Line>>>,
}

impl LineCache {
    pub(super) fn new(widths: Arc<Widths>) -> Self {
        Self { widths, known: RefCell::default() }
    }

    /// Returns what is known of a line.
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
        let widths = Arc::new(Widths::of_bundled_fonts());
        let cache = LineCache::new(widths);
        let lines = |text: &str, width| cache.line(text).ragged_lines(width);
        assert_eq!(lines("", 5.0), 1);
        assert_eq!(lines("防災出前講座の開催", 20.0), 1);
        assert_eq!(lines("防災出前講座の開催", 8.0), 2);
        assert_eq!(cache.line("地域防災力の向上のため").justified_lines(6.0, 1.0), 2);
    }
}
