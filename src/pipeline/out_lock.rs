//! One run at a time that writes in an `out`.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::Event;
use crate::disk::{Disk, Kind, Lock, WritableDisk, lock_name, to_slash};

/// How often a run that waits for another looks whether it has ended.
const LOCK_POLL_INTERVAL: Duration = Duration::from_millis(100);

/// Returns the lock of `out` for a process that writes there, once no other process holds it, and `out` without what
/// killed runs left there; `None` if the run is ended before.
///
/// # Errors
/// Where `out` cannot be written to.
pub(super) fn lock_exclusive(
    out: &Path,
    disk: &dyn WritableDisk,
    stop: &AtomicBool,
    tell: &mut impl FnMut(Event),
) -> io::Result<Option<Lock>> {
    let lock = wait(|| disk.lock(out), stop, tell)?;
    // Where nobody knows who else writes, nobody knows whose the leftovers are.
    if matches!(lock, Some(Lock::Held(_) | Lock::Alone)) {
        disk.sweep(out);
    }
    Ok(lock)
}

/// Returns the lock of `out` for those who only reads there, when nobody writes; `None` if the run is ended before.
///
/// # Errors
/// Where something that is no lock is in its place.
pub(super) fn lock_shared(
    out: &Path,
    disk: &dyn Disk,
    stop: &AtomicBool,
    tell: &mut impl FnMut(Event),
) -> io::Result<Option<Lock>> {
    wait(|| disk.share(out), stop, tell)
}

/// Returns the path that an error of a lock is about: the lock's own, or `out`'s where `out` is no folder.
pub(super) fn lock_path(out: &Path, disk: &dyn Disk) -> String {
    let is_folder = matches!(disk.kind(out), Ok(Kind::Folder));
    to_slash(&if is_folder { out.join(lock_name()) } else { out.to_owned() })
}

fn wait(
    lock: impl Fn() -> io::Result<Option<Lock>>,
    stop: &AtomicBool,
    tell: &mut impl FnMut(Event),
) -> io::Result<Option<Lock>> {
    let mut told = false;
    while !stop.load(Ordering::Relaxed) {
        if let Some(lock) = lock()? {
            if matches!(lock, Lock::Missing) {
                tell(Event::Unlocked);
            }
            if matches!(lock, Lock::Unreadable) {
                tell(Event::LockUnreadable);
            }
            return Ok(Some(lock));
        }
        if !told {
            tell(Event::Waiting);
            told = true;
        }
        thread::sleep(LOCK_POLL_INTERVAL);
    }
    Ok(None)
}
