//! `mokuhyo explain`: prints the page of a rule.

use super::args::ExplainArgs;
use super::console::Console;
use super::status::ExitStatus;
use super::usage::did_you_mean;
use crate::finding::{Message, Rule, brief};
use crate::read::suggest;
use crate::report::{page, page_list};

/// Prints a rule's page, or the list of all rules.
pub(super) fn run(args: &ExplainArgs, console: &Console) -> ExitStatus {
    let Some(name) = &args.rule else { return console.print(page_list(console.lang)) };
    match page(name, console.lang) {
        Some(page) => console.print(page),
        None => console.refuse(&unknown(name)),
    }
}

fn unknown(name: &str) -> Message {
    let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name).collect();
    let shown = brief(name);
    let (ja, en) = (format!("「{shown}」という規則はありません。"), format!("unknown rule: {shown}"));
    match suggest(name, &names) {
        Some(meant) => did_you_mean(ja, en, Some(meant.to_owned())),
        None => Message::new(
            format!("{ja}「mokuhyo explain」で一覧が出ます。"),
            format!("{en} (mokuhyo explain lists all rules)"),
        ),
    }
}
