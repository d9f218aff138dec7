//! Signals: a run is asked to stop, and is killed if it does not.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use signal_hook::consts::SIGINT;

use super::status::ExitStatus;

/// The time that a run has to stop by itself. The next run cleans up after one that was killed.
const GRACE: Duration = Duration::from_millis(600);

/// The interval at which the watching thread polls the flag.
const BEAT: Duration = Duration::from_millis(50);

/// Returns a flag that Ctrl-C sets. If the process is still running after the grace period, a thread ends it.
pub(super) fn watch() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    if signal_hook::flag::register(SIGINT, Arc::clone(&stop)).is_ok() {
        let stop = Arc::clone(&stop);
        // Without the thread, the run ends when it next polls the flag.
        let _ = thread::Builder::new().spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                thread::sleep(BEAT);
            }
            thread::sleep(GRACE);
            end();
        });
    }
    stop
}

#[expect(clippy::disallowed_methods, reason = "the run did not return in time")]
fn end() {
    std::process::exit(ExitStatus::Interrupted as i32);
}

/// Sets the flag on TERM as well and, on Unix, on HUP.
pub(super) fn watch_all(stop: &Arc<AtomicBool>) {
    #[cfg(unix)]
    const SIGNALS: [i32; 2] = [signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP];
    #[cfg(not(unix))]
    const SIGNALS: [i32; 1] = [signal_hook::consts::SIGTERM];
    for signal in SIGNALS {
        // Without the handler the process ends at once; the next run cleans up after it.
        let _ = signal_hook::flag::register(signal, Arc::clone(stop));
    }
}

/// Sets the flag on the first signal, so that the run can save its data and end. A second Ctrl-C ends the
/// process at once.
pub(super) fn watch_gently(stop: &Arc<AtomicBool>) {
    // The order matters: the conditional shutdown must see the flag unset at the first signal.
    let _ = signal_hook::flag::register_conditional_shutdown(
        SIGINT,
        ExitStatus::Interrupted as i32,
        Arc::clone(stop),
    );
    let _ = signal_hook::flag::register(SIGINT, Arc::clone(stop));
    watch_all(stop);
}

/// Turns a write beyond the file size limit into an error, as on a full disk. The default action of the
/// signal would kill the process and leave a truncated file.
pub(super) fn ignore_file_limit() {
    #[cfg(unix)]
    {
        use signal_hook::consts::SIGXFSZ;
        // Without the handler the process is killed; the next run cleans up after it.
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}

/// Ignores Ctrl-C in a worker. The parent process decides when it ends.
pub(super) fn ignore() {
    // Without the handler the worker ends at once, which its parent handles.
    let _ = signal_hook::flag::register(SIGINT, Arc::new(AtomicBool::new(false)));
}
