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
    let command = laid_out(Args::command(), lang).mut_subcommands(|command| laid_out(command, lang));
    match lang {
        Lang::Ja => command,
        Lang::En => english::translated(command),
    }
}

/// Sets the layout of a command's help. Descriptions name values and defaults themselves, so clap's lists are hidden.
fn laid_out(command: Command, lang: Lang) -> Command {
    let [template, arguments, options] = match lang {
        Lang::Ja => ["{about}\n\n使い方: {usage}\n\n{all-args}", "引数", "オプション"],
        Lang::En => ["{about}\n\nUsage: {usage}\n\n{all-args}", "Arguments", "Options"],
    };
    command.help_template(template).mut_args(|arg| {
        let heading = if arg.is_positional() { arguments } else { options };
        let arg = arg.help_heading(heading);
        let takes_value = arg.get_action().takes_values();
        if takes_value { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
    })
}

/// Prints the help of a command, or of the whole program.
pub(super) fn run(args: &HelpArgs, console: &Console) -> ExitStatus {
    let mut root = command(console.lang);
    root.build();
    let help = match &args.command {
        None => root.render_help(),
        Some(name) => match root.find_subcommand_mut(name) {
            Some(command) => command.render_help(),
            None => return unknown(name, console),
        },
    };
    console.print(if console.color { help.ansi().to_string() } else { help.to_string() })
}

fn unknown(name: &str, console: &Console) -> ExitStatus {
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
