//! Folders that are not published: `公開: しない`.

use super::collection::sheet;
use super::pdf;
use super::web_pages::unbroken;
use crate::support::{Project, Runs};

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

#[test]
fn a_draft_is_left_out_and_said_so() {
    let project = project();
    let mut runs = Runs::default();
    project.mokuhyo(&["build"]).record(&mut runs);
    assert!(has(&project, "out/r2/a/soumu.pdf") && !has(&project, "out/r3"));
    let index = text(&project, "out/index.html");
    assert!(index.contains("令和2年度") && !index.contains("令和3年度"), "{index}");
    // By its own PATH too, and to check and proof it is a sheet like any other.
    for args in [
        &["build", "--verify"][..],
        &["build", "sheets/r3"],
        &["check"],
        &["proof", "sheets/r3/a/soumu.yaml"],
    ] {
        project.mokuhyo(args).record(&mut runs);
    }
    runs.compare("a_draft_is_left_out_and_said_so");
    // A site without the draft is the same as one that never had it.
    let with = project.read("out/index.html");
    std::fs::remove_dir_all(project.path("sheets/r3")).unwrap();
    project.run(&["build", "--force"]);
    assert_eq!(project.read("out/index.html"), with);
}

#[test]
fn drafts_are_built_with_their_mark_where_that_is_asked_for() {
    let project = project();
    let mut runs = Runs::default();
    project.mokuhyo(&["build", "--drafts"]).record(&mut runs);
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
    project.mokuhyo(&["build", "--drafts", "--verify"]).record(&mut runs);
    // Published, they lose the mark.
    project.write("sheets/r3/mokuhyo.yaml", "公開: する\n".as_bytes());
    project.mokuhyo(&["build"]).record(&mut runs);
    runs.compare("drafts_are_built_with_their_mark_where_that_is_asked_for");
    assert!(!text(&project, "out/r3/a/soumu.html").contains("未公開"));
    assert!(!words(&project.read("out/r3/a/soumu.pdf")).contains("未公開"));
}

#[test]
fn the_nearer_settings_decide() {
    let project = project();
    project.write("sheets/r3/a/mokuhyo.yaml", "公開: する\n".as_bytes());
    let mut runs = Runs::default();
    project.mokuhyo(&["build", "--only", "html"]).record(&mut runs);
    runs.compare("the_nearer_settings_decide");
    assert!(has(&project, "out/r3/a/soumu.html"));
}

#[test]
fn outputs_of_what_became_a_draft_are_told_stay_and_are_pruned() {
    let project = project();
    project.write("sheets/r3/mokuhyo.yaml", b"");
    let mut runs = Runs::default();
    project.mokuhyo(&["build"]).record(&mut runs);
    project.write("sheets/r3/mokuhyo.yaml", "公開: しない\n".as_bytes());
    project.mokuhyo(&["build"]).record(&mut runs);
    assert!(has(&project, "out/r3/a/soumu.pdf") && has(&project, "out/r3/a/booklet.pdf"));
    // They are no orphans to who makes drafts.
    for args in [
        &["build", "--verify"][..],
        &["build", "--drafts", "--verify"],
        &["build", "--format", "json"],
        &["build", "--prune"],
        &["build", "--verify"],
    ] {
        project.mokuhyo(args).record(&mut runs);
    }
    assert!(!has(&project, "out/r3/a/soumu.pdf") && !has(&project, "out/r3/a/index.html"));
    assert!(has(&project, "out/r2/a/soumu.pdf"));
    runs.compare("outputs_of_what_became_a_draft_are_told_stay_and_are_pruned");
}

