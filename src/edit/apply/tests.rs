//! Wishes in sheets as people write them.

use super::*;
use crate::edit::{Address, values};

fn at(text: &str) -> Address {
    text.parse().expect("an address")
}

fn set(address: &str, text: &str) -> Wish {
    Wish::Set { at: at(address), text: text.to_owned() }
}

fn done(text: &str, wish: &Wish) -> String {
    match apply(&Reader::new(), text, Form::Department, wish) {
        Ok(edited) => {
            assert_eq!(difference(text, &edited.text).is_empty(), edited.edits.is_empty());
            edited.text
        }
        Err(Refusal(finding)) => panic!("{wish:?}: {finding:?} in\n{text}"),
    }
}

const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所 # 部
課:   # 課
問合せ先: \"025-250-2710\"

# 目標
組織目標:
  # 一つ目
  - 目標: 一
    取組:
      - 主な取組:
          - 甲 # か
          - 乙
        指標:
          - 項目: 回数
            実績:
              H29: 1
              R1: \"3\"
            目標: 4
            # 補足の上
            補足: 一つだけ
  # 二つ目
  - 目標: |
      二
      行
    評価:
      # 中の覚え書き

取り組みについて:
";

#[test]
fn a_value_is_written_in_its_place() {
    for (address, text, line) in [
        ("部", "西区役所", "部: 西区役所 # 部\n"),
        ("課", "総務課", "課: 総務課   # 課\n"),
        ("課", "-", "課: \"-\"   # 課\n"),
        ("課", "一\n二", "課: |   # 課\n  一\n  二\n"),
        ("問合せ先", "1", "問合せ先: \"1\"\n"),
        ("組織目標/0/取組/0/主な取組/0", "a: b", "          - \"a: b\" # か\n"),
        ("組織目標/0/取組/0/主な取組/1", "甲\n乙", "          - |\n            甲\n            乙\n"),
        ("組織目標/0/取組/0/主な取組/2", "丙", "          - 乙\n          - 丙\n        指標:\n"),
        (
            "組織目標/0/取組/0/指標/0/実績/H30",
            "2",
            "              H29: 1\n              H30: 2\n              R1:",
        ),
        (
            "組織目標/0/取組/0/指標/0/結果",
            "5",
            "            目標: 4\n            結果: 5\n            # 補足の上\n",
        ),
        ("組織目標/0/取組/0/指標/0/単位", "回", "項目: 回数\n            単位: 回\n            実績:"),
        ("組織目標/0/取組/0/指標/0/補足/0", "変えた", "            補足: 変えた\n"),
        (
            "組織目標/0/取組/0/指標/0/補足/1",
            "二つ目",
            "            補足:\n              - 一つだけ\n              - 二つ目\n",
        ),
        ("組織目標/0/部区組織目標", "3", "  # 一つ目\n  - 部区組織目標: 3\n    目標: 一\n"),
        ("組織目標/1/目標", "一行", "  - 目標: |\n      一行\n    評価:"),
        ("組織目標/1/取組", "", ""),
        ("組織目標/1/評価", "◎", "    評価: ◎\n      # 中の覚え書き\n"),
        ("取り組みについて", "一", "取り組みについて: 一\n"),
        (
            "取り組みの結果について",
            "一\n\n二",
            "取り組みについて:\n取り組みの結果について: |\n  一\n\n  二\n",
        ),
        ("作成日", "R2.4.1", "問合せ先: \"025-250-2710\"\n作成日: R2.4.1\n\n# 目標\n"),
    ] {
        if line.is_empty() {
            assert!(apply(&Reader::new(), SHEET, Form::Department, &set(address, text)).is_err());
            continue;
        }
        let new = done(SHEET, &set(address, text));
        assert!(new.contains(line), "{address}: {text:?} in\n{new}");
        let found = values(&Reader::new(), &new, Form::Department);
        assert_eq!(
            found.iter().find(|value| value.at == at(address)).map(|value| value.text.as_str()),
            Some(text)
        );
    }
}

#[test]
fn what_is_cleared_and_written_again_has_the_same_bytes() {
    for (address, text, cleared) in [
        ("部", "東区役所", "部: # 部\n"),
        ("組織目標/0/取組/0/主な取組/0", "甲", "          - # か\n"),
        ("組織目標/0/取組/0/指標/0/目標", "4", "            目標:\n"),
        ("組織目標/1/目標", "二\n行", "  - 目標:\n    評価:\n"),
    ] {
        let without = done(SHEET, &Wish::Clear { at: at(address) });
        assert!(without.contains(cleared), "{without}");
        assert_eq!(done(&without, &set(address, "")), without);
        assert_eq!(done(&without, &set(address, text)), SHEET, "{address}");
    }
    // A single text that is written again is an item of a list.
    let without = done(SHEET, &Wish::Clear { at: at("組織目標/0/取組/0/指標/0/補足/0") });
    assert!(without.contains("            補足:\n  # 二つ目"), "{without}");
}

