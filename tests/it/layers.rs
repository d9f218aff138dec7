//! Imports point down, as the table of layers in `src/lib.rs` says.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::support::root;

/// A row of the table of layers in `src/lib.rs`.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    module: String,
    layer: u8,
    /// The modules of the same layer that it may import.
    neighbours: Vec<String>,
}

static LAYERS: LazyLock<Vec<Row>> =
    LazyLock::new(|| rows(&fs::read_to_string(root().join("src/lib.rs")).unwrap()));

/// Returns the rows of the table. One without a layer is of the layer above it.
fn rows(map: &str) -> Vec<Row> {
    let mut layer = 0;
    let mut rows = Vec::new();
    for line in map.lines().filter_map(|line| line.strip_prefix("//! |")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [number, module, contents, ""] = cells[..] else { continue };
        layer = number.parse().unwrap_or(layer);
        let Some(module) = module.strip_prefix("[`").and_then(|module| module.strip_suffix("`]")) else {
            continue;
        };
        let allowed = contents.split_once("(may import ").map_or("", |(_, allowed)| allowed);
        let neighbours = allowed.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        rows.push(Row { module: module.to_owned(), layer, neighbours });
    }
    rows
}

#[test]
fn the_table_of_layers_is_read() {
    let row = |module: &str, layer, neighbours: &[&str]| Row {
        module: module.to_owned(),
        layer,
        neighbours: neighbours.iter().map(|name| (*name).to_owned()).collect(),
    };
    let table = "//! | layer | module | contents |\n//! |---|---|---|\n//! | 8 | `main.rs` | starts |\n\
                 //! | 4 | [`edition`] | bytes (may import `typeset`, `fonts`) |\n//! |   | [`typeset`] | `Typst` |\n\
                 //! | on the form | in code |\n//! | 課 | [`sheet::Department`] |\n";
    assert_eq!(rows(table), [row("edition", 4, &["typeset", "fonts"]), row("typeset", 4, &[])]);
    let own = |module: &str| LAYERS.iter().find(|row| row.module == module).unwrap();
    assert_eq!([own("source").layer, own("sheet").layer, own("cli").layer], [0, 1, 7]);
    assert_eq!(own("rules").neighbours, ["read"]);
}

fn row(module: &str) -> &'static Row {
    let found = LAYERS.iter().find(|row| row.module == module);
    found.unwrap_or_else(|| panic!("the module {module} has no layer in src/lib.rs"))
}

pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let of = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    entries.flat_map(of).filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// The most lines of a file in `src`: as many as one reads at a sitting.
const MOST_LINES: usize = 350;

#[test]
fn no_file_is_longer_than_one_reads_at_a_sitting() {
    let mut longer = Vec::new();
    for path in sources(&root().join("src")) {
        let inside = path.strip_prefix(root().join("src")).unwrap().to_str().unwrap().replace('\\', "/");
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        if lines > MOST_LINES {
            longer.push(format!("{inside} ({lines} lines)"));
        }
    }
    assert!(longer.is_empty(), "split these by what their parts are for: {}", longer.join(", "));
}

/// The modules that a text names by `crate::`, in `use` lines and elsewhere; comments aside.
fn imports(text: &str) -> Vec<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let after = code.flat_map(|line| line.split("crate::").skip(1));
    after.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()).collect()
}

fn may_import(module: &str, other: &str) -> bool {
    let (own, other) = (row(module), row(other));
    own == other || other.layer < own.layer || own.neighbours.contains(&other.module)
}

#[test]
fn imports_point_down() {
    let mut upward = Vec::new();
    let mut seen = 0;
    for path in sources(&root().join("src")) {
        let inside = path.strip_prefix(root().join("src")).unwrap();
        let module = inside.iter().next().unwrap().to_str().unwrap().to_owned();
        if path.parent() == Some(&root().join("src")) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for other in imports(&text) {
            seen += 1;
            if !may_import(&module, other) {
                upward.push(format!("{}: crate::{other}", inside.display()));
            }
        }
    }
    assert!(seen > 50, "the imports were not found");
    assert!(upward.is_empty(), "imports that point up or aside:\n{}", upward.join("\n"));
}

#[test]
fn every_module_is_in_the_table() {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let layers = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let declared = map.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let declared: BTreeSet<&str> = declared.collect();
    assert_eq!(declared, LAYERS.iter().map(|row| row.module.as_str()).collect());
    for Row { module, neighbours, .. } in LAYERS.iter() {
        assert!(layers.contains(&format!("`{module}`")), "{module} is not in docs/ARCHITECTURE.md");
        for other in neighbours {
            assert_eq!(row(other).layer, row(module).layer, "{module} may import {other} anyway, or never");
        }
    }
}

#[test]
fn an_upward_import_is_found() {
    assert_eq!(
        imports("use crate::pipeline::Job;\n// crate::cli\nfn a() { crate::view::ward(x) }"),
        ["pipeline", "view"]
    );
    assert!(!may_import("view", "pipeline"));
    assert!(!may_import("sheet", "yaml"));
    assert!(!may_import("read", "rules"));
    assert!(may_import("rules", "read"));
}

/// Git's own program is asked for revisions, and workers of ours typeset; no other module runs anything.
#[test]
fn two_rooms_start_processes() {
    let modules: BTreeSet<String> = sources(&root().join("src"))
        .into_iter()
        .filter(|path| fs::read_to_string(path).unwrap().contains("Command::new("))
        .map(|path| path.strip_prefix(root().join("src")).unwrap().iter().next().unwrap().to_owned())
        .map(|module| module.into_string().unwrap())
        .collect();
    assert_eq!(modules, BTreeSet::from(["git".to_owned(), "pipeline".to_owned()]));
}

#[test]
fn one_room_names_each_great_crate() {
    let modules = [
        ("typst", "typeset"),
        ("granit_parser", "yaml"),
        ("miette", "report"),
        ("serde_sarif", "report"),
        ("quick_junit", "report"),
        ("clap", "cli"),
        ("walkdir", "disk"),
        ("blake3", "source"),
        ("indicatif", "cli"),
        ("signal_hook", "cli"),
        ("budoux_phf_rs", "linebreak"),
        ("similar", "diff"),
        ("csv", "edition"),
        ("axum", "server"),
        ("hyper", "server"),
        ("tokio", "server"),
    ];
    for path in sources(&root().join("src")) {
        let inside = path.strip_prefix(root().join("src")).unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        for (name, module) in modules {
            let names = text.lines().any(|line| line.trim_start().starts_with(&format!("use {name}")));
            assert!(!names || inside.starts_with(module), "{} names {name}", inside.display());
        }
    }
}

/// A test that fails by chance stops other people's changes.
#[test]
fn random_tests_are_the_same_on_every_run() {
    let mut seen = 0;
    for path in [sources(&root().join("src")), sources(&root().join("tests/it"))].concat() {
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
        for block in lines.windows(2).filter(|lines| lines[0] == "proptest! {") {
            seen += 1;
            let is_steady = block[1].starts_with("#![proptest_config") && block[1].contains("cases(");
            assert!(is_steady, "a property test of {} takes its cases from elsewhere", path.display());
        }
    }
    assert!(seen > 7, "the property tests were not found");
}
