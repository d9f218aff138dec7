//! `mokuhyo completions`: prints completion scripts for shells.

use clap::CommandFactory;
use clap_complete::generate;

use super::args::{Args, CompletionsArgs};
use super::console::Console;
use super::status::ExitStatus;

/// Prints the completion script of a shell.
pub(super) fn run(args: &CompletionsArgs, console: &Console) -> ExitStatus {
    let mut script = Vec::new();
    generate(args.shell, &mut Args::command(), "mokuhyo", &mut script);
    console.print(script)
}
