//! The ground that a command reads from: the collection, and the git work tree around it.
//!
//! A sheet, settings file or dictionary is read where its real path, links followed, lies in there. So a link or
//! a name in the settings cannot have a file of the machine shown, as in the findings of a pull request.

use std::io;
use std::path::{Path, PathBuf};

use super::bounds::bounds;
use crate::disk::Disk;

/// The folder that is `git`'s own; it may hold secrets.
const GIT: &str = ".git";

/// Folders whose files may be read.
#[derive(Debug, Clone, Default)]
pub struct Boundary {
    roots: Vec<PathBuf>,
}

impl Boundary {
    /// Returns the ground of the collection at `root`, a real path: the collection itself and the nearest git
    /// work tree around it.
    pub fn around(disk: &dyn Disk, root: &Path) -> Self {
        Self { roots: vec![bounds(disk, root)] }
    }

    /// Adds another collection's ground.
    pub fn extend(&mut self, other: Self) {
        for root in other.roots {
            if !self.roots.contains(&root) {
                self.roots.push(root);
            }
        }
    }

    /// Returns whether a path lies inside by its name alone.
    pub fn has(&self, path: &Path) -> bool {
        let is_inside = |root: &PathBuf| path.strip_prefix(root).is_ok_and(|rest| !is_gits(rest));
        self.roots.iter().any(is_inside)
    }

    /// Returns whether the target of a path, after links, is inside. A name that leads out is refused before
    /// the disk is asked, so that its existence is not revealed.
    ///
    /// # Errors
    /// Returns an error if nothing exists there, or it cannot be examined.
    pub fn admits(&self, disk: &dyn Disk, path: &Path) -> io::Result<bool> {
        Ok(self.has(path) && self.has(&disk.canonical(path)?))
    }
}

fn is_gits(path: &Path) -> bool {
    path.iter().any(|part| part.eq_ignore_ascii_case(GIT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryDisk;

    #[test]
    fn the_collection_and_its_work_tree_are_inside() {
        let disk =
            MemoryDisk::with([("/town/.git/config", ""), ("/town/sheets/a.yaml", ""), ("/etc/passwd", "")]);
        let ground = Boundary::around(&disk, Path::new("/town/sheets"));
        for (path, inside) in [
            ("/town/sheets/w.yaml", true),
            ("/town/w.yaml", true),
            ("/etc/passwd", false),
            ("/town2/w.yaml", false),
            ("/town/.git/config", false),
            ("/town/sheets/.GIT/config", false),
        ] {
            assert_eq!(ground.has(Path::new(path)), inside, "{path}");
        }
        assert!(matches!(ground.admits(&disk, Path::new("/etc/passwd")), Ok(false)));
        assert!(matches!(ground.admits(&disk, Path::new("/etc/absent")), Ok(false)));
        assert!(ground.admits(&disk, Path::new("/town/absent")).is_err());
        let alone = Boundary::around(&disk, Path::new("/alone/sheets"));
        assert!(alone.has(Path::new("/alone/sheets/a")) && !alone.has(Path::new("/alone/w.yaml")));
    }
}
