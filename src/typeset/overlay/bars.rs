//! Bars in the margins, beside what a redline changed.

use super::margin::side;
use super::{Area, Places, Side, Stand};
use crate::view::proof::{PartKind, TextPart};

/// Lines that are no farther apart, in points, have one bar.
const LEADING: f64 = 6.0;

/// From the end of a goal's rows to that of its bar.
const INSET: f64 = 2.0;

impl Places<'_> {
    /// The heights of what changed, with the margin that tells of it; those that meet are joined.
    pub(super) fn bars(&self, width: f64) -> Vec<(Side, Area)> {
        let stands = self.stands();
        let changed =
            self.portions().filter(|(index, line, (start, _), _)| self.is_changed(*index, *line, *start));
        let mut bars: Vec<(Side, Area)> = changed
            .filter_map(|(index, _, _, area)| {
                let stand = stands.iter().find(|stand| stand.index == index)?;
                Some((self.margin_of(&stands, stand, width), barred(stand, area)))
            })
            .collect();
        bars.sort_by(|(_, one), (_, other)| one.top.total_cmp(&other.top));
        [Side::Left, Side::Right].into_iter().flat_map(|side| joined(&bars, side)).collect()
    }

    /// Whether a redline marked the part of a line that begins at a byte.
    fn is_changed(&self, slot: usize, line: usize, start: usize) -> bool {
        let is_ours = |kind: &PartKind| matches!(kind, PartKind::Removed | PartKind::Added | PartKind::Tag);
        let parts = self.marks.slots.get(slot).into_iter().flat_map(|slot| &slot.parts);
        let mut here = parts.filter(|part| part.line == line && part.range.contains(&start));
        here.any(|part| is_ours(&part.kind))
    }

    /// The rows of the main table are told at the left; what stands elsewhere, where its lines are.
    fn margin_of(&self, stands: &[Stand], stand: &Stand, width: f64) -> Side {
        let told = !stand.slot.entries.is_empty()
            || stand.slot.parts.iter().any(|part| matches!(part.kind, PartKind::Line(_)));
        if told && stand.slot.row.is_none() { side(self, stands, stand, width) } else { Side::Left }
    }
}

/// What a bar stands beside: what changed, and of a goal that moved, came or went all its rows, which
/// the box of its number spans.
fn barred(stand: &Stand, area: Area) -> Area {
    let is_tag = |part: &TextPart| part.kind == PartKind::Tag;
    let is_number = stand.slot.row.is_none() && stand.slot.entries.is_empty();
    match stand.cell {
        Some(cell) if is_number && stand.slot.parts.iter().any(is_tag) => {
            Area { top: cell.top + INSET, bottom: cell.bottom - INSET, ..cell }
        }
        _ => area,
    }
}

fn joined(bars: &[(Side, Area)], side: Side) -> Vec<(Side, Area)> {
    let mut joined: Vec<(Side, Area)> = Vec::new();
    for (_, area) in bars.iter().filter(|(of, _)| *of == side) {
        match joined.last_mut() {
            Some((_, last)) if area.top < last.bottom + LEADING => *last = last.with(*area),
            _ => joined.push((side, *area)),
        }
    }
    joined
}
