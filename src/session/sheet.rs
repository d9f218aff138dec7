//! An open sheet: its text, its revisions, and the times at which it is saved.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::state::{Revision, Saving};
use crate::disk::Stamp;
use crate::edit::{FieldValue, Wish, values};
use crate::finding::Finding;
use crate::read::{Reader, decode};
use crate::sheet::{Form, Model};
use crate::source::{Digest, Source};
use crate::yaml;

/// The time from the last key to the save.
const QUIET: Duration = Duration::from_millis(400);

/// The longest time from the first unsaved change to the save, even if typing goes on.
const LATEST: Duration = Duration::from_millis(800);

/// The time after which a failed save is tried again.
const AGAIN: Duration = Duration::from_secs(2);

/// The longest tick of a file system's clock (FAT: 2 s), and some more.
const TICK: Duration = Duration::from_secs(3);

/// The number of revisions that a page may be behind.
const RECENT: usize = 64;

/// The byte order mark, which a file keeps.
const MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// The text of a file, without its byte order mark.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) text: Arc<str>,
    has_mark: bool,
    /// The fault of bytes that are not a text. They are shown and never saved.
    pub(super) fault: Option<Box<Finding>>,
    pub(super) digest: Digest,
}

impl Content {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let digest = Digest::of(bytes);
        let (text, fault) = match decode(bytes) {
            Ok(text) => (text, None),
            Err(finding) => (String::from_utf8_lossy(bytes).into_owned(), Some(finding)),
        };
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        Self { text: text.into(), has_mark: bytes.starts_with(MARK), fault, digest }
    }

    /// Returns another text in the same file.
    pub(super) fn with(&self, text: &str) -> Self {
        let mut content = Self { text: text.into(), ..self.clone() };
        content.digest = Digest::of(&content.bytes());
        content
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mark = if self.has_mark { MARK } else { &[] };
        [mark, self.text.as_bytes()].concat()
    }
}

/// The state that another program left the file in while a change of the session was not saved.
#[derive(Debug, Clone)]
pub(super) enum ForeignState {
    Content(Content),
    /// The file is gone.
    Gone,
}

/// The state of a file's bytes, by its stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StampState {
    /// They have been read, and have not changed since.
    Known,
    /// They may have changed since the last look.
    New,
    /// They have been read with this stamp, but may have changed within the same tick.
    Again,
}

/// An open sheet.
#[derive(Debug)]
pub(super) struct OpenSheet {
    /// The text that pages show.
    pub(super) content: Content,
    /// The text on the disk, as of the last look.
    pub(super) saved: Content,
    pub(super) revision: Revision,
    /// The last revision that another program made.
    pub(super) others: Revision,
    /// The last revision in which items may have other indices than in the one before it.
    pub(super) moved: Revision,
    recent: VecDeque<(Revision, Arc<str>)>,
    /// The edits of values that lead from the saved text to this one; `None` if there were other changes.
    pub(super) wishes: Option<Vec<Wish>>,
    first_unsaved: Option<Duration>,
    last_change: Duration,
    pub(super) is_composing: bool,
    /// The stamp of the file when it was last read, and the time at which that stamp was first seen.
    stamp: Option<(Option<Stamp>, Duration)>,
    /// The time at which a failed save is tried again.
    again: Option<Duration>,
    pub(super) saving: Saving,
    pub(super) theirs: Option<ForeignState>,
    pub(super) form: Option<Form>,
    /// The boxes of the last text that could be read.
    pub(super) values: Vec<FieldValue>,
    pub(super) is_readable: bool,
    pub(super) findings: Vec<Finding>,
    /// The revision that was last checked beside all other sheets.
    pub(super) checked: Option<Revision>,
}

impl OpenSheet {
    /// Creates an open sheet from the bytes of a file.
    pub(super) fn of(reader: &Reader, bytes: &[u8], now: Duration) -> Self {
        let content = Content::of(bytes);
        let mut sheet = Self {
            saved: content.clone(),
            revision: Revision(1),
            others: Revision(1),
            moved: Revision(1),
            recent: VecDeque::from([(Revision(1), Arc::clone(&content.text))]),
            wishes: Some(Vec::new()),
            first_unsaved: None,
            last_change: now,
            is_composing: false,
            stamp: None,
            again: None,
            saving: Saving::Saved,
            theirs: None,
            form: None,
            values: Vec::new(),
            is_readable: false,
            findings: Vec::new(),
            checked: None,
            content,
        };
        sheet.look(reader);
        sheet
    }

