//! The open data of sheets with values of every kind, and the schema that is published with it.

use mokuhyo::edition::data;
use mokuhyo::sheet::Settings;
use mokuhyo::view::data::{COLUMNS, WardData, ward_data};
use serde_json::{Value, json};

use super::data::{cells, department, higashi, keep, parsed, read, schema, settings, ward};
use super::support::Project;

/// A sheet with one indicator of these lines.
fn sheet(goal: &str, indicator: &[&str]) -> WardData {
    let indicator = indicator.join("\n            ");
    let text = format!(
        "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: 総務課\n組織目標:\n  - 目標: {goal}\n    \
         取組:\n      - 主な取組: 講座\n        指標:\n          - {indicator}\n"
    );
    ward_data(None, &[("soumu", &department(&text), &Settings::default())])
}

#[test]
fn numbers_and_texts_are_told_apart() {
    let data = sheet(
        "目標",
        &[
            "項目: 率",
            "単位: (%)",
            "実績:",
            "  H29: 1,200",
            "  H30: 12.50",
            "  R1: -3",
            "目標: \"=1+1\"",
            "結果: 012",
        ],
    );
    keep("numbers.csv", &data::csv(&data));
    keep("numbers.json", &data::json(&data, "sheets.schema.json"));
    let rows = cells(&data, ["単位", "種別", "値", "数値"]);
    let wanted = [
        ["%", "実績", "1,200", "1200"],
        ["%", "実績", "12.50", "12.5"],
        ["%", "実績", "-3", "-3"],
        // No spreadsheet may take it for a formula; the object has its words.
        ["%", "目標", "'=1+1", ""],
        ["%", "結果", "012", "12"],
    ];
    assert_eq!(rows, wanted.map(|row| row.map(str::to_owned)));
    let json = parsed(&data);
    let values = &json["組織目標管理シート"][0]["組織目標"][0]["取組"][0]["指標"][0]["値"];
    let values: Vec<_> = values.as_array().unwrap().iter().map(|it| (&it["値"], &it["数値"])).collect();
    let wanted = [
        json!(["1,200", 1200]),
        json!(["12.50", 12.5]),
        json!(["-3", -3]),
        json!(["=1+1", null]),
        json!(["012", 12]),
    ];
    assert_eq!(values, wanted.iter().map(|it| (&it[0], &it[1])).collect::<Vec<_>>());
}

#[test]
fn what_is_read_beside_plain_digits_is_said() {
    let data = sheet(
        "目標",
        &[
            "項目: 来場者",
            "単位: 千人",
            "実績:",
            "  H29: 約1.2万人",
            "  H30: \"▲1，200\"",
            "  R1: \"80%\"",
            "目標: 延べ９千人以上",
            "結果: 8千人(前年度比▲33.3%)",
        ],
    );
    keep("notes.csv", &data::csv(&data));
    keep("notes.json", &data::json(&data, "sheets.schema.json"));
    let rows = cells(&data, ["値", "数値", "読み方"]);
    let wanted = [
        ["約1.2万人", "12", "約、万、人"],
        ["▲1，200", "-1200", "負号、全角、桁区切り"],
        // In a row of 千人 a percentage is no number.
        ["80%", "", ""],
        ["延べ９千人以上", "9", "延べ、全角、千、以上、人"],
        ["8千人(前年度比▲33.3%)", "", ""],
    ];
    assert_eq!(rows, wanted.map(|row| row.map(str::to_owned)));
    let values = &parsed(&data)["組織目標管理シート"][0]["組織目標"][0]["取組"][0]["指標"][0]["値"];
    assert_eq!((&values[0]["数値"], &values[0]["読み方"]), (&json!(12), &json!(["約", "万", "人"])));
    assert_eq!(values[4]["読み方"], json!([]));
}

#[test]
fn a_targets_bound_says_which_side_is_good() {
    for (target, more, side) in [
        ("4件以下", "", "低い"),
        ("80%以上", "", "高い"),
        ("10分未満", "", "低い"),
        ("5", "", "高い"),
        ("4件以下", "高い", "高い"),
    ] {
        let data = sheet("目標", &["項目: 率", &format!("目標: {target}"), &format!("良い方向: {more}")]);
        let row = &parsed(&data)["組織目標管理シート"][0]["組織目標"][0]["取組"][0]["指標"][0];
        assert_eq!(row["良い方向"], side, "{target} {more}");
    }
}

#[test]
fn quotes_commas_and_lines_stay_in_their_cells() {
    let data = sheet(
        "「防災」, \"SNS\"; 東区",
        &[
            "項目: |",
            "    　講座",
            "    の開催",
            "実績:",
            "  H29: －",
            "  H30: |",
            "    異動1回",
            "    (うち\"新\"を含む)",
            "    救命, 1回",
            "  R1: ３",
            "目標:",
            "結果: \"  \"",
        ],
    );
    keep("texts.csv", &data::csv(&data));
    keep("texts.json", &data::json(&data, "sheets.schema.json"));
    let rows = cells(&data, ["組織目標", "項目", "値", "数値"]);
    let wanted = [("-", ""), ("異動1回(うち\"新\"を含む)、救命, 1回", ""), ("３", "3")];
    let row = |(value, number)| ["「防災」, \"SNS\"; 東区", "講座の開催", value, number].map(str::to_owned);
    assert_eq!(rows, wanted.map(row));
}

