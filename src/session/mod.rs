//! Sheets that are being edited: texts with revisions, undo, saving, and the saves of other programs.
//! `mokuhyo open` serves a session; this module does not use HTTP.
//!
//! A session is used by one thread at a time and never waits. [`Session::tick`], which the server calls every 50 ms or
//! so, does what is due: it saves, and takes the results of [`background`] work, so that an edit of one sheet never
//! waits for the check of all others. Every change makes a revision. A text is saved only if no other program has saved
//! the file since it was read. If one has, both changes are merged, or both texts are kept until a person chooses.

mod background;
mod begin;
mod changes;
mod checker;
mod checks;
mod clock;
mod conflict;
mod files;
mod history;
mod list;
mod merge;
mod names;
mod overlay;
mod saving;
mod sheet;
mod state;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use self::background::Reports;
pub use self::background::{Background, Threads, Work};
use self::checker::Checker;
pub use self::clock::{Clock, SystemClock};
use self::history::History;
use self::list::ListedSheet;
pub use self::list::joined;
pub use self::names::proposed_name;
use self::overlay::KnownFiles;
use self::sheet::OpenSheet;
pub use self::state::{
    Choice, Conflict, Difference, Event, Revision, Saving, SessionError, SheetId, SheetState, Snapshot,
};
use crate::disk::{Disk, Stamp, WritableDisk};
use crate::finding::Message;
use crate::git::{Commit, Tree};
use crate::pipeline::Built;
use crate::read::RunError;

/// A disk that threads may share.
pub type SharedDisk = Arc<dyn WritableDisk + Send + Sync>;

/// The interval between looks at the files of open sheets.
const LOOK: Duration = Duration::from_millis(250);

/// The interval between looks at all files.
const SCAN: Duration = Duration::from_secs(5);

/// The sheets of a collection that are being edited.
pub struct Session {
    disk: SharedDisk,
    clock: Arc<dyn Clock>,
    background: Arc<dyn Background>,
    reports: Reports,
    /// The path as it was typed.
    path: PathBuf,
    /// The folder of the collection.
    root: PathBuf,
    /// The folder that `build` writes to.
    out: PathBuf,
    /// The manifest of that folder, as of the last look.
    built: Option<Built>,
    checker: Checker,
    /// Every sheet that was ever listed; a [`SheetId`] is an index of this list.
    entries: Vec<ListedSheet>,
    /// The numbers of the sheets, by path.
    places: BTreeMap<PathBuf, SheetId>,
    open: BTreeMap<SheetId, OpenSheet>,
    history: History,
    known: KnownFiles,
    stamps: BTreeMap<PathBuf, Option<Stamp>>,
    /// The sheets and folders that could not be read by the last check of the whole collection.
    unreadable: Vec<Message>,
    events: Vec<Event>,
    next_look: Duration,
    next_scan: Duration,
    /// `true` if something changed since the last check of the whole collection began.
    is_unchecked: bool,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("root", &self.root).finish_non_exhaustive()
    }
}

impl Session {
    /// Lists the collection at `path`: a collection, a folder of one, or a sheet. A folder without sheets is an empty
    /// collection. The sheets are checked in the background.
    ///
    /// # Errors
    /// Where nothing at `path` belongs to a collection.
    pub fn open(
        disk: SharedDisk,
        path: &Path,
        clock: Arc<dyn Clock>,
        background: Arc<dyn Background>,
    ) -> Result<Self, Vec<RunError>> {
        let now = clock.now();
        let mut session = Self {
            disk,
            clock,
            background,
            reports: Reports::default(),
            path: path.to_owned(),
            root: path.to_owned(),
            out: PathBuf::from("out"),
            built: None,
            checker: Checker::default(),
            entries: Vec::new(),
            places: BTreeMap::new(),
            open: BTreeMap::new(),
            history: History::default(),
            known: KnownFiles::default(),
            stamps: BTreeMap::new(),
            unreadable: Vec::new(),
            events: Vec::new(),
            next_look: now + LOOK,
            next_scan: now + SCAN,
            is_unchecked: false,
        };
        session.begin()?;
        Ok(session)
    }

    /// Opens a sheet, or returns an open one as it is.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn open_sheet(&mut self, id: SheetId) -> Result<Snapshot, SessionError> {
        self.opened(id)?;
        self.snapshot(id)
    }

    /// Closes a sheet. Returns whether it is closed: one that cannot be saved stays open.
    pub fn close_sheet(&mut self, id: SheetId) -> bool {
        self.compose(id, false);
        let is_saved = self.save(id) == Saving::Saved;
        if is_saved {
            self.open.remove(&id);
        }
        is_saved
    }

    /// Returns whether there is something to undo, and to redo.
    pub fn history(&self) -> (bool, bool) {
        self.history.is_open()
    }

    /// Does what is due: saves, looks for the saves of other programs, starts checks and takes their results. Returns
    /// what has changed.
    pub fn tick(&mut self) -> Vec<Event> {
        let now = self.clock.now();
        let due: Vec<SheetId> =
            self.open.iter().filter(|(_, sheet)| sheet.is_due(now)).map(|(id, _)| *id).collect();
        for id in due {
            self.write(id);
        }
        if now >= self.next_look {
            self.next_look = now + LOOK;
            self.look_at_open();
        }
        self.take_reports();
        if !self.reports.is_busy() && now >= self.next_scan {
            self.next_scan = now + SCAN;
            self.start_scan();
            self.take_reports();
        }
        let is_quiet = || self.open.values().all(|sheet| sheet.is_quiet(now));
        if self.is_unchecked && !self.reports.is_busy() && is_quiet() {
            self.start_check();
            self.take_reports();
        }
        std::mem::take(&mut self.events)
    }

    /// Returns the text of a sheet at `against`, a git revision.
    ///
    /// # Errors
    /// Where there is no repository, no such revision, or no such file in it.
    pub fn compare(&self, id: SheetId, against: &str) -> Result<String, SessionError> {
        let path = &self.entry(id)?.file.path;
        let tree = Tree::at(path, against).map_err(|error| SessionError::Failed { why: error.message() })?;
        let bytes = tree.read(path).map_err(|_| SessionError::Failed { why: not_in(against) })?;
        Ok(sheet::Content::of(&bytes).text.to_string())
    }

    /// Returns the commits that changed a sheet, the latest first; none outside a repository.
    ///
    /// # Errors
    /// Where the session has no such sheet.
    pub fn revisions(&self, id: SheetId) -> Result<Vec<Commit>, SessionError> {
        let commits = Commit::of_file(&self.entry(id)?.file.path);
        // The message of a comparison says what is wrong with the repository.
        Ok(commits.unwrap_or_else(|_| Vec::new()))
    }

    fn snapshot(&self, id: SheetId) -> Result<Snapshot, SessionError> {
        let sheet = self.open.get(&id).ok_or(SessionError::NoSheet)?;
        Ok(Snapshot {
            id,
            revision: sheet.revision,
            text: sheet.content.text.to_string(),
            is_readable: sheet.is_readable,
            values: sheet.values.clone(),
            findings: sheet.findings.clone(),
            is_checked: sheet.checked == Some(sheet.revision),
            saving: sheet.saving.clone(),
            removed_comments: Vec::new(),
        })
    }
}

fn not_in(revision: &str) -> Message {
    let revision = crate::finding::brief(revision);
    Message::new(
        format!("「{revision}」の版には、このシートがありません。"),
        format!("The revision {revision} does not have this sheet."),
    )
}

#[cfg(test)]
mod tests;
