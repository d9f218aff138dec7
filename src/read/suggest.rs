//! もしかして: the key that was meant.

use strsim::damerau_levenshtein;
use unicode_normalization::UnicodeNormalization;

/// The keys, each with the words of the paper for it and other words of its meaning. A word may represent
/// several keys; the first that is allowed in its place is meant.
const PAPER: [(&str, &str); 31] = [
    ("補足", "補足・参考指標 参考指標 備考 メモ 参考 注"),
    ("注記", "備考 注 注釈"),
    ("達成状況", "目標達成状況 達成度 進捗状況 達成"),
    ("評価", "総合評価 自己評価 判定"),
    ("問合せ先", "問合せ先(電話番号) 問合せ先（電話番号） 電話番号 電話 連絡先 TEL Tel tel"),
    ("部", "組織名(部) 部名 部局 部局名 組織名"),
    ("組織名", "部 区 区名 課 名称"),
    ("課", "組織名(準部・課・機関名) 課名 所属 所属名 部署 担当課"),
    ("区長", "区長名"),
    ("年度", "会計年度 対象年度"),
    ("作成日", "作成年月日 策定日 作成"),
    ("修正日", "修正年月日 変更日 更新日 改定日"),
    ("評価日", "評価年月日"),
    ("組織の目的", "目的 使命 組織の目的・方向性"),
    ("組織の目的・方向性", "目的 組織の目的"),
    ("基本方針", "方針"),
    ("組織目標", "組織の目標 目標"),
    ("重点目標", "目標 区の重点目標"),
    ("部区組織目標", "部区目標 重点目標番号 区の目標 部区組織目標番号 番号"),
    ("目標", "目標値 数値目標"),
    ("主な取組", "主な取組(事業) 事業 主な事業 事業名 取組内容 具体的な取組"),
    ("取組", "取り組み 取組み"),
    ("指標", "成果指標 評価指標"),
    ("項目", "項目(単位) 指標名 項目名 指標"),
    ("実績", "実績値 過去の実績 推移"),
    ("結果", "成果 結果値 達成値 実績値"),
    ("取り組みの結果について", "総括 取組の結果 取組結果"),
    ("取り組みについて", "取組について"),
    ("取組結果", "取組の結果"),
    ("達成数", "達成した数"),
    ("今後の方向性", "課題"),
];

/// Returns the key among `allowed` that `typed` was meant for: by the paper's words, else by the number of
/// characters that differ, else by its first characters. Returns `None` if no key is near.
pub(crate) fn suggest<'a>(typed: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let bare = bare(typed);
    if bare.len() < typed.trim().len() && !bare.is_empty() {
        let exact = || allowed.iter().find(|key| **key == bare).copied();
        return near(typed, allowed).or_else(exact).or_else(|| by_paper(bare, allowed));
    }
    near(typed, allowed)
}

/// Returns a key without marks, numbers and brackets around it: 【課】, 4. 課, ①課, 課(名), ※課.
fn bare(typed: &str) -> &str {
    let is_mark = |character: char| {
        character.is_whitespace()
            || character.is_numeric()
            || "【】［］[]〔〕《》〈〉「」『』■□◆◇●○◎・※＊*.．)）(（#＃:：-".contains(character)
    };
    let inner = typed.trim_start_matches(is_mark);
    let end = inner.find(['(', '（']).filter(|at| *at > 0).unwrap_or(inner.len());
    inner[..end].trim_end_matches(is_mark)
}

fn near<'a>(typed: &str, allowed: &[&'a str]) -> Option<&'a str> {
    by_paper(typed, allowed).or_else(|| nearest(typed, allowed)).or_else(|| completed(typed, allowed))
}

/// Returns the only key that begins with what was typed of it.
fn completed<'a>(typed: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let typed = typed.trim();
    let mut keys = allowed.iter().filter(|key| !typed.is_empty() && key.starts_with(typed));
    keys.next().filter(|_| keys.next().is_none()).copied()
}

/// Returns whether a word is one of those that spaces separate in a text.
fn has(words: &str, word: &str) -> bool {
    words.split(' ').any(|listed| listed == word)
}

fn by_paper<'a>(typed: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let typed = typed.trim();
    let is_allowed = |key: &str| allowed.contains(&key);
    let meant = PAPER.iter().find(|(key, words)| is_allowed(key) && has(words, typed)).map(|(key, _)| *key);
    // 「R2目標」「H29実績」: the paper heads the columns with the year.
    let undated = || {
        let rest = typed
            .strip_prefix(['H', 'R', 'S'])?
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '元');
        (rest.len() + 1 < typed.len()).then_some(rest)
    };
    let meant = meant.or_else(undated)?;
    allowed.iter().find(|key| **key == meant).copied()
}

