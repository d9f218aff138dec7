//! The disk of the machine.
#![expect(clippy::disallowed_methods, reason = "this is the module that they are kept to")]

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use tempfile::NamedTempFile;
use walkdir::{DirEntry, WalkDir};

use super::source::{self, ReplaceError};
use super::steps::{TEMPORARY, canonical, folder_of, synced};
use super::{
    Disk, DiskError, FileBytes, Kind, LONGEST_SOURCE, Listing, Lock, PathRefusal, Recovered, Stamp,
    WritableDisk, below, leftover, transaction,
};
use crate::source::Digest;

/// The disk of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        let metadata = fs::metadata(path)?;
        match (metadata.is_dir(), metadata.is_file()) {
            (true, _) => Ok(Kind::Folder),
            (_, true) => Ok(Kind::File),
            // Reading a pipe would wait for a writer.
            _ => Err(PathRefusal::NoFile.into()),
        }
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        canonical(path)
    }

    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Vec<DiskError>> {
        let Listing { files, errors } = self.list(folder);
        if errors.is_empty() { Ok(files) } else { Err(errors) }
    }

    fn list(&self, folder: &Path) -> Listing {
        let walk = WalkDir::new(folder).sort_by_file_name();
        let (mut listing, mut folders) = (Listing::default(), Vec::new());
        for entry in walk.into_iter().filter_entry(is_visible) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {
                    folders.truncate(entry.depth());
                    folders.push(entry.into_path());
                }
                Ok(entry) if entry.path_is_symlink() && entry.path().is_dir() => {}
                Ok(entry) => listing.files.push(entry.into_path()),
                Err(error) => {
                    // An error in the middle of a listing has no path.
                    let around = folders.get(error.depth().saturating_sub(1)).or(folders.last());
                    listing.errors.push(disk_error(around.map_or(folder, PathBuf::as_path), error));
                }
            }
        }
        listing
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

    fn read_source(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.kind(path)?;
        let mut bytes = Vec::new();
        File::open(path)?.take(LONGEST_SOURCE as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        self.kind(path)?;
        let metadata = fs::metadata(path)?;
        Ok(Stamp { changed: metadata.modified().ok(), length: metadata.len(), digest: None })
    }

    fn read_below(&self, out: &Path, name: &Path) -> io::Result<Vec<u8>> {
        below::read(out, name)
    }

    fn look_below(&self, out: &Path, name: &Path) -> io::Result<FileBytes> {
        below::look_below(out, name)
    }

    fn look(&self, path: &Path) -> io::Result<FileBytes> {
        let there = fs::symlink_metadata(path)?;
        match (there.is_symlink(), there.is_file()) {
            (true, _) => Err(PathRefusal::Link(path.to_owned()).into()),
            (_, true) => below::look(path),
            _ => Err(PathRefusal::NoFile.into()),
        }
    }

    fn unfinished(&self, path: &Path) -> Vec<PathBuf> {
        transaction::unfinished(path)
    }

    fn leftovers(&self, path: &Path) -> Vec<PathBuf> {
        leftover::leftovers(path)
    }

    fn share(&self, out: &Path) -> io::Result<Option<Lock>> {
        below::share(out)
    }
}

impl WritableDisk for RealDisk {
    fn clear_leftovers(&self, path: &Path) {
        leftover::clear(path);
    }

    fn write_below(&self, out: &Path, name: &Path, bytes: &[u8]) -> io::Result<()> {
        below::write(out, name, bytes, synced)
    }

    fn note_below(&self, out: &Path, name: &Path, bytes: &[u8]) -> io::Result<()> {
        below::write(out, name, bytes, |_| Ok(()))
    }

    fn remove_below(&self, out: &Path, name: &Path) -> io::Result<()> {
        below::remove(out, name)
    }

    fn remove_empty_below(&self, out: &Path, name: &Path) {
        below::remove_empty(out, name);
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let folder = folder_of(path);
        fs::create_dir_all(folder)?;
        let mut file = NamedTempFile::with_prefix_in(TEMPORARY, folder)?;
        file.write_all(bytes)?;
        synced(file.as_file())?;
        publish(file.as_file())?;
        file.persist(path)?;
        Ok(())
    }

    fn replace(&self, path: &Path, within: &Path, old: Digest, bytes: &[u8]) -> Result<(), ReplaceError> {
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

    fn sweep(&self, out: &Path) {
        below::sweep(out);
    }

    fn lock(&self, out: &Path) -> io::Result<Option<Lock>> {
        below::lock(out)
    }
}

/// Makes a file readable for all users. A temporary file is created readable for its owner alone.
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
    #[cfg(unix)]
    fn a_source_of_any_length_is_read_no_further_than_it_may_be_long() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.yaml");
        // A sparse file uses no space on the disk but would in memory.
        File::create(&path).and_then(|file| file.set_len(3 << 30)).expect("made");
        assert_eq!(RealDisk.read_source(&path).expect("read").len(), LONGEST_SOURCE + 1);
        fs::write(&path, b"short").expect("written");
        assert_eq!(RealDisk.read_source(&path).expect("read"), b"short");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_file_system_that_cannot_sync_is_written_to() {
        // A device refuses as such a file system does.
        let device = File::options().write(true).open("/dev/null").expect("there");
        assert_eq!(device.sync_all().expect_err("a device").kind(), io::ErrorKind::InvalidInput);
        assert!(synced(&device).is_ok());
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
            .map(|path| super::super::to_slash(path.strip_prefix(folder.path()).expect("below")))
            .collect();
        assert_eq!(names, ["a.yaml", "b.yaml", "e/f.yaml"]);
    }
}
