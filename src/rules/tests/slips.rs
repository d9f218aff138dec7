//! Mistakes of first-time writers, each beside a similar correct text.

use super::*;

/// Returns the findings of a sheet with something else in the place of a part of it.
fn reported(from: &str, to: &str) -> Vec<Finding> {
    assert!(SHEET.contains(from), "{from}");
    let sheet = SHEET.replacen(from, to, 1);
    let disk = MemoryDisk::with([("/s/a.yaml", sheet.as_str()), ("/s/ward.yaml", WARD)]);
    let checked = CheckedCollection::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/s")])
        .expect("readable");
    checked.sheets.iter().flat_map(|sheet| sheet.findings.clone()).collect()
}

/// Returns the rule and the proposed texts of the only finding.
fn only(from: &str, to: &str) -> (&'static str, Vec<String>) {
    let found = reported(from, to);
    let [finding] = found.as_slice() else { panic!("{to}: {found:#?}") };
    let edits = match &finding.mend {
        Some(Mend::Proposed(edits)) => edits.iter().map(|edit| edit.text.clone()).collect(),
        Some(Mend::Certain(edits)) => panic!("{to}: {edits:?}"),
        None => Vec::new(),
    };
    (finding.rule.name, edits)
}

#[test]
fn a_note_right_behind_a_value_is_reported() {
    for text in ["45# この年度の目標", "45#\u{3000}目標", "45#覚え書き", "46%#目標", "増やします。#2"]
    {
        assert_eq!(only("目標: 4", &format!("目標: {text}")).0, "comment-in-value", "{text}");
    }
    assert_eq!(only("課: 総務課", "課: 総務課# 組織名。例: 地域課"), ("yaml-syntax", vec![" ".to_owned()]));
    for text in ["C#言語", "「#東区」の投稿", "投稿#東区", "\"45# 目標\"", "45 # 目標"] {
        assert!(reported("目標: 4", &format!("目標: {text}")).is_empty(), "{text}");
    }
}

#[test]
fn a_value_of_nothing_but_a_comment_keeps_what_it_says() {
    for (from, key) in [
        ("目標: 4", "目標"),
        ("作成日: R2.4.1", "作成日"),
        ("計画です", ""),
        ("目標: 防災意識の向上", "目標"),
    ] {
        let to = if key.is_empty() { "######".to_owned() } else { format!("{key}: ######") };
        assert_eq!(only(from, &to), ("comment-in-value", Vec::new()), "{from}");
    }
    for text in ["#防災意識の向上", "#45"] {
        let mend = ("comment-in-value", vec![format!("\"{text}\"")]);
        assert_eq!(only("目標: 防災意識の向上", &format!("目標: {text}")), mend, "{text}");
        assert_eq!(only("目標: 4", &format!("目標: {text}")), mend, "{text}");
    }
    for text in ["#ごみ減量", "# ごみ減量"] {
        let mend = vec![format!("\"{text}\"")];
        assert_eq!(only("- 講座の開催", &format!("- {text}")), ("empty-text", mend), "{text}");
    }
}

#[test]
fn a_text_between_brackets_is_proposed_between_quotation_marks() {
    for text in ["[新規]", "[100]", "{案}", "[新規, 拡充]"] {
        let mend = ("wrong-type", vec![format!("\"{text}\"")]);
        assert_eq!(only("目標: 4", &format!("目標: {text}")), mend, "{text}");
    }
}

#[test]
fn signs_that_print_as_they_are_are_reported() {
    for text in ["~", "null", "N/A", "None"] {
        assert_eq!(only("目標: 4", &format!("目標: {text}")), ("printed-mark", vec!["\"-\"".to_owned()]));
        let mend = ("printed-mark", vec![String::new()]);
        assert_eq!(only("計画です", text), mend, "{text}");
    }
    for text in ["---", "“-”", "＂-＂", "＂45＂", "‘%’"] {
        assert_eq!(only("目標: 4", &format!("目標: {text}")).0, "printed-mark", "{text}");
    }
    for text in ["一つ<br>二つ", "一つ\\n二つ", "\\n"] {
        assert_eq!(only("目的です", text).0, "printed-mark", "{text}");
    }
    for text in ["#N/A", "#REF!", "\"#DIV/0!\"", "#NAME?"] {
        assert_eq!(only("目標: 4", &format!("目標: {text}")), ("printed-mark", vec!["\"-\"".to_owned()]));
        assert_eq!(only("目的です", text), ("printed-mark", Vec::new()), "{text}");
    }
    for text in ["―", "－", "\"-\"", "“にぎわい”の創出", "”三つ”"] {
        assert!(reported("目標: 4", &format!("目標: {text}")).is_empty(), "{text}");
    }
}

