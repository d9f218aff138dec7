//! The boundaries in katakana compounds.
//!
//! Neither ICU's dictionary nor `BudouX` segments a run of katakana, most of which are one word. A compound is segmented
//! by the words that offices form compounds from (`katakana.txt`): a dynamic program takes the segmentation of lowest
//! cost, in which a word of the list costs less than another word, and one long word costs more than its parts.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::segmentation::cheapest;

/// The words of `katakana.txt`.
static WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("katakana.txt").split_whitespace().collect());

/// The minimum length of a word that is not in the list, in characters.
const SHORTEST: usize = 4;

/// Characters that do not begin a word.
const NOT_AT_START: &str = "ァィゥェォッャュョヮーンヵヶ";

/// The cost of a word of the list.
const KNOWN: f64 = 2.0;

/// The cost of another word, to which its length is added.
const OTHER: f64 = 2.0;

/// Returns the byte positions of the boundaries in a run of katakana.
pub(super) fn joints(run: &str) -> Vec<usize> {
    let places: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let cost = |from: usize, end: usize| cost(&run[places[from]..places[end]], end - from);
    let count = places.len() - 1;
    let mut ends = cheapest(count, count, cost);
    ends.pop();
    ends.into_iter().map(|place| places[place]).collect()
}

/// Returns the cost of a word of `length` characters, or `None` if it cannot be a word.
fn cost(word: &str, length: usize) -> Option<f64> {
    let is_word = length >= SHORTEST && !word.starts_with(|first| NOT_AT_START.contains(first));
    let length = f64::from(u32::try_from(length).unwrap_or(u32::MAX));
    if WORDS.contains(word) { Some(KNOWN) } else { is_word.then_some(OTHER + length) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(run: &str) -> String {
        let mut parted = run.to_owned();
        joints(run).into_iter().rev().for_each(|at| parted.insert(at, '|'));
        parted
    }

    #[test]
    fn a_compound_has_joints_beside_words_that_offices_use() {
        for wanted in [
            "エントランス|ホール",
            "メンタル|ヘルス",
            "コミュニティ|センター",
            "スクール|ソーシャル|ワーカー",
            "オンブズマン|システム",
            "シティ|プロモーション",
            "デジタル|トランスフォーメーション",
            "コミュニティ|バス",
            "ジェンダー|ギャップ",
            "ゼロカーボン|シティ",
        ] {
            assert_eq!(parted(&wanted.replace('|', "")), wanted);
        }
    }

    #[test]
    fn a_word_has_none() {
        for word in [
            "ネットワーク",
            "コーディネーター",
            "アンケート",
            "インターネット",
            "スケジュール",
            "セキュリティ",
            "パンフレット",
            "ワークショップ",
            "キャッシュレス",
            "オリンピック",
            "イノベーション",
            "レクリエーション",
            "ドメスティック",
            "エレベーター",
            "アドバイザー",
            "イルミネーション",
            "アルコール",
            "カウンセリング",
            "シミュレーション",
            "ー",
            "",
        ] {
            assert_eq!(parted(word), word);
        }
    }
}
