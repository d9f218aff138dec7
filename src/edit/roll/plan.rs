//! The files that a roll writes: every sheet of a folder or none, with the settings and dictionaries beside
//! them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::destination::Destination;
use super::files::{NewFile, PlanError, PlannedSheet, Target, exists};
use super::{Obstacle, Rolled, rolled, settings};
use crate::disk::{Disk, DiskError, Recovered, WritableDisk, to_slash};
use crate::finding::Message;
use crate::read::{Collection, RunError, SheetFile, bounds, folder_refusal};
use crate::sheet::FiscalYear;
use crate::source::Source;

/// All that a roll writes.
#[derive(Debug)]
pub struct Plan {
    /// The sheets, by name.
    pub sheets: Vec<PlannedSheet>,
    /// Settings and dictionaries. The settings of a new folder mark it as a draft.
    pub copies: Vec<NewFile>,
    /// New settings that only mark a draft, for folders without settings.
    pub settings: Vec<NewFile>,
    /// The folder that all of them lie in.
    folder: PathBuf,
}

impl Plan {
    /// Rolls the sheets of `collection` that `target` selects. Nothing is written yet.
    ///
    /// # Errors
    /// Returns every reason for which some cannot be written.
    pub fn of(disk: &dyn Disk, collection: &Collection, target: &Target) -> Result<Self, Vec<PlanError>> {
        let selected: Vec<&SheetFile> = collection.sheets.iter().filter(|sheet| sheet.selected).collect();
        let (mut sheets, mut errors) = (Vec::new(), Vec::new());
        for file in &selected {
            match roll(disk, file, target.to) {
                Ok((bytes, rolled)) => sheets.push((*file, bytes, rolled)),
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let destination = Destination::of(disk, collection, target).map_err(|error| vec![error])?;
        if let Some(words) = folder_refusal(disk, &destination.folder()) {
            return Err(vec![PlanError::Refused(words)]);
        }
        let mut copies = destination.copies(disk, collection, &selected).map_err(|error| vec![error])?;
        settings::reach(disk, collection, &destination, &mut copies).map_err(|error| vec![error])?;
        let sheets: Vec<PlannedSheet> =
            sheets.into_iter().filter_map(|sheet| destination.sheet(sheet)).collect();
        let settings = settings::unpublish(disk, &destination, &sheets, &mut copies);
        Ok(Self { sheets, copies, settings, folder: destination.folder() })
    }

    /// Finishes or undoes the writes that killed runs left incomplete in the same place. The results are
    /// reported before anything is written.
    pub fn recover(&self, disk: &dyn WritableDisk) -> Vec<Recovered> {
        disk.recover(&self.folder, &self.bound(disk))
    }

    /// Writes every file or none. Files that a killed run had written and that were finished now are skipped.
    ///
    /// # Errors
    /// Returns the obstacles, or the first file that could not be written.
    pub fn write(
        &self,
        disk: &dyn WritableDisk,
        recovered: &[Recovered],
        stop: &AtomicBool,
    ) -> Result<(), PlanError> {
        let made = |file: &&NewFile| is_made(disk, file, recovered);
        let left: Vec<&NewFile> = self.files().filter(|file| !made(file)).collect();
        let there = in_the_way(disk, &left);
        if !there.is_empty() {
            return Err(PlanError::Refused(in_the_way_words(&there)));
        }
        if left.is_empty() {
            return Ok(());
        }
        let files: Vec<(&Path, &[u8])> =
            left.iter().map(|file| (file.path.as_path(), file.bytes.as_slice())).collect();
        disk.create_all(&self.folder, &self.bound(disk), &files, stop).map_err(|DiskError { path, error }| {
            // Named by a file that the user selected, if a folder above it failed.
            let is_below = |file: &Path| std::path::absolute(file).is_ok_and(|file| file.starts_with(&path));
            let file = left.iter().find(|file| file.path == path || is_below(&file.path));
            let shown = file.map_or_else(|| to_slash(&path), |file| file.shown.clone());
            PlanError::RunError(RunError::Unwritable(shown, error))
        })
    }

    /// Returns the folder that nothing is written outside of.
    fn bound(&self, disk: &dyn Disk) -> PathBuf {
        let here = [Path::new(".")];
        let above = self.folder.ancestors().chain(here).find_map(|at| disk.canonical(at).ok());
        above.map_or_else(|| self.folder.clone(), |above| bounds(disk, &above))
    }

    fn files(&self) -> impl Iterator<Item = &NewFile> {
        self.copies.iter().chain(&self.settings).chain(self.sheets.iter().map(|sheet| &sheet.new))
    }
}

/// Finds files that exist already, and those that would be the same sheet as a new one.
fn in_the_way(disk: &dyn Disk, files: &[&NewFile]) -> Vec<String> {
    let mut there = BTreeSet::new();
    for file in files {
        let shown = Path::new(&file.shown);
        for ending in ["yaml", "yml"] {
            if exists(disk, &file.path.with_extension(ending)) {
                there.insert(to_slash(&shown.with_extension(ending)));
            }
        }
        if exists(disk, &file.path) {
            there.insert(file.shown.clone());
        }
    }
    there.into_iter().collect()
}

/// Returns whether a killed run had made a file, as it is to be.
fn is_made(disk: &dyn Disk, file: &NewFile, recovered: &[Recovered]) -> bool {
    let folders = recovered.iter().filter_map(|result| match result {
        Recovered::Finished { folder, .. } => Some(folder),
        Recovered::Undone | Recovered::Failed(_) => None,
    });
    let place = || disk.canonical(&file.path).ok();
    let is_of_it = folders.into_iter().any(|folder| place().is_some_and(|place| place.starts_with(folder)));
    is_of_it && disk.read_source(&file.path).is_ok_and(|bytes| bytes == file.bytes)
}

fn in_the_way_words(there: &[String]) -> Message {
    Message::new(
        format!(
            "次のファイルがもうあるので、何も書き込みませんでした: {}。要らなければ消し、要るなら別の場所に移してから、もう一度実行してください。",
            there.join("、")
        ),
        format!(
            "Nothing was written, since these are there already: {}. Remove them or move them away.",
            there.join(", ")
        ),
    )
}

/// Returns a sheet's bytes in the new year.
fn roll(disk: &dyn Disk, file: &SheetFile, to: FiscalYear) -> Result<(Vec<u8>, Rolled), PlanError> {
    let unreadable = |error| PlanError::RunError(RunError::Unreadable(file.shown.to_string(), error));
    let bytes = disk.read_source(&file.path).map_err(unreadable)?;
    // The sheet was read and checked before, so another program has saved it since.
    let changed = |_| PlanError::RunError(RunError::Changed(file.shown.to_string()));
    let source = Source::new(file.shown.to_string(), std::str::from_utf8(&bytes).map_err(changed)?);
    let mut rolled = rolled(&bytes, &source, to).map_err(|obstacle| {
        let words = obstacle.words(&file.shown, to);
        if matches!(obstacle, Obstacle::UnsupportedLayout(_)) {
            PlanError::UnsupportedLayout(words)
        } else {
            PlanError::Refused(words)
        }
    })?;
    Ok((std::mem::take(&mut rolled.bytes), rolled))
}
