//! Items and keys of lists.

use super::{SHEET, assert_reported, dash_gone, dashless, edited, read, with, with_lines};
use crate::finding::Mend;

#[test]
fn keys_with_numbers_become_a_list() {
    let ward = |list: &str| {
        format!(
            "様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n組織の目的・方向性: 目指します。\n基本方針: 取り組みます。\n{list}"
        )
    };
    let goals = "重点目標:\n  - 防災\n  - 子育て\n";
    assert!(read(&ward(goals)).findings.is_empty());
    for (first, second) in [
        ("重点目標1", "重点目標2"),
        ("重点目標１", "重点目標２"),
        ("重点目標①", "重点目標②"),
        ("②重点目標", "③重点目標"),
        ("重点目標（1）", "重点目標（2）"),
        ("重点目標No.1", "重点目標No.2"),
        ("重点目標一", "重点目標二"),
        ("目標1", "目標2"),
    ] {
        for (colon, newline) in [(": ", "\n"), ("：", "\n"), (": ", "\r\n")] {
            let text = ward(&format!("{first}{colon}防災\n{second}{colon}子育て\n")).replace('\n', newline);
            if colon == "：" && first == "目標1" {
                continue;
            }
            assert_reported(first, &text, 6, "proposed", "番号が付いています");
            let reading = read(&text);
            let edits = reading.findings[0].mend.as_ref().map(Mend::edits).expect("a mend");
            assert_eq!(edited(&text, edits), ward(goals).replace('\n', newline), "{first}");
        }
    }
    assert_reported("one of them", &ward("重点目標1: 防災\n"), 6, "proposed", "「重点目標1」");
    assert_reported(
        "texts",
        &ward("重点目標1: |\n  防災\n  減災\n重点目標2: 子育て\n"),
        6,
        "proposed",
        "番号",
    );
    assert_reported("lists", &ward("重点目標1:\n  - 防災\n重点目標2:\n  - 子育て\n"), 6, "proposed", "番号");
    assert_reported("nothing", &ward("重点目標1: 防災\n重点目標2:\n"), 6, "proposed", "番号");
    let maps = |first: &str, second: &str, by: usize| {
        let lines = SHEET.lines().enumerate().map(|(at, line)| match at + 1 {
            18 => first.to_owned(),
            19 => " ".repeat(12 - by) + &line[12..],
            20..=28 | 30..=37 => line[by..].to_owned(),
            29 => format!("{second}\n{}{}", " ".repeat(12 - by), &line[12..]),
            _ => line.to_owned(),
        });
        lines.map(|line| line + "\n").collect::<String>()
    };
    assert_reported(
        "指標1",
        &maps("        指標1:", "        指標2:", 0),
        18,
        "proposed",
        "「指標1」「指標2」",
    );
    assert_reported(
        "指標①",
        &maps("        指標①:", "        指標②:", 2),
        18,
        "proposed",
        "「指標①」「指標②」",
    );
    let items =
        with("- 主な取組:\n          - 講座\n          - 訓練", "- 主な取組1: 講座\n        主な取組2: 訓練");
    assert_reported("主な取組1", &items, 15, "proposed", "「主な取組1」");
    let later = with("          - 項目: 二つ目", "        指標2:\n          - 項目: 二つ目");
    assert_reported("behind 指標", &later, 29, "proposed", "「指標2」");
}

#[test]
fn a_forgotten_dash_is_reported_once() {
    for (at, name) in [
        (29, "項目"),
        (40, "部区組織目標"),
        (15, "主な取組"),
        (57, "主な取組"),
        (12, "部区組織目標"),
        (19, "項目"),
    ] {
        let words = format!("「{name}」の前に「- 」がありません");
        assert_reported("spaces for the dash", &with_lines(at, at, dashless), at, "proposed", &words);
        assert_reported("no dash", &with_lines(at, at, dash_gone), at, "proposed", &words);
    }
    assert_reported(
        "a later text",
        &with_lines(17, 17, dash_gone),
        17,
        "proposed",
        "「- 」を忘れていませんか",
    );
    assert_reported(
        "an item on the line of its key",
        &with("主な取組:\n          - 講座", "主な取組: 講座"),
        15,
        "proposed",
        "一つ目",
    );
    assert_reported(
        "a dash on the line of its key",
        &with("補足:\n              - 計画", "補足: - 計画"),
        27,
        "proposed",
        "同じ行",
    );
    assert_reported(
        "years behind dashes",
        &with_lines(22, 24, |line| line.replacen("  ", "- ", 7).replacen("- ", "  ", 6)),
        22,
        "certain",
        "年の前",
    );
}

#[test]
fn other_signs_for_a_dash_are_mended() {
    for sign in ["● ", "●", "– ", "・", "‐ ", "− ", "* ", "－", "ー ", "■", "-"] {
        let text = with("          - 訓練", &format!("          {sign}訓練"));
        assert_reported(sign, &text, 17, "certain", "半角のハイフンと空白");
    }
    let all = with("- 講座\n          - 訓練", "・講座\n          ・訓練");
    assert_reported("all of them", &all, 16, "certain", "行が「・」");
    assert_reported(
        "a full-width space behind it",
        &with("- 訓練", "-\u{3000}訓練"),
        17,
        "certain",
        "全角の空白",
    );
    assert_reported("a no-break space behind it", &with("- 訓練", "-\u{a0}訓練"), 17, "certain", "U+00A0");
    assert_reported("before a key", &with("- 項目: 二つ目", "●項目: 二つ目"), 29, "certain", "行が「●」");
}
