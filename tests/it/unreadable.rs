//! What cannot be read or is not what its name says: it is named as what it is, and nothing is taken for missing
//! that is there.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::support::{Project, Runs};

/// Puts something that is no file in a file's place.
fn occupied(project: &Project, path: &str) {
    let path = project.path(path);
    let _ = fs::remove_file(&path);
    // A socket by its node, since the path of one that listens may have a hundred bytes at most.
    #[cfg(target_os = "linux")]
    rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Socket, 0o600.into(), 0).unwrap();
    #[cfg(not(target_os = "linux"))]
    std::os::unix::net::UnixListener::bind(&path).unwrap();
}

#[test]
fn a_lock_that_cannot_be_taken_is_named_and_not_its_folder() {
    const LOCK: &str = "out/.mokuhyo/lock";
    let project = Project::real();
    assert_eq!(project.run(&["build"]).status, 0);
    let mut runs = Runs::default();
    occupied(&project, LOCK);
    for args in [&["build"][..], &["build", "--verify"], &["proof"]] {
        project.mokuhyo(args).record(&mut runs);
    }
    fs::remove_file(project.path(LOCK)).unwrap();
    fs::create_dir(project.path(LOCK)).unwrap();
    runs.remark("a folder");
    project.mokuhyo(&["build"]).record(&mut runs);
    fs::remove_dir(project.path(LOCK)).unwrap();
    symlink("../../sheets/mokuhyo.yaml", project.path(LOCK)).unwrap();
    runs.remark("a link");
    project.mokuhyo(&["build"]).record(&mut runs);
    runs.compare("a_lock_that_cannot_be_taken_is_named_and_not_its_folder");
}

#[test]
fn what_keeps_out_from_being_a_folder_is_told_as_it_is() {
    let project = Project::real();
    let out = project.path("out");
    let mut runs = Runs::default();
    for target in ["nowhere", "out", "sheets/mokuhyo.yaml"] {
        symlink(target, &out).unwrap();
        runs.remark(&format!("out is a link to {target}"));
        project.mokuhyo(&["build"]).record(&mut runs);
        fs::remove_file(&out).unwrap();
    }
    fs::write(&out, "a file").unwrap();
    runs.remark("out is a file");
    project.mokuhyo(&["build"]).record(&mut runs);
    runs.compare("what_keeps_out_from_being_a_folder_is_told_as_it_is");
}

#[test]
fn verify_names_what_it_cannot_read_and_calls_nothing_of_it_missing() {
    let project = Project::real();
    assert_eq!(project.run(&["build"]).status, 0);
    let mut runs = Runs::default();
    occupied(&project, "out/r2/higashi/soumu.pdf");
    project.mokuhyo(&["build", "--verify"]).record(&mut runs);
    fs::remove_file(project.path("out/r2/higashi/soumu.pdf")).unwrap();
    project.mokuhyo(&["build", "--verify"]).record(&mut runs);
    assert_eq!(project.run(&["build"]).status, 0);
    let mut records: Vec<String> = fs::read_dir(project.path("out/.mokuhyo"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|it| it == "json"))
        .collect();
    assert!(records.len() > 1, "{records:?}");
    records.sort();
    for name in records {
        let path = format!("out/.mokuhyo/{name}");
        let bytes = project.read(&path);
        occupied(&project, &path);
        project.mokuhyo(&["build", "--verify"]).record(&mut runs);
        fs::remove_file(project.path(&path)).unwrap();
        project.write(&path, &bytes);
    }
    project.mokuhyo(&["build", "--verify"]).record(&mut runs);
    runs.compare("verify_names_what_it_cannot_read_and_calls_nothing_of_it_missing");
}

#[test]
fn nothing_is_said_to_be_missing_from_a_folder_with_a_sheet_that_cannot_be_read() {
    let mut runs = Runs::default();
    for sheet in ["soumu", "ward"] {
        let project = Project::real();
        let path = format!("sheets/r2/higashi/{sheet}.yaml");
        let text = project.read(&path);
        fs::remove_file(project.path(&path)).unwrap();
        runs.remark(&format!("{sheet} is gone"));
        project.mokuhyo(&["check"]).record(&mut runs);
        occupied(&project, &path);
        runs.remark(&format!("{sheet} is no file"));
        project.mokuhyo(&["check"]).record(&mut runs);
        let elsewhere = Project::with(&[("a.yaml", std::str::from_utf8(&text).unwrap())]);
        for (target, words) in
            [(elsewhere.path("a.yaml"), "leads out"), ("nowhere.yaml".into(), "leads nowhere")]
        {
            fs::remove_file(project.path(&path)).unwrap();
            symlink(target, project.path(&path)).unwrap();
            runs.remark(&format!("{sheet} {words}"));
            project.mokuhyo(&["check"]).record(&mut runs);
        }
    }
    runs.compare("nothing_is_said_to_be_missing_from_a_folder_with_a_sheet_that_cannot_be_read");
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
    let mut runs = Runs::default();
    for args in [&["build"][..], &["build", "--verify"], &["build"]] {
        project.mokuhyo(args).record(&mut runs);
    }
    for name in names {
        fs::remove_file(project.path(&format!("sheets/r2/higashi/{name}.yaml"))).unwrap();
    }
    project.mokuhyo(&["build", "--prune"]).record(&mut runs);
    for name in names {
        assert!(!project.path(&format!("out/r2/higashi/{name}.pdf")).exists(), "{name}");
    }
    runs.compare("names_that_windows_has_not_are_recorded_and_pruned_like_any_other");
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
    let mut runs = Runs::default();
    for (target, words) in [
        ("", "no file"),
        ("nowhere", "a link that leads nowhere"),
        (elsewhere.path("a.yaml").to_str().unwrap(), "a link that leads out"),
    ] {
        let _ = fs::remove_file(project.path(settings));
        if target.is_empty() {
            occupied(&project, settings);
        } else {
            symlink(target, project.path(settings)).unwrap();
        }
        runs.remark(&format!("{settings} is {words}"));
        // The settings may say that the folder is not published.
        project.mokuhyo(&["build", "--prune", "--force"]).record(&mut runs);
        assert!(project.read("out/r2/kita/ward.pdf") == made);
        for paths in [&["check"][..], &["check", "sheets/r2/kita"], &["check", "sheets/r2/higashi"]] {
            project.mokuhyo(paths).record(&mut runs);
        }
    }
    runs.compare("sheets_whose_settings_cannot_be_read_are_left_out_and_the_rest_goes_on");
}

#[test]
fn a_path_that_is_no_file_is_named_as_what_it_is() {
    let project = Project::real();
    occupied(&project, "x.yaml");
    let mut runs = Runs::default();
    for args in [&["diff", "x.yaml", "sheets"][..], &["diff", "sheets", "x.yaml"], &["check", "x.yaml"]] {
        project.mokuhyo(args).record(&mut runs);
    }
    runs.compare("a_path_that_is_no_file_is_named_as_what_it_is");
}
