//! Lines and keys that are missing, misnamed or taken in by a text.

use super::{SHEET, assert_reported, read, with, without};
use crate::finding::Finding;

#[test]
fn a_missing_line_is_reported_by_name() {
    for (at, name) in [
        (27, "「補足:」"),
        (14, "「取組:」"),
        (18, "「指標:」"),
        (15, "「- 主な取組:」"),
        (57, "「- 主な取組:」"),
        (21, "「実績:」"),
        (12, "「- 部区組織目標:」"),
        (40, "「- 部区組織目標:」"),
        (11, "「組織目標:」"),
    ] {
        assert_reported(name, &without(at), at, "proposed", name);
    }
    let commented = without(21).replacen("単位: 回", "単位: 回 # 単位", 1);
    assert_reported("below a line with a note", &commented, 21, "proposed", "「実績:」");
    // After the last indicator of a 取組 nothing else distinguishes it from an item that is indented less.
    let last = SHEET.replacen(
        "            補足:\n    達成状況",
        "            補足:\n              - 計画\n    達成状況",
        1,
    );
    let at = last[..last.find("補足:\n              - 計画\n    達成状況").expect("there")].lines().count();
    let last: String = last
        .split_inclusive('\n')
        .enumerate()
        .filter(|(number, _)| number + 1 != at)
        .map(|(_, line)| line)
        .collect();
    assert_reported("of the last indicator", &last, at, "proposed", "「補足:」");
    let filled = without(27).replacen("結果:\n", "結果: 3\n", 1);
    assert_reported("below a text", &filled, 27, "proposed", "「補足:」");
}

#[test]
fn what_a_text_takes_in_from_below_is_reported() {
    let result = |below: &str| with("            結果:\n            補足:\n              - 計画\n", below);
    let dated = |text: &str| text.replacen("評価日:\n", "評価日: R3.3.31\n", 1);
    for (text, at, words) in [
        (
            "            結果: |\n              実施した。\n              - 計画\n",
            28,
            "「補足:」の行がありません",
        ),
        (
            "            結果: |\n              実施した。\n              - 計画\n              - 次\n",
            28,
            "「補足:」",
        ),
        (
            "            結果: >\n              実施した。\n              続ける。\n              - 計画\n",
            29,
            "「補足:」",
        ),
        ("            結果: |\n              - 計画\n", 27, "「補足:」"),
        (
            "            結果: |\n              実施した。\n              補足:\n                - 計画\n",
            28,
            "2個多すぎます",
        ),
        (
            "            結果: |\n              実施した。\n              補足:\n              - 計画\n",
            28,
            "2個多すぎます",
        ),
    ] {
        assert_reported(text, &dated(&result(text)), at, "proposed", words);
    }
    let last = with("\n取り組みの結果について:", "\n  取り組みの結果について:");
    assert_reported("a key of the top", &last, 72, "proposed", "上の文章の続きとして");
    // A text may have items and colons of its own, where the list is there.
    let own = "            結果: |\n              実施した。\n              - 計画\n              参加: 30人\n            補足:\n";
    assert!(read(&result(own)).findings.is_empty());
    // And where no other indicator has the list.
    let without =
        SHEET.replace("            補足:\n              - 計画\n", "").replace("            補足:\n", "");
    let without = without.replacen("結果:\n", "結果: |\n              実施した。\n              - 計画\n", 1);
    assert!(read(&without).findings.is_empty());
}

