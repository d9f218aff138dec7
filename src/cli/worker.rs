//! `mokuhyo worker`: a process that typesets outputs for a parent process. It is not called by users.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::interrupt;
use super::status::ExitStatus;
use crate::disk::{Disk, RealDisk};
use crate::pipeline::{self, Helper};

/// The name of the command.
pub(super) const NAME: &str = "worker";

/// Serves requests until stdin ends.
pub(super) fn run() -> ExitStatus {
    interrupt::ignore();
    end_with_parent();
    match pipeline::serve(io::stdin(), io::stdout(), end) {
        Ok(()) => ExitStatus::Success,
        // The parent process has ended, so the error is not reported.
        Err(_) => ExitStatus::Refused,
    }
}

/// Ends the process without waiting for the current output, because layout cannot be interrupted.
#[expect(clippy::disallowed_methods, reason = "layout is not interrupted otherwise")]
fn end() {
    std::process::exit(0);
}

/// Makes the system kill this process when its parent dies. A worker that is suspended would not notice the
/// end of its stdin.
#[cfg(target_os = "linux")]
fn end_with_parent() {
    use rustix::process::{Signal, set_parent_process_death_signal};
    // Where this fails, a suspended worker remains until it is resumed.
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
}

#[cfg(not(target_os = "linux"))]
fn end_with_parent() {}

/// Returns the command that starts this program as a worker, with a time limit of `timeout` seconds for an
/// output.
pub(super) fn helper(timeout: u64) -> Option<Helper> {
    let args = vec![NAME.to_owned()];
    // A value set by the user takes precedence.
    let env = if env::var_os(PURGE_DELAY).is_none() { vec![(PURGE_DELAY, "60")] } else { Vec::new() };
    let timeout = Duration::from_secs(timeout);
    Some(Helper { program: program()?, args, env, sparing: vec![(PURGE_DELAY, "10")], timeout })
}

/// Returns the path of the running program. On Linux this path stays valid while an update replaces the file.
fn program() -> Option<PathBuf> {
    let running = Path::new("/proc/self/exe");
    let is_linux = cfg!(target_os = "linux") && RealDisk.kind(running).is_ok();
    if is_linux { Some(running.to_owned()) } else { env::current_exe().ok() }
}

/// The environment variable with mimalloc's purge delay in ms (default 1000). 60 cuts a worker's peak by a
/// quarter for 1–2 % of its CPU time. With 10, the memory of a large booklet's layout is available to its PDF
/// export.
const PURGE_DELAY: &str = "MIMALLOC_PURGE_DELAY";
