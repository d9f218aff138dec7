//! Arguments in, exit status out. The only floor that prints.
//!
//! | status | when |
//! |---|---|
//! | 0 | nothing that fails the run |
//! | 1 | findings that fail it: errors, and warnings under `--deny warnings`; outputs that `--verify` refuses |
//! | 2 | a wrong invocation, a PATH that is not there, files that could not be read or written |
//! | 101 | a fault of mokuhyo's own |
//! | 130 | interrupted by Ctrl-C |

mod args;
mod build;
mod check;
mod completions;
mod console;
mod diff;
mod explain;
mod interrupt;
mod new;
mod progress;
mod proof;
mod roll;
mod schema;
mod state;
mod worker;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use self::args::{Args, Command};
use self::console::Console;

/// Runs the command line `args`, the program's name first. `give_back` has the allocator give back what is free;
/// it is called when much has become so.
pub fn run(args: impl IntoIterator<Item = OsString>, give_back: fn()) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to stdout with status 0, wrong invocations to stderr with 2; where
            // nobody reads them there is nobody left to tell.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    if matches!(args.command, Command::Worker) {
        return worker::run();
    }
    let stop = interrupt::watch();
    let console = Console::new(&args.common);
    match &args.command {
        Command::Check(command) => check::run(command, &console),
        Command::Build(command) => build::run(command, &console, &stop, give_back),
        Command::Proof(command) => proof::run(command, &console, &stop),
        Command::Diff(command) => diff::run(command, &console),
        Command::Roll(command) => roll::run(command, &console, &stop),
        Command::New(command) => new::run(command, &console),
        Command::Schema(command) => schema::run(command, &console),
        Command::Explain(command) => explain::run(command, &console),
        Command::Completions(command) => completions::run(command, &console),
        Command::Worker => worker::run(),
    }
}
