//! Sheets that every city calls right, and what is reported one whose plan is not whole.

use super::*;

/// Returns the findings of a sheet beside its ward's page.
fn findings(sheet: &str) -> Vec<Finding> {
    let disk = MemoryDisk::with([("/s/a.yaml", sheet.to_owned()), ("/s/ward.yaml", WARD.to_owned())]);
    let checked = CheckedCollection::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/s")])
        .expect("readable");
    checked.sheets.into_iter().flat_map(|sheet| sheet.findings).collect()
}

fn messages(sheet: &str) -> Vec<String> {
    findings(sheet).into_iter().map(|finding| finding.message.ja).collect()
}

/// Returns the one finding of the sheet with `from` replaced.
fn only(from: &str, to: &str) -> Finding {
    let mut findings = findings(&SHEET.replacen(from, to, 1));
    assert_eq!(findings.len(), 1, "{to}: {findings:?}");
    findings.remove(0)
}

/// Returns the sheet with one goal more, which has these lines.
fn with_goal(lines: &str) -> Vec<String> {
    with("取り組みについて:", &format!("  - 目標: 窓口\n{lines}取り組みについて:"))
}

#[test]
fn a_goal_needs_no_actions_and_no_indicators() {
    for lines in [
        "",
        "    取組:\n",
        "    取組: []\n",
        "    取組:\n      - 主な取組: 講座\n",
        "    取組:\n      - 主な取組: 講座\n        指標:\n",
        "    取組:\n      - 主な取組: 講座\n        指標: []\n",
    ] {
        assert_eq!(with_goal(lines), none(), "{lines}");
        let evaluated = with_goal(&format!("{lines}    達成状況: 〇\n    評価: A\n"));
        assert!(evaluated.iter().all(|line| line.starts_with("result-before-evaluation")), "{evaluated:?}");
    }
}

#[test]
fn years_of_the_actual_values_are_left_out_and_named_as_cities_do() {
    for years in [
        "{ R1: 3 }",
        "{ H30: 3 }",
        "{ 29年度: 1, 30年度: 2, 元年度: 3 }",
        "{ H29実績: 1, H30実績: 2, R1実績: 3 }",
        "{ 2017年度: 1, 2018年度: 2, 2019年度: 3 }",
        "{ 平成２９年度: 1, 平成３０年度: 2, 令和元(平成31)年度: 3 }",
        "{ 平成二十九年度: 1 }",
    ] {
        assert_eq!(with(WINDOW, years), none(), "{years}");
    }
    for years in ["{ H28: 1 }", "{ 28年度: 1 }", "{ R2: 1 }", "{ 2年度: 1 }", "{ R1見込: 1 }"] {
        assert_eq!(only(WINDOW, years).rule, Rule::YEAR_WINDOW, "{years}");
    }
    for (years, same) in [
        ("{ H31: 1, R1: 1 }", "「H31」と「R1」は同じ年です"),
        ("{ 30年度: 1, H30: 1 }", "「30年度」と「H30」は同じ年です"),
    ] {
        let reported = only(WINDOW, years);
        assert_eq!(reported.rule, Rule::YEAR_WINDOW);
        assert!(reported.message.ja.contains(same), "{:?}", reported.message);
    }
}

#[test]
fn years_and_dates_are_read_as_cities_write_them() {
    for year in ["令和2年度(2020年度)", "2020(R2)年度", "2020年度", "令和二年度", "令和 2 年度", "令2年度"]
    {
        assert_eq!(with("令和2年度", year), none(), "{year}");
    }
    for date in ["2020-04-01", "令和2年4月1日(水)", "R2.4.1現在", "令和二年四月一日", "2020/4/1"]
    {
        assert_eq!(with("R2.4.1", date), none(), "{date}");
    }
}

#[test]
fn a_year_that_is_a_date_or_has_more_behind_it_is_mended() {
    let reported = |year: &str| only("令和2年度", year);
    for (date, year) in
        [("2020-04-01", "令和2年度"), ("令和2年4月1日(水)", "令和2年度"), ("R3.3.31", "令和2年度")]
    {
        let finding = reported(date);
        assert_eq!((finding.rule, &finding.certain_edits()[0].text[..]), (Rule::INVALID_FISCAL_YEAR, year));
    }
    for more in ["令和2年度分", "令和2年度（案）", "R2年度当初"] {
        let Some(Mend::Proposed(edits)) = reported(more).mend else { panic!("{more}") };
        assert_eq!(edits[0].text, "令和2年度", "{more}");
    }
    for typed in ["R2(2021)", "2年度", "令和2〜3年度", "R2・R3", "今年度"] {
        assert_eq!(reported(typed).mend, None, "{typed}");
    }
}

