//! The ways to show a sheet: as it will print, as 見え消し against an earlier revision, or as its proof.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::session::{Refused, Revision, Session, SheetId};

/// A way to show a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Look {
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

/// The looks of the open sheets.
#[derive(Debug, Default)]
pub(super) struct Looks {
    looks: BTreeMap<SheetId, Look>,
    /// The revision and the look that were drawn last.
    drawn: BTreeMap<SheetId, (Revision, Look)>,
}

impl Looks {
    pub(super) fn open(&mut self, id: SheetId) {
        // A page that is loaded again shows the sheet as it will print.
        self.looks.insert(id, Look::Page);
    }

    pub(super) fn set(&mut self, id: SheetId, look: Look) {
        self.looks.insert(id, look);
    }

    pub(super) fn close(&mut self, id: SheetId) {
        self.looks.remove(&id);
        self.drawn.remove(&id);
    }

    /// Returns the look of a sheet: as it will print, until a page asks for another.
    fn look(&self, id: SheetId) -> Look {
        self.looks.get(&id).cloned().unwrap_or(Look::Page)
    }

    /// Returns the sheets that were opened.
    pub(super) fn opened(&self) -> impl Iterator<Item = SheetId> {
        self.looks.keys().copied()
    }

    pub(super) fn is_open(&self, id: SheetId) -> bool {
        self.looks.contains_key(&id)
    }

    /// Returns whether the pages of a revision are to be drawn, and regards them as drawn from now on. A proof shows
    /// findings too, which change with other sheets.
    pub(super) fn is_to_be_drawn(&mut self, id: SheetId, revision: Revision) -> bool {
        let wanted = (revision, self.look(id));
        let is_proof = wanted.1 == Look::Proof;
        self.drawn.insert(id, wanted.clone()) != Some(wanted) || is_proof
    }

    /// Returns the look of a sheet, and the earlier text that it needs, or why that text cannot be read.
    pub(super) fn of(&self, id: SheetId, session: &Session) -> (Look, Option<Result<String, Refused>>) {
        let look = self.look(id);
        let against = match &look {
            Look::Redline { against } if against.is_empty() => Some(session.compare(id, "HEAD")),
            Look::Redline { against } => Some(session.compare(id, against)),
            Look::Page | Look::Proof => None,
        };
        (look, against)
    }
}
