//! Collections of damaged sheets, settings, dictionaries and manifests, by the program itself: it ends with a status of
//! its own, its JSON is whole, no altered output passes for unchanged, and no file outside `out/` is touched.
//!
//! `MOKUHYO_TREE=2000 cargo test tree` takes as many sheets; settings, dictionaries and manifests are fewer.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;
use walkdir::WalkDir;

use super::fuzz::{DICTIONARIES, SETTINGS, any_sheet, broken, damaged, of};
use super::support::Project;

/// The sheets of one collection, each in a folder of its own.
const SHEETS: usize = 40;

/// Settings and dictionaries, of the first sheets of a collection.
const SETTINGS_OF: usize = 6;

/// Manifests that are damaged after a collection is built.
const MANIFESTS: usize = 4;

/// Every file outside `out/` with its bytes.
fn around(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let root = project.path(".");
    let entries = WalkDir::new(&root).into_iter().filter_entry(|entry| entry.path() != root.join("out"));
    let files = entries.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        (entry.path().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap())
    };
    files.map(read).collect()
}

fn drawn<T: std::fmt::Debug>(strategy: &impl Strategy<Value = T>, runner: &mut TestRunner) -> T {
    strategy.new_tree(runner).unwrap().current()
}

/// A collection of so many damaged sheets.
fn collection(sheets: usize, runner: &mut TestRunner) -> Project {
    let project = Project::empty();
    let (sheet, settings, words) = (any_sheet(), damaged(of(SETTINGS)), damaged(of(DICTIONARIES)));
    for number in 0..sheets {
        let folder = format!("sheets/r2/ward{number}");
        project.write(&format!("{folder}/a.yaml"), &drawn(&sheet, runner));
        if number < SETTINGS_OF {
            project.write(&format!("{folder}/mokuhyo.yaml"), &drawn(&settings, runner));
            project.write(&format!("{folder}/words.yaml"), &drawn(&words, runner));
        }
    }
    project
}

/// Runs a command for its JSON.
fn told(project: &Project, args: &[&str]) -> Value {
    let output = project.run(&[args, &["--format", "json"]].concat());
    assert!(
        [0, 1, 2].contains(&output.status) && !output.stderr.contains("panicked"),
        "{args:?}: {output:?}"
    );
    serde_json::from_str(&output.stdout)
        .unwrap_or_else(|error| panic!("{args:?}: {error}: {}", output.stdout))
}

/// The outputs that a report tells, with their states.
fn states(report: &Value) -> BTreeMap<String, String> {
    let of_sheets = report["sheets"].as_array().into_iter().flatten().map(|sheet| &sheet["outputs"]);
    let outputs = of_sheets.chain([&report["outputs"]]).filter_map(Value::as_array).flatten();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    outputs.map(|output| (text(&output["path"]), text(&output["state"]))).collect()
}

/// The files of the manifest.
fn records(project: &Project) -> Vec<String> {
    let Ok(entries) = fs::read_dir(project.path("out/.mokuhyo")) else { return Vec::new() };
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> =
        names.filter(|name| Path::new(name).extension() == Some("json".as_ref())).collect();
    names.sort();
    names.into_iter().map(|name| format!("out/.mokuhyo/{name}")).collect()
}

/// Damages records one after the other: what was altered is never told as unchanged, and nothing is removed.
fn damage_records(project: &Project, altered: &str, runner: &mut TestRunner) {
    let records = records(project);
    for number in 0..MANIFESTS {
        let name = &records[number * 7 % records.len()];
        let bytes = project.read(name);
        project.write(name, &drawn(&broken(bytes.clone()), runner));
        let states = states(&told(project, &["build", "--only", "html", "--verify"]));
        assert_ne!(states.get(altered).map(String::as_str), Some("unchanged"), "{name}");
        project.write(name, &bytes);
    }
}

#[test]
fn damaged_collections_end_and_touch_nothing_outside_out() {
    let sheets = std::env::var("MOKUHYO_TREE").ok().and_then(|it| it.parse().ok()).unwrap_or(20);
    let mut runner = TestRunner::deterministic();
    for begun in (0..sheets).step_by(SHEETS) {
        let project = collection(SHEETS.min(sheets - begun), &mut runner);
        project.write("sheets/r2/sound/a.yaml", include_bytes!("../../sheets/r2/higashi/soumu.yaml"));
        let before = around(&project);
        told(&project, &["check"]);
        told(&project, &["build", "--only", "data"]);
        let built = states(&told(&project, &["build", "--only", "html"]));
        let page = "out/r2/sound/index.html";
        assert!(built.contains_key(page), "{built:?}");
        let altered = [project.read(page), b" ".to_vec()].concat();
        project.write(page, &altered);
        damage_records(&project, page, &mut runner);
        assert_eq!(project.read(page), altered);
        told(&project, &["build", "--only", "html", "--force", "--prune"]);
        assert!(around(&project) == before, "a file outside out/ was touched");
    }
}
