//! A disk in memory, for tests: absolute paths, no links, and no errors except for files that do not exist.

use std::collections::BTreeMap;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Disk, DiskError, Kind, Lock, ReplaceError, WritableDisk};
use crate::source::Digest;

/// A file system in memory.
#[derive(Debug, Default)]
pub struct MemoryDisk {
    files: Mutex<BTreeMap<PathBuf, Vec<u8>>>,
}

impl MemoryDisk {
    /// Returns a disk with these files.
    pub fn with<P: Into<PathBuf>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect();
        Self { files: Mutex::new(files) }
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Vec<u8>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn not_found() -> io::Error {
    io::ErrorKind::NotFound.into()
}

impl Disk for MemoryDisk {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        // Paths are ordered by their components, so the files of a folder follow its path.
        let files = self.all();
        let mut from = files.range::<Path, _>((Bound::Included(path), Bound::Unbounded));
        match from.next() {
            Some((file, _)) if file == path => Ok(Kind::File),
            Some((file, _)) if file.starts_with(path) => Ok(Kind::Folder),
            _ => Err(not_found()),
        }
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.kind(path).map(|_| path.to_owned())
    }

    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Vec<DiskError>> {
        let hidden = |path: &Path| path.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
        let below = |path: &&PathBuf| path.strip_prefix(folder).is_ok_and(|rest| !hidden(rest));
        Ok(self.all().keys().filter(below).cloned().collect())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.all().get(path).cloned().ok_or_else(not_found)
    }
}

impl WritableDisk for MemoryDisk {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.all().insert(path.to_owned(), bytes.to_owned());
        Ok(())
    }

    fn replace(&self, path: &Path, _: &Path, old: Digest, bytes: &[u8]) -> Result<(), ReplaceError> {
        let mut files = self.all();
        let file = files.get_mut(path).ok_or_else(not_found)?;
        if Digest::of(file) != old {
            return Err(ReplaceError::Changed);
        }
        bytes.clone_into(file);
        Ok(())
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut files = self.all();
        if files.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        files.insert(path.to_owned(), bytes.to_owned());
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.all().remove(path).map(drop).ok_or_else(not_found)
    }

    fn lock(&self, _: &Path) -> io::Result<Option<Lock>> {
        Ok(Some(Lock::Alone))
    }
}
