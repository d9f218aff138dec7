//! A ward's page, its departments and other years.

use super::*;

#[test]
fn a_ward_and_its_departments() {
    let reported = |files: &[(&str, &str)]| {
        found(files)
            .into_iter()
            .map(|(path, rule, line, column, _)| format!("{path} {rule} {line}:{column}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        reported(&[("a.yaml", SHEET), ("b.yaml", &SHEET.replace("総務課", "地域課"))]),
        ["a ward-missing 1:1"]
    );
    assert_eq!(
        with("部区組織目標: 1", "部区組織目標: 2"),
        ["unknown-ward-goal 11:13 組織目標[0].部区組織目標", "uncovered-ward-goal 5:5 重点目標[0]"]
    );
    assert_eq!(
        with("部区組織目標: 1", "部区組織目標: 1、2"),
        ["unknown-ward-goal 11:13 組織目標[0].部区組織目標", "uncovered-ward-goal 5:5 重点目標[0]"]
    );
    assert_eq!(with("部区組織目標: 1", "部区組織目標: １"), none());
    assert_eq!(with("部区組織目標: 1", "部区組織目標:"), ["uncovered-ward-goal 5:5 重点目標[0]"]);
    // While a sibling cannot be read, the numbers are unknown.
    let own = SHEET.replace("部区組織目標: 1", "部区組織目標:");
    assert_eq!(reported(&[("a.yaml", &own), ("b.yaml", "a: ["), ("ward.yaml", WARD)]), ["b yaml-syntax 1:4"]);
    assert_eq!(
        reported(&[("a.yaml", SHEET), ("b.yaml", SHEET), ("ward.yaml", WARD)]),
        ["a duplicate-department 4:4", "b duplicate-department 4:4"]
    );
    assert_eq!(
        reported(&[("a.yaml", SHEET), ("ward.yaml", WARD), ("ward2.yaml", WARD)]),
        ["ward duplicate-department 1:1", "ward2 duplicate-department 1:1"]
    );
    assert_eq!(beside(&WARD.replace("令和2年度", "令和3年度"), SHEET), ["mixed-years 2:5 年度"]);
    assert_eq!(beside(&WARD.replace("東区", "西区"), SHEET), ["mixed-years 3:4 部"]);
    // Another folder is another ward.
    let apart = reported(&[
        ("r2/a.yaml", SHEET),
        ("r2/ward.yaml", WARD),
        ("r3/a.yaml", SHEET),
        ("r3/ward.yaml", WARD),
    ]);
    assert_eq!(apart, none());
}

#[test]
fn last_years_results() {
    let last = |result: &str| {
        let sheet = SHEET.replace("令和2年度", "令和元年度").replace(WINDOW, "{ H28: 0, H29: 1, H30: 2 }");
        let sheet = sheet
            .replace("R2.4.1", "H31.4.1\n")
            .replace("            結果:", &format!("            結果: {result}"));
        let sheet = sheet.replace("評価日:", "評価日: R2.3.31");
        let files = [
            ("r1/a.yaml", sheet.as_str()),
            ("r1/ward.yaml", &WARD.replace("令和2年度", "令和元年度")),
            ("r2/a.yaml", SHEET),
            ("r2/ward.yaml", WARD),
        ];
        found(&files)
            .into_iter()
            .filter(|(_, rule, ..)| *rule != "stage-incomplete")
            .map(|(path, rule, line, column, field)| format!("{path} {rule} {line}:{column} {field}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(last("5"), ["r2/a history-mismatch 18:39 組織目標[0].取組[0].指標[0].実績.R1"]);
    assert_eq!(last("3"), none());
    assert_eq!(last("3.0"), none());
    assert_eq!(last(""), none());
}

#[test]
fn a_year_that_the_wards_page_contradicts_too_is_reported_once() {
    let year = |sheet: &str| with("年度: 令和2年度", &format!("年度: {sheet}"));
    // 実績 and 作成日 say which year is meant.
    assert_eq!(year("令和3年度"), ["year-window 2:5 年度"]);
    let undated = SHEET.replace("年度: 令和2年度", "年度: 令和3年度").replace("R2.4.1", "");
    let reported: Vec<String> =
        beside(WARD, &undated).into_iter().filter(|line| !line.starts_with("plan")).collect();
    assert_eq!(reported, ["mixed-years 2:5 年度"]);
}
