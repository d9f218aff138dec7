//! 達成状況 beside the numbers, and 達成数 beside 達成状況.

use super::*;

const SCALE: &str = "\
評価区分:
  達成状況:
    △: { 以上: 80 }
    ◎: { 以上: 110, 達成: true }
    ×: { 意味: 達成できなかった }
    〇: { 以上: 99.5, 達成: true }
";

/// Returns an indicator as the file has it: 目標, 結果, and other keys.
fn indicator(target: &str, result: &str, more: &str) -> String {
    format!(
        "          - {{ 項目: 開催数, 実績: {{ R1: 90 }}, 目標: \"{target}\", 結果: \"{result}\"{more} }}\n"
    )
}

/// Returns the sheet with these indicators and this 達成状況, evaluated.
fn sheet(indicators: &str, status: &str) -> String {
    let (head, rest) = SHEET.split_once("          - 項目").expect("there");
    let (_, tail) = rest.split_once("    達成状況:").expect("there");
    let tail = tail.replace("    評価:", "    評価: A").replace("結果について:", "結果について: 達成です");
    let head = head.replace("評価日:", "評価日: R3.3.31");
    format!("{head}{indicators}    達成状況: {status}{tail}")
}

fn checked(settings: &str, sheet: &str, ward: &str) -> CheckedCollection {
    let files = [("/s/mokuhyo.yaml", settings), ("/s/a.yaml", sheet), ("/s/ward.yaml", ward)];
    let disk = MemoryDisk::with(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    CheckedCollection::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/s")]).expect("readable")
}

/// Returns what is found: the rule, the message and the help.
fn reported(settings: &str, sheet: &str) -> Vec<String> {
    let checked = checked(settings, sheet, WARD);
    let report =
        |finding: &Finding| format!("{}: {} {}", finding.rule.name, finding.message.ja, finding.help.ja);
    checked.sheets.iter().flat_map(|sheet| sheet.findings.iter().map(report)).collect()
}

/// Returns what is reported an indicator and a symbol: nothing, or what its numbers come to.
fn implied(target: &str, result: &str, more: &str, status: &str) -> Option<String> {
    let mut reported = reported(SCALE, &sheet(&indicator(target, result, more), status));
    // 良い方向 against 以上 or 以下 is reported by itself.
    reported.retain(|line| !line.starts_with("direction-mismatch: "));
    assert!(reported.iter().all(|line| line.starts_with("achievement-mismatch: ")), "{reported:?}");
    let line = reported.into_iter().next()?;
    let (implied, rest) = line.split_once("にあたりますが、").expect("both symbols");
    assert!(rest.starts_with(&format!("「{status}」と書かれています。")), "{rest}");
    Some(implied.trim_start_matches("achievement-mismatch: ").replace("で、評価区分では", " → "))
}

fn sum(target: &str, result: &str, percent: &str, symbol: &str) -> String {
    format!("目標 {target} に対して結果 {result} は {percent} → 「{symbol}」")
}

#[test]
fn a_symbol_that_the_numbers_contradict_is_reported_with_the_arithmetic() {
    assert_eq!(implied("100", "105", "", "△"), Some(sum("100", "105", "105%", "〇")));
    assert_eq!(implied("100", "105", "", "〇"), None);
    // Signs for the same are the same.
    assert_eq!(implied("100", "105", "", "○"), None);
    assert_eq!(implied("100", "10", "", "✕"), None);
    assert_eq!(implied("1,200", "1,320", "", "〇"), Some(sum("1,200", "1,320", "110%", "◎")));
    assert_eq!(implied("3", "2", "", "〇"), Some(sum("3", "2", "約66.6%", "×")));
    // At a threshold and below it, without rounding.
    assert_eq!(implied("1000", "995", "", "△"), Some(sum("1000", "995", "99.5%", "〇")));
    assert_eq!(implied("100000", "99499", "", "〇"), Some(sum("100000", "99499", "約99.4%", "△")));
}

#[test]
fn where_less_is_better_the_percentage_is_the_other_way_round() {
    let less = ", 良い方向: 低い";
    let percent = "125%(低い方が良いので目標÷結果)";
    assert_eq!(implied("100", "80", less, "△"), Some(sum("100", "80", percent, "◎")));
    assert_eq!(implied("100", "200", less, "×"), None);
    assert_eq!(implied("100", "80", ", 良い方向: 高い", "△"), None);
}

#[test]
fn without_two_numbers_or_a_meaning_nothing_is_said() {
    for (target, result) in
        [("35自治会", "38"), ("35", "38自治会"), ("0", "0"), ("0", "5"), ("-5", "-5"), ("5", "-1"), ("3", "")]
    {
        let reported = reported(SCALE, &sheet(&indicator(target, result, ""), "×"));
        assert!(
            reported.iter().all(|line| line.starts_with("stage-incomplete")),
            "{target} {result}: {reported:?}"
        );
    }
    for target in ["5", "0"] {
        assert_eq!(implied(target, "0", ", 良い方向: 低い", "×"), None);
    }
}

#[test]
fn numbers_are_checked_as_cities_write_them() {
    assert_eq!(implied("100%", "72.4%", "", "◎"), Some(sum("100%", "72.4%", "72.4%", "×")));
    assert_eq!(implied("1万人", "9千人", "", "〇"), Some(sum("1万人", "9千人", "90%", "△")));
    assert_eq!(implied("1万人", "9千人", ", 単位: 人", "△"), None);
    assert_eq!(
        implied("１，０００", "1,050件", ", 単位: 件", "△"),
        Some(sum("１，０００", "1,050件", "105%", "〇"))
    );
    assert_eq!(implied("年60頭", "54頭", "", "◎"), Some(sum("年60頭", "54頭", "90%", "△")));
    assert_eq!(implied("1億円", "90,000", ", 単位: 千円", "◎"), Some(sum("1億円", "90,000", "90%", "△")));
    // About so much, a bound as a result, other units, remainders, negative numbers.
    for (target, result) in [
        ("約100", "50"),
        ("100", "約50"),
        ("100", "50以上"),
        ("100", "50程度"),
        ("100件", "50人"),
        ("1万人", "8千人(前年度比▲33.3%)"),
        ("▲100", "▲50"),
        ("△100", "50"),
        ("26年度末", "27年度末"),
    ] {
        assert_eq!(implied(target, result, "", "◎"), None, "{target} {result}");
    }
}

#[test]
fn a_bounded_target_is_checked_where_the_result_lies_on_one_side() {
    let within = |target: &str, result: &str| {
        Some(format!("目標 {target} に対して結果 {result} は目標の範囲内 → 「〇」から「◎」まで"))
    };
    assert_eq!(implied("80以上", "91", "", "△"), within("80以上", "91"));
    for symbol in ["◎", "〇"] {
        assert_eq!(implied("80%以上", "91%", "", symbol), None);
        assert_eq!(implied("4件以下", "3件", "", symbol), None);
    }
    assert_eq!(implied("4件以下", "0件", "", "×"), within("4件以下", "0件"));
    assert_eq!(implied("80%以上", "16%", "", "〇"), Some(sum("80%以上", "16%", "20%", "×")));
    // A result outside of a bound reaches its share at most.
    assert_eq!(implied("80以上", "72", "", "×"), None);
    let missed = implied("80以上", "72", "", "〇").expect("told");
    assert!(missed.ends_with("は 90% → 「×」から「△」まで"), "{missed}");
    // 以下 means that less is better. If 良い方向 contradicts it, the side is unknown.
    let less = implied("4件以下", "8件", "", "〇").expect("told");
    assert!(less.contains("50%(低い方が良いので目標÷結果) → 「×」"), "{less}");
    assert_eq!(implied("4件以下", "8件", ", 良い方向: 高い", "×"), None);
    assert_eq!(
        implied("80未満", "80", "", "◎"),
        Some(
            "目標 80未満 に対して結果 80 は 100%(低い方が良いので目標÷結果) → 「×」から「〇」まで".to_owned()
        )
    );
}

#[test]
fn a_symbol_far_above_the_numbers_is_reported_whatever_the_lowest_symbol_is() {
    let of = |scale: &str, status: &str| {
        reported(
            &format!("評価区分:\n  達成状況:\n    〇: {{ 以上: 100 }}\n{scale}"),
            &sheet(&indicator("100", "20", ""), status),
        )
    };
    for scale in ["", "    △: { 以上: 50 }\n", "    ×: {}\n    －: {}\n", "    －: {}\n", "    ×: {}\n"]
    {
        let reported = of(scale, "○");
        assert_eq!(reported.len(), 1, "{scale}: {reported:?}");
        assert!(
            reported[0].starts_with("achievement-mismatch") && !reported[0].contains("「－」"),
            "{reported:?}"
        );
    }
    assert!(of("    ×: {}\n    －: {}\n", "〇")[0].contains("「×」にあたりますが"));
    let below = of("    ×: {}\n    ▽: {}\n", "〇");
    assert!(below[0].contains("「以上」のある記号のどれにも届かない区分にあたりますが"), "{below:?}");
    // Each of several symbols without a threshold may be right, and a symbol for what is not evaluated is not
    // compared.
    assert_eq!(of("    ×: {}\n    ▽: {}\n", "×"), none());
    assert_eq!(of("    ×: {}\n    －: {}\n", "×"), none());
    let achieved = sheet(&indicator("100", "150", ""), "－");
    assert_eq!(reported("評価区分:\n  達成状況:\n    〇: { 以上: 100 }\n    －: {}\n", &achieved), none());
}

#[test]
fn scales_that_give_no_order_say_nothing() {
    let contradicted = sheet(&indicator("100", "105", ""), "×");
    let with = |scale: &str| reported(&format!("評価区分:\n  達成状況:\n{scale}"), &contradicted);
    assert_eq!(reported("", &contradicted), none());
    assert_eq!(with("    〇: { 意味: 達成 }\n    ×: { 意味: 未達成 }\n"), none());
    assert_eq!(with("    〇: { 以上: 満点 }\n    ×: {}\n"), none());
    // The order of × and ▽ is unknown, and so is the meaning of ▽.
    assert_eq!(with("    〇: { 以上: 100 }\n    ×: {}\n    ▽: {}\n"), none());
    let mismatch = ["achievement-mismatch"];
    let rules = |scale: &str| -> Vec<String> {
        with(scale).iter().filter_map(|line| line.split(':').next()).map(str::to_owned).collect()
    };
    assert_eq!(rules("    〇: { 以上: 100 }\n    ×: {}\n    －: {}\n"), mismatch);
    assert_eq!(rules("    〇: { 以上: 100 }\n    ◎: { 以上: 100.0 }\n    ×: {}\n"), mismatch);
    assert_eq!(rules("    〇: { 以上: 100 }\n    ◎: { 以上: 満点 }\n    ×: {}\n"), mismatch);
    for hundred in ["100", "100%", "１００％", "100%以上"] {
        assert_eq!(with(&format!("    〇: {{ 以上: {hundred} }}\n    ×: {{}}\n")).len(), 1, "{hundred}");
    }
}

#[test]
fn one_box_for_several_indicators_lies_between_them() {
    let two = indicator("100", "120", "") + &indicator("50", "50", "");
    assert_eq!(reported(SCALE, &sheet(&two, "◎")), none());
    assert_eq!(reported(SCALE, &sheet(&two, "〇")), none());
    let contradicted = reported(SCALE, &sheet(&two, "△"));
    assert_eq!(contradicted.len(), 1);
    let message = "取組1 指標1: 目標 100 に対して結果 120 は 120%、取組1 指標2: 目標 50 に対して結果 50 は \
                   100%で、評価区分では「〇」から「◎」までにあたりますが、「△」と書かれています。";
    assert!(contradicted[0].contains(message), "{contradicted:?}");
    // With a value that is not a number the result is unknown.
    let mixed = indicator("100", "120", "") + &indicator("実施", "実施", "");
    assert_eq!(reported(SCALE, &sheet(&mixed, "×")), none());
}

#[test]
fn each_indicator_may_have_its_own_box() {
    let own = indicator("100", "120", ", 達成状況: ◎") + &indicator("50", "50", ", 達成状況: ×");
    let reported = reported(SCALE, &sheet(&own, ""));
    assert_eq!(reported.len(), 1);
    assert!(reported[0].contains("目標 50 に対して結果 50 は 100%で、評価区分では「〇」"), "{reported:?}");
}

#[test]
fn what_an_empty_box_would_have_is_suggested() {
    let empty = sheet(&indicator("100", "105", ""), "");
    let suggested =
        "「達成状況」を書いてください。目標 100 に対して結果 105 は 105%で、評価区分では「〇」にあたります。";
    let reported_of = reported(SCALE, &empty);
    assert_eq!(reported_of.len(), 1);
    assert!(
        reported_of[0].starts_with("stage-incomplete") && reported_of[0].ends_with(suggested),
        "{reported_of:?}"
    );
    let early = reported(SCALE, &empty.replace("評価日: R3.3.31", "評価日:"));
    assert_eq!(early.len(), 1);
    assert!(early[0].ends_with("数値からは、空いている達成状況は、No.1が「〇」にあたります。"), "{early:?}");
    // Without a scale there is nothing to suggest.
    assert!(reported("", &empty)[0].ends_with("「達成状況」を書いてください。"));
}

/// Returns what is reported the ward's page with this 達成数 and these goals: the number that each serves, and its
/// 達成状況.
fn counted(settings: &str, count: &str, goals: &[(&str, &str)]) -> Vec<String> {
    let ward =
        WARD.replace("  - 防災\n", "  - 防災\n  - 健康\n").replace("達成数:", &format!("達成数: {count}"));
    let whole = sheet(&indicator("実施", "実施", ""), "STATUS");
    let (head, rest) = whole.split_once("  - 部区組織目標: 1\n").expect("there");
    let (goal, tail) = rest.split_once("取り組みについて").expect("there");
    let goal = |(number, status): &(&str, &str)| {
        format!("  - 部区組織目標: {number}\n{}", goal.replace("STATUS", status))
    };
    let text = format!("{head}{}取り組みについて{tail}", goals.iter().map(goal).collect::<String>());
    let checked = checked(settings, &text, &ward);
    let of_ward = checked.sheets.iter().filter(|sheet| &*sheet.file.name == "ward");
    of_ward.flat_map(|sheet| sheet.findings.iter().map(|finding| finding.message.ja.clone())).collect()
}

#[test]
fn the_goals_that_were_reached_are_counted() {
    let count = |count: &str, goals: &[(&str, &str)]| counted(SCALE, count, goals);
    assert_eq!(count("2", &[("1", "◎"), ("2", "○")]), none());
    assert_eq!(count("1", &[("1", "◎"), ("2", "△"), ("2", "〇")]), none());
    assert_eq!(
        count("2", &[("1", "◎"), ("2", "△"), ("2", "〇"), ("", "×")]),
        ["達成数は2ですが、課の達成状況から数えると1です。達成: 1(総務課 No.1)。未達成: 2(総務課 No.2)。"]
    );
    assert_eq!(
        count("1", &[("1", "×"), ("2", "△")]),
        [
            "達成数は1ですが、課の達成状況から数えると0です。達成: なし。未達成: 1(総務課 No.1)、2(総務課 No.2)。"
        ]
    );
}

#[test]
fn what_is_not_known_is_not_counted() {
    let count = |count: &str, goals: &[(&str, &str)]| counted(SCALE, count, goals);
    // A goal that is not evaluated, one that no department serves, an empty 達成数.
    assert_eq!(count("0", &[("1", "◎"), ("2", "〇"), ("2", "")]), none());
    assert_eq!(count("0", &[("1", "◎")]), ["重点目標2に取り組む課がありません。"]);
    assert_eq!(count("", &[("1", "◎"), ("2", "〇")]), none());
    // A value out of range has another rule; an invalid symbol or number is the department's error.
    assert_eq!(count("3", &[("1", "◎"), ("2", "〇")]), ["達成数が0から2までの数ではありません。"]);
    assert_eq!(count("0", &[("1", "◎"), ("2", "良")]), none());
    assert_eq!(count("0", &[("1", "◎"), ("2", "〇"), ("3", "〇")]), none());
    // A scale that does not say what counts, and none.
    let scale = SCALE.replace(", 達成: true", "");
    assert_eq!(counted(&scale, "0", &[("1", "◎"), ("2", "〇")]), none());
    assert_eq!(counted("", "0", &[("1", "◎"), ("2", "〇")]), none());
    // While a sibling cannot be read, the count is unknown.
    let readable = counted(SCALE, "0", &[("1", "◎"), ("2", "〇")]);
    assert_eq!(readable.len(), 1);
}

#[test]
fn the_legend_is_checked_where_it_is_written() {
    let checked = |settings: &str| {
        let checked = checked(settings, SHEET, WARD);
        let report = |finding: &Finding| format!("{} {}", finding.rule.name, finding.field);
        checked.settings.iter().flat_map(|file| file.findings.iter().map(report)).collect::<Vec<_>>()
    };
    assert_eq!(checked(SCALE), none());
    assert_eq!(
        checked("評価区分:\n  評価:\n    A: { 意味: 順調😀 }\n    😀: {}\n"),
        ["missing-glyph 評価区分.評価.A.意味", "missing-glyph 評価区分.評価.😀"]
    );
    assert_eq!(
        checked("評価区分:\n  達成状況:\n    〇: { 達成: はい }\n"),
        ["wrong-type 評価区分.達成状況.〇.達成"]
    );
}
