//! Bars in the margins beside the changes of a redline.

use super::margin::side;
use super::{Area, Places, Side, SlotPosition};
use crate::view::proof::{PartKind, TextPart};

/// The distance in points up to which adjacent lines have one bar.
const LEADING: f64 = 6.0;

/// The distance between the ends of a goal's rows and of its bar.
const INSET: f64 = 2.0;

impl Places<'_> {
    /// Returns the bars with their margins; bars that touch are joined.
    pub(super) fn bars(&self) -> Vec<(Side, Area)> {
        let positions = self.positions();
        let changed =
            self.portions().filter(|(index, line, (start, _), _)| self.is_changed(*index, *line, *start));
        let mut bars: Vec<(Side, Area)> = changed
            .filter_map(|(index, _, _, area)| {
                let position = positions.iter().find(|position| position.index == index)?;
                Some((self.margin_of(&positions, position), barred(position, area)))
            })
            .collect();
        bars.sort_by(|(_, left), (_, right)| left.top.total_cmp(&right.top));
        [Side::Left, Side::Right].into_iter().flat_map(|side| joined(&bars, side)).collect()
    }

    /// Returns whether a redline marked the part of a line that begins at a byte.
    fn is_changed(&self, slot: usize, line: usize, start: usize) -> bool {
        let is_ours = |kind: &PartKind| matches!(kind, PartKind::Removed | PartKind::Added | PartKind::Tag);
        let parts = self.marks.slots.get(slot).into_iter().flat_map(|slot| &slot.parts);
        let mut here = parts.filter(|part| part.line == line && part.range.contains(&start));
        here.any(|part| is_ours(&part.kind))
    }

    /// Returns the margin for a position: the left one for rows of the main table, else the one with the
    /// text's line numbers.
    fn margin_of(&self, positions: &[SlotPosition], position: &SlotPosition) -> Side {
        let has_entries = !position.slot.entries.is_empty()
            || position.slot.parts.iter().any(|part| matches!(part.kind, PartKind::Line(_)));
        if has_entries && position.slot.row.is_none() { side(self, positions, position) } else { Side::Left }
    }
}

/// Returns the area of a bar: the change, or for a goal that was moved, added or removed all its rows, which
/// the box of its number spans.
fn barred(position: &SlotPosition, area: Area) -> Area {
    let is_tag = |part: &TextPart| part.kind == PartKind::Tag;
    let is_number = position.slot.row.is_none() && position.slot.entries.is_empty();
    match position.cell {
        Some(cell) if is_number && position.slot.parts.iter().any(is_tag) => {
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
