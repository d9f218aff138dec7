//! Texts to the disk, and what other programs put there.

use std::io;

use super::Session;
use super::conflict::{conflict, resolved};
use super::merge::{Three, merged};
use super::sheet::{Content, OpenSheet, Theirs};
use super::state::{Choice, Conflict, Event, Refused, Saving, SheetId, Snapshot};
use crate::diff::line_edits;
use crate::disk::Unreplaced;
use crate::finding::Message;
use crate::read::{RunError, bounds};

impl Session {
    /// Says whether an input method composes in a box of the sheet: nothing is saved meanwhile.
    pub fn compose(&mut self, id: SheetId, is_composing: bool) {
        if let Some(sheet) = self.open.get_mut(&id) {
            sheet.is_composing = is_composing;
        }
    }

    /// Saves what waits in a sheet, since its box was left. The outcome is in the next [`Session::tick`] too.
    pub fn save(&mut self, id: SheetId) -> Saving {
        let is_waiting =
            |sheet: &OpenSheet| sheet.is_unsaved() && !sheet.is_composing && sheet.theirs.is_none();
        if self.open.get(&id).is_some_and(is_waiting) {
            self.write(id);
        }
        self.open.get(&id).map_or(Saving::Saved, |sheet| sheet.saving.clone())
    }

    /// Writes a text where nobody else wrote since; else makes both changes and tries once more.
    pub(super) fn write(&mut self, id: SheetId) {
        let was = self.open.get(&id).map(|sheet| sheet.saving.clone());
        for _ in 0..3 {
            let Some(Unreplaced::Changed) = self.try_to_write(id) else { break };
            self.look(id);
            if self.open.get(&id).is_none_or(|sheet| !sheet.is_unsaved() || sheet.theirs.is_some()) {
                break;
            }
        }
        let is = self.open.get(&id).map(|sheet| sheet.saving.clone());
        if let Some(saving) = is.filter(|_| !matches!(was, Some(Saving::Conflict | Saving::Gone))) {
            self.events.push(Event::Saving { id, saving });
        }
    }

