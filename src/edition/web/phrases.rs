//! Line breaks of web pages: lines end between phrases, and numbers are kept whole.
//!
//! The stylesheet forbids breaks inside words (`word-break: keep-all`), and `<wbr>` allows them where the
//! printed form does. Neither `<wbr>` nor the element around a number adds a character, so that copied and
//! searched text stays the same.

use std::fmt::Write;
use std::ops::Range;
use std::sync::LazyLock;

use askama::filters::{Escaper, Html, Safe};
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness, LineBreakWordOption};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::Widths;
use crate::linebreak::{Breaks, Strength, breaks};

/// The minimum length of a last line, in characters.
const SHORTEST_END: usize = 3;

/// The longest number that is kept whole, in half-width units. A longer one may not fit a phone's screen.
const LONGEST_WHOLE: usize = 30;

/// The longest number with its qualifier (80%以上) that is kept whole, in half-width units.
const LONGEST_QUALIFIED: usize = 10;

/// The longest katakana word that is kept whole in a narrow column, in characters. Longer words would leave
/// too little space for the other columns.
const LONGEST_KATAKANA: usize = 8;

/// The width in em above which a value gets a row of its own in the cards on a phone. A third of a screen of
/// 320 px is that wide.
const WIDE: f64 = 5.1;

/// The width of phrases in a column of a few characters, in half-width units. Such a column may part katakana compounds.
const NARROW: usize = 5;

/// The maximum length of a unit in brackets, in characters.
const LONGEST_UNIT: usize = 6;

/// Finds the line breaks of browsers under the stylesheet's `word-break: keep-all` and `line-break: strict`.
static BROWSER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| segmenter(LineBreakWordOption::KeepAll));

/// Finds their line breaks without `word-break: keep-all`.
static LOOSE: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| segmenter(LineBreakWordOption::Normal));

fn segmenter(word_option: LineBreakWordOption) -> LineSegmenterBorrowed<'static> {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    options.word_option = Some(word_option);
    LineSegmenter::new_for_non_complex_scripts(options)
}

/// Returns where browsers may break a line of text. Chromium keeps only letters and numbers together: it breaks beside
/// the radicals of U+2F00 and the signs ㈱ and ㎡ as without `keep-all`.
fn browser_breaks(text: &str) -> Vec<usize> {
    let is_kept = |sign: char| sign.is_alphanumeric() && !matches!(sign, '\u{24B6}'..='\u{24E9}');
    let is_beside_sign = |at: &usize| {
        let (before, rest) = text.split_at(*at);
        let pair = [before.chars().next_back(), rest.chars().next()];
        pair.into_iter().flatten().any(|sign| !is_kept(sign))
    };
    let mut breaks: Vec<usize> = BROWSER.segment_str(text).collect();
    breaks.extend(LOOSE.segment_str(text).filter(is_beside_sign));
    breaks.sort_unstable();
    breaks.dedup();
    breaks
}

static WIDTHS: LazyLock<Widths> = LazyLock::new(Widths::of_bundled_fonts);

/// Formats a heading, a label or a link, which is broken only between phrases.
pub(super) fn prose(text: &str) -> Safe<String> {
    Safe(set(text, 32, false))
}

/// Formats a paragraph, whose lines should be full on a phone too.
pub(super) fn paragraph(text: &str) -> Safe<String> {
    Safe(set(text, 14, false))
}

/// Formats a text for a column of about twelve characters.
pub(super) fn cell(text: &str) -> Safe<String> {
    Safe(set(text, 12, true))
}

/// Formats a text for a column of a few characters.
pub(super) fn narrow(text: &str) -> Safe<String> {
    Safe(set(text, NARROW, true))
}

/// Returns whether a text has an unbreakable number or word wider than a third of a phone's screen.
pub(super) fn is_wide(lines: &[String]) -> bool {
    let wide = |line: &String| {
        held(line, &breaks(line), Some(NARROW)).into_iter().any(|range| WIDTHS.of(&line[range]) > WIDE)
    };
    lines.iter().any(wide)
}

/// Formats the text as HTML. Phrases wider than `longest` half-width units may be broken between their words;
/// unbreakable parts get an element.
fn set(text: &str, longest: usize, is_narrow: bool) -> String {
    Marked::new(text, longest, is_narrow).html(0..text.len(), escape)
}

