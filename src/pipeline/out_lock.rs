//! The lock of `out`, which lets one run at a time write there.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::Event;
use crate::disk::{Disk, Kind, Lock, WritableDisk, lock_name, to_slash};

/// The interval at which a waiting run tries the lock again.
const LOCK_POLL_INTERVAL: Duration = Duration::from_millis(100);

/// Locks `out` for writing, when no other process holds the lock, and removes files that killed runs left there.
/// Returns `None` if the run is ended before.
///
/// # Errors
///
/// Fails where `out` cannot be written to.
pub(super) fn lock_exclusive(
    out: &Path,
    disk: &dyn WritableDisk,
    stop: &AtomicBool,
    report: &mut impl FnMut(Event),
) -> io::Result<Option<Lock>> {
    let lock = wait(|| disk.lock(out), stop, report)?;
    // Without a lock, the files may be those of another run.
    if matches!(lock, Some(Lock::Held(_) | Lock::Alone)) {
        disk.sweep(out);
    }
    Ok(lock)
}

/// Locks `out` for reading, when no process writes there. Returns `None` if the run is ended before.
///
/// # Errors
///
/// Fails where the path of the lock is not a file.
pub(super) fn lock_shared(
    out: &Path,
    disk: &dyn Disk,
    stop: &AtomicBool,
    report: &mut impl FnMut(Event),
) -> io::Result<Option<Lock>> {
    wait(|| disk.share(out), stop, report)
}

/// Returns the path that an error of locking concerns: the lock, or `out` if it is not a folder.
pub(super) fn lock_path(out: &Path, disk: &dyn Disk) -> String {
    let is_folder = matches!(disk.kind(out), Ok(Kind::Folder));
    to_slash(&if is_folder { out.join(lock_name()) } else { out.to_owned() })
}

fn wait(
    lock: impl Fn() -> io::Result<Option<Lock>>,
    stop: &AtomicBool,
    report: &mut impl FnMut(Event),
) -> io::Result<Option<Lock>> {
    let mut is_reported = false;
    while !stop.load(Ordering::Relaxed) {
        if let Some(lock) = lock()? {
            if matches!(lock, Lock::Missing) {
                report(Event::Unlocked);
            }
            if matches!(lock, Lock::Unreadable) {
                report(Event::LockUnreadable);
            }
            return Ok(Some(lock));
        }
        if !is_reported {
            report(Event::Waiting);
            is_reported = true;
        }
        thread::sleep(LOCK_POLL_INTERVAL);
    }
    Ok(None)
}
