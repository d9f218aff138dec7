//! Creates several files as a transaction: all of them appear or none, however the run ends.
//!
//! The files are written to a staging folder on the same disk, `.mokuhyo-roll-XXXXXX/draft`, which is renamed to
//! `ready` when all of them are on the disk. Then each file is renamed to its path, or a whole folder at once where it
//! does not exist yet. [`recover`] completes a run that was killed: it removes a `draft`, and moves the files of a
//! `ready`. The staging folder has the layout of the target folder, so no names are read back from a file.
#![expect(clippy::disallowed_methods, reason = "this is the module that they are kept to")]

mod recovery;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::{Builder, TempDir};

pub use self::recovery::Recovered;
pub(super) use self::recovery::{recover, unfinished};
use super::source::settle;
use super::steps::{canonical, synced};
use super::{DiskError, Lock, PathRefusal, below};

/// The prefix of the staging folder.
const STAGING: &str = ".mokuhyo-roll-";

/// The subfolder of an incomplete transaction.
const DRAFT: &str = "draft";

/// The subfolder of a complete transaction, whose files are being moved.
const READY: &str = "ready";

/// The lock file, which is locked as long as the run lives.
const LOCK: &str = "lock";

/// Creates the files, which lie below `folder`; links are followed to folders below `bound`.
pub(super) fn create_all(
    folder: &Path,
    bound: &Path,
    files: &[(&Path, &[u8])],
    stop: &AtomicBool,
) -> Result<(), DiskError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| DiskError { path, error }
    };
    let bound = canonical(bound).map_err(at(bound))?;
    let place = TargetPaths::of(folder, &bound, files.iter().map(|(path, _)| *path)).map_err(at(folder))?;
    let staging = Staging::begin(&place.base).map_err(at(&place.base))?;
    let draft = staging.folder.path().join(DRAFT);
    for ((path, bytes), inside) in files.iter().zip(&place.files) {
        if stop.load(Ordering::Relaxed) {
            return Err(at(path)(io::ErrorKind::Interrupted.into()));
        }
        write(&draft, inside, bytes).map_err(at(path))?;
    }
    let ready = staging.folder.path().join(READY);
    commit(&draft, &ready).map_err(at(folder))?;
    Move { bound: &bound, done: Vec::new() }.all_or_none(&ready, &place.base)?;
    staging.end();
    Ok(())
}

/// The target paths of files.
#[derive(Debug)]
struct TargetPaths {
    /// The deepest existing folder above all of them.
    base: PathBuf,
    /// Their paths relative to `base`.
    files: Vec<PathBuf>,
}

impl TargetPaths {
    fn of<'a>(folder: &Path, bound: &Path, files: impl Iterator<Item = &'a Path>) -> io::Result<Self> {
        let (mut base, missing) = there(folder)?;
        let inside = |file: &Path| file.strip_prefix(folder).ok().map(|inside| missing.join(inside));
        let files: Option<Vec<PathBuf>> = files.map(inside).collect();
        let files = files.filter(|files| files.iter().all(|inside| is_plain(inside)));
        let mut files = files.ok_or(io::ErrorKind::InvalidInput)?;
        // The deepest folder is used, so that only the folders that change have to be writable.
        while let Some(next) = common(&files).map(|next| base.join(next)).filter(|next| next.is_dir()) {
            base = next;
            for inside in &mut files {
                *inside = inside.iter().skip(1).collect();
            }
        }
        let base = canonical(&base)?;
        if !base.starts_with(bound) {
            return Err(PathRefusal::LeadsOut.into());
        }
        Ok(Self { base, files })
    }
}

/// Returns the deepest existing folder at or above `folder`, and the path from it to `folder`.
fn there(folder: &Path) -> io::Result<(PathBuf, PathBuf)> {
    let whole = std::path::absolute(folder)?;
    let found = whole.ancestors().find_map(|at| Some((at, canonical(at).ok()?)));
    let (at, real) = found.ok_or(io::ErrorKind::NotFound)?;
    if !real.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    Ok((real, whole.strip_prefix(at).unwrap_or(Path::new("")).to_owned()))
}

