//! `mokuhyo new`: a sheet to be filled in.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::{FormArg, NewArgs};
use super::console::Console;
use crate::disk::{Disk, RealDisk, slashed};
use crate::finding::Words;
use crate::read::Trouble;
use crate::revise::{Skeleton, skeleton};

/// Writes a skeleton where nothing stands yet.
pub(super) fn run(args: &NewArgs, console: &Console) -> ExitCode {
    let path = path(&args.name);
    let shown = slashed(&path);
    if !is_visible(&args.name) {
        return console.refuse(&Words::new(
            format!(
                "「{}」にはファイルの名前がありません(「.」で始まる名前は使えません)。",
                slashed(&args.name)
            ),
            format!("{} names no file, or one that begins with a dot.", slashed(&args.name)),
        ));
    }
    if RealDisk.kind(&path).is_ok() {
        return console.refuse(&Words::new(
            format!("「{shown}」はもうあります。別の名前にしてください。"),
            format!("{shown} is there already. Choose another name."),
        ));
    }
    let kind = match args.form {
        FormArg::Department => Skeleton::Department,
        FormArg::Ward => Skeleton::Ward,
        FormArg::Settings => Skeleton::Settings,
    };
    match RealDisk.create(&path, skeleton(kind).as_bytes()) {
        Ok(()) => {
            console
                .mention(&Words::new(format!("「{shown}」を作りました。"), format!("{shown} is written.")));
            ExitCode::SUCCESS
        }
        Err(error) => console.give_up(&[Trouble::Unwritable(shown, error)]),
    }
}

/// Whether NAME ends in the name of a file that `check` would find.
fn is_visible(name: &Path) -> bool {
    let is_folder = name.to_string_lossy().ends_with(std::path::is_separator);
    let file = name.file_name().filter(|_| !is_folder);
    file.is_some_and(|file| !file.as_encoded_bytes().starts_with(b"."))
}

/// NAME with its ending.
fn path(name: &Path) -> PathBuf {
    match name.extension() {
        Some(ending) if ending == "yaml" || ending == "yml" => name.to_owned(),
        _ => {
            // Letter by letter: a name need not be UTF-8.
            let mut whole = name.as_os_str().to_owned();
            whole.push(".yaml");
            whole.into()
        }
    }
}
