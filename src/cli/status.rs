//! How commands end.

use std::process::ExitCode;

/// How a command ends, for shells and CI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum ExitStatus {
    /// Nothing fails the run.
    Success = 0,
    /// Findings fail it: errors, and warnings under `--deny warnings`; or outputs that failed, or that
    /// `--verify` refuses.
    Findings = 1,
    /// A wrong invocation, a PATH that is not there, files that could not be read or written. It outranks
    /// findings: a run that did not see everything must not pass for one that did.
    Refused = 2,
    /// A fault of mokuhyo's own: a panic.
    Fault = 101,
    /// Ctrl-C: 128 and the signal's number, as shells say it.
    Interrupted = 130,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status as u8)
    }
}
