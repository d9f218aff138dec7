//! 見え消し: a proof page on which the earlier state is still legible.
//!
//! Removed text is struck through before added text, and removed rows are shown where they would be. The page
//! is the new one, with its numbers, its order, and its lines of the YAML.

mod merge;
mod rows;

use self::merge::{add_words, all, merge};
use self::rows::Gaps;
use super::{Change, Kind, Read, Side, changes};
use crate::finding::{Field, Step};
use crate::fonts::Coverage;
use crate::view::Lines;
use crate::view::proof::{Draft, PartKind};

/// The changes of a sheet, to be shown on its page.
#[derive(Debug)]
pub struct Redline {
    /// The earlier page.
    old: Draft,
    changes: Vec<Change>,
}

impl Redline {
    /// Compares two readings. Returns `None` where the earlier one has no page.
    pub fn new(old: Read, new: Read, coverage: &Coverage) -> Option<Self> {
        Some(Self { old: Draft::new(old.reading, old.settings, coverage)?, changes: changes(old, new) })
    }

    /// Returns the number of differences.
    pub fn count(&self) -> usize {
        self.changes.len()
    }

    /// Shows the differences on the later page.
    pub fn show(mut self, draft: &mut Draft) {
        let mut gaps = Gaps::default();
        for change in std::mem::take(&mut self.changes) {
            match (change.kind, &change.old, &change.new) {
                (Kind::Changed, Some(old), Some(new)) => self.changed(draft, old, new),
                (Kind::Added, _, Some(new)) => added(draft, new),
                (Kind::Moved, Some(old), Some(new)) => moved(draft, old, new),
                (Kind::Removed, Some(old), _) => gaps.extend(change.gap.clone().zip(Some(old.clone()))),
                _ => {}
            }
        }
        // Done last, because inserted rows shift the fields.
        gaps.fill(draft, &mut self.old);
    }

    /// Shows a changed box. The unit prints in the box of its 項目, so that two changes may affect one box,
    /// which is merged once.
    fn changed(&mut self, draft: &mut Draft, old: &Side, new: &Side) {
        let mut before = None;
        at(&mut self.old, &boxed(&old.field), &mut |lines| before = Some(lines.lines.clone()));
        let before = before.unwrap_or_default();
        at(draft, &boxed(&new.field), &mut |lines| {
            if !lines.is_redlined() && lines.lines != before {
                merge(lines, &before);
            }
        });
    }
}

impl Lines {
    fn is_redlined(&self) -> bool {
        let is_ours = |kind: &PartKind| matches!(kind, PartKind::Removed | PartKind::Added);
        self.slot.iter().flat_map(|slot| &slot.parts).any(|part| is_ours(&part.kind))
    }
}

/// Returns the field whose box prints a value.
fn boxed(field: &Field) -> Field {
    match field.0.split_last() {
        Some((Step::Key(key), outer)) if key == "単位" => Field(outer.to_vec()).key("項目"),
        _ => field.clone(),
    }
}

/// Visits the text of a field. A single text in the place of a list has the list's own field.
fn at(draft: &mut Draft, field: &Field, visit: &mut dyn FnMut(&mut Lines)) {
    let list = match field.0.split_last() {
        Some((Step::Index(_), outer)) => Some(Field(outer.to_vec())),
        _ => None,
    };
    let mut found = false;
    for wanted in [Some(field), list.as_ref()].into_iter().flatten() {
        draft.each(&mut |lines| {
            if !found && lines.slot.as_ref().is_some_and(|slot| slot.field == *wanted) {
                found = true;
                visit(lines);
            }
        });
    }
}

/// Marks all texts of an added item, and adds the word 新設.
fn added(draft: &mut Draft, new: &Side) {
    draft.each(&mut |lines| {
        if lines.slot.as_ref().is_some_and(|slot| slot.field.is_within(&new.field)) {
            all(lines, &PartKind::Added);
        }
    });
    // A single text in the place of a list.
    at(draft, &new.field, &mut |lines| {
        if !lines.is_redlined() {
            all(lines, &PartKind::Added);
        }
    });
    tag(draft, &new.field, "新設");
}

fn moved(draft: &mut Draft, old: &Side, new: &Side) {
    let place = |side: &Side| match side.field.0.last() {
        Some(Step::Index(index)) => index + 1,
        _ => 0,
    };
    tag(draft, &new.field, &format!("移動\n旧{}", place(old)));
}

/// Adds a word to an item: below a goal's number, or before the first text of a row. Added items within a
/// cell are marked by their underline alone.
fn tag(draft: &mut Draft, field: &Field, words: &str) {
    let is_row = rows::is_row(field);
    if !is_row && words == "新設" {
        return;
    }
    let mut done = false;
    draft.each(&mut |lines| {
        if !done && lines.slot.as_ref().is_some_and(|slot| slot.field.is_within(field)) {
            done = true;
            add_words(lines, words, rows::is_goal(field));
        }
    });
}
