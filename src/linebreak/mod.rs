//! Where the lines of a Japanese text may end.
//!
//! A line reads best when it ends between two phrases (文節), as `BudouX` finds them; next best between two
//! words of a compound, as ICU's dictionary has them. Numbers with their unit, Latin words and katakana
//! words stay whole. What may not begin or end a line follows JIS X 4051 and JLReq 3.1.7 and 3.1.8.

mod kinsoku;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use budoux_phf_rs::Parser;
use unicode_segmentation::UnicodeSegmentation;

pub use self::kinsoku::{may_begin, may_end};
use crate::sheet::quantity;

/// How good a place is for a line to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Inside a word: only where the word is wider than its box.
    Inside,
    /// Between two words of a phrase, or behind a separator of an address.
    Word,
    /// Between two phrases.
    Phrase,
}

/// A place where a line may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// The byte that begins the next line, on a boundary of a grapheme cluster.
    pub at: usize,
    /// How good it is.
    pub strength: Strength,
}

/// The model of `BudouX` for Japanese.
static PHRASES: LazyLock<Parser> = LazyLock::new(Parser::japanese_parser);

/// What is known of a line of text before its width is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Breaks {
    /// Every place where the line may be broken, from the left to the right. A place that is not among them is
    /// inside a number or a Latin word, or against the rules for the beginnings and ends of lines.
    pub places: Vec<Break>,
    /// The bytes of numbers, with sign and unit, and of Latin words. Of these, addresses alone are broken.
    pub whole: Vec<Range<usize>>,
}

/// Finds where a line of text may be broken.
pub fn breaks(text: &str) -> Breaks {
    let whole = whole(text);
    let places = places(text, &whole);
    Breaks { places, whole }
}

fn places(text: &str, whole: &[Range<usize>]) -> Vec<Break> {
    let phrases = phrase_starts(text);
    let (words, lone) = words::starts(text);
    let mut breaks = Vec::new();
    let mut inside = whole.iter().peekable();
    let mut before = "";
    for (at, cluster) in text.grapheme_indices(true) {
        while inside.next_if(|range| range.end <= at).is_some() {}
        let is_inside = inside.peek().is_some_and(|range| range.start < at);
        if at > 0 && !is_inside && may_part(before, cluster) {
            let strength = strength(at, before, &text[at..], &phrases, &words, &lone);
            breaks.push(Break { at, strength });
        }
        before = cluster;
    }
    let addresses = whole.iter().filter(|range| is_address(&text[range.start..range.end]));
    let separated = addresses.flat_map(|range| separators(text, range));
    breaks.extend(separated.map(|at| Break { at, strength: Strength::Word }));
    breaks.sort_unstable_by_key(|it| it.at);
    breaks
}

fn may_part(before: &str, cluster: &str) -> bool {
    cluster != " " && may_end(before) && may_begin(cluster)
}

fn strength(
    at: usize,
    before: &str,
    rest: &str,
    phrases: &[usize],
    words: &[usize],
    lone: &[Range<usize>],
) -> Strength {
    let is_word = words.binary_search(&at).is_ok();
    // The model is trusted inside a word of the dictionary only where that is a stray piece of kana.
    let is_phrase = phrases.binary_search(&at).is_ok()
        && (is_word || lone.iter().any(|range| range.start < at && at < range.end));
    if is_phrase || matches!(before, " " | "\u{3000}") || kinsoku::opens(rest) {
        Strength::Phrase
    } else if is_word && words::part(before, rest) {
        Strength::Word
    } else {
        Strength::Inside
    }
}

fn phrase_starts(text: &str) -> Vec<usize> {
    let (mut starts, mut at) = (Vec::new(), 0);
    PHRASES.parse_with(text, |phrase| {
        starts.push(at);
        at += phrase.len();
    });
    starts
}

/// What stands between the parts of one telephone number, date or time.
const SEPARATORS: [&str; 8] = ["-", "－", "−", "‐", "/", "／", ":", "："];

/// Numbers and Latin words, which stay whole.
fn whole(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    // 第 belongs to its ordinal, ¥ and ＃ to their number.
    let leading = |at: usize| text[..at].chars().next_back().filter(|it| "第¥￥№＃#".contains(*it));
    let with_leading =
        |range: Range<usize>| range.start - leading(range.start).map_or(0, char::len_utf8)..range.end;
    let mut found: Vec<Range<usize>> = quantity::pieces(text).into_iter().map(with_leading).collect();
    found.extend(latin(text));
    found.sort_unstable_by_key(|range| (range.start, range.end));
    for range in found {
        // The parts of a telephone number or a date stay together.
        let joins = |last: &Range<usize>| {
            range.start < last.end || SEPARATORS.contains(&&text[last.end..range.start])
        };
        match ranges.last_mut().filter(|last| joins(last)) {
            Some(last) => last.end = last.end.max(range.end),
            None => ranges.push(range),
        }
    }
    ranges
}

