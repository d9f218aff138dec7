//! Paths from the top of a working tree, as services that show a repository name its files.

use std::path::{Path, PathBuf};

use crate::disk::{Disk, RealDisk};
use crate::path::to_slash;

/// What the folder at the top of a working tree holds: the repository, or a file that leads to it.
const REPOSITORY: &str = ".git";

/// Returns a file's path from the top of the working tree that it lies in; nothing outside of one.
///
/// `git` is not run: reports name thousands of files, and a repository may be anybody's.
pub fn from_top(path: &str) -> Option<String> {
    let place = place(Path::new(path))?;
    let top = place.ancestors().skip(1).find(|folder| RealDisk.kind(&folder.join(REPOSITORY)).is_ok())?;
    place.strip_prefix(top).ok().map(to_slash)
}

/// Where a file is, or would be. A link is the link, not what it leads to; the links of its folders are
/// followed.
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
