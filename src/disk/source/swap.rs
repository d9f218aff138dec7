//! Puts the new text of a source in its place without losing one that another program saves at that moment.
//!
//! Between the last look at a file and the rename over it another program may save. Where the system can exchange two
//! names at once, the old file is looked at again when only this process knows its name, and goes back to its place
//! where it is not what was read.
#![expect(clippy::disallowed_methods, reason = "this is the room that they are kept to")]

use std::fs;
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use tempfile::NamedTempFile;

use super::Unreplaced;
use crate::source::Digest;

/// The time that a program with the file open may take to finish its save after the file lost its name.
const GRACE: Duration = Duration::from_millis(5);

/// Puts the file `beside`, whose bytes have the digest `new`, in the place of the one whose bytes had `old`.
pub(super) fn put(beside: NamedTempFile, place: &Path, old: Digest, new: Digest) -> Result<(), Unreplaced> {
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
    // A third text may be at the place by now. A text that is not ours is kept under the temporary name.
    if !is_back || Digest::of(&fs::read(beside.path())?) != new {
        beside.keep().map_err(|error| error.error)?;
    }
    Err(Unreplaced::Changed)
}

/// Returns whether a file that lost its name has the digest `old`, at once and after [`GRACE`].
fn is_still(beside: &NamedTempFile, old: Digest) -> bool {
    let is_old = || fs::read(beside.path()).is_ok_and(|bytes| Digest::of(&bytes) == old);
    is_old() && {
        thread::sleep(GRACE);
        is_old()
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Returns whether the error means that the file system cannot exchange names, as on many network drives.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}
