//! The open data: every value of the published original has its row, and nothing is altered on the way.

use std::fs;
use std::path::Path;

use mokuhyo::edition::data;
use mokuhyo::read::Reader;
use mokuhyo::sheet::{Department, Model, Settings, Ward};
use mokuhyo::view::data::{COLUMNS, WardData, ward_data};
use serde_json::{Value, json};

use super::support::{Project, bare, root};

/// Leaves a file for the judges of `.ci/run`, which read it after the tests.
pub fn keep(name: &str, bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("data");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), bytes).unwrap();
}

pub fn department(text: &str) -> Department {
    match Reader::new().sheet("soumu.yaml", text.as_bytes()).model.unwrap() {
        Model::Department(sheet) => sheet,
        Model::Ward(_) => panic!("a ward's page"),
    }
}

pub fn ward(text: &str) -> Ward {
    match Reader::new().sheet("ward.yaml", text.as_bytes()).model.unwrap() {
        Model::Ward(page) => page,
        Model::Department(_) => panic!("a department's sheet"),
    }
}

pub fn settings(text: &str) -> Settings {
    Reader::new().settings("mokuhyo.yaml", text.as_bytes()).model.unwrap()
}

/// The data of the four real sheets.
pub fn higashi() -> WardData {
    let project = Project::real();
    let text = |path: &str| String::from_utf8(project.read(path)).unwrap();
    let settings = settings(&text("sheets/mokuhyo.yaml"));
    let page = ward(&text("sheets/r2/higashi/ward.yaml"));
    let names = ["soumu", "kenkou-fukushi", "chiiki"];
    let sheets = names.map(|name| department(&text(&format!("sheets/r2/higashi/{name}.yaml"))));
    let departments: Vec<_> =
        names.into_iter().zip(&sheets).map(|(name, it)| (name, it, &settings)).collect();
    ward_data(Some((&page, &settings)), &departments)
}

/// What the csv crate reads of a table: the names and the rows.
pub fn read(csv: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let text = csv.strip_prefix("\u{FEFF}".as_bytes()).unwrap();
    let mut reader = csv::Reader::from_reader(text);
    let names = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    (names, reader.records().map(|record| row(record.unwrap())).collect())
}

/// The cells of these columns, row by row.
pub fn cells<const N: usize>(data: &WardData, columns: [&str; N]) -> Vec<[String; N]> {
    let (names, rows) = read(&data::csv(data));
    let place = |column| names.iter().position(|name| name == column).unwrap();
    rows.iter().map(|row| columns.map(|column| row[place(column)].clone())).collect()
}

pub fn parsed(data: &WardData) -> Value {
    serde_json::from_slice(&data::json(data, "../sheets.schema.json")).unwrap()
}

pub fn schema() -> Value {
    serde_json::from_slice(&data::schema()).unwrap()
}

/// Every value in the published original: 課, No, 項目(単位), 年度, 種別 and the words, without white space.
fn original() -> Vec<[String; 6]> {
    let text = fs::read_to_string(root().join("tests/original/higashi-ku-r2.txt")).unwrap();
    let heads = [("平成29年度", "実績"), ("平成30年度", "実績"), ("令和元年度", "実績")]
        .into_iter()
        .chain([("令和2年度", "目標"), ("令和2年度", "結果")]);
    let (mut section, mut number, mut values) = (String::new(), String::new(), Vec::new());
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells[0] == "組織名(部)" {
            cells[3].clone_into(&mut section);
        }
        if cells.len() == 13 && !["", "項目(単位)"].contains(&cells[4]) && cells[0] != "No." {
            number = if cells[0].is_empty() { number } else { cells[0].to_owned() };
            let own = heads.clone().zip(&cells[5..10]).filter(|(_, value)| !value.is_empty());
            values.extend(own.map(|((year, kind), value)| {
                [
                    section.clone(),
                    number.clone(),
                    bare(cells[4]),
                    year.to_owned(),
                    kind.to_owned(),
                    bare(value),
                ]
            }));
        }
    }
    values
}

#[test]
fn every_value_of_the_original_has_its_row() {
    let columns = ["課", "目標No", "項目", "単位", "対象年度", "種別", "値"];
    let rows =
        cells(&higashi(), columns).into_iter().map(|[section, number, item, unit, year, kind, value]| {
            let item = if unit.is_empty() { item } else { format!("{item}({unit})") };
            [section, number, item, year, kind, value]
        });
    // Where the paper breaks a value's lines, the data has a comma.
    let without_commas = |mut row: [String; 6]| {
        row[5] = row[5].replace('、', "");
        row
    };
    let rows: Vec<_> = rows.map(without_commas).collect();
    let original: Vec<_> = original().into_iter().map(without_commas).collect();
    assert_eq!(rows, original);
    assert_eq!(rows.len(), 69);
}

