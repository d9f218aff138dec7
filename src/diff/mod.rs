//! Two models → differences.
//!
//! Boxes are compared as they print, field by field; the items of lists (goals, 取組, 指標, 主な取組, …)
//! are matched by likeness, not by position, so that a goal that is inserted changes no other and one
//! that changes places is moved, not rewritten. Inside a text, what changed is told by phrases.

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
pub use self::table::{About, Cell, Comparison, Head, Paragraph, Row, Section, Style, comparison};

use self::outline::outline;
use self::walk::{FieldPlace, ModelWalk};
use crate::finding::{Field, Step};
use crate::read::Reading;
use crate::sheet::{FiscalYear, Form, Model, Settings};

/// What happened to a value or to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A box says something else; one that was empty is filled, or the other way round.
    Changed,
    /// A goal, a 取組, a 指標 or another item of a list came; or a whole sheet.
    Added,
    /// One went.
    Removed,
    /// One stands at another place among the others.
    Moved,
}

impl Kind {
    /// As programs know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
        }
    }
}

/// One difference. What was added has no old side, what was removed no new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: Kind,
    /// How it was.
    pub old: Option<Side>,
    /// How it is.
    pub new: Option<Side>,
    /// Of an item that went, where it would stand.
    pub gap: Option<Gap>,
}

/// A place in a list of the new state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The list.
    pub list: Field,
    /// How many of its items that print stand before the place.
    pub place: usize,
}

impl Change {
    /// The side that a reader is sent to: the new one, where there is one.
    pub fn side(&self) -> Option<&Side> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// A value or an item in one of the two states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Its field in that state's file.
    pub field: Field,
    /// Its line there, from 1.
    pub line: usize,
    /// What it prints; of a goal its 目標, of a 取組 its 主な取組, of a 指標 its 項目.
    pub text: String,
    /// All that it prints, box by box.
    pub contents: Vec<(Field, String)>,
    /// Its box in the words of the paper, by the name of its indicator where it has one.
    pub place: String,
}

impl Side {
    fn of(field: Field, text: String) -> Self {
        let contents = vec![(field.clone(), text.clone())];
        Self { contents, field, line: 0, text, place: String::new() }
    }
}

/// A step of the walk through a sheet.
#[expect(clippy::large_enum_variant, reason = "a sheet has few boxes, and each is looked at once")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComparisonEntry {
    /// A box that says what it said.
    Same,
    /// A difference.
    Change(Change),
    /// More items of a list changed than are held against each other: they were paired in their order.
    InOrder(Field),
}

/// A sheet's reading, and the settings that say how it prints.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a> {
    /// What was read.
    pub reading: &'a Reading<Model>,
    /// The settings that govern it.
    pub settings: &'a Settings,
}

/// The differences of two sheets, in the order of the new one.
pub fn changes(old: Read, new: Read) -> Vec<Change> {
    let change = |entry| match entry {
        ComparisonEntry::Same | ComparisonEntry::InOrder(_) => None,
        ComparisonEntry::Change(change) => Some(change),
    };
    entries(old, new).into_iter().filter_map(change).collect()
}

/// The boxes of two sheets, in the order of the new one: those that are the same and those that are not.
/// A sheet that cannot be read has none.
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

/// A sheet that came or went, as one change: its title and all that it prints.
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

/// A sheet's title, as its document bears it.
fn title(model: &Model, settings: &Settings) -> String {
    match model {
        Model::Department(sheet) => crate::view::department(sheet, settings, None).document.title,
        Model::Ward(ward) => crate::view::ward(ward, settings, None).document.title,
    }
}

/// A field in the words of the paper; a year of 実績 under the name that the paper gives it.
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