/// A text with the places of its breaks.
pub(in crate::edition) struct Marked<'a> {
    text: &'a str,
    /// The allowed breaks.
    open: Vec<usize>,
    /// The unbreakable parts.
    held: Vec<Range<usize>>,
}

impl<'a> Marked<'a> {
    /// Finds the breaks of a paragraph.
    pub(in crate::edition) fn paragraph(text: &'a str) -> Self {
        Self::new(text, 14, false)
    }

    fn new(text: &'a str, longest: usize, is_narrow: bool) -> Self {
        let breaks = breaks(text);
        let open = open(text, &breaks, longest);
        let held = joined(held(text, &breaks, is_narrow.then_some(longest)), glued(text, &breaks, &open));
        Self { text, open, held }
    }

    /// Formats a part of the text, which `escape` adds to a page.
    pub(in crate::edition) fn html(&self, part: Range<usize>, escape: impl Fn(&mut String, &str)) -> String {
        let mut html = String::with_capacity(part.len() * 2);
        let inside = |at: &usize| part.start <= *at && *at < part.end;
        let mut places = self.open.iter().copied().filter(inside).peekable();
        let ranges = self.held.iter().map(|range| range.start.max(part.start)..range.end.min(part.end));
        let mut held = ranges.filter(|range| range.start < range.end);
        let mut at = part.start;
        loop {
            let next = held.next();
            let end = next.as_ref().map_or(part.end, |range| range.start);
            while let Some(place) = places.next_if(|place| *place <= end) {
                escape(&mut html, &self.text[at..place]);
                html.push_str("<wbr>");
                at = place;
            }
            escape(&mut html, &self.text[at..end]);
            let Some(range) = next else { return html };
            html.push_str("<span class=\"n\">");
            escape(&mut html, &self.text[range.start..range.end]);
            html.push_str("</span>");
            at = range.end;
        }
    }
}

fn escape(html: &mut String, text: &str) {
    // Writing to memory does not fail.
    let _ = Html.write_escaped_str(html as &mut dyn Write, text);
}

/// Returns the byte ranges that must be marked as unbreakable: numbers and words inside which browsers would
/// break a line, and in a column for phrases of `column` half widths all numbers and katakana words.
fn held(text: &str, breaks: &Breaks, column: Option<usize>) -> Vec<Range<usize>> {
    let is_held = |range: &Range<usize>| {
        let whole = &text[range.start..range.end];
        let is_at_risk = whole.contains(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '.' | ','));
        is_at_risk || column.is_some() && !whole.chars().all(char::is_alphabetic)
    };
    let mut held: Vec<_> = breaks.whole.iter().filter(|range| is_held(range)).cloned().collect();
    if let Some(column) = column {
        let is_apart = |word: &Range<usize>| {
            breaks.whole.iter().all(|range| range.end <= word.start || word.end <= range.start)
        };
        held.extend(katakana(text, breaks, column <= NARROW).into_iter().filter(is_apart));
        held.sort_unstable_by_key(|range| range.start);
    }
    held.retain(|range| stays_whole(text, breaks, range));
    let is_short = |range: &&Range<usize>| width(&text[range.start..range.end]) <= LONGEST_QUALIFIED;
    joined(held, breaks.qualified.iter().filter(is_short).cloned().collect())
}

/// Returns the pairs of characters between which a browser would break a line although the phrase continues: a
/// closing bracket and its particle, or a mark and what it marks.
fn glued(text: &str, breaks: &Breaks, open: &[usize]) -> Vec<Range<usize>> {
    let goes_on = |at: usize| {
        let place = breaks.places.binary_search_by_key(&at, |found| found.at);
        place.is_ok_and(|place| breaks.places[place].strength == Strength::Inside) || place.is_err()
    };
    let is_glued = |at: &usize| {
        let is_apart =
            text[..*at].ends_with(char::is_whitespace) || text[*at..].starts_with(char::is_whitespace);
        *at > 0 && *at < text.len() && !is_apart && open.binary_search(at).is_err() && goes_on(*at)
    };
    let pair = |at: usize| {
        let before = text[..at].grapheme_indices(true).next_back().map_or(0, |grapheme| grapheme.0);
        before..at + text[at..].graphemes(true).next().map_or(0, str::len)
    };
    browser_breaks(text).into_iter().filter(is_glued).map(pair).collect()
}

