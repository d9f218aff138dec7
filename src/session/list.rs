//! The sheets of the collection and the state of each.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Session;
use super::sheet::OpenSheet;
use super::state::{Saving, SessionError, SheetId, SheetState};
use crate::disk::{Kind, to_slash};
use crate::finding::Message;
use crate::read::{RunError, SheetFile};
use crate::rules::{Facts, Inputs, ResolvedSettings};
use crate::sheet::Settings;

/// A sheet of the collection.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own in the list")]
#[derive(Debug)]
pub(super) struct ListedSheet {
    pub(super) file: SheetFile,
    pub(super) is_gone: bool,
    /// The result of its last check; `None` until the first.
    pub(super) checked: Option<CheckSummary>,
    pub(super) is_stale: bool,
    pub(super) is_built: bool,
    pub(super) is_draft: bool,
}

/// The result of a check, without the findings.
#[derive(Debug)]
pub(super) struct CheckSummary {
    pub(super) inputs: Inputs,
    pub(super) facts: Facts,
    pub(super) resolved: Arc<ResolvedSettings>,
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

impl ListedSheet {
    pub(super) const fn new(file: SheetFile) -> Self {
        Self { file, is_gone: false, checked: None, is_stale: true, is_built: false, is_draft: false }
    }
}

impl CheckSummary {
    /// Returns the numbers that the list shows.
    pub(super) const fn counts(&self) -> [usize; 3] {
        [self.errors, self.warnings, self.facts.missing]
    }
}

impl Session {
    /// Returns every sheet and its state, by name.
    pub fn list(&self) -> Vec<SheetState> {
        let entries = self.places.values().filter_map(|id| Some((*id, self.entry(*id).ok()?)));
        let listed = entries.filter(|(_, entry)| !entry.is_gone);
        let mut list: Vec<SheetState> = listed.map(|(id, entry)| self.state(id, entry)).collect();
        list.sort_by(|left, right| left.name.cmp(&right.name));
        list
    }

    /// Returns the state of a sheet that is in the list, or open although its file is gone.
    ///
    /// # Errors
    /// Where the session has no such sheet.
    pub fn sheet(&self, id: SheetId) -> Result<SheetState, SessionError> {
        self.entry(id).map(|entry| self.state(id, entry))
    }

    fn state(&self, id: SheetId, entry: &ListedSheet) -> SheetState {
        let facts = entry.checked.as_ref().map(|checked| &checked.facts);
        let text = |text: Option<&Box<str>>| text.map_or_else(String::new, ToString::to_string);
        let [errors, warnings, missing] = entry.checked.as_ref().map_or([0; 3], CheckSummary::counts);
        SheetState {
            id,
            name: entry.file.name.to_string(),
            shown: entry.file.shown.to_string(),
            year: facts.and_then(|facts| facts.year).map_or_else(String::new, |year| year.to_string()),
            organization: text(facts.and_then(|facts| facts.name.as_ref())),
            section: text(facts.and_then(|facts| facts.section.as_ref())),
            is_ward: facts.is_some_and(|facts| facts.is_ward),
            is_checked: entry.checked.is_some(),
            errors,
            warnings,
            missing,
            is_stale: entry.is_stale,
            is_built: entry.is_built,
            is_draft: entry.is_draft,
            saving: self.open.get(&id).map_or(Saving::Saved, |sheet| sheet.saving.clone()),
        }
    }

    /// Returns the sheet that the `path` of [`Session::open`] named, if it named one.
    pub fn named(&self) -> Option<SheetId> {
        if !matches!(self.disk.kind(&self.path), Ok(Kind::File)) {
            return None;
        }
        let mut selected =
            self.places.values().filter(|id| self.entry(**id).is_ok_and(|entry| entry.file.selected));
        let named = selected.next()?;
        selected.next().is_none().then_some(*named)
    }

    pub(super) fn entry(&self, id: SheetId) -> Result<&ListedSheet, SessionError> {
        let entry = usize::try_from(id.0).ok().and_then(|place| self.entries.get(place));
        entry.filter(|entry| !entry.is_gone || self.open.contains_key(&id)).ok_or(SessionError::NoSheet)
    }

    pub(super) fn entry_mut(&mut self, id: SheetId) -> Option<&mut ListedSheet> {
        usize::try_from(id.0).ok().and_then(|place| self.entries.get_mut(place))
    }

    /// Returns the settings of a sheet, as of its last check.
    ///
    /// # Errors
    /// Where the session has no such sheet, or it was never checked.
    pub fn settings(&self, id: SheetId) -> Result<&Settings, SessionError> {
        let checked = self.entry(id)?.checked.as_ref().ok_or(SessionError::NoSheet)?;
        Ok(&checked.resolved.settings)
    }

    /// Opens a sheet that is not open, and checks its folder. The rest of the collection may wait.
    pub(super) fn opened(&mut self, id: SheetId) -> Result<(), SessionError> {
        let path = self.entry(id)?.file.path.clone();
        if self.open.contains_key(&id) {
            return Ok(());
        }
        let stamp = self.disk.stamp(&path).ok();
        let bytes = self.disk.read_source(&path).map_err(|error| {
            let run_error = RunError::Unreadable(to_slash(&path), error);
            SessionError::Failed { why: run_error.words() }
        })?;
        let now = self.clock.now();
        let mut sheet = OpenSheet::of(&self.checker.reader, &bytes, now);
        sheet.seen(stamp, now);
        self.open.insert(id, sheet);
        let checked = self.check_folder(id);
        match (checked, self.entry(id)?.checked.is_some()) {
            (Err(run_errors), false) => {
                self.open.remove(&id);
                Err(SessionError::Failed { why: joined(&run_errors) })
            }
            _ => Ok(()),
        }
    }

    /// Returns what is wrong with the sheets and folders that could not be read by the last check of the collection.
    pub fn unreadable(&self) -> &[Message] {
        &self.unreadable
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

/// Returns the words of several errors, each on a line.
pub fn joined(run_errors: &[RunError]) -> Message {
    let words: Vec<Message> = run_errors.iter().map(RunError::words).collect();
    let lines = |text: fn(&Message) -> &str| words.iter().map(text).collect::<Vec<_>>().join("\n");
    Message::new(lines(|message| &message.ja), lines(|message| &message.en))
}
