//! The words of a text by ICU's dictionary, put together as a reader would have them.

use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_auto(WordBreakInvariantOptions::default()));

/// The words of a text.
pub(super) struct Words {
    /// Where the pieces of the dictionary begin, and the text's end.
    pieces: Vec<usize>,
    /// Where words begin.
    starts: Vec<usize>,
    /// The short pieces of kana in which the dictionary is not sure of itself.
    lone: Vec<Range<usize>>,
}

impl Words {
    /// Finds the words of a text, of which numbers with their units end at `ends`: what follows one is looked at by
    /// itself, or 182人参加 would have carrots. A suffix of one kanji (組織|等, 協議|会) belongs to the word before it, a prefix of
    /// one (区|独自) to the word behind it.
    pub(super) fn of(text: &str, ends: impl Iterator<Item = usize>) -> Self {
        let pieces = pieces(text, ends);
        let (mut starts, mut lone) = (Vec::new(), Vec::new());
        let (mut begun, mut counts) = ("", false);
        for range in pieces.windows(2).map(|pair| pair[0]..pair[1]) {
            let piece = &text[range.clone()];
            if joins(begun, piece, counts) {
                begun = &text[range.start - begun.len()..range.end];
            } else {
                // A counter is no prefix of what follows it.
                counts = begun.ends_with(|last: char| last.is_numeric());
                starts.push(range.start);
                begun = piece;
            }
            if piece.chars().count() == 2 && piece.chars().all(is_hiragana) {
                lone.push(range);
            }
        }
        Self { pieces, starts, lone }
    }

    /// Whether a word begins at a byte.
    pub(super) fn begins(&self, at: usize) -> bool {
        self.starts.binary_search(&at).is_ok()
    }

    /// Whether a piece of the dictionary begins at a byte.
    pub(super) fn has_piece(&self, at: usize) -> bool {
        self.pieces.binary_search(&at).is_ok()
    }

    /// Returns the piece that begins at a byte.
    pub(super) fn piece<'a>(&self, text: &'a str, at: usize) -> &'a str {
        let next = self.pieces.partition_point(|piece| *piece <= at);
        &text[at..self.pieces.get(next).copied().unwrap_or(text.len())]
    }

    /// Whether a phrase may begin at a byte: with a word, or inside a piece that the dictionary is not sure of.
    pub(super) fn may_part_phrase(&self, at: usize) -> bool {
        self.begins(at) || self.lone.iter().any(|range| range.start < at && at < range.end)
    }
}

/// The boundaries of the dictionary's pieces.
fn pieces(text: &str, ends: impl Iterator<Item = usize>) -> Vec<usize> {
    let (mut pieces, mut from) = (vec![0], 0);
    for end in ends.chain([text.len()]).filter(|end| *end > 0) {
        pieces.extend(SEGMENTER.segment_str(&text[from..end]).skip(1).map(|at| from + at));
        from = end;
    }
    pieces
}

/// Parts that neither the dictionary nor the model keeps together.
const TOGETHER: [(&str, &str); 11] = [
    ("協", "働"),
    ("障", "がい"),
    ("障が", "い"),
    ("に", "よる"),
    ("に", "より"),
    ("に", "おけ"),
    ("に", "おい"),
    ("に", "つい"),
    ("に", "関"),
    ("小", "学校"),
    ("中", "学校"),
];

/// Whether two parts are one word whatever else is said of them.
pub(super) fn are_together(before: &str, rest: &str) -> bool {
    TOGETHER.iter().any(|(head, tail)| before.ends_with(head) && rest.starts_with(tail))
}

/// Kanji that begin a word and end none: 全世帯, 各課, 非常勤.
const PREFIXES: &str = "全各当諸非未無不再副準同毎両元約最新旧前翌";

/// Kanji that end a word of kana: こども園, まちづくり課.
const SUFFIXES: &str = "園館室課係局部会祭版者";

/// Whether a piece goes on with the word that was begun before it.
fn joins(begun: &str, piece: &str, counts: bool) -> bool {
    let is_kanji_alone = |text: &str| text.chars().count() == 1 && text.chars().all(is_kanji);
    let is_noun = |character: char| is_kanji(character) || is_katakana(character);
    let is_kana_noun = begun.chars().count() > 1
        && begun.chars().all(is_hiragana)
        && !is_function_word(begun)
        && SUFFIXES.contains(piece);
    let is_suffix =
        is_kanji_alone(piece) && (begun.ends_with(is_noun) && !PREFIXES.contains(piece) || is_kana_noun);
    let is_prefix = is_kanji_alone(begun) && !counts && piece.starts_with(is_noun);
    is_suffix || is_prefix
}

/// Particles and the like, which belong to what is before them.
const FUNCTION_WORDS: [&str; 23] = [
    "により",
    "から",
    "まで",
    "など",
    "より",
    "では",
    "での",
    "には",
    "への",
    "とは",
    "とも",
    "として",
    "という",
    "による",
    "における",
    "について",
    "において",
    "だけ",
    "ごと",
    "する",
    "した",
    "して",
    "される",
];

/// Whether two words may be parted. Kana behind kanji are okurigana or a particle; katakana that meet are one
/// word; and behind kana only a compound of kanji begins a word of its own (まちづくり計画, but まち歩き).
pub(super) fn part(before: &str, after: &str) -> bool {
    let last = |is: fn(char) -> bool| before.chars().next_back().is_some_and(is);
    let mut next = after.chars();
    let (first, second) = (next.next().unwrap_or(' '), next.next().unwrap_or(' '));
    if is_hiragana(first) {
        return last(is_katakana) && is_hiragana(second) && !is_function_word(after);
    }
    if last(is_hiragana) {
        return !is_kanji(first) || is_kanji(second);
    }
    !(last(is_katakana) && is_katakana(first))
}

/// Whether a piece of a word may be parted from what is before it, where nothing else is to be had: a suffix, a
/// prefix, or kana that are a word of their own (計画|どおり).
pub(super) fn is_affix(before: &str, piece: &str) -> bool {
    let is_noun = |character: char| is_kanji(character) || is_katakana(character);
    let length = piece.chars().count();
    let is_kana = piece.chars().all(is_hiragana) && (length > 2 || length > 1 && !is_function_word(piece));
    before.ends_with(is_noun) && (piece.starts_with(is_noun) || is_kana)
}

/// Nouns that only carry the phrase before them.
const FORMAL_NOUNS: [&str; 6] = ["よう", "ため", "こと", "もの", "とき", "ところ"];

/// Whether a text goes on with such a noun behind a verb.
pub(super) fn is_formal_noun(before: &str, rest: &str) -> bool {
    before.ends_with(is_hiragana) && FORMAL_NOUNS.iter().any(|noun| rest.starts_with(noun))
}

fn is_function_word(text: &str) -> bool {
    let kana = text.find(|c| !is_hiragana(c)).unwrap_or(text.len());
    FUNCTION_WORDS.iter().any(|word| text[..kana].starts_with(word))
}

fn is_hiragana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{309F}')
}

fn is_katakana(character: char) -> bool {
    matches!(character, '\u{30A0}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}')
}

fn is_kanji(character: char) -> bool {
    matches!(character, '々' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
