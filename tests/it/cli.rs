//! The command line: what is printed, where, and how it ends.

use super::pdf;
use super::support::{Project, Runs};

const SHEET: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課
組織目標:
  - 目標: 防災意識の向上
    取組:
      - 主な取組: 講座
        指標:
          - 項目: 開催
            実績:
              H29: 1
              H30: -
              R1: 3
            目標: 4
取り組みについて: 計画です
作成日: R2.4.1
";

fn faultless() -> String {
    SHEET.replace("H30: -", "H30: \"-\"")
}

const BARE_DASH: &str = "\
sheets/a.yaml:13:20 エラー [bare-dash]
  × 値の「-」に引用符がありません。
    ╭────
 12 │               H29: 1
 13 │               H30: -
    ·                    ┬
    ·                    ╰── No.1 取組1 指標1 H30実績
 14 │               R1: 3
    ╰────

  直し方: 「\"-\"」と書いてください。「mokuhyo check --fix」で直せます。

";

#[test]
fn a_finding_is_told_with_its_line() {
    let project = Project::with(&[("sheets/a.yaml", SHEET)]);
    project
        .mokuhyo(&["check"])
        .status(1)
        .stdout(BARE_DASH)
        .stderr("シート 1枚: エラー 1件、警告 0件\n")
        .check();
}

const BARE_DASH_IN_ENGLISH: &str = "\
sheets/a.yaml:13:20 error [bare-dash]
  × The value - has no quotation marks.
    ╭────
 12 │               H29: 1
 13 │               H30: -
    ·                    ┬
    ·                    ╰── No.1 取組1 指標1 H30実績
 14 │               R1: 3
    ╰────

  help: Write \"-\". Run `mokuhyo check --fix` to do this automatically.

";

#[test]
fn the_language_is_that_of_the_option_or_of_the_locale() {
    let project = Project::with(&[("sheets/a.yaml", SHEET)]);
    let (english, japanese) = ("1 sheet: 1 error, 0 warnings\n", "シート 1枚: エラー 1件、警告 0件\n");
    let by_option = project.mokuhyo(&["check", "--lang", "en"]);
    let by_locale = project.mokuhyo(&["check"]).env("LANG", "en_GB.UTF-8");
    for run in [by_option, by_locale] {
        run.status(1).stdout(BARE_DASH_IN_ENGLISH).stderr(english).check();
    }
    let by_option = project.mokuhyo(&["check", "--lang=ja"]).env("LANG", "en_GB.UTF-8");
    let by_locale = project.mokuhyo(&["check"]).env("LC_ALL", "C.UTF-8").env("LANG", "en_GB.UTF-8");
    for run in [by_option, by_locale] {
        run.status(1).stdout(BARE_DASH).stderr(japanese).check();
    }
}

#[test]
fn marks_stand_under_characters_of_full_width() {
    let project = Project::with(&[("sheets/a.yaml", &faultless().replace("総務課", "総務課😀係"))]);
    let mut runs = Runs::default();
    // 「課: 総務課」 is eleven columns wide on a terminal.
    project.mokuhyo(&["check"]).record(&mut runs);
    runs.compare("marks_stand_under_characters_of_full_width");
}

#[test]
fn json_is_one_object() {
    let project = Project::with(&[("sheets/a.yaml", SHEET), ("sheets/b/c.yaml", &faultless())]);
    let mut runs = Runs::default();
    project.mokuhyo(&["build", "--format", "json", "--quiet"]).record(&mut runs);
    runs.compare("json_is_one_object");
}

#[test]
fn a_broken_sheet_keeps_no_other_from_being_built_and_loses_nothing() {
    let other = faultless().replace("総務課", "地域課");
    let project = Project::with(&[("sheets/a.yaml", SHEET), ("sheets/b.yaml", &other)]);
    project.write("out/a.pdf", b"last year's");
    let stdout = format!("{BARE_DASH}失敗 out/a.pdf\n作成 out/b.pdf\n");
    let stderr = "シート 2枚: エラー 1件、警告 0件 / PDF: 作成 1、変更なし 0、失敗 1\n";
    project.mokuhyo(&["build", "--only", "sheets"]).status(1).stdout(stdout).stderr(stderr).check();
    assert_eq!(project.read("out/a.pdf"), b"last year's");
    assert!(project.read("out/b.pdf").starts_with(b"%PDF-1.7"));
    // What both go into is not made of the one alone.
    project.write("out/indicators.csv", b"last year's");
    let mut runs = Runs::default();
    project.mokuhyo(&["build"]).record(&mut runs);
    // The index leads to what is there.
    let index = String::from_utf8(project.read("out/index.html")).unwrap();
    assert!(index.contains("href=\"b.html\"") && !index.contains("href=\"a.html\""), "{index}");
    assert!(index.contains("href=\"indicators.csv\"") && !index.contains("indicators.html"), "{index}");
    // Whatever fails for its sake, the sheet's error is told.
    project.mokuhyo(&["build", "--only", "data", "--format", "json"]).record(&mut runs);
    runs.compare("a_broken_sheet_keeps_no_other_from_being_built_and_loses_nothing");
    assert_eq!(project.read("out/indicators.csv"), b"last year's");
}

