//! The only room that opens files: a real disk, and a twin in memory for tests.

mod below;
mod keep;
mod leftover;
mod memory;
mod real;
mod refused;
mod source;
mod transaction;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::SystemTime;

pub(crate) use self::below::lock_name;
pub use self::memory::MemoryDisk;
pub use self::real::RealDisk;
pub use self::refused::{Refused, error_words};
pub use self::source::Unreplaced;
pub use self::transaction::Recovered;
use crate::path::relative;
pub use crate::path::to_slash;
use crate::source::Digest;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// What a look at a file tells of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// When it was last written; nothing where the disk does not tell.
    pub changed: Option<SystemTime>,
    /// Its length in bytes.
    pub length: u64,
    /// The hash of its bytes, where they had to be read.
    pub digest: Option<Digest>,
}

/// Something on a disk that could not be read or written.
#[derive(Debug)]
pub struct DiskError {
    /// Where.
    pub path: PathBuf,
    /// What the system said.
    pub error: io::Error,
}

/// What stands in a file's place, as far as it is read.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its bytes; of one longer than an output can be, its head and its tail.
    pub bytes: Vec<u8>,
    /// Whether those are all.
    pub is_whole: bool,
}

impl From<Vec<u8>> for Seen {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, is_whole: true }
    }
}

/// Returns a path for people: relative to the working folder, or as it is where that folder cannot be found.
pub fn from_here(disk: &dyn Disk, path: &Path) -> String {
    let here = disk.canonical(Path::new("."));
    here.map_or_else(|_| to_slash(path), |here| to_slash(&relative(&here, path)))
}

/// Files in folders. Paths may be relative to the working folder.
pub trait Disk: Sync {
    /// What stands at `path`, links followed.
    ///
    /// # Errors
    /// Where nothing stands there or it cannot be looked at.
    fn kind(&self, path: &Path) -> io::Result<Kind>;

    /// The path from the root of the file system, links and `..` resolved.
    ///
    /// # Errors
    /// Where nothing stands there or it cannot be looked at.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;

    /// Every file below `folder` whose name, and whose folders' names, begin with no dot, by path. Links
    /// to files are among them, wherever they lead; links to folders are not followed.
    ///
    /// # Errors
    /// Every folder that could not be read.
    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Vec<DiskError>>;

    /// Returns every link below `folder`, to files and folders, whose name begins with no dot, by path. What is
    /// behind a link to a folder is not looked at. A disk without links has none.
    fn links(&self, _folder: &Path) -> Vec<PathBuf> {
        Vec::new()
    }

    /// A file's bytes.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The bytes of a source; of one that is longer than a source may be only so many as show that it is,
    /// since a file may claim any length.
    ///
    /// # Errors
    /// As [`Disk::read`].
    fn read_source(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read(path)
    }

