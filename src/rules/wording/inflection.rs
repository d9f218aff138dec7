//! Verbs that a correction of a noun would cut: 取り組み is 取組 as a noun, and 取り組みます stays.

use std::ops::Range;

/// Endings that make a verb of a form in kana (連用形): auxiliaries, and verbs that follow it.
const AUXILIARIES: &str = "\
    ます まし ませ たい たく たが た て る れば ろ よう ず ない なか なけ ながら つつ られ させ そう やす にく がたい \
    がたか すぎ 過ぎ 始め はじめ 続け つづけ 直し 直す 切り 切る 切れ 得る 得な かけ 合う 合い 合っ 込む 込み 込ん 終え 出す \
    出し";

/// Words that begin like one of them but are other words.
const OTHERS: &str = "ため たち たび てん るい";

/// Returns whether a match is part of a verb that the wanted text, which ends otherwise, would cut.
pub(super) fn cuts_verb(text: &str, range: &Range<usize>, expected: &str) -> bool {
    let (Some(last), Some(wanted)) = (text[range.clone()].chars().next_back(), expected.chars().next_back())
    else {
        return false;
    };
    let rest = &text[range.end..];
    match (is_hiragana(last), is_hiragana(wanted)) {
        _ if last == wanted => false,
        (true, _) => {
            begins_with(rest, AUXILIARIES) && !begins_with(rest, OTHERS) || is_left_open(text, range)
        }
        // 取組む has in its own kana what 取り組み would bring.
        (false, true) => rest.chars().next().is_some_and(|next| continues(wanted, next)),
        (false, false) => false,
    }
}

fn begins_with(text: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| text.starts_with(word))
}

/// Returns whether a form has an object and ends its clause: 「課題に取り組み、」.
fn is_left_open(text: &str, range: &Range<usize>) -> bool {
    let rest = &text[range.end..];
    text[..range.start].ends_with(['を', 'に'])
        && (rest.is_empty() || rest.starts_with(['、', '。', '，', '．', ',', '\n']))
}

fn is_hiragana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{3096}')
}

/// Returns whether kana inflects a verb whose noun ends with `end`: that of its row, or a sound that represents it.
fn continues(end: char, next: char) -> bool {
    const ROWS: &str = "あいうえお かきくけこ がぎぐげご さしすせそ たちつてと なにぬねの ばびぶべぼ まみむめも らりるれろ わいうえお";
    matches!(next, 'ん' | 'っ') || ROWS.split_whitespace().any(|row| row.contains(end) && row.contains(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, found: &str, expected: &str) -> bool {
        let start = text.find(found).expect("there");
        cuts_verb(text, &(start..start + found.len()), expected)
    }

    #[test]
    fn verbs_are_not_cut() {
        for text in [
            "課題に取り組みます",
            "取り組みながら",
            "取り組みたい",
            "課題に取り組み、進める",
            "支援に取り組み。",
            "取り組み始める",
            "取り組みやすい",
        ] {
            assert!(cut(text, "取り組み", "取組"), "{text}");
        }
        for text in ["打ち合わせた", "打ち合わせる", "打ち合わせます", "関係課を打ち合わせ、"]
        {
            assert!(cut(text, "打ち合わせ", "打合せ室"), "{text}");
        }
        for text in ["取組みます", "取組む", "取組んだ", "取組み"] {
            assert!(cut(text, "取組", "取り組み"), "{text}");
        }
    }

    #[test]
    fn nouns_are_corrected() {
        for text in [
            "防災の取り組みを",
            "取り組みで",
            "取り組み",
            "取り組みのため",
            "取り組みため池",
            "取り組み状況",
            "取り組みに、",
        ] {
            assert!(!cut(text, "取り組み", "取組"), "{text}");
        }
        assert!(!cut("自然を活かします", "活かし", "生かし"));
        assert!(!cut("子供に", "子供", "子ども"));
        assert!(!cut("ベンダと", "ベンダ", "ベンダー"));
    }
}
