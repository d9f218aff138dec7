//! What may not begin or end a line (JIS X 4051; JLReq 3.1.7, 3.1.8).

/// Characters that begin no line.
const NOT_AT_START: &str = "、。，．・：；／/？！?!）」』】〕〉》］｝〗〙)]},.:;ー々〻ゝゞヽヾ〜～…‥゛゜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ％%‰℃°′″”’";

/// Characters that end no line: brackets that open, and marks that stand before what they mark.
const NOT_AT_END: &str = "※＊〒☎（「『【〔〈《［｛〖〘([{“‘…‥￥＄$¥№＃#";

/// Whether a line may begin with a grapheme cluster.
pub fn may_begin(cluster: &str) -> bool {
    cluster.chars().next().is_some_and(|first| !NOT_AT_START.contains(first))
}

/// Whether a line may end with a grapheme cluster.
pub fn may_end(cluster: &str) -> bool {
    cluster.chars().next().is_some_and(|first| !NOT_AT_END.contains(first))
}

/// Whether a grapheme cluster is a bracket that opens.
pub(super) fn opens(cluster: &str) -> bool {
    cluster.starts_with(['（', '「', '『', '【', '〔', '〈', '《', '［', '｛', '(', '[', '{'])
}
