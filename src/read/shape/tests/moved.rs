//! Lines in each other's place, two lines that are missing, characters before a key, and values without their keys.

use super::{SHEET, assert_reported, edited, line, read, with, without};
use crate::finding::{Finding, Lang, Mend};

/// Returns the sheet with two lines that follow each other exchanged; the first has this number.
fn swapped(first: usize) -> String {
    let mut lines: Vec<&str> = SHEET.lines().collect();
    lines.swap(first - 1, first);
    lines.join("\n") + "\n"
}

#[test]
fn two_lines_in_each_others_place_are_reported_once() {
    let lines: Vec<&str> = SHEET.lines().collect();
    let is_entry = |line: &str| line.contains(':') || line.trim_start().starts_with("- ");
    let mut reported = 0;
    for first in 11..60 {
        if !is_entry(lines[first - 1]) || !is_entry(lines[first]) {
            continue;
        }
        let text = swapped(first);
        let findings = read(&text).findings;
        let is_swap = |finding: &Finding| finding.message.get(Lang::Ja).contains("順が逆です");
        if findings.iter().any(is_swap) {
            reported += 1;
            let [finding] = findings.as_slice() else { panic!("{first}: {findings:#?}") };
            assert!(line(&text, finding.span).abs_diff(first) <= 1, "{first}: {finding:#?}");
            let mended = edited(&text, finding.mend.as_ref().map_or(&[], Mend::edits));
            assert!(read(&mended).findings.is_empty(), "{first}:\n{mended}");
        }
        // No other advice ends in a list or indentation that does not fit.
        let is_lost = |finding: &Finding| finding.message.get(Lang::Ja).contains("そろっていません");
        assert!(!findings.iter().any(is_lost), "{first}: {findings:#?}");
    }
    assert!(reported > 10, "{reported}");
    for (first, name) in [(14, "取組"), (21, "実績"), (20, "単位"), (24, "目標")] {
        assert_reported(name, &swapped(first), first, "proposed", "順が逆です");
    }
}

#[test]
fn a_missing_list_with_the_head_of_its_item_is_reported_once() {
    let two = |first: usize| {
        let lines = SHEET.lines().enumerate().filter(|(at, _)| *at + 1 != first && *at != first);
        lines.flat_map(|(_, line)| [line, "\n"]).collect::<String>()
    };
    assert_reported("取組", &two(14), 14, "proposed", "「取組:」と「- 主な取組:」の2行がありません");
    let found = read(&two(18)).findings;
    assert!(found[0].message.get(Lang::Ja).contains("「指標:」と「- 項目:」の2行がありません"), "{found:#?}");
    assert_eq!(found.len(), 1, "{found:#?}");
    let found = read(&two(11)).findings;
    assert!(found[0].message.get(Lang::Ja).contains("「組織目標:」と「- 部区組織目標:」"), "{found:#?}");
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn a_text_behind_the_lists_keeps_its_key() {
    let at = SHEET.lines().position(|line| line.starts_with("取り組みについて")).expect("there") + 1;
    assert_reported(
        "取り組みについて",
        &without(at),
        at,
        "proposed",
        "「取り組みについて: |」の行がありません",
    );
}

#[test]
fn characters_before_a_key_or_dash_are_named() {
    for stray in ["n", "神", "<br>", "}", "、", "１"] {
        for (from, number) in [
            ("            単位: 回", 20),
            ("              H30: 2", 23),
            ("        指標:", 18),
            ("          - 訓練", 17),
            ("    取組:", 14),
        ] {
            let text = with(from, &format!("  {stray}{}", &from[2..]));
            assert_reported(&format!("{stray} {from}"), &text, number, "proposed", "余分な文字");
        }
    }
    // A sign between a key and what follows is no such character.
    for text in ["課 総務課", "課、総務課"] {
        let found = read(&with("課: 総務課", text)).findings;
        assert!(
            found.iter().all(|finding| !finding.message.get(Lang::Ja).contains("余分な文字")),
            "{found:#?}"
        );
    }
}

#[test]
fn values_without_their_years_are_given_them() {
    let years = "            実績:\n              H29: 1\n              H30: 2\n              R1: 3\n";
    for (typed, at) in [
        ("            実績:\n              - 1\n              - 2\n              - 3\n", 22),
        ("            実績: 1、2、3\n", 21),
        ("            実績: 1, 2, 3\n", 21),
        ("            実績: 1\t2\t3\n", 21),
        ("            実績:\n              1\t2\t3\n", 22),
        ("            実績:\n1\t2\t3\n", 22),
    ] {
        let text = with(years, typed);
        assert_reported(typed, &text, at, "proposed", "値に年がありません");
        let found = read(&text).findings;
        let mended = edited(&text, found[0].mend.as_ref().map_or(&[], Mend::edits));
        assert_eq!(mended.replace("実績: \n", "実績:\n"), SHEET, "{typed}");
    }
    assert_reported(
        "the first year beside its key",
        &with(years, "            実績: H29: 1\n              H30: 2\n              R1: 3\n"),
        21,
        "proposed",
        "かっこなしで1行に",
    );
    // The years of two values are unknown.
    let two = read(&with(years, "            実績: 1、2\n")).findings;
    assert!(two.iter().all(|finding| finding.mend.is_none()), "{two:#?}");
}

#[test]
fn dashes_and_bars_too_many_are_named() {
    for (from, to, at, words) in [
        ("          - 訓練", "          - - 訓練", 17, "「- 」が2回あります"),
        (
            "      - 主な取組:\n          - 講座\n",
            "      - 主な取組: |\n          - 講座\n",
            15,
            "「|」の下に、「- 」で始まる一覧",
        ),
        ("取り組みについて: |\n", "取り組みについて: |# 文章\n", 66, "覚え書きがつながっています"),
    ] {
        let at = if at == 66 {
            SHEET.lines().position(|line| line.starts_with("取り組みについて")).expect("there") + 1
        } else {
            at
        };
        assert_reported(to, &with(from, to), at, "proposed", words);
    }
    // A frame that is drawn is a text.
    assert!(read(&with("防災意識の向上", "│─┌")).findings.is_empty());
    assert_reported(
        "another bar",
        &with("防災意識の向上", "❘ 講座"),
        13,
        "certain",
        "半角の「|」ではありません",
    );
}

#[test]
fn a_text_that_goes_on_further_out_is_no_note() {
    let text = with("    目標: 防災意識の向上\n", "    目標: 防災意識の\n向上\n");
    assert_reported("text", &text, 14, "proposed", "「|」のない文章の行");
    let memo = with("            単位: 回\n", "            ※後で確認\n            単位: 回\n");
    assert_reported("note", &memo, 20, "proposed", "覚え書きなら");
}
