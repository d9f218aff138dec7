//! Exit statuses.

use std::process::ExitCode;

/// The exit status of a command, for shells and CI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum ExitStatus {
    /// Success: nothing failed.
    Success = 0,
    /// Findings failed the run: errors, warnings under `--deny warnings`, outputs that failed, or outputs
    /// that `--verify` rejects.
    Findings = 1,
    /// The run could not do its work: a wrong invocation, a PATH that does not exist, files that could not be
    /// read or written. It takes precedence over findings, because an incomplete run must not look complete.
    Refused = 2,
    /// A panic, which is a bug of mokuhyo.
    Fault = 101,
    /// An interruption by Ctrl-C: 128 plus the signal's number, as in shells.
    Interrupted = 130,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status as u8)
    }
}
