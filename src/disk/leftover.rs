//! Finds the temporary files that killed runs left beside sources.
//!
//! A source is written under a temporary name in its folder, then renamed. A run that is killed in between leaves that
//! file. It may be the only copy of the last edit, so it is reported instead of removed.
#![expect(clippy::disallowed_methods, reason = "this is the module that they are kept to")]

use std::fs::File;
use std::path::{Path, PathBuf};

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

fn is_temporary(entry: &DirEntry) -> bool {
    let drawn = entry.file_name().as_encoded_bytes().strip_prefix(TEMPORARY.as_bytes());
    drawn.is_some_and(|drawn| drawn.len() == DRAWN && drawn.iter().all(u8::is_ascii_alphanumeric))
}

/// Returns whether no running process holds the lock of the file.
fn is_abandoned(path: &Path) -> bool {
    File::open(path)
        .is_ok_and(|file| !matches!(file.try_lock_shared(), Err(std::fs::TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

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
