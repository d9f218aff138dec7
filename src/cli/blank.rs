//! `mokuhyo new --print`: a form to be filled in by pen.

use std::path::{Path, PathBuf};

use super::args::NewArgs;
use super::console::Console;
use super::status::ExitStatus;
use crate::disk::{Disk, RealDisk, slashed};
use crate::edition::sheet::print;
use crate::finding::Words;
use crate::press::State;
use crate::read::{Reader, SETTINGS, Trouble};
use crate::report::Report;
use crate::revise::Filling;
use crate::sheet::Settings;
use crate::typeset::{Engine, PageView};
use crate::view;

/// The file where no name is given.
const FILE: &str = "blank.pdf";

/// Writes the PDF of an empty form where nothing stands yet.
pub(super) fn run(args: &NewArgs, console: &Console) -> ExitStatus {
    let path = args.name.as_deref().map_or_else(|| PathBuf::from(FILE), pdf);
    let shown = slashed(&path);
    if RealDisk.kind(&path).is_ok() {
        return console.refuse(&Words::new(
            format!("「{shown}」はもうあります。別の名前にしてください。"),
            format!("{shown} is there already. Choose another name."),
        ));
    }
    let reader = Reader::new();
    let Filling { year, division } = Filling::of(&RealDisk, &reader, &path);
    let view = view::blank(args.goals, year, division.as_deref(), &settings(&reader, &path));
    let Some(bytes) = print(&Engine::new(), PageView::Department(&view)).pdf else {
        return console.refuse(&Words::new("組版に失敗しました。", "The form could not be set."));
    };
    if let Err(error) = RealDisk.create(&path, &bytes) {
        return console.give_up(&[Trouble::Unwritable(shown, error)]);
    }
    console.mention(&Words::new(format!("「{shown}」を作りました。"), format!("{shown} is written.")));
    let site = vec![(shown.as_str(), State::Built)];
    console.tell_programs(&Report { site, ..Report::default() })
}

/// A name with the ending of a PDF in the place of its own.
fn pdf(name: &Path) -> PathBuf {
    match name.extension() {
        Some(ending) if ["yaml", "yml", "pdf"].iter().any(|it| ending == *it) => name.with_extension("pdf"),
        _ => {
            let mut whole = name.as_os_str().to_owned();
            whole.push(".pdf");
            whole.into()
        }
    }
}

/// The settings that would govern a sheet at a path, those of nearer folders over those of farther ones.
fn settings(reader: &Reader, path: &Path) -> Settings {
    let here = RealDisk.canonical(Path::new(".")).unwrap_or_default();
    let whole = here.join(path);
    let folders = whole.ancestors().skip(1).take_while(|folder| folder.starts_with(&here));
    let models = folders.filter_map(|folder| {
        let bytes = RealDisk.read_source(&folder.join(SETTINGS)).ok()?;
        reader.settings(SETTINGS, &bytes).model
    });
    models.fold(Settings::default(), |inner, outer| inner.over(&outer))
}
