//! The house's one law that a compiler does not keep: imports point down.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::support::root;

/// The layers from the ground up, as `src/lib.rs` shows them.
const LAYERS: [(&str, u8); 21] = [
    ("source", 0),
    ("path", 0),
    ("finding", 0),
    ("sheet", 1),
    ("yaml", 1),
    ("fonts", 1),
    ("disk", 1),
    ("git", 1),
    ("linebreak", 1),
    ("rules", 2),
    ("read", 2),
    ("view", 3),
    ("diff", 3),
    ("edit", 3),
    ("edition", 4),
    ("typeset", 4),
    ("pipeline", 5),
    ("session", 5),
    ("report", 6),
    ("server", 6),
    ("cli", 7),
];

/// Rooms on one layer that may import another there.
const NEIGHBOURS: [(&str, &str); 7] = [
    ("finding", "source"),
    ("git", "disk"),
    ("rules", "read"),
    ("diff", "view"),
    ("edition", "typeset"),
    ("linebreak", "sheet"),
    ("session", "pipeline"),
];

fn layer(module: &str) -> u8 {
    let found = LAYERS.iter().find(|(name, _)| *name == module);
    found.unwrap_or_else(|| panic!("the module {module} has no layer")).1
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
    module == other || layer(other) < layer(module) || NEIGHBOURS.contains(&(module, other))
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
fn every_room_is_in_the_map() {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let layers = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    for (module, layer) in LAYERS {
        assert!(map.contains(&format!("[`{module}`]")), "{module} is not in src/lib.rs");
        assert!(map.contains(&format!("pub mod {module};")), "{module} is no module");
        assert!(layers.contains(&format!("`{module}`")), "{module} is not in docs/ARCHITECTURE.md");
        assert!(map.contains(&format!("| {layer} |")));
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