#[test]
fn a_date_that_there_is_not_is_left_empty() {
    for (key, line) in [("修正日", 7), ("評価日", 8)] {
        for word in ["なし", "null", "未定", "\"-\"", "―", "該当なし", "（なし）"] {
            let reported = only(&format!("{key}:"), &format!("{key}: {word}"));
            assert_eq!(reported.rule, Rule::INVALID_DATE, "{word}");
            assert!(reported.help.ja.contains("空けて"), "{:?}", reported.help);
            let Some(Mend::Proposed(edits)) = &reported.mend else { panic!("{reported:?}") };
            assert_eq!(edits.len(), 1);
            let mended = {
                let text = SHEET.replacen(&format!("{key}:"), &format!("{key}: {word}"), 1);
                format!("{}{}{}", &text[..edits[0].span.start], edits[0].text, &text[edits[0].span.end..])
            };
            assert_eq!(mended.lines().nth(line - 1).map(str::trim_end), Some(&*format!("{key}:")));
            assert_eq!(beside(WARD, &mended), none());
        }
    }
    // The dash without quotation marks is one finding as well.
    assert_eq!(only("修正日:", "修正日: -").rule, Rule::BARE_DASH);
}

#[test]
fn a_day_of_the_week_is_that_of_the_date() {
    let reported = only("R2.4.1", "令和2年4月1日(木)");
    assert_eq!(reported.rule, Rule::INVALID_DATE);
    assert!(reported.message.ja.contains("木曜日ではなく水曜日"), "{:?}", reported.message);
    let Some(Mend::Proposed(edits)) = &reported.mend else { panic!("{reported:?}") };
    assert_eq!(edits[0].text, "水");
}

#[test]
fn boxes_that_are_not_evaluated_hold_a_dash_or_say_so() {
    let settings = "評価区分:\n  達成状況:\n    ◯: { 意味: 達成 }\n    ×: {}\n  評価:\n    A: {}\n";
    let checked = |status: &str, evaluation: &str| {
        let sheet = SHEET
            .replace("    達成状況:", &format!("    達成状況: {status}"))
            .replace("    評価:", &format!("    評価: {evaluation}"));
        let all = found(&[("mokuhyo.yaml", settings), ("a.yaml", &sheet), ("ward.yaml", WARD)]);
        all.into_iter()
            .map(|(_, rule, ..)| rule)
            .filter(|rule| *rule != "result-before-evaluation")
            .collect::<Vec<_>>()
    };
    for sign in ["―", "\"-\"", "評価対象外", "対象外", "－"] {
        assert_eq!(checked(sign, "A"), [""; 0], "{sign}");
    }
    for sign in ["x", "Ｘ", "〇", "o", "×"] {
        assert_eq!(checked(sign, "Ａ"), [""; 0], "{sign}");
    }
    for sign in ["◇", "未評価", "B"] {
        assert_eq!(checked(sign, "A"), ["unknown-symbol"], "{sign}");
    }
}

#[test]
fn a_box_without_symbols_is_not_used() {
    let evaluated = SHEET
        .replace("評価日:", "評価日: R3.3.31")
        .replace("結果:\n", "結果: 4\n")
        .replace("結果について: 4", "結果について: 達成");
    let reported = |scales: &str, sheet: &str| {
        let settings = format!("評価区分:\n{scales}");
        let all = found(&[("mokuhyo.yaml", &settings), ("a.yaml", sheet), ("ward.yaml", WARD)]);
        all.into_iter().map(|(.., field)| field).collect::<Vec<_>>()
    };
    let outcome = "取り組みの結果について";
    let (status, evaluation) = ("組織目標[0].達成状況", "組織目標[0].評価");
    assert_eq!(reported("  達成状況:\n    ◯: {}\n", &evaluated), [status, outcome]);
    assert_eq!(reported("  評価:\n    A: {}\n", &evaluated), [evaluation, outcome]);
    assert_eq!(
        reported("  達成状況:\n    ◯: {}\n  評価:\n    A: {}\n", &evaluated),
        [status, evaluation, outcome]
    );
}