#[test]
fn a_line_that_a_text_would_take_in_is_missed() {
    let block = with("組織の目的: 安心なまちをつくります。\n", "組織の目的: |\n  安心なまちをつくります。\n");
    let gone = |text: &str, line: &str| text.replacen(line, "", 1);
    assert_reported(
        "組織目標 below a block",
        &gone(&block, "組織目標:\n"),
        12,
        "proposed",
        "「組織目標:」の行",
    );
    let goal = with("目標: 防災意識の向上\n", "目標: |\n      防災意識の向上\n");
    assert_reported("取組 below a block", &gone(&goal, "    取組:\n"), 15, "proposed", "「取組:」の行");
    assert_reported(
        "a text below a date",
        &gone(&block, "組織の目的: |\n"),
        9,
        "proposed",
        "「組織の目的: |」の行",
    );
    let ward = "様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n組織の目的・方向性: 目指します。\n基本方針: |\n  取り組みます。\n  続けます。\n重点目標:\n  - 防災\n  - 子育て\n";
    assert!(read(ward).findings.is_empty());
    assert_reported("重点目標 below a block", &gone(ward, "重点目標:\n"), 8, "proposed", "「重点目標:」の行");
    assert_reported(
        "基本方針 below a text",
        &gone(ward, "基本方針: |\n"),
        5,
        "proposed",
        "「基本方針: |」の行",
    );
    let text = ward.replace("  続けます。", "  - 防災\n  - 子育て");
    assert!(read(&text).findings.is_empty(), "a text may have items of its own");
    assert_reported(
        "a first item at the text's column",
        &ward.replace("  - 防災", "    防災"),
        9,
        "proposed",
        "「- 」がありません",
    );
    assert_reported(
        "a later item",
        &ward.replace("  - 子育て", "  子育て"),
        10,
        "proposed",
        "「- 」がありません",
    );
    let brackets = ward.replace(":\n  - 防災\n  - 子育て", ": [防災、子育て]");
    assert_reported("other commas in brackets", &brackets, 8, "proposed", "半角のコンマ");
    let bare = ward.replace("  - ", "  ");
    assert_reported("no dash at all", &bare, 9, "proposed", "「- 」がありません");
    assert_reported("two dashes", &ward.replace("  - 子", "  -- 子"), 10, "certain", "一つではありません");
    assert_reported(
        "another word for 組織名",
        &ward.replace("組織名", "部"),
        3,
        "proposed",
        "もしかして: 組織名",
    );
}

#[test]
fn a_key_that_is_gone_is_named() {
    for (line, at, name) in [
        ("年度: 令和2年度", 2, "年度"),
        ("課: 総務課", 4, "課"),
        ("単位: 人", 30, "単位"),
        ("目標: 10", 25, "目標"),
    ] {
        let value = &line[name.len()..];
        assert_reported(name, &with(line, value), at, "proposed", &format!("「{name}」のこと"));
    }
    for (typed, meant) in [("項", "項目"), ("問", "問合せ先"), ("部区", "部区組織目標"), ("主な", "主な取組")]
    {
        let reading = read(&with(&format!("{meant}:"), &format!("{typed}:")));
        let reported: Vec<&Finding> = reading.findings.iter().collect();
        assert!(
            matches!(reported.as_slice(), [finding] if finding.help.ja.contains(meant)),
            "{typed}: {reported:#?}"
        );
    }
}

#[test]
fn the_form_is_reported_by_the_keys() {
    assert_reported("様式 is missing", &without(1), 1, "proposed", "「様式: 組織目標管理シート」の行");
    assert_reported(
        "様式 is empty",
        &with("様式: 組織目標管理シート", "様式:"),
        1,
        "proposed",
        "組織目標管理シート",
    );
    assert_reported(
        "様式 is misspelt",
        &with("組織目標管理シート", "組織目標シート"),
        1,
        "proposed",
        "組織目標管理シート",
    );
}

#[test]
fn a_key_is_reported_with_what_is_meant() {
    assert_reported(
        "項目(単位)",
        &with("- 項目: 開催", "- 項目(単位): 開催"),
        19,
        "proposed",
        "もしかして: 項目",
    );
    let text = with("    達成状況:\n", "    達成状況:\n    結果: 3\n");
    assert_reported("結果 at the goal", &text, 39, "words", "「指標」の中の項目");
    assert_reported(
        "twice the same",
        &with("課: 総務課\n", "課: 総務課\n課: 総務課\n"),
        5,
        "proposed",
        "「# 」",
    );
    assert_reported("twice", &with("課: 総務課\n", "課: 総務課\n課: 地域課\n"), 5, "words", "覚え書き");
    assert_reported("課 is missing", &without(4), 1, "proposed", "「課: 」の行");
}