#[test]
fn items_come_go_and_move_by_their_lines() {
    let crlf = SHEET.replace('\n', "\r\n");
    let insert = Wish::Insert { list: at("組織目標/0/取組/0/指標"), index: 1 };
    let new = done(&crlf, &insert);
    let item = "          - 項目:\r\n            単位:\r\n            実績:\r\n              H29:\r\n              H30:\r\n              R1:\r\n            目標:\r\n            結果:\r\n            補足:\r\n";
    assert!(new.contains(&format!("補足: 一つだけ\r\n{item}  # 二つ目\r\n")), "{new}");
    assert_eq!(done(&new, &Wish::Remove { item: at("組織目標/0/取組/0/指標/1") }), crlf);

    let goal = done(SHEET, &Wish::Insert { list: at("組織目標"), index: 2 });
    assert!(
        goal.contains("      # 中の覚え書き\n  - 部区組織目標:\n    目標:\n    取組:\n      - 主な取組:\n"),
        "{goal}"
    );

    let moved = done(SHEET, &Wish::Move { item: at("組織目標/1"), to: 0 });
    assert!(moved.contains("  # 一つ目\n  # 二つ目\n  - 目標: |\n"), "{moved}");
    let copied = done(SHEET, &Wish::Duplicate { item: at("組織目標/0/取組/0/主な取組/0") });
    assert!(copied.contains("          - 甲 # か\n          - 甲 # か\n          - 乙\n"));
}

#[test]
fn a_removed_item_takes_the_comments_inside_it_and_says_so() {
    let remove = Wish::Remove { item: at("組織目標/1") };
    let edited = apply(&Reader::new(), SHEET, Form::Department, &remove).expect("removed");
    assert_eq!(edited.removed_comments, ["# 中の覚え書き"]);
    assert!(edited.text.ends_with("補足: 一つだけ\n  # 二つ目\n\n取り組みについて:\n"), "{}", edited.text);
}

#[test]
fn a_text_that_others_stand_for_is_edited_alone() {
    let sheet = "様式: 組織目標管理シート\n部: &x 一\n課: *x # 課\n問合せ先: *x\n";
    for (wish, expected) in [
        (set("部", "二"), "部: 二\n課: 一 # 課\n問合せ先: 一\n"),
        (set("課", "二"), "部: &x 一\n課: 二 # 課\n問合せ先: *x\n"),
        (Wish::Clear { at: at("部") }, "部:\n課: 一 # 課\n問合せ先: 一\n"),
    ] {
        assert_eq!(done(sheet, &wish).split_once('\n').map(|halves| halves.1), Some(expected));
    }
    let last = "様式: 組織目標管理シート\n部: &x 一\n課: *x\n";
    assert!(done(last, &set("課", "二")).ends_with("部: 一\n課: 二\n"));
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let reader = Reader::new();
    for (text, wish) in [
        (SHEET, set("知らない", "x")),
        (SHEET, set("組織目標/5/目標", "x")),
        (SHEET, Wish::Move { item: at("組織目標/0"), to: 2 }),
        (SHEET, Wish::Insert { list: at("部"), index: 0 }),
        ("a: [", set("部", "x")),
    ] {
        let refusal = apply(&reader, text, Form::Department, &wish).expect_err("refused");
        assert!(!refusal.0.message.ja.is_empty() && !refusal.0.help.en.is_empty());
    }
}

/// Edits a map, a list of texts and a list of items that are referred to by name.
#[test]
fn what_is_in_a_named_map_or_list_is_edited_alone() {
    let named = "\
様式: 組織目標管理シート
年度: 令和2年度
組織目標:
  - 目標: 一
    取組:
      - 主な取組: &works
          - 甲 # か
          - 乙
        指標: &rows
          - 項目: 回数
            実績: &years # 年
              H29: 1
              R1: \"-\"
          - 項目: 人数
            実績: *years
      - 主な取組: *works
        指標: *rows # 同じ
";
    let row = "組織目標/0/取組/0/指標";
    let years = "            実績:\n              H29: 1\n              R1: \"-\"\n";
    let rows = "[{ 項目: 回数, 実績: { H29: 1, R1: \"-\" } }, { 項目: 人数, 実績: { H29: 1, R1: \"-\" } }]";
    for (wish, changes) in [
        // Nothing else has the name: only the name goes where it has to.
        (set("組織目標/0/目標", "二"), vec![("目標: 一", "目標: 二")]),
        (
            set(&format!("{row}/1/実績/H29"), "5"),
            vec![
                ("実績: &years # 年", "実績: # 年"),
                ("            実績: *years\n", &years.replace("H29: 1", "H29: 5")),
                ("指標: &rows", "指標:"),
                ("指標: *rows # 同じ", &format!("指標: {rows} # 同じ")),
            ],
        ),
        (
            set("組織目標/0/取組/1/主な取組/1", "丙"),
            vec![
                ("主な取組: &works", "主な取組:"),
                ("主な取組: *works\n", "主な取組:\n          - 甲\n          - 丙\n"),
            ],
        ),
        (
            Wish::Remove { item: at("組織目標/0/取組/1/主な取組/0") },
            vec![("主な取組: &works", "主な取組:"), ("主な取組: *works\n", "主な取組:\n          - 乙\n")],
        ),
    ] {
        let expected = changes.iter().fold(named.to_owned(), |text, (old, new)| text.replacen(old, new, 1));
        assert_eq!(done(named, &wish), expected, "{wish:?}");
    }
    let items = "様式: 組織目標管理シート\n組織目標:\n  - &x\n    目標: 一\n  - *x\n";
    let expected = "様式: 組織目標管理シート\n組織目標:\n  -\n    目標: 一\n  - 目標: 二\n";
    assert_eq!(done(items, &set("組織目標/1/目標", "二")), expected);
}
