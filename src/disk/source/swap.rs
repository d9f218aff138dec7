//! Replaces a source by a new file without losing a text that another program saves at that moment.
//!
//! Another program may save between the last check of a file and the rename over it. Where the system can exchange two
//! names atomically, the old file is read again under a temporary name. If its bytes differ from those that were read
//! first, the names are exchanged back.
#![expect(clippy::disallowed_methods, reason = "this is the module that they are kept to")]

use std::fs;
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use tempfile::NamedTempFile;

use super::ReplaceError;
use crate::source::Digest;

/// The time that a program with the open file has to finish its save after the exchange.
const GRACE: Duration = Duration::from_millis(5);

/// Replaces the file at `place`, whose bytes had the digest `old`, by the file `beside`, whose bytes have the digest
/// `new`.
pub(super) fn put(beside: NamedTempFile, place: &Path, old: Digest, new: Digest) -> Result<(), ReplaceError> {
    match exchange(beside.path(), place) {
        Ok(()) => {}
        Err(error) if is_unsupported(&error) => {
            beside.persist(place).map_err(|error| error.error)?;
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    }
    if is_still(&beside, old) {
        return Ok(());
    }
    let is_back = exchange(beside.path(), place).is_ok();
    // A third text may be at `place` by now. A text that this process did not write is kept under the temporary name.
    if !is_back || Digest::of(&fs::read(beside.path())?) != new {
        beside.keep().map_err(|error| error.error)?;
    }
    Err(ReplaceError::Changed)
}

/// Returns whether the exchanged file has the digest `old`, immediately and after [`GRACE`].
fn is_still(beside: &NamedTempFile, old: Digest) -> bool {
    let is_old = || fs::read(beside.path()).is_ok_and(|bytes| Digest::of(&bytes) == old);
    is_old() && {
        thread::sleep(GRACE);
        is_old()
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub(super) fn exchange(left: &Path, right: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, left, CWD, right, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Returns whether the error means that the file system cannot exchange names, as on many network drives.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}
