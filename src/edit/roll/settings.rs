//! The settings of the new year: what they name is there, and the year is not yet published.

use std::path::{Path, PathBuf};

use super::destination::{Destination, TargetFolder};
use super::files::{NewFile, PlanError, PlannedSheet, exists};
use crate::disk::{Disk, Kind, to_slash};
use crate::edit::fix::{applied, with_mark};
use crate::edit::publication::{as_draft, draft_settings, holds_sheets, is_in_draft};
use crate::read::{
    Boundary, Collection, NamedDictionary, Reader, RunError, SETTINGS, plain, plain_or_quoted,
};
use crate::source::{Digest, Edit};

/// Copies the dictionaries that the new settings could not reach beside them, and edits their names in the
/// settings.
///
/// # Errors
/// Returns the first dictionary that cannot be read.
pub(super) fn reach(
    disk: &dyn Disk,
    collection: &Collection,
    destination: &Destination,
    copies: &mut Vec<NewFile>,
) -> Result<(), PlanError> {
    for place in 0..copies.len() {
        let old = destination.source_of(&copies[place].path);
        let Some(folder) = old.as_deref().and_then(Path::parent).filter(|_| is_settings(&copies[place].path))
        else {
            continue;
        };
        let named: Vec<NamedDictionary> =
            collection.named_dictionaries().filter(|named| named.folder == folder).collect();
        let mut edits = Vec::new();
        for dictionary in &named {
            if !is_lost(disk, collection, dictionary, copies, place) {
                continue;
            }
            let (name, file) = beside(disk, dictionary, copies, place)?;
            edits.push(Edit::new(dictionary.name.span, plain_or_quoted(&name)));
            copies.extend(file);
        }
        let reading = &collection.settings[folder];
        let settings = &mut copies[place];
        if !edits.is_empty() && Digest::of(&settings.bytes) == reading.digest {
            let text = applied(reading.source.text(), &edits.iter().collect::<Vec<_>>());
            settings.bytes = with_mark(&settings.bytes, &text);
        }
    }
    Ok(())
}

fn is_settings(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == SETTINGS)
}

/// Returns whether a dictionary that is there cannot be reached from the new settings.
fn is_lost(
    disk: &dyn Disk,
    collection: &Collection,
    dictionary: &NamedDictionary,
    copies: &[NewFile],
    settings: usize,
) -> bool {
    let is_there = matches!(collection.boundary.admits(disk, &dictionary.path), Ok(true))
        && matches!(disk.kind(&dictionary.path), Ok(Kind::File));
    let folder = whole(disk, copies[settings].path.parent().unwrap_or(Path::new(".")));
    let path = plain(&folder.join(&dictionary.name.text));
    let is_copied = copies.iter().any(|copy| whole(disk, &copy.path) == path);
    let reached = || {
        matches!(disk.kind(&path), Ok(Kind::File))
            && matches!(Boundary::around(disk, &folder).admits(disk, &path), Ok(true))
    };
    is_there && !is_copied && !reached()
}

/// Returns a path from the root of the file system, whether or not it is there.
fn whole(disk: &dyn Disk, path: &Path) -> PathBuf {
    let there = path.ancestors().find_map(|ancestor| {
        let place = if ancestor.as_os_str().is_empty() { Path::new(".") } else { ancestor };
        Some((disk.canonical(place).ok()?, path.strip_prefix(ancestor).ok()?))
    });
    there.map_or_else(|| path.to_owned(), |(real, rest)| plain(&real.join(rest)))
}

/// Returns a dictionary beside the new settings: its name there, and the file where it is not there yet.
fn beside(
    disk: &dyn Disk,
    dictionary: &NamedDictionary,
    copies: &[NewFile],
    settings: usize,
) -> Result<(String, Option<NewFile>), PlanError> {
    let unreadable = |error| PlanError::RunError(RunError::Unreadable(to_slash(&dictionary.path), error));
    let bytes = disk.read(&dictionary.path).map_err(unreadable)?;
    let of = &copies[settings];
    let stem = dictionary.path.file_stem().expect("a file that was read has a name").to_string_lossy();
    let ending = dictionary
        .path
        .extension()
        .map(|extension| format!(".{}", extension.to_string_lossy()))
        .unwrap_or_default();
    let mut number = 1;
    loop {
        let name = if number == 1 { format!("{stem}{ending}") } else { format!("{stem}-{number}{ending}") };
        let path = of.path.with_file_name(&name);
        let copied = copies.iter().find(|copy| copy.path == path).map(|copy| copy.bytes.clone());
        match copied.or_else(|| disk.read(&path).ok()) {
            Some(there) if there == bytes => return Ok((name, None)),
            None if !exists(disk, &path) => {
                let shown = to_slash(&Path::new(&of.shown).with_file_name(&name));
                return Ok((name, Some(NewFile { path, shown, bytes })));
            }
            _ => number += 1,
        }
    }
}

/// Marks the new year as a draft: in the settings that are copied, or where a folder has none in new ones,
/// which are returned. A folder that already has sheets is not changed.
pub(super) fn unpublish(
    disk: &dyn Disk,
    destination: &Destination,
    sheets: &[PlannedSheet],
    copies: &mut [NewFile],
) -> Vec<NewFile> {
    let reader = Reader::new();
    let folders = begun(disk, destination, sheets);
    folders.iter().filter_map(|folder| unpublish_folder(disk, &reader, folder, copies)).collect()
}

/// Returns the folders that a roll creates: the selected one, or if that already has sheets, those below it
/// without any.
fn begun(disk: &dyn Disk, destination: &Destination, sheets: &[PlannedSheet]) -> Vec<TargetFolder> {
    let ours: Vec<&Path> = sheets.iter().map(|sheet| sheet.new.path.as_path()).collect();
    let is_begun = |folder: &TargetFolder| !holds_sheets(disk, &folder.path, &ours);
    match destination.begun(sheets) {
        Some(folder) if is_begun(&folder) => vec![folder],
        Some(_) => {
            let mut folders: Vec<TargetFolder> =
                sheets.iter().filter_map(|sheet| TargetFolder::of(&sheet.new)).collect();
            folders.dedup_by(|later, earlier| later.path == earlier.path);
            folders.retain(is_begun);
            folders
        }
        None => Vec::new(),
    }
}

fn unpublish_folder(
    disk: &dyn Disk,
    reader: &Reader,
    folder: &TargetFolder,
    copies: &mut [NewFile],
) -> Option<NewFile> {
    let settings = folder.path.join(SETTINGS);
    for copy in copies.iter_mut().filter(|copy| is_settings(&copy.path)) {
        let says = reader.settings(SETTINGS, &copy.bytes).model.and_then(|model| model.publish);
        if copy.path == settings || says.is_some() && copy.path.starts_with(&folder.path) {
            copy.bytes = as_draft(reader, &copy.bytes).unwrap_or_else(|| copy.bytes.clone());
        }
    }
    let has_some = copies.iter().any(|copy| copy.path == settings) || exists(disk, &settings);
    let is_new = !has_some && !is_in_draft(disk, reader, &whole(disk, &folder.path));
    let shown = to_slash(&Path::new(&folder.shown).join(SETTINGS));
    is_new.then(|| NewFile { path: settings, shown, bytes: draft_settings() })
}
