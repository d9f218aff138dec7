//! The command line: arguments in, exit status out. This is the only layer that prints. [`status`] documents
//! the exit statuses.

mod args;
mod blank;
mod build;
mod check;
mod completions;
mod console;
mod diff;
mod english;
mod explain;
mod fault;
mod help;
mod interrupt;
mod licenses;
mod new;
mod open;
mod progress;
mod proof;
mod roll;
mod schema;
mod state;
mod status;
mod unfinished;
mod usage;
mod worker;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use self::args::{Args, Command, Format};
use self::console::Console;
use self::status::ExitStatus;

/// Runs the command line `args`, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    fault::watch();
    interrupt::ignore_file_limit();
    let args: Vec<OsString> = args.into_iter().collect();
    let args = open::by_desktop(&args).unwrap_or(args);
    let (format, lang) = usage::asked(&args);
    let command = help::command(console::lang(lang));
    let parsed = command.try_get_matches_from(args).and_then(|matches| Args::from_arg_matches(&matches));
    match parsed {
        Ok(args) => execute(&args).into(),
        Err(error) => refuse(&error, &Console::for_usage(format, lang)).into(),
    }
}

fn execute(args: &Args) -> ExitStatus {
    if matches!(args.command, Command::Worker) {
        fault::watch_worker();
        return worker::run();
    }
    let console = Console::new(&args.common);
    if let Command::Open(command) = &args.command {
        return open::run(command, &console);
    }
    let stop = interrupt::watch();
    match &args.command {
        Command::Check(command) => check::run(command, &console),
        Command::Build(command) => build::run(command, &console, &stop),
        Command::Proof(command) => proof::run(command, &console, &stop),
        Command::Diff(command) => diff::run(command, &console),
        Command::Roll(command) => roll::run(command, &console, &stop),
        Command::New(command) => new::run(command, &console),
        Command::Open(command) => open::run(command, &console),
        Command::Schema(command) => schema::run(command, &console),
        Command::Explain(command) => explain::run(command, &console),
        Command::Licenses => licenses::run(&console),
        Command::Completions(command) => completions::run(command, &console),
        Command::Help(command) => help::run(command, &console),
        Command::Worker => worker::run(),
    }
}

/// Prints the help or version that was requested, or the error in the arguments.
fn refuse(error: &clap::Error, console: &Console) -> ExitStatus {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let printed = error.print();
            printed.map_or_else(
                |error| console.stdout_closed(&error, ExitStatus::Success),
                |()| ExitStatus::Success,
            )
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // The usage shows the error to people; machine-readable formats get a report.
            let _ = error.print();
            match console.format {
                Format::Human => ExitStatus::Refused,
                _ => console.fail(&[usage::message(error).into()], ExitStatus::Refused),
            }
        }
        _ => {
            let status = console.fail(&[usage::message(error).into()], ExitStatus::Refused);
            if let Some(usage) = usage::usage(error) {
                console.note(usage.get(console.lang));
            }
            status
        }
    }
}
