//! What `check` says of settings: names that are not there, and what is read for them.

use super::collection::sheet;
use crate::support::{Output, Project, Runs};

fn project(settings: &str) -> Project {
    Project::with(&[
        ("sheets/mokuhyo.yaml", &format!("{settings}規則:\n  ward-missing: off\n")),
        ("sheets/r2/a/soumu.yaml", &sheet("総務課")),
        ("sheets/r2/a/kenkou-fukushi.yaml", &sheet("健康福祉課")),
        ("sheets/r2/b/zeimu.yaml", &sheet("税務課")),
        ("sheets/r2/b/が.yaml", &sheet("学務課")),
    ])
}

const DICTIONARY: &str = "version: 1\nrules:\n  - expected: ください\n    pattern: 下さい\n";

/// The mends that are proposed for the settings, as the text of each edit.
fn proposed(output: &Output) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .filter(|finding| finding["mend"]["kind"] == "proposed")
        .map(|finding| finding["mend"]["edits"][0]["text"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_name_in_the_order_that_no_sheet_has_is_told() {
    for (order, meant) in [
        ("[kenkou-fukusi]", Some("kenkou-fukushi")),
        ("[総務課]", Some("soumu")),
        ("[総務]", Some("soumu")),
        ("[soumu.yaml]", Some("soumu")),
        ("[r2/a/soumu.yml]", Some("soumu")),
        ("[Soumu]", Some("soumu")),
        ("[ｓｏｕｍｕ]", Some("soumu")),
        ("\n  - \"soumu.yaml\"", Some("soumu")),
        ("重点目標順", Some("重点目標")),
        ("重点目標の順", Some("重点目標")),
        ("重点目標の番号の順", Some("重点目標")),
        ("[全く別の言葉]", None),
        ("[soumu, 重点目標]", None),
    ] {
        let project = project(&format!("並び順: {order}\n"));
        let checked = project.run(&["check", "--format", "json"]);
        // That there is one finding, and what it proposes; its words are held by the test of its rule.
        assert_eq!(checked.stdout.matches("\"unknown-sheet\"").count(), 1, "{order} {checked:?}");
        assert_eq!(proposed(&checked), meant.map(str::to_owned).into_iter().collect::<Vec<_>>(), "{order}");
        assert_eq!(checked.status, 0);
    }
    for order in ["[soumu, zeimu]", "重点目標", "[重点目標]", "[が]", "[か\u{3099}]", "", "[]"] {
        let project = project(&format!("並び順: {order}\n"));
        project.mokuhyo(&["check"]).stderr("シート 4枚: エラー 0件、警告 0件\n").check();
    }
}

#[test]
fn an_order_is_of_the_folders_that_no_nearer_one_orders() {
    let project = project("並び順: [soumu]\n");
    project.write("sheets/r2/b/mokuhyo.yaml", "並び順: [soumu]\n".as_bytes());
    let mut runs = Runs::default();
    project.mokuhyo(&["check"]).record(&mut runs);
    runs.compare("an_order_is_of_the_folders_that_no_nearer_one_orders");
}

#[test]
fn a_composed_name_orders_its_sheet() {
    let project = project("並び順: [か\u{3099}]\n");
    assert_eq!(project.run(&["build", "--only", "data"]).status, 0);
    let csv = String::from_utf8(project.read("out/r2/b/indicators.csv")).unwrap();
    let [first, last] = ["学務課", "税務課"].map(|section| csv.find(section).unwrap());
    assert!(first < last, "{csv}");
}

#[test]
fn a_word_that_is_no_choice_is_told_with_the_one_that_is_meant() {
    for (settings, meant) in [
        ("用紙: a4\n", "A4"),
        ("用紙: A3横\n", "A3"),
        ("公開: no\n", "しない"),
        ("公開: 公開しない\n", "しない"),
    ] {
        let checked = project(settings).run(&["check", "--format", "json", "sheets/mokuhyo.yaml"]);
        assert_eq!((proposed(&checked), checked.status), (vec![meant.to_owned()], 1), "{checked:?}");
    }
    let levels = Project::with(&[
        ("sheets/mokuhyo.yaml", "規則:\n  ward-missing: 警告\n"),
        ("sheets/a.yaml", &sheet("総務課")),
    ]);
    assert_eq!(proposed(&levels.run(&["check", "--format", "json"])), ["warn"]);
}

#[test]
fn a_dictionary_that_is_not_there_is_told_at_its_line() {
    let project = project("発行者: 市\n辞書: [wordings.yaml]\n");
    project.write("sheets/wording.yaml", DICTIONARY.as_bytes());
    let mut runs = Runs::default();
    // The dictionary that is meant is no sheet.
    project.mokuhyo(&["check"]).record(&mut runs);
    project.edit("sheets/mokuhyo.yaml", "wordings", "wording");
    project.mokuhyo(&["check"]).record(&mut runs);
    // It is told once in each settings file, and judged by its own PATH.
    project.write("sheets/r2/mokuhyo.yaml", "辞書: [../nowhere.yaml]\n".as_bytes());
    project.mokuhyo(&["check"]).record(&mut runs);
    runs.compare("a_dictionary_that_is_not_there_is_told_at_its_line");
}

#[test]
fn a_dictionary_that_cannot_be_used_says_why() {
    let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode(DICTIONARY);
    let mut runs = Runs::default();
    for (name, bytes) in [
        ("w.yaml", &sjis[..]),
        ("w.yaml", "様式: 組織目標管理シート\n".as_bytes()),
        ("w.yaml", b"token: abcdef\n"),
        ("w.txt", b"[core]\n  abcdef = x\n"),
        ("w.yaml", b"a: [abcdef\n"),
        ("w.yaml/inner.yaml", b""),
    ] {
        let settings = format!("辞書: [{}]\n", name.split('/').next().unwrap());
        let project = project(&settings);
        project.write(&format!("sheets/{name}"), bytes);
        project.mokuhyo(&["check", "sheets/r2/a"]).record(&mut runs);
    }
    assert!(!runs.shown().contains("abcdef"), "{}", runs.shown());
    runs.remark("a sheet that is taken for a dictionary is a sheet all the same");
    project("辞書: [r2/a/soumu.yaml]\n").mokuhyo(&["check"]).record(&mut runs);
    runs.remark("a dictionary's own faults are reported at its path, which is shown as those of sheets are");
    let project = project("辞書: [words/w.yaml]\n");
    project.write("sheets/words/w.yaml", "rules:\n  - pattern: 下さい\n".as_bytes());
    for folder in ["sheets", "sheets/r2/a/soumu.yaml"] {
        project.mokuhyo(&["check", folder]).record(&mut runs);
    }
    runs.compare("a_dictionary_that_cannot_be_used_says_why");
}

#[test]
fn nothing_of_what_lies_outside_is_shown() {
    let outside = Project::with(&[("secret.txt", "token: abcdef\n"), ("rules.yaml", "rules: abcdef\n")]);
    let mut runs = Runs::default();
    let [secret, rules] = ["secret.txt", "rules.yaml"].map(|name| outside.path(name).display().to_string());
    for name in [
        &*secret,
        &rules,
        "/proc/self/environ",
        "/etc/passwd",
        "../../../../../../etc/passwd",
        "/nowhere/at/all",
        ".git/config",
        "../.git/config",
    ] {
        let project = project(&format!("辞書:\n  - {name}\n"));
        project.write(".git/config", b"[remote]\n  url = abcdef\n");
        for args in [&["check"][..], &["check", "--format", "json"], &["build", "--only", "html"]] {
            project.mokuhyo(args).record(&mut runs);
        }
    }
    let shown = runs.shown().replace(&outside.path("").display().to_string(), "[outside]/");
    for secret in ["abcdef", "root:", "PATH="] {
        assert!(!shown.contains(secret), "{secret} is shown");
    }
    Runs::of(shown).compare("nothing_of_what_lies_outside_is_shown");
}

#[test]
#[cfg(unix)]
fn a_linked_dictionary_is_read_where_it_lies_inside() {
    let outside = Project::with(&[("rules.yaml", "rules: abcdef\n")]);
    let project = project("辞書: [linked.yaml]\n");
    project.write(".git/HEAD", b"");
    project.write("words/w.yaml", DICTIONARY.as_bytes());
    std::os::unix::fs::symlink("../words/w.yaml", project.path("sheets/linked.yaml")).unwrap();
    project.mokuhyo(&["check"]).stderr("シート 4枚: エラー 0件、警告 0件\n").check();
    std::fs::remove_file(project.path("sheets/linked.yaml")).unwrap();
    std::os::unix::fs::symlink(outside.path("rules.yaml"), project.path("sheets/linked.yaml")).unwrap();
    project
        .mokuhyo(&["check"])
        .status(1)
        .stdout(
            "\
sheets/mokuhyo.yaml:1:6 エラー [unreadable-dictionary]
  × 辞書「linked.yaml」は、シートの集まりの外にあるので読みません。
   ╭────
 1 │ 辞書: [linked.yaml]
   ·        ─────┬─────
   ·             ╰── 辞書1
 2 │ 規則:
   ╰────

  直し方: 辞書のファイルを、設定と同じフォルダに置いてください。

",
        )
        .stderr("シート 4枚: エラー 1件、警告 0件\n")
        .check();
}

#[test]
fn what_is_certain_in_settings_is_mended_as_in_sheets() {
    let mut runs = Runs::default();
    for (slip, right) in [
        ("発行者：新潟市\n", "発行者: 新潟市\n"),
        ("発行者:新潟市 # 市の名前\n", "発行者: 新潟市 # 市の名前\n"),
        ("発行者\t新潟市\n", "発行者: 新潟市\n"),
        ("並び順:\n\u{3000}・soumu\n\u{3000}・kenkou-fukushi\n", "並び順:\n - soumu\n - kenkou-fukushi\n"),
        ("発行者: [新潟]市\n", "発行者: \"[新潟]市\"\n"),
        (
            "評価区分:\n  達成状況:\n    ○: { 意味: 民\u{200b}間 }\n",
            "評価区分:\n  達成状況:\n    ○: { 意味: 民間 }\n",
        ),
        ("\u{200b}用紙: A3\n", "用紙: A3\n"),
    ] {
        let project = project(slip);
        let before = String::from_utf8(project.read("sheets/mokuhyo.yaml")).unwrap();
        project.mokuhyo(&["check"]).record(&mut runs);
        project.mokuhyo(&["check", "--fix", "sheets/r2/a/soumu.yaml"]).record(&mut runs);
        let after = String::from_utf8(project.read("sheets/mokuhyo.yaml")).unwrap();
        assert_eq!(after, before.replace(slip, right));
    }
    runs.compare("what_is_certain_in_settings_is_mended_as_in_sheets");
}

#[test]
fn settings_are_mended_through_their_link_and_not_where_they_are_protected() {
    let slip = "発行者：新潟市\r\n用紙: A3\r\n";
    let project = project("");
    project.write("sheets/r2/a/mokuhyo.yaml", slip.as_bytes());
    let path = project.path("sheets/r2/a/mokuhyo.yaml");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    project
        .mokuhyo(&["check", "--fix"])
        .status(2)
        .stdout(
            "\
sheets/r2/a/mokuhyo.yaml:1:4 エラー [yaml-syntax]
  × コロンが全角(：)です。
   ╭────
 1 │ 発行者：新潟市
   ·       ──
 2 │ 用紙: A3
   ╰────

  直し方: 「: 」(半角のコロンと空白)にしてください。「mokuhyo check --fix」で直せます。

",
        )
        .stderr(
            "\
0か所を直しました。
エラー: 「sheets/r2/a/mokuhyo.yaml」は書き込みが禁止されているので、書き換えませんでした。
シート 4枚: エラー 1件、警告 0件
",
        )
        .check();
    assert_eq!(project.read("sheets/r2/a/mokuhyo.yaml"), slip.as_bytes());
    std::fs::rename(&path, project.path("sheets/a-settings.txt")).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let target = project.path("sheets/a-settings.txt");
        std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o640)).unwrap();
        symlink("../../a-settings.txt", &path).unwrap();
        project
            .mokuhyo(&["check", "--fix"])
            .stderr("1か所を直しました。\nシート 4枚: エラー 0件、警告 0件\n")
            .check();
        assert_eq!(project.read("sheets/a-settings.txt"), "発行者: 新潟市\r\n用紙: A3\r\n".as_bytes());
        assert!(std::fs::symlink_metadata(&path).unwrap().is_symlink());
        assert_eq!(std::fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    }
}

