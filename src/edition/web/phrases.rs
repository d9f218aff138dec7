//! Texts as a page sets them: lines end between phrases, numbers stay whole, and the words stay as they are.
//!
//! The stylesheet forbids breaks inside words (`word-break: keep-all`), so a `<wbr>` allows each place that the
//! paper's segmentation has. Neither it nor the element around a number adds a character: what is copied and what
//! is searched for is the text.

use std::fmt::Write;
use std::ops::Range;
use std::sync::LazyLock;

use askama::filters::{Escaper, Html, Safe};
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::Widths;
use crate::linebreak::{Breaks, Strength, breaks};

/// How many characters a last line has at the least.
const SHORTEST_END: usize = 3;

/// A longer number may be broken where its box is narrower: no card of a phone has room for it.
const LONGEST_WHOLE: usize = 30;

/// A longer katakana word may be broken in a narrow column: five of these would leave no room for the others.
const LONGEST_KATAKANA: usize = 8;

/// A value with a number wider than this in em has a row of its own in the cards of a phone: a third of a screen of 320 px
/// has room for so much.
const WIDE: f64 = 5.1;

static WIDTHS: LazyLock<Widths> = LazyLock::new(Widths::of_bundled_fonts);

/// Returns a heading, a label or a link, which is broken between phrases alone.
pub(super) fn prose(text: &str) -> Safe<String> {
    Safe(set(text, 32, false))
}

/// Returns a paragraph, whose lines are to be full on a phone too.
pub(super) fn paragraph(text: &str) -> Safe<String> {
    Safe(set(text, 14, false))
}

/// Returns a text in a column of about twelve characters.
pub(super) fn cell(text: &str) -> Safe<String> {
    Safe(set(text, 12, true))
}

/// Returns a text in a column of a few characters.
pub(super) fn narrow(text: &str) -> Safe<String> {
    Safe(set(text, 5, true))
}

/// Whether a text has a number or a word that stays whole and is wider than a third of a phone's screen.
pub(super) fn is_wide(lines: &[String]) -> bool {
    let wide =
        |line: &String| held(line, &breaks(line), true).into_iter().any(|it| WIDTHS.of(&line[it]) > WIDE);
    lines.iter().any(wide)
}

/// Returns the text in HTML. A phrase wider than `longest` half widths may be broken between its words; what is to
/// stay whole is an element.
fn set(text: &str, longest: usize, is_narrow: bool) -> String {
    let breaks = breaks(text);
    let mut html = String::with_capacity(text.len() * 2);
    let (mut at, mut places) = (0, open(text, &breaks, longest).into_iter().peekable());
    let mut whole = held(text, &breaks, is_narrow).into_iter();
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
    // Memory takes what is written to it.
    let _ = Html.write_escaped_str(html as &mut dyn Write, text);
}

/// Returns what is to be held together: where browsers would end a line inside it, and in a narrow box, which may be
/// narrower than its phrase, every number and katakana word.
fn held(text: &str, breaks: &Breaks, is_narrow: bool) -> Vec<Range<usize>> {
    let is_held = |range: &Range<usize>| {
        let whole = &text[range.start..range.end];
        let is_at_risk = whole.contains(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '.' | ','));
        is_at_risk || is_narrow && !whole.chars().all(char::is_alphabetic)
    };
    let mut held: Vec<_> = breaks.whole.iter().filter(|range| is_held(range)).cloned().collect();
    if is_narrow {
        let is_apart =
            |word: &Range<usize>| breaks.whole.iter().all(|it| it.end <= word.start || word.end <= it.start);
        held.extend(katakana(text).into_iter().filter(is_apart));
        held.sort_unstable_by_key(|range| range.start);
    }
    held.retain(|range| stays_whole(text, breaks, range));
    held
}

/// Whether a number or a word has several characters, no place of its own to be broken, and room on a phone.
fn stays_whole(text: &str, breaks: &Breaks, range: &Range<usize>) -> bool {
    let whole = &text[range.start..range.end];
    let is_broken = breaks
        .places
        .iter()
        .any(|it| range.start < it.at && it.at < range.end && it.strength > Strength::Inside);
    !is_broken && whole.chars().nth(1).is_some() && width(whole) <= LONGEST_WHOLE
}

/// Returns the katakana words that a narrow column has room for.
fn katakana(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, sign)| matches!(sign, 'ァ'..='ヺ' | 'ー')) {
        let end = at + sign.len_utf8();
        match words.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = end,
            None => words.push(at..end),
        }
    }
    words.retain(|word| text[word.start..word.end].chars().count() <= LONGEST_KATAKANA);
    words
}

/// Returns the places where a line may end: between phrases, and in a long phrase between its words.
fn open(text: &str, breaks: &Breaks, longest: usize) -> Vec<usize> {
    let of = |strength| breaks.places.iter().filter(move |it| it.strength == strength).map(|it| it.at);
    // Behind a space a browser ends lines by itself.
    let may_part = |at: &usize| !parts_number(text, *at) && !text[..*at].ends_with(' ');
    let mut open: Vec<usize> = of(Strength::Phrase).filter(may_part).collect();
    let phrases = [0].into_iter().chain(open.iter().copied()).zip(open.iter().copied().chain([text.len()]));
    let long: Vec<_> = phrases.filter(|(from, to)| width(&text[*from..*to]) > longest).collect();
    let is_in_long = |at: &usize| long.iter().any(|(from, to)| from < at && at < to);
    open.extend(of(Strength::Word).filter(is_in_long).filter(may_part));
    open.sort_unstable();
    while open.last().is_some_and(|last| !leaves_enough(text, breaks, &open, *last, longest)) {
        open.pop();
    }
    open
}

/// Whether a place stands between a number and what it counts, 31自治会, or its sign, は△1,200.
fn parts_number(text: &str, at: usize) -> bool {
    const SIGNS: [char; 10] = ['△', '▲', '-', '−', '－', '+', '＋', '±', '¥', '￥'];
    let (before, behind) = text.split_at(at);
    before.ends_with(char::is_numeric) && behind.starts_with(char::is_alphabetic)
        || before.ends_with(SIGNS) && behind.starts_with(char::is_numeric)
}

/// Whether what follows the last place is enough for a line: some characters, a number by itself, or what would
/// make the phrase before it too long.
fn leaves_enough(text: &str, breaks: &Breaks, open: &[usize], last: usize, longest: usize) -> bool {
    let is_whole = || breaks.whole.iter().any(|range| range.start == last);
    let before = open.len().checked_sub(2).map_or(0, |place| open[place]);
    let enough = text[last..].graphemes(true).take(SHORTEST_END).count() == SHORTEST_END;
    enough || is_whole() || width(&text[before..]) > longest
}

/// Returns how many half widths a text is wide.
fn width(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(html: &str) -> String {
        html.replace("<wbr>", "").replace("<span class=\"n\">", "").replace("</span>", "")
    }

    #[test]
    fn lines_may_end_between_phrases_and_in_narrow_columns_between_words() {
        let text = "南口エントランスホールの活用日数";
        assert_eq!(prose(text).0, "南口エントランスホールの<wbr>活用日数");
        assert_eq!(narrow(text).0, "南口<wbr>エントランスホールの<wbr>活用<wbr>日数");
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
        let held = ["メンタルヘルス", "1回"].map(|it| format!("<span class=\"n\">{it}</span>"));
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
    fn a_last_line_has_some_characters() {
        assert_eq!(prose("地域の防災").0, "地域の防災");
        assert_eq!(prose("地域の防災を推進する").0, "地域の<wbr>防災を<wbr>推進する");
    }
}
