//! The entries in the margins: at the height of each row its address and its line in the YAML.

use std::collections::{BTreeMap, BTreeSet};

use super::{Area, Places, SlotPosition};
use crate::view::proof::{ListedFinding, PartKind, RowAddress};

/// A margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::typeset) enum Side {
    Left,
    Right,
}

/// The entries in a margin at one height.
#[derive(Debug)]
pub(in crate::typeset) struct MarginEntry {
    pub(in crate::typeset) side: Side,
    /// The top, and the top of the next ones, in points from the top of the page.
    pub(in crate::typeset) top: f64,
    pub(in crate::typeset) bottom: f64,
    /// The entries; the first is required, and the last are left out if there is no space for all.
    pub(in crate::typeset) entries: Vec<ListedFinding>,
}

/// The entries in the margins of earlier pages.
#[derive(Debug, Default)]
pub(super) struct Margin {
    entries: BTreeMap<RowAddress, ListedFinding>,
    lines: BTreeSet<(usize, usize)>,
}

/// The distance in points up to which heights count as equal.
const NEAR: f64 = 6.0;

impl Margin {
    /// Returns the entries in the margins of a page.
    pub(super) fn page(&mut self, places: &Places) -> Vec<MarginEntry> {
        let positions = places.positions();
        let mut found = self.rows(&positions);
        for position in positions.iter().filter(|position| position.slot.row.is_none()) {
            let area = position.cell.unwrap_or(position.first);
            let entries = position.slot.entries.clone();
            let side = side(places, &positions, position);
            add(&mut found, MarginEntry { side, top: area.top, bottom: area.bottom, entries });
        }
        self.lines(places, &positions, &mut found);
        found.retain(|found| !found.entries.is_empty());
        close(&mut found);
        found
    }

    /// Returns the entries of the main table's rows. A row that continues from an earlier page repeats its
    /// address.
    fn rows(&mut self, positions: &[SlotPosition]) -> Vec<MarginEntry> {
        let mut rows: BTreeMap<RowAddress, (Area, Vec<ListedFinding>)> = BTreeMap::new();
        for position in positions {
            let Some((row, cell)) = position.slot.row.zip(position.cell) else { continue };
            let known = rows.entry(row).or_insert((cell, Vec::new()));
            if !position.slot.entries.is_empty() {
                known.1.clone_from(&position.slot.entries);
            }
        }
        let found = rows.into_iter().map(|(row, (cell, mut entries))| {
            match entries.first() {
                Some(own) => drop(self.entries.insert(row, own.clone())),
                None => entries.extend(self.entries.get(&row).cloned()),
            }
            MarginEntry { side: Side::Left, top: cell.top, bottom: cell.bottom, entries }
        });
        found.collect()
    }

    /// Adds entries for the lines of texts that are lines of the YAML too.
    fn lines(&mut self, places: &Places, positions: &[SlotPosition], found: &mut Vec<MarginEntry>) {
        for (index, line, _, area) in places.portions() {
            let Some(position) = positions.iter().find(|position| position.index == index) else { continue };
            let entry = position.slot.parts.iter().find_map(|part| match &part.kind {
                PartKind::Line(entry) if part.line == line => Some(entry),
                _ => None,
            });
            if let Some(entry) = entry.filter(|_| self.lines.insert((index, line))) {
                let side = side(places, positions, position);
                let (top, bottom) = (area.top, area.bottom);
                add(found, MarginEntry { side, top, bottom, entries: vec![entry.clone()] });
            }
        }
    }
}

/// Adds entries, which are joined with others at the same height.
fn add(found: &mut Vec<MarginEntry>, new: MarginEntry) {
    let beside = |entry: &&mut MarginEntry| entry.side == new.side && (entry.top - new.top).abs() < NEAR;
    match found.iter_mut().find(beside) {
        Some(known) => known.entries.extend(new.entries),
        None => found.push(new),
    }
}

/// Sets the space of each entry, which ends at the next one of its side.
fn close(found: &mut [MarginEntry]) {
    let tops: Vec<(Side, f64)> = found.iter().map(|entry| (entry.side, entry.top)).collect();
    for entry in found {
        let below =
            tops.iter().filter(|(side, top)| *side == entry.side && *top > entry.top).map(|(_, top)| *top);
        entry.bottom = below.fold(entry.top + 1000.0, f64::min);
    }
}

/// Returns the margin for a text: the one that is nearer to its table, whatever margin the page has for binding. If
/// both are equally near, the left one is for the first text of its row, and the right one for others and for the right
/// half of the page.
pub(super) fn side(places: &Places, positions: &[SlotPosition], position: &SlotPosition) -> Side {
    let Some(cell) = position.cell else { return Side::Left };
    let (left, right) = places.geometry.sides(cell);
    let (first, last) = places.geometry.extent();
    let is_before = |area: Area| (area.top - cell.top).abs() < NEAR && area.left < cell.left;
    let (from_left, from_right) = (left - first, last - right);
    if (from_left - from_right).abs() < NEAR {
        let behind = cell.left + NEAR > f64::midpoint(first, last)
            || positions.iter().filter_map(|position| position.cell).any(is_before);
        if behind { Side::Right } else { Side::Left }
    } else if from_left < from_right {
        Side::Left
    } else {
        Side::Right
    }
}
