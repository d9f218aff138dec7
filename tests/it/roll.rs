//! `roll`: next year's sheets from this year's, on the command line. What it does to the text of a sheet is
//! also tested in its room, sheet by sheet; `roll_random` rolls random ones.

use super::support::{Project, Runs, SHEETS};

/// A department's sheet of 平成30年度, evaluated.
const H30: &str = "\
# 総務課のシート
様式: 組織目標管理シート
年度: 平成30年度
部: 東区役所
課: 総務課
問合せ先: 025-250-2710
作成日: H30.4.1
修正日:
評価日: H31.3.31 # 年度末
組織の目的: 目的です
組織目標:
  - 部区組織目標: 1
    目標: 防災意識の向上
    取組:
      - 主な取組:
          - 講座の開催
        指標:
          - 項目: 開催数
            単位: 回
            実績:
              H27: 1
              H28: \"-\"
              H29: 1,200
            目標: 35
            結果: |
              春36
              秋40
            補足: H29年度から実施
    達成状況: ◎
    評価: A
取り組みについて: 計画です
取り組みの結果について: 結果です
";

const WARD: &str = "\
様式: 区組織目標
年度: 平成30年度
組織名: 東区
基本方針: 今年度は、防災に取り組みます。
重点目標:
  - 防災
評価:
  取組結果: よい
  達成数: 1
  今後の方向性: 続ける
";

fn h30() -> Project {
    Project::with(&[
        ("sheets/mokuhyo.yaml", "発行者: 市\n"),
        ("sheets/h30/higashi/mokuhyo.yaml", "# 区の設定\n用紙: A3\n辞書: [words.yaml, ../../wording.yaml]\n"),
        ("sheets/h30/higashi/words.yaml", "version: 1\nrules: []\n"),
        ("sheets/wording.yaml", "version: 1\nrules: []\n"),
        ("sheets/h30/higashi/memo.txt", "メモ"),
        ("sheets/h30/higashi/soumu.yaml", H30),
        ("sheets/h30/higashi/ward.yaml", WARD),
    ])
}

fn text(project: &Project, path: &str) -> String {
    String::from_utf8(project.read(path)).unwrap()
}

fn is_there(project: &Project, path: &str) -> bool {
    project.path(path).exists()
}

/// The rules of all findings of a check, but for those of a year that is begun and has no plan yet.
fn found(project: &Project) -> (i32, Vec<String>) {
    let output = project.run(&["check", "--format", "json"]);
    let rules = output
        .stdout
        .lines()
        .filter_map(|line| line.trim().strip_prefix("\"rule\": \"")?.strip_suffix("\","));
    (output.status, rules.filter(|rule| *rule != "plan-incomplete").map(str::to_owned).collect())
}

/// Fills a rolled sheet in as its department does in April, and in March.
fn fill(project: &Project, year: u32, values: &[&str]) {
    for name in SHEETS.iter().filter(|name| **name != "ward") {
        let path = format!("sheets/r{year}/higashi/{name}.yaml");
        let mut number = 0;
        let line = |line: &str| {
            number += 1;
            match line.trim() {
                "作成日:" => format!("作成日: R{year}.4.1\n"),
                "評価日:" => format!("評価日: R{}.3.31\n", year + 1),
                "結果:" => format!("{line} {}\n", values[number % values.len()]),
                "達成状況:" | "評価:" => format!("{line} 〇\n"),
                "取り組みについて:" | "取り組みの結果について:" => {
                    format!("{line} 文章です。\n")
                }
                _ => format!("{line}\n"),
            }
        };
        let filled: String = text(project, &path).lines().map(line).collect();
        project.write(&path, filled.as_bytes());
    }
}

#[test]
fn the_real_sheets_roll_and_are_accepted_as_plans() {
    let project = Project::real();
    let mut runs = Runs::default();
    project.mokuhyo(&["roll", "sheets/r2/higashi", "--to", "R3"]).record(&mut runs);
    project.mokuhyo(&["check"]).record(&mut runs);
    runs.compare("the_real_sheets_roll_and_are_accepted_as_plans");
}

#[test]
fn years_follow_each_other_by_roll() {
    let project = Project::real();
    let values = ["1,200", "\"-\"", "|\n              異動1回\n              メンタル1回", "'36 # 回'"];
    let mut runs = Runs::default();
    for year in [2, 3] {
        fill(&project, year, &values);
        let (from, to) = (format!("sheets/r{year}/higashi"), format!("R{}", year + 1));
        assert_eq!(found(&project), (0, Vec::new()), "{from} is filled in");
        project.mokuhyo(&["roll", &from, "--to", &to]).record(&mut runs);
        assert_eq!(found(&project), (0, Vec::new()), "{from} is rolled");
    }
    runs.compare("years_follow_each_other_by_roll");
    let soumu = text(&project, "sheets/r4/higashi/soumu.yaml");
    assert!(soumu.starts_with("様式: 組織目標管理シート\n年度: 令和4年度\n"), "{soumu}");
    for part in [
        "              R1: 49自治会等で実施\n",
        "                メンタル1回\n              R3: \"-\"\n            # R2目標: 35自治会等で実施\n            目標:\n",
        "            # R2目標: 区独自研修5回\n            #   (",
    ] {
        assert!(soumu.contains(part), "{part}\n{soumu}");
    }
    // The whole three years are built.
    assert_eq!(project.run(&["build", "--quiet"]).status, 0);
}

