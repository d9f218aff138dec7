//! No source files import each other in a circle.
//!
//! A file and those below it, as `a/mod.rs` and `a/b.rs`, count as one: the parent uses its children, and they use its
//! types. A re-export is no import; an import by way of one is an import of the file behind it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::layers::sources;
use super::support::root;

/// The groups of files that still import each other. A group that is mended is removed here.
const KNOWN: [&str; 0] = [];

/// The parts of a path such as `rules::facts::Facts`.
type Name = Vec<String>;

/// The re-exports of a module by their last part, and its imports.
#[derive(Default)]
struct Uses {
    exports: BTreeMap<String, Name>,
    imports: Vec<Name>,
}

/// Returns what a module outside its tests imports, with all paths from the crate's root.
fn uses(module: &[String], source: &str) -> Uses {
    let mut uses = Uses::default();
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let Some((visibility, path)) = line.split_once("use ") else { continue };
        if !(visibility.is_empty() || visibility.starts_with("pub")) {
            continue;
        }
        let mut statement = path.to_owned();
        while !statement.contains(';') {
            statement += lines.next().unwrap();
        }
        let mut paths = Vec::new();
        expand(statement.split(';').next().unwrap(), "", &mut paths);
        for path in paths.iter().filter_map(|path| absolute(module, path)) {
            if visibility.is_empty() {
                uses.imports.push(path);
            } else if let Some(last) = path.last() {
                uses.exports.insert(last.clone(), path);
            }
        }
    }
    uses
}

/// Collects the paths of a `use` without braces.
fn expand(path: &str, before: &str, paths: &mut Vec<String>) {
    let Some((head, group)) = path.trim().split_once('{') else {
        let name = path.trim().split(" as ").next().unwrap();
        if !name.is_empty() {
            paths.push(format!("{before}{name}"));
        }
        return;
    };
    let before = format!("{before}{head}");
    let (mut depth, mut item) = (0, String::new());
    for c in group[..group.rfind('}').unwrap()].chars().chain([',']) {
        match c {
            ',' if depth == 0 => expand(&std::mem::take(&mut item), &before, paths),
            _ => item.push(c),
        }
        depth += i32::from(c == '{') - i32::from(c == '}');
    }
}

/// Returns a path from the crate's root; `None` for one of another crate.
fn absolute(module: &[String], path: &str) -> Option<Name> {
    let mut parts: Name = path.split("::").map(|part| part.trim().to_owned()).collect();
    parts.retain(|part| part != "self" || path.starts_with("self"));
    let up = parts.iter().take_while(|part| *part == "super").count();
    let base = match parts[0].as_str() {
        "crate" => Vec::new(),
        "self" => module.to_vec(),
        "super" => module[..module.len() - up].to_vec(),
        _ => return None,
    };
    Some(base.into_iter().chain(parts.into_iter().skip(up.max(1))).collect())
}

/// Returns the module that defines what a path names.
fn resolved(modules: &BTreeMap<Name, Uses>, path: &[String], depth: usize) -> Option<Name> {
    let module = (1..=path.len()).rev().map(|length| &path[..length]).find(|it| modules.contains_key(*it))?;
    let rest = &path[module.len()..];
    match rest.first().and_then(|name| modules[module].exports.get(name)) {
        Some(export) if depth < 10 => {
            resolved(modules, &[export, &rest[1..]].concat(), depth + 1).or(Some(module.to_vec()))
        }
        _ => Some(module.to_vec()),
    }
}

/// Returns the modules that each module imports, its children aside.
fn graph(modules: &BTreeMap<Name, Uses>) -> BTreeMap<&Name, BTreeSet<Name>> {
    let imported = |(module, uses): (&'_ Name, &Uses)| -> BTreeSet<Name> {
        let imports = uses.imports.iter().filter_map(|path| resolved(modules, path, 0));
        imports.filter(|it| !it.starts_with(module)).collect()
    };
    modules.iter().map(|(module, uses)| (module, imported((module, uses)))).collect()
}

/// Returns everything that a module imports directly or by way of others.
fn reached(graph: &BTreeMap<&Name, BTreeSet<Name>>, module: &Name) -> BTreeSet<Name> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![module]);
    while let Some(module) = open.pop() {
        open.extend(graph[module].iter().filter(|it| reached.insert((*it).clone())));
    }
    reached
}

/// Returns the groups of modules that reach each other.
fn circles(modules: &BTreeMap<Name, Uses>) -> BTreeSet<String> {
    let graph = graph(modules);
    let reached: BTreeMap<&Name, BTreeSet<Name>> =
        modules.keys().map(|module| (module, reached(&graph, module))).collect();
    let in_circle = modules.keys().filter(|module| reached[*module].contains(*module));
    let group = |module: &Name| {
        let group = reached[module].iter().filter(|it| reached[*it].contains(module));
        group.map(|it| it.join("::")).collect::<Vec<_>>().join(" ")
    };
    in_circle.map(group).collect()
}

fn modules() -> BTreeMap<Name, Uses> {
    let src = root().join("src");
    let mut modules = BTreeMap::new();
    for path in sources(&src) {
        let inside = path.strip_prefix(&src).unwrap().with_extension("");
        let mut module: Name = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        module.retain(|part| part != "mod");
        if module != ["lib"] && module != ["main"] {
            let uses = uses(&module, &fs::read_to_string(&path).unwrap());
            modules.insert(module, uses);
        }
    }
    modules
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let modules = modules();
    assert!(
        modules.values().map(|uses| uses.imports.len()).sum::<usize>() > 2000,
        "the imports were not found"
    );
    assert_eq!(circles(&modules), KNOWN.map(str::to_owned).into());
}

#[test]
fn a_circle_is_found_behind_groups_and_re_exports() {
    let name = |path: &str| path.split("::").map(str::to_owned).collect::<Name>();
    let sources = [
        ("a", "pub use self::one::One;\nuse self::two::Two;\n"),
        ("a::one", "use super::{three::Three as It, Own};\n"),
        ("a::two", "use crate::a::{\n    One,\n};\n"),
        ("a::three", "use super::two::Two;\n#[cfg(test)]\nmod tests {\nuse crate::b::Test;\n"),
        ("b", "use crate::a::One;\nuse std::io::{self, Read};\n"),
    ];
    let read = |(path, source): (&str, &str)| (name(path), uses(&name(path), source));
    assert_eq!(circles(&sources.map(read).into()), ["a::one a::three a::two".to_owned()].into());
}
