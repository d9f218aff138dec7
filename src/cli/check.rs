//! `mokuhyo check`: read and judge.

use std::process::ExitCode;

use super::args::CheckArgs;
use super::console::Console;
use crate::disk::RealDisk;
use crate::read::Reader;
use crate::report::Report;
use crate::rules::{Rules, Survey};

/// Judges what the PATHs select and tells it.
pub(super) fn run(args: &CheckArgs, console: &Console) -> ExitCode {
    match Survey::of(&RealDisk, &Reader::new(), &Rules::new(), &args.paths) {
        Ok(survey) => console.close(&Report::of_survey(&survey), &survey.troubles),
        Err(troubles) => console.give_up(&troubles),
    }
}