#[test]
fn a_year_that_another_disagrees_with_is_still_told() {
    let project = Project::real();
    fill(&project, 2, &["36"]);
    project.run(&["roll", "sheets/r2/higashi", "--to", "R3"]);
    project.edit("sheets/r2/higashi/soumu.yaml", "結果: 36", "結果: 37");
    assert_eq!(found(&project), (0, vec!["history-mismatch".to_owned()]));
}

#[test]
fn eras_change_and_settings_come_along() {
    let project = h30();
    project
        .mokuhyo(&["roll", "sheets/h30/higashi", "--to", "H31"])
        .stdout(
            "\
作成 sheets/r1/higashi/mokuhyo.yaml(写し)
作成 sheets/r1/higashi/words.yaml(写し)
作成 sheets/r1/higashi/soumu.yaml
  結果をH30実績に移しました: 1件
  H30以前の年が書かれています。このままでよいか見てください: 1件
    sheets/r1/higashi/soumu.yaml:29 No.1 取組1 指標1 補足: H29年度
作成 sheets/r1/higashi/ward.yaml
",
        )
        .stderr("令和元年度のシートを2枚作りました: 実績に移した結果 1件、まだない結果 0件\n")
        .check();
    assert!(!is_there(&project, "sheets/r1/higashi/memo.txt"));
    // The settings come along, and say that the year is not published yet.
    let settings = text(&project, "sheets/r1/higashi/mokuhyo.yaml");
    assert!(settings.starts_with(&text(&project, "sheets/h30/higashi/mokuhyo.yaml")), "{settings}");
    assert!(settings.ends_with("\n公開: しない\n"), "{settings}");
    let expected = H30
        .replace("平成30年度", "令和元年度")
        .replace("作成日: H30.4.1", "作成日:")
        .replace("評価日: H31.3.31", "評価日:")
        .replace("              H27: 1\n", "")
        .replace(
            "H29: 1,200\n",
            "H29: 1,200\n              H30: |\n                春36\n                秋40\n",
        )
        .replace(
            "目標: 35\n            結果: |\n              春36\n              秋40\n",
            "# H30目標: 35\n            目標:\n            結果:\n",
        )
        .replace("達成状況: ◎", "達成状況:")
        .replace("評価: A", "評価:")
        .replace("計画です", "")
        .replace("取り組みの結果について: 結果です", "取り組みの結果について:")
        .replace("取り組みについて: \n", "取り組みについて:\n");
    assert_eq!(text(&project, "sheets/r1/higashi/soumu.yaml"), expected);
    let ward = text(&project, "sheets/r1/higashi/ward.yaml");
    assert!(ward.ends_with("評価:\n  取組結果:\n  達成数:\n  今後の方向性:\n"), "{ward}");
    project.edit("sheets/r1/higashi/soumu.yaml", "結果:\n", "結果: 5\n");
    assert_eq!(project.run(&["roll", "sheets/r1/higashi", "--to", "令和2年度"]).status, 0);
    let soumu = text(&project, "sheets/r2/higashi/soumu.yaml");
    assert!(
        soumu.contains("年度: 令和2年度\n") && soumu.contains("                秋40\n              R1: 5\n"),
        "{soumu}"
    );
    // Only the date of the evaluation that was not written is told of the year between.
    assert_eq!(found(&project), (0, vec!["result-before-evaluation".to_owned()]));
}

#[test]
fn folders_keep_their_manner() {
    for (old, new) in [("h30", "r1"), ("H30", "R1"), ("2018", "2019"), ("平成30年度", "令和元年度")]
    {
        let path = |year: &str, name: &str| format!("s/{year}/higashi/{name}.yaml");
        let project = Project::with(&[(&path(old, "soumu"), H30), (&path(old, "ward"), WARD)]);
        assert_eq!(project.run(&["roll", &format!("s/{old}"), "--to", "R1"]).status, 0);
        assert!(is_there(&project, &path(new, "soumu")) && is_there(&project, &path(new, "ward")), "{new}");
    }
}

#[test]
fn a_sheet_is_rolled_alone_and_settings_come_once() {
    let project = h30();
    let mut runs = Runs::default();
    for name in ["soumu", "ward", "ward"] {
        project.mokuhyo(&["roll", &format!("./sheets/h30/higashi/{name}.yaml"), "--to=R1"]).record(&mut runs);
    }
    runs.compare("a_sheet_is_rolled_alone_and_settings_come_once");
}

