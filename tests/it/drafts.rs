//! Folders that are not published: `公開: しない`.

use super::collection::sheet;
use super::pdf;
use super::web_pages::unbroken;
use crate::support::{Output, Project};

/// A published ward of 令和2年度 and one of 令和3年度 that is begun.
fn project() -> Project {
    let next = sheet("総務課").replace("令和2年度", "令和3年度").replace("R2.4.1", "R3.4.1");
    let next = next.replace("H29: 1, H30: 2, R1: 3", "H30: 2, R1: 3, R2: 4");
    Project::with(&[
        ("sheets/mokuhyo.yaml", "規則:\n  ward-missing: off\n"),
        ("sheets/r2/a/soumu.yaml", &sheet("総務課")),
        ("sheets/r3/mokuhyo.yaml", "公開: しない\n"),
        ("sheets/r3/a/soumu.yaml", &next),
        ("sheets/r3/a/ward.yaml", "様式: 区組織目標\n年度: 令和3年度\n組織名: 東区\n重点目標:\n  - 防災\n"),
    ])
}

fn has(project: &Project, path: &str) -> bool {
    project.path(path).exists()
}

fn text(project: &Project, path: &str) -> String {
    unbroken(&String::from_utf8(project.read(path)).unwrap())
}

/// The words on all pages, without the spaces between them.
fn words(pdf: &[u8]) -> String {
    pdf::pages(pdf).concat().split_whitespace().collect()
}

fn check(output: &Output, status: i32, told: &[&str]) {
    assert_eq!(output.status, status, "{output:?}");
    for words in told {
        assert!(output.stdout.contains(words) || output.stderr.contains(words), "{words} {output:?}");
    }
}