    /// Returns what a look at a file tells of it without reading it; two looks that differ mean that it may have
    /// changed. A disk that cannot tell reads it.
    ///
    /// # Errors
    /// Where nothing stands there or it cannot be looked at.
    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        let bytes = self.read_source(path)?;
        Ok(Stamp { changed: None, length: bytes.len() as u64, digest: Some(Digest::of(&bytes)) })
    }

    /// The bytes of the file `name` below `out`. Here and in the four that follow links among `out`'s folders
    /// and files are not followed: nothing outside of it is read or changed.
    ///
    /// # Errors
    /// Where it cannot be read, or is not to be.
    fn read_below(&self, out: &Path, name: &Path) -> io::Result<Vec<u8>> {
        self.read(&out.join(name))
    }

    /// Returns as much of the file `name` below `out` as shows whose it is, however long it is.
    ///
    /// # Errors
    /// As [`Disk::read_below`].
    fn look_below(&self, out: &Path, name: &Path) -> io::Result<Seen> {
        self.read_below(out, name).map(Seen::from)
    }

    /// Returns the same of the file at `path`, itself no link.
    ///
    /// # Errors
    /// Where it cannot be read, or is no file.
    fn look(&self, path: &Path) -> io::Result<Seen> {
        self.read(path).map(Seen::from)
    }

    /// [`Disk::write`] of the file `name` below `out`.
    ///
    /// # Errors
    /// Where it cannot be written, or is not to be.
    fn write_below(&self, out: &Path, name: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(&out.join(name), bytes)
    }

    /// [`Disk::note`] of the file `name` below `out`.
    ///
    /// # Errors
    /// Where it cannot be written, or is not to be.
    fn note_below(&self, out: &Path, name: &Path, bytes: &[u8]) -> io::Result<()> {
        self.note(&out.join(name), bytes)
    }

    /// [`Disk::remove`] of the file `name` below `out`.
    ///
    /// # Errors
    /// Where it cannot be taken away, or is not to be.
    fn remove_below(&self, out: &Path, name: &Path) -> io::Result<()> {
        self.remove(&out.join(name))
    }

    /// Takes away the folders between `out` and a file that was there, from the inner to the outer, as long as
    /// they are empty.
    fn remove_empty_below(&self, _out: &Path, _name: &Path) {}

    /// Puts `bytes` at `path`, making its folders. The file appears whole or not at all; what stood
    /// there stays until then.
    ///
    /// # Errors
    /// Where it cannot be written; nothing has changed then, folders aside.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// The same for what may be lost when the power fails, as a memory of earlier runs may: it is not waited
    /// for until the bytes are on the disk.
    ///
    /// # Errors
    /// As [`Disk::write`].
    fn note(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Replaces the source at `path`, whose bytes had the digest `old`. Links are followed to a file below
    /// `within` and stay; mode, owner, group and attributes stay as far as this user may set them.
    ///
    /// # Errors
    /// Where it cannot be written, or is not what it was; nothing has changed then.
    fn replace(&self, path: &Path, within: &Path, old: Digest, bytes: &[u8]) -> Result<(), Unreplaced> {
        let _ = (path, within, old, bytes);
        Err(io::Error::from(io::ErrorKind::ReadOnlyFilesystem).into())
    }

    /// Puts a new source at `path`, making its folders; never over another file.
    ///
    /// # Errors
    /// Where it cannot be written, or something is there.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let _ = (path, bytes);
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }

    /// Makes new files below `folder`, all of them or none, never over another. Links are followed to folders
    /// below `bound`.
    ///
    /// # Errors
    /// The first that cannot be made, or `Interrupted` when `stop` is set before all are written.
    fn create_all(
        &self,
        folder: &Path,
        bound: &Path,
        files: &[(&Path, &[u8])],
        stop: &AtomicBool,
    ) -> Result<(), DiskError> {
        let _ = (bound, files, stop);
        Err(DiskError { path: folder.to_owned(), error: io::ErrorKind::ReadOnlyFilesystem.into() })
    }

    /// Finishes or undoes what killed runs of [`Disk::create_all`] left in `folder`, or between it and `bound`.
    fn recover(&self, folder: &Path, bound: &Path) -> Vec<Recovered> {
        let _ = (folder, bound);
        Vec::new()
    }

    /// Returns the folders that killed runs of [`Disk::create_all`] left in `path` or near it; writes nothing.
    fn unfinished(&self, path: &Path) -> Vec<PathBuf> {
        let _ = path;
        Vec::new()
    }

    /// Returns the temporary files that killed runs left beside the sources at or below `path`; writes nothing.
    fn leftovers(&self, path: &Path) -> Vec<PathBuf> {
        let _ = path;
        Vec::new()
    }

    /// Takes the file at `path` away.
    ///
    /// # Errors
    /// Where it cannot be taken away, or is not there.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Takes away what killed writes left in `out`, and nothing else. Only for who holds its lock: another's
    /// write may be on its way.
    fn sweep(&self, out: &Path) {
        let _ = out;
    }

    /// The lock of `out` for who writes there, making its folders; nothing while another process holds it. It is
    /// let go of when the value is dropped or the process ends, however it ends.
    ///
    /// # Errors
    /// Where the lock cannot be made.
    fn lock(&self, out: &Path) -> io::Result<Option<Lock>>;

    /// The lock of `out` for who only reads there; nothing while another process writes. Makes no file.
    ///
    /// # Errors
    /// Where something that is no lock is in its place.
    fn share(&self, out: &Path) -> io::Result<Option<Lock>> {
        let _ = out;
        Ok(Some(Lock::Alone))
    }
}

/// The longest source that is read, in bytes. The largest real sheet has some tens of thousands.
pub const LONGEST_SOURCE: usize = 4 << 20;

/// The longest output that is read, in bytes: no booklet comes near. A longer file is nobody's output.
pub const LONGEST_OUTPUT: u64 = 256 << 20;

/// The folder in `out/` of what is remembered; its dot keeps it from what is published.
pub const RECORDS: &str = ".mokuhyo";

/// A lock.
#[derive(Debug)]
pub enum Lock {
    /// It is held, until the file is closed.
    Held(File),
    /// Nobody else can be there.
    Alone,
    /// It may not be read by this user: whether somebody writes is not known.
    Unreadable,
    /// The file system has no locks: two runs at once are nobody's fault but not prevented.
    Missing,
}
