//! Removed items, inserted at their former positions.

use super::merge::{add_words, all};
use crate::diff::{Gap, Side};
use crate::finding::{Field, Step};
use crate::view::proof::{Draft, ListedFinding, PartKind, RowAddress, Texts, line_words};
use crate::view::{ActionView, DepartmentView, GoalView, IndicatorView, Lines, SheetView, WardView};

/// Returns whether a field is an item with rows of its own on the page.
pub(super) fn is_row(field: &Field) -> bool {
    list_of(field).is_some_and(|key| ["組織目標", "取組", "指標", "重点目標"].contains(&key))
}

/// Returns whether a field is a department's goal.
pub(super) fn is_goal(field: &Field) -> bool {
    list_of(field) == Some("組織目標")
}

/// Returns the key of the list that contains a field.
fn list_of(field: &Field) -> Option<&str> {
    match field.0.as_slice() {
        [.., Step::Key(key), Step::Index(_)] => Some(key),
        _ => None,
    }
}

/// The positions of removed items, each with the item in the old file.
#[derive(Debug, Default)]
pub(super) struct Gaps(Vec<(Gap, Side)>);

impl Extend<(Gap, Side)> for Gaps {
    fn extend<I: IntoIterator<Item = (Gap, Side)>>(&mut self, gaps: I) {
        self.0.extend(gaps);
    }
}

impl Gaps {
    /// Inserts the items, inner before outer and later before earlier ones, so that no position shifts before
    /// it is used.
    pub(super) fn fill(mut self, draft: &mut Draft, old: &mut Draft) {
        self.0.reverse();
        self.0.sort_by_key(|(gap, _)| std::cmp::Reverse((gap.list.0.len(), gap.place)));
        for (number, (gap, side)) in self.0.iter().enumerate() {
            match (&mut draft.page, &mut old.page) {
                (SheetView::Department(new), SheetView::Department(old)) => {
                    department(new, old, gap, side, number);
                }
                (SheetView::Ward(new), SheetView::Ward(old)) => ward(new, old, gap.place, &side.field),
                _ => {}
            }
        }
    }
}

/// Returns the indexes in a field: goal, 取組, 指標 or item.
fn indexes(field: &Field) -> Vec<usize> {
    let index = |step: &Step| match step {
        Step::Index(index) => Some(*index),
        Step::Key(_) => None,
    };
    field.0.iter().filter_map(index).collect()
}

fn department(new: &mut DepartmentView, old: &DepartmentView, gap: &Gap, side: &Side, number: usize) {
    let field = &side.field;
    // The addresses of removed rows follow all others.
    let row = RowAddress { goal: new.goals.len() + old.goals.len() + number, action: 0, indicator: 0 };
    let (at, from) = (indexes(&gap.list), indexes(field));
    let (Some(&from_goal), key) = (from.first(), list_of(field)) else { return };
    let Some(old_goal) = old.goals.get(from_goal) else { return };
    if key == Some("組織目標") {
        return insert(&mut new.goals, gap.place, removed_goal(old_goal, row, side.line));
    }
    let Some(goal) = at.first().and_then(|at| new.goals.get_mut(*at)) else { return };
    let Some(old_action) = from.get(1).and_then(|from| old_goal.actions.get(*from)) else { return };
    if key == Some("取組") {
        return insert(&mut goal.actions, gap.place, removed_action(old_action, row));
    }
    let Some(action) = at.get(1).and_then(|at| goal.actions.get_mut(*at)) else { return };
    if key == Some("主な取組") {
        return restore(&mut action.items, gap.place, &old_action.items, field);
    }
    let Some(old_indicator) = from.get(2).and_then(|from| old_action.indicators.get(*from)) else { return };
    if key == Some("指標") {
        return insert(&mut action.indicators, gap.place, removed_indicator(old_indicator, row));
    }
    if let Some(indicator) = at.get(2).and_then(|at| action.indicators.get_mut(*at)) {
        restore(&mut indicator.notes, gap.place, &old_indicator.notes, field);
    }
}

fn ward(new: &mut WardView, old: &WardView, place: usize, field: &Field) {
    let Some((_, text)) = indexes(field).first().and_then(|from| old.goals.get(*from)) else { return };
    let mut text = text.clone();
    mark_removed(&mut text, None);
    add_words(&mut text, "削除", false);
    insert(&mut new.goals, place, (Lines::label("－"), text));
}

fn insert<T>(items: &mut Vec<T>, place: usize, item: T) {
    items.insert(place.min(items.len()), item);
}

/// Inserts an item of a cell. If the cell is empty, the item has no row of its own.
fn restore(items: &mut Vec<Lines>, place: usize, old: &[Lines], field: &Field) {
    let its = |lines: &&Lines| {
        lines.slot.as_ref().is_some_and(|slot| slot.field == *field || field.is_within(&slot.field))
    };
    let Some(mut item) = old.iter().find(its).cloned() else { return };
    let row = items.first().and_then(|lines| lines.slot.as_ref()?.row);
    mark_removed(&mut item, row);
    insert(items, place, item);
}

/// Marks a text as removed. It has no position in the new file. The margin beside its row shows its former
/// address and line, labelled as old.
fn mark_removed(lines: &mut Lines, row: Option<RowAddress>) {
    lines.source = None;
    if let Some(slot) = &mut lines.slot {
        slot.field = Field::default();
        slot.tint = None;
        let entries = std::mem::take(&mut slot.entries).into_iter().enumerate().filter(|_| row.is_some());
        slot.entries = entries.map(|(place, entry)| before(place, entry)).collect();
        slot.row = row;
        slot.parts.retain(|part| part.kind == PartKind::Unprintable);
    }
    all(lines, &PartKind::Removed);
}

/// Marks all texts of a part as removed, with new addresses for its rows.
fn remove(part: &mut impl Texts, address: impl Fn(RowAddress) -> RowAddress) {
    part.each(&mut |lines| {
        let row = lines.slot.as_ref().and_then(|slot| slot.row);
        mark_removed(lines, row.map(&address));
    });
}

/// Returns a removed goal, with the line number that `diff` shows.
fn removed_goal(goal: &GoalView, row: RowAddress, line: usize) -> GoalView {
    let mut goal = goal.clone();
    remove(&mut goal, |own| RowAddress { goal: row.goal, ..own });
    let first = goal.actions.first_mut().and_then(|action| action.indicators.first_mut());
    if let Some(slot) = first.and_then(|indicator| indicator.item.slot.as_mut()) {
        let is_own = |entry: &&mut ListedFinding| entry.address.as_deref() == Some("旧目標");
        if let Some(own) = slot.entries.iter_mut().find(is_own) {
            own.line = line_words(line);
        }
    }
    add_words(&mut goal.number, "削除", true);
    goal
}

fn removed_action(action: &ActionView, row: RowAddress) -> ActionView {
    let mut action = action.clone();
    remove(&mut action, |own| RowAddress { indicator: own.indicator, ..row });
    if let Some(first) = action.items.first_mut() {
        add_words(first, "削除", false);
    }
    action
}

fn removed_indicator(indicator: &IndicatorView, row: RowAddress) -> IndicatorView {
    let mut indicator = indicator.clone();
    remove(&mut indicator, |_| row);
    add_words(&mut indicator.item, "削除", false);
    indicator
}

/// Labels a margin entry as old. The first one, which has the row's line number, gets a label before that
/// too.
fn before(place: usize, entry: ListedFinding) -> ListedFinding {
    let line = if place == 0 { format!("旧{}", entry.line) } else { entry.line };
    ListedFinding { address: entry.address.map(|address| format!("旧{address}")), line }
}
