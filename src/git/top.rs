//! Paths relative to the root of a working tree, as hosting services name files.

use std::path::{Path, PathBuf};

use crate::disk::{Disk, RealDisk};
use crate::path::to_slash;

/// The entry that marks the root of a working tree: the repository, or a file that names it.
const REPOSITORY: &str = ".git";

/// Returns a file's path relative to the root of its working tree, or `None` outside of one.
///
/// `git` is not run, because reports name thousands of files, and the repository may be untrusted.
pub fn from_top(path: &str) -> Option<String> {
    let place = place(Path::new(path))?;
    let top = place.ancestors().skip(1).find(|folder| RealDisk.kind(&folder.join(REPOSITORY)).is_ok())?;
    place.strip_prefix(top).ok().map(to_slash)
}

/// Returns the absolute path of a file that need not exist. The links of its folders are resolved; the last
/// component is kept even if it is a link.
fn place(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match RealDisk.canonical(folder) {
        Ok(folder) => Some(folder.join(name)),
        Err(_) => Some(place(folder)?.join(name)),
    }
}
