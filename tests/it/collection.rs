//! What a PATH selects: names that clash, links, sheets without their endings.

use crate::support::{Output, Project};

/// A sheet of a 課 without fault.
pub fn sheet(section: &str) -> String {
    format!(
        "様式: 組織目標管理シート\n年度: 令和2年度\n部: 東区役所\n課: {section}\n問合せ先: 025-250-2710\n作成日: R2.4.1\n\
         組織の目的: 目的です\n組織目標:\n  - 目標: 防災意識の向上\n    取組:\n      - 主な取組: 講座の開催\n        指標:\n          \
         - 項目: 開催数\n            実績: {{ H29: 1, H30: 2, R1: 3 }}\n            目標: 4\n取り組みについて: 計画です\n"
    )
}

const QUIET: &str = "規則:\n  ward-missing: off\n";

fn project(sheets: &[&str]) -> Project {
    let project = Project::with(&[("sheets/mokuhyo.yaml", QUIET)]);
    for (number, path) in sheets.iter().enumerate() {
        project.write(path, sheet(&format!("第{number}課")).as_bytes());
    }
    project
}

fn summary(output: &Output) -> &str {
    output.stderr.lines().last().unwrap_or_default()
}

#[test]
fn names_that_clash_are_told_before_they_overwrite_each_other() {
    for (sheets, told) in [
        (
            &["sheets/r2/a/Soumu.yaml", "sheets/r2/a/soumu.yaml"][..],
            "「sheets/r2/a/Soumu.yaml」と「sheets/r2/a/soumu.yaml」は",
        ),
        (&["sheets/r2/A/soumu.yaml", "sheets/r2/a/zeimu.yaml"], "「sheets/r2/A」と「sheets/r2/a」は"),
        (&["sheets/r2/a/が.yaml", "sheets/r2/a/か\u{3099}.yaml"], "「が」を1字で書くか2字で書くか"),
        (&["sheets/r2/a/Index.yaml"], "「sheets/r2/a/Index.yaml」: 「Index」の名前は使えません"),
        (&["sheets/r2/a/con.yaml"], "「con」の名前は使えません"),
        (&["sheets/aux/a.yaml"], "「sheets/aux」: 「aux」の名前は使えません"),
        (
            &["sheets/proof/a/soumu.yaml", "sheets/proof/b/soumu.yaml"],
            "「sheets/proof」: 「proof」の名前は使えません",
        ),
        (&["sheets/r2/a.pdf/b.yaml"], "「a.pdf」の名前は使えません"),
        (&["sheets/Mokuhyo.yaml"], "設定は「mokuhyo.yaml」と書きます"),
        (&["sheets/r2/a.yaml", "sheets/r2/a.yml"], "から同じ名前のPDFができます"),
    ] {
        let project = project(sheets);
        project.write("sheets/r2/z/good.yaml", sheet("総務課").as_bytes());
        let built = project.run(&["build", "--only", "html"]);
        assert_eq!(built.status, 2, "{built:?}");
        assert!(built.stderr.contains(told), "{built:?}");
        assert_eq!(built.stderr.matches("エラー: ").count(), 1, "{built:?}");
        assert!(project.path("out/r2/z/good.html").exists(), "{sheets:?}");
        for path in sheets {
            let page = path.replacen("sheets", "out", 1).replace(".yaml", ".html").replace(".yml", ".html");
            assert!(!project.path(&page).exists(), "{page}");
        }
        let checked = project.run(&["check"]);
        assert_eq!(checked.status, 2, "{checked:?}");
        assert!(checked.stderr.contains(told), "{checked:?}");
        assert!(summary(&checked).starts_with(&format!("シート {}枚", sheets.len() + 1)), "{checked:?}");
    }
}

#[test]
fn two_sheets_of_one_name_are_both_judged() {
    let project = Project::with(&[
        ("one/soumu.yaml", &sheet("総務課").replace("R2.4.1", "R2.4.31")),
        ("two/soumu.yaml", &sheet("総務課").replace("R2.4.1", "R2.13.1")),
    ]);
    let apart = project.run(&["check", "one/soumu.yaml", "two/soumu.yaml"]);
    assert_eq!(apart.stdout.matches("[invalid-date]").count(), 2, "{apart:?}");
    assert_eq!(apart.status, 1, "{apart:?}");
    project.write("one/soumu.yml", sheet("税務課").replace("R2.4.1", "R2.4.32").as_bytes());
    let beside = project.run(&["check", "one/soumu.yaml", "one/soumu.yml"]);
    assert_eq!(beside.stdout.matches("[invalid-date]").count(), 2, "{beside:?}");
    assert!(beside.stderr.contains("から同じ名前のPDFができます"), "{beside:?}");
    assert_eq!(project.run(&["build", "one/soumu.yaml", "two/soumu.yaml"]).status, 2);
}

#[test]
fn a_sheet_is_found_without_its_ending() {
    let project = project(&["sheets/r2/a/soumu.yaml", "sheets/r2/a/zeimu.yml"]);
    for name in ["sheets/r2/a/soumu", "sheets/r2/a/zeimu", "./sheets/r2/a/soumu"] {
        let checked = project.run(&["check", name]);
        assert!(checked.status == 0 && summary(&checked).starts_with("シート 1枚"), "{name} {checked:?}");
    }
    project
        .mokuhyo(&["build", "sheets/r2/a/soumu", "--only", "html"])
        .stdout(
            "\
作成 out/r2/a/soumu.html
作成 out/style.css
",
        )
        .stderr(
            "\
区の冊子、一覧、グラフ、データは区のフォルダを、サイトの一覧は全体を指定したときに作ります。
シート 1枚: エラー 0件、警告 0件 / 出力: 作成 2、変更なし 0、失敗 0
",
        )
        .check();
    let rolled = project.run(&["roll", "sheets/r2/a/soumu", "--to", "R3"]);
    assert_eq!(rolled.status, 0, "{rolled:?}");
    assert_eq!(project.run(&["check", "sheets/r2/a/nobody"]).status, 2);
}

