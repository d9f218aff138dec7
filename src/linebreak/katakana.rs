//! Boundaries in katakana compounds.
//!
//! The dictionary does not segment runs of katakana, most of which are one word. A long run that ends with a
//! common last word of names of buildings, services and events is a compound with a boundary before that
//! word.

/// The common last words.
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

/// The minimum length of the first part, in characters.
const SHORTEST: usize = 3;

/// Returns the byte position of the boundary in a run of katakana.
pub(super) fn joint(run: &str) -> Option<usize> {
    let at = |head: &&str| run.strip_suffix(head).map(str::len);
    let parted = |at: &usize| run[..*at].chars().count() >= SHORTEST;
    HEADS.iter().find_map(at).filter(parted)
}
