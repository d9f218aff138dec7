//! The files of the collection: which there are, and which of them other programs changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Session;
use super::background::{self, Scan, ScannedFiles};
use super::list::ListedSheet;
use super::state::{Event, SheetId};
use crate::disk::Kind;
use crate::read::{Collection, RunError, SheetFile, is_below_any};

impl Session {
    /// Finds the collection for the first time. Its sheets are listed at once and checked later.
    ///
    /// # Errors
    /// Where nothing at the path belongs to a collection. A folder without sheets is an empty one.
    pub(super) fn begin(&mut self) -> Result<(), Vec<RunError>> {
        if let Err(run_errors) = self.find() {
            let is_empty = run_errors.iter().all(|run_error| matches!(run_error, RunError::NoSheet(_)));
            if !is_empty || !matches!(self.disk.kind(&self.path), Ok(Kind::Folder)) {
                return Err(run_errors);
            }
        }
        if let Some(root) = self.entries.first().map(|entry| root_of(&entry.file)) {
            self.root = root;
        }
        self.list_files();
        self.start_check();
        self.take_reports();
        Ok(())
    }

    /// Finds the sheets of the collection, without reading them.
    ///
    /// # Errors
    /// Where the path cannot be looked at.
    pub(super) fn find(&mut self) -> Result<(), Vec<RunError>> {
        let paths = [self.path_to_check()];
        let found = Collection::open_to_check(&*self.disk, &self.checker.reader, &paths)?;
        self.reports.renew();
        self.set_unreadable(&found.run_errors);
        let names: BTreeSet<PathBuf> = found.sheets.iter().map(|file| file.path.clone()).collect();
        for file in found.sheets {
            let is_draft = found.drafts.contains(file.folder_name());
            let id = self.add(file);
            self.mark_draft(id, is_draft);
        }
        self.mark_gone(&names, &found.unlisted);
        Ok(())
    }

    /// Returns the number of a sheet, which is listed from now on.
    pub(super) fn add(&mut self, file: SheetFile) -> SheetId {
        if let Some(place) = self.places.get(&file.path) {
            return *place;
        }
        let id = SheetId(u32::try_from(self.entries.len()).expect("a disk holds no 4,000,000,000 sheets"));
        self.places.insert(file.path.clone(), id);
        self.entries.push(ListedSheet::new(file));
        self.events.push(Event::Listed);
        id
    }

    /// Marks the sheets as gone that are not at any of these paths. Those in folders that cannot be listed may be there.
    pub(super) fn mark_gone(&mut self, paths: &BTreeSet<PathBuf>, unlisted: &BTreeSet<String>) {
        for entry in &mut self.entries {
            let is_gone = !paths.contains(&entry.file.path) && !is_below_any(unlisted, &entry.file.name);
            if is_gone != entry.is_gone {
                entry.is_gone = is_gone;
                self.events.push(Event::Listed);
            }
        }
    }

    /// Returns the path that everything is checked from: the one that was named, while something exists there.
    pub(super) fn path_to_check(&self) -> PathBuf {
        if self.disk.kind(&self.path).is_ok() { self.path.clone() } else { self.root.clone() }
    }

    /// Lists the files of the collection and their stamps.
    pub(super) fn list_files(&mut self) {
        self.known = background::files(&*self.disk, &self.root, &self.known);
        self.stamps = background::stamps(&*self.disk, &self.known);
    }

    /// Starts a look at every file of the collection: did any change, come or go?
    pub(super) fn start_scan(&mut self) {
        let (disk, reporter) = (Arc::clone(&self.disk), self.reports.begin());
        let (root, out, before) = (self.root.clone(), self.out.clone(), self.known.clone());
        self.background.run(Scan { disk, root, out, before, reporter }.work());
    }

    /// Takes the files that a look found.
    pub(super) fn take_files(&mut self, files: ScannedFiles) {
        self.is_unchecked |= files.stamps != self.stamps;
        (self.known, self.stamps) = (files.known, files.stamps);
        self.built = Some(files.built);
        self.mark_built();
    }
}

/// Returns the folder that a sheet's name begins in.
fn root_of(file: &SheetFile) -> PathBuf {
    let depth = file.name.split('/').count();
    file.path.ancestors().nth(depth).unwrap_or(Path::new(".")).to_owned()
}
