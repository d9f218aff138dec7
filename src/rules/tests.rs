//! Each rule with a sheet that fires it and a near miss.

mod characters;
mod dates;
mod evaluated;
mod evaluation;
mod messages;
mod numbers;
mod right;
mod slips;
mod ward;
mod wording;

use std::path::PathBuf;

use super::*;
use crate::disk::MemoryDisk;
use crate::read::Reader;

const WINDOW: &str = "{ H29: 1, H30: 2, R1: 3 }";

/// A ward's page beside the sheet, so that nothing is said of its absence.
const WARD: &str = "様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n重点目標:\n  - 防災\n評価:\n  達成数:\n";

/// A department's sheet without fault. Tests put something else in the place of a part of it.
const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課
問合せ先: 025-250-2710
作成日: R2.4.1
修正日:
評価日:
組織の目的: 目的です
組織目標:
  - 部区組織目標: 1
    目標: 防災意識の向上
    取組:
      - 主な取組:
          - 講座の開催
        指標:
          - 項目: 開催数
            実績: { H29: 1, H30: 2, R1: 3 }
            目標: 4
            結果:
    達成状況:
    評価:
取り組みについて: 計画です
取り組みの結果について:
";

/// Returns what is found in a collection: path, rule, line, column, field.
fn found(files: &[(&str, &str)]) -> Vec<(String, &'static str, usize, usize, String)> {
    let disk = MemoryDisk::with(files.iter().map(|(path, text)| (format!("/sheets/{path}"), *text)));
    let checked = CheckedCollection::of(&disk, &Reader::new(), &Rules::new(), &[PathBuf::from("/sheets")])
        .expect("readable");
    let report = |sheet: &CheckedSheet| {
        let path = sheet.file.name.to_string();
        let source = &sheet.source;
        let report = |finding: &Finding| {
            let place = source.place(finding.span.start);
            (path.clone(), finding.rule.name, place.line, place.column, finding.field.to_string())
        };
        sheet.findings.iter().map(report).collect::<Vec<_>>()
    };
    checked.sheets.iter().flat_map(report).collect()
}

/// Returns what is found in the sheet with `from` replaced, beside its ward's page, as `rule line:column field`.
fn with(from: &str, to: &str) -> Vec<String> {
    assert!(SHEET.contains(from), "{from}");
    beside(WARD, &SHEET.replacen(from, to, 1))
}

fn beside(ward: &str, sheet: &str) -> Vec<String> {
    let all = found(&[("a.yaml", sheet), ("ward.yaml", ward)]);
    all.into_iter().map(|(_, rule, line, column, field)| format!("{rule} {line}:{column} {field}")).collect()
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn a_sheet_without_fault_has_no_finding() {
    assert_eq!(beside(WARD, SHEET), none());
}

#[test]
fn needed_values_that_are_empty() {
    assert_eq!(with("年度: 令和2年度", "年度:"), ["empty-text 2:1 年度"]);
    assert_eq!(with("部: 東区役所", "部: \"\""), ["empty-text 3:1 部"]);
    assert_eq!(with("目標: 防災意識の向上", "目標:"), ["empty-text 12:5 組織目標[0].目標"]);
    assert_eq!(
        with("          - 講座の開催", "          -"),
        ["empty-text 15:12 組織目標[0].取組[0].主な取組[0]"]
    );
    assert_eq!(with("項目: 開催数", "項目:"), ["empty-text 17:13 組織目標[0].取組[0].指標[0].項目"]);
    assert_eq!(with("\n          - 講座の開催", " []"), ["empty-list 14:9 組織目標[0].取組[0].主な取組"]);
    let (head, rest) = SHEET.split_once("組織目標:\n").expect("there");
    let (_, tail) = rest.split_once("取り組みについて").expect("there");
    let sheet = format!("{head}組織目標:\n取り組みについて{tail}");
    let uncovered = "uncovered-ward-goal 5:5 重点目標[0]";
    assert_eq!(beside(WARD, &sheet), ["empty-list 10:1 組織目標", uncovered]);
    assert_eq!(with("            結果:", "            結果:\n            補足: []"), none());
    let ward = WARD.replace("  - 防災\n", "  -\n");
    assert_eq!(beside(&ward, SHEET), ["empty-text 5:4 重点目標[0]"]);
    // A refused value is not empty.
    assert_eq!(with("課: 総務課", "課: [総務課]"), ["wrong-type 4:4 課"]);
}
