//! `mokuhyo new`: creates an empty sheet.

use std::path::{Path, PathBuf};

use super::args::NewArgs;
use super::blank;
use super::console::Console;
use super::status::ExitStatus;
use super::unfinished::report_leftovers;
use crate::disk::{Disk, RealDisk, WritableDisk, to_slash};
use crate::edit::{KnownValues, Skeleton, begun, skeleton};
use crate::finding::Message;
use crate::pipeline::State;
use crate::read::{Reader, RunError, folder_refusal, refusal};
use crate::report::Report;

/// Writes a skeleton to a new file.
pub(super) fn run(args: &NewArgs, console: &Console) -> ExitStatus {
    let Some(name) = args.name.as_ref().filter(|_| !args.print) else { return blank::run(args, console) };
    let path = path(name);
    let shown = to_slash(&path);
    if !is_visible(name) {
        return console.refuse(&Message::new(
            format!("「{}」にはファイルの名前がありません(「.」で始まる名前は使えません)。", to_slash(name)),
            format!("{} has no file name, or one that begins with a dot.", to_slash(name)),
        ));
    }
    let form = args.form.unwrap_or_else(|| form_of(&path));
    let is_settings = form == Skeleton::Settings;
    let folder = path.parent().unwrap_or(Path::new(""));
    let refused = if is_settings { folder_refusal(&RealDisk, folder) } else { refusal(&RealDisk, &path) };
    if let Some(message) = refused {
        return console.refuse(&message);
    }
    report_leftovers(&[folder.to_owned()], console);
    if RealDisk.kind(&path).is_ok() {
        return console.refuse(&Message::new(
            format!("「{shown}」はもうあります。別の名前にしてください。"),
            format!("{shown} already exists. Choose another name."),
        ));
    }
    // Determined before the sheet exists, because it may be the first of its folder.
    let settings = begun(&RealDisk, &Reader::new(), &path).filter(|_| !is_settings);
    let text = if is_settings {
        skeleton(form).to_owned()
    } else {
        KnownValues::of(&RealDisk, &Reader::new(), &path).filled(skeleton(form))
    };
    match RealDisk.create(&path, text.as_bytes()) {
        Ok(()) => {
            console.mention(&Message::new(format!("「{shown}」を作りました。"), format!("Created {shown}.")));
            match unpublish(settings, console) {
                Ok(settings) => report_created(shown, settings, console),
                Err(run_error) => console.give_up(&[run_error]),
            }
        }
        Err(error) => console.give_up(&[RunError::Unwritable(shown, error)]),
    }
}

/// Returns the form that a name implies: `ward`, in any case, is a ward's page.
fn form_of(path: &Path) -> Skeleton {
    let is_ward = path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("ward"));
    if is_ward { Skeleton::Ward } else { Skeleton::Department }
}

/// Reports the created files in machine-readable formats.
fn report_created(sheet: String, settings: Option<String>, console: &Console) -> ExitStatus {
    let written: Vec<String> = [sheet].into_iter().chain(settings).collect();
    let site = written.iter().map(|path| (path.as_str(), State::Built)).collect();
    console.print_for_programs(&Report { site, ..Report::default() })
}

/// Writes the settings of a new folder, which mark it as unpublished, and returns their path.
fn unpublish(settings: Option<(PathBuf, Vec<u8>)>, console: &Console) -> Result<Option<String>, RunError> {
    let Some((path, bytes)) = settings else { return Ok(None) };
    let shown = to_slash(&path);
    if let Err(error) = RealDisk.create(&path, &bytes) {
        return Err(RunError::Unwritable(shown, error));
    }
    console.mention(&Message::new(
        format!("「{shown}」も作りました。このフォルダは、この中の「公開: しない」を「する」に直すまで公開されません。"),
        format!("Also created {shown}. The folder is not published until this file says 公開: する."),
    ));
    Ok(Some(shown))
}

/// Returns whether the last component of NAME is a file name that `check` would find.
fn is_visible(name: &Path) -> bool {
    let is_folder = name.to_string_lossy().ends_with(std::path::is_separator);
    let file = name.file_name().filter(|_| !is_folder);
    file.is_some_and(|file| !file.as_encoded_bytes().starts_with(b"."))
}

/// Returns NAME with the extension `.yaml`, unless it has it.
fn path(name: &Path) -> PathBuf {
    match name.extension() {
        Some(ending) if ending == "yaml" || ending == "yml" => name.to_owned(),
        _ => blank::with_ending(name, ".yaml"),
    }
}
