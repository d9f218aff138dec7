//! What a session says of its sheets.

use serde::{Deserialize, Serialize};

use crate::edit::{Address, Value};
use crate::finding::{Finding, Message};

/// A sheet in the session's list. No path comes from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SheetId(pub u32);

/// The number of a state of one sheet's text, from 1; it grows with each change, whoever made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(pub u64);

/// A sheet of the collection and how it is.
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
    /// Whether it is a ward's page.
    pub is_ward: bool,
    /// How many errors it has.
    pub errors: usize,
    /// How many warnings it has.
    pub warnings: usize,
    /// How many boxes its stage still wants filled in.
    pub missing: usize,
    /// Whether its PDF is missing, or was made from something else.
    pub is_stale: bool,
    /// Whether a PDF of it was ever made.
    pub is_built: bool,
    /// Whether its folder says 公開: しない.
    pub is_draft: bool,
    /// Whether its text is on the disk.
    pub saving: Saving,
}

/// Whether a text is on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum Saving {
    /// It is.
    Saved,
    /// It will be shortly.
    Waiting,
    /// It could not be written. It is tried again, and whoever closes the page is warned.
    Failed {
        /// Why.
        why: Message,
    },
    /// Another program changed the same values. Nothing is written before somebody chooses.
    Conflict,
    /// Another program removed or renamed the file. Nothing is written before somebody chooses.
    Gone,
}

/// A sheet's text at one revision, and what is to be shown of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The sheet.
    pub id: SheetId,
    /// The state that this is.
    pub revision: Revision,
    /// The whole text, its byte order mark taken off; spans of findings are bytes of it.
    pub text: String,
    /// Whether the text can be read. Where not, `values` are those of the last text that could.
    pub is_readable: bool,
    /// Every box of the paper in its order, the empty ones too.
    pub values: Vec<Value>,
    /// The findings of `check`, by place.
    pub findings: Vec<Finding>,
    /// Whether the findings of rules that look at other sheets are those of this revision.
    pub is_judged: bool,
    /// Whether the text is on the disk.
    pub saving: Saving,
    /// Comments that went with a removed item.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed_comments: Vec<String>,
}

/// The two sides of a conflict, between which somebody chooses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// What differs.
    pub differences: Vec<Difference>,
    /// Whether a choice is one of the whole text. Where not, it is one of the boxes that both changed, and what only
    /// one side changed stays.
    pub is_whole: bool,
}

/// A place that the two sides of a conflict have differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Its box; nothing for lines of the file.
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
    /// The session's side stays: of a box its text, else the whole text.
    Mine,
    /// The session takes over the text on the disk; its own can be brought back by undo.
    Theirs,
}

/// Something that a page is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A sheet has another text, since another program saved it.
    Changed {
        /// The sheet.
        id: SheetId,
        /// Its new revision.
        revision: Revision,
    },
    /// The findings of an open sheet are others, its text aside.
    Judged {
        /// The sheet.
        id: SheetId,
        /// The revision that they are of.
        revision: Revision,
    },
    /// A sheet's text is saved, or is not.
    Saving {
        /// The sheet.
        id: SheetId,
        /// Whether it is on the disk.
        saving: Saving,
    },
    /// The list has other sheets, or other states of them.
    Listed,
}

/// Why a session does not do what it was asked for. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "refused", rename_all = "kebab-case")]
pub enum Refused {
    /// The session has no such sheet, or it is gone.
    NoSheet,
    /// The value changed since the revision that the wish was made on. The page takes the snapshot of today.
    Outdated {
        /// The revision of today.
        revision: Revision,
    },
    /// The wish cannot be fulfilled safely.
    Wish {
        /// Why, in the words of a finding.
        finding: Box<Finding>,
    },
    /// It failed, or makes no sense.
    Failed {
        /// Why.
        why: Message,
    },
}