#[test]
fn signs_of_web_pages_and_programs_are_proposed_as_what_they_mean() {
    for (from, to, mend) in [
        ("目標: 4", "目標: 1\\n2", "|\n              1\n              2"),
        ("目的です", "一つ<br>二つ", "|\n  一つ\n  二つ"),
        ("目的です", "<p>一つ</p><p>二つ</p>", "|\n  一つ\n  二つ"),
        ("- 講座の開催", "- 講座<BR/>開催", "|\n            講座\n            開催"),
        ("項目: 開催数", "項目: 開催<br>数", "|\n              開催\n              数"),
        ("目的です", "一つ<br>二つ # 覚え書き", "\"一つ\\n二つ\""),
        ("H30: 2", "H30: 2<br>3", "\"2\\n3\""),
        ("目的です", "<b>目的</b>です", "目的です"),
        ("目的です", "<span class=\"x\">目的</span>です", "目的です"),
        ("目的です", "東区&amp;西区", "東区&西区"),
        ("目的です", "東区&nbsp;西区", "東区 西区"),
        ("目的です", "\"5 &lt; 6&hellip;\"", "\"5 < 6…\""),
        ("目的です", "東区&#58; 西区", "\"東区: 西区\""),
    ] {
        assert_eq!(only(from, to), ("printed-mark", vec![mend.to_owned()]), "{to}");
    }
    let (_, edits) = only("目的です", "|\n  一つ<br>二つ&amp;三つ<br>\n  四つ");
    assert_eq!(edits, ["\n  ", "&", ""]);
    for text in ["A&B", "評価<A>", "<参考>", "5 < 6 > 4", "C:\\new", "AT&T; の例"] {
        assert!(reported("目的です", text).is_empty(), "{text}");
    }
}

#[test]
fn a_blank_before_a_comment_is_reported_once() {
    for blank in ["\u{a0}", "\u{3000}", "\u{2003}", "\u{2002}", " \u{a0}"] {
        let mend = ("comment-in-value", vec![" #".to_owned()]);
        assert_eq!(only("目標: 4", &format!("目標: 4{blank}# 覚え書き")), mend, "{blank:?}");
        assert_eq!(only("- 講座の開催", &format!("- 講座の開催{blank}# 覚え書き")), mend);
        for (from, to) in [
            ("修正日:", format!("修正日:{blank}# 覚え書き")),
            ("結果:\n", format!("結果: {blank}# 覚え書き\n")),
            ("課: 総務課\n", format!("課: 総務課\n{blank}\n")),
            ("    評価:\n", format!("{blank}# 覚え書き\n    評価:\n")),
            ("目的です", format!("|\n  目的です\n{blank}\n  続きです")),
        ] {
            let found = reported(from, &to);
            let [finding] = found.as_slice() else { panic!("{to:?}: {found:#?}") };
            assert_eq!((finding.rule, finding.certain_edits().len()), (Rule::YAML_SYNTAX, 1), "{to:?}");
        }
    }
    // Characters that do not print are reported first.
    for sign in ["\u{2009}", "\u{200b}"] {
        let found = reported("目標: 4", &format!("目標: 4{sign}# 覚え書き"));
        assert!(matches!(found.as_slice(), [finding] if !finding.certain_edits().is_empty()), "{found:#?}");
    }
}

