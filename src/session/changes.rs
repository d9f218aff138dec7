//! Changes of a text: edits of values, corrections, undo.

use super::Session;
use super::merge::is_same_item;
use super::sheet::ForeignState;
use super::state::{Revision, SessionError, SheetId, Snapshot};
use crate::edit::{Address, Edited, MendVerifier, Refusal, Wish, apply, values};
use crate::finding::{Finding, Mend, Message};
use crate::rules::FileKind;
use crate::sheet::Form;
use crate::source::Edit;

impl Session {
    /// Makes an edit that a page asked for when it showed the revision `base`.
    ///
    /// # Errors
    /// Where it cannot be made. The page keeps the text that was typed.
    pub fn edit(&mut self, id: SheetId, base: Revision, wish: &Wish) -> Result<Snapshot, SessionError> {
        self.opened(id)?;
        let sheet = self.open.get(&id).ok_or(SessionError::NoSheet)?;
        // The boxes of an unreadable text are those of an earlier one, so the fault of the text is reported instead.
        if sheet.is_readable || sheet.theirs.is_some() {
            self.check(id, base, Some(wish.address()))?;
        }
        let sheet = self.open.get(&id).ok_or(SessionError::NoSheet)?;
        if let Some(finding) = &sheet.content.fault {
            return Err(SessionError::Wish { finding: finding.clone() });
        }
        let form = sheet.form.unwrap_or(Form::Department);
        let edited = apply(&self.checker.reader, &sheet.content.text, form, wish);
        let Edited { text, removed_comments, .. } =
            edited.map_err(|Refusal(finding)| SessionError::Wish { finding })?;
        if !sheet.is_readable {
            return Err(SessionError::Outdated { revision: sheet.revision });
        }
        self.change(id, &text, Some(wish));
        Ok(Snapshot { removed_comments, ..self.snapshot(id)? })
    }

    /// Refuses an edit of a box that another program has changed since, or that has moved, and every change of a text in
    /// conflict.
    fn check(&self, id: SheetId, base: Revision, at: Option<&Address>) -> Result<(), SessionError> {
        let sheet = self.open.get(&id).ok_or(SessionError::NoSheet)?;
        if let Some(theirs) = &sheet.theirs {
            return Err(SessionError::Failed { why: in_conflict(theirs) });
        }
        let outdated = Err(SessionError::Outdated { revision: sheet.revision });
        if base > sheet.revision {
            return outdated;
        }
        let (Some(at), true) = (at, base < sheet.others.max(sheet.moved)) else { return Ok(()) };
        let Some(old) = sheet.at(base) else { return outdated };
        let reader = &self.checker.reader;
        let form = sheet.form.unwrap_or(Form::Department);
        let value = |text: &str| {
            values(reader, text, form).into_iter().find(|value| value.at == *at).map(|value| value.text)
        };
        let is_same =
            is_same_item(reader, &old, &sheet.content.text, at) && value(&old) == value(&sheet.content.text);
        if is_same { Ok(()) } else { outdated }
    }

    /// Replaces the text of a sheet by a change of this session.
    pub(super) fn change(&mut self, id: SheetId, text: &str, wish: Option<&Wish>) {
        let now = self.clock.now();
        let Some(sheet) = self.open.get_mut(&id) else { return };
        if *sheet.content.text == *text {
            return;
        }
        self.history.note(id, &sheet.content.text, text);
        sheet.take(&self.checker.reader, sheet.content.with(text));
        if !matches!(wish, Some(Wish::Set { .. } | Wish::Clear { .. })) {
            sheet.moved = sheet.revision;
        }
        sheet.touch(now, wish);
        self.recheck(id);
    }

    /// Applies the correction, certain or proposed, of a finding; `finding` is its index in the snapshot.
    ///
    /// # Errors
    /// Where the revision is not the latest, or the finding has no correction that can be proved.
    pub fn mend(&mut self, id: SheetId, base: Revision, finding: usize) -> Result<Snapshot, SessionError> {
        self.opened(id)?;
        self.check(id, base, None)?;
        let sheet = self.open.get(&id).ok_or(SessionError::NoSheet)?;
        if base != sheet.revision {
            return Err(SessionError::Outdated { revision: sheet.revision });
        }
        let text = &*sheet.content.text;
        let mended = sheet.findings.get(finding).and_then(|finding| self.mended(text, finding));
        let mended = mended.ok_or_else(|| SessionError::Failed { why: no_mend() })?;
        self.change(id, &mended, None);
        self.snapshot(id)
    }

