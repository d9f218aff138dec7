//! The ways to show a sheet: as it will print, as 見え消し against an earlier revision, or as its proof.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::session::{Revision, Session, SessionError, SheetId};

/// A way to show a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum DisplayMode {
    /// As it will print.
    Page,
    /// With the changes since a git revision.
    Redline {
        /// The revision; the last commit where it is empty.
        #[serde(default)]
        against: String,
    },
    /// The proof, with the list of findings.
    Proof,
}

/// The display modes of the open sheets.
#[derive(Debug, Default)]
pub(super) struct DisplayModes {
    modes: BTreeMap<SheetId, DisplayMode>,
    /// The revision and the mode that were drawn last.
    drawn: BTreeMap<SheetId, (Revision, DisplayMode)>,
}

impl DisplayModes {
    pub(super) fn open(&mut self, id: SheetId) {
        // A page that is loaded again shows the sheet as it will print.
        self.modes.insert(id, DisplayMode::Page);
    }

    pub(super) fn set(&mut self, id: SheetId, mode: DisplayMode) {
        self.modes.insert(id, mode);
    }

    pub(super) fn close(&mut self, id: SheetId) {
        self.modes.remove(&id);
        self.drawn.remove(&id);
    }

    /// Returns the display mode of a sheet: as it will print, until a page asks for another.
    fn mode(&self, id: SheetId) -> DisplayMode {
        self.modes.get(&id).cloned().unwrap_or(DisplayMode::Page)
    }

    /// Returns the sheets that were opened.
    pub(super) fn opened(&self) -> impl Iterator<Item = SheetId> {
        self.modes.keys().copied()
    }

    pub(super) fn is_open(&self, id: SheetId) -> bool {
        self.modes.contains_key(&id)
    }

    /// Returns whether the pages of a revision are to be drawn, and regards them as drawn from now on. A proof shows
    /// findings too, which change with other sheets.
    pub(super) fn is_to_be_drawn(&mut self, id: SheetId, revision: Revision) -> bool {
        let wanted = (revision, self.mode(id));
        let is_proof = wanted.1 == DisplayMode::Proof;
        self.drawn.insert(id, wanted.clone()) != Some(wanted) || is_proof
    }

    /// Returns the display mode of a sheet, and the earlier text that it needs, or why that text cannot be read.
    pub(super) fn of(
        &self,
        id: SheetId,
        session: &Session,
    ) -> (DisplayMode, Option<Result<String, SessionError>>) {
        let mode = self.mode(id);
        let against = match &mode {
            DisplayMode::Redline { against } if against.is_empty() => Some(session.compare(id, "HEAD")),
            DisplayMode::Redline { against } => Some(session.compare(id, against)),
            DisplayMode::Page | DisplayMode::Proof => None,
        };
        (mode, against)
    }
}
