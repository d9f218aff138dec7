//! Line break opportunities of Japanese text.
//!
//! A line reads best when it ends between two phrases (文節), as `BudouX` finds them; next best between two
//! words of a compound, as ICU's dictionary has them. Numbers with their unit, Latin words and katakana words
//! are kept whole. Characters that must not begin or end a line follow JIS X 4051 and JLReq 3.1.7 and 3.1.8.

mod compound;
mod kana;
mod katakana;
mod kinsoku;
mod segmentation;
mod whole;
mod words;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use budoux_phf_rs::Parser;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

pub use self::kinsoku::{may_begin, may_end};
use self::whole::{is_address, qualified, separators, whole};

/// The quality of a line break opportunity, from the worst to the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Inside a word; used only where the word is wider than its box.
    Inside,
    /// Between a word and its suffix or number; preferred to [`Self::Inside`].
    Affix,
    /// Between two words of a short phrase behind an opening bracket, which is better taken to the next line with its
    /// bracket.
    Bracketed,
    /// Between the two parts of a long katakana compound.
    Part,
    /// Between two words of a phrase, or after a separator of an address.
    Word,
    /// Between two phrases.
    Phrase,
}

/// A line break opportunity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// The byte that begins the next line, on a boundary of grapheme clusters.
    pub at: usize,
    /// Its quality.
    pub strength: Strength,
}

/// The Japanese model of `BudouX`.
static PHRASES: LazyLock<Parser> = LazyLock::new(Parser::japanese_parser);

/// The positions where a line of text may be broken, without their strengths.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// All positions in order, in bytes. Positions inside a number or a Latin word, and those that break the rules
    /// for the beginnings and ends of lines, are not among them.
    pub at: Vec<usize>,
    /// The byte ranges of numbers, with sign and unit, and of Latin words. Only addresses among them may be
    /// broken.
    pub whole: Vec<Range<usize>>,
    /// The byte ranges of numbers with the words that qualify them (80%以上), which are broken before these words only
    /// where they are wider than their box.
    pub qualified: Vec<Range<usize>>,
}

impl Places {
    /// Adds positions at seams of a text. A number or a word with a seam inside is one on each side of it.
    #[must_use]
    pub fn parted(mut self, text: &str, seams: &[usize]) -> Self {
        for &seam in seams {
            let (before, rest) = text.split_at(seam);
            let pair = before.graphemes(true).next_back().zip(rest.graphemes(true).next());
            let place = self.at.partition_point(|at| *at < seam);
            if pair.is_some_and(|(before, next)| may_part(before, next)) && self.at.get(place) != Some(&seam)
            {
                self.at.insert(place, seam);
            }
            let holds = |range: &&mut Range<usize>| range.start < seam && seam < range.end;
            if let Some(whole) = self.whole.iter_mut().find(holds) {
                let rest = seam..whole.end;
                whole.end = seam;
                let place = self.whole.partition_point(|range| range.start < seam);
                self.whole.insert(place, rest);
            }
            self.qualified.retain(|range| !(range.start < seam && seam < range.end));
        }
        self
    }
}

/// Finds the positions where a line of text may be broken, in about a tenth of the time of [`breaks`].
pub fn places(text: &str) -> Places {
    let whole = whole(text);
    let mut at = Vec::new();
    let mut inside = whole.iter().peekable();
    let mut before = "";
    for (start, cluster) in text.grapheme_indices(true) {
        while inside.next_if(|range| range.end <= start).is_some() {}
        let is_inside = inside.peek().is_some_and(|range| range.start < start);
        if start > 0 && !is_inside && may_part(before, cluster) {
            at.push(start);
        }
        before = cluster;
    }
    let addresses = whole.iter().filter(|range| is_address(&text[range.start..range.end]));
    at.extend(addresses.flat_map(|range| separators(text, range)));
    at.sort_unstable();
    let qualified = qualified(text, &whole);
    Places { at, whole, qualified }
}

/// Returns the strengths of the positions of a text, in order.
pub fn strengths(text: &str, places: &Places) -> Vec<Strength> {
    let text = &*with_kanji(text);
    let phrases = phrase_starts(text);
    let words = words::WordBoundaries::of(text, places.whole.iter().map(|range| range.end));
    let mut inside = places.whole.iter().peekable();
    let mut clusters = text.grapheme_indices(true).peekable();
    let mut before = "";
    let strength = |&at: &usize| {
        while let Some((_, cluster)) = clusters.next_if(|(start, _)| *start < at) {
            before = cluster;
        }
        while inside.next_if(|range| range.end <= at).is_some() {}
        // Only the separators of addresses are inside a number or a Latin word.
        if inside.peek().is_some_and(|range| range.start < at) {
            return Strength::Word;
        }
        let is_phrase = phrases.binary_search(&at).is_ok();
        strength(text, at, before, is_phrase, &words)
    };
    let mut strengths: Vec<Strength> = places.at.iter().map(strength).collect();
    let before = |at: usize| places.at.partition_point(|place| *place < at);
    let inside =
        |range: &Range<usize>| before(range.start + 1)..before(range.end).max(before(range.start + 1));
    let most = |most: Strength| move |found: &mut Strength| *found = (*found).min(most);
    for range in bracketed(text, &phrases) {
        let words = strengths[inside(&range)].iter_mut().filter(|found| **found < Strength::Phrase);
        words.for_each(most(Strength::Bracketed));
    }
    for range in places.qualified.iter().chain(&units(text)) {
        strengths[inside(range)].iter_mut().for_each(most(Strength::Affix));
    }
    strengths
}