/// Merges two lists of ranges; ranges that overlap become one.
fn joined(mut ranges: Vec<Range<usize>>, others: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.extend(others);
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

/// Returns whether a number or a word has several characters, no break opportunity of its own, and fits a
/// phone's screen.
fn stays_whole(text: &str, breaks: &Breaks, range: &Range<usize>) -> bool {
    let whole = &text[range.start..range.end];
    let is_broken = breaks
        .places
        .iter()
        .any(|found| range.start < found.at && found.at < range.end && found.strength > Strength::Part);
    !is_broken && whole.chars().nth(1).is_some() && width(whole) <= LONGEST_WHOLE
}

/// Returns the byte ranges of katakana words that fit a column, and if `is_parted` the parts of compounds.
fn katakana(text: &str, breaks: &Breaks, is_parted: bool) -> Vec<Range<usize>> {
    let is_joint =
        |at: usize| breaks.places.iter().any(|found| found.at == at && found.strength == Strength::Part);
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, sign)| matches!(sign, 'ァ'..='ヺ' | 'ー')) {
        let end = at + sign.len_utf8();
        match words.last_mut().filter(|last| last.end == at && !(is_parted && is_joint(at))) {
            Some(last) => last.end = end,
            None => words.push(at..end),
        }
    }
    words.retain(|word| text[word.start..word.end].chars().count() <= LONGEST_KATAKANA);
    words
}

/// Returns the allowed breaks: between phrases, and between the words of long phrases.
fn open(text: &str, breaks: &Breaks, longest: usize) -> Vec<usize> {
    let of =
        |strength| breaks.places.iter().filter(move |found| found.strength == strength).map(|found| found.at);
    // Browsers break lines after a space by themselves.
    let may_part = |at: &usize| !parts_number(text, *at) && !text[..*at].ends_with(' ');
    let mut open: Vec<usize> = of(Strength::Phrase).filter(may_part).collect();
    let phrases = [0].into_iter().chain(open.iter().copied()).zip(open.iter().copied().chain([text.len()]));
    let long: Vec<_> = phrases.filter(|(from, to)| width(&text[*from..*to]) > longest).collect();
    let is_in_address = |at: &usize| breaks.whole.iter().any(|range| range.start < *at && *at < range.end);
    let is_in_long = |at: &usize| is_in_address(at) || long.iter().any(|(from, to)| from < at && at < to);
    let parts = of(Strength::Part).chain(of(Strength::Bracketed)).filter(|_| longest <= NARROW);
    open.extend(of(Strength::Word).chain(parts).filter(is_in_long).filter(may_part));
    open.sort_unstable();
    while open.last().is_some_and(|last| !leaves_enough(text, breaks, &open, *last, longest)) {
        open.pop();
    }
    open
}

/// Returns whether a break would separate a number from its noun (31自治会) or its sign (は△1,200).
fn parts_number(text: &str, at: usize) -> bool {
    const SIGNS: [char; 10] = ['△', '▲', '-', '−', '－', '+', '＋', '±', '¥', '￥'];
    let (before, behind) = text.split_at(at);
    before.ends_with(char::is_numeric) && behind.starts_with(char::is_alphabetic)
        || before.ends_with(SIGNS) && behind.starts_with(char::is_numeric)
}

/// Returns whether the text after the last break is long enough for a line: it has enough characters, begins
/// with a number, or would make the preceding phrase too long.
fn leaves_enough(text: &str, breaks: &Breaks, open: &[usize], last: usize, longest: usize) -> bool {
    let is_whole = || breaks.whole.iter().any(|range| range.start == last);
    let before = open.len().checked_sub(2).map_or(0, |place| open[place]);
    let enough = text[last..].graphemes(true).take(SHORTEST_END).count() == SHORTEST_END;
    enough && !is_unit(&text[last..]) || is_whole() || width(&text[before..]) > longest
}

/// Returns whether a text is a unit in brackets, such as (回), which belongs to the preceding word.
fn is_unit(text: &str) -> bool {
    let is_in_brackets = text.starts_with(['(', '（']) && text.ends_with([')', '）']);
    is_in_brackets && text.chars().nth(LONGEST_UNIT).is_none()
}

/// Returns the width of a text in half-width units.
fn width(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests;
