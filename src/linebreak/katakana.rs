//! The joints of katakana compounds.
//!
//! No dictionary parts a run of katakana, since most are one word. A long one that ends with a word which towns
//! name their houses, services and meetings after is a compound with a joint before it.

/// Such words.
const HEADS: [&str; 30] = [
    "コミュニティ",
    "プロジェクト",
    "ネットワーク",
    "ワークショップ",
    "コーディネーター",
    "ボランティア",
    "コンクール",
    "フェスティバル",
    "ステーション",
    "マネジメント",
    "サポーター",
    "パトロール",
    "カウンター",
    "センター",
    "システム",
    "サービス",
    "スクール",
    "セミナー",
    "フォーラム",
    "イベント",
    "ポイント",
    "グループ",
    "ウォーク",
    "ポスター",
    "リーダー",
    "ホール",
    "プラザ",
    "クラブ",
    "カフェ",
    "コース",
];

/// How many kana the first part has at the least.
const SHORTEST: usize = 3;

/// Returns where a run of katakana has a joint, in bytes.
pub(super) fn joint(run: &str) -> Option<usize> {
    let at = |head: &&str| run.strip_suffix(head).map(str::len);
    let parted = |at: &usize| run[..*at].chars().count() >= SHORTEST;
    HEADS.iter().find_map(at).filter(parted)
}
