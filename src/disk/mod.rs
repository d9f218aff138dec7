//! The only module that opens files: the disk of the machine, and one in memory.
//!
//! Code that only reads takes a [`Disk`]; code that writes takes a [`WritableDisk`].

mod below;
mod keep;
mod leftover;
mod memory;
mod path_refusal;
mod real;
mod source;
mod steps;
mod transaction;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::SystemTime;

pub(crate) use self::below::lock_name;
pub use self::memory::MemoryDisk;
pub use self::path_refusal::{PathRefusal, error_words};
pub use self::real::RealDisk;
pub use self::source::ReplaceError;
pub use self::transaction::Recovered;
use crate::path::relative;
pub use crate::path::to_slash;
use crate::source::Digest;

/// The kind of an entry that a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// A fingerprint of a file that is taken without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The time of the last write, or `None` if the disk does not record it.
    pub changed: Option<SystemTime>,
    /// Its length in bytes.
    pub length: u64,
    /// The hash of its bytes, where the file had to be read.
    pub digest: Option<Digest>,
}

/// An error about a file or folder that could not be read or written.
#[derive(Debug)]
pub struct DiskError {
    /// The file or folder.
    pub path: PathBuf,
    /// The error of the system.
    pub error: io::Error,
}

/// The files below a folder, as far as its folders can be listed.
#[derive(Debug, Default)]
pub struct Listing {
    /// The files, by path.
    pub files: Vec<PathBuf>,
    /// The folders and files that could not be read. The contents of such a folder are unknown.
    pub errors: Vec<DiskError>,
}

/// The bytes of a file, as far as they were read.
#[derive(Debug, PartialEq, Eq)]
pub struct FileBytes {
    /// The bytes; of a file longer than [`LONGEST_OUTPUT`], its beginning and its end.
    pub bytes: Vec<u8>,
    /// `true` if those are all bytes of the file.
    pub is_whole: bool,
}

impl From<Vec<u8>> for FileBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, is_whole: true }
    }
}

/// Returns a path for people: relative to the working folder, or unchanged where that folder cannot be found.
pub fn from_here(disk: &dyn Disk, path: &Path) -> String {
    let here = disk.canonical(Path::new("."));
    here.map_or_else(|_| to_slash(path), |here| to_slash(&relative(&here, path)))
}

/// A file system for reading. Paths may be relative to the working folder.
pub trait Disk: Sync {
    /// Returns whether `path` leads to a file or a folder, with links followed.
    ///
    /// # Errors
    /// Where nothing exists there, or access is refused.
    fn kind(&self, path: &Path) -> io::Result<Kind>;

    /// Returns the path from the root of the file system, with links and `..` resolved.
    ///
    /// # Errors
    /// Where nothing exists there, or access is refused.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;

    /// Returns every file below `folder` by path, unless its name or that of a folder begins with a dot. Links to files
    /// are included, wherever they lead; links to folders are not followed.
    ///
    /// # Errors
    /// Every folder that could not be read.
    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Vec<DiskError>>;

    /// Returns the same files as far as the folders below `folder` can be listed, with the folders that cannot.
    fn list(&self, folder: &Path) -> Listing {
        match self.files(folder) {
            Ok(files) => Listing { files, errors: Vec::new() },
            Err(errors) => Listing { files: Vec::new(), errors },
        }
    }

    /// Returns every link below `folder`, to files and folders, by path, unless its name begins with a dot. Links to
    /// folders are not followed. A disk without links returns none.
    fn links(&self, _folder: &Path) -> Vec<PathBuf> {
        Vec::new()
    }

    /// Returns the bytes of a file.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Returns the bytes of a source. Of a file longer than [`LONGEST_SOURCE`] it may return one byte more than that,
    /// because a file may have any length.
    ///
    /// # Errors
    /// As [`Disk::read`].
    fn read_source(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read(path)
    }

    /// Returns the stamp of a file. A file whose stamp differs may have changed. A disk without times reads the file.
    ///
    /// # Errors
    /// Where nothing exists there, or access is refused.
    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        let bytes = self.read_source(path)?;
        Ok(Stamp { changed: None, length: bytes.len() as u64, digest: Some(Digest::of(&bytes)) })
    }

    /// Returns the bytes of the file `name` below `out`. As in all methods with `_below`, links in `out` are not
    /// followed, so that nothing outside of it is read or changed.
    ///
    /// # Errors
    /// Where it cannot be read, or the name leads outside `out`.
    fn read_below(&self, out: &Path, name: &Path) -> io::Result<Vec<u8>> {
        self.read(&out.join(name))
    }

    /// Returns as much of the file `name` below `out` as shows which program wrote it, however long it is.
    ///
    /// # Errors
    /// As [`Disk::read_below`].
    fn look_below(&self, out: &Path, name: &Path) -> io::Result<FileBytes> {
        self.read_below(out, name).map(FileBytes::from)
    }

    /// Returns the same of the file at `path`, which must not be a link.
    ///
    /// # Errors
    /// Where it cannot be read, or is not a regular file.
    fn look(&self, path: &Path) -> io::Result<FileBytes> {
        self.read(path).map(FileBytes::from)
    }

    /// Returns the folders that killed runs of [`WritableDisk::create_all`] left in `path` or near it. Writes nothing.
    fn unfinished(&self, path: &Path) -> Vec<PathBuf> {
        let _ = path;
        Vec::new()
    }

    /// Returns the temporary files that killed runs left beside the sources at or below `path`. Writes nothing.
    fn leftovers(&self, path: &Path) -> Vec<PathBuf> {
        let _ = path;
        Vec::new()
    }

    /// Takes the lock of `out` for reading; returns `None` while another process writes. Creates no file.
    ///
    /// # Errors
    /// Where the lock's path is taken by something other than a file.
    fn share(&self, out: &Path) -> io::Result<Option<Lock>> {
        let _ = out;
        Ok(Some(Lock::Alone))
    }
}

