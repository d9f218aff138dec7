//! The sheets of the collection, and how each is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Session;
use super::sheet::OpenSheet;
use super::state::{Event, Refused, Saving, SheetId, SheetState};
use crate::disk::{Kind, Listing, Stamp, to_slash};
use crate::finding::{Message, Severity};
use crate::pipeline::Built;
use crate::read::{RunError, SheetFile};
use crate::rules::{CheckedCollection, CheckedSheet, Facts, Inputs, ResolvedSettings};
use crate::sheet::Settings;
use crate::source::Digest;

/// A sheet of the collection.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own in the list")]
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) file: SheetFile,
    pub(super) is_gone: bool,
    inputs: Inputs,
    facts: Facts,
    resolved: Arc<ResolvedSettings>,
    errors: usize,
    warnings: usize,
    is_stale: bool,
    is_built: bool,
    is_draft: bool,
}

impl Session {
    /// Reads the collection for the first time.
    pub(super) fn begin(&mut self) -> Result<(), Vec<RunError>> {
        match self.bench.judge_all(&*self.disk, &self.path, BTreeMap::new()) {
            Ok(checked) => self.take_all(checked),
            Err(run_errors) => {
                let is_empty = run_errors.iter().all(|it| matches!(it, RunError::NoSheet(_)));
                if !is_empty || !matches!(self.disk.kind(&self.path), Ok(Kind::Folder)) {
                    return Err(run_errors);
                }
            }
        }
        if let Some(root) = self.entries.first().map(|entry| root_of(&entry.file)) {
            self.root = root;
        }
        self.list_files();
        Ok(())
    }

    /// Returns every sheet, by name, and how it is.
    pub fn list(&self) -> Vec<SheetState> {
        let entries = self.entries.iter().enumerate().filter(|(_, entry)| !entry.is_gone);
        let mut list: Vec<SheetState> =
            entries.map(|(place, entry)| self.state(id_of(place), entry)).collect();
        list.sort_by(|one, other| one.name.cmp(&other.name));
        list
    }

    /// Returns how a sheet is that is in the list, or open though its file is gone.
    ///
    /// # Errors
    /// Where the session has no such sheet.
    pub fn sheet(&self, id: SheetId) -> Result<SheetState, Refused> {
        self.entry(id).map(|entry| self.state(id, entry))
    }

    fn state(&self, id: SheetId, entry: &Entry) -> SheetState {
        let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
        SheetState {
            id,
            name: entry.file.name.to_string(),
            shown: entry.file.shown.to_string(),
            year: entry.facts.year.map(|year| year.to_string()).unwrap_or_default(),
            organization: text(&entry.facts.name),
            section: text(&entry.facts.section),
            is_ward: entry.facts.is_ward,
            errors: entry.errors,
            warnings: entry.warnings,
            missing: entry.facts.missing,
            is_stale: entry.is_stale,
            is_built: entry.is_built,
            is_draft: entry.is_draft,
            saving: self.open.get(&id).map_or(Saving::Saved, |sheet| sheet.saving.clone()),
        }
    }

    /// Returns the sheet that the `path` of [`Session::open`] named, where it named one.
    pub fn named(&self) -> Option<SheetId> {
        if !matches!(self.disk.kind(&self.path), Ok(Kind::File)) {
            return None;
        }
        let mut selected = self.entries.iter().enumerate().filter(|(_, entry)| entry.file.selected);
        let (place, _) = selected.next()?;
        selected.next().is_none().then(|| id_of(place))
    }

    pub(super) fn entry(&self, id: SheetId) -> Result<&Entry, Refused> {
        let entry = usize::try_from(id.0).ok().and_then(|place| self.entries.get(place));
        entry.filter(|entry| !entry.is_gone || self.open.contains_key(&id)).ok_or(Refused::NoSheet)
    }

    /// Returns the settings that govern a sheet, as it was last judged.
    ///
    /// # Errors
    /// Where the session has no such sheet.
    pub fn settings(&self, id: SheetId) -> Result<&Settings, Refused> {
        Ok(&self.entry(id)?.resolved.settings)
    }

