//! One run at a time in an `out`.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::Event;
use super::files;
use crate::disk::{Disk, Lock};

/// How often a run that waits for another looks whether it has ended.
const PATIENCE: Duration = Duration::from_millis(100);

/// The lock of `out`, when nobody else holds it any more, and `out` without what killed runs left there;
/// nothing where the run is ended before.
///
/// # Errors
/// Where `out` cannot be written to.
pub(super) fn hold(
    out: &Path,
    disk: &dyn Disk,
    stop: &AtomicBool,
    mut tell: impl FnMut(Event),
) -> io::Result<Option<Lock>> {
    let path = files::lock(out);
    let mut told = false;
    while !stop.load(Ordering::Relaxed) {
        if let Some(lock) = disk.lock(&path)? {
            disk.sweep(out);
            return Ok(Some(lock));
        }
        if !told {
            tell(Event::Waiting);
            told = true;
        }
        thread::sleep(PATIENCE);
    }
    Ok(None)
}