#[test]
fn a_draft_is_left_out_and_said_so() {
    let project = project();
    project.mokuhyo(&["build"]).stdout("\
作成 out/r2/a/soumu.pdf
作成 out/r2/a/soumu.html
作成 out/r2/a/index.html
作成 out/r2/a/indicators.html
作成 out/r2/a/indicators.csv
作成 out/r2/a/sheets.json
作成 out/index.html
作成 out/style.css
作成 out/sheets.schema.json
").stderr("\
公開しない設定のフォルダなので、作っていません: sheets/r3/a(--drafts を付けると作れます。公開するときは、設定の「公開: しない」を「する」に直します)
シート 1枚: エラー 0件、警告 0件 / 出力: 作成 9、変更なし 0、失敗 0
").check();
    assert!(has(&project, "out/r2/a/soumu.pdf") && !has(&project, "out/r3"));
    let index = text(&project, "out/index.html");
    assert!(index.contains("令和2年度") && !index.contains("令和3年度"), "{index}");
    project.mokuhyo(&["build", "--verify"]).stdout("\
変更なし out/r2/a/soumu.pdf
変更なし out/r2/a/soumu.html
変更なし out/r2/a/index.html
変更なし out/r2/a/indicators.html
変更なし out/r2/a/indicators.csv
変更なし out/r2/a/sheets.json
変更なし out/index.html
変更なし out/style.css
変更なし out/sheets.schema.json
").stderr("\
公開しない設定のフォルダなので、作っていません: sheets/r3/a(--drafts を付けると作れます。公開するときは、設定の「公開: しない」を「する」に直します)
シート 1枚: エラー 0件、警告 0件 / 出力: 変更なし 9、ファイルなし 0、古い 0、改変 0
").check();
    // By its own PATH too, and to check and proof it is a sheet like any other.
    let alone = project.run(&["build", "sheets/r3"]);
    check(&alone, 0, &["--drafts"]);
    assert!(!alone.stdout.contains("r3"), "{alone:?}");
    project
        .mokuhyo(&["check"])
        .stdout(
            "\
sheets/r3/a/ward.yaml:5:5 警告 [uncovered-ward-goal]
  ⚠ 重点目標1に取り組む課がありません。
   ╭────
 4 │ 重点目標:
 5 │   - 防災
   ·     ──┬─
   ·       ╰── 重点目標1
   ╰────

  直し方: 取り組む課のシートで「部区組織目標」にこの番号を書いてください。

",
        )
        .stderr("シート 3枚: エラー 0件、警告 1件\n")
        .check();
    project
        .mokuhyo(&["proof", "sheets/r3/a/soumu.yaml"])
        .stdout("作成 out/proof/r3/a/soumu.pdf\n")
        .stderr("シート 1枚: エラー 0件、警告 0件 / PDF: 作成 1、変更なし 0、失敗 0\n")
        .check();
    // A site without the draft is the same as one that never had it.
    let with = project.read("out/index.html");
    std::fs::remove_dir_all(project.path("sheets/r3")).unwrap();
    project.run(&["build", "--force"]);
    assert_eq!(project.read("out/index.html"), with);
}

#[test]
fn drafts_are_built_with_their_mark_where_that_is_asked_for() {
    let project = project();
    project
        .mokuhyo(&["build", "--drafts"])
        .snapshot("drafts_are_built_with_their_mark_where_that_is_asked_for");
    for page in ["soumu.html", "index.html", "indicators.html"] {
        let html = text(&project, &format!("out/r3/a/{page}"));
        assert!(
            html.contains("<p class=\"draft\">未公開</p>") && html.contains("(未公開)</title>"),
            "{html}"
        );
        assert!(!text(&project, &format!("out/r2/a/{page}")).contains("未公開"));
    }
    assert!(text(&project, "out/index.html").contains("東区組織目標(未公開)"));
    for name in ["soumu.pdf", "ward.pdf", "booklet.pdf"] {
        let marks = words(&project.read(&format!("out/r3/a/{name}"))).matches("未公開").count();
        assert!(marks >= 1, "{name}");
    }
    assert!(!words(&project.read("out/r2/a/soumu.pdf")).contains("未公開"));
    project
        .mokuhyo(&["build", "--drafts", "--verify"])
        .snapshot("drafts_are_built_with_their_mark_where_that_is_asked_for");
    // Published, they lose the mark.
    project.write("sheets/r3/mokuhyo.yaml", "公開: する\n".as_bytes());
    project.mokuhyo(&["build"]).snapshot("drafts_are_built_with_their_mark_where_that_is_asked_for");
    assert!(!text(&project, "out/r3/a/soumu.html").contains("未公開"));
    assert!(!words(&project.read("out/r3/a/soumu.pdf")).contains("未公開"));
}

#[test]
fn the_nearer_settings_decide() {
    let project = project();
    project.write("sheets/r3/a/mokuhyo.yaml", "公開: する\n".as_bytes());
    project.mokuhyo(&["build", "--only", "html"]).snapshot("the_nearer_settings_decide");
    assert!(has(&project, "out/r3/a/soumu.html"));
}

#[test]
fn outputs_of_what_became_a_draft_are_told_stay_and_are_pruned() {
    let project = project();
    project.write("sheets/r3/mokuhyo.yaml", b"");
    project.mokuhyo(&["build"]).snapshot("outputs_of_what_became_a_draft_are_told_stay_and_are_pruned");
    project.write("sheets/r3/mokuhyo.yaml", "公開: しない\n".as_bytes());
    project.mokuhyo(&["build"]).snapshot("outputs_of_what_became_a_draft_are_told_stay_and_are_pruned");
    assert!(has(&project, "out/r3/a/soumu.pdf") && has(&project, "out/r3/a/booklet.pdf"));
    let verified = project.run(&["build", "--verify"]);
    check(&verified, 1, &["公開しないのに残っている(--prune で消せます) out/r3/a/soumu.pdf"]);
    // They are no orphans to who makes drafts.
    project
        .mokuhyo(&["build", "--drafts", "--verify"])
        .snapshot("outputs_of_what_became_a_draft_are_told_stay_and_are_pruned");
    let json = project.run(&["build", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(report["orphans"][0]["draft"], true);
    project
        .mokuhyo(&["build", "--prune"])
        .snapshot("outputs_of_what_became_a_draft_are_told_stay_and_are_pruned");
    assert!(!has(&project, "out/r3/a/soumu.pdf") && !has(&project, "out/r3/a/index.html"));
    project.mokuhyo(&["build", "--verify"]).stdout("\
変更なし out/r2/a/soumu.pdf
変更なし out/r2/a/soumu.html
変更なし out/r2/a/index.html
変更なし out/r2/a/indicators.html
変更なし out/r2/a/indicators.csv
変更なし out/r2/a/sheets.json
変更なし out/index.html
変更なし out/style.css
変更なし out/sheets.schema.json
").stderr("\
公開しない設定のフォルダなので、作っていません: sheets/r3/a(--drafts を付けると作れます。公開するときは、設定の「公開: しない」を「する」に直します)
シート 1枚: エラー 0件、警告 0件 / 出力: 変更なし 9、ファイルなし 0、古い 0、改変 0
").check();
    assert!(has(&project, "out/r2/a/soumu.pdf"));
}

#[test]
fn shards_leave_drafts_out_alike() {
    for drafts in [&[][..], &["--drafts"]] {
        let (whole, shared) = (project(), project());
        check(&whole.run(&[&["build"], drafts].concat()), 0, &[]);
        for shard in ["1/3", "2/3", "3/3"] {
            check(&shared.run(&[&["build", "--shard", shard], drafts].concat()), 0, &[]);
        }
        check(&shared.run(&[&["build", "--verify"], drafts].concat()), 0, &[]);
        assert_eq!(has(&shared, "out/r3/a/soumu.pdf"), !drafts.is_empty());
        assert_eq!(shared.read("out/index.html"), whole.read("out/index.html"));
    }
}

#[test]
fn a_mark_moves_nothing() {
    let project = project();
    project.write("sheets/r3/mokuhyo.yaml", b"");
    project.run(&["build", "--only", "sheets"]);
    let published = pdf::placed(&project.read("out/r3/a/soumu.pdf"));
    project.write("sheets/r3/mokuhyo.yaml", "公開: しない\n".as_bytes());
    project.run(&["build", "--only", "sheets", "--drafts"]);
    let draft = pdf::placed(&project.read("out/r3/a/soumu.pdf"));
    assert_eq!(published.len(), draft.len());
    for (published, draft) in published.iter().zip(&draft) {
        let places = |page: &[pdf::Placed]| page.iter().map(|it| format!("{it:?}")).collect::<Vec<_>>();
        let (published, draft) = (places(published), places(draft));
        assert_eq!(draft.iter().filter(|it| !published.contains(it)).count(), 1, "{draft:?}");
        assert!(published.iter().all(|it| draft.contains(it)));
    }
}

#[test]
fn new_takes_the_form_from_the_name_and_the_division_from_the_year_before() {
    let project = Project::empty();
    project.write(
        "sheets/r2/kita/soumu.yaml",
        "様式: 組織目標管理シート\n年度: 令和2年度\n部: 北区役所\n課: 総務課\n組織目標:\n".as_bytes(),
    );
    project.mokuhyo(&["new", "sheets/r3/kita/zeimu"]).stderr("\
「sheets/r3/kita/zeimu.yaml」を作りました。
「sheets/r3/kita/mokuhyo.yaml」も作りました。このフォルダは、この中の「公開: しない」を「する」に直すまで公開されません。
").check();
    assert!(text(&project, "sheets/r3/kita/zeimu.yaml").contains("\n部: 北区役所"));
    for (year, name) in [("r3", "ward"), ("r4", "Ward"), ("r5", "WARD.yaml")] {
        check(&project.run(&["new", &format!("sheets/{year}/kita/{name}")]), 0, &[]);
        let path = format!("sheets/{year}/kita/{}.yaml", name.trim_end_matches(".yaml"));
        assert!(text(&project, &path).contains("様式: 区組織目標"), "{path}");
    }
    project.mokuhyo(&["new", "sheets/r6/kita/ward", "--form", "department"]).stderr("\
「sheets/r6/kita/ward.yaml」を作りました。
「sheets/r6/kita/mokuhyo.yaml」も作りました。このフォルダは、この中の「公開: しない」を「する」に直すまで公開されません。
").check();
    assert!(text(&project, "sheets/r6/kita/ward.yaml").contains("様式: 組織目標管理シート"));
}

#[test]
fn a_folder_that_is_begun_is_not_published() {
    let project = Project::empty();
    let made = project.run(&["new", "sheets/r3/kita/soumu"]);
    check(&made, 0, &["「sheets/r3/kita/mokuhyo.yaml」も作りました"]);
    assert!(text(&project, "sheets/r3/kita/mokuhyo.yaml").ends_with("\n公開: しない\n"));
    assert_eq!(project.run(&["check", "sheets/r3/kita/mokuhyo.yaml"]).stdout, "");
    // Settings come once, and never where there are sheets.
    std::fs::remove_file(project.path("sheets/r3/kita/mokuhyo.yaml")).unwrap();
    project
        .mokuhyo(&["new", "sheets/r3/kita/zeimu"])
        .stderr("「sheets/r3/kita/zeimu.yaml」を作りました。\n")
        .check();
    assert!(!has(&project, "sheets/r3/kita/mokuhyo.yaml"));
    // Nor where a folder above is a draft, or has settings of its own.
    project.write("sheets/r4/mokuhyo.yaml", "公開: しない\n".as_bytes());
    project
        .mokuhyo(&["new", "sheets/r4/kita/soumu"])
        .stderr("「sheets/r4/kita/soumu.yaml」を作りました。\n")
        .check();
    assert!(!has(&project, "sheets/r4/kita/mokuhyo.yaml"));
    project.write("sheets/r5/kita/mokuhyo.yaml", "用紙: A3\n".as_bytes());
    project
        .mokuhyo(&["new", "sheets/r5/kita/soumu"])
        .stderr("「sheets/r5/kita/soumu.yaml」を作りました。\n")
        .check();
    assert_eq!(text(&project, "sheets/r5/kita/mokuhyo.yaml"), "用紙: A3\n");
    project
        .mokuhyo(&["new", "sheets/mokuhyo", "--form", "settings"])
        .stderr("「sheets/mokuhyo.yaml」を作りました。\n")
        .check();
}

#[test]
fn new_refuses_names_that_check_refuses() {
    let project = Project::with(&[("sheets/r2/a/soumu.yaml", "x")]);
    for (name, words) in [
        ("sheets/r2/a/index", "「index」の名前は使えません"),
        ("sheets/r2/a/booklet.yaml", "「booklet」の名前は使えません"),
        ("sheets/r2/a/Indicators", "の名前は使えません"),
        ("sheets/r2/a/con", "の名前は使えません"),
        ("sheets/r2/aux/soumu", "「aux」の名前は使えません"),
        ("sheets/proof/a/soumu", "「proof」の名前は使えません"),
        ("sheets/.mokuhyo/soumu", "「.mokuhyo」の名前は使えません"),
        ("sheets/r2/a/Soumu", "大文字か小文字か"),
        ("sheets/r2/a/soumu.yml", "同じ名前のPDF"),
    ] {
        check(&project.run(&["new", name]), 2, &[words]);
    }
    for name in ["sheets/r2/proof/soumu", "sheets/r2/a/console", "./sheets/r2/a/zeimu"] {
        check(&project.run(&["new", name]), 0, &[]);
    }
}

/// A ward of 令和2年度 that `check` accepts, to be rolled.
fn rolling(settings: &[(&str, &str)]) -> Project {
    let project = Project::with(&[("sheets/mokuhyo.yaml", "規則:\n  ward-missing: off\n")]);
    project.write("sheets/r2/a/soumu.yaml", sheet("総務課").as_bytes());
    project.write("sheets/r2/a/zeimu.yaml", sheet("税務課").as_bytes());
    for (path, text) in settings {
        project.write(path, text.as_bytes());
    }
    project
}

#[test]
fn a_year_that_is_rolled_is_not_published() {
    let project = rolling(&[]);
    let rolled = project.run(&["roll", "sheets/r2", "--to", "R3"]);
    check(&rolled, 0, &["作成 sheets/r3/mokuhyo.yaml (公開: しない)"]);
    project.mokuhyo(&["build", "--only", "html"]).stdout("\
作成 out/r2/a/soumu.html
作成 out/r2/a/index.html
作成 out/r2/a/indicators.html
作成 out/r2/a/zeimu.html
作成 out/index.html
作成 out/style.css
").stderr("\
公開しない設定のフォルダなので、作っていません: sheets/r3/a(--drafts を付けると作れます。公開するときは、設定の「公開: しない」を「する」に直します)
シート 2枚: エラー 0件、警告 0件 / 出力: 作成 6、変更なし 0、失敗 0
").check();
    assert!(has(&project, "out/r2/a/soumu.html") && !has(&project, "out/r3"));
    // Settings that come along say so themselves, in the folder and below it.
    let project = rolling(&[
        ("sheets/r2/mokuhyo.yaml", "# 市\n用紙: A3\n"),
        ("sheets/r2/a/mokuhyo.yaml", "公開: する # 4月1日から\n"),
    ]);
    project
        .mokuhyo(&["roll", "sheets/r2", "--to", "R3"])
        .stdout(
            "\
作成 sheets/r3/a/mokuhyo.yaml(写し)
作成 sheets/r3/mokuhyo.yaml(写し)
作成 sheets/r3/a/soumu.yaml
  結果がまだなく、R2実績が空です: 1件
    sheets/r2/a/soumu.yaml:13 No.1 取組1 指標1
作成 sheets/r3/a/zeimu.yaml
  結果がまだなく、R2実績が空です: 1件
    sheets/r2/a/zeimu.yaml:13 No.1 取組1 指標1
",
        )
        .stderr("令和3年度のシートを2枚作りました: 実績に移した結果 0件、まだない結果 2件\n")
        .check();
    assert!(text(&project, "sheets/r3/mokuhyo.yaml").starts_with("# 市\n用紙: A3\n"));
    assert!(text(&project, "sheets/r3/mokuhyo.yaml").ends_with("\n公開: しない\n"));
    assert_eq!(text(&project, "sheets/r3/a/mokuhyo.yaml"), "公開: しない # 4月1日から\n");
    assert_eq!(text(&project, "sheets/r2/a/mokuhyo.yaml"), "公開: する # 4月1日から\n");
    // A folder that has sheets stays as it is; one sheet begins its folder.
    let project = rolling(&[]);
    let roll = |name: &str| project.run(&["roll", &format!("sheets/r2/a/{name}.yaml"), "--to", "R3"]);
    check(&roll("soumu"), 0, &["sheets/r3/a/mokuhyo.yaml (公開: しない)"]);
    project.write("sheets/r3/a/mokuhyo.yaml", "公開: する\n".as_bytes());
    check(&roll("zeimu"), 0, &[]);
    assert_eq!(text(&project, "sheets/r3/a/mokuhyo.yaml"), "公開: する\n");
}

#[test]
fn dictionaries_are_reached_from_where_the_year_goes() {
    let dictionary = "version: 1\nrules:\n  - expected: ください\n    pattern: 下さい\n";
    let settings = |place: &'static str| {
        [(place, "# 辞書\n辞書: [../w.yaml]\n"), ("sheets/w.yaml", dictionary), ("other/w.yaml", "x: 1\n")]
    };
    let project = rolling(&settings("sheets/r2/mokuhyo.yaml"));
    let elsewhere = Project::empty();
    let out = elsewhere.path("r3").display().to_string();
    for out in [&*out, "other/r3"] {
        check(&project.run(&["roll", "sheets/r2", "--to", "R3", "--out", out]), 0, &[]);
        let checked = project.run(&["check", out]);
        assert!(!checked.stdout.contains("unreadable-dictionary"), "{out} {checked:?}");
        assert_eq!(checked.status, 0, "{checked:?}");
        let new = project.path(out);
        let settings = std::fs::read_to_string(new.join("mokuhyo.yaml")).unwrap();
        assert!(settings.starts_with("# 辞書\n辞書: [w.yaml]\n"), "{settings}");
        assert_eq!(std::fs::read_to_string(new.join("w.yaml")).unwrap(), dictionary);
    }
    // Beside the old year the same name leads there.
    project
        .mokuhyo(&["roll", "sheets/r2", "--to", "R3"])
        .stdout(
            "\
作成 sheets/r3/mokuhyo.yaml(写し)
作成 sheets/r3/a/soumu.yaml
  結果がまだなく、R2実績が空です: 1件
    sheets/r2/a/soumu.yaml:13 No.1 取組1 指標1
作成 sheets/r3/a/zeimu.yaml
  結果がまだなく、R2実績が空です: 1件
    sheets/r2/a/zeimu.yaml:13 No.1 取組1 指標1
",
        )
        .stderr("令和3年度のシートを2枚作りました: 実績に移した結果 0件、まだない結果 2件\n")
        .check();
    assert!(text(&project, "sheets/r3/mokuhyo.yaml").contains("辞書: [../w.yaml]"));
    assert!(!has(&project, "sheets/r3/w.yaml"));
    assert_eq!(project.run(&["check"]).status, 0);
}

#[test]
fn every_format_names_the_folders_that_were_left_out() {
    let project = project();
    for (format, told) in [
        ("json", "\"drafts\": [\n    \"sheets/r3/a\"\n  ]"),
        ("sarif", "\"uri\": \"sheets/r3/a\""),
        ("github", "::notice title=[draft]::公開しない設定のフォルダなので、作っていません: sheets/r3/a("),
        ("junit", "<testcase name=\"sheets/r3/a\" classname=\"sheets/r3\">\n            <skipped message="),
    ] {
        for verify in [&[][..], &["--verify"]] {
            let build = ["build", "--only", "data", "--format", format];
            let made = project.run(&[&build, verify].concat());
            assert!(made.stdout.contains(told), "{format} {made:?}");
            let drafts = project.run(&[&build, verify, &["--drafts"]].concat());
            assert!(!drafts.stdout.contains(told), "{format} {drafts:?}");
        }
        let checked = project.run(&["check", "--format", format]);
        assert!(!checked.stdout.contains(told), "{format} {checked:?}");
    }
}

#[test]
fn a_path_below_sheets_moves_and_prunes_nothing_without_settings_above() {
    let project = project();
    project.write("sheets/mokuhyo.yaml", b"");
    std::fs::remove_file(project.path("sheets/mokuhyo.yaml")).unwrap();
    project.mokuhyo(&["build", "--only", "sheets"]).stdout("作成 out/r2/a/soumu.pdf\n").stderr("\
公開しない設定のフォルダなので、作っていません: sheets/r3/a(--drafts を付けると作れます。公開するときは、設定の「公開: しない」を「する」に直します)
シート 1枚: エラー 0件、警告 0件 / PDF: 作成 1、変更なし 0、失敗 0
").check();
    let alone = project.run(&["build", "sheets/r3", "--only", "sheets", "--prune"]);
    check(&alone, 0, &["--drafts"]);
    assert!(has(&project, "out/r2/a/soumu.pdf") && !alone.stdout.contains("out/r2"), "{alone:?}");
    let drafts = project.run(&["build", "sheets/r3", "--only", "sheets", "--drafts"]);
    check(&drafts, 0, &["作成 out/r3/a/soumu.pdf"]);
    assert!(!drafts.stdout.contains("元のシートがない"), "{drafts:?}");
}
