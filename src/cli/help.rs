//! `mokuhyo help`: prints usage and options in either language.

use clap::{Command, CommandFactory};

use super::args::{Args, HelpArgs};
use super::console::Console;
use super::status::ExitStatus;
use super::{english, usage};
use crate::finding::{Lang, brief};
use crate::read::suggest;

/// Returns the command line with its help in a language.
pub(super) fn command(lang: Lang) -> Command {
    match lang {
        Lang::Ja => Args::command(),
        Lang::En => english::translated(Args::command()),
    }
}

/// Prints the help of a command, or of the whole program.
pub(super) fn run(args: &HelpArgs, console: &Console) -> ExitStatus {
    let mut root = command(console.lang);
    root.build();
    let found = match &args.command {
        None => Some(&mut root),
        Some(name) => root.find_subcommand_mut(name),
    };
    let Some(found) = found else { return unknown(args, console) };
    let help = found.render_help();
    console.print(&if console.color { help.ansi().to_string() } else { help.to_string() })
}

fn unknown(args: &HelpArgs, console: &Console) -> ExitStatus {
    let name = args.command.as_deref().unwrap_or_default();
    let root = command(console.lang);
    let names: Vec<&str> =
        root.get_subcommands().filter(|command| !command.is_hide_set()).map(Command::get_name).collect();
    let meant = suggest(name, &names).map(str::to_owned);
    let name = brief(name);
    console.refuse(&usage::did_you_mean(
        format!("「{name}」というコマンドはありません。"),
        format!("unknown command: {name}"),
        meant,
    ))
}
