//! How a sheet is shown: as it will print, as 見え消し against an earlier revision, or as its proof.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::session::{Session, SheetId, SheetState};

/// A way to show a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Look {
    /// As it will print.
    #[default]
    Page,
    /// What changed since a git revision.
    Redline {
        /// The revision; the last commit where it is empty.
        #[serde(default)]
        against: String,
    },
    /// The proof, with the list of findings.
    Proof,
}

/// How the open sheets are shown.
#[derive(Debug, Default)]
pub(super) struct Looks(BTreeMap<SheetId, Look>);

impl Looks {
    pub(super) fn open(&mut self, id: SheetId) {
        self.0.insert(id, Look::Page);
    }

    pub(super) fn set(&mut self, id: SheetId, look: Look) {
        self.0.insert(id, look);
    }

    pub(super) fn is_open(&self, id: SheetId) -> bool {
        self.0.contains_key(&id)
    }

    /// The look of a sheet, and the earlier text that it needs; what is wrong where that cannot be had.
    pub(super) fn of(
        &self,
        id: SheetId,
        session: &Session,
        _: &SheetState,
    ) -> (Look, Option<Result<String, crate::session::Refused>>) {
        let look = self.0.get(&id).cloned().unwrap_or_default();
        let against = match &look {
            Look::Redline { against } if against.is_empty() => Some(session.compare(id, "HEAD")),
            Look::Redline { against } => Some(session.compare(id, against)),
            Look::Page | Look::Proof => None,
        };
        (look, against)
    }
}