/// Returns whether a path has only normal components.
fn is_plain(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// Returns the first folder that all files have in common.
fn common(files: &[PathBuf]) -> Option<&OsStr> {
    let mut firsts = files.iter().map(|inside| inside.parent()?.iter().next());
    let first = firsts.next()??;
    firsts.all(|further| further == Some(first)).then_some(first)
}

/// The staging folder of a transaction that this run holds.
#[derive(Debug)]
struct Staging {
    /// Dropped before `folder`, because Windows does not remove an open file.
    #[expect(dead_code, reason = "held until the end")]
    lock: Lock,
    folder: TempDir,
}

impl Staging {
    fn begin(base: &Path) -> io::Result<Self> {
        let folder = Builder::new().prefix(STAGING).tempdir_in(base)?;
        let lock = below::lock_at(&folder.path().join(LOCK))?.ok_or(io::ErrorKind::WouldBlock)?;
        fs::create_dir(folder.path().join(DRAFT))?;
        Ok(Self { lock, folder })
    }

    /// Removes the empty staging folder; a failure to do so loses nothing.
    fn end(self) {
        drop(self);
    }
}

impl Drop for Staging {
    /// Removes the lock last, with the folder, so that the next run recognizes the folder of a killed one.
    fn drop(&mut self) {
        let _ = recovery::remove_files(self.folder.path());
    }
}

/// Writes a new file below `draft`, with the mode of new files.
fn write(draft: &Path, inside: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = draft.join(inside);
    fs::create_dir_all(path.parent().unwrap_or(draft))?;
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    synced(&file)
}

/// Marks the transaction as complete: this run or the next one moves the files to their places.
fn commit(draft: &Path, ready: &Path) -> io::Result<()> {
    for entry in walkdir::WalkDir::new(draft).into_iter().flatten().filter(|entry| entry.file_type().is_dir())
    {
        settle(entry.path());
    }
    fs::rename(draft, ready)?;
    settle(ready.parent().unwrap_or(ready));
    Ok(())
}

/// A move of the files of a complete transaction to their paths.
struct Move<'a> {
    /// The folder outside of which nothing is written.
    bound: &'a Path,
    /// The old and new paths of the files and folders that were moved.
    done: Vec<(PathBuf, PathBuf)>,
}

impl Move<'_> {
    /// Moves everything, or undoes the moves.
    fn all_or_none(mut self, ready: &Path, base: &Path) -> Result<(), DiskError> {
        let mut taken = Vec::new();
        let moved = self.all(ready, base, &mut taken);
        let moved = moved.and_then(|()| match taken.pop() {
            Some(path) => Err(DiskError { path, error: io::ErrorKind::AlreadyExists.into() }),
            None => Ok(()),
        });
        if moved.is_err() {
            for (from, to) in self.done.iter().rev() {
                // The next run reports a file that stays.
                let _ = put(to, from);
            }
        }
        moved
    }

    /// Moves the entries of `from` into `to`, folder by folder, and adds the paths that already exist to `taken`.
    fn all(&mut self, from: &Path, to: &Path, taken: &mut Vec<PathBuf>) -> Result<(), DiskError> {
        let failed = |path: &Path, error| DiskError { path: path.to_owned(), error };
        let entries = fs::read_dir(from).map_err(|error| failed(from, error))?;
        let names: BTreeSet<_> = entries.flatten().map(|entry| entry.file_name()).collect();
        for name in names {
            let (from, to) = (from.join(&name), to.join(&name));
            match put(&from, &to) {
                Ok(()) => self.done.push((from, to)),
                Err(error) if !is_in_the_way(&error) => return Err(failed(&to, error)),
                Err(_) if self.is_open(&from, &to) => self.all(&from, &to, taken)?,
                Err(_) => taken.push(to),
            }
        }
        settle(to);
        Ok(())
    }

    /// Returns whether both are folders and `to` lies below the bound.
    fn is_open(&self, from: &Path, to: &Path) -> bool {
        let is_folder = fs::symlink_metadata(from).is_ok_and(|from| from.is_dir()) && to.is_dir();
        is_folder && canonical(to).is_ok_and(|real| real.starts_with(self.bound))
    }
}

fn is_in_the_way(error: &io::Error) -> bool {
    use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty, IsADirectory, NotADirectory};
    matches!(error.kind(), AlreadyExists | DirectoryNotEmpty | IsADirectory | NotADirectory)
}

/// Renames a file or folder, unless the new path exists.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn put(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Some file systems cannot do both in one step.
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => put_after_a_look(from, to),
        done => Ok(done?),
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn put(from: &Path, to: &Path) -> io::Result<()> {
    put_after_a_look(from, to)
}

fn put_after_a_look(from: &Path, to: &Path) -> io::Result<()> {
    match fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::rename(from, to),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests;
