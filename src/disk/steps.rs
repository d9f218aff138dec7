//! File system operations that several parts of [`super::RealDisk`] share.
#![expect(clippy::disallowed_methods, reason = "this is the module that they are kept to")]

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::path::simplified;

/// The prefix of temporary files, by which those of killed runs are found.
pub(super) const TEMPORARY: &str = ".mokuhyo-";

/// Returns a path from the root of the file system, with links and `..` resolved.
pub(super) fn canonical(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().map(simplified)
}

/// Waits until the bytes of a file are on the disk. Some file systems cannot do so and say that the call is invalid;
/// the file is complete without.
pub(super) fn synced(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        done => done,
    }
}

/// Returns the folder of a path.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
