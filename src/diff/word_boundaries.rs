//! Boundaries within a text at which a change may begin and end for a reader.

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

/// A text with the boundaries between its characters.
#[derive(Debug)]
pub(super) struct SegmentedText {
    /// The characters.
    pub(super) characters: Vec<char>,
    cuts: Vec<Cut>,
    /// The beginnings of the words, and the end of the text. A word includes the kana after it.
    words: Vec<usize>,
}

/// The quality of a boundary between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// Between two words.
    Clean,
    /// Possibly between two words: the dictionary is unreliable among kana.
    Doubtful,
    /// Within a word, or between a kanji and its okurigana.
    Torn,
}

impl SegmentedText {
    pub(super) fn new(text: &str) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
        let ends: Vec<usize> = segmenter.segment_str(text).collect();
        let pieces: Vec<&str> = ends.windows(2).map(|ends| &text[ends[0]..ends[1]]).collect();
        let mut cuts: Vec<Cut> = (0..=characters.len())
            .map(|at| inside(at.checked_sub(1).map(|before| characters[before]), characters.get(at)))
            .collect();
        let (mut words, mut at) = (vec![0], 0);
        for pair in pieces.windows(2) {
            at += pair[0].chars().count();
            cuts[at] = between(pair[0], pair[1]);
            if !goes_on(pair[0], pair[1]) {
                words.push(at);
            }
        }
        for (at, cut) in cuts.iter_mut().enumerate() {
            if *cut == Cut::Doubtful && is_behind_verb(&characters, at) {
                *cut = Cut::Clean;
            }
        }
        if !characters.is_empty() {
            words.push(characters.len());
        }
        Self { characters, cuts, words }
    }

    /// Returns the words, as slices of characters.
    pub(super) fn words(&self) -> impl Iterator<Item = &[char]> {
        self.words.windows(2).map(|ends| &self.characters[ends[0]..ends[1]])
    }

    /// Returns the beginning of a word, or the end of the text for the index after the last.
    pub(super) fn start_of(&self, word: usize) -> usize {
        self.words.get(word).copied().unwrap_or(self.characters.len())
    }
}

/// Returns whether a common part may end at these positions: neither is within a word, and at least one is
/// surely between two.
pub(super) fn may_part(old: &SegmentedText, old_at: usize, new: &SegmentedText, new_at: usize) -> bool {
    let cuts = [old.cuts[old_at], new.cuts[new_at]];
    !cuts.contains(&Cut::Torn) && cuts.contains(&Cut::Clean)
}

/// Returns the quality of a boundary that the dictionary does not have.
fn inside(before: Option<char>, after: Option<&char>) -> Cut {
    match (before, after) {
        (Some(before), Some(after)) if is_hiragana(before) && is_hiragana(*after) => Cut::Doubtful,
        (Some(_), Some(_)) => Cut::Torn,
        _ => Cut::Clean,
    }
}

/// Returns the quality of a boundary between two pieces of the dictionary.
fn between(before: &str, after: &str) -> Cut {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return Cut::Torn;
    };
    match (is_hiragana(last), is_hiragana(first)) {
        (_, true) if PARTICLES.contains(&after) => Cut::Clean,
        (false, true) if is_kanji(last) => Cut::Torn,
        (true, true) => {
            let ends = ENDINGS.contains(&before) || !before.chars().all(is_hiragana);
            if ends && after.chars().nth(1).is_some() { Cut::Clean } else { Cut::Doubtful }
        }
        _ => Cut::Clean,
    }
}

/// Returns whether a verb ends here among kana (活かした|まちづくり), where the dictionary often finds
/// another word.
fn is_behind_verb(characters: &[char], at: usize) -> bool {
    let follow = characters[at..].iter().take(2).filter(|c| is_hiragana(**c)).count();
    let ends = at >= 2 && matches!(characters[at - 2..at], ['し' | 'っ', 'た' | 'て']);
    ends && follow == 2
}

/// Particles. A word of more than one kana after one of them is a separate word.
const PARTICLES: [&str; 10] = ["の", "を", "に", "へ", "は", "が", "と", "で", "も", "や"];

/// Kana at which a word ends.
const ENDINGS: [&str; 13] = ["の", "を", "に", "へ", "は", "が", "と", "で", "も", "や", "た", "て", "な"];

/// Returns whether a piece in kana continues the word of the preceding piece.
fn goes_on(before: &str, piece: &str) -> bool {
    let of_word = |c: char| c.is_alphanumeric() || c == 'ー' || c == '々';
    let is_new = PARTICLES.contains(&before) && piece.chars().nth(1).is_some();
    piece.chars().next().is_some_and(is_hiragana)
        && before.chars().next_back().is_some_and(of_word)
        && !is_new
}

/// Returns whether a character is hiragana, except combining marks.
fn is_hiragana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{3096}' | '\u{309B}'..='\u{309F}')
}

fn is_kanji(character: char) -> bool {
    matches!(character, '々' | '〆' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        SegmentedText::new(text)
            .words()
            .map(|word| word.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join("|")
    }

    /// Formats clean boundaries as `|` and doubtful ones as `:`.
    fn cut(text: &str) -> String {
        let text = SegmentedText::new(text);
        let sign = |cut: &Cut| match cut {
            Cut::Clean => Some('|'),
            Cut::Doubtful => Some(':'),
            Cut::Torn => None,
        };
        text.characters
            .iter()
            .zip(&text.cuts)
            .flat_map(|(character, cut)| sign(cut).into_iter().chain([*character]))
            .collect()
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(
            words("防災出前講座の開催を、SNSで1,200人に"),
            "防災|出前|講座の|開催を|、|SNSで|1,200|人に"
        );
        assert_eq!(words("活かした取り組みコミュニティ"), "活かした|取り組み|コミュニティ");
        assert_eq!(words(""), "");
    }

    #[test]
    fn okurigana_stay_with_their_kanji() {
        for wanted in [
            "|東|区に関す:る|様々な",
            "|産業|を|活か:し:た|ま:ち:づ:く:り|を",
            "|支え|合い|の|仕組み|づ:く:り|の|深化",
            "|推進|に|取り組み|ま:す|。",
            "|H30|か:ら|は|1,250|日",
            "|コミュニティ|の|健康|寿命|の",
            "",
        ] {
            assert_eq!(cut(&wanted.replace(['|', ':'], "")), wanted);
        }
    }
}