    fn try_to_write(&mut self, id: SheetId) -> Option<Unreplaced> {
        let path = self.entry(id).ok()?.file.path.clone();
        let now = self.clock.now();
        let sheet = self.open.get_mut(&id)?;
        let within = bounds(&*self.disk, path.parent().unwrap_or(&path));
        let written = self.disk.replace(&path, &within, sheet.saved.digest, &sheet.content.bytes());
        match written {
            Ok(()) => {
                sheet.saved = sheet.content.clone();
                sheet.settle();
                // Another program may have saved since: the next look reads the file.
                self.stamps.remove(&path);
                None
            }
            Err(Unreplaced::Failed(error)) if error.kind() == io::ErrorKind::NotFound => {
                self.contradict(id, Theirs::Gone);
                None
            }
            Err(why @ Unreplaced::Changed) => {
                // Where looking at it brings nothing new it is tried again.
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

    /// Looks for what other programs saved of the open sheets.
    pub(super) fn look_at_open(&mut self) {
        let ids: Vec<SheetId> = self.open.keys().copied().collect();
        for id in ids {
            let Ok(path) = self.entry(id).map(|entry| entry.file.path.clone()) else { continue };
            let stamp = self.disk.stamp(&path).ok();
            if stamp.is_none() || self.stamps.get(&path) != Some(&stamp) {
                self.stamps.insert(path, stamp);
                self.look(id);
            }
        }
    }

    /// Reads an open sheet's file again.
    fn look(&mut self, id: SheetId) {
        let Ok(path) = self.entry(id).map(|entry| entry.file.path.clone()) else { return };
        match self.disk.read_source(&path) {
            Ok(bytes) => self.compare_with(id, &Content::of(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.contradict(id, Theirs::Gone),
            // A share that cannot be reached may come back.
            Err(error) => {
                let why = RunError::Unreadable(path.display().to_string(), error).words();
                self.tell(id, Saving::Failed { why });
            }
        }
    }

    fn tell(&mut self, id: SheetId, saving: Saving) {
        if let Some(sheet) = self.open.get_mut(&id).filter(|sheet| sheet.saving != saving) {
            sheet.saving = saving.clone();
            self.events.push(Event::Saving { id, saving });
        }
    }

    /// Takes over what another program saved, beside what is not saved here.
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
            let three = Three { base: &sheet.saved.text, mine: &sheet.content.text, theirs: &theirs.text };
            let both = sheet.form.filter(|_| theirs.fault.is_none());
            let both = both.and_then(|form| merged(&self.bench.reader, form, three, sheet.wishes.as_deref()));
            match both {
                Some(text) => theirs.with(&text),
                None => return self.contradict(id, Theirs::Content(theirs.clone())),
            }
        } else {
            theirs.clone()
        };
        sheet.theirs = None;
        sheet.saved = theirs.clone();
        self.replace(id, content);
    }

    /// Puts a text of others in the place of an open sheet's.
    fn replace(&mut self, id: SheetId, content: Content) {
        let now = self.clock.now();
        let Some(sheet) = self.open.get_mut(&id) else { return };
        let was = sheet.saving.clone();
        self.history.note_other(id, &sheet.content.text, &line_edits(&sheet.content.text, &content.text));
        sheet.take(&self.bench.reader, content);
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
        self.judge_folder(id);
    }

    /// Keeps both texts.
    fn contradict(&mut self, id: SheetId, theirs: Theirs) {
        if let Some(sheet) = self.open.get_mut(&id) {
            let saving = if matches!(theirs, Theirs::Gone) { Saving::Gone } else { Saving::Conflict };
            sheet.theirs = Some(theirs);
            self.tell(id, saving);
        }
    }

    /// Returns what the two texts of a sheet in conflict have differently; `None` if there is no conflict, or the
    /// file is gone.
    pub fn conflict(&self, id: SheetId) -> Option<Conflict> {
        let sheet = self.open.get(&id)?;
        let Theirs::Content(content) = sheet.theirs.as_ref()? else { return None };
        Some(conflict(
            &self.bench.reader,
            sheet.form.filter(|_| content.fault.is_none()),
            three(sheet, content),
        ))
    }

    /// Ends a conflict. Returns `None` where the sheet is closed by that, since its file is gone.
    ///
    /// # Errors
    /// Where the chosen text cannot be written; the conflict stays.
    pub fn choose(&mut self, id: SheetId, choice: Choice) -> Result<Option<Snapshot>, Refused> {
        let theirs = self.open.get(&id).and_then(|sheet| sheet.theirs.clone()).ok_or(Refused::NoSheet)?;
        match (choice, theirs) {
            (choice, Theirs::Content(content)) if self.keep_both(id, &content, choice) => {}
            (Choice::Mine, theirs) => self.keep_mine(id, theirs)?,
            (Choice::Theirs, Theirs::Content(content)) => self.keep_theirs(id, content),
            (Choice::Theirs, Theirs::Gone) => {
                self.open.remove(&id);
                self.history.forget(id);
                self.scan();
                self.events.push(Event::Listed);
                return Ok(None);
            }
        }
        self.snapshot(id).map(Some)
    }

    /// Makes the changes of both, and of boxes that both changed the chosen one; not where the choice is one of the
    /// whole text. Undo brings the session's texts of these boxes back.
    fn keep_both(&mut self, id: SheetId, content: &Content, choice: Choice) -> bool {
        let Some(sheet) = self.open.get_mut(&id) else { return false };
        let form = sheet.form.filter(|_| content.fault.is_none());
        let Some([mine, theirs]) = resolved(&self.bench.reader, form, three(sheet, content)) else {
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

    fn keep_mine(&mut self, id: SheetId, theirs: Theirs) -> Result<(), Refused> {
        let path = self.entry(id)?.file.path.clone();
        let shown = self.entry(id)?.file.shown.to_string();
        let sheet = self.open.get_mut(&id).ok_or(Refused::NoSheet)?;
        match theirs {
            Theirs::Gone => {
                let made = self.disk.create(&path, &sheet.content.bytes());
                made.map_err(|error| Refused::Failed { why: RunError::Unwritable(shown, error).words() })?;
                sheet.saved = sheet.content.clone();
                self.is_unjudged = true;
            }
            Theirs::Content(content) => {
                let within = bounds(&*self.disk, path.parent().unwrap_or(&path));
                let written = self.disk.replace(&path, &within, content.digest, &sheet.content.bytes());
                if let Err(why) = written {
                    if matches!(why, Unreplaced::Changed) {
                        self.look(id);
                        return Err(Refused::Failed { why: changed_again() });
                    }
                    return Err(Refused::Failed { why: RunError::Unreplaced(shown, why).words() });
                }
                sheet.saved = sheet.content.clone();
            }
        }
        sheet.theirs = None;
        sheet.settle();
        self.stamps.remove(&path);
        self.events.push(Event::Saving { id, saving: Saving::Saved });
        Ok(())
    }

    fn keep_theirs(&mut self, id: SheetId, content: Content) {
        let Some(sheet) = self.open.get_mut(&id) else { return };
        self.history.note(id, &sheet.content.text, &content.text);
        sheet.theirs = None;
        sheet.saved = content.clone();
        sheet.take(&self.bench.reader, content);
        sheet.others = sheet.revision;
        sheet.settle();
        let revision = sheet.revision;
        self.events.push(Event::Changed { id, revision });
        self.events.push(Event::Saving { id, saving: Saving::Saved });
        self.judge_folder(id);
    }
}

/// Returns the three states of a text in conflict.
fn three<'a>(sheet: &'a OpenSheet, theirs: &'a Content) -> Three<'a> {
    Three { base: &sheet.saved.text, mine: &sheet.content.text, theirs: &theirs.text }
}

fn changed_again() -> Message {
    Message::new(
        "選んでいる間に、ほかのプログラムがもう一度書き換えました。新しい内容を見て、選び直してください。",
        "Another program saved the file again meanwhile. Look at the new text, and choose again.",
    )
}
