//! Segmentation of kanji compounds into words, most of which have two kanji.
//!
//! The dictionary matches its longest word first, and isolates a kanji where that word was too long:
//! 自然体|験. Its boundaries are therefore only one criterion; the lengths of the words are the other. The
//! segmentation with the lowest cost is chosen. A single kanji is accepted as a prefix or a suffix (全|世帯,
//! 協議|会).

use super::Strength;
use super::segmentation::cheapest;

/// Kanji that begin a word and do not end one: 全世帯, 各課, 非常勤.
const PREFIXES: &str = "全各当諸非未無不再副準同毎両元約最新旧前翌総小中高大";

/// Kanji that end words of all kinds.
const SUFFIXES: &str = "者数等会化的性率型用別内外間後上下員長課係部局室館園所場店校式法力費金額量度区市町村県府都国民\
                        家人士師生品物書誌紙版権税料券車船機器具材店街道路線駅港川山海島湾橋園祭展感味面点期年月日時分\
                        歳回件個台本枚冊戸棟校団隊班組社党派系圏層域帯毎比差割順位級種類目付済中前制策案論学科業界状\
                        態形色音声源地室着発行向先元側辺境端頭席台";

/// Suffixes that any noun takes. The others form one word with it (懇談会, 利用者).
const LOOSE: &str = "等数内外間中後前上下別用率量額的化";

/// Suffixes of two kanji that make a word of three more likely than one of two behind it.
const DERIVING: &str = "化性的型";

/// The cost of a boundary that the dictionary does not have.
const UNKNOWN: f64 = 1.0;

/// The cost of a dictionary boundary that is skipped.
const MISSED: f64 = 0.5;

/// The length of the longest word in kanji: words of two and three always cost less than a longer one.
const LONGEST: usize = 4;

/// A run of kanji with the dictionary's boundaries.
pub(super) struct Compound {
    pub(super) kanji: Vec<char>,
    /// The dictionary's boundaries inside the run, in characters.
    pub(super) known: Vec<usize>,
    /// `true` where the run follows a number or a katakana word.
    pub(super) is_behind_noun: bool,
}

impl Compound {
    /// Returns the positions inside the run where a line may end, in characters, with their strengths.
    pub(super) fn joints(&self) -> Vec<(usize, Strength)> {
        let ends = self.parts();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let parts: Vec<(usize, usize)> = starts.zip(ends.iter().copied()).collect();
        parts.windows(2).map(|pair| (pair[1].0, self.joint(pair[0], pair[1]))).collect()
    }

    /// Returns whether its first word is a suffix of the preceding text.
    pub(super) fn begins_with_suffix(&self) -> bool {
        self.parts().first() == Some(&1) && !self.is_of(PREFIXES, 0)
    }

    /// Returns whether its last word is a prefix of the following text.
    pub(super) fn ends_with_prefix(&self) -> bool {
        let parts = self.parts();
        let start = parts.len().checked_sub(2).map_or(0, |before| parts[before]);
        self.kanji.len() - start == 1 && (start == 0 || self.is_of(PREFIXES, start))
    }

    fn joint(&self, part: (usize, usize), next: (usize, usize)) -> Strength {
        let is_alone = |(start, end): (usize, usize)| end - start == 1;
        let is_prefix =
            is_alone(part) && (part.0 == 0 && !self.is_behind_noun || self.is_of(PREFIXES, part.0));
        let ends_run = next.1 == self.kanji.len();
        // 訂正前: what also begins words ends one at the end of a run.
        let is_suffix =
            is_alone(next) && (!self.is_of(PREFIXES, next.0) || ends_run && self.is_of(SUFFIXES, next.0));
        match (is_prefix, is_suffix) {
            (false, true) if !self.is_of(LOOSE, next.0) => Strength::Inside,
            (false, false) => Strength::Word,
            _ => Strength::Affix,
        }
    }

    fn is_of(&self, list: &str, at: usize) -> bool {
        self.kanji.get(at).is_some_and(|kanji| list.contains(*kanji))
    }

    /// Returns the ends of the words in the segmentation with the lowest cost.
    fn parts(&self) -> Vec<usize> {
        cheapest(self.kanji.len(), LONGEST, |from, end| Some(self.cost(from, end)))
    }

    /// Returns the cost of a word.
    fn cost(&self, from: usize, end: usize) -> f64 {
        let is_known = |at: usize| at == 0 || at == self.kanji.len() || self.known.binary_search(&at).is_ok();
        let before = |at: usize| self.known.partition_point(|known| *known < at);
        let missed = before(end) - before(from + 1);
        let whole = is_known(from) && is_known(end) && missed == 0;
        let unknown = if is_known(from) { 0.0 } else { UNKNOWN };
        self.length(from, end, whole) + unknown + MISSED * f64::from(u8::try_from(missed).unwrap_or(u8::MAX))
    }

    /// Returns the cost of a word's length, which depends on whether the dictionary has the word.
    fn length(&self, from: usize, end: usize, is_word: bool) -> f64 {
        let is_suffix = is_word && (from > 0 || self.is_behind_noun) && self.is_of(SUFFIXES, from);
        let is_prefix = self.known.binary_search(&end).is_ok() && self.is_of(PREFIXES, from);
        match (end - from, is_word) {
            (1, _) if is_suffix || is_prefix => 0.2,
            (1, _) if end == self.kanji.len() => 0.8,
            (1, _) => 1.4,
            (2, _) => 0.0,
            // 中野中|学校 is segmented as 中野|中学校.
            (3, true) if end < self.kanji.len() && self.is_of(PREFIXES, end - 1) => 1.3,
            (3, true) => 0.3,
            // 二酸化|炭素: these make a word of any word before them.
            (3, false) if self.is_of(DERIVING, end - 1) => 0.3,
            (4, true) => 0.2,
            (3, false) => 1.2,
            (length, _) => f64::from(u8::try_from(length).unwrap_or(u8::MAX)) / 2.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formats the compound with `|` between words, `'` at affixes, and `·` at boundaries of the dictionary
    /// alone.
    fn parted(pieces: &str) -> String {
        let (mut kanji, mut known) = (Vec::new(), Vec::new());
        for character in pieces.chars() {
            if character == '·' { known.push(kanji.len()) } else { kanji.push(character) }
        }
        let compound = Compound { kanji, known, is_behind_noun: false };
        let mut shown = compound.kanji.clone();
        for (at, strength) in compound.joints().into_iter().rev() {
            match strength {
                Strength::Inside => {}
                Strength::Affix => shown.insert(at, '\''),
                _ => shown.insert(at, '|'),
            }
        }
        shown.into_iter().collect()
    }

    #[test]
    fn a_kanji_that_the_dictionary_isolates_is_not_a_word() {
        for (pieces, wanted) in [
            ("自然体·験·活動", "自然|体験|活動"),
            ("市民·協·働", "市民|協働"),
            ("見·守", "見守"),
            ("自主·防災·組織·等", "自主|防災|組織'等"),
            ("懇談·会·開催", "懇談会|開催"),
            ("利用·者·数", "利用者'数"),
            ("対象·全·世帯", "対象|全'世帯"),
            ("中学校·区", "中学校区"),
            ("中野中·学校·区", "中野|中'学校区"),
            ("実施", "実施"),
            ("訂正·前", "訂正'前"),
        ] {
            assert_eq!(parted(pieces), wanted);
        }
    }
}
