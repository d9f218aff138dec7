use super::*;

fn roll(text: &str, to: &str) -> Result<Rolled, Obstacle> {
    rolled(text.as_bytes(), &Source::new("a.yaml", text), to.parse().expect("a year"))
}

fn text(text: &str, to: &str) -> String {
    String::from_utf8(roll(text, to).expect("rolled").bytes).expect("a text")
}

/// Returns an indicator in a sheet of 令和2年度, as `roll` leaves it.
fn indicator(lines: &str) -> String {
    let head = "様式: 組織目標管理シート\n年度: R2\n組織目標:\n  - 取組:\n      - 指標:\n";
    let rolled = text(&format!("{head}{lines}"), "R3");
    rolled.strip_prefix(&head.replace("R2", "R3")).expect("the same head").to_owned()
}

/// Comments wherever YAML takes them, in every style of value.
const COMMENTED: &str = include_str!("tests/commented.yaml");

#[test]
fn every_comment_of_a_sheet_full_of_them_stays() {
    insta::assert_snapshot!(text(COMMENTED, "R3"));
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let crlf = |text: &str| format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
    assert_eq!(text(&crlf(COMMENTED), "R3"), crlf(&text(COMMENTED, "R3")));
    let cr = COMMENTED.replace('\n', "\r");
    assert_eq!(text(&cr, "R3"), text(COMMENTED, "R3").replace('\n', "\r"));
}

#[test]
fn a_result_comes_as_it_was_written() {
    let with = |result: &str| {
        let rolled = indicator(&format!(
            "          - 実績:\n              H29: 1\n              H30: 2\n              R1: 3\n            結果: {result}\n"
        ));
        let kept = "          - 実績:\n              H30: 2\n              R1: 3\n              R2:";
        rolled
            .strip_prefix(kept)
            .expect("the window")
            .strip_suffix("            結果:\n")
            .expect("cleared")
            .to_owned()
    };
    assert_eq!(with("12.50"), " 12.50\n");
    assert_eq!(with("\"-\""), " \"-\"\n");
    assert_eq!(with("'a # b'"), " 'a # b'\n");
    assert_eq!(
        with("|\n              異動1回\n                二"),
        " |\n                異動1回\n                  二\n"
    );
    assert_eq!(
        with("|2-\n                字下げ\n              二"),
        " |2-\n                  字下げ\n                二\n"
    );
    assert_eq!(
        with(">\n              一\n\n              二"),
        " >\n                一\n\n                二\n"
    );
    assert_eq!(with("一\n              二"), " 一\n                二\n");
    assert_eq!(with("\"  \""), "\n");
}

#[test]
fn actuals_that_are_empty_or_not_there_come_with_a_result_alone() {
    let none = "          - 項目: a\n            目標: 1\n            結果:\n";
    assert_eq!(indicator(none), none.replace("目標: 1", "# R2目標: 1\n            目標:"));
    let three = "実績:\n              H30:\n              R1:\n              R2: 5\n            # R2目標: 1\n            目標:\n            結果:\n";
    let rolled = |text: &str| indicator(&format!("          - {text}"));
    // Where 目標 is the first key, its line is the item's.
    let first = three.replace("            # R2目標: 1\n", "");
    assert_eq!(
        rolled("目標: 1\n            結果: 5\n"),
        format!("          # R2目標: 1\n          - {first}")
    );
    let empty = "実績: # c\n            # d\n            目標: 1\n            結果: 5\n";
    let filled = three.replace("実績:", "実績: # c").replace("R2: 5\n", "R2: 5\n            # d\n");
    assert_eq!(rolled(empty), format!("          - {filled}"));
    assert_eq!(rolled(&empty.replace(" # c\n            # d", " {}")), format!("          - {three}"));
}

#[test]
fn brackets_stay_brackets() {
    assert_eq!(
        indicator("          - 実績: { H29: 1, H30: 2, R1: }\n            結果: 1,200\n"),
        "          - 実績: { H30: 2, R1:, R2: \"1,200\" }\n            結果:\n"
    );
    assert_eq!(
        indicator(
            "          - { 実績: {H29: 1, H30: 2, R1: 3}, 目標: 4, 結果: \"一, 二\", 達成状況: 〇} # c\n"
        ),
        "          # R2目標: 4\n          - { 実績: {H30: 2, R1: 3, R2: \"一, 二\"}, 目標: , 結果: , 達成状況: } # c\n"
    );
    assert_eq!(
        indicator(
            "          - 実績: { H29: 1, # c\n                    H30: 2, R1: 3 } # d\n            結果: |\n              \"一\n              二\n"
        ),
        "          - 実績: {  # c\n                    H30: 2, R1: 3, R2: \"\\\"一\\n二\" } # d\n            結果:\n"
    );
    assert_eq!(
        indicator("          - { 目標: 4, 結果: 5 }\n"),
        "          # R2目標: 4\n          - { 実績: { H30: , R1: , R2: 5 }, 目標: , 結果: }\n"
    );
}

