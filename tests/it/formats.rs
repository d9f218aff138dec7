//! One report in five formats: the same findings at the same places, each format's own escapes.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::support::{Project, Runs};

/// A fault in the middle of a line, behind a character beyond the BMP, over several lines, in a word of
/// full width, and one that the settings make a warning.
const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 𠮷😀係
作成日: R2.4.31
組織目標:
  - 目標: 防災意識の向上
    \"a:b,c%\": 1
    取組:
      - 主な取組: 講座
        指標:
          - 項目:
              - 開催
              - 実施
            実績:
              H29: 1
              H30: -
              R1: 3
            目標: 4
取り組みについて: 計画です
";

/// The settings are at fault as well.
const SETTINGS: &str = "規則:\n  bare-dash: warn\n色: 青\n";

/// A path with what one or another format has to escape, and every file system takes.
const PATH: &str = "sheets/東 区/50%, 総務&課.yaml";

fn faulty() -> Project {
    let clean =
        SHEET.replace("𠮷😀係", "総務課").replace("R2.4.31", "R2.4.1").replace("H30: -", "H30: \"-\"");
    let clean = clean
        .replace("    \"a:b,c%\": 1\n", "")
        .replace("\n              - 開催\n              - 実施", " 開催");
    Project::with(&[("sheets/mokuhyo.yaml", SETTINGS), (PATH, SHEET), ("sheets/clean.yaml", &clean)])
}

fn told(project: &Project, format: &str) -> String {
    let output = project.run(&["check", "--format", format]);
    assert_eq!(output.status, 1, "{output:?}");
    output.stdout
}

/// A rule, its path, and the four numbers of its place.
pub type Told = (String, String, [u64; 4]);