/// A file system for reading and writing.
pub trait WritableDisk: Disk {
    /// Removes those of [`Disk::leftovers`] that hold nothing which a source beside them does not hold.
    fn clear_leftovers(&self, path: &Path) {
        let _ = path;
    }

    /// Writes the file `name` below `out` as [`WritableDisk::write`] does.
    ///
    /// # Errors
    /// Where it cannot be written, or the name leads outside `out`.
    fn write_below(&self, out: &Path, name: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(&out.join(name), bytes)
    }

    /// Writes a file that may be lost in a power failure, such as a cache: returns before the bytes are on the disk.
    ///
    /// # Errors
    /// As [`WritableDisk::write_below`].
    fn note_below(&self, out: &Path, name: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write_below(out, name, bytes)
    }

    /// Removes the file `name` below `out` as [`WritableDisk::remove`] does.
    ///
    /// # Errors
    /// Where it cannot be removed, or the name leads outside `out`.
    fn remove_below(&self, out: &Path, name: &Path) -> io::Result<()> {
        self.remove(&out.join(name))
    }

    /// Removes the folders between `out` and a file that was removed, from the inner to the outer, while they are
    /// empty.
    fn remove_empty_below(&self, _out: &Path, _name: &Path) {}

    /// Writes a file and creates its folders. The file appears complete or not at all; a failed write leaves the
    /// earlier file.
    ///
    /// # Errors
    /// Where it cannot be written. Then nothing but folders has changed.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Replaces the source at `path`, whose bytes had the digest `old`. Links are followed to a file below
    /// `within` and stay; mode, owner, group and attributes stay as far as this user may set them.
    ///
    /// # Errors
    /// Where it cannot be written, or its bytes are not those with the digest `old`. Then nothing has changed.
    fn replace(&self, path: &Path, within: &Path, old: Digest, bytes: &[u8]) -> Result<(), ReplaceError> {
        let _ = (path, within, old, bytes);
        Err(io::Error::from(io::ErrorKind::ReadOnlyFilesystem).into())
    }

    /// Creates a source and its folders; never replaces another file.
    ///
    /// # Errors
    /// Where it cannot be written, or something is there.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let _ = (path, bytes);
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }

    /// Creates files below `folder`, all of them or none, and never replaces another. Links are followed to folders
    /// below `bound`.
    ///
    /// # Errors
    /// The first that cannot be created, or `Interrupted` when `stop` is set before all are written.
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

    /// Finishes or undoes what killed runs of [`WritableDisk::create_all`] left in `folder`, or between it and `bound`.
    fn recover(&self, folder: &Path, bound: &Path) -> Vec<Recovered> {
        let _ = (folder, bound);
        Vec::new()
    }

    /// Removes the file at `path`.
    ///
    /// # Errors
    /// Where it cannot be removed, or does not exist.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Removes the temporary files that killed writes left in `out`, and nothing else. The caller holds the lock,
    /// because another run may be writing.
    fn sweep(&self, out: &Path) {
        let _ = out;
    }

    /// Takes the lock of `out` for writing and creates its folders; returns `None` while another process holds it. The
    /// lock is released when the value is dropped or the process ends, however it ends.
    ///
    /// # Errors
    /// Where the lock cannot be created.
    fn lock(&self, out: &Path) -> io::Result<Option<Lock>>;
}

/// The longest source that is read, in bytes. The largest real sheet has some 30,000.
pub const LONGEST_SOURCE: usize = 4 << 20;

/// The longest output that is read, in bytes. A longer file is not an output of mokuhyo: booklets have a few million.
pub const LONGEST_OUTPUT: u64 = 256 << 20;

/// The folder of the manifest and caches in `out/`. Web servers and `git` skip names that begin with a dot.
pub const RECORDS: &str = ".mokuhyo";

/// A lock.
#[derive(Debug)]
pub enum Lock {
    /// The lock is held until the file is closed.
    Held(File),
    /// No other process can be writing.
    Alone,
    /// The lock is not readable by this user, so another process may be writing.
    Unreadable,
    /// The file system has no locks, so two runs at once are not prevented.
    Missing,
}
