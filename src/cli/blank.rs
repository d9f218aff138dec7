//! `mokuhyo new --print`: writes an empty form to be filled in by pen.

use std::path::{Path, PathBuf};

use super::args::NewArgs;
use super::console::Console;
use super::status::ExitStatus;
use crate::disk::{Disk, RealDisk, WritableDisk, to_slash};
use crate::edit::KnownValues;
use crate::edition::sheet::print;
use crate::finding::Message;
use crate::pipeline::State;
use crate::read::{Reader, RunError, leads_out, settings_at};
use crate::report::Report;
use crate::rules::pooled;
use crate::typeset::{Engine, PageView};
use crate::view;

/// The default file name.
const FILE: &str = "blank.pdf";

/// Writes the PDF of an empty form to a new file.
pub(super) fn run(args: &NewArgs, console: &Console) -> ExitStatus {
    let path = args.name.as_deref().map_or_else(|| PathBuf::from(FILE), pdf);
    let shown = to_slash(&path);
    if RealDisk.kind(&path).is_ok() {
        return console.refuse(&Message::new(
            format!("「{shown}」はもうあります。別の名前にしてください。"),
            format!("{shown} already exists. Choose another name."),
        ));
    }
    if let Some(message) = leads_out(&RealDisk, &path) {
        return console.refuse(&message);
    }
    let reader = Reader::new();
    let KnownValues { year, division } = KnownValues::of(&RealDisk, &reader, &path);
    let settings = match settings_at(&RealDisk, &reader, &path) {
        Ok(settings) => settings,
        Err(run_error) => return console.give_up(&[run_error]),
    };
    let view = view::blank(args.goals, year, division.as_deref(), &settings);
    let printed = pooled(1, || print(&Engine::new(), PageView::Department(&view)));
    let Some(bytes) = printed.files.first() else {
        return console.refuse(&Message::new(
            "空の様式を組めませんでした。設定の用紙、文字の大きさ、とじしろを確かめてください。",
            "The empty form does not fit its page. Check the paper size, text size and binding margin in the settings.",
        ));
    };
    if let Err(error) = RealDisk.create(&path, bytes) {
        return console.give_up(&[RunError::Unwritable(shown, error)]);
    }
    console.mention(&Message::new(format!("「{shown}」を作りました。"), format!("Created {shown}.")));
    let site = vec![(shown.as_str(), State::Built)];
    console.print_for_programs(&Report { site, ..Report::default() })
}

/// Returns a name with the extension `.pdf`, which replaces that of a sheet.
fn pdf(name: &Path) -> PathBuf {
    match name.extension() {
        Some(ending) if ["yaml", "yml", "pdf"].iter().any(|known| ending == *known) => {
            name.with_extension("pdf")
        }
        _ => with_ending(name, ".pdf"),
    }
}

/// Appends an extension to a name, bytewise, because a name need not be UTF-8.
pub(super) fn with_ending(name: &Path, ending: &str) -> PathBuf {
    let mut whole = name.as_os_str().to_owned();
    whole.push(ending);
    whole.into()
}