#[test]
fn years_are_moved_in_the_order_and_manner_in_which_they_stand() {
    assert_eq!(
        indicator(
            "          - 実績:\n              R1: 3\n              H30: 2\n              H29: 1\n            結果: 4\n"
        ),
        "          - 実績:\n              R2: 4\n              R1: 3\n              H30: 2\n            結果:\n"
    );
    assert_eq!(
        indicator(
            "          - 実績:\n              \"2017\": 1\n              \"2018\": 2\n              \"2019\": 3\n            結果: 4\n"
        ),
        "          - 実績:\n              \"2018\": 2\n              \"2019\": 3\n              \"2020\": 4\n            結果:\n"
    );
}

#[test]
fn a_target_is_a_faithful_comment_above_its_key() {
    let with = |target: &str| {
        let rolled = indicator(&format!("          - 項目: a\n            目標: {target}\n"));
        rolled.strip_prefix("          - 項目: a\n").expect("cleared").to_owned()
    };
    assert_eq!(with("\"a # b\""), "            # R2目標: a # b\n            目標:\n");
    assert_eq!(with("4 # この年度の目標"), "            # R2目標: 4\n            目標: # この年度の目標\n");
    assert_eq!(
        with("|\n              一 # b\n\n              二\n\n            # c\n"),
        "            # R2目標: 一 # b\n            #\n            #   二\n            目標:\n\n            # c\n\n"
    );
    assert_eq!(
        with("\"a # mokuhyo: allow wording\\rb\\e\""),
        "            # R2目標: a #mokuhyo: allow wording\n            #   b\\u{1b}\n            目標:\n"
    );
    assert_eq!(with("\"\""), "            目標:\n");
    // The first key of an item: above its dash.
    assert_eq!(indicator("          - 目標: 4\n"), "          # R2目標: 4\n          - 目標:\n");
}

#[test]
fn a_year_that_goes_takes_no_comment_with_it() {
    assert_eq!(
        indicator(
            "          - 実績:\n              # a\n              H29: | # 推計\n                一\n\n                二\n              # b\n              H30: 2 # c\n              R1: 3"
        ),
        "          - 実績:\n              # a\n              # H29: | # 推計\n              #   一\n\n              #   二\n              # b\n              H30: 2 # c\n              R1: 3\n              R2:"
    );
}

#[test]
fn the_fiscal_year_crosses_eras() {
    let ward = |year: &str| format!("様式: 区組織目標\n年度: {year} # c\n");
    for (old, to, new) in [
        ("平成30年度", "H31", "令和元年度"),
        ("平成30年度", "R1", "令和元年度"),
        ("平成31年度", "R2", "令和2年度"),
        ("令和元年度", "R2", "令和2年度"),
        ("\"令和元年度\"", "2020", "\"令和2年度\""),
        ("昭和63年度", "H1", "平成元年度"),
    ] {
        assert_eq!(text(&ward(old), to), ward(new));
    }
    assert_eq!(roll(&ward("令和2年度"), "R2"), Err(Obstacle::OtherYear(Some(FiscalYear::new(2020)))));
    assert_eq!(roll(&ward(""), "R2"), Err(Obstacle::OtherYear(None)));
}

#[test]
fn a_ward_keeps_its_plan_and_loses_its_evaluation() {
    let ward = "様式: 区組織目標\n年度: R2\n基本方針: |\n  今年度は、R2の…\n評価:\n  取組結果: |\n    一\n  達成数: 4 # 5のうち\n  今後の方向性: 二\n";
    let kept = "様式: 区組織目標\n年度: R3\n基本方針: |\n  今年度は、R2の…\n評価:\n  取組結果:\n  達成数: # 5のうち\n  今後の方向性:\n";
    assert_eq!(text(ward, "R3"), kept);
    let dated = roll(ward, "R3").expect("rolled").dated;
    let spot = PlaceToCheck { field: Field::default().key("基本方針"), line: 4, text: "R2".to_owned() };
    assert_eq!(dated, [spot]);
}

#[test]
fn what_was_missing_is_reported() {
    let sheet = "様式: 組織目標管理シート\n年度: R2\n組織目標:\n  - 取組:\n      - 指標:\n          - 項目: a\n          - 項目: b\n            結果:\n          - 結果: 1\n";
    let rolled = roll(sheet, "R3").expect("rolled");
    let reported: Vec<_> = rolled.missing.iter().map(|spot| (spot.field.label_path(), spot.line)).collect();
    assert_eq!(rolled.carried, 1);
    assert_eq!(reported, [("No.1 取組1 指標1".to_owned(), 6), ("No.1 取組1 指標2".to_owned(), 8)]);
}

#[test]
fn what_cannot_be_edited_safely_is_refused() {
    let sheet = |indicator: &str| {
        format!(
            "様式: 組織目標管理シート\n年度: R2\n組織目標:\n  - 取組:\n      - 指標:\n          - {indicator}\n"
        )
    };
    // An alias to what goes, years that two indicators share, a key that is spelled out.
    for indicator in [
        "結果: &x 1\n            単位: *x",
        "実績: &x\n              R1: 1\n            結果: 1\n          - 実績: *x\n            結果: 2",
        "? 結果\n            : 1",
    ] {
        assert!(matches!(roll(&sheet(indicator), "R3"), Err(Obstacle::UnsupportedLayout(_))), "{indicator}");
    }
}