pub fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn word(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn numbers(value: &Value, names: [&str; 4]) -> [u64; 4] {
    names.map(|name| value[name].as_u64().unwrap())
}

pub fn of_json(text: &str) -> Vec<Told> {
    let read = parsed(text);
    let findings = read["findings"].as_array().unwrap().iter();
    let place = |it| numbers(it, ["line", "column", "end_line", "end_column"]);
    findings.map(|it| (word(&it["rule"]), word(&it["path"]), place(it))).collect()
}

pub fn of_sarif(text: &str) -> Vec<Told> {
    let read = parsed(text);
    let results = read["runs"][0]["results"].as_array().unwrap().iter();
    let told = |it: &Value| {
        let physical = &it["locations"][0]["physicalLocation"];
        let place = numbers(&physical["region"], ["startLine", "startColumn", "endLine", "endColumn"]);
        (word(&it["ruleId"]), unescaped(&word(&physical["artifactLocation"]["uri"])), place)
    };
    results.map(told).collect()
}

pub fn of_github(text: &str) -> Vec<Told> {
    let told = |line: &str| {
        let (head, _) = line[2..].split_once("::").unwrap();
        let (_, properties) = head.split_once(' ').unwrap();
        let property = |name: &str| {
            let found = properties.split(',').find_map(|it| it.strip_prefix(name)?.strip_prefix('='));
            unescaped(found.unwrap())
        };
        let title = property("title");
        let rule = title[1..].split_once(']').unwrap().0.to_owned();
        let place = ["line", "col", "endLine", "endColumn"].map(|name| property(name).parse().unwrap());
        (rule, property("file"), place)
    };
    text.lines().map(told).collect()
}

/// The lines 「path:line:column エラー [rule]」 of people's formats.
pub fn heads(text: &str) -> Vec<(String, String, u64, u64)> {
    let head = |line: &str| {
        let (place, rule) = line.strip_suffix(']')?.rsplit_once(" [")?;
        let (place, _) = place.rsplit_once(' ')?;
        let mut parts = place.rsplitn(3, ':');
        let (column, row) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some((rule.to_owned(), parts.next()?.replace("&amp;", "&"), row, column))
    };
    text.lines().map(|line| line.rsplit('>').next().unwrap_or_default()).filter_map(head).collect()
}

/// A text without its percent escapes.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

/// Leaves a report for the judges of `.ci/run`, which read it after the tests.
pub fn keep(name: &str, report: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reports");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), report).unwrap();
}

#[test]
fn the_five_formats_tell_the_same_findings_at_the_same_places() {
    let project = faulty();
    let json = of_json(&told(&project, "json"));
    let [sheet, settings] = [PATH, "sheets/mokuhyo.yaml"].map(str::to_owned);
    let expected = [
        ("unknown-key", &settings, [3, 1, 3, 2]),
        ("missing-glyph", &sheet, [4, 5, 4, 6]),
        ("invalid-date", &sheet, [5, 6, 5, 13]),
        ("unknown-key", &sheet, [8, 5, 8, 13]),
        ("wrong-type", &sheet, [13, 15, 14, 19]),
        ("bare-dash", &sheet, [17, 20, 17, 21]),
    ];
    let expected = expected.map(|(rule, path, place)| (rule.to_owned(), path.clone(), place));
    assert_eq!(json, expected);
    assert_eq!(of_sarif(&told(&project, "sarif")), expected);
    assert_eq!(of_github(&told(&project, "github")), expected);
    let heads_expected = expected.map(|(rule, path, [line, column, ..])| (rule, path, line, column));
    assert_eq!(heads(&told(&project, "human")), heads_expected);
    let denied = project.run(&["check", "--format", "junit", "--deny", "warnings"]).stdout;
    let mut by_path = heads_expected.to_vec();
    let mut junit = heads(&denied);
    by_path.sort();
    junit.sort();
    assert_eq!(junit, by_path);
}

#[test]
fn sarif_is_one_run_with_its_rules() {
    let sarif = told(&faulty(), "sarif");
    keep("faulty.sarif", &sarif);
    keep("faulty-en.sarif", &faulty().run(&["check", "--format=sarif", "--lang=en"]).stdout);
    insta::assert_snapshot!(sarif.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
}

#[test]
fn github_gets_a_command_a_finding() {
    insta::assert_snapshot!(told(&faulty(), "github"));
}

#[test]
fn junit_has_a_case_a_sheet() {
    let project = faulty();
    let junit = told(&project, "junit");
    keep("faulty.xml", &junit);
    insta::assert_snapshot!(junit);
    let denied = project.run(&["check", "--format", "junit", "--deny", "warnings", "--lang", "en"]).stdout;
    keep("denied.xml", &denied);
    insta::assert_snapshot!("junit_denied", denied);
}

#[test]
fn a_clean_collection_is_told_as_such() {
    let project = Project::real();
    let mut runs = Runs::default();
    let [_, sarif, _, junit] = ["human", "sarif", "github", "junit"]
        .map(|format| project.mokuhyo(&["check", "--format", format]).record(&mut runs).stdout);
    runs.compare("a_clean_collection_is_told_as_such");
    keep("clean.sarif", &sarif);
    keep("clean.xml", &junit);
}

#[test]
#[cfg(unix)]
fn no_name_of_a_file_breaks_a_format() {
    let name = "sheets/a:b,c\n::error::\u{1b}]x<\"'&>\u{7}%0A＃😀.yaml";
    let project = Project::with(&[(name, SHEET)]);
    let json = of_json(&told(&project, "json"));
    assert!(json.len() == 5 && json.iter().all(|(_, path, _)| path == name), "{json:?}");
    let (sarif, github, junit) = (told(&project, "sarif"), told(&project, "github"), told(&project, "junit"));
    keep("names.sarif", &sarif);
    keep("names.xml", &junit);
    assert_eq!(of_sarif(&sarif), json);
    // A log obeys what it shows.
    let shown = |it: &str| it.replace('\u{1b}', "\\u{1b}").replace('\u{7}', "\\u{7}");
    let json: Vec<Told> = json.into_iter().map(|(rule, path, place)| (rule, shown(&path), place)).collect();
    assert_eq!(of_github(&github), json);
    insta::assert_snapshot!("junit_names", junit);
}

#[test]
fn a_fingerprint_outlives_a_move_of_its_lines() {
    let project = faulty();
    let prints = |project: &Project| -> Vec<Value> {
        let read = parsed(&told(project, "sarif"));
        let results = read["runs"][0]["results"].as_array().unwrap().iter();
        results.map(|result| result["partialFingerprints"].clone()).collect()
    };
    let before = prints(&project);
    project.edit(PATH, "課:", "\n# 課の名前\n\n課:   ");
    assert_eq!(prints(&project), before);
    project.edit(PATH, "R2.4.31", "R2.4.32");
    assert_ne!(prints(&project), before);
}
