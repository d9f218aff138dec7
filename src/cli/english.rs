//! The English help. `args` has the Japanese one, which most users read.

use clap::{Arg, Command};

/// The descriptions of the commands.
const COMMANDS: &[(&str, &str)] = &[
    ("mokuhyo", "Checks the goal sheets of a Japanese city's departments and prints them as PDF"),
    ("check", "Reads and checks sheets; writes nothing without --fix"),
    ("build", "Checks sheets and builds the outputs to publish: PDFs, booklets, web pages, open data"),
    ("proof", "Builds proofs, even of sheets with errors as far as they can be read"),
    ("diff", "Shows the changes between two versions, or builds the tables 新旧対照表 and 正誤表"),
    ("roll", "Creates next year's sheets from this year's"),
    ("new", "Creates an empty sheet"),
    ("open", "Opens the printed page in the browser to fill it in"),
    ("schema", "Prints a JSON Schema"),
    ("explain", "Explains a rule"),
    ("licenses", "Prints the licences of mokuhyo, its fonts and its crates"),
    ("completions", "Prints a completion script for a shell"),
    ("help", "Prints this help or the help of a command"),
];

/// The descriptions of the arguments, by their names in the code. The name of an argument whose description
/// depends on the command is preceded by that command's.
const ARGUMENTS: &[(&str, &str)] = &[
    (
        "format",
        "Format of the results: human; json for programs; sarif for editors and code scanning; github for pull requests; junit for test dashboards",
    ),
    ("lang", "Language of the messages (default: from the locale)"),
    ("deny", "Treat warnings as failures"),
    ("quiet", "Print only the results"),
    ("color", "Use colours always, never, or on a terminal only"),
    ("help", "Print this help"),
    ("version", "Print the version"),
    ("paths", "Sheets or folders of sheets (default: sheets)"),
    ("fix", "Correct in the files what can be corrected automatically"),
    ("build.out", "The folder for the outputs (default: out)"),
    ("only", "Build one kind of output only: PDFs of sheets, booklets, web pages, open data"),
    ("jobs", "The number of outputs to build at once (default: the number of CPUs)"),
    ("shard", "Build only the K-th of N shards"),
    ("verify", "Report missing, stale and altered outputs without writing anything"),
    ("prune", "Remove outputs whose sheets no longer exist"),
    ("drafts", "Also build unpublished folders, with a mark on each page"),
    ("overwrite", "Replace files of the same names that mokuhyo did not create"),
    ("timeout", "The time limit for typesetting one output, in seconds (default: 60)"),
    ("force", "Also rebuild outputs that are up to date"),
    ("against", "Show the changes since an earlier version: a file, a folder or a git revision"),
    ("mark", "The mark on the page (default: 校正用; for example 案, 未定稿)"),
    ("paper", "Print A4 sheets in the middle of A3 paper, with space for notes"),
    ("new.print", "Create an empty form to be filled in by pen, as a PDF"),
    ("open.path", "A sheet or a folder of sheets (default: sheets)"),
    ("no_browser", "Print the address without opening the browser"),
    ("port", "The port to listen on (default: any free port)"),
    ("goals", "The number of goals on the form of --print (default: 5)"),
    ("print", "The form of the proofs: PDFs (default) or a picture of each page"),
    ("ppi", "The resolution of the pictures, in pixels per inch (default: 144)"),
    ("proof.out", "The folder in which the folder proof is created (default: out)"),
    ("old", "The old version: a file, a folder, or a git revision (HEAD~1, v1; or REVISION:PATH)"),
    ("new", "The new version, in the same notation (default: the current files)"),
    (
        "diff.form",
        "The form: human; json for programs; md, html or pdf for tables (default: by the extension of --out, else human)",
    ),
    ("style", "The kind of table: 新旧対照表 (default) or 正誤表"),
    ("diff.out", "The file to write (default: standard output)"),
    ("path", "The folder of this year's sheets (for example sheets/r2/higashi), or a sheet"),
    ("to", "The next year (for example R3 or 令和3年度)"),
    ("roll.out", "The folder for the new sheets (default: DIR with its year replaced by the next)"),
    ("name", "The file to write (for example sheets/r3/higashi/soumu)"),
    (
        "new.form",
        "The form: a department's sheet (default), a ward's page (the default for the name ward), settings",
    ),
    (
        "schema.form",
        "The described format: a department's sheet (default), a ward's page, settings, the open data (sheets.json), the output of --format json, the output of diff --as json",
    ),
    ("rule", "The rule's name (default: the list of all)"),
    ("shell", "The shell"),
    ("command", "The command (default: the whole program)"),
];

/// Translates the help of a command line.
pub(super) fn translated(command: Command) -> Command {
    let command = with_help(command);
    command.subcommand_help_heading("Commands").subcommand_value_name("COMMAND").mut_subcommands(with_help)
}

fn with_help(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let command = command.mut_args(|arg| argument(arg, &name));
    match found(COMMANDS, &name) {
        Some(about) => command.about(about),
        None => command,
    }
}

fn argument(arg: Arg, command: &str) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let own = found(ARGUMENTS, &format!("{command}.{id}"));
    match own.or_else(|| found(ARGUMENTS, &id)) {
        Some(help) => arg.help(help),
        None => arg,
    }
}

fn found(table: &'static [(&str, &str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == name).map(|(_, english)| *english)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::super::args::Args;
    use super::*;

    /// Returns the names of all visible commands and arguments, as the tables have them.
    fn names() -> (Vec<String>, Vec<String>) {
        let root = Args::command();
        let commands: Vec<&Command> = std::iter::once(&root).chain(root.get_subcommands()).collect();
        let shown = commands.iter().filter(|command| !command.is_hide_set());
        let arguments = shown.clone().flat_map(|command| {
            let visible = command.get_arguments().filter(|arg| !arg.is_hide_set());
            visible.map(|arg| format!("{}.{}", command.get_name(), arg.get_id()))
        });
        (shown.map(|command| command.get_name().to_owned()).collect(), arguments.collect())
    }

    #[test]
    fn everything_that_users_see_has_english_words() {
        let (commands, arguments) = names();
        for name in &commands {
            assert!(found(COMMANDS, name).is_some(), "COMMANDS has no {name}");
        }
        for name in &arguments {
            let (_, id) = name.split_once('.').unwrap();
            assert!(found(ARGUMENTS, name).or(found(ARGUMENTS, id)).is_some(), "ARGUMENTS has no {name}");
        }
        for (name, english) in COMMANDS.iter().chain(ARGUMENTS) {
            let is_known =
                |known: &String| known == name || known.split_once('.').is_some_and(|(_, id)| id == *name);
            assert!(commands.iter().chain(&arguments).any(is_known), "{name} is nothing");
            assert!(!english.is_empty());
        }
    }
}