/// Runs of Latin letters, digits and what stands between them in words and addresses.
fn latin(text: &str) -> Vec<Range<usize>> {
    let is_latin = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '(' | ')' | '[' | ']' | ',' | ';')
            || matches!(c, '\u{C0}'..='\u{24F}')
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices().filter(|(_, character)| is_latin(*character)) {
        let end = at + character.len_utf8();
        match runs.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = end,
            None => runs.push(at..end),
        }
    }
    runs
}

/// Whether a run of Latin characters is a web or e-mail address, or a path.
fn is_address(run: &str) -> bool {
    let is_marked = run.contains("://") || run.contains('@') || run.starts_with("www.");
    is_marked || run.matches(['/', '_']).count() > 1 && run.contains(|c: char| c.is_ascii_alphabetic())
}

/// Where an address may be broken: behind `/ . _ @ ?` that another character follows.
fn separators<'a>(text: &'a str, range: &Range<usize>) -> impl Iterator<Item = usize> + 'a {
    let (start, end) = (range.start, range.end);
    let behind = text[start..end].match_indices(['/', '.', '_', '@', '?']).map(move |(at, _)| start + at + 1);
    behind.filter(move |&at| at < end && !text[at..end].starts_with(['/', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` between phrases and `/` between words.
    fn shown(text: &str) -> String {
        let mut shown = text.to_owned();
        for it in breaks(text).places.into_iter().rev() {
            match it.strength {
                Strength::Phrase => shown.insert(it.at, '|'),
                Strength::Word => shown.insert(it.at, '·'),
                Strength::Inside => {}
            }
        }
        shown
    }

    #[test]
    fn lines_end_between_phrases_and_words() {
        for (text, wanted) in [
            ("防災出前講座の開催", "防災·出前·講座の|開催"),
            ("クレーム対応研修1回", "クレーム·対応·研修·1回"),
            ("南口エントランスホールの活用日数", "南口·エントランスホールの|活用·日数"),
            ("自主防災組織等の活動支援", "自主·防災·組織等の|活動·支援"),
            ("実施方法の検討", "実施·方法の|検討"),
            ("歴史浪漫プロジェクトでのまち歩き", "歴史·浪漫·プロジェクトでの|まち歩き"),
            ("引き続き実施し、地域の", "引き続き·実施し、|地域の"),
            ("区ビジョンまちづくり計画(第3次実施計画)", "区ビジョン·まちづくり·計画|(第3次·実施·計画)"),
        ] {
            assert_eq!(shown(text), wanted);
        }
    }

    #[test]
    fn numbers_and_latin_words_stay_whole() {
        for (text, whole) in [
            ("予算1,234,567,890千円の", "1,234,567,890千円"),
            ("△1,234.5ポイント減", "△1,234.5ポイント"),
            ("第3次実施計画", "第3次"),
            ("満足度85.0％以上", "85.0％"),
            ("ぬたりんFacebookへの", "Facebook"),
            ("０２５－２５０－２７１０まで", "０２５－２５０－２７１０"),
        ] {
            let start = text.find(whole).expect("there");
            let inside = |it: &Break| start < it.at && it.at < start + whole.len();
            assert_eq!(breaks(text).places.into_iter().find(inside), None, "{text}");
        }
    }

    #[test]
    fn addresses_break_behind_their_separators_alone() {
        let text = "https://www.city.example.jp/a_b?c=d";
        let parts: Vec<usize> = breaks(text).places.into_iter().map(|it| it.at).collect();
        let wanted = [
            "https://",
            "https://www.",
            "https://www.city.",
            "https://www.city.example.",
            "https://www.city.example.jp/",
            "https://www.city.example.jp/a_",
            "https://www.city.example.jp/a_b?",
        ];
        assert_eq!(parts, wanted.map(str::len));
    }

    #[test]
    fn no_place_is_against_the_rules_of_lines() {
        let text = "「防災」、ちょっと。(予定)ー々ッ";
        for it in breaks(text).places {
            let (before, after) = text.split_at(it.at);
            assert!(
                !before.ends_with(['「', '('])
                    && !after.starts_with(['」', '、', 'ょ', 'っ', '。', ')', 'ー', '々', 'ッ'])
            );
        }
    }
}
