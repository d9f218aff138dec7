//! A revision of a repository as a read-only disk.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};

use super::command::Git;
use super::entries::{TreeEntry, entries, native};
use super::objects::contents;
use super::{GitError, Repository};
use crate::disk::{Disk, DiskError, Kind, MemoryDisk, PathRefusal, RealDisk};
use crate::path::plain;

/// The files of a revision as a [`Disk`]. Sources have their bytes, other files do not.
///
/// Paths are those of the working tree, absolute or relative to the working folder, whether or not they exist
/// today.
#[derive(Debug)]
pub struct Tree {
    top: PathBuf,
    /// The working folder, with links resolved.
    here: PathBuf,
    /// The files, by their paths from the top.
    files: MemoryDisk,
    /// The targets of links, by the links' paths. `None` leads out of the repository.
    links: Links,
    /// The files whose bytes are not there, and why.
    refused: BTreeMap<PathBuf, PathRefusal>,
}

type Links = BTreeMap<PathBuf, Option<PathBuf>>;

/// The most links that are followed in one path, as in Linux.
const LINKS: usize = 40;

impl Tree {
    /// Reads a revision of the repository that contains `path`.
    ///
    /// # Errors
    ///
    /// Fails where `git` is not installed, no repository contains the path, or it does not have the revision.
    pub fn at(path: &Path, revision: &str) -> Result<Self, GitError> {
        let repository = Repository::around(path)?;
        let commit = repository.commit(revision)?;
        let listed = repository.git().bytes(&["ls-tree", "-r", "-z", "--full-tree", &commit])?;
        let here = RealDisk.canonical(Path::new(".")).map_err(|error| GitError::Failed(error.to_string()))?;
        let (links, files): (Vec<_>, Vec<_>) = entries(&listed).into_iter().partition(|entry| entry.is_link);
        let links = links_of(repository.git(), &links)?;
        let targets: BTreeSet<&PathBuf> = links.values().flatten().collect();
        let is_read = |entry: &TreeEntry| is_source(&entry.path) || targets.contains(&entry.path);
        let (read, unread): (Vec<_>, Vec<_>) = files.into_iter().partition(is_read);
        let bytes = contents(repository.git(), &read)?;
        let mut refused: BTreeMap<PathBuf, PathRefusal> =
            unread.into_iter().map(|entry| (entry.path, PathRefusal::NoFile)).collect();
        let absent = read.iter().zip(&bytes).filter(|(_, bytes)| bytes.is_none());
        refused.extend(absent.map(|(entry, _)| (entry.path.clone(), PathRefusal::NotInClone)));
        let read = read.into_iter().zip(bytes).filter_map(|(entry, bytes)| Some((entry.path, bytes?)));
        let files = MemoryDisk::with(read.chain(refused.keys().map(|path| (path.clone(), Vec::new()))));
        Ok(Self { top: repository.top, here, files, links, refused })
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
        let link =
            ancestors.into_iter().rev().find_map(|ancestor| Some((ancestor, self.links.get(ancestor)?)));
        let Some((link, target)) = link else { return Ok(None) };
        let target = target.as_ref().ok_or_else(outside)?;
        let rest = path.strip_prefix(link).unwrap_or(Path::new(""));
        plain(&target.join(rest)).map(Some).ok_or_else(outside)
    }
}

impl Disk for Tree {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.files.kind(&self.inside(path)?)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let inside = self.inside(path)?;
        self.files.kind(&inside)?;
        Ok(self.top.join(inside))
    }

    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Vec<DiskError>> {
        let failed = |error| vec![DiskError { path: folder.to_owned(), error }];
        let inside = self.inside(folder).map_err(failed)?;
        let is_visible = |path: &Path| path.iter().all(|part| !part.as_encoded_bytes().starts_with(b"."));
        // A link is a file where it leads to one.
        let is_file = |path: &Path| {
            self.followed(path).is_ok_and(|target| matches!(self.files.kind(&target), Ok(Kind::File)))
        };
        let is_below = |path: &Path| path.strip_prefix(&inside).is_ok_and(is_visible);
        let links = self.links.keys().filter(|link| is_below(link) && is_file(link)).cloned();
        let files: BTreeSet<PathBuf> = self.files.files(&inside)?.into_iter().chain(links).collect();
        Ok(files.into_iter().map(|path| self.top.join(path)).collect())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let inside = self.inside(path)?;
        match self.refused.get(&inside) {
            Some(refused) => Err(refused.clone().into()),
            None => self.files.read(&inside),
        }
    }
}

/// Returns whether a file may be a sheet, settings or a dictionary. Other files are not read: a repository may hold all
/// PDFs that were ever printed.
fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
}

/// Reads the targets of links, as paths from the top of the repository.
fn links_of(git: Git, links: &[TreeEntry]) -> Result<Links, GitError> {
    let targets = contents(git, links)?;
    let target = |(link, bytes): (&TreeEntry, Option<Vec<u8>>)| {
        let relative = bytes.filter(|bytes| !bytes.starts_with(b"/")).map(|bytes| native(&bytes));
        let folder = link.path.parent().unwrap_or(Path::new(""));
        (link.path.clone(), relative.and_then(|target| plain(&folder.join(target))))
    };
    Ok(links.iter().zip(targets).map(target).collect())
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
