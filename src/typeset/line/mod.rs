//! Lines of text before layout: their breaks, and the widths of their parts.

mod cache;
mod ragged;
mod wholes;

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

pub(super) use self::cache::LineCache;
use self::ragged::Ragged;
use self::wholes::Whole;
use crate::fonts::Widths;
use crate::linebreak::{Places, Strength, places, strengths};

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
    /// The bytes at which removed and added text of a redline meet.
    seams: Vec<usize>,
    parts: OnceCell<Parts>,
    wholes: OnceCell<Vec<Whole>>,
    strengths: OnceCell<Vec<Strength>>,
    /// The line's breaks by the width of a column.
    ragged: RefCell<Vec<(f64, Rc<Broken>)>>,
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
        Self::seamed(text, Vec::new(), widths)
    }

    fn seamed(text: &str, seams: Vec<usize>, widths: Arc<Widths>) -> Self {
        let last = text.grapheme_indices(true).rev().nth(SHORTEST_END - 1).map_or(0, |(at, _)| at);
        Self {
            text: text.to_owned(),
            width: widths.of(text) + gaps(seams.len()),
            last,
            widths,
            seams,
            parts: OnceCell::new(),
            wholes: OnceCell::new(),
            strengths: OnceCell::new(),
            ragged: RefCell::default(),
        }
    }

    fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| {
            let places = places(&self.text).parted(&self.text, &self.seams);
            let (mut ends, mut from, mut width) = (Vec::new(), 0, 0.0);
            for at in places.at.iter().copied().chain([self.text.len()]) {
                width += self.widths.of(&self.text[from..at]);
                width += gaps(self.seams.iter().filter(|seam| (from..at).contains(seam)).count());
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

    /// Returns the bytes of its numbers with the words that qualify them.
    fn qualified(&self) -> &[Range<usize>] {
        &self.parts().places.qualified
    }

    /// Returns the width up to each place where it may be broken, and up to its end, in em.
    pub(super) fn ends(&self) -> &[f64] {
        &self.parts().ends
    }

    /// Returns how good its places are.
    pub(super) fn strengths(&self) -> &[Strength] {
        self.strengths.get_or_init(|| {
            let mut strengths = strengths(&self.text, &self.parts().places);
            for place in self.seams.iter().filter_map(|seam| self.places().binary_search(seam).ok()) {
                strengths[place] = Strength::Phrase;
            }
            strengths
        })
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
        let of = |strength| (0..places.len()).filter(move |place| strengths[*place] == strength);
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

    /// Returns the number of lines in a column of `width` em where each line holds as many phrases as fit, and the last
    /// one some width more.
    pub(super) fn phrase_lines(&self, width: f64, behind: f64) -> usize {
        if self.width + behind <= width {
            return 1;
        }
        let (mut lines, mut start, mut fits) = (1, 0.0, 0.0);
        for end in self.phrases().into_iter().map(|at| self.width_before(at)).chain([self.width + behind]) {
            if end - start > width && fits > start {
                lines += 1;
                start = fits;
            }
            fits = end;
        }
        lines
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
        let known = |entry: &&(f64, Rc<Broken>)| entry.0 == width;
        if let Some((_, broken)) = self.ragged.borrow().iter().find(known) {
            return Rc::clone(broken);
        }
        let opened = self.opened(width);
        let broken = Rc::new(Ragged { line: opened.as_ref().unwrap_or(self), width }.broken());
        self.ragged.borrow_mut().push((width, Rc::clone(&broken)));
        broken
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

/// The width of the gap between removed and added text of a redline, in em.
pub(super) const SEAM: f64 = 0.2;

/// Returns the width of a number of such gaps.
fn gaps(count: usize) -> f64 {
    SEAM * u16::try_from(count).map_or(f64::from(u16::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Lines;
    use crate::view::proof::{PartKind, Slot, TextPart};

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
    fn no_line_ends_behind_the_first_word_in_brackets() {
        assert_eq!(
            broken("健康増進計画(岡山中学校区の避難所の運営)", 11.0),
            "健康増進計画|(岡山中学校区の|避難所の運営)"
        );
        assert_eq!(
            broken("国の基準に準じる(北葉地区の避難所の運営)", 11.0),
            "国の基準に準じる|(北葉地区の避難所の|運営)"
        );
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
    fn removed_and_added_numbers_are_not_one() {
        let part = |range, kind| TextPart { line: 0, range, kind };
        let parts = vec![part(0..3, PartKind::Removed), part(3..11, PartKind::Added)];
        let slot = Slot { parts, ..Slot::default() };
        let text = Lines { slot: Some(Box::new(slot)), ..Lines::label("2501,260日") };
        assert_eq!(text.seams(0), [3]);
        let cache = LineCache::new(Arc::new(Widths::of_bundled_fonts()));
        let (revised, plain) = (&cache.lines(&text)[0], cache.line("2501,260日"));
        assert_eq!((revised.ragged(4.5).at.as_slice(), plain.places()), (&[3][..], &[][..]));
        assert!(revised.widest_number() < plain.widest_number() && revised.width > plain.width);
        // A line from behind what the form replaces has its seams there.
        assert_eq!(cache.line_of(&text, 0, 1).places(), [2]);
        assert_eq!(cache.line_of(&text, 0, 3).places(), [0; 0]);
    }

    #[test]
    fn lines_are_counted_as_they_are_filled() {
        let widths = Arc::new(Widths::of_bundled_fonts());
        let cache = LineCache::new(widths);
        let lines = |text: &str, width| cache.line(text).ragged_lines(width);
        assert_eq!(lines("", 5.0), 1);
        assert_eq!(lines("防災出前講座の開催", 20.0), 1);
        assert_eq!(lines("防災出前講座の開催", 8.0), 2);
        let phrases = |width, behind| {
            cache.line("子どもから高齢者までの健康づくりを推進します。").phrase_lines(width, behind)
        };
        assert_eq!(
            [phrases(30.0, 0.0), phrases(20.5, 8.0), phrases(13.0, 0.0), phrases(8.0, 0.0)],
            [1, 2, 2, 4]
        );
        assert_eq!(cache.line("地域防災力の向上のため").justified_lines(6.0, 1.0), 2);
    }
}
