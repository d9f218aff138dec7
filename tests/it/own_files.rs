//! Nothing but its own files is written or removed: foreign ones, links, pipes and forged records stay.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::support::{Output, Project, Runs};

/// Every file of a project but those below `out`, links as what they lead to.
fn around(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![project.path(".")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(project.path(".")).unwrap().to_string_lossy().replace('\\', "/");
            if path.is_dir() && !path.is_symlink() {
                if name != "out" {
                    folders.push(path);
                }
            } else if path.is_file() {
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn build(project: &Project, args: &[&str]) -> Output {
    project.run(&[&["build"], args].concat())
}

const FOREIGN: [(&str, &[u8]); 5] = [
    ("out/index.html", b"<!DOCTYPE html><title>The city's own</title>"),
    ("out/style.css", b"body { color: red }"),
    ("out/r2/higashi/soumu.pdf", b"%PDF-1.4 a scan"),
    ("out/r2/higashi/indicators.csv", b"a,b\r\n1,2\r\n"),
    ("out/r2/higashi/sheets.json", b"{}"),
];

#[test]
fn a_foreign_file_is_told_and_stays_and_the_rest_is_made() {
    let project = Project::real();
    for (path, bytes) in FOREIGN {
        project.write(path, bytes);
    }
    let mut runs = Runs::default();
    project.mokuhyo(&["build"]).record(&mut runs);
    for (path, bytes) in FOREIGN {
        assert_eq!(project.read(path), bytes);
    }
    project.mokuhyo(&["build", "--format", "json"]).record(&mut runs);
    assert_eq!(build(&project, &["--overwrite"]).status, 0);
    assert_eq!(build(&project, &["--verify"]).status, 0);
    assert!(project.read("out/r2/higashi/soumu.pdf").len() > 1000);
    // The same with proofs.
    project.write("out/proof/r2/higashi/soumu.pdf", b"%PDF-1.4 a scan");
    project.mokuhyo(&["proof", "sheets/r2/higashi/soumu.yaml"]).record(&mut runs);
    runs.compare("a_foreign_file_is_told_and_stays_and_the_rest_is_made");
    assert_eq!(project.read("out/proof/r2/higashi/soumu.pdf"), b"%PDF-1.4 a scan");
    assert_eq!(project.run(&["proof", "sheets/r2/higashi/soumu.yaml", "--overwrite"]).status, 0);
    assert_eq!(project.run(&["proof", "sheets/r2/higashi/soumu.yaml", "--mark", "案"]).status, 0);
}

#[test]
fn an_out_without_its_manifest_is_built_over() {
    let project = Project::real();
    assert_eq!(build(&project, &[]).status, 0);
    fs::remove_dir_all(project.path("out/.mokuhyo")).unwrap();
    // As another version wrote them, and an empty one that a power cut left.
    project.edit("out/style.css", "--pale: #505050", "--pale: #444");
    project.write("out/r2/higashi/chiiki.pdf", b"");
    project.write("sheets/mokuhyo.yaml", "発行者: 別の市\n".as_bytes());
    let output = build(&project, &[]);
    assert_eq!(output.status, 0, "{output:?}");
    assert_eq!(build(&project, &["--verify"]).status, 0);
}

#[test]
fn what_another_hand_changed_is_replaced_where_that_is_asked_for() {
    let project = Project::real();
    assert_eq!(build(&project, &[]).status, 0);
    project.write("out/r2/higashi/soumu.pdf", b"%PDF-1.7 by another hand");
    let mut runs = Runs::default();
    project.mokuhyo(&["build"]).record(&mut runs);
    assert_eq!(project.read("out/r2/higashi/soumu.pdf"), b"%PDF-1.7 by another hand");
    assert_eq!(build(&project, &["--overwrite"]).status, 0);
    // Nor is it removed with its sheet.
    fs::remove_file(project.path("sheets/r2/higashi/soumu.yaml")).unwrap();
    project.write("out/r2/higashi/soumu.pdf", b"%PDF-1.7 by another hand");
    project.mokuhyo(&["build", "--prune"]).record(&mut runs);
    runs.compare("what_another_hand_changed_is_replaced_where_that_is_asked_for");
    assert!(project.path("out/r2/higashi/soumu.pdf").exists());
    assert!(!project.path("out/r2/higashi/soumu.html").exists());
}

#[test]
fn an_out_that_is_the_project_keeps_what_is_in_it() {
    let project = Project::real();
    for path in [".mokuhyo-notes.txt", "sheets/r2/.mokuhyo-abc123", "write-up.txt", ".mokuhyo/notes.txt"] {
        project.write(path, b"mine");
    }
    let before = around(&project);
    for args in [&[][..], &["--prune"], &["--force", "--prune"]] {
        let output = build(&project, &[&["--out", "."], args].concat());
        assert_eq!(output.status, 0, "{output:?}");
        let after = around(&project);
        let kept = |(name, bytes): (&String, &Vec<u8>)| after.get(name) == Some(bytes);
        assert!(before.iter().all(kept));
    }
}

#[test]
#[cfg(unix)]
fn links_in_out_are_told_and_left() {
    use std::os::unix::fs::symlink;
    let project = Project::real();
    project.write("other/keep.txt", b"mine");
    project.write("other/index.html", b"<!DOCTYPE html><a class=\"skip\" href=\"#main\">");
    fs::create_dir_all(project.path("out/r2")).unwrap();
    symlink(project.path("other"), project.path("out/r2/higashi")).unwrap();
    symlink(project.path("other/index.html"), project.path("out/index.html")).unwrap();
    let before = around(&project);
    let mut runs = Runs::default();
    for args in [&["build"][..], &["build", "--prune", "--force", "--overwrite"]] {
        project.mokuhyo(args).record(&mut runs);
        assert!(around(&project) == before);
        assert!(project.path("out/style.css").exists(), "the rest was not built");
    }
    fs::remove_dir_all(project.path("out")).unwrap();
    fs::create_dir(project.path("out")).unwrap();
    symlink(project.path("other"), project.path("out/.mokuhyo")).unwrap();
    project.mokuhyo(&["build"]).record(&mut runs);
    runs.compare("links_in_out_are_told_and_left");
    assert!(around(&project) == before);
    // `out` itself may be a link.
    fs::remove_dir_all(project.path("out")).unwrap();
    fs::create_dir(project.path("site")).unwrap();
    symlink(project.path("site"), project.path("out")).unwrap();
    assert_eq!(build(&project, &[]).status, 0);
    assert!(project.path("site/r2/higashi/soumu.pdf").exists());
}

#[test]
#[cfg(unix)]
fn a_pipe_in_a_files_place_is_refused_and_not_waited_for() {
    let project = Project::real();
    assert_eq!(build(&project, &[]).status, 0);
    let pipe = |name: &str| {
        let _ = fs::remove_file(project.path(name));
        let made = std::process::Command::new("mkfifo").arg(project.path(name)).status();
        assert!(made.unwrap().success());
    };
    let mut runs = Runs::default();
    pipe("sheets/r2/higashi/pipe.yaml");
    project.mokuhyo(&["build"]).record(&mut runs);
    fs::remove_file(project.path("sheets/r2/higashi/pipe.yaml")).unwrap();
    pipe("out/r2/higashi/soumu.html");
    project.mokuhyo(&["build"]).record(&mut runs);
    fs::remove_file(project.path("out/r2/higashi/soumu.html")).unwrap();
    // A part of the manifest is not used, which is told, and cannot be written.
    let manifests = fs::read_dir(project.path("out/.mokuhyo")).unwrap();
    let names = manifests.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let manifest =
        names.filter(|name| Path::new(name).extension().is_some_and(|it| it == "json")).min().unwrap();
    pipe(&format!("out/.mokuhyo/{manifest}"));
    project.mokuhyo(&["build"]).record(&mut runs);
    project.mokuhyo(&["build", "--verify"]).record(&mut runs);
    fs::remove_file(project.path(&format!("out/.mokuhyo/{manifest}"))).unwrap();
    pipe("out/.mokuhyo/lock");
    project.mokuhyo(&["build"]).record(&mut runs);
    project.mokuhyo(&["build", "--verify"]).record(&mut runs);
    runs.compare("a_pipe_in_a_files_place_is_refused_and_not_waited_for");
}

#[test]
#[cfg(unix)]
fn a_sparse_file_of_three_gigabytes_is_refused() {
    let project = Project::real();
    let file = fs::File::create(project.path("sheets/r2/higashi/huge.yaml")).unwrap();
    file.set_len(3 << 30).unwrap();
    let mut runs = Runs::default();
    project.mokuhyo(&["check"]).record(&mut runs);
    runs.compare("a_sparse_file_of_three_gigabytes_is_refused");
}

#[test]
#[cfg(target_os = "linux")]
fn verify_makes_no_file_and_reads_beside_others() {
    let project = Project::real();
    assert_eq!(build(&project, &[]).status, 0);
    fs::remove_file(project.path("out/.mokuhyo/lock")).unwrap();
    assert_eq!(build(&project, &["--verify"]).status, 0);
    assert!(!project.path("out/.mokuhyo/lock").exists());
    let lock = fs::File::create(project.path("out/.mokuhyo/lock")).unwrap();
    lock.lock_shared().unwrap();
    assert_eq!(build(&project, &["--verify"]).status, 0);
}
