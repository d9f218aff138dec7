//! Saves texts, and takes what other programs save.

use std::io;

use super::Session;
use super::conflict::{conflict, resolved};
use super::merge::{ThreeWay, merged};
use super::sheet::{Content, ForeignState, OpenSheet, StampState};
use super::state::{Choice, Conflict, Event, Saving, SessionError, SheetId, Snapshot};
use crate::diff::line_edits;
use crate::disk::ReplaceError;
use crate::finding::Message;
use crate::read::{RunError, bounds};

impl Session {
    /// Sets whether an input method is composing in a box of the sheet. Nothing is saved meanwhile.
    pub fn compose(&mut self, id: SheetId, is_composing: bool) {
        if let Some(sheet) = self.open.get_mut(&id) {
            sheet.is_composing = is_composing;
        }
    }

    /// Saves a sheet at once, because its box was left. The next [`Session::tick`] returns the outcome too.
    pub fn save(&mut self, id: SheetId) -> Saving {
        let is_waiting =
            |sheet: &OpenSheet| sheet.is_unsaved() && !sheet.is_composing && sheet.theirs.is_none();
        if self.open.get(&id).is_some_and(is_waiting) {
            self.write(id);
        }
        self.open.get(&id).map_or(Saving::Saved, |sheet| sheet.saving.clone())
    }

    /// Saves a text if no other program has saved the file since; otherwise merges both changes and tries again.
    pub(super) fn write(&mut self, id: SheetId) {
        let was = self.open.get(&id).map(|sheet| sheet.saving.clone());
        for _ in 0..3 {
            let Some(ReplaceError::Changed) = self.try_to_write(id) else { break };
            self.look(id, true);
            if self.open.get(&id).is_none_or(|sheet| !sheet.is_unsaved() || sheet.theirs.is_some()) {
                break;
            }
        }
        let is = self.open.get(&id).map(|sheet| sheet.saving.clone());
        if let Some(saving) = is.filter(|_| !matches!(was, Some(Saving::Conflict | Saving::Gone))) {
            self.events.push(Event::Saving { id, saving });
        }
    }

    fn try_to_write(&mut self, id: SheetId) -> Option<ReplaceError> {
        let path = self.entry(id).ok()?.file.path.clone();
        let now = self.clock.now();
        let sheet = self.open.get_mut(&id)?;
        let within = bounds(&*self.disk, path.parent().unwrap_or(&path));
        let written = self.disk.replace(&path, &within, sheet.saved.digest, &sheet.content.bytes());
        match written {
            Ok(()) => {
                sheet.saved = sheet.content.clone();
                sheet.settle();
                None
            }
            Err(ReplaceError::Failed(error)) if error.kind() == io::ErrorKind::NotFound => {
                self.contradict(id, ForeignState::Gone);
                None
            }
            Err(why @ ReplaceError::Changed) => {
                // It is tried again if the file turns out not to have changed.
                sheet.fail(now, Saving::Waiting);
                Some(why)
            }
            Err(why) => {
                let shown = self.entries.get(usize::try_from(id.0).ok()?)?.file.shown.to_string();
                sheet.fail(now, Saving::Failed { why: RunError::Unreplaced(shown, why).words() });
                None
            }
        }
    }

    /// Looks for saves of other programs in the open sheets.
    pub(super) fn look_at_open(&mut self) {
        let ids: Vec<SheetId> = self.open.keys().copied().collect();
        let now = self.clock.now();
        for id in ids {
            let Ok(path) = self.entry(id).map(|entry| entry.file.path.clone()) else { continue };
            let stamp = self.disk.stamp(&path).ok();
            match self.open.get_mut(&id).map(|sheet| sheet.seen(stamp, now)) {
                Some(StampState::New) => self.look(id, true),
                Some(StampState::Again) => self.look(id, false),
                Some(StampState::Known) | None => {}
            }
        }
    }