#[test]
fn a_threshold_that_is_no_percentage_is_an_error_at_its_line() {
    let mut runs = Runs::default();
    for above in ["満点", "110%以下", "約110", "1.1倍", "110%", "１１０"] {
        for scale in ["達成状況", "評価"] {
            let settings = format!(
                "評価区分:\n  {scale}:\n    ◎: {{ 以上: {above} }}\n    〇: {{ 以上: 100 }}\n    ×:\n"
            );
            project(&settings).mokuhyo(&["check", "sheets/mokuhyo.yaml"]).record(&mut runs);
        }
    }
    runs.compare("a_threshold_that_is_no_percentage_is_an_error_at_its_line");
}

#[test]
fn names_that_are_not_parted_as_a_list_is_are_told_once() {
    for (order, edits) in [
        ("soumu, kenkou-fukushi", "[soumu, kenkou-fukushi]"),
        ("soumu kenkou-fukushi", "[soumu, kenkou-fukushi]"),
        ("総務課、健康福祉課", "[soumu, kenkou-fukushi]"),
        ("[soumu kenkou-fukushi]", "soumu, kenkou-fukushi"),
        ("[soumu・kenkou-fukushi]", "soumu, kenkou-fukushi"),
        ("[soumu、kenkou-fukushi]", ", "),
        ("[soumu，kenkou-fukushi]", ", "),
        ("\n  - soumu, kenkou-fukushi", "soumu\n  - kenkou-fukushi"),
    ] {
        let checked = project(&format!("並び順: {order}\n")).run(&["check", "--format", "json"]);
        assert_eq!(proposed(&checked), [edits], "{order} {checked:?}");
        assert_eq!(checked.stdout.matches("\"rule\"").count(), 1, "{order} {checked:?}");
    }
    for names in ["[a.yaml b.yaml]", "[a.yaml・b.yaml]"] {
        let project = project(&format!("辞書: {names}\n"));
        project.write("sheets/a.yaml", DICTIONARY.as_bytes());
        project.write("sheets/b.yaml", DICTIONARY.as_bytes());
        let checked = project.run(&["check", "--format", "json"]);
        assert_eq!(proposed(&checked), ["a.yaml, b.yaml"], "{names} {checked:?}");
    }
}