#[test]
fn every_number_of_the_original_is_a_number() {
    let rows = cells(&higashi(), ["値", "数値", "年度", "西暦", "対象年度", "対象西暦"]);
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    for [value, number, year, western, of, of_western] in &rows {
        assert_eq!(number, if is_number(value) { value } else { "" });
        assert_eq!((year.as_str(), western.as_str()), ("令和2年度", "2020"));
        let known =
            [("平成29年度", "2017"), ("平成30年度", "2018"), ("令和元年度", "2019"), ("令和2年度", "2020")];
        assert!(known.contains(&(of.as_str(), of_western.as_str())), "{of} {of_western}");
    }
    assert_eq!(rows.iter().filter(|row| !row[1].is_empty()).count(), 33);
    assert_eq!(rows.iter().filter(|row| row[0] == "-").count(), 21);
}

#[test]
fn the_table_is_one_that_every_program_reads() {
    let csv = data::csv(&higashi());
    keep("higashi.csv", &csv);
    let text = String::from_utf8(csv.clone()).unwrap();
    assert!(text.starts_with(
        "\u{FEFF}年度,西暦,部,課,目標No,部区組織目標,組織目標,項目,単位,対象年度,種別,値,数値,対象西暦,読み方\r\n"
    ));
    assert!(text.ends_with("\r\n") && text.matches('\n').count() == text.matches("\r\n").count());
    let (names, rows) = read(&csv);
    assert_eq!(names, COLUMNS);
    for cell in rows.iter().flatten() {
        assert!(cell.trim() == cell && !cell.contains(char::is_control), "{cell:?}");
    }
    assert_eq!(text.lines().count(), 1 + rows.len());
}

#[test]
fn the_object_says_all_that_the_sheets_say() {
    let data = higashi();
    let json = data::json(&data, "../../sheets.schema.json");
    keep("higashi.json", &json);
    keep("sheets.schema.json", &data::schema());
    assert_eq!(json, data::json(&higashi(), "../../sheets.schema.json"));
    assert!(json.starts_with(b"{\n  \"$schema\": \"../../sheets.schema.json\",\n") && json.ends_with(b"}\n"));
    let read = parsed(&data);
    assert_eq!(read["組織名"], "東区");
    assert_eq!(read["区組織目標"]["重点目標"][4]["番号"], 5);
    assert_eq!(read["区組織目標"]["基本方針"].as_array().unwrap().len(), 2);
    let sheets = &read["組織目標管理シート"];
    assert_eq!(sheets[0]["作成日"], json!({ "日付": "2020-04-01", "表記": "R2.4.1" }));
    assert_eq!(sheets[0]["組織目標"][0]["部区組織目標"], 1);
    assert_eq!(sheets[0]["組織目標"][1]["部区組織目標"], Value::Null);
    let hall = &sheets[0]["組織目標"][2]["取組"][0]["指標"][0];
    let value =
        json!({ "年度": "平成29年度", "西暦": 2017, "種別": "実績", "値": "230", "数値": 230, "読み方": [] });
    assert_eq!((&hall["単位"], &hall["良い方向"], &hall["値"][0]), (&json!("日"), &json!("高い"), &value));
    assert_eq!(sheets[2]["取り組みについて"].as_array().unwrap().len(), 6);
}

/// Every text of the sources, by their own keys, is somewhere in the data.
#[test]
fn no_text_of_a_sheet_is_lost() {
    let project = Project::real();
    let said = bare(&String::from_utf8(data::json(&higashi(), "")).unwrap()).replace('、', "");
    for name in ["ward", "soumu", "kenkou-fukushi", "chiiki"] {
        let text = String::from_utf8(project.read(&format!("sheets/r2/higashi/{name}.yaml"))).unwrap();
        for line in text.lines().map(|line| line.trim().trim_start_matches("- ")) {
            let value = line.split_once(": ").map_or(line, |(_, value)| value).trim_matches('"');
            // The years of 実績 are told by their names.
            let value = value.trim_end_matches('|').trim_end_matches(": ").trim_end_matches(':');
            let value = if ["H29", "H30", "R1"].contains(&value) { "" } else { value };
            assert!(said.contains(&bare(value).replace('、', "")), "{value} is not in the data of {name}");
        }
    }
}