    /// Reads an open sheet's file again. Of a file that `is_new`, a state that a save in progress may have left is not
    /// taken before the next look finds it again.
    fn look(&mut self, id: SheetId, is_new: bool) {
        let Ok(path) = self.entry(id).map(|entry| entry.file.path.clone()) else { return };
        match self.disk.read_source(&path) {
            Ok(bytes) => {
                let content = Content::of(&bytes);
                let is_torn = |sheet: &OpenSheet| {
                    content.digest != sheet.saved.digest && sheet.is_torn(&self.checker.reader, &content)
                };
                if !(is_new && self.open.get(&id).is_some_and(is_torn)) {
                    self.compare_with(id, &content);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if !is_new {
                    self.contradict(id, ForeignState::Gone);
                }
            }
            // A network share that cannot be reached may come back.
            Err(error) => {
                let why = RunError::Unreadable(path.display().to_string(), error).words();
                self.set_saving(id, Saving::Failed { why });
            }
        }
    }

    fn set_saving(&mut self, id: SheetId, saving: Saving) {
        if let Some(sheet) = self.open.get_mut(&id).filter(|sheet| sheet.saving != saving) {
            sheet.saving = saving.clone();
            self.events.push(Event::Saving { id, saving });
        }
    }

    /// Merges a save of another program with the changes that are not saved yet.
    fn compare_with(&mut self, id: SheetId, theirs: &Content) {
        let now = self.clock.now();
        let Some(sheet) = self.open.get_mut(&id) else { return };
        if theirs.digest == sheet.saved.digest || theirs.digest == sheet.content.digest {
            let is_known = theirs.digest == sheet.saved.digest && sheet.theirs.is_none();
            sheet.theirs = None;
            sheet.saved = theirs.clone();
            if sheet.content.digest == theirs.digest {
                sheet.settle();
            } else if !is_known {
                sheet.touch(now, None);
            }
            if !is_known || matches!(sheet.saving, Saving::Failed { .. }) && !sheet.is_unsaved() {
                sheet.saving = if sheet.is_unsaved() { Saving::Waiting } else { Saving::Saved };
                let saving = sheet.saving.clone();
                self.events.push(Event::Saving { id, saving });
            }
            return;
        }
        let content = if sheet.is_unsaved() || sheet.theirs.is_some() {
            let three = ThreeWay { base: &sheet.saved.text, mine: &sheet.content.text, theirs: &theirs.text };
            let readable_form = sheet.form.filter(|_| theirs.fault.is_none());
            let merged_text = readable_form
                .and_then(|form| merged(&self.checker.reader, form, three, sheet.wishes.as_deref()));
            match merged_text {
                Some(text) => theirs.with(&text),
                None => return self.contradict(id, ForeignState::Content(theirs.clone())),
            }
        } else {
            theirs.clone()
        };
        sheet.theirs = None;
        sheet.saved = theirs.clone();
        self.replace(id, content);
    }

    /// Replaces the text of an open sheet by one of another program.
    fn replace(&mut self, id: SheetId, content: Content) {
        let now = self.clock.now();
        let Some(sheet) = self.open.get_mut(&id) else { return };
        let was = sheet.saving.clone();
        self.history.note_other(id, &sheet.content.text, &line_edits(&sheet.content.text, &content.text));
        sheet.take(&self.checker.reader, content);
        sheet.others = sheet.revision;
        if sheet.content.digest == sheet.saved.digest {
            sheet.settle();
        } else if sheet.wishes.is_some() {
            let wishes = sheet.wishes.clone();
            sheet.touch(now, None);
            sheet.wishes = wishes;
        } else {
            sheet.touch(now, None);
        }
        let (revision, saving) = (sheet.revision, sheet.saving.clone());
        self.events.push(Event::Changed { id, revision });
        if was != saving {
            self.events.push(Event::Saving { id, saving });
        }
        self.recheck(id);
    }

    /// Keeps both texts.
    fn contradict(&mut self, id: SheetId, theirs: ForeignState) {
        if let Some(sheet) = self.open.get_mut(&id) {
            let saving = if matches!(theirs, ForeignState::Gone) { Saving::Gone } else { Saving::Conflict };
            sheet.theirs = Some(theirs);
            self.set_saving(id, saving);
        }
    }

    /// Returns the differences between the two texts of a sheet in conflict; `None` without a conflict, or if the file is
    /// gone.
    pub fn conflict(&self, id: SheetId) -> Option<Conflict> {
        let sheet = self.open.get(&id)?;
        let ForeignState::Content(content) = sheet.theirs.as_ref()? else { return None };
        Some(conflict(
            &self.checker.reader,
            sheet.form.filter(|_| content.fault.is_none()),
            three(sheet, content),
        ))
    }

    /// Ends a conflict. Returns `None` if that closes the sheet, because its file is gone.
    ///
    /// # Errors
    /// Where the chosen text cannot be written; the conflict stays.
    pub fn choose(&mut self, id: SheetId, choice: Choice) -> Result<Option<Snapshot>, SessionError> {
        let theirs =
            self.open.get(&id).and_then(|sheet| sheet.theirs.clone()).ok_or(SessionError::NoSheet)?;
        match (choice, theirs) {
            (choice, ForeignState::Content(content)) if self.keep_both(id, &content, choice) => {}
            (Choice::Mine, theirs) => self.keep_mine(id, theirs)?,
            (Choice::Theirs, ForeignState::Content(content)) => self.keep_theirs(id, content),
            (Choice::Theirs, ForeignState::Gone) => {
                self.open.remove(&id);
                self.history.forget(id);
                self.reports.renew();
                self.is_unchecked = true;
                if let Some(entry) = self.entry_mut(id) {
                    entry.is_gone = true;
                }
                self.events.push(Event::Listed);
                return Ok(None);
            }
        }
        self.snapshot(id).map(Some)
    }

    /// Makes the changes of both sides, and in boxes that both changed those of the chosen side. Returns `false` if the
    /// whole text is to be chosen. Undo brings the session's texts of these boxes back.
    fn keep_both(&mut self, id: SheetId, content: &Content, choice: Choice) -> bool {
        let Some(sheet) = self.open.get_mut(&id) else { return false };
        let form = sheet.form.filter(|_| content.fault.is_none());
        let Some([mine, theirs]) = resolved(&self.checker.reader, form, three(sheet, content)) else {
            return false;
        };
        sheet.theirs = None;
        sheet.saving = Saving::Waiting;
        sheet.saved = content.clone();
        self.replace(id, content.with(&mine));
        if choice == Choice::Theirs {
            self.change(id, &theirs, None);
        }
        self.save(id);
        true
    }

    fn keep_mine(&mut self, id: SheetId, theirs: ForeignState) -> Result<(), SessionError> {
        let path = self.entry(id)?.file.path.clone();
        let shown = self.entry(id)?.file.shown.to_string();
        let sheet = self.open.get_mut(&id).ok_or(SessionError::NoSheet)?;
        match theirs {
            ForeignState::Gone => {
                let made = self.disk.create(&path, &sheet.content.bytes());
                made.map_err(|error| SessionError::Failed {
                    why: RunError::Unwritable(shown, error).words(),
                })?;
                sheet.saved = sheet.content.clone();
                self.is_unchecked = true;
            }
            ForeignState::Content(content) => {
                let within = bounds(&*self.disk, path.parent().unwrap_or(&path));
                let written = self.disk.replace(&path, &within, content.digest, &sheet.content.bytes());
                if let Err(why) = written {
                    if matches!(why, ReplaceError::Changed) {
                        self.look(id, false);
                        return Err(SessionError::Failed { why: changed_again() });
                    }
                    return Err(SessionError::Failed { why: RunError::Unreplaced(shown, why).words() });
                }
                sheet.saved = sheet.content.clone();
            }
        }
        sheet.theirs = None;
        sheet.settle();
        self.events.push(Event::Saving { id, saving: Saving::Saved });
        Ok(())
    }

    fn keep_theirs(&mut self, id: SheetId, content: Content) {
        let Some(sheet) = self.open.get_mut(&id) else { return };
        self.history.note(id, &sheet.content.text, &content.text);
        sheet.theirs = None;
        sheet.saved = content.clone();
        sheet.take(&self.checker.reader, content);
        sheet.others = sheet.revision;
        sheet.settle();
        let revision = sheet.revision;
        self.events.push(Event::Changed { id, revision });
        self.events.push(Event::Saving { id, saving: Saving::Saved });
        self.recheck(id);
    }
}

/// Returns the three states of a text in conflict.
fn three<'a>(sheet: &'a OpenSheet, theirs: &'a Content) -> ThreeWay<'a> {
    ThreeWay { base: &sheet.saved.text, mine: &sheet.content.text, theirs: &theirs.text }
}

fn changed_again() -> Message {
    Message::new(
        "選んでいる間に、ほかのプログラムがもう一度書き換えました。新しい内容を見て、選び直してください。",
        "Another program saved the file again meanwhile. Look at the new text, and choose again.",
    )
}