/// The choices, each with the words that writers type for it.
const CHOICES: [(&str, &str); 7] = [
    ("warn", "warning 警告"),
    ("error", "err エラー 誤り"),
    ("off", "none false no なし 無効 オフ しない"),
    ("しない", "false no off いいえ しません なし 非公開 未公開"),
    ("する", "true yes on はい します"),
    ("true", "はい yes する 達成"),
    ("false", "いいえ no しない なし"),
];

/// Returns the choice among `options` that `typed` was meant for: in any case and width, by another word for
/// it, with text before or after it, or misspelt.
pub(crate) fn suggest_choice<'a>(typed: &str, options: &[&'a str]) -> Option<&'a str> {
    let folded = |text: &str| text.trim().nfkc().flat_map(char::to_lowercase).collect::<String>();
    let typed = folded(typed);
    let by = |is: &dyn Fn(&str) -> bool| options.iter().find(|option| is(&folded(option))).copied();
    let word =
        |option: &&&str| CHOICES.iter().any(|(choice, words)| *choice == **option && has(words, &typed));
    // 公開しない ends in しない, which ends in nothing shorter of the two.
    let longest = || {
        let around = options
            .iter()
            .filter(|option| typed.starts_with(&folded(option)) || typed.ends_with(&folded(option)));
        around.max_by_key(|option| option.len()).copied()
    };
    by(&|option| option == typed)
        .or_else(|| options.iter().find(word).copied())
        .or_else(longest)
        .or_else(|| nearest(&typed, options))
}

/// Returns the nearest key within a third of the typed characters, or within one for short words.
fn nearest<'a>(typed: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let typed = typed.trim();
    let length = typed.chars().count();
    let within = (length / 3).max(1);
    // The distance is at least what one is longer by; most keys of a file of 100,000 go no further.
    let alike = allowed.iter().filter(|key| length.abs_diff(key.chars().count()) <= within);
    let near = alike.map(|key| (damerau_levenshtein(typed, key), *key)).filter(|(far, _)| *far <= within);
    // Two keys of one character are never near: each differs from every other by one.
    let near = near.filter(|(far, key)| *far < key.chars().count());
    near.min_by_key(|(far, _)| *far).map(|(_, key)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 10] =
        ["作成日", "評価日", "補足", "目標", "結果", "達成状況", "問合せ先", "主な取組", "部", "課"];

    #[test]
    fn the_key_that_was_meant_is_found() {
        for (typed, meant) in [
            ("評価目", "評価日"),
            ("補足・参考指標", "補足"),
            ("R2目標", "目標"),
            ("R2結果", "結果"),
            ("目標達成状況", "達成状況"),
            ("問合せ先(電話番号)", "問合せ先"),
            ("問い合わせ先", "問合せ先"),
            ("主な取り組み", "主な取組"),
            ("組織名(部)", "部"),
            ("\u{3000}課", "課"),
        ] {
            assert_eq!(suggest(typed, &KEYS), Some(meant), "{typed}");
        }
        let choice = |typed, options: &[&'static str]| suggest_choice(typed, options);
        for (typed, meant) in [("a4", "A4"), ("Ａ３", "A3"), ("A4横", "A4"), ("A4サイズ", "A4")] {
            assert_eq!(choice(typed, &["A4", "A3"]), Some(meant), "{typed}");
        }
        for (typed, meant) in
            [("warning", "warn"), ("警告", "warn"), ("ERROR", "error"), ("false", "off"), ("erorr", "error")]
        {
            assert_eq!(choice(typed, &["error", "warn", "off"]), Some(meant), "{typed}");
        }
        for (typed, meant) in [
            ("no", "しない"),
            ("公開しない", "しない"),
            ("しません", "しない"),
            ("yes", "する"),
            ("公開する", "する"),
        ] {
            assert_eq!(choice(typed, &["する", "しない"]), Some(meant), "{typed}");
        }
        for (typed, meant) in [("はい", "true"), ("TRUE", "true"), ("しない", "false"), ("いいえ", "false")]
        {
            assert_eq!(choice(typed, &["true", "false"]), Some(meant), "{typed}");
        }
        assert_eq!(choice("B5", &["A4", "A3"]), None);
        for (typed, meant) in [("部", "組織名"), ("区名", "組織名"), ("備考", "注記"), ("目標", "重点目標")]
        {
            assert_eq!(suggest(typed, &["組織名", "重点目標", "注記"]), Some(meant), "{typed}");
        }
        assert_eq!(suggest("問", &KEYS), Some("問合せ先"));
        for typed in ["【課】", "4. 課", "①課", "課(名)", "課（準部・課・機関名）", "※課", "「課」"]
        {
            assert_eq!(suggest(typed, &KEYS), Some("課"), "{typed}");
        }
        for typed in ["", "係", "色", "全く別の言葉"] {
            assert_eq!(suggest(typed, &KEYS), None, "{typed}");
        }
    }
}
