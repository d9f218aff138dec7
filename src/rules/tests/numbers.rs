//! Values that look like numbers, and numbers in another unit than their row's.

use super::*;

/// Returns what is reported a target and a unit: rule, place and what is proposed.
fn reported(unit: &str, target: &str) -> Vec<(&'static str, String)> {
    let sheet = SHEET.replace("目標: 4", &format!("目標: {target}\n            単位: {unit}"));
    let disk = MemoryDisk::with(
        [("/s/a.yaml", sheet.as_str()), ("/s/ward.yaml", WARD)]
            .map(|(path, text)| (path.to_owned(), text.to_owned())),
    );
    let checked = CheckedCollection::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/s")])
        .expect("readable");
    let report = |finding: &Finding| {
        assert_eq!(finding.field.to_string(), "組織目標[0].取組[0].指標[0].目標");
        let proposed = match &finding.mend {
            Some(Mend::Proposed(edits)) => edits.iter().map(|edit| edit.text.as_str()).collect(),
            Some(Mend::Certain(_)) => "certain".to_owned(),
            None => String::new(),
        };
        (finding.rule.name, proposed)
    };
    checked.sheets.iter().flat_map(|sheet| sheet.findings.iter().map(report)).collect()
}

#[test]
fn values_that_look_like_numbers_are_reported_with_what_is_meant() {
    for (value, meant) in [
        ("2,6OO", "2,600"),
        ("1,2000", ""),
        ("12,34", ""),
        ("1.234.567", "1,234,567"),
        ("\"１，２００．\"", "１，２００"),
        ("\"1 200人\"", "1200人"),
        ("\"ー3\"", "-3"),
        ("\"1\\u002C2000\"", ""),
        ("１,2OO", "1,200"),
        ("１，２OO", "１，２００"),
        ("1，2OO人", "1,200人"),
        ("l00", "100"),
        ("I00", "100"),
        ("I00件", "100件"),
        ("Ｉ２０", "１２０"),
        ("1'000", "1,000"),
        ("1’000人", "1,000人"),
        ("1_234_567", "1,234,567"),
        ("1 000", "1000"),
        ("1\u{a0}000", "1000"),
        ("1\u{3000}000円", "1000円"),
    ] {
        assert_eq!(reported("", value), [("odd-number", meant.to_owned())], "{value}");
    }
    for value in [
        "４５",
        "12，000",
        "45回",
        "▲1,577",
        "約213",
        "Ver.1.2.3",
        "2021.3.31",
        "025-250-2710",
        "O157",
        "I2",
        "5'",
        "1’30",
        "|\n              1\n              2",
        "実施",
    ] {
        assert!(reported("", value).is_empty(), "{value}");
    }
}

#[test]
fn a_unit_that_contradicts_the_rows_is_reported() {
    let mismatch = || vec![("unit-mismatch", String::new())];
    for (unit, value) in
        [("人", "80%"), ("回", "45件"), ("千円", "12,034円"), ("\"%\"", "12.5ポイント"), ("人", "約50件以上")]
    {
        assert_eq!(reported(unit, value), mismatch(), "{value} ({unit})");
    }
    for (unit, value) in [
        ("人", "45名"),
        ("人（延べ）", "延べ45人"),
        ("回数", "45回"),
        ("\"%\"", "80％"),
        ("", "80%"),
        ("評価", "80%"),
        ("人", "9千人"),
        ("千円", "1億円"),
        ("㎡/人", "18㎡/人"),
        ("人", "35団体で実施(120人)"),
        ("集落", "20集落"),
    ] {
        assert!(reported(unit, value).is_empty(), "{value} ({unit})");
    }
}

#[test]
fn every_value_of_an_indicator_is_looked_at() {
    let place = "組織目標[0].取組[0].指標[0]";
    assert_eq!(with("H30: 2", "H30: \"2,6OO\""), [format!("odd-number 18:32 {place}.実績.H30")]);
    let result = with("評価日:", "評価日: R3.3.31").len();
    let sheet =
        SHEET.replace("評価日:", "評価日: R3.3.31").replace("            結果:", "            結果: 1,2000");
    let reported = beside(WARD, &sheet);
    assert_eq!(reported.len(), result);
    assert!(reported.contains(&format!("odd-number 20:17 {place}.結果")), "{reported:?}");
}

#[test]
fn a_good_side_that_the_target_contradicts_is_reported() {
    let place = "組織目標[0].取組[0].指標[0].良い方向";
    let side =
        |side: &str, target: &str| with("目標: 4", &format!("良い方向: {side}\n            目標: {target}"));
    for (good, target) in
        [("低い", "45以上"), ("低い", "80％以上"), ("高い", "4件以下"), ("高い", "5未満"), ("低い", "＞80")]
    {
        assert_eq!(side(good, target), [format!("direction-mismatch 19:19 {place}")], "{good} {target}");
    }
    for (good, target) in [("高い", "45以上"), ("低い", "4件以下"), ("低い", "45"), ("", "45以下")]
    {
        assert_eq!(side(good, target), none(), "{good} {target}");
    }
}
