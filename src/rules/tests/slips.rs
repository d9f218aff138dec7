//! What a first-time writer types, each beside its near miss.

use super::*;
use crate::finding::Mend;

/// The findings of a sheet with something else in the place of a part of it.
fn told(from: &str, to: &str) -> Vec<Finding> {
    assert!(SHEET.contains(from), "{from}");
    let sheet = SHEET.replacen(from, to, 1);
    let disk = MemoryDisk::with([("/s/a.yaml", sheet.as_str()), ("/s/ward.yaml", WARD)]);
    let survey = Survey::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/s")]).expect("readable");
    survey.sheets.iter().flat_map(|sheet| sheet.findings.clone()).collect()
}

/// The rule and the proposed texts of the only finding.
fn only(from: &str, to: &str) -> (&'static str, Vec<String>) {
    let found = told(from, to);
    let [finding] = found.as_slice() else { panic!("{to}: {found:#?}") };
    let edits = match &finding.mend {
        Some(Mend::Proposed(edits)) => edits.iter().map(|edit| edit.text.clone()).collect(),
        Some(Mend::Certain(edits)) => panic!("{to}: {edits:?}"),
        None => Vec::new(),
    };
    (finding.rule.name, edits)
}

#[test]
fn a_note_right_behind_a_value_is_told() {
    for text in ["45# この年度の目標", "45#\u{3000}目標", "45#覚え書き", "46%#目標", "増やします。#2"]
    {
        assert_eq!(only("目標: 4", &format!("目標: {text}")).0, "comment-in-value", "{text}");
    }
    assert_eq!(only("課: 総務課", "課: 総務課# 組織名。例: 地域課"), ("yaml-syntax", vec![" ".to_owned()]));
    for text in ["C#言語", "「#東区」の投稿", "投稿#東区", "\"45# 目標\"", "45 # 目標"] {
        assert!(told("目標: 4", &format!("目標: {text}")).is_empty(), "{text}");
    }
}

#[test]
fn a_value_of_nothing_but_a_comment_keeps_what_it_says() {
    let found = told("目標: 4", "目標: ######");
    assert!(found.iter().any(|it| it.rule == Rule::COMMENT_IN_VALUE), "{found:#?}");
    for text in ["#ごみ減量", "# ごみ減量"] {
        let mend = vec![format!("\"{text}\"")];
        assert_eq!(only("- 講座の開催", &format!("- {text}")), ("empty-text", mend), "{text}");
    }
}

#[test]
fn signs_that_print_as_they_are_are_told() {
    let found = told("目標: 4", "目標: ~");
    assert!(found.iter().any(|it| it.rule == Rule::PRINTED_MARK), "{found:#?}");
    for text in ["---", "“-”", "＂-＂", "＂45＂", "‘%’"] {
        assert_eq!(only("目標: 4", &format!("目標: {text}")).0, "printed-mark", "{text}");
    }
    for text in ["一つ<br>二つ", "一つ\\n二つ", "\\n"] {
        assert_eq!(only("目的です", text).0, "printed-mark", "{text}");
    }
    for text in ["―", "－", "\"-\"", "“にぎわい”の創出", "”三つ”"] {
        assert!(told("目標: 4", &format!("目標: {text}")).is_empty(), "{text}");
    }
}

#[test]
fn a_line_of_an_item_may_be_an_item_without_its_dash() {
    let (rule, edits) = only("- 講座の開催", "- 講座の開催\n            訓練の実施");
    assert_eq!((rule, edits), ("folded-space", vec!["\n          - ".to_owned()]));
    let found = told("目的です", "目的\n  です");
    assert_eq!(found.iter().map(|it| it.certain_edits().len()).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_line_that_is_missing_is_told_once() {
    let found = told("          - 項目: 開催数\n            実績", "            実績");
    assert_eq!(found.iter().map(|it| it.rule.name).collect::<Vec<_>>(), ["yaml-syntax"], "{found:#?}");
}

#[test]
fn a_ward_goal_that_is_a_dash_is_to_be_left_empty() {
    assert_eq!(only("部区組織目標: 1", "部区組織目標: -"), ("bare-dash", vec![String::new()]));
}

#[test]
fn a_page_without_goals_says_nothing_of_their_numbers() {
    let ward = WARD.replace("重点目標:\n  - 防災\n", "").replace("達成数:", "達成数: 1");
    assert_eq!(beside(&ward, SHEET), ["missing-key 1:1 重点目標"]);
    let ward = WARD.replace("重点目標:\n  - 防災\n", "重点目標:\n").replace("達成数:", "達成数: 1");
    assert_eq!(beside(&ward, SHEET), ["empty-list 4:1 重点目標"]);
}

#[test]
fn a_form_that_is_nearly_one_is_proposed() {
    let (rule, edits) = only("組織目標管理シート", "組織目標管理シ－ト");
    assert_eq!((rule, edits), ("unknown-form", vec!["組織目標管理シート".to_owned()]));
}