    /// Finds the boxes of the text.
    fn look(&mut self, reader: &Reader) {
        let form = form(reader, &self.content);
        self.is_readable = form.is_some();
        if let Some(form) = form {
            self.form = Some(form);
            self.values = values(reader, &self.content.text, form);
        }
    }

    /// Sets a new text.
    pub(super) fn take(&mut self, reader: &Reader, content: Content) {
        self.content = content;
        self.revision.0 += 1;
        self.recent.push_back((self.revision, Arc::clone(&self.content.text)));
        if self.recent.len() > RECENT {
            self.recent.pop_front();
        }
        self.look(reader);
    }

    /// Returns the text of a recent revision.
    pub(super) fn at(&self, revision: Revision) -> Option<Arc<str>> {
        self.recent.iter().find(|(known, _)| *known == revision).map(|(_, text)| Arc::clone(text))
    }

    /// Records that the text was changed at `now`.
    pub(super) fn touch(&mut self, now: Duration, wish: Option<&Wish>) {
        self.last_change = now;
        self.again = None;
        if self.content.digest == self.saved.digest {
            self.settle();
            return;
        }
        self.first_unsaved.get_or_insert(now);
        match (wish, &mut self.wishes) {
            (Some(wish), Some(wishes)) => wishes.push(wish.clone()),
            (None, wishes) => *wishes = None,
            (Some(_), None) => {}
        }
        if self.theirs.is_none() {
            self.saving = Saving::Waiting;
        }
    }

    /// Records that the text is on the disk.
    pub(super) fn settle(&mut self) {
        self.first_unsaved = None;
        self.again = None;
        self.wishes = Some(Vec::new());
        if self.theirs.is_none() {
            self.saving = Saving::Saved;
        }
    }

    /// Records that the text could not be saved.
    pub(super) fn fail(&mut self, now: Duration, saving: Saving) {
        self.saving = saving;
        self.again = Some(now + AGAIN);
    }

    /// Takes the stamp of the file, and returns what it says of the bytes. A stamp that is new says little: a second save
    /// of the same length within a tick of the file system's clock leaves it as it is.
    pub(super) fn seen(&mut self, stamp: Option<Stamp>, now: Duration) -> StampState {
        match &self.stamp {
            Some((known, since)) if *known == stamp => {
                if stamp.is_some() && now >= *since + TICK {
                    StampState::Known
                } else {
                    StampState::Again
                }
            }
            _ => {
                self.stamp = Some((stamp, now));
                StampState::New
            }
        }
    }

    /// Returns whether bytes look like a save of another program that is not complete yet: they are the beginning of the
    /// text that was there, or cannot be read.
    pub(super) fn is_torn(&self, reader: &Reader, content: &Content) -> bool {
        self.saved.text.starts_with(&*content.text) || form(reader, content).is_none()
    }

    /// Returns whether the text differs from the one on the disk.
    pub(super) fn is_unsaved(&self) -> bool {
        self.first_unsaved.is_some()
    }

    /// Returns whether the text is to be saved now.
    pub(super) fn is_due(&self, now: Duration) -> bool {
        let Some(first) = self.first_unsaved.filter(|_| !self.is_composing && self.theirs.is_none()) else {
            return false;
        };
        match self.again {
            Some(again) => now >= again,
            None => now >= (self.last_change + QUIET).min(first + LATEST),
        }
    }

    /// Returns whether nothing has been typed for a while.
    pub(super) fn is_quiet(&self, now: Duration) -> bool {
        now >= self.last_change + QUIET
    }
}

/// Returns the form of a text; `None` if it cannot be read.
fn form(reader: &Reader, content: &Content) -> Option<Form> {
    let text = &content.text;
    let is_yaml = yaml::parse(Source::new("", &**text).text()).is_ok_and(|parsed| parsed.root.is_some());
    let model = reader.sheet("", text.as_bytes()).model.filter(|_| is_yaml && content.fault.is_none());
    model.as_ref().map(Model::form)
}
