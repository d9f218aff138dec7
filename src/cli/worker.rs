//! `mokuhyo worker`: a process that typesets for another one. Nobody types this.

use std::io;

use super::interrupt;
use super::status::ExitStatus;
use crate::press;

/// The command's name.
pub(super) const NAME: &str = "worker";

/// Serves until its standard input ends.
pub(super) fn run() -> ExitStatus {
    interrupt::ignore();
    match press::serve(io::stdin(), io::stdout()) {
        Ok(()) => ExitStatus::Success,
        // Who started it is gone, and so is who could be told.
        Err(_) => ExitStatus::Refused,
    }
}