#[test]
fn a_line_of_an_item_may_be_an_item_without_its_dash() {
    let (rule, edits) = only("- 講座の開催", "- 講座の開催\n            訓練の実施");
    assert_eq!((rule, edits), ("folded-space", vec!["\n          - ".to_owned()]));
    let found = reported("目的です", "目的\n  です");
    assert_eq!(found.iter().map(|finding| finding.certain_edits().len()).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_line_that_is_missing_is_reported_once() {
    let found = reported("          - 項目: 開催数\n            実績", "            実績");
    assert_eq!(
        found.iter().map(|finding| finding.rule.name).collect::<Vec<_>>(),
        ["yaml-syntax"],
        "{found:#?}"
    );
}

#[test]
fn a_number_or_date_that_is_a_dash_is_to_be_left_empty() {
    for key in ["部区組織目標: 1", "作成日: R2.4.1", "修正日:", "評価日:"] {
        let (name, _) = key.split_once(':').unwrap();
        assert_eq!(only(key, &format!("{name}: -")), ("bare-dash", vec![String::new()]), "{name}");
    }
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

#[test]
fn a_year_that_the_actual_values_contradict_is_reported_once() {
    let mend = ("year-window", vec!["令和2年度".to_owned()]);
    let years = |typed: &str| {
        let found = reported("年度: 令和2年度", &format!("年度: {typed}"));
        // The ward's page is of another year then, which is reported with it.
        let [finding] = found.as_slice() else { panic!("{typed}: {found:#?}") };
        let edits = finding.mend.iter().flat_map(Mend::edits).map(|edit| edit.text.clone()).collect();
        (finding.rule.name, edits)
    };
    for typed in ["令和3年度", "令和12年度", "平成2年度", "R1"] {
        assert_eq!(years(typed), mend, "{typed}");
    }
    // Where the dates say nothing, 年度 may be right in a sheet that was copied.
    let indicator = "          - 項目: 開催数\n            実績: { H29: 1, H30: 2, R1: 3 }\n            目標: 4\n            結果:\n";
    assert!(SHEET.contains(indicator));
    let two = SHEET.replace(indicator, &indicator.repeat(2).replacen("開催数", "回数", 1));
    let copied = two.replace("年度: 令和2年度", "年度: 令和3年度").replace("R2.4.1", "R3.4.1");
    let found = beside(&WARD.replace("令和2", "令和3"), &copied);
    assert_eq!(found, ["year-window 2:5 年度"]);
}

#[test]
fn lines_behind_a_whole_sentence_are_not_joined() {
    let bar = |text: &str| ("folded-space", vec![text.to_owned()]);
    assert_eq!(only("目的です", "目的です。\n  次の段落です。"), bar("|\n  "));
    assert_eq!(only("計画です", "計画です。\n    次の段落です。\n    その次です。"), bar("|\n    "));
    let found = reported("目的です", "目的を\n  つくります");
    assert!(matches!(found.as_slice(), [finding] if !finding.certain_edits().is_empty()), "{found:#?}");
}

#[test]
fn a_goal_of_the_ward_without_its_dash_is_reported_at_the_ward_alone() {
    let ward = WARD.replace("  - 防災\n", "  - 防災\n    子育て\n");
    let sheet = SHEET.replace("部区組織目標: 1", "部区組織目標: 2");
    let found = beside(&ward, &sheet);
    assert!(matches!(found.as_slice(), [line] if line.starts_with("folded-space 5:")), "{found:?}");
}

#[test]
fn a_note_where_a_value_has_one_meaning_becomes_a_comment() {
    for (from, to) in [
        ("修正日:", "修正日: #修正していなければ空けておく"),
        ("部区組織目標: 1", "部区組織目標: 1 #区の番号"),
    ] {
        assert_eq!(only(from, to), ("comment-in-value", vec![" ".to_owned()]), "{to}");
    }
    assert_eq!(only("作成日: R2.4.1", "作成日: #R2.4.1"), ("comment-in-value", vec![String::new()]));
    for to in ["作成日: R2.4.1# 覚え書き", "年度: 令和2年度#覚え書き", "    達成状況:# 覚え書き"]
    {
        let from =
            if to.starts_with(' ') { "    達成状況:" } else { to.split('#').next().unwrap_or_default() };
        let found = reported(from, to);
        assert!(
            matches!(found.as_slice(), [finding] if !finding.certain_edits().is_empty()),
            "{to}: {found:#?}"
        );
    }
    // Below a bar nothing is a comment.
    let (rule, edits) = only("目的です", "|\n  目的です。# 覚え書き");
    assert_eq!((rule, edits), ("comment-in-value", Vec::new()));
}

#[test]
fn signs_of_spreadsheets_and_lone_quotation_marks_are_reported() {
    for text in ["=A1+B1", "=SUM(B2:B4)", "＝SUM(B2)"] {
        assert_eq!(only("目標: 4", &format!("目標: {text}")), ("printed-mark", Vec::new()), "{text}");
    }
    assert_eq!(only("課: 総務課", "課: 総務課\""), ("printed-mark", vec![String::new()]));
    assert_eq!(only("目標: 4", "目標: 45＃覚え書き"), ("comment-in-value", vec![" # ".to_owned()]));
    assert_eq!(only("- 講座の開催", "- ####").0, "comment-in-value");
    for text in ["=", "= 4", "E=mc2", "19\"", "「=」の意味", "区＃1"] {
        assert!(reported("目的です", text).is_empty(), "{text}: {:#?}", reported("目的です", text));
    }
}

#[test]
fn lines_that_begin_with_bullets_are_not_joined() {
    for sign in ["・", "●", "①", "（1）", "１．"] {
        let text = format!("{sign}講座の開催\n  {sign}訓練の実施");
        let (rule, edits) = only("目的です", &text);
        assert_eq!((rule, edits), ("folded-space", vec!["|\n  ".to_owned()]), "{sign}");
    }
}

#[test]
fn a_list_where_a_text_belongs_becomes_its_lines() {
    let found = reported("目的です", "\n  - 一つ\n  - 二つ");
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    let texts: Vec<_> = finding.mend.iter().flat_map(Mend::edits).map(|edit| edit.text.as_str()).collect();
    assert_eq!((finding.rule.name, texts), ("wrong-type", vec![" |", "  ", "  "]));
}

#[test]
fn years_that_are_all_off_are_moved_together() {
    let (rule, edits) = only(WINDOW, "{ H28: 1, H29: 2, H30: 3 }");
    assert_eq!((rule, edits), ("year-window", ["H29", "H30", "R1"].map(str::to_owned).to_vec()));
    let (_, edits) = only(WINDOW, "{ H30: 1, R1: 2, R2: 3 }");
    assert_eq!(edits, ["H29", "H30", "R1"]);
    // One that is off alone is the one that is missing.
    assert_eq!(only(WINDOW, "{ H28: 1, H30: 2, R1: 3 }").1, ["H29"]);
}

#[test]
fn a_date_with_more_behind_it_is_proposed_without() {
    for (typed, meant) in [
        ("R2.4.1.", "R2.4.1"),
        ("R2.4.1、", "R2.4.1"),
        ("R2,4,1", "R2.4.1"),
        ("R2.4.1 10:00", "R2.4.1"),
        ("R2.4.1〜R3.3.31", "R2.4.1"),
        ("43922", "令和2年4月1日"),
    ] {
        let mend = ("invalid-date", vec![meant.to_owned()]);
        assert_eq!(only("作成日: R2.4.1", &format!("作成日: {typed}")), mend, "{typed}");
    }
    assert_eq!(only("作成日: R2.4.1", "作成日: 4月1日").1, [""; 0]);
}

#[test]
fn a_dash_where_none_is_written_is_reported_once() {
    for key in ["年度: 令和2年度", "問合せ先: 025-250-2710"] {
        let name = key.split(':').next().unwrap_or_default();
        assert_eq!(only(key, &format!("{name}: -")), ("bare-dash", vec![String::new()]), "{name}");
    }
}

#[test]
fn the_name_of_an_office_on_two_lines_is_proposed_on_one() {
    let mend = ("wrong-type", vec![" \"総務課\u{3000}企画係\"".to_owned()]);
    assert_eq!(only("課: 総務課", "課: |\n  総務課\n  企画係"), mend);
}

#[test]
fn dictionaries_leave_dates_numbers_and_names_alone() {
    let dictionary =
        "version: 1\nrules:\n  - expected: 第1\n    pattern: \"1\"\n  - expected: 課室\n    pattern: 課\n";
    let sheet = SHEET.replace("目標: 4", "目標: 41");
    let disk = MemoryDisk::with([
        ("/s/a.yaml", sheet.as_str()),
        ("/s/ward.yaml", WARD),
        ("/s/mokuhyo.yaml", "辞書: w.yaml\n"),
        ("/s/w.yaml", dictionary),
    ]);
    let checked = CheckedCollection::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/s")]);
    let all = checked.expect("readable").sheets.into_iter().flat_map(|sheet| sheet.findings);
    let of_words: Vec<_> = all.filter(|finding| finding.rule == Rule::WORDING).collect();
    let reported: Vec<_> =
        of_words.iter().map(|finding| (finding.field.to_string(), finding.certain_edits().len())).collect();
    assert_eq!(reported, [("課".to_owned(), 0)], "{of_words:#?}");
}