/// Returns a text with kanji for the radicals that copied text often has instead (U+2F63 for 生), which the dictionary
/// and the phrase model do not know. Each has as many bytes as its kanji.
fn with_kanji(text: &str) -> Cow<'_, str> {
    let is_radical = |character: char| matches!(character, '\u{2F00}'..='\u{2FDF}');
    if !text.contains(is_radical) {
        return Cow::Borrowed(text);
    }
    let kanji = |radical: char| {
        let kanji =
            std::iter::once(radical).nfkc().next().filter(|folded| folded.len_utf8() == radical.len_utf8());
        kanji.unwrap_or(radical)
    };
    text.chars().map(|character| if is_radical(character) { kanji(character) } else { character }).collect()
}

/// The longest phrase behind an opening bracket that is kept together, in characters.
const LONGEST_BRACKETED: usize = 8;

/// Returns the byte ranges of short phrases behind opening brackets, other than at the beginning of a text.
fn bracketed(text: &str, phrases: &[usize]) -> Vec<Range<usize>> {
    let phrase = |(at, bracket): (usize, &str)| {
        let start = at + bracket.len();
        let end = phrases.iter().copied().find(|phrase| *phrase > start).unwrap_or(text.len());
        let is_short = text[start..end].chars().nth(LONGEST_BRACKETED).is_none();
        (at > 0 && is_short).then_some(start..end)
    };
    text.match_indices(kinsoku::OPENING).filter_map(phrase).collect()
}

/// The line break opportunities of a line of text, independent of its width.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Breaks {
    /// All opportunities in order. Positions inside a number or a Latin word, and those that break the rules
    /// for the beginnings and ends of lines, are not among them.
    pub places: Vec<Break>,
    /// The byte ranges of numbers, with sign and unit, and of Latin words. Only addresses among them may be
    /// broken.
    pub whole: Vec<Range<usize>>,
    /// The byte ranges of numbers with the words that qualify them (80%以上).
    pub qualified: Vec<Range<usize>>,
}

/// Finds the line break opportunities of a line of text.
pub fn breaks(text: &str) -> Breaks {
    let found = places(text);
    let strengths = strengths(text, &found);
    let places = found.at.into_iter().zip(strengths).map(|(at, strength)| Break { at, strength }).collect();
    Breaks { places, whole: found.whole, qualified: found.qualified }
}

/// The longest text in brackets that is kept together, in characters.
const SHORT: usize = 4;

/// Returns the byte ranges of short texts in brackets, such as units: (回), (月1回), (㎡/人).
fn units(text: &str) -> Vec<Range<usize>> {
    let opened = text.match_indices(['(', '（']);
    let unit = |(at, bracket): (usize, &str)| {
        let start = at + bracket.len();
        let mut near = text[start..].char_indices().take(SHORT + 1);
        let (length, _) = near.find(|(_, character)| matches!(character, ')' | '）'))?;
        Some(start..start + length)
    };
    opened.filter_map(unit).collect()
}

fn may_part(before: &str, cluster: &str) -> bool {
    cluster != " " && may_end(before) && may_begin(cluster)
}

/// Characters that end a member of a list.
const LISTING: [&str; 8] = ["・", "、", "。", "，", "／", "/", "；", "："];

fn strength(text: &str, at: usize, before: &str, is_phrase: bool, words: &words::WordBoundaries) -> Strength {
    let rest = &text[at..];
    let counts = before.ends_with(char::is_numeric) && rest.starts_with(char::is_alphabetic);
    if is_label_of_number(&text[..at], rest) {
        Strength::Affix
    } else if matches!(before, " " | "\u{3000}") || kinsoku::opens(rest) || LISTING.contains(&before) {
        Strength::Phrase
    } else if counts {
        Strength::Affix
    } else if !(is_phrase && words.may_part_phrase(at)) {
        words.strength(at)
    } else if kana::is_formal_noun(before, rest) {
        Strength::Word
    } else {
        Strength::Phrase
    }
}

/// Returns whether `rest` begins with a number that `before` labels: FAX 025-…, (内線) 123, No. 5, 取組1.
fn is_label_of_number(before: &str, rest: &str) -> bool {
    if !rest.starts_with(char::is_numeric) {
        return false;
    }
    let label = before.trim_end_matches([' ', '\u{3000}']);
    let is_label = label.ends_with(|last: char| last.is_alphabetic() || matches!(last, '.' | ':' | '：'));
    let is_parted = label.len() < before.len();
    let number = rest.trim_start_matches(|sign: char| sign.is_numeric() || matches!(sign, ',' | '.'));
    let is_bare =
        !number.starts_with(|unit: char| unit.is_alphabetic() || matches!(unit, '%' | '％' | '‰' | '℃'));
    (is_parted || is_bare) && is_label || label.ends_with([')', '）']) && ends_with_unit(label)
}

/// Returns whether a text ends with a short text in brackets.
fn ends_with_unit(text: &str) -> bool {
    let start = text.char_indices().rev().nth(2 * SHORT).map_or(0, |(at, _)| at);
    let tail = &text[start..];
    units(tail).last().is_some_and(|unit| unit.end + 1 >= tail.len() - 2)
}

fn phrase_starts(text: &str) -> Vec<usize> {
    let (mut starts, mut at) = (Vec::new(), 0);
    PHRASES.parse_with(text, |phrase| {
        starts.push(at);
        at += phrase.len();
    });
    starts
}

#[cfg(test)]
mod tests;
