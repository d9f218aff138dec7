//! Two models → their differences.
//!
//! Boxes are compared as they print, field by field. List items (goals, 取組, 指標, 主な取組, …) are matched
//! by similarity instead of position, so that an inserted goal changes no other, and a goal with a new
//! position is moved instead of rewritten. Differences within a text are reported by phrases.

mod assignment;
mod inline_diff;
mod line_edits;
mod matching;
mod naming;
mod outline;
mod redline;
mod similarity;
mod states;
mod table;
mod walk;
mod word_boundaries;

pub use self::inline_diff::{RunKind, TextRun, inline_diff};
pub use self::line_edits::line_edits;
pub use self::redline::Redline;
pub use self::states::{SheetPair, SheetState, State, pairs};
pub use self::table::{Cell, Comparison, Head, Paragraph, Row, Section, Style, TableOptions, comparison};

use self::outline::outline;
use self::walk::{FieldPlace, ModelWalk};
use crate::finding::{Field, Step};
use crate::read::Reading;
use crate::sheet::{FiscalYear, Form, Model, Settings};

/// The kind of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A box has another text, or was filled or emptied.
    Changed,
    /// A list item, such as a goal, was added; or a whole sheet.
    Added,
    /// A list item or a sheet was removed.
    Removed,
    /// A list item has another position among the others.
    Moved,
}

impl Kind {
    /// Returns the name in machine-readable formats.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
        }
    }
}

/// A difference. An addition has no old side, a removal no new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The kind.
    pub kind: Kind,
    /// The old side.
    pub old: Option<Side>,
    /// The new side.
    pub new: Option<Side>,
    /// For a removed item its position in the new state.
    pub gap: Option<Gap>,
}

/// A position in a list of the new state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The list.
    pub list: Field,
    /// The number of its printed items before the position.
    pub place: usize,
}

impl Change {
    /// Returns the side to show to a reader: the new one if it exists, else the old one.
    pub fn side(&self) -> Option<&Side> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// A value or an item in one of the two states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The field in that state's file.
    pub field: Field,
    /// The line in that file, from 1.
    pub line: usize,
    /// The text that identifies it: of a goal its 目標, of a 取組 its 主な取組, of a 指標 its 項目; of a box
    /// its own.
    pub text: String,
    /// All its texts by field.
    pub contents: Vec<(Field, String)>,
    /// The name of the box in the words of the form, with the name of its indicator if it has one.
    pub place: String,
}

impl Side {
    fn of(field: Field, text: String) -> Self {
        let contents = vec![(field.clone(), text.clone())];
        Self { contents, field, line: 0, text, place: String::new() }
    }
}

/// A step of the comparison.
#[expect(clippy::large_enum_variant, reason = "a sheet has few boxes, and each is looked at once")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComparisonEntry {
    /// A box with equal texts.
    Same,
    /// A difference.
    Change(Change),
    /// A list with too many changed items, which were matched by position.
    InOrder(Field),
}

/// A parsed sheet with its settings.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    /// The parsed sheet.
    pub reading: &'a Reading<Model>,
    /// The settings of the sheet.
    pub settings: &'a Settings,
}

/// Returns the differences of two sheets, in the order of the new one.
pub fn changes(old: Read, new: Read) -> Vec<Change> {
    let change = |entry| match entry {
        ComparisonEntry::Same | ComparisonEntry::InOrder(_) => None,
        ComparisonEntry::Change(change) => Some(change),
    };
    entries(old, new).into_iter().filter_map(change).collect()
}

/// Compares the boxes of two sheets and returns equal and different ones, in the order of the new sheet. A
/// sheet that cannot be read has no boxes.
pub fn entries(old: Read, new: Read) -> Vec<ComparisonEntry> {
    let mut walk = ModelWalk::default();
    if let (Some(before), Some(after)) = (&old.reading.model, &new.reading.model) {
        if form(before) == form(after) {
            walk.records(&outline(old), &outline(new), &FieldPlace::default());
        } else {
            walk.entries.push(ComparisonEntry::Change(whole(Kind::Removed, old)));
            walk.entries.push(ComparisonEntry::Change(whole(Kind::Added, new)));
        }
    }
    for entry in &mut walk.entries {
        if let ComparisonEntry::Change(change) = entry {
            place(change.old.as_mut(), old.reading);
            place(change.new.as_mut(), new.reading);
        }
    }
    walk.entries
}

/// Returns the change that adds or removes a whole sheet, with its title and texts.
pub fn whole(kind: Kind, read: Read) -> Change {
    let title = read.reading.model.as_ref().map(|model| title(model, read.settings)).unwrap_or_default();
    let contents =
        outline(read).iter().flat_map(|part| part.contents(&part.field(&Field::default()))).collect();
    let side = Some(Side { field: Field::default(), line: 1, text: title, contents, place: String::new() });
    match kind {
        Kind::Removed => Change { kind, old: side, new: None, gap: None },
        _ => Change { kind, old: None, new: side, gap: None },
    }
}

fn place(side: Option<&mut Side>, reading: &Reading<Model>) {
    if let Some(side) = side {
        let at = reading.tree.as_ref().map_or(0, |tree| tree.nearest(&side.field).0.start);
        side.line = reading.source.place(at).line;
        side.place = naming::named(&side.field, reading.model.as_ref());
    }
}

fn form(model: &Model) -> Form {
    match model {
        Model::Department(_) => Form::Department,
        Model::Ward(_) => Form::Ward,
    }
}

/// Returns the title of a sheet's document.
fn title(model: &Model, settings: &Settings) -> String {
    match model {
        Model::Department(sheet) => crate::view::department(sheet, settings, None).document.title,
        Model::Ward(ward) => crate::view::ward(ward, settings, None).document.title,
    }
}

/// Returns a field in the words of the form, with the years of 実績 as the form prints them.
pub fn label_path(field: &Field) -> String {
    let mut steps = field.0.clone();
    for place in 1..steps.len() {
        let is_actual = steps[place - 1] == Step::Key("実績".to_owned());
        if let Step::Key(year) = &mut steps[place]
            && is_actual
            && let Some(read) = FiscalYear::of_actual(year, None)
        {
            *year = read.short();
        }
    }
    Field(steps).label_path()
}

#[cfg(test)]
mod tests;
