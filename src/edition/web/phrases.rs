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
static BROWSER: LazyLock<LineSegmenterBorrowed<'static>> = LazyLock::new(|| {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    options.word_option = Some(LineBreakWordOption::KeepAll);
    LineSegmenter::new_for_non_complex_scripts(options)
});

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
    let breaks = breaks(text);
    let mut html = String::with_capacity(text.len() * 2);
    let open = open(text, &breaks, longest);
    let held = joined(held(text, &breaks, is_narrow.then_some(longest)), glued(text, &breaks, &open));
    let (mut at, mut places, mut whole) = (0, open.into_iter().peekable(), held.into_iter());
    loop {
        let next = whole.next();
        let end = next.as_ref().map_or(text.len(), |range| range.start);
        while let Some(place) = places.next_if(|place| *place <= end) {
            escape(&mut html, &text[at..place]);
            html.push_str("<wbr>");
            at = place;
        }
        escape(&mut html, &text[at..end]);
        let Some(range) = next else { return html };
        html.push_str("<span class=\"n\">");
        escape(&mut html, &text[range.start..range.end]);
        html.push_str("</span>");
        at = range.end;
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
    held
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
    BROWSER.segment_str(text).filter(is_glued).map(pair).collect()
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
    let parts = of(Strength::Part).filter(|_| longest <= NARROW);
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
mod tests {
    use super::*;

    fn bare_but_wbr(html: &str) -> String {
        html.replace("<span class=\"n\">", "").replace("</span>", "")
    }

    fn bare(html: &str) -> String {
        html.replace("<wbr>", "").replace("<span class=\"n\">", "").replace("</span>", "")
    }

    #[test]
    fn lines_may_end_between_phrases_and_in_narrow_columns_between_words() {
        let text = "南口エントランスホールの活用日数";
        assert_eq!(prose(text).0, "南口エントランスホールの<wbr>活用日数");
        assert_eq!(bare_but_wbr(&narrow(text).0), "南口<wbr>エントランス<wbr>ホールの<wbr>活用<wbr>日数");
        assert_eq!(
            narrow("31自治会等で実施").0.replace("<wbr>", "|"),
            "<span class=\"n\">31</span>自治会等で|実施"
        );
    }

    #[test]
    fn numbers_stay_whole_with_sign_and_unit() {
        for (text, whole) in [
            ("△1,234,567,890千円減です", "△1,234,567,890千円"),
            ("連絡は025-250-2710まで", "025-250-2710"),
            ("メンタル2回", "2回"),
            ("満足度は８５．０％以上", "８５．０％"),
            ("Wi-Fiを置く", "Wi-Fi"),
        ] {
            for html in [cell(text).0, narrow(text).0] {
                assert!(html.contains(&format!("<span class=\"n\">{whole}</span>")), "{html}");
            }
        }
        assert_eq!(prose("令和2年度、1,200回").0, "令和2年度、<wbr>1,200回");
        assert!(paragraph("連絡は025-250-2710まで").0.contains("<span class=\"n\">025-250-2710</span>"));
        let narrow = narrow("メンタルヘルス1回").0;
        let held = ["メンタル", "ヘルス", "1回"].map(|text| format!("<span class=\"n\">{text}</span>"));
        assert_eq!(narrow, held.join("<wbr>"));
        assert!(is_wide(&["1,234,567,890千円".to_owned()]) && !is_wide(&["31自治会等で実施".to_owned()]));
        assert!(is_wide(&["5554969%".to_owned()]) && !is_wide(&["2,014.5".to_owned()]));
    }

    #[test]
    fn the_words_stay_as_they_are() {
        let text = "<b>「防災」&amp; 予算 https://example.jp/a_b?c=\"d\"と'e'、1,234千円。\u{1F600}👨‍👩‍👧";
        let escaped = "&#60;b&#62;「防災」&#38;amp; 予算 https://example.jp/a_b?c=&#34;d&#34;と&#39;e&#39;、1,234千円。\u{1F600}👨‍👩‍👧";
        for html in [prose(text).0, cell(text).0, narrow(text).0] {
            assert_eq!(bare(&html), escaped);
        }
        let address = "https://<wbr>example.<wbr>jp/<wbr>a_<wbr>b?<wbr>c=";
        assert!(narrow(text).0.contains(address) && cell(text).0.contains(address));
        assert!(!narrow("予算は△1,200千円").0.contains("△<wbr>"));
        assert_eq!([prose("").0, narrow("一").0], ["", "一"]);
    }

    #[test]
    fn a_browser_ends_no_line_where_a_phrase_goes_on() {
        let held = |html: &str| {
            html.split("<span class=\"n\">")
                .skip(1)
                .map(|rest| rest.split_once("</span>").unwrap().0.to_owned())
                .collect()
        };
        for (text, wanted) in [
            ("東区役所での「にぎわい」の創出を促進します。", vec!["」の"]),
            ("将来負担比率(※「－」は、算定されず)", vec!["※「", "」は"]),
            ("地域の「い〜てらす」及び「わいわいひろば」における講座", vec!["〜て", "」に"]),
        ] {
            let found: Vec<String> = held(&prose(text).0);
            assert!(
                wanted.iter().all(|wanted| found.iter().any(|found| found.contains(wanted))),
                "{text}: {found:?}"
            );
        }
        // Wherever a browser ends a line, the paper may as well, or nothing is between the two.
        let text = "「地域包括ケアシステムの構築」に向けて、効率的・効果的な(月1回)の取組を進める。※詳しくは市報／市HPへ";
        let breaks = breaks(text);
        let open = open(text, &breaks, 12);
        let all = joined(super::held(text, &breaks, Some(12)), glued(text, &breaks, &open));
        for at in BROWSER.segment_str(text).filter(|at| *at > 0 && *at < text.len()) {
            let is_held = all.iter().any(|range| range.start < at && at < range.end);
            let place = breaks.places.iter().find(|found| found.at == at);
            assert!(
                is_held || place.is_some_and(|place| place.strength > Strength::Inside),
                "{}|{}",
                &text[..at],
                &text[at..]
            );
        }
        assert!(cell("hisho@city.example.jp").0.contains("@<wbr>city.<wbr>"));
        assert!(prose("somu@city.niigata.lg.jp").0.contains("city.<wbr>niigata"));
        assert!(!prose("教室の開催と相談の実施(回)").0.contains("<wbr>(回)"));
    }

    #[test]
    fn a_last_line_has_some_characters() {
        assert_eq!(prose("地域の防災").0, "地域の防災");
        assert_eq!(prose("地域の防災を推進する").0, "地域の<wbr>防災を<wbr>推進する");
    }
}
