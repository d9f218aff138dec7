use super::*;
use crate::read::Reader;

fn told(text: &str) -> Vec<(&'static str, usize, String)> {
    let reading = Reader::new().sheet("a.yaml", text.as_bytes());
    let line = |finding: &Finding| reading.source.place(finding.span.start).line;
    judge(&reading, &Settings::default())
        .iter()
        .map(|f| (f.rule.name, line(f), f.field.to_string()))
        .collect()
}

fn sheet(year: &str, date: &str, actuals: &str) -> String {
    format!(
        "様式: 組織目標管理シート\n年度: {year}\n部: 東区役所\n課: 総務課\n作成日: {date}\n組織目標:\n  - 目標: 目標\n    取組:\n      - 主な取組: 取組\n        指標:\n          - 項目: 項目\n            実績: {actuals}\n"
    )
}

const WINDOW: &str = "{ H29: 1, H30: 2, R1: 3 }";

#[test]
fn dates_are_days() {
    assert_eq!(told(&sheet("令和2年度", "R2.4.1", WINDOW)), []);
    assert_eq!(told(&sheet("令和2年度", "", WINDOW)), []);
    assert_eq!(told(&sheet("令和2年度", "R2.4.31", WINDOW)), [("invalid-date", 5, "作成日".to_owned())]);
    let message = |date: &str| {
        let reading = Reader::new().sheet("a.yaml", sheet("令和2年度", date, WINDOW).as_bytes());
        judge(&reading, &Settings::default())[0].message.ja.clone()
    };
    assert_eq!(message("R2.4.31"), "「R2.4.31」という日はありません。");
    assert_eq!(message("2020/4/1"), "「2020/4/1」を日付として読めません。");
}

#[test]
fn actuals_are_the_three_years_before() {
    let window = |field: &str| vec![("year-window", 12, format!("組織目標[0].取組[0].指標[0].実績{field}"))];
    assert_eq!(told(&sheet("令和2年度", "", "")), []);
    assert_eq!(told(&sheet("令和2年度", "", "{ H29: , H30: , H31: }")), []);
    assert_eq!(told(&sheet("令和3年度", "", WINDOW)), window(".H29"));
    assert_eq!(told(&sheet("令和2年度", "", "{ H29: 1, H30: 2 }")), window(".H29"));
    assert_eq!(told(&sheet("令和2年度", "", "{ H29: 1, H30: 2, R1: 3, H31: 4 }")), window(".H31"));
    assert_eq!(told(&sheet("令和2年度", "", "{ H29: 1, H30: 2, R元: 3 }")), []);
    assert_eq!(told(&sheet("令和2年度", "", "{ H29: 1, 去年: 2, R1: 3 }")), window(".去年"));
}

#[test]
fn what_is_unknowable_is_not_judged() {
    assert_eq!(told(&sheet("2年度", "", WINDOW)), [("invalid-fiscal-year", 2, "年度".to_owned())]);
}

#[test]
fn settings_weigh_the_rules() {
    let reading = Reader::new().sheet("a.yaml", sheet("令和2年度", "R2.4.31", WINDOW).as_bytes());
    let judged = |text: &str| {
        let settings = Reader::new().settings("mokuhyo.yaml", text.as_bytes()).model.expect("settings");
        judge(&reading, &settings).iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert_eq!(judged("規則:\n  invalid-date: off\n"), []);
    assert_eq!(judged("規則:\n  invalid-date: warn\n"), [Severity::Warning]);
    assert_eq!(judged("規則:\n  year-window: off\n"), [Severity::Error]);
}
