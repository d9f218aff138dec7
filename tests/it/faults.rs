//! One file with twenty faults, structural and semantic mixed: one run tells those twenty and no other.

use super::formats::{heads, of_github, of_json, of_sarif};
use super::support::{Project, Runs};

const WARD: &str = "様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n重点目標:\n  - 防災意識の向上\n";

const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 西区役所
課: 総務課
課: 地域課
電話番号: 025-250-2710
問合せ先: 250-2710
作成日: R2.4.31
修正日: R2.10.1
評価日: R2.9.1
組織の目的: 防災ﾊﾟﾄﾛｰﾙを4月～6月に行い、か\u{3099}んばります
組織目標:
  - 部区組織目標: 9
    目標:
    取組:
      - 主な取組: []
        指標:
          - 単位: 回
            実績:
              H29: -
              H30: 2
              H28: 3
            目標: [4]
            結果: 5😀
            達成状況: ◎
    達成状況: 〇
    評価: A
  - 部区組織目標: 1
    目標: 防災意識の向上
    取組:
      - 主な取組: 講座
        指標:
          - 項目: 開催
            結果: 1
    達成状況: 〇
    評価: A
取り組みについて: SNS #東区で知らせます
取り組みの結果について: 一つ
  二つ
";

/// Rule, line, column.
const FAULTS: [(&str, u64, u64); 20] = [
    ("mixed-years", 3, 4),
    ("duplicate-key", 5, 1),
    ("unknown-key", 6, 1),
    ("phone-number", 7, 7),
    ("invalid-date", 8, 6),
    ("date-order", 10, 6),
    ("halfwidth-katakana", 11, 10),
    ("wave-dash", 11, 19),
    ("not-nfc", 11, 26),
    ("unknown-ward-goal", 13, 13),
    ("empty-text", 14, 5),
    ("empty-list", 16, 9),
    ("missing-key", 18, 13),
    ("bare-dash", 20, 20),
    ("year-window", 22, 15),
    ("wrong-type", 23, 17),
    ("missing-glyph", 24, 18),
    ("both-levels", 26, 11),
    ("comment-in-value", 37, 15),
    ("folded-space", 38, 16),
];

fn project() -> Project {
    Project::with(&[("sheets/a.yaml", SHEET), ("sheets/ward.yaml", WARD)])
}

fn told(format: &str) -> String {
    let output = project().run(&["check", "--format", format]);
    assert_eq!(output.status, 1);
    output.stdout
}

#[test]
fn twenty_faults_are_told_in_each_format() {
    let expected = FAULTS.map(|(rule, line, column)| (rule.to_owned(), line, column)).to_vec();
    let places = |told: Vec<(String, String, [u64; 4])>| {
        told.into_iter().map(|(rule, _, [line, column, ..])| (rule, line, column)).collect::<Vec<_>>()
    };
    let heads = |text: &str| heads(text).into_iter().map(|it| (it.0, it.2, it.3)).collect::<Vec<_>>();
    assert_eq!(places(of_json(&told("json"))), expected);
    assert_eq!(places(of_sarif(&told("sarif"))), expected);
    assert_eq!(places(of_github(&told("github"))), expected);
    assert_eq!(heads(&told("human")), expected);
    let mut junit = heads(&project().run(&["check", "--format", "junit", "--deny", "warnings"]).stdout);
    junit.sort_by_key(|it| (it.1, it.2));
    assert_eq!(junit, expected);
}

#[test]
fn what_is_mechanical_is_mended_and_nothing_else_is_touched() {
    let project = project();
    let mut runs = Runs::default();
    project.mokuhyo(&["check", "--fix"]).record(&mut runs);
    let mended = SHEET
        .replace("ﾊﾟﾄﾛｰﾙ", "パトロール")
        .replace('～', "〜")
        .replace("か\u{3099}", "が")
        .replace("H29: -", "H29: \"-\"")
        .replace("一つ\n  二つ", "一つ二つ");
    assert_eq!(String::from_utf8(project.read("sheets/a.yaml")).unwrap(), mended);
    project.mokuhyo(&["check", "--fix"]).record(&mut runs);
    runs.compare("what_is_mechanical_is_mended_and_nothing_else_is_touched");
    assert_eq!(String::from_utf8(project.read("sheets/a.yaml")).unwrap(), mended);
}

