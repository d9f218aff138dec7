//! What cannot be read or is not what its name says: it is named as what it is, and nothing is taken for missing
//! that is there.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

use super::support::{Output, Project};

fn refused(project: &Project, args: &[&str], words: &[&str]) -> Output {
    let output = project.run(args);
    assert_eq!(output.status, 2, "{args:?}: {output:?}");
    for words in words {
        assert!(output.stderr.contains(words), "{args:?} {words}: {output:?}");
    }
    output
}

/// Puts something that is no file in a file's place.
fn occupied(project: &Project, path: &str) -> UnixListener {
    let path = project.path(path);
    let _ = fs::remove_file(&path);
    UnixListener::bind(path).unwrap()
}

#[test]
fn a_lock_that_cannot_be_taken_is_named_and_not_its_folder() {
    const LOCK: &str = "out/.mokuhyo/lock";
    let project = Project::real();
    assert_eq!(project.run(&["build"]).status, 0);
    let socket = occupied(&project, LOCK);
    for args in [&["build"][..], &["build", "--verify"], &["proof"]] {
        refused(&project, args, &["「out/.mokuhyo/lock」", "ふつうのファイルではありません"]);
    }
    drop(socket);
    fs::remove_file(project.path(LOCK)).unwrap();
    fs::create_dir(project.path(LOCK)).unwrap();
    refused(&project, &["build"], &["「out/.mokuhyo/lock」"]);
    fs::remove_dir(project.path(LOCK)).unwrap();
    symlink("../../sheets/mokuhyo.yaml", project.path(LOCK)).unwrap();
    refused(&project, &["build"], &["「out/.mokuhyo/lock」はリンク"]);
}

#[test]
fn what_keeps_out_from_being_a_folder_is_told_as_it_is() {
    let project = Project::real();
    let out = project.path("out");
    for (target, words) in [
        ("nowhere", "その先がありません"),
        ("out", "輪になって"),
        ("sheets/mokuhyo.yaml", "ファイルがあります"),
    ] {
        symlink(target, &out).unwrap();
        let output = refused(&project, &["build"], &["「out」に書き込めません", words]);
        assert!(!output.stderr.contains("同じ名前"), "{output:?}");
        fs::remove_file(&out).unwrap();
    }
    fs::write(&out, "a file").unwrap();
    refused(&project, &["build"], &["フォルダであるべき所にファイルがあります"]);
}

#[test]
fn verify_names_what_it_cannot_read_and_calls_nothing_of_it_missing() {
    let project = Project::real();
    assert_eq!(project.run(&["build"]).status, 0);
    let socket = occupied(&project, "out/r2/higashi/soumu.pdf");
    let output = refused(&project, &["build", "--verify"], &["「out/r2/higashi/soumu.pdf」を読めません"]);
    assert!(!output.stdout.contains("ファイルなし"), "{output:?}");
    drop(socket);
    fs::remove_file(project.path("out/r2/higashi/soumu.pdf")).unwrap();
    let output = project.run(&["build", "--verify"]);
    assert!(
        output.status == 1 && output.stdout.contains("ファイルなし out/r2/higashi/soumu.pdf"),
        "{output:?}"
    );
    assert_eq!(project.run(&["build"]).status, 0);
    let records: Vec<String> = fs::read_dir(project.path("out/.mokuhyo"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|it| it == "json"))
        .collect();
    assert!(records.len() > 1, "{records:?}");
    for name in records {
        let path = format!("out/.mokuhyo/{name}");
        let bytes = project.read(&path);
        let socket = occupied(&project, &path);
        refused(
            &project,
            &["build", "--verify"],
            &[&format!("「{path}」を読めません(ふつうのファイルではありません)")],
        );
        drop(socket);
        fs::remove_file(project.path(&path)).unwrap();
        project.write(&path, &bytes);
    }
    assert_eq!(project.run(&["build", "--verify"]).status, 0);
}

