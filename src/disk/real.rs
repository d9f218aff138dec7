//! The disk of the machine.
#![expect(clippy::disallowed_methods, reason = "this is the room that they are kept to")]

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use tempfile::NamedTempFile;
use walkdir::{DirEntry, WalkDir};

use super::source::{self, Replaced, Unreplaced};
use super::{Disk, DiskError, Kind, Lock, Recovered, transaction};
use crate::path::simplified;
use crate::source::Digest;

/// How the temporary files of a write begin: a leftover of a killed run is known by it.
pub(super) const TEMPORARY: &str = ".mokuhyo-";

/// The disk of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        let metadata = fs::metadata(path)?;
        match (metadata.is_dir(), metadata.is_file()) {
            (true, _) => Ok(Kind::Folder),
            (_, true) => Ok(Kind::File),
            // To read a pipe is to wait for somebody to write.
            _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")),
        }
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize().map(simplified)
    }

    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Vec<DiskError>> {
        let walk = WalkDir::new(folder).sort_by_file_name();
        let (mut files, mut errors) = (Vec::new(), Vec::new());
        for entry in walk.into_iter().filter_entry(is_visible) {
            match entry {
                Ok(entry)
                    if entry.file_type().is_dir() || entry.path_is_symlink() && entry.path().is_dir() => {}
                Ok(entry) => files.push(entry.into_path()),
                Err(error) => errors.push(disk_error(folder, error)),
            }
        }
        if errors.is_empty() { Ok(files) } else { Err(errors) }
    }

    fn links(&self, folder: &Path) -> Vec<PathBuf> {
        let walk = WalkDir::new(folder).min_depth(1).sort_by_file_name();
        let entries = walk.into_iter().filter_entry(is_visible).flatten();
        entries.filter(DirEntry::path_is_symlink).map(DirEntry::into_path).collect()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.kind(path)?;
        fs::read(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        replace(path, bytes, File::sync_all)
    }

    fn note(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        replace(path, bytes, |_| Ok(()))
    }

    fn replace(&self, path: &Path, within: &Path, old: Digest, bytes: &[u8]) -> Result<Replaced, Unreplaced> {
        source::replace(path, within, old, bytes)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        source::create(path, bytes)
    }

    fn create_all(
        &self,
        folder: &Path,
        bound: &Path,
        files: &[(&Path, &[u8])],
        stop: &AtomicBool,
    ) -> Result<(), DiskError> {
        transaction::create_all(folder, bound, files, stop)
    }

    fn recover(&self, folder: &Path, bound: &Path) -> Vec<Recovered> {
        transaction::recover(folder, bound)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sweep(&self, folder: &Path) {
        let is_left = |entry: &DirEntry| {
            let name = entry.file_name().as_encoded_bytes();
            entry.file_type().is_file() && name.starts_with(TEMPORARY.as_bytes())
        };
        for entry in WalkDir::new(folder).into_iter().flatten().filter(is_left) {
            // What cannot be taken away is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        fs::create_dir_all(folder_of(path))?;
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock(Some(file)))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// The folder that a path is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes beside and renames; `settle` sees the file before it gets its place.
fn replace(path: &Path, bytes: &[u8], settle: impl Fn(&File) -> io::Result<()>) -> io::Result<()> {
    let folder = folder_of(path);
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::with_prefix_in(TEMPORARY, folder)?;
    file.write_all(bytes)?;
    settle(file.as_file())?;
    publish(file.as_file())?;
    file.persist(path)?;
    Ok(())
}

/// A temporary file is its owner's alone; what is built is for everybody who may read the folder.
#[cfg(unix)]
fn publish(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn publish(_: &File) -> io::Result<()> {
    Ok(())
}

fn is_visible(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn disk_error(folder: &Path, error: walkdir::Error) -> DiskError {
    let path = error.path().unwrap_or(folder).to_owned();
    let error = if error.loop_ancestor().is_some() {
        io::Error::new(io::ErrorKind::InvalidInput, error.to_string())
    } else {
        error.into_io_error().unwrap_or_else(|| io::Error::other("?"))
    };
    DiskError { path, error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_replaces_and_leaves_nothing_beside() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("r2/higashi/soumu.pdf");
        RealDisk.write(&path, b"one").expect("written");
        RealDisk.write(&path, b"two").expect("written");
        assert_eq!(RealDisk.read(&path).expect("read"), b"two");
        let all: Vec<_> =
            WalkDir::new(folder.path()).into_iter().flatten().filter(|e| e.file_type().is_file()).collect();
        assert_eq!(all.len(), 1);
    }

    #[test]
    fn a_write_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        RealDisk.write(&folder.path().join("a"), b"one").expect("written");
        assert!(RealDisk.write(&folder.path().join("a/b"), b"two").is_err());
        assert_eq!(RealDisk.read(&folder.path().join("a")).expect("read"), b"one");
    }

    #[test]
    fn what_a_killed_write_left_is_swept() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["r2/.mokuhyo-abc", "r2/soumu.pdf", ".mokuhyo/00.json"] {
            RealDisk.write(&folder.path().join(name), b"x").expect("written");
        }
        RealDisk.sweep(folder.path());
        let there = |name: &str| folder.path().join(name).is_file();
        assert!(!there("r2/.mokuhyo-abc") && there("r2/soumu.pdf") && there(".mokuhyo/00.json"));
    }

    #[test]
    fn a_lock_is_held_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = || RealDisk.lock(&folder.path().join("out/lock")).expect("made");
        let held = lock();
        assert!(held.is_some() && lock().is_none());
        drop(held);
        assert!(lock().is_some());
    }

    #[test]
    fn dotfiles_are_not_seen() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["b.yaml", "a.yaml", ".c.yaml", ".git/d.yaml", "e/f.yaml"] {
            RealDisk.write(&folder.path().join(name), b"").expect("written");
        }
        let files = RealDisk.files(folder.path()).expect("readable");
        let names: Vec<_> = files
            .iter()
            .map(|path| super::super::slashed(path.strip_prefix(folder.path()).expect("below")))
            .collect();
        assert_eq!(names, ["a.yaml", "b.yaml", "e/f.yaml"]);
    }
}
