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

/// NAME with its ending.
fn path(name: &Path) -> PathBuf {
    match name.extension() {
        Some(ending) if ending == "yaml" || ending == "yml" => name.to_owned(),
        _ => PathBuf::from(format!("{}.yaml", name.display())),
    }
}
