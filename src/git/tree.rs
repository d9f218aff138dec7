//! A revision of a repository as a read-only disk.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::entries::{Entries, TreeEntry, native};
use super::objects::Objects;
use super::{GitError, Repository};
use crate::disk::{Disk, DiskError, Kind, Lock, RealDisk};
use crate::path::plain;

/// The files of a revision as a [`Disk`].
///
/// Paths are those of the working tree, absolute or relative to the working folder, whether or not they exist
/// today.
#[derive(Debug)]
pub struct Tree {
    top: PathBuf,
    /// The working folder, with links resolved.
    here: PathBuf,
    entries: Entries,
    objects: Objects,
    /// The short hash of the commit.
    pub short: String,
}

/// The most links that are followed in one path, as in Linux.
const LINKS: usize = 40;

impl Tree {
    /// Opens a revision of the repository that contains `path`.
    ///
    /// # Errors
    ///
    /// Fails where `git` is not installed, no repository contains the path, or it does not have the revision.
    pub fn at(path: &Path, revision: &str) -> Result<Self, GitError> {
        let repository = Repository::around(path)?;
        let commit = repository.commit(revision)?;
        let listed = repository.git().bytes(&["ls-tree", "-r", "-z", "--full-tree", &commit])?;
        let objects = Objects::of(repository.git())?;
        let here = RealDisk.canonical(Path::new(".")).map_err(|error| GitError::Failed(error.to_string()))?;
        let short = repository.short(&commit)?;
        Ok(Self { top: repository.top, here, entries: Entries::parse(&listed), objects, short })
    }

    /// Returns a path relative to the root of the repository, with links followed.
    fn inside(&self, path: &Path) -> io::Result<PathBuf> {
        let whole = plain(&self.here.join(path)).ok_or(io::ErrorKind::NotFound)?;
        let inside = match whole.strip_prefix(&self.top) {
            Ok(inside) => inside.to_owned(),
            // The path reaches the working tree through a link.
            Err(_) => resolved(&whole)?.strip_prefix(&self.top).map_err(|_| outside())?.to_owned(),
        };
        self.followed(&inside)
    }

    /// Returns a path of the revision with all links followed.
    fn followed(&self, path: &Path) -> io::Result<PathBuf> {
        let mut path = path.to_owned();
        for _ in 0..LINKS {
            match self.step(&path)? {
                Some(further) => path = further,
                None => return Ok(path),
            }
        }
        Err(io::ErrorKind::TooManyLinks.into())
    }

    /// Returns the path with its first link followed, or `None` where it has no link.
    fn step(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        let ancestors: Vec<&Path> = path.ancestors().collect();
        for link in ancestors.into_iter().rev() {
            let Some(TreeEntry { hash, is_link: true }) = self.entries.get(link) else { continue };
            let target = native_target(&self.objects.read(hash)?).ok_or_else(outside)?;
            let rest = path.strip_prefix(link).unwrap_or(Path::new(""));
            let from = link.parent().unwrap_or(Path::new(""));
            return plain(&from.join(target).join(rest)).map(Some).ok_or_else(outside);
        }
        Ok(None)
    }

    fn kind_inside(&self, path: &Path) -> io::Result<Kind> {
        match self.entries.get(path) {
            Some(_) => Ok(Kind::File),
            None if self.entries.is_folder(path) => Ok(Kind::Folder),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

impl Disk for Tree {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.kind_inside(&self.inside(path)?)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let inside = self.inside(path)?;
        self.kind_inside(&inside)?;
        Ok(self.top.join(inside))
    }

    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Vec<DiskError>> {
        let failed = |error| vec![DiskError { path: folder.to_owned(), error }];
        let inside = self.inside(folder).map_err(failed)?;
        let is_visible = |path: &Path| path.iter().all(|part| !part.as_encoded_bytes().starts_with(b"."));
        // A link counts as a file where its target is one.
        let is_file = |path: &Path, entry: &TreeEntry| {
            !entry.is_link
                || self.followed(path).is_ok_and(|path| matches!(self.kind_inside(&path), Ok(Kind::File)))
        };
        let below = self.entries.below(&inside).filter_map(|(path, entry)| {
            let rest = path.strip_prefix(&inside).ok()?;
            (is_visible(rest) && is_file(path, entry)).then(|| self.top.join(path))
        });
        Ok(below.collect())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let entry = self.entries.get(&self.inside(path)?).ok_or(io::ErrorKind::NotFound)?;
        self.objects.read(&entry.hash)
    }

    /// Fails, because a revision is read-only.
    fn write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }

    fn note(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(path, bytes)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.write(path, &[])
    }

    fn lock(&self, _: &Path) -> io::Result<Option<Lock>> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }
}

/// Parses the target of a link. Returns `None` for an absolute one, which leaves the repository.
fn native_target(bytes: &[u8]) -> Option<PathBuf> {
    if bytes.starts_with(b"/") { None } else { Some(native(bytes)) }
}

fn outside() -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, "outside the repository")
}

/// Resolves the links of the part of a path that exists.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let existing = path.ancestors().find_map(|ancestor| Some((ancestor, RealDisk.canonical(ancestor).ok()?)));
    let (ancestor, canonical) = existing.ok_or(io::ErrorKind::NotFound)?;
    let rest = path.strip_prefix(ancestor).unwrap_or(Path::new(""));
    let names = rest.components().filter(|part| matches!(part, Component::Normal(_)));
    Ok(canonical.join(names.collect::<PathBuf>()))
}