#[test]
fn a_section_that_two_sheets_have_is_told_whichever_is_checked() {
    let project = project(&[]);
    for name in ["soumu", "zeimu"] {
        project.write(&format!("sheets/r2/a/{name}.yaml"), sheet("総務課").as_bytes());
    }
    for (name, other) in [("soumu", "zeimu"), ("zeimu", "soumu")] {
        let checked = project.run(&["check", &format!("sheets/r2/a/{name}")]);
        assert!(checked.stdout.contains(&format!("sheets/r2/a/{other}.yaml」にもあります")), "{checked:?}");
        assert_eq!(checked.status, 1);
    }
}

#[test]
fn settings_are_judged_by_their_own_path() {
    let project = project(&["sheets/r2/a/soumu.yaml"]);
    let clean = project.run(&["check", "sheets/mokuhyo.yaml"]);
    assert_eq!(clean.status, 0);
    let found = "設定「sheets/mokuhyo.yaml」に問題は見つかりませんでした: エラー 0件、警告 0件";
    assert!(clean.stderr.contains(found), "{clean:?}");
    assert_eq!(project.run(&["check", "sheets/mokuhyo"]).status, 0);
    project.write("sheets/mokuhyo.yaml", "用紙: B5\n".as_bytes());
    project
        .mokuhyo(&["check", "sheets/mokuhyo.yaml"])
        .status(1)
        .stdout(
            "\
sheets/mokuhyo.yaml:1:5 エラー [wrong-type]
  × 「用紙」に書けない値です。
   ╭────
 1 │ 用紙: B5
   ·       ─┬
   ·        ╰── 用紙
   ╰────

  直し方: 次のどれかを書いてください: A4、A3

",
        )
        .stderr("設定「sheets/mokuhyo.yaml」: エラー 1件、警告 0件\n")
        .check();
    let built = project.run(&["build", "sheets/mokuhyo.yaml"]);
    assert_eq!(built.status, 2, "{built:?}");
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_linked_ward_is_followed_and_a_cycle_is_told() {
        let project = project(&["sheets/r2/a/soumu.yaml", "shared/b/zeimu.yaml"]);
        std::fs::create_dir(project.path(".git")).unwrap();
        symlink("../../shared/b", project.path("sheets/r2/b")).unwrap();
        let built = project.run(&["build", "--only", "html"]);
        assert_eq!(built.status, 0, "{built:?}");
        assert!(project.path("out/r2/b/zeimu.html").exists() && project.path("out/r2/a/soumu.html").exists());
        let checked = project.run(&["check", "sheets/r2/b"]);
        assert!(summary(&checked).starts_with("シート 1枚"), "{checked:?}");
        for (link, target) in [("sheets/r2/a/up", ".."), ("shared/b/round", "../../sheets")] {
            symlink(target, project.path(link)).unwrap();
            let checked = project.run(&["check"]);
            assert!(checked.stderr.contains("自分の入っているフォルダを指すリンク"), "{checked:?}");
            assert!(checked.status == 2 && summary(&checked).starts_with("シート 2枚"), "{checked:?}");
            std::fs::remove_file(project.path(link)).unwrap();
        }
    }

    #[test]
    fn folders_that_link_to_each_other_end() {
        let project = project(&["sheets/a/soumu.yaml", "sheets/b/zeimu.yaml"]);
        for number in 0..12 {
            symlink("../b", project.path(&format!("sheets/a/to{number}"))).unwrap();
            symlink("../a", project.path(&format!("sheets/b/to{number}"))).unwrap();
        }
        let checked = project.run(&["check"]);
        assert!(checked.status == 2 && checked.stderr.contains("リンク"), "{checked:?}");
    }

    #[test]
    fn nothing_of_a_file_outside_is_shown() {
        let outside = Project::with(&[
            ("secret.yaml", "token: abcdef\n"),
            ("ward/secret.yaml", "token: abcdef\n"),
            ("mokuhyo.yaml", "token: abcdef\n"),
        ]);
        for (link, target) in [
            ("sheets/r2/a/secret.yaml", "secret.yaml"),
            ("sheets/r2/b", "ward"),
            ("sheets/r2/mokuhyo.yaml", "mokuhyo.yaml"),
        ] {
            let project = project(&["sheets/r2/a/soumu.yaml"]);
            symlink(outside.path(target), project.path(link)).unwrap();
            for args in [&["check"][..], &["check", link], &["build", "--only", "html"], &["proof"]] {
                let told = project.run(args);
                assert!(!told.stdout.contains("abcdef") && !told.stderr.contains("abcdef"), "{told:?}");
                assert!(!told.stdout.contains("token") && !told.stderr.contains("token"), "{told:?}");
                assert_eq!(told.status, 2, "{link} {args:?} {told:?}");
            }
            let checked = project.run(&["check"]);
            assert!(
                checked.stderr.contains(&format!("「{link}」は、シートの集まりの外を指すリンク")),
                "{checked:?}"
            );
        }
        let project = project(&["sheets/r2/a/soumu.yaml", ".git/secret.yaml"]);
        symlink("../../../.git/secret.yaml", project.path("sheets/r2/a/b.yaml")).unwrap();
        assert_eq!(project.run(&["check"]).status, 2);
    }
}
