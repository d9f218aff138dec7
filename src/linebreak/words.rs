//! The words of a text, from ICU's dictionary and corrections of it.
//!
//! A text is processed in runs of one script. A change of script ends a word, except at affixes and
//! okurigana. Runs of kanji are segmented by [`super::compound`], runs of katakana by [`super::katakana`],
//! and runs of hiragana at particles ([`super::kana`]).

use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::Strength;
use super::compound::Compound;
use super::kana::{self, is_hiragana, is_kanji, is_katakana};
use super::katakana;

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_auto(WordBreakInvariantOptions::default()));

/// The script of a run of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Hiragana,
    Katakana,
    Other,
}

impl Script {
    fn of(character: char) -> Self {
        match character {
            kanji if is_kanji(kanji) => Self::Kanji,
            kana if is_hiragana(kana) => Self::Hiragana,
            kana if is_katakana(kana) => Self::Katakana,
            _ => Self::Other,
        }
    }
}

/// The word boundaries of a text.
pub(super) struct WordBoundaries<'a> {
    text: &'a str,
    /// The beginnings of the dictionary's pieces, and the end of the text.
    pieces: Vec<usize>,
    /// The runs of one script. The end of a number with its unit ends a run too.
    runs: Vec<(Range<usize>, Script)>,
    /// The word boundaries with their strengths, in order.
    joints: Vec<(usize, Strength)>,
}

impl<'a> WordBoundaries<'a> {
    /// Finds the words of a text. `ends` are the ends of numbers with their units; the text after each is
    /// segmented by itself, because the dictionary reads 182人参加 as containing 人参 (carrot).
    pub(super) fn of(text: &'a str, ends: impl Iterator<Item = usize>) -> Self {
        let ends: Vec<usize> = ends.collect();
        let (pieces, runs) = (pieces(text, &ends), runs(text, &ends));
        let mut words = Self { text, pieces, runs, joints: Vec::new() };
        for place in 0..words.runs.len() {
            if let Some(at) = place.checked_sub(1) {
                let start = words.runs[place].0.start;
                words.joints.push((start, words.between(at, place)));
            }
            words.inside(place);
        }
        words
    }

    /// Returns the strength of a position without the phrase model.
    pub(super) fn strength(&self, at: usize) -> Strength {
        let found = self.joints.binary_search_by_key(&at, |joint| joint.0);
        found.map_or(Strength::Inside, |place| self.joints[place].1)
    }

    /// Returns whether to accept a phrase boundary of the phrase model: at a word of the dictionary, and
    /// after a particle.
    pub(super) fn may_part_phrase(&self, at: usize) -> bool {
        let (before, rest) = self.text.split_at(at);
        let begins_kana = rest.starts_with(is_hiragana);
        if kana::is_compound_particle(before, rest) || begins_kana && kana::is_function_word(rest) {
            return false;
        }
        let (is_word, ends_kana) = (self.has_piece(at), before.ends_with(is_hiragana));
        match (ends_kana, begins_kana) {
            (true, true) => kana::ends_with_particle(before, is_word) || is_word && !self.is_unsure(at),
            (true, false) => {
                let is_phrase = is_word || kana::ends_with_particle(before, false);
                is_phrase && self.strength(at) != Strength::Affix && !self.is_noun_with_verb(at)
            }
            (false, _) => self.strength(at) >= Strength::Word,
        }
    }

    /// Returns whether a noun in kana ends and the noun of a verb of one kanji begins, which are one word: まち|歩き.
    fn is_noun_with_verb(&self, at: usize) -> bool {
        let place = self.pieces.partition_point(|piece| *piece < at);
        let noun = place.checked_sub(1).map_or("", |before| &self.text[self.pieces[before]..at]);
        let verb = self.text[at..].chars().next().filter(|first| is_kanji(*first)).map_or(0, char::len_utf8);
        verb > 0 && kana::is_noun_of_verb(&self.text[at + verb..]) && kana::is_noun(noun)
    }

    /// Returns the strength of the boundary between two adjacent runs.
    fn between(&self, run: usize, next: usize) -> Strength {
        use Script::{Hiragana, Kanji, Katakana, Other};
        let at = self.runs[next].0.start;
        match (self.runs[run].1, self.runs[next].1) {
            (Hiragana, Kanji) => self.behind_kana(next),
            (Hiragana, _) => Strength::Word,
            (Kanji, Hiragana) => self.kana_behind_kanji(run, at),
            (Katakana, Hiragana) => self.kana_behind_katakana(at),
            (Kanji, Katakana) if self.compound(run).ends_with_prefix() => Strength::Affix,
            (Katakana | Kanji, Kanji) if self.compound(next).begins_with_suffix() => Strength::Affix,
            (Other, Kanji) if self.is_behind_noun(next) && self.compound(next).begins_with_suffix() => {
                Strength::Affix
            }
            (Other, Hiragana) => Strength::Inside,
            _ if self.has_piece(at) => Strength::Word,
            _ => Strength::Inside,
        }
    }

    /// Returns the strength of the boundary between kana and kanji. A compound is a word of its own; a single
    /// kanji with okurigana belongs to the kana (まち歩き); one without is a suffix of a noun (こども園).
    fn behind_kana(&self, run: usize) -> Strength {
        let (range, _) = &self.runs[run];
        let is_alone = self.text[range.clone()].chars().nth(1).is_none();
        let before = self.pieces.partition_point(|piece| *piece < range.start);
        let piece =
            before.checked_sub(1).map_or("", |previous| &self.text[self.pieces[previous]..range.start]);
        let has_okurigana = self.piece(range.start).contains(is_hiragana);
        match (is_alone, self.has_piece(range.start)) {
            (_, false) => Strength::Inside,
            (true, _) if kana::is_noun(piece) && !has_okurigana => Strength::Affix,
            (true, _) => Strength::Inside,
            (false, _) => Strength::Word,
        }
    }