    /// Opens a sheet that is not open.
    pub(super) fn opened(&mut self, id: SheetId) -> Result<(), Refused> {
        let path = self.entry(id)?.file.path.clone();
        if self.open.contains_key(&id) {
            return Ok(());
        }
        let stamp = self.disk.stamp(&path).ok();
        let bytes = self.disk.read_source(&path).map_err(|error| {
            let run_error = RunError::Unreadable(to_slash(&path), error);
            Refused::Failed { why: run_error.words() }
        })?;
        let sheet = OpenSheet::of(&self.bench.reader, &bytes, self.clock.now());
        self.open.insert(id, sheet);
        self.stamps.insert(path, stamp);
        self.judge_folder(id);
        self.is_unjudged = true;
        Ok(())
    }

    /// Returns the texts that are open, by their files.
    fn texts(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let open = self.open.iter().filter(|(_, sheet)| sheet.content.fault.is_none());
        open.filter_map(|(id, sheet)| Some((self.entry(*id).ok()?.file.path.clone(), sheet.content.bytes())))
            .collect()
    }

    /// Judges the sheets of a folder, one of which has another text.
    pub(super) fn judge_folder(&mut self, id: SheetId) {
        let Ok(entry) = self.entry(id) else { return };
        let folder = entry.file.folder().to_owned();
        let (texts, path) = (self.texts(), self.root.clone());
        let checked = self.bench.judge_folder(&*self.disk, &path, texts, (&self.known, &folder));
        let Ok(checked) = checked else { return };
        for sheet in checked.sheets.into_iter().filter(|sheet| sheet.file.folder() == folder) {
            self.take(sheet, false);
        }
        self.is_unjudged = true;
    }

    /// Returns the path that everything is judged from: as it was named, while it is there.
    fn path_to_judge(&self) -> PathBuf {
        if self.disk.kind(&self.path).is_ok() { self.path.clone() } else { self.root.clone() }
    }

    /// Judges the whole collection with the texts as they are.
    pub(super) fn judge_all(&mut self) {
        self.is_unjudged = false;
        let checked = self.bench.judge_all(&*self.disk, &self.path_to_judge(), self.texts());
        if let Ok(checked) = checked {
            self.take_all(checked);
        }
    }

    /// Returns what is wrong with the sheets and folders that could not be read when the whole collection was judged.
    pub fn unreadable(&self) -> &[Message] {
        &self.unreadable
    }

    /// Takes what a survey of the whole collection came to.
    fn take_all(&mut self, mut checked: CheckedCollection) {
        let unreadable: Vec<Message> = checked.run_errors.iter().map(RunError::words).collect();
        if unreadable != self.unreadable {
            self.unreadable = unreadable;
            self.events.push(Event::Listed);
        }
        let sheets = std::mem::take(&mut checked.sheets);
        let names: BTreeSet<PathBuf> = sheets.iter().map(|sheet| sheet.file.path.clone()).collect();
        for sheet in sheets {
            let is_draft = checked.drafts.contains(sheet.file.folder_name());
            let id = self.take(sheet, true);
            if let Some(entry) = usize::try_from(id.0).ok().and_then(|place| self.entries.get_mut(place)) {
                entry.is_draft = is_draft;
            }
        }
        for entry in &mut self.entries {
            let is_gone = !names.contains(&entry.file.path) && !checked.may_hide(&entry.file.name);
            if is_gone != entry.is_gone {
                entry.is_gone = is_gone;
                self.events.push(Event::Listed);
            }
        }
        self.look_at_outputs();
    }

    /// Takes what a sheet came to; `is_whole` says that all others were looked at.
    fn take(&mut self, sheet: CheckedSheet, is_whole: bool) -> SheetId {
        let count = |severity| sheet.findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let place = self.entries.iter().position(|entry| entry.file.path == sheet.file.path);
        let id = id_of(place.unwrap_or(self.entries.len()));
        let inputs = sheet.inputs();
        match place.and_then(|place| self.entries.get_mut(place)) {
            Some(entry) => {
                let before = (entry.errors, entry.warnings, entry.facts.missing);
                (entry.inputs, entry.facts, entry.resolved) = (inputs, sheet.facts, sheet.resolved);
                (entry.errors, entry.warnings) = (errors, warnings);
                if before != (entry.errors, entry.warnings, entry.facts.missing) {
                    self.events.push(Event::Listed);
                }
            }
            None => {
                let (file, facts, resolved) = (sheet.file, sheet.facts, sheet.resolved);
                let entry = Entry {
                    file,
                    is_gone: false,
                    inputs,
                    facts,
                    resolved,
                    errors,
                    warnings,
                    is_stale: true,
                    is_built: false,
                    is_draft: false,
                };
                self.entries.push(entry);
                self.events.push(Event::Listed);
            }
        }
        // What was judged from another text is of an outdated revision.
        if let Some(open) =
            self.open.get_mut(&id).filter(|open| Digest::of(&open.content.bytes()) == sheet.digest)
        {
            let is_news = open.findings != sheet.findings || is_whole && open.judged != Some(open.revision);
            open.findings = sheet.findings;
            if is_whole {
                open.judged = Some(open.revision);
                if is_news {
                    self.events.push(Event::Judged { id, revision: open.revision });
                }
            }
        }
        id
    }

