//! もしかして: the key that was meant.

use strsim::damerau_levenshtein;

/// The paper's own words for a key, or for the start or end of one, and the key.
const PAPER: [(&str, &str); 17] = [
    ("補足・参考指標", "補足"),
    ("参考指標", "補足"),
    ("目標達成状況", "達成状況"),
    ("問合せ先(電話番号)", "問合せ先"),
    ("問合せ先（電話番号）", "問合せ先"),
    ("電話番号", "問合せ先"),
    ("電話", "問合せ先"),
    ("組織名(部)", "部"),
    ("組織名(準部・課・機関名)", "課"),
    ("主な取組(事業)", "主な取組"),
    ("事業", "主な取組"),
    ("項目(単位)", "項目"),
    ("指標名", "項目"),
    ("部区目標", "部区組織目標"),
    ("重点目標番号", "部区組織目標"),
    ("成果", "結果"),
    ("備考", "補足"),
];

/// The key among `allowed` that `typed` was meant for: by the paper's words, else by how few characters
/// part them. Nothing where none is near.
pub(crate) fn suggest<'a>(typed: &str, allowed: &[&'a str]) -> Option<&'a str> {
    by_paper(typed, allowed).or_else(|| nearest(typed, allowed))
}

fn by_paper<'a>(typed: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let typed = typed.trim();
    let meant = PAPER.iter().find(|(words, _)| *words == typed).map(|(_, key)| *key);
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

/// Within a third of the typed characters, or one for short words.
fn nearest<'a>(typed: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let typed = typed.trim();
    let within = (typed.chars().count() / 3).max(1);
    let near =
        allowed.iter().map(|key| (damerau_levenshtein(typed, key), *key)).filter(|(far, _)| *far <= within);
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
        for typed in ["", "係", "色", "全く別の言葉"] {
            assert_eq!(suggest(typed, &KEYS), None, "{typed}");
        }
    }
}
