//! A folder that cannot be listed is named at its place, and every command goes on with the rest.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use serde_json::json;

use super::opened::Opened;
use super::support::{Output, Project, REAL, Runs, command};

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
        let script = format!("#!/bin/sh\nexec {user} '{}' \"$@\"\n", env!("CARGO_BIN_EXE_mokuhyo"));
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
        let mut process = command("sh");
        process.arg("mokuhyo.sh").args(args.split(' ')).current_dir(self.0.path("."));
        Output::of(process.output().unwrap())
    }

    fn list(&self, path: &str, may: bool) {
        let mode = if may { 0o777 } else { 0 };
        fs::set_permissions(self.0.path(path), fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Records a run.
    fn record(&self, args: &str, runs: &mut Runs) {
        runs.add(&format!("mokuhyo {args}"), &self.0, &self.run(args));
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
    let mut runs = Runs::default();
    for args in ["check", "check --format sarif", "build --prune"] {
        town.record(args, &mut runs);
    }
    // What was made of the folder stays, and the site keeps its place.
    assert!((town.files("out/r3"), town.0.read("out/index.html")) == before);
    // What is not selected is in no one's way.
    let rest = ["proof", "diff old sheets", "diff old sheets --as json", "check sheets/r2 --quiet"];
    for args in ["build --verify"].into_iter().chain(rest) {
        town.record(args, &mut runs);
    }
    town.list(HIDDEN, true);
    town.record("build --prune", &mut runs);
    town.record("build --verify", &mut runs);
    runs.compare("the_rest_is_checked_built_and_compared");
}

#[test]
fn a_roll_makes_every_sheet_that_is_selected_or_none() {
    let Some(town) = Town::new() else { return };
    town.list(HIDDEN, false);
    let mut runs = Runs::default();
    town.record("roll sheets/r2/higashi --to r3 --out next", &mut runs);
    assert_eq!(town.files("next").len(), 5);
    town.record("roll sheets/r3 --to r4 --out later", &mut runs);
    assert!(town.files("later").is_empty());
    town.list(HIDDEN, true);
    runs.compare("a_roll_makes_every_sheet_that_is_selected_or_none");
}

#[test]
fn a_path_is_followed_below_a_folder_that_cannot_be_listed() {
    let Some(town) = Town::new() else { return };
    town.0.edit("sheets/r2/higashi/soumu.yaml", "作成日: R2.4.1", "作成日: R2.4.31");
    fs::set_permissions(town.0.path("sheets"), fs::Permissions::from_mode(0o311)).unwrap();
    let mut runs = Runs::default();
    for path in ["sheets/r2/higashi", "sheets/r2/higashi/soumu.yaml"] {
        // The settings above are found as well: a rule that they turn off finds nothing.
        town.record(&format!("check {path}"), &mut runs);
    }
    runs.compare("a_path_is_followed_below_a_folder_that_cannot_be_listed");
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
