//! The words of a text by ICU's dictionary, put together as a reader would have them.

use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_auto(WordBreakInvariantOptions::default()));

/// Returns where words begin, and the short pieces of kana in which the dictionary is not sure of itself.
///
/// A suffix of one kanji (組織|等, 協議|会) belongs to the word before it, a prefix of one (区|独自) to the
/// word behind it.
pub(super) fn starts(text: &str) -> (Vec<usize>, Vec<Range<usize>>) {
    let ends: Vec<usize> = SEGMENTER.segment_str(text).collect();
    let (mut starts, mut lone) = (Vec::new(), Vec::new());
    let (mut begun, mut counts) = ("", false);
    for range in ends.windows(2).map(|pair| pair[0]..pair[1]) {
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
    (starts, lone)
}

/// Whether a piece goes on with the word that was begun before it.
fn joins(begun: &str, piece: &str, counts: bool) -> bool {
    let is_kanji_alone = |text: &str| text.chars().count() == 1 && text.chars().all(is_kanji);
    let is_noun = |character: char| is_kanji(character) || is_katakana(character);
    let is_suffix = is_kanji_alone(piece) && begun.ends_with(is_noun);
    let is_prefix = is_kanji_alone(begun) && !counts && piece.starts_with(is_noun);
    is_suffix || is_prefix
}

/// Particles and the like, which belong to what is before them.
const FUNCTION_WORDS: [&str; 22] = [
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
