//! `mokuhyo worker`: a process that typesets for another one. Nobody types this.

use std::io;
use std::process::ExitCode;

use super::interrupt;
use crate::press;

/// The command's name.
pub(super) const NAME: &str = "worker";

/// Serves until its standard input ends.
pub(super) fn run() -> ExitCode {
    interrupt::ignore();
    match press::serve(io::stdin(), io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        // Who started it is gone, and so is who could be told.
        Err(_) => ExitCode::from(2),
    }
}