#[test]
fn measures_of_the_page_must_be_measures() {
    let mut runs = Runs::default();
    for settings in [
        "文字の大きさ: 大\n",
        "文字の大きさ: 5\n",
        "文字の大きさ: 7\n用紙: A3\n",
        "とじしろ: 右10mm\n",
        "とじしろ: 50mm\n文字の大きさ: 20pt\n",
        "文字の大きさ: 7.5pt\nとじしろ: 上 10mm\n",
        "文字の大きさ: 自動\nとじしろ:\n",
        "文字の大きさ: 10\n用紙: A3\n",
    ] {
        runs.remark(&settings.replace('\n', " "));
        project(settings).mokuhyo(&["check"]).record(&mut runs);
    }
    runs.remark("the paper of farther settings counts");
    let project = project("用紙: A3\n");
    project.write("sheets/r2/mokuhyo.yaml", "文字の大きさ: 7\n".as_bytes());
    project.mokuhyo(&["check"]).record(&mut runs);
    runs.compare("measures_of_the_page_must_be_measures");
}

#[test]
fn what_an_escape_hides_in_settings_is_an_error() {
    for (key, value) in
        [("発行者", "新潟\\u202e市"), ("データのライセンス", "CC\\u202eBY"), ("発行者", "市\\u0001")]
    {
        let output = project(&format!("{key}: \"{value}\"\n")).run(&["check", "--format", "json"]);
        assert_eq!(output.status, 1, "{key}: {output:?}");
        let report: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap();
        let found: Vec<_> = findings.iter().filter(|it| it["rule"] == "control-character").collect();
        assert_eq!(found.len(), 1, "{key}: {output:?}");
        assert_eq!((&found[0]["line"], &found[0]["field"]), (&1.into(), &key.into()), "{output:?}");
    }
}

