//! Names and links under which nothing is written: what `check` would refuse to read, `new` and `roll` refuse to make.

use std::fs;

use super::support::{Project, Runs};

/// Fails where a command makes anything.
fn refused(project: &Project, args: &[&str], runs: &mut Runs) {
    let before = tree(project);
    project.mokuhyo(args).record(runs);
    assert!(tree(project) == before, "{args:?} made something");
}

/// The paths of all files and folders of a project.
fn tree(project: &Project) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![project.path(".")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            if entry.path().is_dir() && !entry.path().is_symlink() {
                folders.push(entry.path());
            }
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

#[test]
fn a_year_is_not_rolled_into_what_is_no_place_for_it() {
    let project = Project::real();
    let mut runs = Runs::default();
    for out in [
        "sheets/proof/con",
        "proof/con",
        "sheets/proof",
        "sheets/r5",
        "sheets/R1",
        "sheets/令和元年度/higashi",
        "sheets/r2",
        "2024",
        "sheets/a:b",
        "sheets/trail.",
        "sheets/x ",
        "sheets/next/a?",
        "sheets/a\nb",
    ] {
        refused(&project, &["roll", "sheets/r2", "--to", "r3", "--out", out], &mut runs);
    }
    runs.compare("a_year_is_not_rolled_into_what_is_no_place_for_it");
}

#[test]
#[cfg(not(any(windows, target_os = "macos")))]
fn a_year_is_not_rolled_beside_a_twin_of_its_folder() {
    let mut runs = Runs::default();
    for twin in ["R3", "Ｒ３"] {
        let project = Project::real();
        project.write(&format!("sheets/{twin}/a.txt"), b"");
        let twin_of = if twin == "R3" { "sheets/r3" } else { "sheets/ｒ３" };
        refused(&project, &["roll", "sheets/r2", "--to", "r3", "--out", twin_of], &mut runs);
        if twin == "R3" {
            refused(&project, &["roll", "sheets/r2", "--to", "r3"], &mut runs);
        }
        refused(&project, &["new", &format!("{twin_of}/higashi/soumu")], &mut runs);
    }
    runs.compare("a_year_is_not_rolled_beside_a_twin_of_its_folder");
}

#[test]
fn no_sheet_gets_a_name_that_windows_has_not() {
    let project = Project::real();
    let mut runs = Runs::default();
    for name in [
        "a:b",
        "trail.",
        "x ",
        "a|b",
        "sheets/r3/a*b",
        "sheets/r3 /a",
        "sheets/r3./a",
        "a\tb",
        "sheets/a:b/c",
    ] {
        refused(&project, &["new", name], &mut runs);
    }
    refused(&project, &["new", "--form", "settings", "sheets/con/mokuhyo"], &mut runs);
    runs.compare("no_sheet_gets_a_name_that_windows_has_not");
}

#[test]
#[cfg(unix)]
fn what_is_not_read_through_a_link_is_not_written_through_it() {
    use std::os::unix::fs::symlink;
    let project = Project::empty();
    let inside = Project::real();
    symlink(project.path("."), inside.path("sheets/linked")).unwrap();
    symlink(project.path("."), inside.path("here")).unwrap();
    let mut runs = Runs::default();
    for args in [
        &["new", "sheets/linked/a"][..],
        &["new", "sheets/linked/r3/b/a"],
        &["new", "here/a"],
        &["new", "--form", "settings", "sheets/linked/mokuhyo"],
        &["new", "--print", "here/a"],
        &["roll", "sheets/r2", "--to", "r3", "--out", "sheets/linked"],
        &["roll", "sheets/r2", "--to", "r3", "--out", "sheets/linked/new"],
    ] {
        refused(&inside, args, &mut runs);
        assert_eq!(fs::read_dir(project.path(".")).unwrap().count(), 0, "{args:?}");
    }
    runs.compare("what_is_not_read_through_a_link_is_not_written_through_it");
    // A folder elsewhere that is named by itself is written to.
    let out = project.path("next");
    let roll = ["roll", "sheets/r2", "--to", "r3", "--out", out.to_str().unwrap()];
    assert_eq!(inside.run(&roll).status, 0);
    // And so is a link that stays inside, as it is read.
    fs::create_dir_all(inside.path("sheets/r2/nishi")).unwrap();
    symlink("r2/nishi", inside.path("sheets/west")).unwrap();
    assert_eq!(inside.run(&["new", "sheets/west/a"]).status, 0);
}

#[test]
fn a_roll_tells_paths_from_where_it_is_run() {
    let project = Project::real();
    let mut runs = Runs::default();
    project.mokuhyo(&["roll", ".", "--to", "r3"]).at("sheets/r2").record(&mut runs);
    runs.compare("a_roll_tells_paths_from_where_it_is_run");
}

#[test]
fn what_a_killed_roll_left_is_named_by_every_command_however_quiet() {
    let project = Project::real();
    project.write("sheets/r4/higashi/.mokuhyo-roll-abc123/lock", b"");
    project.write("sheets/r4/higashi/.mokuhyo-roll-abc123/draft/a.yaml", b"");
    let mut runs = Runs::default();
    for args in [
        &["check", "sheets/r2/higashi/soumu.yaml", "-q"][..],
        &["check", "sheets/r2"],
        &["check", "-q", "--format", "json"],
        &["diff", "sheets", "sheets"],
        &["diff", "sheets/r2", "sheets/r2", "-q"],
        &["build", "--only", "data", "-q"],
    ] {
        project.mokuhyo(args).record(&mut runs);
    }
    runs.compare("what_a_killed_roll_left_is_named_by_every_command_however_quiet");
}

#[test]
fn a_text_that_a_killed_save_left_is_named_by_every_command_and_stays() {
    let project = Project::real();
    let left = "sheets/r2/higashi/.mokuhyo-AbC123";
    project.write(left, "様式: 組織目標管理シート\n年度: 令".as_bytes());
    let mut runs = Runs::default();
    for args in [
        &["check"][..],
        &["check", "-q", "sheets/r2/higashi/soumu.yaml"],
        &["check", "--fix"],
        &["build", "--only", "data", "-q"],
        &["proof", "sheets/r2/higashi/ward.yaml"],
        &["diff", "sheets/r2", "sheets/r2"],
        &["new", "sheets/r2/higashi/kankyou"],
        &["roll", "sheets/r2", "--to", "R3"],
    ] {
        project.mokuhyo(args).record(&mut runs);
        assert!(project.path(left).exists(), "{args:?}");
    }
    fs::remove_file(project.path(left)).unwrap();
    project.mokuhyo(&["check"]).record(&mut runs);
    runs.compare("a_text_that_a_killed_save_left_is_named_by_every_command_and_stays");
}

#[test]
fn a_text_that_is_no_dictionary_is_told_without_its_contents() {
    let mut runs = Runs::default();
    for text in [
        "TOKEN=s3cret\n",
        "version: 1\ntoken: s3cret\n",
        "apiVersion: v1\nrules:\n  - apiGroups: [s3cret]\n",
        "rules: [a, s3cret\n",
        "rules:\n  s3cret: [\n",
        "- s3cret\n",
        "{\"version\": \"s3cret\", \"rules\": \"s3cret\", \"x\": 1}",
        "a: *s3cret\nrules: 1\n",
    ] {
        let project = Project::real();
        fs::create_dir(project.path(".git")).unwrap();
        project.write("secret.txt", text.as_bytes());
        project.write("sheets/mokuhyo.yaml", "辞書: [../secret.txt]\n".as_bytes());
        project.mokuhyo(&["check"]).record(&mut runs);
        for format in ["json", "sarif", "github", "junit"] {
            let output = project.run(&["check", "--format", format]);
            assert_eq!(output.status, 1, "{text:?} {output:?}");
            assert!(!(output.stdout + &output.stderr).contains("s3cret"), "{text:?} {format}");
        }
    }
    assert!(!runs.shown().contains("s3cret"), "{}", runs.shown());
    runs.remark("a dictionary's faults are shown");
    let project = Project::real();
    project.write("sheets/w.yaml", b"rules:\n  - expected: a\n    patern: b\n");
    project.write("sheets/mokuhyo.yaml", "辞書: [w.yaml]\n".as_bytes());
    project.mokuhyo(&["check"]).record(&mut runs);
    runs.compare("a_text_that_is_no_dictionary_is_told_without_its_contents");
}

#[test]
fn a_line_break_in_an_offices_name_is_told() {
    let mut runs = Runs::default();
    for typed in [
        "\"総務課\\n::error::\"",
        "\"総務課\\r::error::\"",
        "|\n  総務課\n  第二",
        "\"総\\u2028務\"",
        // One line is right.
        "|\n  総務課",
    ] {
        let project = Project::real();
        project.edit("sheets/r2/higashi/soumu.yaml", "課: 総務課", &format!("課: {typed}"));
        project.mokuhyo(&["check"]).record(&mut runs);
    }
    runs.compare("a_line_break_in_an_offices_name_is_told");
}
