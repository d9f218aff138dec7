//! `mokuhyo worker`: a process that typesets for another one. Nobody types this.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::interrupt;
use super::status::ExitStatus;
use crate::disk::{Disk, RealDisk};
use crate::pipeline::{self, Helper};

/// The command's name.
pub(super) const NAME: &str = "worker";

/// Serves until its standard input ends.
pub(super) fn run() -> ExitStatus {
    interrupt::ignore();
    end_with_parent();
    match pipeline::serve(io::stdin(), io::stdout(), end) {
        Ok(()) => ExitStatus::Success,
        // Who started it is gone, and so is who could be told.
        Err(_) => ExitStatus::Refused,
    }
}

/// Nobody waits for what it is at.
#[expect(clippy::disallowed_methods, reason = "layout is not interrupted otherwise")]
fn end() {
    std::process::exit(0);
}

/// A worker that is stopped does not see its input end: the system ends it with who started it.
#[cfg(target_os = "linux")]
fn end_with_parent() {
    use rustix::process::{Signal, set_parent_process_death_signal};
    // Without it a worker that is stopped stays until somebody goes on with it.
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
}

#[cfg(not(target_os = "linux"))]
fn end_with_parent() {}

/// This program again, as a worker that may take so many seconds over an output.
pub(super) fn helper(timeout: u64) -> Option<Helper> {
    let args = vec![NAME.to_owned()];
    // Whoever sets it knows better.
    let env = if env::var_os(PURGE_DELAY).is_none() { vec![(PURGE_DELAY, "60")] } else { Vec::new() };
    let timeout = Duration::from_secs(timeout);
    Some(Helper { program: program()?, args, env, sparing: vec![(PURGE_DELAY, "10")], timeout })
}

/// The program that is running. On Linux that stays the same when another one takes its place, as an update does.
fn program() -> Option<PathBuf> {
    let running = Path::new("/proc/self/exe");
    let is_linux = cfg!(target_os = "linux") && RealDisk.kind(running).is_ok();
    if is_linux { Some(running.to_owned()) } else { env::current_exe().ok() }
}

/// mimalloc's purge delay in ms (default 1000). 60 cuts a worker's peak by a quarter for 1–2 % of its CPU time;
/// with 10 the layout of a large booklet makes room for its PDF.
const PURGE_DELAY: &str = "MIMALLOC_PURGE_DELAY";
