//! Sheets that are right: those of other cities, and one with empty boxes through every output.

use super::support::{Project, Runs, root};
use super::web_pages::unbroken;

/// The rules that ask whether a sheet is as the form wants it.
const RULES: [&str; 14] = [
    "missing-key",
    "invalid-date",
    "date-order",
    "date-outside-year",
    "invalid-fiscal-year",
    "year-window",
    "phone-number",
    "empty-list",
    "empty-text",
    "unknown-symbol",
    "stage-incomplete",
    "plan-incomplete",
    "ward-missing",
    "result-before-evaluation",
];

/// What these rules say of a folder of the field sheets.
fn told(folder: &str) -> Vec<&'static str> {
    let path = root().join("tests/collections/field").join(folder);
    let output = Project::empty().run(&["check", "--format", "json", &path.to_string_lossy()]).stdout;
    RULES.into_iter().filter(|rule| output.contains(&format!("\"rule\": \"{rule}\""))).collect()
}

#[test]
fn sheets_of_other_cities_are_right() {
    let folders =
        ["yokote", "hamura", "hirakata", "higashimurayama", "osaka-taisho", "tondabayashi", "tokyo-env"];
    for folder in folders {
        assert_eq!(told(folder), [""; 0], "{folder}");
    }
    // It tries characters, and has no 実績.
    assert_eq!(told("glyphs"), ["plan-incomplete"]);
}

/// A goal alone, one without indicators, and one with a year of 実績, on the sheet of a whole 部 of which 評価 is not
/// used.
const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和3年度(2021年度)
部: 総務部
課:
問合せ先: 0721-25-1000㈹ FAX 0721-25-1001
作成日: 令和3年4月1日(木)
修正日:
評価日: R4.3.31現在
組織の目的: 目的です
組織目標:
  - 目標: 目標だけの目標
    達成状況: ―
  - 目標: 取組まで
    取組:
      - 主な取組: 講座
        指標:
    達成状況: 評価対象外
  - 目標: 全部
    取組:
      - 主な取組: 講座
        指標:
          - 項目: 数
            実績: { 2年度: 3 }
            目標: 5
            結果: 4
    達成状況: x
取り組みについて: 計画
取り組みの結果について: 結果
";

#[test]
fn empty_boxes_go_through_every_output() {
    let settings = "評価区分:\n  達成状況:\n    ◎: { 以上: 110 }\n    ×: {}\n";
    let project = Project::with(&[("sheets/r3/mokuhyo.yaml", settings), ("sheets/r3/a.yaml", SHEET)]);
    let mut runs = Runs::default();
    for command in
        [&["check"][..], &["build"], &["build", "--verify"], &["proof"], &["roll", "sheets/r3", "--to", "R4"]]
    {
        project.mokuhyo(command).record(&mut runs);
    }
    runs.compare("empty_boxes_go_through_every_output");
    let data = String::from_utf8(project.read("out/r3/sheets.json")).unwrap();
    assert!(data.contains("令和2年度") && data.contains("\"×\""), "{data}");
    let page = unbroken(&String::from_utf8(project.read("out/r3/a.html")).unwrap());
    for words in ["令和3年度(2021年度)", "評価対象外", "取組まで", "令和3年4月1日(木)"] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    let rolled = String::from_utf8(project.read("sheets/r4/a.yaml")).unwrap();
    assert!(
        rolled.contains("年度: 令和4年度(2022年度)") && rolled.contains("{ 2年度: 3, 3年度: 4 }"),
        "{rolled}"
    );
    // A year that does not belong is told.
    project.edit("sheets/r3/a.yaml", "2年度: 3", "H29: 3");
    project
        .mokuhyo(&["check", "sheets/r3"])
        .status(1)
        .stdout(
            "\
sheets/r3/a.yaml:23:19 エラー [year-window]
  × 実績の年「H29」は、年度の前の3年ではありません。
    ╭────
 22 │           - 項目: 数
 23 │             実績: { H29: 3 }
    ·                     ─┬─
    ·                      ╰── No.3 取組1 指標1 H29実績
 24 │             目標: 5
    ╰────

  直し方: 令和3年度のシートの実績は、H30、R1、R2 の3年です。

",
        )
        .stderr("シート 1枚: エラー 1件、警告 0件\n")
        .check();
}

#[test]
fn a_new_sheet_knows_its_year_and_its_division() {
    let sheet = SHEET.replace("総務部", "北区役所");
    let project = Project::with(&[("sheets/r3/kita/zeimu.yaml", &sheet)]);
    let mut runs = Runs::default();
    project.mokuhyo(&["new", "sheets/r3/kita/soumu.yaml"]).record(&mut runs);
    let text = String::from_utf8(project.read("sheets/r3/kita/soumu.yaml")).unwrap();
    for line in [
        "\n年度: 令和3年度",
        "\n部: 北区役所",
        "\n              H30:\n              R1:\n              R2:\n",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    project.mokuhyo(&["new", "sheets/r3/kita/Index"]).record(&mut runs);
    runs.compare("a_new_sheet_knows_its_year_and_its_division");
}