#[test]
fn a_ward_without_departments_has_a_table_without_rows() {
    let page = ward(
        "様式: 区組織目標\n年度: 令和元年度\n組織名: 東区\n重点目標:\n  - 防災\n評価:\n  達成数: 一つ\n",
    );
    let nothing = Settings::default();
    for data in [ward_data(Some((&page, &nothing)), &[]), ward_data(None, &[])] {
        assert_eq!(read(&data::csv(&data)), (COLUMNS.map(str::to_owned).to_vec(), Vec::new()));
        assert!(jsonschema::is_valid(&schema(), &parsed(&data)));
    }
    keep("empty.csv", &data::csv(&ward_data(None, &[])));
    keep("empty.json", &data::json(&ward_data(Some((&page, &nothing)), &[]), "sheets.schema.json"));
}

/// Which side is good, dates and signs of an evaluated sheet, and a value of a year that no paper prints.
#[test]
fn an_evaluated_sheet_is_published_as_it_prints() {
    let text = "様式: 組織目標管理シート\n年度: R2\n部: 東区役所\n課: 総務課\n評価日: 令和3年3月31日\n組織目標:\n  \
        - 部区組織目標: １\n    目標: 目標\n    取組:\n      - 主な取組: ・講座\n        指標:\n          - 項目: 苦情\n            \
        良い方向: 低い\n            実績:\n              H28: 9\n              H31: 5\n            結果: 2\n    \
        達成状況: 〇\n    評価: A\n";
    let settings = settings("評価区分:\n  達成状況:\n    ◯: { 達成: true }\n");
    let data = ward_data(None, &[("soumu", &department(text), &settings)]);
    let json = parsed(&data);
    let sheet = &json["組織目標管理シート"][0];
    assert_eq!(sheet["評価日"], json!({ "日付": "2021-03-31", "表記": "令和3年3月31日" }));
    let goal = &sheet["組織目標"][0];
    let told = ["部区組織目標", "達成状況", "評価"].map(|key| goal[key].clone());
    assert_eq!(told, [json!(1), json!("◯"), json!("A")]);
    assert_eq!(goal["取組"][0]["主な取組"], json!(["講座"]));
    assert_eq!(goal["取組"][0]["指標"][0]["良い方向"], "低い");
    let rows = cells(&data, ["対象年度", "種別", "値"]);
    assert_eq!(
        rows,
        [["令和元年度", "実績", "5"], ["令和2年度", "結果", "2"]].map(|row| row.map(str::to_owned))
    );
}

#[test]
fn the_published_schema_tells_good_from_broken() {
    let schema = schema();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let good = parsed(&higashi());
    assert!(validator.is_valid(&good), "{:?}", validator.iter_errors(&good).collect::<Vec<_>>());
    let sheet = "/組織目標管理シート/0";
    let value = "/組織目標管理シート/0/組織目標/0/取組/0/指標/0/値/0";
    let breaks: [(&str, &str, Option<Value>); 10] = [
        ("", "$schema", None),
        ("", "発行元", Some(json!("市"))),
        ("", "組織目標管理シート", Some(json!({}))),
        (sheet, "課", Some(json!(["総務課"]))),
        (sheet, "西暦", Some(json!("2020"))),
        (value, "数値", Some(json!("31"))),
        (value, "読み方", Some(json!("約"))),
        (value, "種別", Some(json!("見込み"))),
        (value, "値", None),
        ("/組織目標管理シート/0/組織目標/0/取組/0/指標/0", "良い方向", Some(Value::Null)),
    ];
    for (place, key, with) in breaks {
        let mut broken = good.clone();
        let object = broken.pointer_mut(place).and_then(Value::as_object_mut).unwrap();
        match with {
            Some(with) => drop(object.insert(key.to_owned(), with)),
            None => drop(object.shift_remove(key).unwrap()),
        }
        assert!(!validator.is_valid(&broken), "{place}/{key}");
    }
}

#[test]
fn the_schema_is_printed_and_describes_every_key() {
    let project = Project::empty();
    let printed = project.run(&["schema", "--form", "data"]);
    assert_eq!((printed.status, printed.stdout.as_bytes()), (0, data::schema().as_slice()));
    described(&schema(), "");
    let formats = printed.stdout.lines().filter(|line| line.contains("\"format\":"));
    assert!(formats.clone().count() == 4, "{:?}", formats.collect::<Vec<_>>());
    // It is no form to be filled in.
    let refused = project.run(&["new", "data", "--form", "data"]);
    assert_eq!(refused.status, 2, "{refused:?}");
    assert!(!project.path("data.yaml").exists());
}

/// Every key has a Japanese description, and no object takes keys that are not said.
fn described(schema: &Value, place: &str) {
    match schema {
        Value::Object(members) => {
            for (key, inner) in members.get("properties").and_then(Value::as_object).into_iter().flatten() {
                let text = inner["description"].as_str().unwrap_or_default();
                assert!(text.chars().any(|c| c > '\u{3000}'), "{place}/{key} is described as {text:?}");
                assert_eq!(schema["additionalProperties"], false, "{place}");
                assert!(schema["required"].as_array().unwrap().contains(&json!(key)), "{place}/{key}");
            }
            members.iter().for_each(|(key, inner)| described(inner, &format!("{place}/{key}")));
        }
        Value::Array(items) => items.iter().for_each(|inner| described(inner, place)),
        _ => {}
    }
}
