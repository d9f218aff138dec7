//! The files below a folder, links followed as far as they may be.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::boundary::Boundary;
use super::SETTINGS;
use crate::disk::{Disk, DiskError, Kind};

/// The most links to folders that are followed: a few that lead to each other's folders multiply.
const MOST_LINKS: usize = 1000;

/// Why a link is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FolderRefusal {
    /// It leads out of the collection and its git work tree.
    Outside,
    /// It leads to a folder that holds it.
    Cycle,
    /// Too many were followed before it.
    TooMany,
}

/// The result of a walk.
#[derive(Debug, Default)]
pub(super) struct FolderWalk {
    /// Every file, where it is named; of one behind a link to a folder, below the link.
    pub(super) files: Vec<PathBuf>,
    /// The links that were not followed.
    pub(super) refused: Vec<(PathBuf, FolderRefusal)>,
    /// The folders and files that could not be read.
    pub(super) errors: Vec<DiskError>,
    followed: usize,
    /// The entries that were searched for by name.
    named: Vec<PathBuf>,
}

impl FolderWalk {
    /// Walks over everything below `root`. Where a folder on the way to `place` cannot be listed, what leads to `place`
    /// is found by its name.
    pub(super) fn over(disk: &dyn Disk, root: &Path, place: &Path, boundary: &Boundary) -> Self {
        let mut walk = Self::default();
        walk.visit(disk, root, boundary, &mut Vec::new());
        while let Some(folder) = walk.unlisted_above(place) {
            walk.descend(disk, &folder, place, boundary);
        }
        walk
    }

    /// Returns the innermost folder above `place` that could not be listed, where nothing further in was looked at.
    fn unlisted_above(&self, place: &Path) -> Option<PathBuf> {
        let above = |error: &&DiskError| place != error.path && place.starts_with(&error.path);
        let folder = self
            .errors
            .iter()
            .filter(above)
            .map(|error| &error.path)
            .max_by_key(|path| path.iter().count())?;
        let next = folder.join(place.strip_prefix(folder).ok()?.iter().next()?);
        self.named.iter().all(|named| *named != next).then(|| folder.clone())
    }

    /// Finds the settings of a folder that cannot be listed, and the next part of `place` below it.
    fn descend(&mut self, disk: &dyn Disk, folder: &Path, place: &Path, boundary: &Boundary) {
        let Some(next) = place.strip_prefix(folder).ok().and_then(|rest| rest.iter().next()) else { return };
        for path in BTreeSet::from([folder.join(SETTINGS), folder.join(next)]) {
            match disk.kind(&path) {
                _ if self.refuses(disk, &path, boundary) => {}
                Ok(Kind::File) => self.files.push(path.clone()),
                Ok(Kind::Folder) if path.ends_with(next) => {
                    self.visit(disk, &path, boundary, &mut Vec::new());
                }
                _ => {}
            }
            self.named.push(path);
        }
    }

    /// Walks over a folder; `places` are the real folders of the links that led to it.
    fn visit(&mut self, disk: &dyn Disk, folder: &Path, boundary: &Boundary, places: &mut Vec<PathBuf>) {
        let listing = disk.list(folder);
        self.files.extend(listing.files);
        self.errors.extend(listing.errors);
        let links = disk.links(folder);
        let gone: Vec<&PathBuf> = links.iter().filter(|link| self.refuses(disk, link, boundary)).collect();
        self.files.retain(|file| !gone.contains(&file));
        for link in links.iter().filter(|link| matches!(disk.kind(link), Ok(Kind::Folder))) {
            self.follow(disk, link, boundary, places);
        }
    }

    /// Returns whether a link leads out; it is reported then.
    fn refuses(&mut self, disk: &dyn Disk, link: &Path, boundary: &Boundary) -> bool {
        let is_out = matches!(boundary.admits(disk, link), Ok(false));
        if is_out {
            self.refused.push((link.to_owned(), FolderRefusal::Outside));
        }
        is_out
    }

