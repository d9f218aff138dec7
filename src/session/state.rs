//! The states of sheets and the events of a session.

use serde::{Deserialize, Serialize};

use crate::edit::{Address, FieldValue};
use crate::finding::{Finding, Message};

/// The number of a sheet in the session's list. Pages name sheets by it, so that no path comes from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SheetId(pub u32);

/// The number of a state of one sheet's text, from 1. Every change increases it, also one of another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(pub u64);

/// The state of a sheet of the collection.
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own in the list")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SheetState {
    /// Its number in the session.
    pub id: SheetId,
    /// Its name: from the collection's root, `/` between the parts, without the ending.
    pub name: String,
    /// Its path as people are shown it.
    pub shown: String,
    /// Its 年度; empty where it cannot be read.
    pub year: String,
    /// 部 of a department's sheet, 組織名 of a ward's page.
    pub organization: String,
    /// 課; empty for a ward's page.
    pub section: String,
    /// `true` if it is a ward's page.
    pub is_ward: bool,
    /// `true` if it was checked; otherwise nothing but its names and paths is known yet.
    pub is_checked: bool,
    /// The number of its errors.
    pub errors: usize,
    /// The number of its warnings.
    pub warnings: usize,
    /// The number of empty boxes that its stage requires.
    pub missing: usize,
    /// `true` if its PDF is missing, or was built from another text or other settings.
    pub is_stale: bool,
    /// `true` if a PDF of it was ever built.
    pub is_built: bool,
    /// `true` if its folder says 公開: しない.
    pub is_draft: bool,
    /// The state of its text on the disk.
    pub saving: Saving,
}

/// The state of a text on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum Saving {
    /// It is saved.
    Saved,
    /// It will be saved shortly.
    Waiting,
    /// It could not be saved. The session tries again, and the page warns before it is closed.
    Failed {
        /// Why.
        why: Message,
    },
    /// Another program changed the same values. Nothing is saved before a person chooses.
    Conflict,
    /// Another program removed or renamed the file. Nothing is saved before a person chooses.
    Gone,
}

/// The text of a sheet at one revision, with its boxes and findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The sheet.
    pub id: SheetId,
    /// The revision.
    pub revision: Revision,
    /// The whole text, its byte order mark taken off; spans of findings are bytes of it.
    pub text: String,
    /// `true` if the text can be read; otherwise `values` are those of the last text that could.
    pub is_readable: bool,
    /// Every box of the paper in its order, the empty ones too.
    pub values: Vec<FieldValue>,
    /// The findings of `check`, by place.
    pub findings: Vec<Finding>,
    /// `true` if the findings of rules that compare sheets are of this revision.
    pub is_checked: bool,
    /// The state of the text on the disk.
    pub saving: Saving,
    /// The comments that were removed together with an item.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed_comments: Vec<String>,
}

/// The two sides of a conflict, between which a person chooses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// The differences.
    pub differences: Vec<Difference>,
    /// `true` if the whole text is to be chosen. Otherwise the choice is about the boxes that both sides changed, and all
    /// other changes of both stay.
    pub is_whole: bool,
}

/// A place that the two sides of a conflict have differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Its box; `None` for lines of the file.
    pub at: Option<Address>,
    /// Its name in the words of the paper, or the lines.
    pub label: String,
    /// The session's text.
    pub mine: String,
    /// The text on the disk.
    pub theirs: String,
}

/// A side of a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// The side of the session stays.
    Mine,
    /// The side of the other program stays; undo brings the session's back.
    Theirs,
}

/// A change that pages show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A sheet has another text, because another program saved it.
    Changed {
        /// The sheet.
        id: SheetId,
        /// Its new revision.
        revision: Revision,
    },
    /// An open sheet has other findings for the same text.
    Checked {
        /// The sheet.
        id: SheetId,
        /// The revision that they are of.
        revision: Revision,
    },
    /// The state of a text on the disk has changed.
    Saving {
        /// The sheet.
        id: SheetId,
        /// The new state.
        saving: Saving,
    },
    /// The list has changed: its sheets, or their states.
    Listed,
}

/// The reason why a session refuses a command. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "refused", rename_all = "kebab-case")]
pub enum SessionError {
    /// The session does not have the sheet, or its file is gone.
    NoSheet,
    /// The value has changed since the revision that the edit is based on.
    Outdated {
        /// The latest revision.
        revision: Revision,
    },
    /// The edit cannot be made safely.
    Wish {
        /// Why, in the words of a finding.
        finding: Box<Finding>,
    },
    /// It failed.
    Failed {
        /// Why.
        why: Message,
    },
}