#[test]
fn nothing_is_said_to_be_missing_from_a_folder_with_a_sheet_that_cannot_be_read() {
    for (sheet, rule) in [("soumu", "uncovered-ward-goal"), ("ward", "ward-missing")] {
        let project = Project::real();
        let path = format!("sheets/r2/higashi/{sheet}.yaml");
        let text = project.read(&path);
        fs::remove_file(project.path(&path)).unwrap();
        let output = project.run(&["check"]);
        assert!(output.stdout.contains(rule), "{output:?}");
        // A pipe or socket, a link that leads out, a link to nowhere.
        let socket = occupied(&project, &path);
        let output = refused(&project, &["check"], &[&path]);
        assert!(!output.stdout.contains(rule), "{output:?}");
        drop(socket);
        let elsewhere = Project::with(&[("a.yaml", std::str::from_utf8(&text).unwrap())]);
        for target in [elsewhere.path("a.yaml"), "nowhere.yaml".into()] {
            fs::remove_file(project.path(&path)).unwrap();
            symlink(target, project.path(&path)).unwrap();
            let output = refused(&project, &["check"], &[&path]);
            assert!(!output.stdout.contains(rule), "{output:?}");
        }
    }
}

#[test]
fn names_that_windows_has_not_are_recorded_and_pruned_like_any_other() {
    let project = Project::real();
    let text = String::from_utf8(project.read("sheets/r2/higashi/soumu.yaml")).unwrap();
    let names = ["a\\b", "C:x", "c:", "a:b", "x "];
    for (number, name) in names.iter().enumerate() {
        let text = text.replacen("課: 総務課", &format!("課: 第{number}課"), 1);
        project.write(&format!("sheets/r2/higashi/{name}.yaml"), text.as_bytes());
    }
    assert_eq!(project.run(&["build"]).status, 0);
    let output = project.run(&["build", "--verify"]);
    assert_eq!(output.status, 0, "{output:?}");
    assert!(project.run(&["build"]).stderr.contains("作成 0"));
    for name in names {
        fs::remove_file(project.path(&format!("sheets/r2/higashi/{name}.yaml"))).unwrap();
    }
    assert_eq!(project.run(&["build", "--prune"]).status, 0);
    for name in names {
        assert!(!project.path(&format!("out/r2/higashi/{name}.pdf")).exists(), "{name}");
    }
}

#[test]
fn sheets_whose_settings_cannot_be_read_are_left_out_and_the_rest_goes_on() {
    let project = Project::real();
    for name in ["ward", "soumu"] {
        let text = String::from_utf8(project.read(&format!("sheets/r2/higashi/{name}.yaml"))).unwrap();
        project.write(&format!("sheets/r2/kita/{name}.yaml"), text.replace("東区", "北区").as_bytes());
    }
    assert!(project.run(&["build"]).status < 2);
    let made = project.read("out/r2/kita/ward.pdf");
    let settings = "sheets/r2/kita/mokuhyo.yaml";
    let elsewhere = Project::with(&[("a.yaml", "公開: しない\n")]);
    for target in ["", "nowhere", elsewhere.path("a.yaml").to_str().unwrap()] {
        let _ = fs::remove_file(project.path(settings));
        let socket = target.is_empty().then(|| occupied(&project, settings));
        if !target.is_empty() {
            symlink(target, project.path(settings)).unwrap();
        }
        let output = refused(&project, &["build", "--prune", "--force"], &[&format!("「{settings}」")]);
        // They may say that the folder is not published.
        let states = ["作成", "変更なし"].map(|state| format!("{state} out/r2/higashi/soumu.pdf"));
        assert!(states.iter().any(|state| output.stdout.contains(state)), "{target} {output:?}");
        assert!(!output.stdout.contains("out/r2/kita/ward.pdf"), "{output:?}");
        assert!(project.read("out/r2/kita/ward.pdf") == made);
        assert!(refused(&project, &["check"], &[settings]).stdout.contains("sheets/r2/higashi/"));
        refused(&project, &["check", "sheets/r2/kita"], &[settings]);
        assert!(project.run(&["check", "sheets/r2/higashi"]).status < 2);
        drop(socket);
    }
}

#[test]
fn a_path_that_is_no_file_is_named_as_what_it_is() {
    let project = Project::real();
    let _socket = occupied(&project, "x.yaml");
    for args in [&["diff", "x.yaml", "sheets"][..], &["diff", "sheets", "x.yaml"], &["check", "x.yaml"]] {
        refused(&project, args, &["「x.yaml」を読めません(ふつうのファイルではありません)"]);
    }
}
