//! 見え消し: the page of a proof in which the earlier state can still be read.
//!
//! What went stands struck through before what came; rows that went stand where they would stand. The
//! page is the new one: its numbers, its order, its lines of the YAML.

mod merge;
mod rows;

use self::merge::{all, headed, merge};
use self::rows::Gaps;
use super::{Change, Kind, Read, Side, changes};
use crate::finding::{Field, Step};
use crate::fonts::Coverage;
use crate::view::Lines;
use crate::view::proof::{Draft, PartKind};

/// What changed in a sheet, ready to be shown on its page.
#[derive(Debug)]
pub struct Redline {
    /// The earlier page.
    old: Draft,
    changes: Vec<Change>,
}

impl Redline {
    /// What changed between two readings; nothing where the earlier one has no page.
    pub fn new(old: Read, new: Read, coverage: &Coverage) -> Option<Self> {
        Some(Self { old: Draft::new(old.reading, old.settings, coverage)?, changes: changes(old, new) })
    }

    /// How many differences there are.
    pub fn count(&self) -> usize {
        self.changes.len()
    }

    /// Shows them on the later page.
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
        // Last: until then fields lead to their rows.
        gaps.fill(draft, &mut self.old);
    }

    /// A box that says something else. The unit prints in the box of its 項目, so two changes may meet in
    /// one box; it is told once.
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

/// The field whose box prints a value.
fn boxed(field: &Field) -> Field {
    match field.0.split_last() {
        Some((Step::Key(key), outer)) if key == "単位" => Field(outer.to_vec()).key("項目"),
        _ => field.clone(),
    }
}

/// Visits the text of a field. A single text where a list may stand is known by the list's own field.
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

/// An item that came: all that it prints, under a word that says so.
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

/// Puts a word at the head of an item: of a goal under its number, of a row before its first text. Items
/// of a cell that came show it by their line alone.
fn tag(draft: &mut Draft, field: &Field, words: &str) {
    let is_row = rows::is_row(field);
    if !is_row && words == "新設" {
        return;
    }
    let mut done = false;
    draft.each(&mut |lines| {
        if !done && lines.slot.as_ref().is_some_and(|slot| slot.field.is_within(field)) {
            done = true;
            headed(lines, words, rows::is_goal(field));
        }
    });
}