    /// Returns the strength of the boundary between kanji and kana. Kana after a compound may be a word
    /// (計画|どおり) or a particle (世帯|への); after a single kanji they are its okurigana.
    fn kana_behind_kanji(&self, run: usize, at: usize) -> Strength {
        let is_compound = self.text[self.runs[run].0.clone()].chars().nth(1).is_some();
        let piece = self.piece(at);
        let length = piece.chars().count();
        let is_word = length > 2 || length > 1 && !kana::is_function_word(piece);
        let is_known = is_word && self.has_piece(at) || kana::is_long_particle(&self.text[at..]);
        if is_compound && is_known { Strength::Affix } else { Strength::Inside }
    }

    fn kana_behind_katakana(&self, at: usize) -> Strength {
        let piece = self.piece(at);
        let is_kana = piece.chars().nth(1).is_some() && piece.chars().all(is_hiragana);
        let is_word = is_kana && !kana::is_function_word(&self.text[at..]);
        match is_word && self.has_piece(at) {
            true => Strength::Word,
            false if kana::is_long_particle(&self.text[at..]) => Strength::Affix,
            false => Strength::Inside,
        }
    }

    /// Adds the boundaries inside a run.
    fn inside(&mut self, run: usize) {
        let start = self.runs[run].0.start;
        match self.runs[run].1 {
            Script::Kanji => {
                let joints = self.compound(run).joints();
                let text = &self.text[self.runs[run].0.clone()];
                let starts: Vec<usize> = text.char_indices().map(|(at, _)| start + at).collect();
                let joints = joints.into_iter();
                self.joints.extend(
                    joints.map(|(place, strength)| (starts.get(place).copied().unwrap_or(start), strength)),
                );
            }
            Script::Katakana => {
                let joints = katakana::joints(&self.text[self.runs[run].0.clone()]);
                self.joints.extend(joints.into_iter().map(|at| (start + at, Strength::Part)));
            }
            Script::Hiragana => {}
            Script::Other => {
                let end = self.runs[run].0.end;
                let first = self.pieces.partition_point(|piece| *piece <= start);
                let inside = self.pieces[first..].iter().take_while(|at| **at < end);
                self.joints.extend(inside.map(|at| (*at, Strength::Word)));
            }
        }
    }

    /// Builds the compound of a run of kanji.
    fn compound(&self, run: usize) -> Compound {
        let range = self.runs[run].0.clone();
        let kanji = self.text[range.clone()].chars().collect();
        let places = self.text[range.clone()].char_indices().enumerate().skip(1);
        let known =
            places.filter(|(_, (at, _))| self.has_piece(range.start + at)).map(|(place, _)| place).collect();
        Compound { kanji, known, is_behind_noun: self.is_behind_noun(run) }
    }

    /// Returns whether a run follows a number, a counter or a katakana word.
    fn is_behind_noun(&self, run: usize) -> bool {
        let before = &self.text[..self.runs[run].0.start];
        let is_counter = run > 0 && self.runs[run - 1].1 == Script::Kanji;
        is_counter
            || before.ends_with(|last: char| is_katakana(last) || last.is_numeric() || "%％".contains(last))
    }

    /// Returns whether the dictionary is unreliable in a run of kana, which shows in a single kana that is
    /// not a particle.
    fn is_unsure(&self, at: usize) -> bool {
        let run = self.runs.partition_point(|(range, _)| range.end <= at);
        let Some((range, _)) = self.runs.get(run) else { return false };
        let first = self.pieces.partition_point(|piece| *piece < range.start);
        let inside = self.pieces[first..].windows(2).take_while(|pair| pair[1] <= range.end);
        let mut pieces = inside.map(|pair| &self.text[pair[0]..pair[1]]);
        pieces.any(kana::is_remnant)
    }

    /// Returns whether a piece of the dictionary begins at a byte.
    fn has_piece(&self, at: usize) -> bool {
        self.pieces.binary_search(&at).is_ok()
    }

    /// Returns the rest of a piece from a byte on.
    fn piece(&self, at: usize) -> &'a str {
        let next = self.pieces.partition_point(|piece| *piece <= at);
        &self.text[at..self.pieces.get(next).copied().unwrap_or(self.text.len())]
    }
}

/// Returns the boundaries of the dictionary's pieces.
fn pieces(text: &str, ends: &[usize]) -> Vec<usize> {
    let (mut pieces, mut from) = (vec![0], 0);
    for end in ends.iter().copied().chain([text.len()]).filter(|end| *end > 0) {
        pieces.extend(SEGMENTER.segment_str(&text[from..end]).skip(1).map(|at| from + at));
        from = end;
    }
    pieces
}

/// Returns the runs of one script.
fn runs(text: &str, ends: &[usize]) -> Vec<(Range<usize>, Script)> {
    let mut runs: Vec<(Range<usize>, Script)> = Vec::new();
    for (at, character) in text.char_indices() {
        let (script, end) = (Script::of(character), at + character.len_utf8());
        match runs.last_mut() {
            Some((range, last)) if *last == script && ends.binary_search(&at).is_err() => range.end = end,
            _ => runs.push((at..end, script)),
        }
    }
    runs
}
