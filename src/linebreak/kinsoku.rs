//! Characters that must not begin or end a line (JIS X 4051; JLReq 3.1.7, 3.1.8).

/// Returns whether a character must not begin a line.
#[rustfmt::skip]
const fn is_not_at_start(character: char) -> bool {
    matches!(
        character,
        '、' | '。' | '，' | '．' | '・' | '：' | '；' | '／' | '/' | '？' | '！' | '?' | '!'
            | '）' | '」' | '』' | '】' | '〕' | '〉' | '》' | '］' | '｝' | '〗' | '〙' | ')' | ']' | '}'
            | ',' | '.' | ':' | ';' | 'ー' | '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | '〜' | '～' | '…' | '‥' | '゛' | '゜'
            | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ'
            | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' | 'ㇰ'..='ㇿ'
            | '％' | '%' | '‰' | '℃' | '°' | '′' | '″' | '”' | '’'
    )
}

/// Returns whether a character must not end a line: opening brackets, and marks that precede what they mark.
#[rustfmt::skip]
const fn is_not_at_end(character: char) -> bool {
    matches!(
        character,
        '※' | '＊' | '〒' | '☎' | '（' | '「' | '『' | '【' | '〔' | '〈' | '《' | '［' | '｛' | '〖' | '〘'
            | '(' | '[' | '{' | '“' | '‘' | '…' | '‥' | '￥' | '＄' | '$' | '¥' | '№' | '＃' | '#'
    )
}

/// Returns whether a line may begin with a grapheme cluster.
pub fn may_begin(cluster: &str) -> bool {
    cluster.chars().next().is_some_and(|first| !is_not_at_start(first))
}

/// Returns whether a line may end with a grapheme cluster.
pub fn may_end(cluster: &str) -> bool {
    cluster.chars().next().is_some_and(|first| !is_not_at_end(first))
}

/// Opening brackets.
pub(super) const OPENING: [char; 12] = ['（', '「', '『', '【', '〔', '〈', '《', '［', '｛', '(', '[', '{'];

/// Returns whether a grapheme cluster is an opening bracket.
pub(super) fn opens(cluster: &str) -> bool {
    cluster.starts_with(OPENING)
}