#[test]
fn a_folder_without_a_year_takes_out() {
    let project = Project::with(&[("a/soumu.yaml", H30), ("a/b/ward.yaml", WARD)]);
    project.mokuhyo(&["roll", "a", "--to", "R1"]).status(2).stderr("エラー: 「a」への道に年度の名前のフォルダ(h30 など)がないので、置き場所が決まりません。`--out フォルダ` で指定してください。\n").check();
    // What is above the collection is not its own.
    project.write("h30/a/mokuhyo.yaml", b"");
    project.write("h30/a/ward.yaml", WARD.as_bytes());
    assert_eq!(project.run(&["roll", "h30/a", "--to", "R1"]).status, 2);
    project
        .mokuhyo(&["roll", "a", "--to", "R1", "--out", "c/d"])
        .stdout(
            "\
作成 c/d/mokuhyo.yaml (公開: しない)
作成 c/d/b/ward.yaml
作成 c/d/soumu.yaml
  結果をH30実績に移しました: 1件
  H30以前の年が書かれています。このままでよいか見てください: 1件
    c/d/soumu.yaml:29 No.1 取組1 指標1 補足: H29年度
",
        )
        .stderr("令和元年度のシートを2枚作りました: 実績に移した結果 1件、まだない結果 0件\n")
        .check();
    assert!(is_there(&project, "c/d/b/ward.yaml"));
}

#[test]
fn nothing_is_overwritten_and_no_half_is_written() {
    let mut runs = Runs::default();
    for there in ["ward.yaml", "ward.yml", "mokuhyo.yaml", "words.yaml", "soumu.yaml/a"] {
        let project = h30();
        project.write(&format!("sheets/r1/higashi/{there}"), b"theirs");
        runs.remark(there);
        project.mokuhyo(&["roll", "sheets/h30/higashi", "--to", "R1"]).record(&mut runs);
        assert_eq!(project.read(&format!("sheets/r1/higashi/{there}")), b"theirs");
        assert_eq!(std::fs::read_dir(project.path("sheets/r1/higashi")).unwrap().count(), 1, "{there}");
    }
    runs.compare("nothing_is_overwritten_and_no_half_is_written");
}

#[test]
fn a_write_that_fails_takes_the_others_back() {
    let project = h30();
    project.write("sheets/h30/minami/soumu.yaml", H30.as_bytes());
    project.write("sheets/r1/minami", b"a file");
    project
        .mokuhyo(&["roll", "sheets/h30", "--to", "R1"])
        .status(2)
        .stderr(
            "\
エラー: 「sheets/r1/minami/soumu.yaml」に書き込めません(同じ名前のものがもうあります: entity already exists)。
何も作っていません。元のシートはそのままです。
",
        )
        .check();
    assert!(!is_there(&project, "sheets/r1/higashi/soumu.yaml"));
}

#[test]
fn a_sheet_that_is_not_accepted_keeps_the_year_from_being_rolled() {
    let mut runs = Runs::default();
    for (from, to) in [("H28: \"-\"", "H28: -"), ("項目: 開催数", "項目: [開催数"), ("H27: 1", "H26: 1")]
    {
        let project = h30();
        project.edit("sheets/h30/higashi/soumu.yaml", from, to);
        project.mokuhyo(&["roll", "sheets/h30/higashi", "--to", "R1"]).record(&mut runs);
        assert!(!is_there(&project, "sheets/r1"), "{to}");
    }
    runs.compare("a_sheet_that_is_not_accepted_keeps_the_year_from_being_rolled");
}

#[test]
fn a_year_that_does_not_follow_is_refused() {
    let project = h30();
    let mut runs = Runs::default();
    for to in ["R2", "H30", "H29", "R", "来年", ""] {
        project.mokuhyo(&["roll", "sheets/h30/higashi", "--to", to]).record(&mut runs);
    }
    project.mokuhyo(&["roll", "sheets/h30/higashi"]).record(&mut runs);
    project.mokuhyo(&["roll", "nowhere", "--to", "R1"]).record(&mut runs);
    runs.compare("a_year_that_does_not_follow_is_refused");
    assert!(!is_there(&project, "sheets/r1"));
}

#[test]
fn programs_are_told_in_their_formats() {
    let mut runs = Runs::default();
    for format in ["json", "sarif", "github", "junit"] {
        let project = h30();
        let added = "          - 項目: 参加者数\n    達成状況";
        project.edit("sheets/h30/higashi/soumu.yaml", "    達成状況", added);
        let roll = ["roll", "sheets/h30/higashi", "--to", "R1", "--format", format, "--quiet"];
        project.mokuhyo(&roll).record(&mut runs);
    }
    let refused = h30();
    refused.mokuhyo(&["roll", "sheets/h30/higashi", "--to", "R2", "--format", "json"]).record(&mut runs);
    runs.compare("programs_are_told_in_their_formats");
}
