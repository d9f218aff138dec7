//! Names of programmes: 「東区生活交通改善プラン」 keeps its spelling, independently of the dictionaries.

use std::borrow::Cow;
use std::ops::Range;

/// The endings of the names of programmes, plans, rules and events.
const ENDINGS: &str = "\
    事業 計画 プラン プロジェクト プログラム ビジョン 戦略 構想 方針 指針 大綱 要綱 要領 条例 規則 憲章 \
    宣言 制度 基金 補助金 助成金 講座 講演会 教室 セミナー フォーラム シンポジウム サロン 大会 大賞 運動 \
    キャンペーン まつり 祭り 祭 フェスタ フェスティバル フェア イベント マルシェ ツアー マラソン \
    コンサート コンクール 作品展 パネル展 展示会 展覧会 月間 週間 の日 会議 協議会 委員会 ネットワーク \
    センター";

/// The quotation marks that enclose names.
const QUOTES: [(char, char); 2] = [('「', '」'), ('『', '』')];

/// Returns the text with the programmes' names replaced by characters that occur in no word. Every other byte
/// keeps its position.
pub(super) fn mask(text: &str) -> Cow<'_, str> {
    let names = QUOTES.iter().flat_map(|&quotes| quoted(text, quotes));
    let mut names: Vec<_> = names.filter(|name| is_programme(&text[name.clone()])).collect();
    if names.is_empty() {
        return Cow::Borrowed(text);
    }
    names.sort_unstable_by_key(|name| (name.start, name.end));
    let (mut masked, mut from) = (String::with_capacity(text.len()), 0);
    for name in names {
        // One may be in another.
        let start = name.start.max(from);
        masked.push_str(&text[from..start]);
        masked.extend(text[start..name.end.max(start)].chars().map(blank));
        from = name.end.max(start);
    }
    Cow::Owned(masked + &text[from..])
}

/// Returns what is between quotation marks, without them; of nested ones the innermost.
fn quoted(text: &str, (open, close): (char, char)) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        if c == open {
            start = Some(at + c.len_utf8());
        } else if c == close
            && let Some(start) = start.take()
        {
            found.push(start..at);
        }
    }
    found
}

/// The bytes of the longest name. What is longer is a sentence, and looking for its brackets takes long.
const LONGEST: usize = 300;

/// Returns whether a quoted text ends as programmes do, a number or a bracket behind the name aside.
fn is_programme(quoted: &str) -> bool {
    if quoted.len() > LONGEST {
        return false;
    }
    let mut name = quoted.trim();
    while let Some(shorter) = without_bracket(name) {
        name = shorter;
    }
    let name = name.trim_end_matches(|c: char| c.is_numeric() || " 　第次期年度版回弾.．".contains(c));
    // The bare word (「事業」) is not a name.
    ENDINGS.split_whitespace().any(|ending| name.strip_suffix(ending).is_some_and(|rest| !rest.is_empty()))
}

fn without_bracket(name: &str) -> Option<&str> {
    let inner = name.strip_suffix([')', '）'])?;
    let open = inner.rfind(['(', '（'])?;
    Some(inner[..open].trim_end())
}

/// Returns a character of the same length in UTF-8 that no pattern names.
fn blank(c: char) -> char {
    match c.len_utf8() {
        _ if c == '\n' => c,
        1 => '\u{1}',
        2 => '\u{80}',
        3 => '\u{E000}',
        _ => '\u{F0000}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str) -> String {
        let masked = mask(text);
        assert_eq!(masked.len(), text.len());
        masked.chars().filter(|c| !['\u{1}', '\u{80}', '\u{E000}', '\u{F0000}'].contains(c)).collect()
    }

    #[test]
    fn programmes_are_blanked() {
        assert_eq!(left("「東区生活交通改善プラン」に基づき設定"), "「」に基づき設定");
        assert_eq!(left("「特色のある区づくり事業(第3次)」と「い〜てらす」"), "「」と「い〜てらす」");
        assert_eq!(left("『賑わいまつり2020』の𠮷田"), "『』の𠮷田");
        assert_eq!(left("「é𠮷aまつり」"), "「」");
    }

    #[test]
    fn other_words_in_quotes_are_not() {
        for text in [
            "「にぎわい」の創出",
            "「産業のまち東区」を",
            "「事業」の取組",
            "閉じない「賑わい事業",
            "賑わい事業」",
        ] {
            assert_eq!(left(text), text);
        }
    }
}