#[test]
fn empty_boxes_of_the_plan_are_reported_once() {
    let reported = only("作成日: R2.4.1", "作成日:");
    assert_eq!((reported.rule, reported.field.to_string()), (Rule::PLAN_INCOMPLETE, "作成日".to_owned()));
    assert!(reported.message.ja.ends_with("あります: 作成日。"), "{:?}", reported.message);
    let reported = only("            目標: 4", "            目標:");
    assert!(reported.message.ja.ends_with("あります: No.1 取組1 指標1 目標。"), "{:?}", reported.message);
    let reported = only("取り組みについて: 計画です", "取り組みについて: \"\"");
    assert!(reported.message.ja.ends_with("あります: 取り組みについて。"), "{:?}", reported.message);
    for years in ["", "{ H29: , H30: , R1: }"] {
        let reported = only(WINDOW, years);
        assert!(reported.message.ja.ends_with("あります: 実績(すべての指標)。"), "{:?}", reported.message);
    }
    let empty = SHEET
        .replace("作成日: R2.4.1", "作成日:")
        .replace(WINDOW, "")
        .replace("            目標: 4", "            目標:")
        .replace("計画です", "");
    let all = beside(WARD, &empty);
    assert_eq!(all, ["plan-incomplete 6:1 作成日"]);
    // A dash says that a year was not measured, and once the sheet is evaluated the plan is past.
    assert_eq!(with(WINDOW, "{ R1: \"-\" }"), none());
    let evaluated = empty.replace("評価日:", "評価日: R3.3.31");
    assert!(!beside(WARD, &evaluated).iter().any(|line| line.starts_with("plan-incomplete")));
    // A refused value is not empty.
    assert_eq!(only("取り組みについて: 計画です", "取り組みについて: [計画]").rule, Rule::WRONG_TYPE);
    assert_eq!(only(WINDOW, "[1, 2, 3]").rule, Rule::WRONG_TYPE);
}

#[test]
fn the_wards_page_is_missed_where_a_goal_names_one_of_its_goals() {
    let rules =
        |sheet: &str| found(&[("a.yaml", sheet)]).into_iter().map(|(_, rule, ..)| rule).collect::<Vec<_>>();
    assert_eq!(rules(SHEET), ["ward-missing"]);
    assert_eq!(rules(&SHEET.replace("部区組織目標: 1", "部区組織目標:")), [""; 0]);
    // The number of a city's 施策 is not one of a ward's list.
    for number in [2, 35] {
        assert_eq!(rules(&SHEET.replace("部区組織目標: 1", &format!("部区組織目標: {number}"))), [""; 0]);
    }
    // It is where another page of the collection lists as many, or the departments have as many goals.
    let reported = |files: &[(&str, &str)]| {
        found(files)
            .into_iter()
            .filter(|(_, rule, ..)| *rule == "ward-missing")
            .map(|(path, ..)| path)
            .collect::<Vec<_>>()
    };
    let (second, third) = (SHEET.replace("目標: 1\n", "目標: 2\n"), SHEET.replace("総務課", "地域課"));
    let last = WARD.replace("重点目標:\n", "重点目標:\n  - もう一つ\n");
    assert_eq!(reported(&[("r2/ward.yaml", &last), ("r3/a.yaml", &second)]), ["r3/a"]);
    assert_eq!(reported(&[("r2/ward.yaml", WARD), ("r3/a.yaml", &second)]), [""; 0]);
    assert_eq!(reported(&[("a.yaml", &second), ("b.yaml", &third)]), ["b"]);
    let only = third.replace("目標: 1\n", "目標: 2\n");
    assert_eq!(reported(&[("a.yaml", &second), ("b.yaml", &only)]), ["a"]);
    assert_eq!(reported(&[("a.yaml", &second), ("b.yaml", "a: [")]), [""; 0]);
}

#[test]
fn only_spellings_that_occur_are_named() {
    let sheet = SHEET.replace("目的です", "公園3ヶ所と5ヵ所");
    let messages = messages(&sheet);
    assert_eq!(messages.len(), 2);
    for message in messages {
        assert_eq!(message, "この区のシートに「ヶ所」1回、「ヵ所」1回が混ざっています。");
    }
}

#[test]
fn two_sheets_of_one_division_are_reported_at_both() {
    let whole = SHEET.replace("課: 総務課", "課:");
    let reported = |files: &[(&str, &str)]| {
        let found = found(files).into_iter().filter(|(_, rule, ..)| *rule == "duplicate-department");
        found.map(|(path, _, line, column, _)| (path, line, column)).collect::<Vec<_>>()
    };
    let places = [("a".to_owned(), 4, 1), ("b".to_owned(), 4, 1)];
    assert_eq!(reported(&[("a.yaml", &whole), ("b.yaml", &whole), ("ward.yaml", WARD)]), places);
    // A department of it, another 部, and a sheet that does not say whose it is are others.
    let without_owner = whole.replace("部: 東区役所", "部:");
    for sheet in
        [SHEET, &whole.replace("部: 東区役所", "部: 西区役所"), &whole.replace("課:\n", ""), &without_owner]
    {
        assert_eq!(reported(&[("a.yaml", &whole), ("b.yaml", sheet), ("ward.yaml", WARD)]), []);
    }
}
