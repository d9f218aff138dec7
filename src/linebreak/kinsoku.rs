//! Characters that must not begin or end a line (JIS X 4051; JLReq 3.1.7, 3.1.8).

/// Characters that must not begin a line.
const NOT_AT_START: &str = "、。，．・：；／/？！?!）」』】〕〉》］｝〗〙)]},.:;ー々〻ゝゞヽヾ〜～…‥゛゜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ％%‰℃°′″”’";

/// Characters that must not end a line: opening brackets, and marks that precede what they mark.
const NOT_AT_END: &str = "※＊〒☎（「『【〔〈《［｛〖〘([{“‘…‥￥＄$¥№＃#";

/// Returns whether a line may begin with a grapheme cluster.
pub fn may_begin(cluster: &str) -> bool {
    cluster.chars().next().is_some_and(|first| !NOT_AT_START.contains(first))
}

/// Returns whether a line may end with a grapheme cluster.
pub fn may_end(cluster: &str) -> bool {
    cluster.chars().next().is_some_and(|first| !NOT_AT_END.contains(first))
}

/// Returns whether a grapheme cluster is an opening bracket.
pub(super) fn opens(cluster: &str) -> bool {
    cluster.starts_with(['（', '「', '『', '【', '〔', '〈', '《', '［', '｛', '(', '[', '{'])
}
