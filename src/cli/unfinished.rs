//! Files that killed runs left, which every command that reads or writes sources reports.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::console::Console;
use crate::disk::{Disk, RealDisk, WritableDisk, from_here};
use crate::finding::{Message, plain};
use crate::read::root_of;

/// Reports the files that killed runs left in or near the collections of the PATHs, even when quiet: those of a
/// `roll`, which only `roll` completes or removes, and partial saves, which nothing removes.
pub(super) fn report_unfinished(paths: &[PathBuf], console: &Console) {
    let rolls = all(paths, |path| RealDisk.unfinished(path));
    for shown in &rolls {
        console.note(&plain(of_roll(shown).get(console.lang)));
    }
    report_leftovers(paths, console);
}

/// Reports partial saves only, for `roll` itself and for commands that rolls do not concern.
pub(super) fn report_leftovers(paths: &[PathBuf], console: &Console) {
    let texts = all(paths, |path| RealDisk.leftovers(path));
    for shown in &texts {
        console.note(&plain(of_text(shown).get(console.lang)));
    }
}

/// Removes partial saves that hold nothing which the saved file does not hold, and reports the others.
pub(super) fn clear_leftovers(paths: &[PathBuf], console: &Console) {
    for place in places(paths) {
        RealDisk.clear_leftovers(&place);
    }
    report_leftovers(paths, console);
}

/// Returns the PATHs and the roots of their collections.
fn places(paths: &[PathBuf]) -> BTreeSet<PathBuf> {
    paths.iter().filter_map(|path| root_of(&RealDisk, path)).chain(paths.iter().cloned()).collect()
}

/// Returns the files that `found` returns for the collections of the PATHs, without duplicates, as paths for people.
fn all(paths: &[PathBuf], found: impl Fn(&PathBuf) -> Vec<PathBuf>) -> BTreeSet<String> {
    places(paths).iter().flat_map(found).map(|path| from_here(&RealDisk, &real(path))).collect()
}

/// Returns an absolute path, so that duplicates are equal.
fn real(path: PathBuf) -> PathBuf {
    RealDisk.canonical(&path).unwrap_or(path)
}

fn of_roll(shown: &str) -> Message {
    Message::new(
        format!(
            "途中で終わった roll のファイルが残っています: {shown}。同じ roll をもう一度実行すると、作り終えるか片づけます。"
        ),
        format!(
            "A killed run of roll left files in {shown}. Run the same roll again to complete or remove them."
        ),
    )
}

fn of_text(shown: &str) -> Message {
    Message::new(
        format!(
            "保存の途中で止まったときのファイルが残っています: {shown}。元のファイルは保存の前か後のままです。中身を確かめて、いらなければ消してください。"
        ),
        format!(
            "A killed run left the partial save {shown}. The file to be saved is in its old or its new state. Look at the partial save, and delete it if you do not need it."
        ),
    )
}
