//! Word boundaries in kana, by the closed classes of grammar.
//!
//! Both the dictionary and the phrase model are unreliable in a run of hiragana, where the script does not
//! change: both segment しくみづくり as しく and みづくり. Particles and suffixes are few and known, so they
//! decide.

/// Particles of several kana, which belong to the preceding word.
const LONG_PARTICLES: [&str; 19] = [
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
];

/// Auxiliaries and suffixes, which belong to the preceding word more closely than particles do.
const AUXILIARIES: [&str; 7] = ["する", "した", "して", "される", "たち", "ども", "さん"];

/// Verbs that form a compound particle with 「を」: を通じて.
const COMPOUND_OF_O: [&str; 3] = ["通じ", "もって", "はじめ"];

/// Verbs that form a compound particle with 「に」: に関する, による, に応じて.
const COMPOUND_OF_NI: [&str; 18] = [
    "よる", "より", "よっ", "よら", "おけ", "おい", "おき", "つい", "つき", "とっ", "わた", "関", "対",
    "応じ", "伴", "係", "際", "基づ",
];

/// Formal nouns, which belong to the preceding phrase.
const FORMAL_NOUNS: [&str; 6] = ["よう", "ため", "こと", "もの", "とき", "ところ"];

/// Particles of one kana.
const PARTICLES: &str = "はがをにでとものへやかな";

/// Particles of one kana that almost no other word ends with.
const SURE_PARTICLES: &str = "のを";

/// Endings of verbs, adjectives and particles, with which nouns in kana almost never end.
const INFLECTED: &str = "るたなのいうくぐすつぬぶむにでとはがをへやけきしてば、";

/// The last kana of a verb that is used as a noun.
const NOUNS_OF_VERBS: &str = "いきぎしちにびみり";

/// The beginnings of the endings that a verb takes behind these.
const VERB_ENDINGS: [&str; 8] = ["ま", "た", "て", "なが", "なさ", "つつ", "やす", "にく"];

/// Returns whether a text begins with a particle, an auxiliary or a suffix in kana.
pub(super) fn is_function_word(text: &str) -> bool {
    is_long_particle(text) || AUXILIARIES.iter().any(|word| text.starts_with(word))
}

/// Returns whether a text begins with a particle of several kana.
pub(super) fn is_long_particle(text: &str) -> bool {
    LONG_PARTICLES.iter().any(|word| text.starts_with(word))
}

/// Returns whether `rest` begins with a formal noun after kana.
pub(super) fn is_formal_noun(before: &str, rest: &str) -> bool {
    before.ends_with(is_hiragana) && FORMAL_NOUNS.iter().any(|noun| rest.starts_with(noun))
}

/// Returns whether a break between `before` and `rest` would split a compound particle.
pub(super) fn is_compound_particle(before: &str, rest: &str) -> bool {
    let goes_on = |verbs: &[&str]| verbs.iter().any(|verb| rest.starts_with(verb));
    before.ends_with('に') && goes_on(&COMPOUND_OF_NI) || before.ends_with('を') && goes_on(&COMPOUND_OF_O)
}

/// Returns whether a phrase may end after `before`, which ends with hiragana: with a particle that follows
/// another character. For 「の」 and 「を」 the phrase model suffices without the dictionary.
pub(super) fn ends_with_particle(before: &str, is_word: bool) -> bool {
    let mut back = before.chars().rev();
    let Some(last) = back.next() else { return false };
    let has_host = back.next().is_some_and(|host| !host.is_whitespace());
    has_host && (SURE_PARTICLES.contains(last) || is_word && PARTICLES.contains(last))
}

/// Returns whether a piece in kana is a noun, so that a following kanji may be its suffix: こども|園,
/// まちづくり|課.
pub(super) fn is_noun(piece: &str) -> bool {
    let inflected = piece.chars().next_back().is_none_or(|last| INFLECTED.contains(last));
    piece.chars().count() > 1 && piece.chars().all(is_hiragana) && !inflected && !is_function_word(piece)
}

/// Returns whether the kana behind a verb's kanji make it a noun: 歩き, 預かり, but neither 歩きます nor 歩く.
pub(super) fn is_noun_of_verb(kana: &str) -> bool {
    let ends = |(at, last): (usize, char)| (at, at + last.len_utf8(), NOUNS_OF_VERBS.contains(last));
    let mut okurigana = kana.char_indices().take_while(|(_, kana)| is_hiragana(*kana)).take(2).map(ends);
    let noun = okurigana.find(|(.., is_end)| *is_end);
    noun.is_some_and(|(_, end, _)| !VERB_ENDINGS.iter().any(|ending| kana[end..].starts_with(ending)))
}

/// Returns whether a piece is a single kana that is not a particle, which the dictionary produces at a word
/// that it does not have.
pub(super) fn is_remnant(piece: &str) -> bool {
    let mut kana = piece.chars();
    let (only, next) = (kana.next(), kana.next());
    next.is_none() && only.is_some_and(|kana| is_hiragana(kana) && !PARTICLES.contains(kana))
}

pub(super) fn is_hiragana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{309F}')
}

pub(super) fn is_katakana(character: char) -> bool {
    matches!(character, '\u{30A0}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}')
}

pub(super) fn is_kanji(character: char) -> bool {
    matches!(character, '々' | '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