#[test]
fn a_mend_keeps_marks_and_line_ends() {
    let text = format!("\u{FEFF}{}", WARD.replace("防災意識", "防災ﾊﾟﾄﾛｰﾙ").replace('\n', "\r\n"));
    let project = Project::with(&[("sheets/ward.yaml", &text)]);
    project.run(&["check", "--fix"]);
    assert_eq!(
        String::from_utf8(project.read("sheets/ward.yaml")).unwrap(),
        text.replace("ﾊﾟﾄﾛｰﾙ", "パトロール")
    );
}

#[test]
fn a_new_sheet_lacks_nothing_but_its_blanks() {
    let project = Project::empty();
    for (name, form) in
        [("sheets/r3/a", "department"), ("sheets/r3/ward", "ward"), ("sheets/mokuhyo", "settings")]
    {
        assert_eq!(project.run(&["new", name, "--form", form]).status, 0);
        assert_eq!(project.run(&["new", name, "--form", form]).status, 2, "{name} is overwritten");
    }
    let output = project.run(&["check", "--format", "json"]);
    let rules: Vec<String> = of_json(&output.stdout).into_iter().map(|it| it.0).collect();
    let known = ["empty-text", "plan-incomplete"];
    assert!(!rules.is_empty() && rules.iter().all(|rule| known.contains(&rule.as_str())), "{rules:?}");
    let filled = [
        ("部:", "部: 東区役所"),
        ("課:", "課: 総務課"),
        ("    目標:", "    目標: 目標"),
        ("作成日:", "作成日: R3.4.1"),
        ("取り組みについて:", "取り組みについて: 計画"),
        ("            目標:", "            目標: 4"),
        ("              R2:", "              R2: 3"),
    ];
    for (from, to) in filled {
        project.edit("sheets/r3/a.yaml", &format!("\n{from}"), &format!("\n{to}"));
    }
    project.edit("sheets/r3/a.yaml", "          -\n", "          - 取組\n");
    project.edit("sheets/r3/a.yaml", "          - 項目:\n", "          - 項目: 項目\n");
    for (from, to) in [("組織名:", "組織名: 東区"), ("  -", "  - 目標")] {
        project.edit("sheets/r3/ward.yaml", &format!("\n{from}"), &format!("\n{to}"));
    }
    project.edit("sheets/r3/a.yaml", "  - 部区組織目標:", "  - 部区組織目標: 1");
    project.mokuhyo(&["check", "--quiet"]).check();
}

#[test]
fn pages_and_schemas_are_printed() {
    let project = Project::empty();
    let all = project.run(&["explain"]).stdout;
    assert_eq!(all.lines().count(), mokuhyo::finding::Rule::ALL.len());
    for rule in mokuhyo::finding::Rule::ALL {
        for lang in ["ja", "en"] {
            let page = project.run(&["explain", rule.name, "--lang", lang]);
            assert!(page.status == 0 && page.stdout.starts_with(&format!("# {}(", rule.name)), "{page:?}");
        }
    }
    project
        .mokuhyo(&["explain", "bare-dsh"])
        .status(2)
        .stderr("エラー: 「bare-dsh」という規則はありません。もしかして: bare-dash\n")
        .check();
    for form in ["department", "ward", "settings"] {
        let schema = project.run(&["schema", "--form", form]).stdout;
        let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        described(&schema, form);
    }
}

/// Every key has a description that is not English.
fn described(schema: &serde_json::Value, place: &str) {
    for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
        let text = inner["description"].as_str().unwrap_or_default();
        assert!(text.chars().any(|c| c > '\u{3000}'), "{place}/{key} is described as {text:?}");
        described(inner, &format!("{place}/{key}"));
        described(&inner["items"], &format!("{place}/{key}"));
    }
}
