//! What the margins say: at the height of each row its address and its line in the YAML.

use std::collections::{BTreeMap, BTreeSet};

use super::{Area, Places, Stand};
use crate::view::proof::{ListedFinding, PartKind, RowAddress};

/// A margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::typeset) enum Side {
    Left,
    Right,
}

/// What a margin says at one height.
#[derive(Debug)]
pub(in crate::typeset) struct Told {
    pub(in crate::typeset) side: Side,
    /// From the top of the page, in points, to where the next begins.
    pub(in crate::typeset) top: f64,
    pub(in crate::typeset) bottom: f64,
    /// The first is the one that must be told; where not all have room, the last are left out.
    pub(in crate::typeset) entries: Vec<ListedFinding>,
}

/// What the margins of earlier pages told.
#[derive(Debug, Default)]
pub(super) struct Margin {
    entries: BTreeMap<RowAddress, ListedFinding>,
    lines: BTreeSet<(usize, usize)>,
}

/// Heights that are nearer than this, in points, are one.
const NEAR: f64 = 6.0;

impl Margin {
    /// What the margins of a page say.
    pub(super) fn page(&mut self, places: &Places, width: f64) -> Vec<Told> {
        let stands = places.stands();
        let mut told = self.rows(&stands);
        for stand in stands.iter().filter(|stand| stand.slot.row.is_none()) {
            let area = stand.cell.unwrap_or(stand.first);
            let entries = stand.slot.entries.clone();
            let side = side(places, &stands, stand, width);
            add(&mut told, Told { side, top: area.top, bottom: area.bottom, entries });
        }
        self.lines(places, &stands, width, &mut told);
        told.retain(|told| !told.entries.is_empty());
        close(&mut told);
        told
    }

    /// The rows of the main table. One that goes on from an earlier page says its own address again.
    fn rows(&mut self, stands: &[Stand]) -> Vec<Told> {
        let mut rows: BTreeMap<RowAddress, (Area, Vec<ListedFinding>)> = BTreeMap::new();
        for stand in stands {
            let Some((row, cell)) = stand.slot.row.zip(stand.cell) else { continue };
            let known = rows.entry(row).or_insert((cell, Vec::new()));
            if !stand.slot.entries.is_empty() {
                known.1.clone_from(&stand.slot.entries);
            }
        }
        let told = rows.into_iter().map(|(row, (cell, mut entries))| {
            match entries.first() {
                Some(own) => drop(self.entries.insert(row, own.clone())),
                None => entries.extend(self.entries.get(&row).cloned()),
            }
            Told { side: Side::Left, top: cell.top, bottom: cell.bottom, entries }
        });
        told.collect()
    }

    /// Lines of a text that are lines of the YAML as well.
    fn lines(&mut self, places: &Places, stands: &[Stand], width: f64, told: &mut Vec<Told>) {
        for (index, line, _, area) in places.portions() {
            let Some(stand) = stands.iter().find(|stand| stand.index == index) else { continue };
            let entry = stand.slot.parts.iter().find_map(|part| match &part.kind {
                PartKind::Line(entry) if part.line == line => Some(entry),
                _ => None,
            });
            if let Some(entry) = entry.filter(|_| self.lines.insert((index, line))) {
                let side = side(places, stands, stand, width);
                let (top, bottom) = (area.top, area.bottom);
                add(told, Told { side, top, bottom, entries: vec![entry.clone()] });
            }
        }
    }
}

/// Texts at one height are told together.
fn add(told: &mut Vec<Told>, new: Told) {
    let beside = |it: &&mut Told| it.side == new.side && (it.top - new.top).abs() < NEAR;
    match told.iter_mut().find(beside) {
        Some(known) => known.entries.extend(new.entries),
        None => told.push(new),
    }
}

/// Each has room down to the next of its side.
fn close(told: &mut [Told]) {
    let tops: Vec<(Side, f64)> = told.iter().map(|it| (it.side, it.top)).collect();
    for it in told {
        let below = tops.iter().filter(|(side, top)| *side == it.side && *top > it.top).map(|(_, top)| *top);
        it.bottom = below.fold(it.top + 1000.0, f64::min);
    }
}

/// The margin that a text is told in: the one that its table is nearer to, and where that reaches both,
/// the left for the first text of its row and the right for those behind and those of the right half.
pub(super) fn side(places: &Places, stands: &[Stand], stand: &Stand, width: f64) -> Side {
    let Some(cell) = stand.cell else { return Side::Left };
    let (left, right) = places.geometry.sides(cell);
    let is_before = |other: Area| (other.top - cell.top).abs() < NEAR && other.left < cell.left;
    let (from_left, from_right) = (left, width - right);
    if (from_left - from_right).abs() < NEAR {
        let behind = cell.left > width / 2.0 || stands.iter().filter_map(|other| other.cell).any(is_before);
        if behind { Side::Right } else { Side::Left }
    } else if from_left < from_right {
        Side::Left
    } else {
        Side::Right
    }
}