    fn follow(&mut self, disk: &dyn Disk, link: &Path, boundary: &Boundary, places: &mut Vec<PathBuf>) {
        let place = link.parent().map(|folder| disk.canonical(folder));
        let (Some(Ok(place)), Ok(target)) = (place, disk.canonical(link)) else { return };
        if !boundary.has(&target) {
            return;
        }
        places.push(place);
        if places.iter().any(|place| place.starts_with(&target)) {
            self.refused.push((link.to_owned(), FolderRefusal::Cycle));
        } else if self.followed == MOST_LINKS {
            self.refused.push((link.to_owned(), FolderRefusal::TooMany));
        } else {
            self.followed += 1;
            self.visit(disk, link, boundary, places);
        }
        places.pop();
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::disk::{Listing, MemoryDisk};

    /// A disk on which folders cannot be listed.
    struct Unlisted(MemoryDisk, &'static [&'static str]);

    impl Disk for Unlisted {
        fn kind(&self, path: &Path) -> io::Result<Kind> {
            self.0.kind(path)
        }

        fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
            self.0.canonical(path)
        }

        fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Vec<DiskError>> {
            self.0.files(folder)
        }

        fn list(&self, folder: &Path) -> Listing {
            let is_in = |path: &Path, unlisted: &&str| {
                path.starts_with(unlisted) && Path::new(unlisted).starts_with(folder)
            };
            let mut files = self.0.files(folder).unwrap_or_default();
            files.retain(|file| !self.1.iter().any(|unlisted| is_in(file, unlisted)));
            let is_reached = |path: &&&str| {
                let above = |ancestor: &&str| *ancestor != **path && Path::new(*path).starts_with(ancestor);
                Path::new(path).starts_with(folder)
                    && !self
                        .1
                        .iter()
                        .any(|ancestor| above(ancestor) && Path::new(ancestor).starts_with(folder))
            };
            let errors = self.1.iter().filter(is_reached);
            let error = |path: &&str| DiskError {
                path: PathBuf::from(path),
                error: io::ErrorKind::PermissionDenied.into(),
            };
            Listing { files, errors: errors.map(error).collect() }
        }

        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            self.0.read(path)
        }
    }

    fn found(unlisted: &'static [&'static str], place: &str) -> (Vec<String>, usize) {
        let files =
            ["/s/mokuhyo.yaml", "/s/r2/mokuhyo.yaml", "/s/r2/a/x.yaml", "/s/r2/a/y.yaml", "/s/r3/z.yaml"];
        let disk = Unlisted(MemoryDisk::with(files.map(|file| (file, ""))), unlisted);
        let root = Path::new("/s");
        let walk = FolderWalk::over(&disk, root, Path::new(place), &Boundary::around(&disk, root));
        let mut files: Vec<String> = walk.files.iter().map(|path| path.display().to_string()).collect();
        files.sort();
        (files, walk.errors.len())
    }

    #[test]
    fn a_folder_that_cannot_be_listed_hides_nothing_beside_it() {
        let (files, errors) = found(&["/s/r2/a"], "/s");
        assert_eq!(files, ["/s/mokuhyo.yaml", "/s/r2/mokuhyo.yaml", "/s/r3/z.yaml"]);
        assert_eq!(errors, 1);
    }

    #[test]
    fn what_a_path_names_is_found_below_folders_that_cannot_be_listed() {
        let (files, _) = found(&["/s"], "/s/r2/a");
        assert_eq!(files, ["/s/mokuhyo.yaml", "/s/r2/a/x.yaml", "/s/r2/a/y.yaml", "/s/r2/mokuhyo.yaml"]);
        let (files, errors) = found(&["/s", "/s/r2", "/s/r2/a"], "/s/r2/a/x.yaml");
        assert_eq!(files, ["/s/mokuhyo.yaml", "/s/r2/a/x.yaml", "/s/r2/mokuhyo.yaml"]);
        assert_eq!(errors, 3);
    }
}
