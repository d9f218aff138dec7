//! The files below a folder, links followed as far as they may be.

use std::path::{Path, PathBuf};

use super::super::boundary::Boundary;
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

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct FolderWalk {
    /// Every file, where it is named; of one behind a link to a folder, below the link.
    pub(super) files: Vec<PathBuf>,
    /// The links that were not followed.
    pub(super) refused: Vec<(PathBuf, FolderRefusal)>,
    pub(super) errors: Vec<DiskError>,
    followed: usize,
}

impl FolderWalk {
    /// Walks over everything below `root`.
    pub(super) fn over(disk: &dyn Disk, root: &Path, boundary: &Boundary) -> Self {
        let mut walk = Self::default();
        walk.visit(disk, root, boundary, &mut Vec::new());
        walk
    }

    /// Walks over a folder; `places` are the real folders of the links that led to it.
    fn visit(&mut self, disk: &dyn Disk, folder: &Path, boundary: &Boundary, places: &mut Vec<PathBuf>) {
        match disk.files(folder) {
            Ok(files) => self.files.extend(files),
            Err(errors) => self.errors.extend(errors),
        }
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
