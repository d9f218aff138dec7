//! Wishes: the changes of a sheet that callers may ask for, and their results.

use serde::{Deserialize, Serialize};

use super::Address;
use crate::finding::Finding;
use crate::source::Edit;

/// A change of one value or one item.
///
/// As JSON: `{"wish": "set", "at": "組織目標/0/目標", "text": "…"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wish", rename_all = "lowercase")]
pub enum Wish {
    /// Writes a value. A key that is missing is inserted; the index behind a list's last text adds one. An empty
    /// text clears.
    Set {
        /// The value.
        at: Address,
        /// The new text, with `\n` for a line break.
        text: String,
    },
    /// Empties a value; its key stays.
    Clear {
        /// The value.
        at: Address,
    },
    /// Inserts an empty item, with the keys that the skeleton of `new` has.
    Insert {
        /// The list.
        list: Address,
        /// The new position of the item: 0 is before the first, the list's length after the last.
        index: usize,
    },
    /// Inserts a copy of an item behind it.
    Duplicate {
        /// The item.
        item: Address,
    },
    /// Removes an item, and the comments inside it.
    Remove {
        /// The item.
        item: Address,
    },
    /// Moves an item within its list.
    Move {
        /// The item.
        item: Address,
        /// The place that it has afterwards.
        to: usize,
    },
}

impl Wish {
    /// Returns the value, item or list that it is about.
    pub fn address(&self) -> &Address {
        match self {
            Self::Set { at, .. } | Self::Clear { at } => at,
            Self::Insert { list, .. } => list,
            Self::Duplicate { item } | Self::Remove { item } | Self::Move { item, .. } => item,
        }
    }
}

/// A text with a wish fulfilled, proved by reading it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The edits of the text, in its order; they do not meet. None where the wish was fulfilled already.
    pub edits: Vec<Edit>,
    /// The whole new text, with the byte order mark that the old one had.
    pub text: String,
    /// The comments that were removed with an item, each from its `#`.
    pub removed_comments: Vec<String>,
}

/// Why a wish is not fulfilled; the text stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub Box<Finding>);
