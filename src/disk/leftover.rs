//! Finds the temporary files that killed runs left beside sources.
//!
//! A source is written under another name in its folder, and renamed. A run that is killed before leaves that file,
//! which may hold the only copy of the text that was typed last. It is removed only if it holds nothing that a file
//! beside it does not hold; otherwise it is reported.
#![expect(clippy::disallowed_methods, reason = "this is the room that they are kept to")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use walkdir::{DirEntry, WalkDir};

use super::steps::TEMPORARY;

/// The number of random characters in a temporary file's name (`tempfile::Builder::rand_bytes`).
const DRAWN: usize = 6;

/// Locks a temporary file for as long as its run lives. On a file system without locks, the file of a running process
/// may be reported too.
pub(super) fn hold(file: &File) {
    let _ = file.try_lock();
}

/// Returns the files that killed runs left beside the sources at or below a path, or beside it where it is a file.
pub(super) fn leftovers(path: &Path) -> Vec<PathBuf> {
    let (folder, deep) = match path.parent() {
        Some(folder) if path.is_file() => (folder, 1),
        _ => (path, usize::MAX),
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let is_looked_into = |entry: &DirEntry| {
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        !entry.file_type().is_dir() || entry.depth() == 0 || !is_hidden
    };
    let walk = WalkDir::new(folder).max_depth(deep).sort_by_file_name().into_iter();
    let entries = walk.filter_entry(is_looked_into).flatten();
    let found = entries.filter(|entry| entry.file_type().is_file() && is_temporary(entry));
    found.map(DirEntry::into_path).filter(|path| is_abandoned(path)).collect()
}

/// The age from which a file is removed: a run that has just created one may not have locked it yet.
const OLD: Duration = Duration::from_mins(1);

/// Removes the files that killed runs left if all their bytes are the beginning of a file beside them: they are empty,
/// cut short, or copies.
pub(super) fn clear(path: &Path) {
    for left in leftovers(path) {
        if is_older_than(&left, OLD) && is_copy(&left) {
            // One that cannot be removed is reported.
            let _ = fs::remove_file(left);
        }
    }
}

fn is_older_than(path: &Path, age: Duration) -> bool {
    let changed = fs::metadata(path).and_then(|metadata| metadata.modified());
    changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|elapsed| elapsed >= age))
}

/// Returns whether a file is empty or the beginning of a source beside it.
fn is_copy(path: &Path) -> bool {
    let Ok(bytes) = fs::read(path) else { return false };
    let beside = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    let mut sources = beside.into_iter().flatten().flatten().map(|entry| entry.path());
    let is_source =
        |path: &Path| path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    bytes.is_empty()
        || sources
            .any(|path| is_source(&path) && fs::read(path).is_ok_and(|source| source.starts_with(&bytes)))
}

fn is_temporary(entry: &DirEntry) -> bool {
    let drawn = entry.file_name().as_encoded_bytes().strip_prefix(TEMPORARY.as_bytes());
    drawn.is_some_and(|drawn| drawn.len() == DRAWN && drawn.iter().all(u8::is_ascii_alphanumeric))
}

/// Returns whether no running process holds the lock of the file.
fn is_abandoned(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| !matches!(file.try_lock_shared(), Err(fs::TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn what_a_source_beside_it_holds_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let files = [
            ("soumu.yaml", "課: 総務課\n"),
            (".mokuhyo-copy01", "課: 総務課\n"),
            (".mokuhyo-part01", "課: 総"),
            (".mokuhyo-empty1", ""),
            (".mokuhyo-only01", "課: 総務企画課\n"),
            (".mokuhyo-young1", ""),
            (".mokuhyo-live01", ""),
        ];
        for (name, text) in files {
            fs::write(at(name), text).expect("written");
            let file = File::options().write(true).open(at(name)).expect("there");
            let age = if name.contains("young") { Duration::ZERO } else { 2 * OLD };
            file.set_modified(SystemTime::now() - age).expect("set");
        }
        let live = File::open(at(".mokuhyo-live01")).expect("there");
        hold(&live);
        clear(folder.path());
        let left = ["soumu.yaml", ".mokuhyo-only01", ".mokuhyo-young1", ".mokuhyo-live01"];
        for (name, _) in files {
            assert_eq!(at(name).exists(), left.contains(&name), "{name}");
        }
    }

    #[test]
    fn what_no_run_holds_is_found_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("r2/.hidden")).expect("made");
        for name in [
            "r2/.mokuhyo-AbC123",
            "r2/.mokuhyo-live01",
            "r2/.mokuhyo-notes",
            "r2/.mokuhyo-AbC12é",
            "r2/.hidden/.mokuhyo-AbC123",
            "r2/soumu.yaml",
        ] {
            fs::write(at(name), "x").expect("written");
        }
        let live = File::open(at("r2/.mokuhyo-live01")).expect("there");
        hold(&live);
        for path in ["", "r2", "r2/soumu.yaml"] {
            assert_eq!(leftovers(&at(path)), [at("r2/.mokuhyo-AbC123")], "{path}");
        }
        drop(live);
        assert_eq!(leftovers(folder.path()), [at("r2/.mokuhyo-AbC123"), at("r2/.mokuhyo-live01")]);
    }
}
