//! The bounds within which the links of a collection are followed.

use std::path::{Path, PathBuf};

use crate::disk::{Disk, Kind};

/// The name of a settings file.
pub const SETTINGS: &str = "mokuhyo.yaml";

/// Returns the folder whose files are the collection's own: the git work tree around `folder`, or without one
/// the topmost folder with settings, or `folder` itself; the outermost of those. Files outside of it belong
/// to other projects.
pub fn bounds(disk: &dyn Disk, folder: &Path) -> PathBuf {
    let has_settings = |at: &&Path| matches!(disk.kind(&at.join(SETTINGS)), Ok(Kind::File));
    // A folder in a clone, a file in a further work tree.
    let is_top = |at: &&Path| disk.kind(&at.join(".git")).is_ok();
    let root = folder.ancestors().filter(has_settings).last();
    let top = folder.ancestors().find(is_top);
    let outermost = [Some(folder), root, top].into_iter().flatten().min_by_key(|at| at.iter().count());
    outermost.unwrap_or(folder).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryDisk;

    #[test]
    fn the_outermost_folder_of_the_collection_is_its_bound() {
        let bound = |files: &[&str]| {
            let disk = MemoryDisk::with(files.iter().map(|file| (*file, "")));
            bounds(&disk, Path::new("/home/town/sheets/r2"))
        };
        assert_eq!(bound(&[]), Path::new("/home/town/sheets/r2"));
        assert_eq!(bound(&["/home/town/sheets/mokuhyo.yaml"]), Path::new("/home/town/sheets"));
        let repository = "/home/town/.git/HEAD";
        assert_eq!(bound(&["/home/town/sheets/mokuhyo.yaml", repository]), Path::new("/home/town"));
        // The nearest work tree, and the farthest settings.
        assert_eq!(bound(&[repository, "/.git/HEAD"]), Path::new("/home/town"));
        assert_eq!(bound(&[repository, "/home/mokuhyo.yaml"]), Path::new("/home"));
    }
}
