//! Puts outputs in their places, and takes them away, where what is there is ours.

use std::io;
use std::path::Path;

use super::job::State;
use super::mark::{self, Known};
use crate::disk::Disk;

/// What outputs are put in their places with.
#[derive(Clone, Copy)]
pub(super) struct Placer<'a> {
    pub(super) disk: &'a dyn Disk,
    /// The folder of all outputs.
    pub(super) out: &'a Path,
    /// What the manifest says was made.
    pub(super) known: &'a Known,
    /// Whether files that are not ours are replaced too.
    pub(super) overwrite: bool,
}

impl Placer<'_> {
    /// The bytes of an output that is there.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    pub(super) fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.disk.read_below(self.out, Path::new(name))
    }

    /// Puts an output in its place, unless it is there or something that is not ours is.
    ///
    /// # Errors
    /// Where it cannot be written; what stood there stays.
    pub(super) fn put(&self, name: &str, bytes: &[u8]) -> io::Result<State> {
        match self.read(name) {
            Ok(there) if there == bytes => return Ok(State::Unchanged),
            Ok(there) if !self.may_replace(name, &there) => return Ok(State::Foreign),
            // What cannot be read may be another's.
            Err(error) if !self.overwrite && error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(_) | Err(_) => {}
        }
        self.disk.write_below(self.out, Path::new(name), bytes).map(|()| State::Built)
    }

    /// Takes an output away, with the folders that it leaves empty; whether it was ours.
    ///
    /// # Errors
    /// Where it cannot be taken away.
    pub(super) fn remove(&self, name: &str) -> io::Result<bool> {
        let is_ours = self.may_replace(name, &self.read(name)?);
        if is_ours {
            self.disk.remove_below(self.out, Path::new(name))?;
            self.disk.remove_empty_below(self.out, Path::new(name));
        }
        Ok(is_ours)
    }

    fn may_replace(&self, name: &str, there: &[u8]) -> bool {
        self.overwrite || mark::is_ours(name, there, self.known)
    }
}