    /// Returns a text with the correction of a finding; `None` if it cannot be proved to be one.
    fn mended(&self, text: &str, finding: &Finding) -> Option<String> {
        let mend = finding.mend.as_ref()?;
        let mut edits: Vec<&Edit> = mend.edits().iter().collect();
        edits.sort();
        let mut mended = text.to_owned();
        for edit in edits.iter().rev() {
            mended.get(edit.span.range())?;
            mended.replace_range(edit.span.range(), &edit.text);
        }
        let reader = &self.checker.reader;
        let is_sound = match mend {
            Mend::Certain(_) => {
                let proof = MendVerifier::of(reader, FileKind::Sheet, "", text.as_bytes());
                proof.holds(mended.as_bytes(), &edits)
            }
            Mend::Proposed(_) => {
                let [before, after] = [text, &mended].map(|text| reader.sheet("", text.as_bytes()));
                after.model.is_some() && after.findings.len() <= before.findings.len()
            }
        };
        is_sound.then_some(mended)
    }

    /// Undoes the last change of this session, in any sheet. Returns `None` if there is no change left.
    ///
    /// # Errors
    /// Where another program has since changed the same place.
    pub fn undo(&mut self) -> Result<Option<Snapshot>, SessionError> {
        let Some(id) = self.history.last() else { return Ok(None) };
        let text = self.text(id)?;
        let restored = self.history.undo(&text);
        self.restore(restored)
    }

    /// Redoes the change that was undone last.
    ///
    /// # Errors
    /// As [`Session::undo`].
    pub fn redo(&mut self) -> Result<Option<Snapshot>, SessionError> {
        let Some(id) = self.history.next() else { return Ok(None) };
        let text = self.text(id)?;
        let restored = self.history.redo(&text);
        self.restore(restored)
    }

    /// Returns the text of a sheet in which a change is to be undone or redone.
    fn text(&mut self, id: SheetId) -> Result<String, SessionError> {
        self.opened(id)?;
        let sheet = self.open.get(&id).ok_or(SessionError::NoSheet)?;
        if let Some(theirs) = &sheet.theirs {
            return Err(SessionError::Failed { why: in_conflict(theirs) });
        }
        Ok(sheet.content.text.to_string())
    }

    fn restore(
        &mut self,
        restored: Option<super::history::Restored>,
    ) -> Result<Option<Snapshot>, SessionError> {
        let Some((id, text)) = restored else { return Ok(None) };
        let text = text.ok_or_else(|| SessionError::Failed { why: not_restored() })?;
        let now = self.clock.now();
        let sheet = self.open.get_mut(&id).ok_or(SessionError::NoSheet)?;
        sheet.take(&self.checker.reader, sheet.content.with(&text));
        sheet.moved = sheet.revision;
        sheet.touch(now, None);
        self.recheck(id);
        self.snapshot(id).map(Some)
    }
}

fn in_conflict(theirs: &ForeignState) -> Message {
    match theirs {
        ForeignState::Content(_) => Message::new(
            "ほかのプログラムが同じ所を書き換えました。先に、どちらの内容を残すか選んでください。",
            "Another program changed the same place. Choose first which text to keep.",
        ),
        ForeignState::Gone => Message::new(
            "このファイルは、ほかのプログラムが消したか、名前を変えました。先に、もう一度作るか選んでください。",
            "Another program removed or renamed this file. Choose first whether to write it again.",
        ),
    }
}

fn no_mend() -> Message {
    Message::new(
        "この指摘は、ここからは直せません。直し方を読んで、欄に書いてください。",
        "This finding cannot be mended from here. Read its help, and write it into the box.",
    )
}

fn not_restored() -> Message {
    Message::new(
        "その後でほかのプログラムが同じ所を書き換えたので、元に戻せません。",
        "Another program has changed the same place since, so this cannot be undone or redone.",
    )
}
