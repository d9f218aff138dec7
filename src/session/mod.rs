//! Sheets while somebody writes them: texts with revisions, undo, saving, and what other programs save meanwhile.
//! `mokuhyo open` serves it; nothing in here knows of HTTP.
//!
//! A session is asked and told from one thread at a time, and never waits: what is due by time is done by
//! [`Session::tick`], which the server calls every 50 ms or so. Every change becomes a revision. A text is saved
//! where nobody else saved the file since it was read; where somebody did, both changes are made, or both texts are
//! kept until a person chooses.

mod begin;
mod changes;
mod clock;
mod conflict;
mod history;
mod judging;
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

pub use self::clock::{Clock, SystemClock};
use self::history::History;
use self::judging::Bench;
use self::list::Entry;
pub use self::names::proposed_name;
use self::overlay::Known;
use self::sheet::OpenSheet;
pub use self::state::{
    Choice, Conflict, Difference, Event, Refused, Revision, Saving, SheetId, SheetState, Snapshot,
};
use crate::disk::{Disk, Stamp, WritableDisk};
use crate::finding::Message;
use crate::git::Tree;
use crate::read::RunError;

/// A disk that threads may share.
pub type SharedDisk = Arc<dyn WritableDisk + Send + Sync>;

/// How often open sheets are looked at.
const LOOK: Duration = Duration::from_millis(250);

/// How often the other files are.
const SCAN: Duration = Duration::from_secs(5);

/// The sheets of a collection while somebody writes them.
pub struct Session {
    disk: SharedDisk,
    clock: Arc<dyn Clock>,
    /// As it was named.
    path: PathBuf,
    /// The collection's folder.
    root: PathBuf,
    /// Where `build` puts what it makes.
    out: PathBuf,
    bench: Bench,
    /// Every sheet that was ever seen; a number is a place here.
    entries: Vec<Entry>,
    open: BTreeMap<SheetId, OpenSheet>,
    history: History,
    known: Known,
    stamps: BTreeMap<PathBuf, Option<Stamp>>,
    /// The sheets and folders that could not be read when the whole collection was judged.
    unreadable: Vec<Message>,
    events: Vec<Event>,
    next_look: Duration,
    next_scan: Duration,
    /// Whether something changed since the whole collection was judged.
    is_unjudged: bool,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("root", &self.root).finish_non_exhaustive()
    }
}

impl Session {
    /// Reads the collection at `path`: a collection, a folder of one, or a sheet. A folder without sheets is an empty
    /// collection.
    ///
    /// # Errors
    /// Where nothing at `path` is a collection's.
    pub fn open(disk: SharedDisk, path: &Path, clock: Arc<dyn Clock>) -> Result<Self, Vec<RunError>> {
        let now = clock.now();
        let mut session = Self {
            disk,
            clock,
            path: path.to_owned(),
            root: path.to_owned(),
            out: PathBuf::from("out"),
            bench: Bench::default(),
            entries: Vec::new(),
            open: BTreeMap::new(),
            history: History::default(),
            known: Known::default(),
            stamps: BTreeMap::new(),
            unreadable: Vec::new(),
            events: Vec::new(),
            next_look: now + LOOK,
            next_scan: now + SCAN,
            is_unjudged: false,
        };
        session.begin()?;
        Ok(session)
    }

    /// Sets the folder that `build` puts its outputs into, by whose manifest a PDF is known to be of today.
    pub fn outputs_in(&mut self, out: &Path) {
        out.clone_into(&mut self.out);
        self.look_at_outputs();
    }

    /// Opens a sheet, or returns an open one as it is.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn open_sheet(&mut self, id: SheetId) -> Result<Snapshot, Refused> {
        self.opened(id)?;
        self.snapshot(id)
    }

    /// Closes a sheet that no page shows any more; returns whether it is closed. One that cannot be saved stays open.
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

    /// Does what is due: saves, looks for what other programs saved, judges. Returns what a page should know.
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
        if now >= self.next_scan {
            self.next_scan = now + SCAN;
            self.scan();
        }
        if self.is_unjudged && self.open.values().all(|sheet| sheet.is_quiet(now)) {
            self.judge_all();
        }
        std::mem::take(&mut self.events)
    }

    /// Returns a sheet's text at `against`, a git revision, for the 見え消し against it.
    ///
    /// # Errors
    /// Where there is no repository, revision or such file in it.
    pub fn compare(&self, id: SheetId, against: &str) -> Result<String, Refused> {
        let path = &self.entry(id)?.file.path;
        let tree = Tree::at(path, against).map_err(|error| Refused::Failed { why: error.message() })?;
        let bytes = tree.read(path).map_err(|_| Refused::Failed { why: not_in(against) })?;
        Ok(sheet::Content::of(&bytes).text.to_string())
    }

    fn snapshot(&self, id: SheetId) -> Result<Snapshot, Refused> {
        let sheet = self.open.get(&id).ok_or(Refused::NoSheet)?;
        Ok(Snapshot {
            id,
            revision: sheet.revision,
            text: sheet.content.text.to_string(),
            is_readable: sheet.is_readable,
            values: sheet.values.clone(),
            findings: sheet.findings.clone(),
            is_judged: sheet.judged == Some(sheet.revision),
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
