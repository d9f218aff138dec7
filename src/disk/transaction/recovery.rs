//! Completes or undoes the transactions of killed runs.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{DRAFT, LOCK, Move, READY, STAGING, there};
use crate::disk::steps::canonical;
use crate::disk::{DiskError, Lock, below};

/// The depth below the new files' folder down to which staging folders are searched: years, wards, departments.
const DEEP: usize = 8;

/// The number of random characters in a staging folder's name (`tempfile::Builder::rand_bytes`).
const DRAWN: usize = 6;

/// The number of folders above a path in which commands that only read search for staging folders.
const ABOVE: usize = 2;

/// The outcome of the recovery of a killed run.
#[derive(Debug)]
pub enum Recovered {
    /// The run was incomplete, and its staging folder was removed.
    Undone,
    /// The run was complete, and its files were moved to their paths.
    Finished {
        /// The folder of the files.
        folder: PathBuf,
        /// The files and folders that were moved now.
        moved: Vec<PathBuf>,
        /// The paths that exist by now; those files are kept, and the run's files are discarded.
        taken: Vec<PathBuf>,
    },
    /// The run could be neither completed nor undone.
    Failed(DiskError),
}

/// Completes or undoes the killed runs that were creating files in `folder`, below it, or above it up to `bound`.
/// Running processes are left alone.
pub(in crate::disk) fn recover(folder: &Path, bound: &Path) -> Vec<Recovered> {
    let (Ok((top, missing)), Ok(bound)) = (there(folder), canonical(bound)) else {
        return Vec::new();
    };
    let above = top.ancestors().skip(1).take_while(|at| at.starts_with(&bound));
    let mut found: Vec<PathBuf> = above.flat_map(|at| staged(at, 1)).collect();
    found.extend(staged(&top, if missing.as_os_str().is_empty() { DEEP } else { 1 }));
    found.iter().filter_map(|staging| settled(staging, &bound)).collect()
}

/// Returns the staging folders of killed runs in a folder or in the [`ABOVE`] folders above it. Writes nothing.
pub(in crate::disk) fn unfinished(path: &Path) -> Vec<PathBuf> {
    let folder = if path.is_file() { path.parent().unwrap_or(path) } else { path };
    let Ok((top, _)) = there(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }) else {
        return Vec::new();
    };
    let above = top.ancestors().skip(1).take(ABOVE);
    let mut found: Vec<PathBuf> = above.flat_map(|at| staged(at, 1)).collect();
    found.extend(staged(&top, DEEP));
    let is_dead = |staging: &PathBuf| {
        let lock = staging.join(LOCK);
        is_transaction(staging) && (!lock.is_file() || matches!(below::lock_at(&lock), Ok(Some(_))))
    };
    found.retain(is_dead);
    found.dedup();
    found
}

/// Returns the staging folders in a folder, down to a depth.
fn staged(at: &Path, deep: usize) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut walk = WalkDir::new(at).min_depth(1).max_depth(deep).sort_by_file_name().into_iter();
    // A folder that cannot be listed holds no run of this user.
    while let Some(entry) = walk.next() {
        let Ok(entry) = entry else { continue };
        if !entry.file_type().is_dir() {
            continue;
        }
        if is_staging(entry.file_name()) {
            found.push(entry.path().to_owned());
        }
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            walk.skip_current_dir();
        }
    }
    found
}

/// Returns whether a name is that of a staging folder: the prefix and six random letters or digits.
fn is_staging(name: &OsStr) -> bool {
    let drawn = name.as_encoded_bytes().strip_prefix(STAGING.as_bytes());
    drawn.is_some_and(|drawn| drawn.len() == DRAWN && drawn.iter().all(u8::is_ascii_alphanumeric))
}

/// Settles one transaction; returns `None` if its run still lives.
fn settled(staging: &Path, bound: &Path) -> Option<Recovered> {
    let failed = |error| Some(Recovered::Failed(DiskError { path: staging.to_owned(), error }));
    if !is_transaction(staging) {
        return None;
    }
    let lock = match below::lock_at(&staging.join(LOCK)) {
        Ok(Some(lock)) => lock,
        Ok(None) => return None,
        Err(error) => return failed(error),
    };
    let recovered = match finished(staging, bound) {
        Ok(recovered) => recovered,
        Err(error) => return Some(Recovered::Failed(error)),
    };
    match cleared(staging, lock) {
        Ok(()) => Some(recovered),
        Err(error) => failed(error),
    }
}

/// Removes a staging folder, its lock last: files without a lock are not recognized as a transaction's.
fn cleared(staging: &Path, lock: Lock) -> io::Result<()> {
    remove_files(staging)?;
    // Windows does not remove an open file.
    drop(lock);
    fs::remove_dir_all(staging)
}

/// Removes the files of a transaction, complete or not.
pub(super) fn remove_files(staging: &Path) -> io::Result<()> {
    for part in [DRAFT, READY] {
        match fs::remove_dir_all(staging.join(part)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Returns whether a folder holds a lock, at most one folder of new files, and nothing else. A folder with a link is not a
/// transaction's, because the target of the link would be moved or removed.
fn is_transaction(staging: &Path) -> bool {
    let (mut names, mut is_plain) = (Vec::new(), true);
    for entry in WalkDir::new(staging).min_depth(1) {
        let Ok(entry) = entry else { return false };
        is_plain &= entry.file_type().is_file() || entry.file_type().is_dir();
        if entry.depth() == 1 {
            names.push((entry.file_name().to_owned(), entry.file_type().is_dir()));
        }
    }
    let is_ours = |(name, is_folder): &(OsString, bool)| {
        if *is_folder { name == DRAFT || name == READY } else { name == LOCK }
    };
    let has_lock = names.iter().any(|(name, _)| name == LOCK);
    is_plain && (has_lock || names.is_empty()) && names.iter().all(is_ours)
}

fn finished(staging: &Path, bound: &Path) -> Result<Recovered, DiskError> {
    let (ready, folder) = (staging.join(READY), staging.parent().unwrap_or(staging));
    if fs::symlink_metadata(&ready).is_err() {
        return Ok(Recovered::Undone);
    }
    let (mut moving, mut taken) = (Move { bound, done: Vec::new() }, Vec::new());
    moving.all(&ready, folder, &mut taken)?;
    let moved = moving.done.into_iter().map(|(_, to)| to).collect();
    Ok(Recovered::Finished { folder: folder.to_owned(), moved, taken })
}
