//! `mokuhyo build`: read, judge, and print what has no errors.

use std::process::ExitCode;

use super::args::BuildArgs;
use super::console::Console;
use crate::disk::RealDisk;
use crate::press;
use crate::read::Reader;
use crate::report::Report;
use crate::rules::{Rules, Survey};
use crate::typeset::Engine;

/// Builds what the PATHs select and tells what became of it.
pub(super) fn run(args: &BuildArgs, console: &Console) -> ExitCode {
    let mut survey = match Survey::of(&RealDisk, &Reader::new(), &Rules::new(), &args.paths) {
        Ok(survey) => survey,
        Err(troubles) => return console.give_up(&troubles),
    };
    let mut troubles = std::mem::take(&mut survey.troubles);
    let mut run =
        press::run(press::plan(&survey, &args.out, console.deny_warnings), &RealDisk, &Engine::new());
    troubles.append(&mut run.troubles);
    console.close(&Report::of_run(&survey, &run), &troubles)
}
