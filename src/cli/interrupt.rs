//! Ctrl-C: the run is asked to end, and ended if it does not.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use signal_hook::consts::SIGINT;

use super::status::ExitStatus;

/// How long a run may take to put down what it is at. Whatever is left then is swept by the next.
const GRACE: Duration = Duration::from_millis(600);

/// How often the watch looks.
const BEAT: Duration = Duration::from_millis(50);

/// A flag that Ctrl-C sets. The process ends by itself if it is still there when the grace is over.
pub(super) fn watch() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    if signal_hook::flag::register(SIGINT, Arc::clone(&stop)).is_ok() {
        let stop = Arc::clone(&stop);
        // Where it cannot be started the run ends when it next looks.
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

/// Sets the flag for every way in which a run is asked to end: Ctrl-C, TERM, and where there is one, HUP.
pub(super) fn watch_all(stop: &Arc<AtomicBool>) {
    #[cfg(unix)]
    const SIGNALS: [i32; 2] = [signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP];
    #[cfg(not(unix))]
    const SIGNALS: [i32; 1] = [signal_hook::consts::SIGTERM];
    for signal in SIGNALS {
        // Where no handler can be set the process ends at once, which the next run sees.
        let _ = signal_hook::flag::register(signal, Arc::clone(stop));
    }
}

/// Sets the flag where the run is asked to end; it saves what it has and ends. Asked a second time it ends at once.
pub(super) fn watch_gently(stop: &Arc<AtomicBool>) {
    // The order matters: the first signal finds the flag not set yet.
    let _ = signal_hook::flag::register_conditional_shutdown(
        SIGINT,
        ExitStatus::Interrupted as i32,
        Arc::clone(stop),
    );
    let _ = signal_hook::flag::register(SIGINT, Arc::clone(stop));
    watch_all(stop);
}

/// Lets a write beyond the limit of a file's size fail as one to a full disk does. The signal would end the process
/// and leave half a file.
pub(super) fn ignore_file_limit() {
    #[cfg(unix)]
    {
        use signal_hook::consts::SIGXFSZ;
        // Where no handler can be set a killed run's leftovers are swept by the next.
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }
}

/// Lets Ctrl-C pass: who started this process decides what becomes of it.
pub(super) fn ignore() {
    // Where no handler can be set the process ends at once, and is missed by who started it.
    let _ = signal_hook::flag::register(SIGINT, Arc::new(AtomicBool::new(false)));
}