#[test]
fn shards_leave_drafts_out_alike() {
    for drafts in [&[][..], &["--drafts"]] {
        let (whole, shared) = (project(), project());
        let done = |project: &Project, args: &[&str]| {
            let output = project.run(&[args, drafts].concat());
            assert_eq!(output.status, 0, "{output:?}");
        };
        done(&whole, &["build"]);
        for shard in ["1/3", "2/3", "3/3"] {
            done(&shared, &["build", "--shard", shard]);
        }
        done(&shared, &["build", "--verify"]);
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
    let mut runs = Runs::default();
    project.mokuhyo(&["new", "sheets/r3/kita/zeimu"]).record(&mut runs);
    assert!(text(&project, "sheets/r3/kita/zeimu.yaml").contains("\n部: 北区役所"));
    for (year, name) in [("r3", "ward"), ("r4", "Ward"), ("r5", "WARD.yaml")] {
        project.mokuhyo(&["new", &format!("sheets/{year}/kita/{name}")]).record(&mut runs);
        let path = format!("sheets/{year}/kita/{}.yaml", name.trim_end_matches(".yaml"));
        assert!(text(&project, &path).contains("様式: 区組織目標"), "{path}");
    }
    project.mokuhyo(&["new", "sheets/r6/kita/ward", "--form", "department"]).record(&mut runs);
    runs.compare("new_takes_the_form_from_the_name_and_the_division_from_the_year_before");
    assert!(text(&project, "sheets/r6/kita/ward.yaml").contains("様式: 組織目標管理シート"));
}

#[test]
fn a_folder_that_is_begun_is_not_published() {
    let project = Project::empty();
    let mut runs = Runs::default();
    project.mokuhyo(&["new", "sheets/r3/kita/soumu"]).record(&mut runs);
    assert!(text(&project, "sheets/r3/kita/mokuhyo.yaml").ends_with("\n公開: しない\n"));
    project.mokuhyo(&["check", "sheets/r3/kita/mokuhyo.yaml"]).record(&mut runs);
    // Settings come once, and never where there are sheets.
    std::fs::remove_file(project.path("sheets/r3/kita/mokuhyo.yaml")).unwrap();
    project.mokuhyo(&["new", "sheets/r3/kita/zeimu"]).record(&mut runs);
    assert!(!has(&project, "sheets/r3/kita/mokuhyo.yaml"));
    // Nor where a folder above is a draft, or has settings of its own.
    project.write("sheets/r4/mokuhyo.yaml", "公開: しない\n".as_bytes());
    project.mokuhyo(&["new", "sheets/r4/kita/soumu"]).record(&mut runs);
    assert!(!has(&project, "sheets/r4/kita/mokuhyo.yaml"));
    project.write("sheets/r5/kita/mokuhyo.yaml", "用紙: A3\n".as_bytes());
    project.mokuhyo(&["new", "sheets/r5/kita/soumu"]).record(&mut runs);
    assert_eq!(text(&project, "sheets/r5/kita/mokuhyo.yaml"), "用紙: A3\n");
    project.mokuhyo(&["new", "sheets/mokuhyo", "--form", "settings"]).record(&mut runs);
    runs.compare("a_folder_that_is_begun_is_not_published");
}

#[test]
fn new_refuses_names_that_check_refuses() {
    let project = Project::with(&[("sheets/r2/a/soumu.yaml", "x")]);
    let mut runs = Runs::default();
    for name in [
        "sheets/r2/a/index",
        "sheets/r2/a/booklet.yaml",
        "sheets/r2/a/Indicators",
        "sheets/r2/a/con",
        "sheets/r2/aux/soumu",
        "sheets/proof/a/soumu",
        "sheets/.mokuhyo/soumu",
        "sheets/r2/a/Soumu",
        "sheets/r2/a/soumu.yml",
        // And takes these.
        "sheets/r2/proof/soumu",
        "sheets/r2/a/console",
        "./sheets/r2/a/zeimu",
    ] {
        project.mokuhyo(&["new", name]).record(&mut runs);
    }
    runs.compare("new_refuses_names_that_check_refuses");
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
    let roll = ["roll", "sheets/r2", "--to", "R3"];
    let mut runs = Runs::default();
    project.mokuhyo(&roll).record(&mut runs);
    project.mokuhyo(&["build", "--only", "html"]).record(&mut runs);
    assert!(has(&project, "out/r2/a/soumu.html") && !has(&project, "out/r3"));
    // Settings that come along say so themselves, in the folder and below it.
    let project = rolling(&[
        ("sheets/r2/mokuhyo.yaml", "# 市\n用紙: A3\n"),
        ("sheets/r2/a/mokuhyo.yaml", "公開: する # 4月1日から\n"),
    ]);
    project.mokuhyo(&roll).record(&mut runs);
    assert!(text(&project, "sheets/r3/mokuhyo.yaml").starts_with("# 市\n用紙: A3\n"));
    assert!(text(&project, "sheets/r3/mokuhyo.yaml").ends_with("\n公開: しない\n"));
    assert_eq!(text(&project, "sheets/r3/a/mokuhyo.yaml"), "公開: しない # 4月1日から\n");
    assert_eq!(text(&project, "sheets/r2/a/mokuhyo.yaml"), "公開: する # 4月1日から\n");
    // A folder that has sheets stays as it is; one sheet begins its folder.
    let project = rolling(&[]);
    let roll = |name: &str, runs: &mut Runs| {
        project.mokuhyo(&["roll", &format!("sheets/r2/a/{name}.yaml"), "--to", "R3"]).record(runs);
    };
    roll("soumu", &mut runs);
    project.write("sheets/r3/a/mokuhyo.yaml", "公開: する\n".as_bytes());
    roll("zeimu", &mut runs);
    runs.compare("a_year_that_is_rolled_is_not_published");
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
    let mut runs = Runs::default();
    for out in [&*out, "other/r3"] {
        assert_eq!(project.run(&["roll", "sheets/r2", "--to", "R3", "--out", out]).status, 0);
        project.mokuhyo(&["check", out]).record(&mut runs);
        let new = project.path(out);
        let settings = std::fs::read_to_string(new.join("mokuhyo.yaml")).unwrap();
        assert!(settings.starts_with("# 辞書\n辞書: [w.yaml]\n"), "{settings}");
        assert_eq!(std::fs::read_to_string(new.join("w.yaml")).unwrap(), dictionary);
    }
    // Beside the old year the same name leads there.
    project.mokuhyo(&["roll", "sheets/r2", "--to", "R3"]).record(&mut runs);
    assert!(text(&project, "sheets/r3/mokuhyo.yaml").contains("辞書: [../w.yaml]"));
    assert!(!has(&project, "sheets/r3/w.yaml"));
    project.mokuhyo(&["check"]).record(&mut runs);
    let shown = runs.shown().replace(&elsewhere.path("").display().to_string(), "[elsewhere]/");
    Runs::of(shown).compare("dictionaries_are_reached_from_where_the_year_goes");
}

#[test]
fn every_format_names_the_folders_that_were_left_out() {
    let project = project();
    let mut runs = Runs::default();
    for format in ["json", "sarif", "github", "junit"] {
        let build = ["build", "--only", "data", "--format", format];
        for verify in [&[][..], &["--verify"]] {
            project.mokuhyo(&[&build, verify].concat()).record(&mut runs);
        }
    }
    runs.compare("every_format_names_the_folders_that_were_left_out");
    // Where they are made, and to check, nothing is left out.
    let mut runs = Runs::default();
    for format in ["json", "sarif", "github", "junit"] {
        project.mokuhyo(&["build", "--only", "data", "--format", format, "--drafts"]).record(&mut runs);
        project.mokuhyo(&["check", "--format", format]).record(&mut runs);
    }
    runs.compare("no_format_names_folders_that_are_made_or_checked");
}

#[test]
fn a_path_below_sheets_moves_and_prunes_nothing_without_settings_above() {
    let project = project();
    std::fs::remove_file(project.path("sheets/mokuhyo.yaml")).unwrap();
    let mut runs = Runs::default();
    project.mokuhyo(&["build", "--only", "sheets"]).record(&mut runs);
    project.mokuhyo(&["build", "sheets/r3", "--only", "sheets", "--prune"]).record(&mut runs);
    assert!(has(&project, "out/r2/a/soumu.pdf"));
    project.mokuhyo(&["build", "sheets/r3", "--only", "sheets", "--drafts"]).record(&mut runs);
    runs.compare("a_path_below_sheets_moves_and_prunes_nothing_without_settings_above");
}