#[test]
fn every_unknown_rule_is_told_once() {
    let project = project("");
    project.write("sheets/mokuhyo.yaml", "規則:\n  aaaa: off\n  bbbb: [x]\n  cccc: off\n".as_bytes());
    let output = project.run(&["check", "--format", "json", "sheets"]);
    let report: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    let places = |rule: &str| -> Vec<u64> {
        let findings = report["findings"].as_array().unwrap().iter().filter(|it| it["rule"] == rule);
        findings.map(|it| it["line"].as_u64().unwrap()).collect()
    };
    assert_eq!(places("unknown-key"), [2, 3, 4], "{report}");
    assert_eq!(places("wrong-type"), [3], "{report}");
}

#[test]
fn a_byte_order_mark_moves_no_place_of_a_dictionary() {
    let mut runs = Runs::default();
    for words in [
        "rules:\n  - expected: あ\n    pattern: /(/\n",
        "rules:\n  - expected: あ\n    prh: b\n    patern: c\n",
    ] {
        let [plain, marked] = [words.to_owned(), format!("\u{FEFF}{words}")].map(|words| {
            let project = project("辞書: [w.yaml]\n");
            project.write("sheets/w.yaml", words.as_bytes());
            project.mokuhyo(&["check", "--format", "github", "sheets"]).record(&mut runs)
        });
        assert_eq!(marked, plain);
    }
    runs.compare("a_byte_order_mark_moves_no_place_of_a_dictionary");
}