#[test]
fn paths_select_and_out_is_moved() {
    let project = Project::real();
    let mut runs = Runs::default();
    project.mokuhyo(&["build", "sheets/r2/higashi/soumu.yaml", "--out", "elsewhere/pdf"]).record(&mut runs);
    project
        .mokuhyo(&["check", "sheets/r2", "./sheets/r2/higashi/soumu.yaml", "--format=json"])
        .record(&mut runs);
    runs.compare("paths_select_and_out_is_moved");
    project.mokuhyo(&["check", "--quiet"]).check();
}

#[test]
fn a_wrong_invocation_is_told_in_a_word() {
    let project = Project::with(&[("sheets/a.yaml", &faultless()), ("empty/readme.txt", "")]);
    project
        .mokuhyo(&["check", "nowhere"])
        .status(2)
        .stderr("エラー: 「nowhere」がありません。今いるフォルダと、名前を確かめてください。\n")
        .check();
    project
        .mokuhyo(&["check", "empty"])
        .status(2)
        .stderr("エラー: 「empty」にシート(.yaml のファイル)がありません。\n")
        .check();
    project.write("sheets/a.yml", faultless().as_bytes());
    let collision = "エラー: 「sheets/a.yaml」と「sheets/a.yml」から同じ名前のPDFができます。どちらかの名前を変えてください。\nシート 0枚: エラー 0件、警告 0件\n";
    project.mokuhyo(&["build"]).status(2).stderr(collision).check();
    let project = Project::with(&[("sheets/booklet.yaml", &faultless())]);
    let mut runs = Runs::default();
    for args in
        [&["build"][..], &["no-such-command"], &["check", "--format", "xml"], &["--version"], &["--help"]]
    {
        project.mokuhyo(args).record(&mut runs);
    }
    runs.compare("a_wrong_invocation_is_told_in_a_word");
}

