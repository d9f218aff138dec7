//! Sheets while somebody writes them: texts with revisions, undo, saving, and what other programs save meanwhile.
//! `mokuhyo open` serves it; nothing in here knows of HTTP.
//!
//! A session is asked and told from one thread at a time, and never waits: what is due by time is done by
//! [`Session::tick`], which the server calls every 50 ms or so.

mod clock;
mod state;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::clock::{Clock, SystemClock};
pub use self::state::{Choice, Conflict, Event, Refused, Revision, Saving, SheetId, SheetState, Snapshot};
use crate::disk::Disk;
use crate::edit::Wish;
use crate::finding::Words;
use crate::read::Trouble;
use crate::sheet::Form;

/// A disk that threads may share.
pub type SharedDisk = Arc<dyn Disk + Send + Sync>;

/// The sheets of a collection while somebody writes them.
pub struct Session {
    disk: SharedDisk,
    root: PathBuf,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("root", &self.root).finish_non_exhaustive()
    }
}

impl Session {
    /// Reads the collection at `path`: a collection, a folder of one, or a sheet.
    ///
    /// # Errors
    /// Where nothing at `path` is a collection's.
    pub fn open(disk: SharedDisk, path: &Path, clock: Arc<dyn Clock>) -> Result<Self, Vec<Trouble>> {
        Ok(Self { disk, root: path.to_owned(), clock })
    }

    /// Returns every sheet, by name, and how it is.
    pub fn list(&self) -> Vec<SheetState> {
        let _ = (&self.disk, self.clock.now());
        Vec::new()
    }

    /// Returns the sheet that the `path` of [`Session::open`] named, where it named one.
    pub fn named(&self) -> Option<SheetId> {
        None
    }

    /// Opens a sheet, or returns an open one as it is.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn open_sheet(&mut self, id: SheetId) -> Result<Snapshot, Refused> {
        let _ = id;
        Err(Refused::NoSheet)
    }

    /// Closes a sheet that no page shows any more; what is not saved is saved, or stays.
    pub fn close_sheet(&mut self, id: SheetId) {
        let _ = id;
    }

    /// Fulfils a wish that was made on the revision `base`.
    ///
    /// # Errors
    /// Where it cannot be fulfilled; its text is still the page's to keep.
    pub fn edit(&mut self, id: SheetId, base: Revision, wish: &Wish) -> Result<Snapshot, Refused> {
        let _ = (id, base, wish);
        Err(Refused::NoSheet)
    }

    /// Applies the mend, certain or proposed, of a finding: `finding` is its place among the snapshot's.
    ///
    /// # Errors
    /// Where the revision is not today's, or the finding has no mend that reads well.
    pub fn mend(&mut self, id: SheetId, base: Revision, finding: usize) -> Result<Snapshot, Refused> {
        let _ = (id, base, finding);
        Err(Refused::NoSheet)
    }

    /// Says whether an input method composes in a box of the sheet: nothing is saved meanwhile.
    pub fn compose(&mut self, id: SheetId, is_composing: bool) {
        let _ = (id, is_composing);
    }

    /// Saves what waits in a sheet, since its box was left. The outcome is in the next [`Session::tick`] too.
    pub fn save(&mut self, id: SheetId) -> Saving {
        let _ = id;
        Saving::Saved
    }

    /// Takes the last change of this session back, in whichever sheet; nothing where there is none.
    ///
    /// # Errors
    /// Where another program has since changed the same place.
    pub fn undo(&mut self) -> Result<Option<Snapshot>, Refused> {
        Ok(None)
    }

    /// Makes the last change again that was taken back.
    ///
    /// # Errors
    /// As [`Session::undo`].
    pub fn redo(&mut self) -> Result<Option<Snapshot>, Refused> {
        Ok(None)
    }

    /// Returns whether there is something to undo, and to redo.
    pub fn history(&self) -> (bool, bool) {
        (false, false)
    }

    /// Does what is due: saves, looks for what other programs saved, judges. Returns what a page should know.
    pub fn tick(&mut self) -> Vec<Event> {
        Vec::new()
    }

    /// Returns the two texts of a sheet in conflict.
    pub fn conflict(&self, id: SheetId) -> Option<Conflict> {
        let _ = id;
        None
    }

    /// Ends a conflict.
    ///
    /// # Errors
    /// Where the chosen text cannot be written; the conflict stays.
    pub fn choose(&mut self, id: SheetId, choice: Choice) -> Result<Snapshot, Refused> {
        let _ = (id, choice);
        Err(Refused::NoSheet)
    }

    /// Returns why closing now would lose something; nothing where all is saved.
    pub fn unsaved(&self) -> Option<Words> {
        None
    }

    /// Returns the folders that a new sheet may go to, by name.
    pub fn folders(&self) -> Vec<String> {
        Vec::new()
    }

    /// Proposes the ASCII file name, without ending, of a new sheet of a folder for the department `section`.
    pub fn propose(&self, folder: &str, section: &str) -> String {
        let _ = (folder, section);
        String::new()
    }

    /// Writes a new sheet: what `new` writes, with 課 (or 組織名) filled in.
    ///
    /// # Errors
    /// Where the name cannot be a sheet's or is taken, or the file cannot be written.
    pub fn new_sheet(
        &mut self,
        folder: &str,
        name: &str,
        form: Form,
        section: &str,
    ) -> Result<SheetId, Refused> {
        let _ = (folder, name, form, section);
        Err(Refused::NoSheet)
    }

    /// Returns a sheet's text at `against`, a git revision, for the 見え消し against it.
    ///
    /// # Errors
    /// Where there is no repository, revision or such file in it.
    pub fn compare(&self, id: SheetId, against: &str) -> Result<String, Refused> {
        let _ = (id, against);
        Err(Refused::NoSheet)
    }
}
