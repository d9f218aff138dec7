//! Puts outputs in their places, and takes them away, where what is there is ours.

use std::io;
use std::path::Path;

use super::mark::{self, Known};
use super::state::State;
use crate::disk::{Seen, WritableDisk};

/// What outputs are put in their places with.
#[derive(Clone, Copy)]
pub(super) struct OutputWriter<'a> {
    pub(super) disk: &'a dyn WritableDisk,
    /// The folder of all outputs.
    pub(super) out: &'a Path,
    /// What the manifest says was made.
    pub(super) known: &'a Known,
    /// Whether files that are not ours are replaced too.
    pub(super) overwrite: bool,
}

impl OutputWriter<'_> {
    /// Returns the bytes of an output that is there.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    pub(super) fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.disk.read_below(self.out, Path::new(name))
    }

    /// Returns whether something is in an output's place.
    pub(super) fn is_there(&self, name: &str) -> bool {
        self.look(name).is_ok()
    }

    fn look(&self, name: &str) -> io::Result<Seen> {
        self.disk.look_below(self.out, Path::new(name))
    }

    /// Puts an output in its place, unless it is there or something that is not ours is.
    ///
    /// # Errors
    /// Where it cannot be written; what stood there stays.
    pub(super) fn put(&self, name: &str, bytes: &[u8]) -> io::Result<State> {
        put(
            self.look(name),
            bytes,
            |there| self.may_replace(name, there),
            self.overwrite,
            || self.disk.write_below(self.out, Path::new(name), bytes),
        )
    }

    /// Takes an output away, with the folders that it leaves empty; whether it was ours.
    ///
    /// # Errors
    /// Where it cannot be taken away.
    pub(super) fn remove(&self, name: &str) -> io::Result<bool> {
        let is_ours = self.may_replace(name, &self.look(name)?);
        if is_ours {
            self.disk.remove_below(self.out, Path::new(name))?;
            self.disk.remove_empty_below(self.out, Path::new(name));
        }
        Ok(is_ours)
    }

    fn may_replace(&self, name: &str, there: &Seen) -> bool {
        self.overwrite || mark::is_ours(name, there, self.known)
    }
}

/// Puts a file that is named by hand in its place, unless it is there or something that is not ours is.
///
/// # Errors
/// Where it cannot be written; what stood there stays.
pub fn place(disk: &dyn WritableDisk, path: &Path, bytes: &[u8], overwrite: bool) -> io::Result<State> {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let is_ours = |there: &Seen| {
        overwrite || name.as_ref().is_some_and(|name| mark::is_ours(name, there, &Known::new()))
    };
    put(disk.look(path), bytes, is_ours, overwrite, || disk.write(path, bytes))
}

/// Writes bytes where `there` is what was found in their place.
fn put(
    there: io::Result<Seen>,
    bytes: &[u8],
    may_replace: impl Fn(&Seen) -> bool,
    overwrite: bool,
    write: impl FnOnce() -> io::Result<()>,
) -> io::Result<State> {
    match there {
        Ok(there) if there.is_whole && there.bytes == bytes => return Ok(State::Unchanged),
        Ok(there) if !may_replace(&there) => return Ok(State::Foreign),
        // What cannot be read may be another's.
        Err(error) if !overwrite && error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(_) | Err(_) => {}
    }
    write().map(|()| State::Built)
}