#[test]
fn an_out_that_cannot_be_written_is_told() {
    let project = Project::with(&[("sheets/a.yaml", &faultless()), ("out", "a file")]);
    project
        .mokuhyo(&["build"])
        .status(2)
        .stderr(
            "エラー: 「out」に書き込めません(フォルダであるべき所にファイルがあります: not a directory)。\n",
        )
        .check();
    assert_eq!(project.read("out"), b"a file");
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_nowhere_is_told() {
    let project = Project::with(&[("sheets/a.yaml", &faultless())]);
    std::os::unix::fs::symlink("nowhere.yaml", project.path("sheets/b.yaml")).unwrap();
    let mut runs = Runs::default();
    // It keeps no other sheet from being judged, and what is no sheet is nobody's business.
    project.mokuhyo(&["check"]).record(&mut runs);
    std::fs::remove_file(project.path("sheets/b.yaml")).unwrap();
    std::os::unix::fs::symlink("nowhere", project.path("sheets/notes.txt")).unwrap();
    project.mokuhyo(&["check"]).record(&mut runs);
    runs.compare("a_link_that_leads_nowhere_is_told");
}

#[test]
#[cfg(unix)]
fn a_pipe_is_no_sheet_and_is_not_waited_for() {
    let project = Project::with(&[("sheets/a.yaml", &faultless())]);
    let made = std::process::Command::new("mkfifo").arg(project.path("sheets/b.yaml")).status();
    if made.is_ok_and(|status| status.success()) {
        let mut runs = Runs::default();
        project.mokuhyo(&["check"]).record(&mut runs);
        runs.compare("a_pipe_is_no_sheet_and_is_not_waited_for");
    }
}

#[test]
#[cfg(unix)]
fn a_linked_sheet_is_a_sheet_where_the_link_stands() {
    let project =
        Project::with(&[("sheets/mokuhyo.yaml", ""), ("real.yaml", &faultless()), (".git/HEAD", "")]);
    std::os::unix::fs::symlink("../real.yaml", project.path("sheets/linked.yaml")).unwrap();
    project
        .mokuhyo(&["build", "sheets/linked.yaml", "--only", "sheets"])
        .stdout("作成 out/linked.pdf\n")
        .stderr("シート 1枚: エラー 0件、警告 0件 / PDF: 作成 1、変更なし 0、失敗 0\n")
        .check();
}

#[test]
fn two_collections_keep_their_settings() {
    let project = Project::with(&[
        ("A/mokuhyo.yaml", "発行者: Aの人\n用紙: A4\n"),
        ("A/r2/a.yaml", &faultless()),
        ("B/mokuhyo.yaml", "発行者: Bの人\n用紙: A3\n"),
        ("B/r3/b.yaml", &faultless()),
    ]);
    assert_eq!(project.run(&["build", "A", "B"]).status, 0);
    assert_eq!(pdf::millimetres(&project.read("out/r2/a.pdf")), (297, 210));
    assert_eq!(pdf::millimetres(&project.read("out/r3/b.pdf")), (420, 297));
}

#[test]
fn an_output_that_failed_is_never_a_success() {
    let mut runs = Runs::default();
    for (settings, sheet) in [
        ("規則:\n  yaml-syntax: off\n", "様式: @\n".to_owned()),
        ("規則:\n  unknown-form: warn\n", "様式: x\n".to_owned()),
        ("規則:\n  unknown-key: off\nfoo: 1\n", faultless()),
        ("規則:\n  no-such-rule: off\n", faultless()),
    ] {
        let project = Project::with(&[("sheets/mokuhyo.yaml", settings), ("sheets/a.yaml", &sheet)]);
        runs.remark(&settings.replace('\n', " "));
        project.mokuhyo(&["build"]).record(&mut runs);
    }
    runs.compare("an_output_that_failed_is_never_a_success");
}

#[test]
fn bytes_that_are_no_sheet_are_findings() {
    let rules = |bytes: &[u8]| {
        let project = Project::empty();
        project.write("sheets/a.yaml", bytes);
        let output = project.run(&["build", "--format", "json"]);
        let rules: Vec<String> = output
            .stdout
            .lines()
            .filter_map(|line| line.trim().strip_prefix("\"rule\": \"")?.strip_suffix("\","))
            .map(str::to_owned)
            .collect();
        (output.status, rules.join(" "))
    };
    let one = |rule: &str| (1, rule.to_owned());
    assert_eq!(rules(b"\xFF\xFE\x98\x69"), one("encoding"));
    assert_eq!(rules(b"\x97\x6C\x8E\xAE"), one("encoding"));
    assert_eq!(rules(b""), one("missing-key"));
    assert_eq!(rules(b"- a\n"), one("wrong-type"));
    assert_eq!(rules(b"a\n"), one("wrong-type"));
    assert_eq!(rules(b"a: [\n"), one("yaml-syntax"));
    assert_eq!(rules(b"\0\0\0\0\0\0\0\0"), one("encoding"));
    let clean = (0, String::new());
    assert_eq!(rules(format!("\u{FEFF}{}", faultless()).as_bytes()), clean);
    assert_eq!(rules(faultless().replace('\n', "\r\n").as_bytes()), clean);
}

#[test]
fn settings_are_laid_over_each_other_and_judged() {
    let project = Project::with(&[
        ("sheets/mokuhyo.yaml", "発行者: 市\n用紙: A3\n"),
        ("sheets/r2/mokuhyo.yaml", "発行者: 区\n"),
        ("sheets/r2/a.yaml", &faultless()),
        ("sheets/b.yaml", &faultless()),
    ]);
    assert_eq!(project.run(&["build"]).status, 0);
    let authored = |path: &str, author: &str| {
        let pdf = project.read(path);
        assert_eq!(pdf::millimetres(&pdf), (420, 297), "{path}");
        String::from_utf8_lossy(&pdf).contains(&format!("<rdf:li>{author}</rdf:li>"))
    };
    assert!(authored("out/r2/a.pdf", "区") && authored("out/b.pdf", "市"));
    project.write("sheets/r2/mokuhyo.yaml", "用紙: B5\n色: 青\n".as_bytes());
    let mut runs = Runs::default();
    project.mokuhyo(&["build"]).record(&mut runs);
    runs.compare("settings_are_laid_over_each_other_and_judged");
}

#[test]
fn warnings_fail_a_run_that_denies_them() {
    let settings = "規則:\n  bare-dash: warn\n";
    let project = Project::with(&[("sheets/mokuhyo.yaml", settings), ("sheets/a.yaml", SHEET)]);
    let mut runs = Runs::default();
    project.mokuhyo(&["build", "--only", "sheets"]).record(&mut runs);
    std::fs::remove_dir_all(project.path("out")).unwrap();
    project.mokuhyo(&["build", "--deny", "warnings", "--only", "sheets"]).record(&mut runs);
    runs.compare("warnings_fail_a_run_that_denies_them");
    assert!(!project.path("out/a.pdf").exists());
}

#[test]
fn colours_are_for_terminals_and_those_who_ask() {
    let project = Project::with(&[("sheets/a.yaml", SHEET)]);
    let plain = "シート 1枚: エラー 1件、警告 0件\n";
    project.mokuhyo(&["check"]).status(1).stdout(BARE_DASH).stderr(plain).check();
    let mut runs = Runs::default();
    project.mokuhyo(&["check", "--color", "always"]).record(&mut runs);
    runs.compare("colours_are_for_terminals_and_those_who_ask");
    let never = project.mokuhyo(&["check", "--color", "never"]).env("NO_COLOR", "1");
    never.status(1).stdout(BARE_DASH).stderr(plain).check();
}

#[test]
fn hostile_lines_are_told_in_short() {
    let long = "あ".repeat(70_000);
    let keys = (0..20_000).map(|number| format!("k{number}: 1\n")).collect::<Vec<_>>().concat();
    for text in [format!("課: {long}😀\n"), format!("作成日: {long}\n"), format!("{long}: 1\n"), keys] {
        let project = Project::with(&[("sheets/a.yaml", &(faultless() + &text))]);
        let output = project.run(&["check", "--format", "human"]);
        assert_eq!(output.status, 1);
        let longest = output.stdout.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(longest < 400, "{longest}");
    }
}
