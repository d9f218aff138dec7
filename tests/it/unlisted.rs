//! A folder that cannot be listed is named at its place, and every command goes on with the rest.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use serde_json::{Value, json};

use super::opened::Opened;
use super::support::{Output, Project, REAL};

const HIDDEN: &str = "sheets/r3/higashi";

/// A collection of two years that a user builds who is not root, because root may list every folder.
struct Town(Project);

impl Town {
    /// Returns nothing where the program cannot be run as another user.
    fn new() -> Option<Self> {
        let project = Project::real();
        for path in REAL.iter().filter(|path| path.contains("/r2/")) {
            let text = String::from_utf8(project.read(path)).unwrap();
            let next = text.replacen("年度: 令和2年度", "年度: 令和3年度", 1);
            project.write(&path.replacen("/r2/", "/r3/", 1), next.as_bytes());
        }
        let is_root = fs::read_to_string("/proc/self/status").unwrap().contains("\nUid:\t0\t");
        let user = if is_root { "setpriv --reuid 64124 --clear-groups --inh-caps=-all" } else { "" };
        let script = format!("#!/bin/sh\nexec {user} {} \"$@\"\n", env!("CARGO_BIN_EXE_mokuhyo"));
        project.write("mokuhyo.sh", script.as_bytes());
        let open = Command::new("chmod").args(["-R", "a+rwx"]).arg(project.path(".")).status();
        assert!(open.unwrap().success());
        let town = Self(project);
        if town.run("--version").status != 0 {
            #[expect(clippy::print_stderr, reason = "a test that does nothing says so")]
            {
                eprintln!("SKIPPED: the program cannot be run as another user");
            }
            return None;
        }
        Some(town)
    }

    fn run(&self, args: &str) -> Output {
        let mut command = Command::new("sh");
        let output = command
            .arg("mokuhyo.sh")
            .args(args.split(' '))
            .current_dir(self.0.path("."))
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        Output {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn list(&self, path: &str, may: bool) {
        let mode = if may { 0o777 } else { 0 };
        fs::set_permissions(self.0.path(path), fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Runs a command while the folder cannot be listed.
    fn hidden(&self, args: &str, status: i32) -> Output {
        let output = self.run(args);
        assert_eq!(output.status, status, "{args}: {output:?}");
        assert_eq!(
            output.stderr.matches(&format!("「{HIDDEN}」を読めません")).count(),
            1,
            "{args}: {output:?}"
        );
        output
    }

    /// Returns every file of a folder with its bytes.
    fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let entries = walkdir::WalkDir::new(self.0.path(folder)).sort_by_file_name();
        let files = entries.into_iter().filter_map(Result::ok).filter(|it| it.file_type().is_file());
        files.map(|it| (it.path().display().to_string(), fs::read(it.path()).unwrap())).collect()
    }
}

#[test]
fn the_rest_is_checked_built_and_compared() {
    let Some(town) = Town::new() else { return };
    let copied = Command::new("cp").args(["-a", "sheets", "old"]).current_dir(town.0.path(".")).status();
    assert!(copied.unwrap().success());
    town.run("build");
    let before = (town.files("out/r3"), town.0.read("out/index.html"));
    assert!(!before.0.is_empty(), "nothing was built of the folder");
    town.0.edit("sheets/r2/higashi/soumu.yaml", "作成日: R2.", "作成日: H31.");
    town.list(HIDDEN, false);
    assert!(town.hidden("check", 2).stdout.contains("sheets/r2/higashi/"));
    let log: Value = serde_json::from_str(&town.hidden("check --format sarif", 2).stdout).unwrap();
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false, "{log}");
    let built = town.hidden("build --prune", 2);
    assert!(built.stdout.contains("作成 out/r2/higashi/soumu.pdf"), "{built:?}");
    // What was made of the folder stays, and the site keeps its place.
    assert!((town.files("out/r3"), town.0.read("out/index.html")) == before);
    assert!(!town.hidden("build --verify", 2).stdout.contains("r3"));
    assert!(town.hidden("proof", 2).stdout.contains("out/proof/r2/higashi/soumu.pdf"));
    let differences = town.hidden("diff old sheets", 2);
    assert!(differences.stdout.contains("H31.") && !differences.stdout.contains("r3"), "{differences:?}");
    let json: Value = serde_json::from_str(&town.hidden("diff old sheets --as json", 2).stdout).unwrap();
    assert_eq!(json["sheets"].as_array().unwrap().len(), 4, "{json}");
    assert_eq!(json["errors"].as_array().unwrap().len(), 1, "{json}");
    // What is not selected is in no one's way.
    let only = town.run("check sheets/r2 --quiet");
    assert!(only.status < 2 && !only.stderr.contains(HIDDEN), "{only:?}");
    town.list(HIDDEN, true);
    assert!(town.run("build --prune").stderr.contains("失敗 ") || town.run("build --verify").status == 0);
}

#[test]
fn a_roll_makes_every_sheet_that_is_selected_or_none() {
    let Some(town) = Town::new() else { return };
    town.list(HIDDEN, false);
    assert_eq!(town.run("roll sheets/r2/higashi --to r3 --out next").status, 0);
    assert_eq!(town.files("next").len(), 5);
    town.hidden("roll sheets/r3 --to r4 --out later", 2);
    assert!(town.files("later").is_empty());
    town.list(HIDDEN, true);
}

#[test]
fn a_path_is_followed_below_a_folder_that_cannot_be_listed() {
    let Some(town) = Town::new() else { return };
    fs::set_permissions(town.0.path("sheets"), fs::Permissions::from_mode(0o311)).unwrap();
    for path in ["sheets/r2/higashi", "sheets/r2/higashi/soumu.yaml"] {
        let output = town.run(&format!("check {path}"));
        assert!(output.stderr.contains("「sheets」を読めません"), "{output:?}");
        // The settings above are found as well: they name the publisher and the dictionary.
        assert!(output.stdout.contains("sheets/r2/higashi/soumu.yaml"), "{output:?}");
    }
    town.list("sheets", true);
}

#[test]
fn open_lists_the_rest_and_names_the_folder() {
    let Some(town) = Town::new() else { return };
    town.list(HIDDEN, false);
    let opened = Opened::of(town.0.path("mokuhyo.sh").as_os_str(), &town.0.path("."), &[]);
    let listed = opened.ask(&json!({ "do": "list" }));
    assert_eq!(listed["sheets"].as_array().unwrap().len(), 4, "{listed}");
    let unreadable = listed["unreadable"].as_array().unwrap();
    assert!(unreadable.len() == 1 && unreadable[0]["ja"].as_str().unwrap().contains(HIDDEN), "{listed}");
    town.list(HIDDEN, true);
}
