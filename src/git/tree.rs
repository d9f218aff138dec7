//! A repository as it was at a revision, to be read like a disk.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::entries::{Entries, TreeEntry, native};
use super::objects::Objects;
use super::{GitError, Repository};
use crate::disk::{Disk, DiskError, Kind, Lock, RealDisk};
use crate::path::plain;

/// The files of a revision, under the paths that they have in the working tree.
///
/// Paths are those of the working tree, relative to the working folder or not, whether or not anything
/// stands there today.
#[derive(Debug)]
pub struct Tree {
    top: PathBuf,
    /// The working folder, links resolved.
    here: PathBuf,
    entries: Entries,
    objects: Objects,
    /// The short hash of its commit.
    pub short: String,
}

/// The most links in one path, as in an operating system.
const LINKS: usize = 40;

impl Tree {
    /// The repository around `path`, at a revision.
    ///
    /// # Errors
    /// Where there is no `git`, no repository or no such revision.
    pub fn at(path: &Path, revision: &str) -> Result<Self, GitError> {
        let repository = Repository::around(path)?;
        let commit = repository.commit(revision)?;
        let listed = repository.git().bytes(&["ls-tree", "-r", "-z", "--full-tree", &commit])?;
        let objects = Objects::of(repository.git())?;
        let here = RealDisk.canonical(Path::new(".")).map_err(|error| GitError::Failed(error.to_string()))?;
        let short = repository.short(&commit)?;
        Ok(Self { top: repository.top, here, entries: Entries::parse(&listed), objects, short })
    }

    /// The path from the repository's top, links followed.
    fn inside(&self, path: &Path) -> io::Result<PathBuf> {
        let whole = plain(&self.here.join(path)).ok_or(io::ErrorKind::NotFound)?;
        let inside = match whole.strip_prefix(&self.top) {
            Ok(inside) => inside.to_owned(),
            // The working tree was named through a link.
            Err(_) => settled(&whole)?.strip_prefix(&self.top).map_err(|_| outside())?.to_owned(),
        };
        self.followed(&inside)
    }

    /// A path of the revision with every link in it followed.
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

    /// The path with its first link followed; nothing where it has none.
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
        // A link is a file where it leads to one.
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

    /// Nobody writes into the past.
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

/// Where a relative link leads; nothing for one that leaves the repository by an absolute path.
fn native_target(bytes: &[u8]) -> Option<PathBuf> {
    if bytes.starts_with(b"/") { None } else { Some(native(bytes)) }
}

fn outside() -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, "outside the repository")
}

/// A path with the links resolved of that part of it which is there.
fn settled(path: &Path) -> io::Result<PathBuf> {
    let there = path.ancestors().find_map(|it| Some((it, RealDisk.canonical(it).ok()?)));
    let (ancestor, canonical) = there.ok_or(io::ErrorKind::NotFound)?;
    let rest = path.strip_prefix(ancestor).unwrap_or(Path::new(""));
    let names = rest.components().filter(|part| matches!(part, Component::Normal(_)));
    Ok(canonical.join(names.collect::<PathBuf>()))
}
