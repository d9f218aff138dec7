//! Writes and removes outputs, unless a file that mokuhyo did not create has their path.

use std::io;
use std::path::Path;

use super::mark::{self, KnownHashes};
use super::state::State;
use crate::disk::{FileBytes, WritableDisk};

/// The writer of outputs.
#[derive(Clone, Copy)]
pub(super) struct OutputWriter<'a> {
    pub(super) disk: &'a dyn WritableDisk,
    /// The folder of all outputs.
    pub(super) out: &'a Path,
    /// The hashes of the files in the manifest.
    pub(super) known: &'a KnownHashes,
    /// `true` to replace files that mokuhyo did not create.
    pub(super) overwrite: bool,
}

impl OutputWriter<'_> {
    /// Returns the bytes of an output.
    ///
    /// # Errors
    ///
    /// Fails where it does not exist or cannot be read.
    pub(super) fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.disk.read_below(self.out, Path::new(name))
    }

    /// Returns whether the path of an output exists.
    pub(super) fn is_there(&self, name: &str) -> bool {
        self.look(name).is_ok()
    }

    fn look(&self, name: &str) -> io::Result<FileBytes> {
        self.disk.look_below(self.out, Path::new(name))
    }

    /// Writes an output, unless the file has these bytes already or is not ours.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be written; an existing file is kept.
    pub(super) fn put(&self, name: &str, bytes: &[u8]) -> io::Result<State> {
        put(
            self.look(name),
            bytes,
            |there| self.may_replace(name, there),
            self.overwrite,
            || self.disk.write_below(self.out, Path::new(name), bytes),
        )
    }

    /// Removes an output, and the folders that it leaves empty. Returns `false` if the file is not ours and was kept.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be removed.
    pub(super) fn remove(&self, name: &str) -> io::Result<bool> {
        let is_ours = self.may_replace(name, &self.look(name)?);
        if is_ours {
            self.disk.remove_below(self.out, Path::new(name))?;
            self.disk.remove_empty_below(self.out, Path::new(name));
        }
        Ok(is_ours)
    }

    fn may_replace(&self, name: &str, there: &FileBytes) -> bool {
        self.overwrite || mark::is_ours(name, there, self.known)
    }
}

/// Writes a file whose path the user named, unless it has these bytes already or is not ours.
///
/// # Errors
///
/// Fails where it cannot be written; an existing file is kept.
pub fn place(disk: &dyn WritableDisk, path: &Path, bytes: &[u8], overwrite: bool) -> io::Result<State> {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let is_ours = |there: &FileBytes| {
        overwrite || name.as_ref().is_some_and(|name| mark::is_ours(name, there, &KnownHashes::new()))
    };
    put(disk.look(path), bytes, is_ours, overwrite, || disk.write(path, bytes))
}

/// Writes bytes to a path where `there` was found.
fn put(
    there: io::Result<FileBytes>,
    bytes: &[u8],
    may_replace: impl Fn(&FileBytes) -> bool,
    overwrite: bool,
    write: impl FnOnce() -> io::Result<()>,
) -> io::Result<State> {
    match there {
        Ok(there) if there.is_whole && there.bytes == bytes => return Ok(State::Unchanged),
        Ok(there) if !may_replace(&there) => return Ok(State::Foreign),
        // A file that cannot be read may not be ours.
        Err(error) if !overwrite && error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(_) | Err(_) => {}
    }
    write().map(|()| State::Built)
}
