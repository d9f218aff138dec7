//! The lock on the records of an output folder, which one run at a time holds.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::reach;
use crate::disk::{Lock, RECORDS};

/// Takes the lock of `out` for writing; returns `None` while another process holds it.
pub(in crate::disk) fn lock(out: &Path) -> io::Result<Option<Lock>> {
    lock_at(&reach(out, &lock_name(), true)?)
}

/// Locks the file at a path; returns `None` while another process holds it.
pub(in crate::disk) fn lock_at(path: &Path) -> io::Result<Option<Lock>> {
    let file = File::options().create(true).truncate(false).write(true).open(path)?;
    let locked = file.try_lock();
    held(file, locked)
}

/// Takes the lock of `out` for reading; returns `None` while another process writes. Creates no file: without a lock
/// file, no process has written there.
pub(in crate::disk) fn share(out: &Path) -> io::Result<Option<Lock>> {
    let file = match reach(out, &lock_name(), false).and_then(File::open) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Some(Lock::Alone)),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(Some(Lock::Unreadable)),
        Err(error) => return Err(error),
    };
    let locked = file.try_lock_shared();
    held(file, locked)
}

/// Returns the path of the lock from `out`.
pub(crate) fn lock_name() -> PathBuf {
    Path::new(RECORDS).join("lock")
}

fn held(file: File, locked: Result<(), TryLockError>) -> io::Result<Option<Lock>> {
    match locked {
        Ok(()) => Ok(Some(Lock::Held(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) if has_no_locks(&error) => Ok(Some(Lock::Missing)),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Returns whether the error means that the file system has no locks, as some network drives.
pub(super) fn has_no_locks(error: &io::Error) -> bool {
    /// `ENOLCK` of Linux and macOS; `ERROR_INVALID_FUNCTION` and `ERROR_NOT_SUPPORTED` of Windows.
    const CODES: &[i32] = if cfg!(windows) {
        &[1, 50]
    } else if cfg!(target_os = "macos") {
        &[77]
    } else {
        &[37]
    };
    error.kind() == io::ErrorKind::Unsupported
        || error.raw_os_error().is_some_and(|code| CODES.contains(&code))
}
