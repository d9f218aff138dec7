//! The annotations that a proof adds to the texts of a page.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::finding::{Field, Severity};

/// The annotations of a text on the page, or of an empty box.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The field of the value in the YAML, whether or not it exists.
    pub field: Field,
    /// The row of the main table, or `None` for a cell that spans rows.
    pub row: Option<RowAddress>,
    /// The entries in the margin beside it.
    pub entries: Vec<ListedFinding>,
    /// The tint of its box.
    pub tint: Option<Tint>,
    /// The marked parts of its lines.
    pub parts: Vec<TextPart>,
}

/// A row of the main table: goal, action and indicator, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowAddress {
    /// The goal.
    pub goal: usize,
    /// The action of the goal.
    pub action: usize,
    /// The indicator of the action.
    pub indicator: usize,
}

/// An entry in the margin: 「2-1-3」 over 「L42」, 「目標」 before 「L30」.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFinding {
    /// The address of the row in the main table, or the name of what begins in the row; `None` outside of the
    /// table.
    pub address: Option<String>,
    /// The line of the YAML.
    pub line: String,
}

/// The reason for tinting a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tint {
    /// The box is empty, although the stage requires it.
    Wanted,
    /// The box shows source text instead of a value.
    Unread,
}

/// A marked part of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextPart {
    /// The line of the text, from 0.
    pub line: usize,
    /// The byte range in the line.
    pub range: Range<usize>,
    /// The kind of mark.
    pub kind: PartKind,
}

/// The kind of a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartKind {
    /// A 〓 for a character that no font has; tinted.
    Unprintable,
    /// The characters of the finding with this number; underlined.
    Found(Severity, usize),
    /// A line that is also a line of the YAML, whose number is in the margin.
    Line(ListedFinding),
    /// Text that only the earlier state has; struck through.
    Removed,
    /// Text that only the later state has; underlined.
    Added,
    /// A word that the redline adds: 新設.
    Tag,
}
