//! The help in English. `args` has it in Japanese, as most users read it.

use clap::{Arg, Command};

/// The layout of every help.
const TEMPLATE: &str = "{about}\n\nUsage: {usage}\n\n{all-args}";

/// What each command does.
const COMMANDS: &[(&str, &str)] = &[
    ("mokuhyo", "Checks the goal sheets of a Japanese city's departments and prints them as PDF"),
    ("check", "Reads and checks sheets; writes nothing without --fix"),
    ("build", "Checks sheets and makes what is published: PDFs, booklets, web pages, open data"),
    ("proof", "Makes proofs, of sheets with errors too, as far as they can be read"),
    ("diff", "Shows what changed between two versions, or makes the tables 新旧対照表 and 正誤表"),
    ("roll", "Makes next year's sheets from this year's"),
    ("new", "Writes a sheet to be filled in"),
    ("open", "Opens the printed page in the browser, to be filled in"),
    ("schema", "Prints a JSON Schema"),
    ("explain", "Prints what a rule is about"),
    ("licenses", "Prints the licences of mokuhyo, its fonts and its crates"),
    ("completions", "Prints a shell's completions"),
    ("help", "Prints this help, or that of a command"),
];

/// What each argument is, by its name in the code. One of a single command has the command before it.
const ARGUMENTS: &[(&str, &str)] = &[
    (
        "format",
        "Format of the results: human; json for programs; sarif for editors and code scanning; github for pull requests; junit for test dashboards",
    ),
    ("lang", "Language of the messages (default: from the locale)"),
    ("deny", "Treat warnings as failures"),
    ("quiet", "Print nothing beside the results"),
    ("color", "Whether to use colours"),
    ("help", "Print this help"),
    ("version", "Print the version"),
    ("paths", "Sheets or folders of sheets (default: sheets)"),
    ("fix", "Mend in the files what can be mended mechanically"),
    ("build.out", "The folder for what is made (default: out)"),
    ("only", "Make one kind only: PDFs of sheets, booklets, web pages, open data"),
    ("jobs", "How many outputs are made at once (default: the number of CPUs)"),
    ("shard", "Make the K-th of N shares only"),
    ("verify", "Write nothing; look for outputs that are missing, stale or altered"),
    ("prune", "Remove outputs whose sheets are gone"),
    ("drafts", "Build the folders that are not to be published too, with a mark on each page"),
    ("overwrite", "Replace files of the same names that mokuhyo did not make"),
    ("timeout", "Seconds that typesetting one output may take (default: 60)"),
    ("force", "Make again what has not changed too"),
    ("against", "Show what changed since an earlier version: a file, a folder or a git revision"),
    ("mark", "The mark on the paper (default: 校正用; for instance 案, 未定稿)"),
    ("paper", "Print A4 sheets in the middle of A3 paper, with room for notes"),
    ("new.print", "Write an empty form for the pen as a PDF"),
    ("open.path", "A sheet or a folder of sheets (default: sheets)"),
    ("no_browser", "Do not open the browser; the address is printed"),
    ("port", "The port to listen on (default: one that is free)"),
    ("goals", "How many goals the form of --print has (default: 5)"),
    ("print", "What to make: PDFs (default) or a picture of each page"),
    ("ppi", "Pixels per inch of the pictures (default: 144)"),
    ("proof.out", "The folder that gets the folder proof (default: out)"),
    ("old", "The old version: a file, a folder, or a git revision (HEAD~1, v1; or REVISION:PATH)"),
    ("new", "The new version, written in the same way (default: the files as they are)"),
    (
        "diff.form",
        "The form: human; json for programs; md, html or pdf for tables (default: by the ending of --out, else human)",
    ),
    ("style", "The kind of table: 新旧対照表 (default) or 正誤表"),
    ("diff.out", "The file to write (default: standard output)"),
    ("path", "The folder of this year's sheets (for instance sheets/r2/higashi), or a sheet"),
    ("to", "The next year (for instance R3 or 令和3年度)"),
    ("roll.out", "The folder for the new sheets (default: DIR with the next year in the place of its own)"),
    ("name", "The file to write (for instance sheets/r3/higashi/soumu)"),
    ("new.form", "The form: a department's sheet (default), a ward's page (also by the name ward), settings"),
    (
        "schema.form",
        "What the schema describes: a department's sheet (default), a ward's page, settings, the open data (sheets.json), what --format json prints, what diff --as json prints",
    ),
    ("rule", "The rule's name (default: the list of all)"),
    ("shell", "The shell"),
    ("command", "The command (default: the program itself)"),
];

/// Puts English in the place of Japanese.
pub(super) fn translated(command: Command) -> Command {
    let command = one(command);
    command.subcommand_help_heading("Commands").subcommand_value_name("COMMAND").mut_subcommands(one)
}

fn one(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let about = found(COMMANDS, &name);
    let command = command.mut_args(|arg| argument(arg, &name)).help_template(TEMPLATE);
    match about {
        Some(about) => command.about(about),
        None => command,
    }
}

fn argument(arg: Arg, command: &str) -> Arg {
    let heading = if arg.is_positional() { "Arguments" } else { "Options" };
    let id = arg.get_id().as_str().to_owned();
    let own = found(ARGUMENTS, &format!("{command}.{id}"));
    let arg = arg.help_heading(heading);
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

    /// Every command and argument that users see, by the names that the tables have.
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
            let is_known = |it: &String| it == name || it.split_once('.').is_some_and(|(_, id)| id == *name);
            assert!(commands.iter().chain(&arguments).any(is_known), "{name} is nothing");
            assert!(!english.is_empty());
        }
    }
}
