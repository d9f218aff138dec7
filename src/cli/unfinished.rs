//! What killed runs left, named by every command that reads or writes sources.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::console::Console;
use crate::disk::{Disk, RealDisk, from_here};
use crate::finding::{Message, plain};
use crate::read::root_of;

/// Names what killed runs left in the collections of the PATHs or near them, however quiet the run is: files of a
/// `roll`, which only `roll` finishes or removes, and texts that were being written, which nothing removes.
pub(super) fn tell_unfinished(paths: &[PathBuf], console: &Console) {
    let rolls = all(paths, |path| RealDisk.unfinished(path));
    rolls.iter().for_each(|shown| console.note(&plain(of_roll(shown).get(console.lang))));
    tell_leftovers(paths, console);
}

/// Names the texts alone, for commands that see to rolls themselves or are not about them.
pub(super) fn tell_leftovers(paths: &[PathBuf], console: &Console) {
    let texts = all(paths, |path| RealDisk.leftovers(path));
    texts.iter().for_each(|shown| console.note(&plain(of_text(shown).get(console.lang))));
}

/// Returns what is found in the collections of the PATHs, each once and as people are told it.
fn all(paths: &[PathBuf], found: impl Fn(&PathBuf) -> Vec<PathBuf>) -> BTreeSet<String> {
    let roots = paths.iter().filter_map(|path| root_of(&RealDisk, path));
    let places: BTreeSet<PathBuf> = roots.chain(paths.iter().cloned()).collect();
    places.iter().flat_map(found).map(|path| from_here(&RealDisk, &real(path))).collect()
}

/// A path from the root of the file system, so that one that is found twice is told once.
fn real(path: PathBuf) -> PathBuf {
    RealDisk.canonical(&path).unwrap_or(path)
}

fn of_roll(shown: &str) -> Message {
    Message::new(
        format!(
            "途中で終わった roll のファイルが残っています: {shown}。同じ roll をもう一度実行すると、作り終えるか片づけます。"
        ),
        format!(
            "A roll that was killed left files in {shown}. Run the same roll again to finish or remove them."
        ),
    )
}

fn of_text(shown: &str) -> Message {
    Message::new(
        format!(
            "保存の途中で止まったときのファイルが残っています: {shown}。元のファイルは保存の前か後のままです。中身を確かめて、いらなければ消してください。"
        ),
        format!(
            "A save that was killed left {shown}. The file that it was meant for is as it was before or after the save. Delete what is left unless you need what is in it."
        ),
    )
}
