//! The only room that opens files: a real disk, and a twin in memory for tests.

mod memory;
mod real;

use std::io;
use std::path::{Path, PathBuf};

pub use self::memory::MemoryDisk;
pub use self::real::RealDisk;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// Something on a disk that could not be read or written.
#[derive(Debug)]
pub struct DiskError {
    /// Where.
    pub path: PathBuf,
    /// What the system said.
    pub error: io::Error,
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

    /// A file's bytes.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Puts `bytes` at `path`, making its folders. The file appears whole or not at all; what stood
    /// there stays until then.
    ///
    /// # Errors
    /// Where it cannot be written; nothing has changed then, folders aside.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
}

/// The path with `/` between its parts, on every system.
pub fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/").replacen("//", "/", 1)
}
