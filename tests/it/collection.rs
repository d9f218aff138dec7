//! What a PATH selects: names that clash, links, sheets without their endings.

use crate::support::{Project, Runs};

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

#[test]
fn names_that_clash_are_told_before_they_overwrite_each_other() {
    let mut runs = Runs::default();
    for sheets in [
        &["sheets/r2/a/Soumu.yaml", "sheets/r2/a/soumu.yaml"][..],
        &["sheets/r2/A/soumu.yaml", "sheets/r2/a/zeimu.yaml"],
        &["sheets/r2/a/が.yaml", "sheets/r2/a/か\u{3099}.yaml"],
        &["sheets/r2/a/Index.yaml"],
        &["sheets/r2/a/con.yaml"],
        &["sheets/aux/a.yaml"],
        &["sheets/proof/a/soumu.yaml", "sheets/proof/b/soumu.yaml"],
        &["sheets/r2/a.pdf/b.yaml"],
        &["sheets/Mokuhyo.yaml"],
        &["sheets/r2/a.yaml", "sheets/r2/a.yml"],
    ] {
        let project = project(sheets);
        project.write("sheets/r2/z/good.yaml", sheet("総務課").as_bytes());
        runs.remark(&sheets.join(" "));
        project.mokuhyo(&["build", "--only", "html"]).record(&mut runs);
        assert!(project.path("out/r2/z/good.html").exists(), "{sheets:?}");
        for path in sheets {
            let page = path.replacen("sheets", "out", 1).replace(".yaml", ".html").replace(".yml", ".html");
            assert!(!project.path(&page).exists(), "{page}");
        }
        project.mokuhyo(&["check"]).record(&mut runs);
    }
    runs.compare("names_that_clash_are_told_before_they_overwrite_each_other");
}

#[test]
fn two_sheets_of_one_name_are_both_judged() {
    let project = Project::with(&[
        ("one/soumu.yaml", &sheet("総務課").replace("R2.4.1", "R2.4.31")),
        ("two/soumu.yaml", &sheet("総務課").replace("R2.4.1", "R2.13.1")),
    ]);
    let mut runs = Runs::default();
    project.mokuhyo(&["check", "one/soumu.yaml", "two/soumu.yaml"]).record(&mut runs);
    project.write("one/soumu.yml", sheet("税務課").replace("R2.4.1", "R2.4.32").as_bytes());
    project.mokuhyo(&["check", "one/soumu.yaml", "one/soumu.yml"]).record(&mut runs);
    project.mokuhyo(&["build", "one/soumu.yaml", "two/soumu.yaml"]).record(&mut runs);
    runs.compare("two_sheets_of_one_name_are_both_judged");
}

#[test]
fn a_sheet_is_found_without_its_ending() {
    let project = project(&["sheets/r2/a/soumu.yaml", "sheets/r2/a/zeimu.yml"]);
    for name in ["sheets/r2/a/soumu", "sheets/r2/a/zeimu", "./sheets/r2/a/soumu"] {
        project.mokuhyo(&["check", name]).stderr("シート 1枚: エラー 0件、警告 0件\n").check();
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
    let mut runs = Runs::default();
    project.mokuhyo(&["roll", "sheets/r2/a/soumu", "--to", "R3"]).record(&mut runs);
    project.mokuhyo(&["check", "sheets/r2/a/nobody"]).record(&mut runs);
    runs.compare("a_sheet_is_found_without_its_ending");
}

#[test]
fn a_section_that_two_sheets_have_is_told_whichever_is_checked() {
    let project = project(&[]);
    for name in ["soumu", "zeimu"] {
        project.write(&format!("sheets/r2/a/{name}.yaml"), sheet("総務課").as_bytes());
    }
    let mut runs = Runs::default();
    for name in ["soumu", "zeimu"] {
        project.mokuhyo(&["check", &format!("sheets/r2/a/{name}")]).record(&mut runs);
    }
    runs.compare("a_section_that_two_sheets_have_is_told_whichever_is_checked");
}

#[test]
fn settings_are_judged_by_their_own_path() {
    let project = project(&["sheets/r2/a/soumu.yaml"]);
    let clean = "設定「sheets/mokuhyo.yaml」に問題は見つかりませんでした: エラー 0件、警告 0件\n";
    project.mokuhyo(&["check", "sheets/mokuhyo.yaml"]).stderr(clean).check();
    project.mokuhyo(&["check", "sheets/mokuhyo"]).stderr(clean).check();
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
    let mut runs = Runs::default();
    project.mokuhyo(&["build", "sheets/mokuhyo.yaml"]).record(&mut runs);
    runs.compare("settings_are_judged_by_their_own_path");
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
        let mut runs = Runs::default();
        project.mokuhyo(&["build", "--only", "html"]).record(&mut runs);
        project.mokuhyo(&["check", "sheets/r2/b"]).record(&mut runs);
        for (link, target) in [("sheets/r2/a/up", ".."), ("shared/b/round", "../../sheets")] {
            symlink(target, project.path(link)).unwrap();
            runs.remark(&format!("{link} leads to {target}"));
            project.mokuhyo(&["check"]).record(&mut runs);
            std::fs::remove_file(project.path(link)).unwrap();
        }
        runs.compare("a_linked_ward_is_followed_and_a_cycle_is_told");
    }

    #[test]
    fn folders_that_link_to_each_other_end() {
        let project = project(&["sheets/a/soumu.yaml", "sheets/b/zeimu.yaml"]);
        for number in 0..12 {
            symlink("../b", project.path(&format!("sheets/a/to{number}"))).unwrap();
            symlink("../a", project.path(&format!("sheets/b/to{number}"))).unwrap();
        }
        let mut runs = Runs::default();
        project.mokuhyo(&["check"]).record(&mut runs);
        runs.compare("folders_that_link_to_each_other_end");
    }

    #[test]
    fn nothing_of_a_file_outside_is_shown() {
        let outside = Project::with(&[
            ("secret.yaml", "token: abcdef\n"),
            ("ward/secret.yaml", "token: abcdef\n"),
            ("mokuhyo.yaml", "token: abcdef\n"),
        ]);
        let mut runs = Runs::default();
        for (link, target) in [
            ("sheets/r2/a/secret.yaml", "secret.yaml"),
            ("sheets/r2/b", "ward"),
            ("sheets/r2/mokuhyo.yaml", "mokuhyo.yaml"),
        ] {
            let project = project(&["sheets/r2/a/soumu.yaml"]);
            symlink(outside.path(target), project.path(link)).unwrap();
            runs.remark(&format!("{link} leads to {target} outside"));
            for args in [&["check"][..], &["check", link], &["build", "--only", "html"], &["proof"]] {
                project.mokuhyo(args).record(&mut runs);
            }
        }
        let project = project(&["sheets/r2/a/soumu.yaml", ".git/secret.yaml"]);
        symlink("../../../.git/secret.yaml", project.path("sheets/r2/a/b.yaml")).unwrap();
        project.mokuhyo(&["check"]).record(&mut runs);
        for secret in ["abcdef", "token"] {
            assert!(!runs.shown().contains(secret), "{secret} is shown");
        }
        runs.compare("nothing_of_a_file_outside_is_shown");
    }
}
