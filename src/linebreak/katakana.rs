//! The boundaries in katakana compounds.
//!
//! Neither ICU's dictionary nor `BudouX` segments a run of katakana, most of which are one word. A compound is segmented
//! by the words that offices form compounds from (`katakana.txt`): a dynamic program takes the segmentation of lowest
//! cost, in which a word of the list costs less than another word, and one long word costs more than its parts.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The words of `katakana.txt`.
static WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("katakana.txt").split_whitespace().collect());

/// The minimum length of a word that is not in the list, in characters.
const SHORTEST: usize = 4;

/// Characters that do not begin a word.
const NOT_AT_START: &str = "ァィゥェォッャュョヮーンヵヶ";

/// The cost of a word of the list.
const KNOWN: usize = 2;

/// The cost of another word, to which its length is added.
const OTHER: usize = 2;

/// The segmentation of lowest cost up to a position, with the position of its last boundary.
#[derive(Clone, Copy)]
struct Way {
    cost: usize,
    from: usize,
}

/// Returns the byte positions of the boundaries in a run of katakana.
pub(super) fn joints(run: &str) -> Vec<usize> {
    let places: Vec<usize> = run.char_indices().map(|it| it.0).chain([run.len()]).collect();
    let mut ways: Vec<Option<Way>> = vec![Some(Way { cost: 0, from: 0 })];
    for end in 1..places.len() {
        let way = |from: usize| {
            let cost = ways[from]?.cost + cost(&run[places[from]..places[end]], end - from)?;
            Some(Way { cost, from })
        };
        ways.push((0..end).filter_map(way).min_by_key(|way| way.cost));
    }
    let before = |end: &usize| ways[*end].map(|way| way.from).filter(|from| *from > 0);
    let mut joints: Vec<usize> = std::iter::successors(before(&(places.len() - 1)), before).collect();
    joints.reverse();
    joints.into_iter().map(|place| places[place]).collect()
}

/// Returns the cost of a word of `length` characters, or `None` if it cannot be a word.
fn cost(word: &str, length: usize) -> Option<usize> {
    let is_word = length >= SHORTEST && !word.starts_with(|first| NOT_AT_START.contains(first));
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