    /// Looks which PDFs were made from what their sheets are.
    pub(super) fn look_at_outputs(&mut self) {
        let built = Built::load(&*self.disk, &self.out);
        for entry in &mut self.entries {
            let is_stale = !built.is_of(&entry.file.name, entry.inputs);
            let is_built = built.has(&entry.file.name);
            if (is_stale, is_built) != (entry.is_stale, entry.is_built) {
                (entry.is_stale, entry.is_built) = (is_stale, is_built);
                self.events.push(Event::Listed);
            }
        }
        self.events.dedup();
    }

    /// Lists the files of the collection with their stamps. The stamps of open sheets stay as they were, since
    /// only [`Session::look_at_open`] reads those files: a new stamp here would hide a save from it.
    pub(super) fn list_files(&mut self) {
        let Listing { mut files, errors } = self.disk.list(&self.root);
        // A folder that cannot be listed just now has the files that it had.
        let known = std::mem::take(&mut self.known.files).into_iter();
        files.extend(known.filter(|file| errors.iter().any(|it| file.starts_with(&it.path))));
        files.sort();
        files.dedup();
        self.known.files = files;
        self.known.links = self.disk.links(&self.root);
        let is_yaml = |path: &&PathBuf| path.extension().is_some_and(|it| it == "yaml" || it == "yml");
        let files = self.known.files.iter().filter(is_yaml);
        let mut stamps: BTreeMap<PathBuf, Option<Stamp>> =
            files.map(|path| (path.clone(), self.disk.stamp(path).ok())).collect();
        for entry in self.open.keys().filter_map(|id| self.entry(*id).ok()) {
            match self.stamps.get(&entry.file.path) {
                Some(stamp) => stamps.insert(entry.file.path.clone(), *stamp),
                None => stamps.remove(&entry.file.path),
            };
        }
        self.stamps = stamps;
    }

    /// Looks whether any file of the collection changed, came or went.
    pub(super) fn scan(&mut self) {
        let before = self.stamps.clone();
        self.list_files();
        if before == self.stamps {
            self.look_at_outputs();
        } else {
            self.judge_all();
        }
    }

    /// Returns why closing now would lose something; `None` if all is saved.
    pub fn unsaved(&self) -> Option<Message> {
        let unsaved = self.open.iter().filter(|(_, sheet)| sheet.is_unsaved() || sheet.theirs.is_some());
        let names: Vec<String> =
            unsaved.filter_map(|(id, _)| Some(self.entry(*id).ok()?.file.shown.to_string())).collect();
        (!names.is_empty()).then(|| {
            Message::new(
                format!("まだ保存されていないシートがあります: {}。", names.join("、")),
                format!("These sheets are not saved yet: {}.", names.join(", ")),
            )
        })
    }

    /// Returns the folders that a new sheet may go to, by name.
    pub fn folders(&self) -> Vec<String> {
        let entries = self.entries.iter().filter(|entry| !entry.is_gone);
        let folders: BTreeSet<&str> = entries.map(|entry| entry.file.folder_name()).collect();
        folders.into_iter().map(str::to_owned).collect()
    }
}

fn id_of(place: usize) -> SheetId {
    SheetId(u32::try_from(place).unwrap_or(u32::MAX))
}

/// Returns the folder that a sheet's name begins in.
fn root_of(file: &SheetFile) -> PathBuf {
    let depth = file.name.split('/').count();
    file.path.ancestors().nth(depth).unwrap_or(Path::new(".")).to_owned()
}
