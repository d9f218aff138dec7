//! The house's one law that a compiler does not keep: imports point down.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::support::root;

/// The floors from the ground up, as `src/lib.rs` shows them.
const FLOORS: [(&str, u8); 21] = [
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
    ("press", 5),
    ("session", 5),
    ("report", 6),
    ("server", 6),
    ("cli", 7),
];

/// Rooms on one floor that may import another there.
const NEIGHBOURS: [(&str, &str); 7] = [
    ("finding", "source"),
    ("git", "disk"),
    ("rules", "read"),
    ("diff", "view"),
    ("edition", "typeset"),
    ("linebreak", "sheet"),
    ("session", "press"),
];

fn floor(room: &str) -> u8 {
    let found = FLOORS.iter().find(|(name, _)| *name == room);
    found.unwrap_or_else(|| panic!("the room {room} has no floor")).1
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let of = |path: PathBuf| if path.is_dir() { sources(&path) } else { vec![path] };
    entries.flat_map(of).filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// The rooms that a text names by `crate::`, in `use` lines and elsewhere; comments aside.
fn imports(text: &str) -> Vec<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let after = code.flat_map(|line| line.split("crate::").skip(1));
    after.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()).collect()
}

fn may_import(room: &str, other: &str) -> bool {
    room == other || floor(other) < floor(room) || NEIGHBOURS.contains(&(room, other))
}

#[test]
fn imports_point_down() {
    let mut upward = Vec::new();
    let mut seen = 0;
    for path in sources(&root().join("src")) {
        let inside = path.strip_prefix(root().join("src")).unwrap();
        let room = inside.iter().next().unwrap().to_str().unwrap().to_owned();
        if path.parent() == Some(&root().join("src")) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for other in imports(&text) {
            seen += 1;
            if !may_import(&room, other) {
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
    for (room, floor) in FLOORS {
        assert!(map.contains(&format!("[`{room}`]")), "{room} is not in src/lib.rs");
        assert!(map.contains(&format!("pub mod {room};")), "{room} is no module");
        assert!(layers.contains(&format!("`{room}`")), "{room} is not in docs/ARCHITECTURE.md");
        assert!(map.contains(&format!("| {floor} |")));
    }
}

#[test]
fn an_upward_import_is_found() {
    assert_eq!(
        imports("use crate::press::Job;\n// crate::cli\nfn a() { crate::view::ward(x) }"),
        ["press", "view"]
    );
    assert!(!may_import("view", "press"));
    assert!(!may_import("sheet", "yaml"));
    assert!(!may_import("read", "rules"));
    assert!(may_import("rules", "read"));
}

/// Git's own program is asked for revisions, and workers of ours typeset; no other room runs anything.
#[test]
fn two_rooms_start_processes() {
    let rooms: BTreeSet<String> = sources(&root().join("src"))
        .into_iter()
        .filter(|path| fs::read_to_string(path).unwrap().contains("Command::new("))
        .map(|path| path.strip_prefix(root().join("src")).unwrap().iter().next().unwrap().to_owned())
        .map(|room| room.into_string().unwrap())
        .collect();
    assert_eq!(rooms, BTreeSet::from(["git".to_owned(), "press".to_owned()]));
}

#[test]
fn one_room_names_each_great_crate() {
    let rooms = [
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
        for (name, room) in rooms {
            let names = text.lines().any(|line| line.trim_start().starts_with(&format!("use {name}")));
            assert!(!names || inside.starts_with(room), "{} names {name}", inside.display());
        }
    }
}
