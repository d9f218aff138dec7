//! The findings of `check`: of a folder after each change, of the whole collection when no one types.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Session;
use super::background::{CollectionCheck, FirstCheck, Report};
use super::list::CheckSummary;
use super::overlay::Overlay;
use super::state::{Event, SheetId};
use crate::finding::{Message, Severity};
use crate::pipeline::Built;
use crate::read::RunError;
use crate::rules::{CheckedCollection, CheckedSheet};

impl Session {
    /// Returns the texts that are open, by path.
    fn texts(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let open = self.open.iter().filter(|(_, sheet)| sheet.content.fault.is_none());
        open.filter_map(|(id, sheet)| Some((self.entry(*id).ok()?.file.path.clone(), sheet.content.bytes())))
            .collect()
    }

    /// Checks the sheets of a folder, one of which has another text.
    ///
    /// # Errors
    /// Where the folder cannot be checked; what was found before stays.
    pub(super) fn check_folder(&mut self, id: SheetId) -> Result<(), Vec<RunError>> {
        self.is_unchecked = true;
        let Ok(entry) = self.entry(id) else { return Ok(()) };
        let folder = entry.file.folder().to_owned();
        let (texts, path) = (self.texts(), self.root.clone());
        let disk = Overlay { disk: &*self.disk, texts: &texts, known: Some((&self.known, &folder)) };
        let (checked, _) = self.checker.check(&disk, &path)?;
        self.take_folder(checked, &folder);
        Ok(())
    }

    /// Checks a folder after a change. Where that is not possible, the findings before the change stay until it is.
    pub(super) fn recheck(&mut self, id: SheetId) {
        let _ = self.check_folder(id);
    }

    fn take_folder(&mut self, checked: CheckedCollection, folder: &Path) {
        for sheet in checked.sheets.into_iter().filter(|sheet| sheet.file.folder() == folder) {
            self.take(sheet, false);
        }
    }

    /// Starts a check of the whole collection with the texts as they are.
    pub(super) fn start_check(&mut self) {
        self.is_unchecked = false;
        let is_first = self.entries.iter().all(|entry| entry.checked.is_none());
        let folders: BTreeSet<_> = self.entries.iter().map(|entry| entry.file.folder().to_owned()).collect();
        let first = is_first.then(|| FirstCheck {
            out: self.out.clone(),
            root: self.root.clone(),
            known: self.known.clone(),
            folders: folders.into_iter().collect(),
        });
        let (checker, disk, path) = (self.checker.clone(), Arc::clone(&self.disk), self.path_to_check());
        let (texts, reporter) = (self.texts(), self.reports.begin());
        self.background.run(CollectionCheck { checker, disk, path, texts, first, reporter }.work());
    }

    /// Takes what was reported since the last call. A report of an outdated list of files is dropped, and the check
    /// repeated.
    pub(super) fn take_reports(&mut self) {
        while let Some((report, is_current)) = self.reports.next() {
            match report {
                Report::Ended => {}
                Report::Dropped => self.is_unchecked = true,
                Report::Verdicts(new) => self.checker.learn(new),
                _ if !is_current => self.is_unchecked = true,
                Report::Folder(checked) => {
                    for sheet in checked.sheets {
                        self.take(sheet, false);
                    }
                }
                Report::Collection(checked) => self.take_all(checked),
                Report::Files(files) => self.take_files(files),
            }
        }
        self.events.dedup();
    }

    /// Takes the result of a check of the whole collection.
    fn take_all(&mut self, checked: CheckedCollection) {
        self.set_unreadable(&checked.run_errors);
        let names = checked.sheets.iter().map(|sheet| sheet.file.path.clone()).collect();
        for sheet in checked.sheets {
            let (path, is_draft) =
                (sheet.file.path.clone(), checked.drafts.contains(sheet.file.folder_name()));
            self.take(sheet, true);
            if let Some(id) = self.places.get(&path).copied() {
                self.mark_draft(id, is_draft);
            }
        }
        self.mark_gone(&names, &checked.unlisted);
        self.built.get_or_insert_with(|| Built::load(&*self.disk, &self.out));
        self.mark_built();
    }

    /// Takes the result of a sheet; `is_whole` says that all others were looked at. Of an open sheet, what was found in
    /// another text is dropped, since the check of the text as it is has come or will come.
    fn take(&mut self, sheet: CheckedSheet, is_whole: bool) {
        let id = self.add(sheet.file.clone());
        let is_outdated = self.open.get(&id).is_some_and(|open| open.content.digest != sheet.digest);
        let Some(entry) = self.entry_mut(id) else { return };
        if is_outdated && entry.checked.is_some() {
            return;
        }
        let count = |severity| sheet.findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let (inputs, facts, resolved) = (sheet.inputs(), sheet.facts, sheet.resolved);
        let before = entry.checked.replace(CheckSummary { inputs, facts, resolved, errors, warnings });
        let is_news = before
            .is_none_or(|before| Some(before.counts()) != entry.checked.as_ref().map(CheckSummary::counts));
        if is_news {
            self.events.push(Event::Listed);
        }
        if let Some(open) = self.open.get_mut(&id).filter(|_| !is_outdated) {
            let is_news = open.findings != sheet.findings || is_whole && open.checked != Some(open.revision);
            open.findings = sheet.findings;
            if is_whole {
                open.checked = Some(open.revision);
                if is_news {
                    self.events.push(Event::Checked { id, revision: open.revision });
                }
            }
        }
    }

    /// Sets what is wrong with sheets and folders that cannot be read.
    pub(super) fn set_unreadable(&mut self, run_errors: &[RunError]) {
        let unreadable: Vec<Message> = run_errors.iter().map(RunError::words).collect();
        if unreadable != self.unreadable {
            self.unreadable = unreadable;
            self.events.push(Event::Listed);
        }
    }

    /// Marks the sheets whose PDF was built from what they are now.
    pub(super) fn mark_built(&mut self) {
        let Some(built) = &self.built else { return };
        for entry in &mut self.entries {
            let inputs = entry.checked.as_ref().map(|checked| checked.inputs);
            let is_stale = inputs.is_none_or(|inputs| !built.is_of(&entry.file.name, inputs));
            let is_built = built.has(&entry.file.name);
            if (is_stale, is_built) != (entry.is_stale, entry.is_built) {
                (entry.is_stale, entry.is_built) = (is_stale, is_built);
                self.events.push(Event::Listed);
            }
        }
    }

    pub(super) fn mark_draft(&mut self, id: SheetId, is_draft: bool) {
        let Some(entry) = self.entry_mut(id).filter(|entry| entry.is_draft != is_draft) else { return };
        entry.is_draft = is_draft;
        self.events.push(Event::Listed);
    }
}
