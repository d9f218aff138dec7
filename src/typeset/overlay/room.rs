//! The space for entries in the margins.

use super::lengths::{LINE, SCALE, SMALLEST};
use super::margin::MarginEntry;
use crate::view::proof::ListedFinding;

/// The width of a line in a margin in em of the smallest text, with the maximum condensing.
const WIDEST: f64 = 8.4;

/// The width of a digit or letter in em.
const NARROW: f64 = 0.62;

/// Returns whether all entries of a page's margins fit.
pub(super) fn suffices(margin: &[MarginEntry]) -> bool {
    margin.iter().all(|entry| height(&entry.entries) <= entry.bottom - entry.top)
}

/// Returns the minimum height of entries in points of the sheet. The first has a line of its own; the others
/// share one if they fit it, else each has its own.
fn height(entries: &[ListedFinding]) -> f64 {
    let rest: f64 = entries.iter().skip(1).map(width).sum();
    let lines = if rest <= WIDEST { entries.len().min(2) } else { entries.len() };
    f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) * LINE * SMALLEST / SCALE
}

/// Returns the width of an entry and of the space before it, in em.
fn width(entry: &ListedFinding) -> f64 {
    let text = entry.address.iter().chain([&entry.line]);
    let em = |character: char| if character.is_ascii() { NARROW } else { 1.0 };
    text.flat_map(|text| text.chars()).map(em).sum::<f64>() + NARROW / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::overlay::Side;

    fn entry(room: f64, lines: &[&str]) -> [MarginEntry; 1] {
        let entry =
            |line: &&str| ListedFinding { address: Some("目標".to_owned()), line: (*line).to_owned() };
        let entries = lines.iter().map(entry).collect();
        [MarginEntry { side: Side::Left, top: 100.0, bottom: 100.0 + room, entries }]
    }

    #[test]
    fn low_rows_are_found() {
        assert!(suffices(&entry(6.0, &["L1"])) && !suffices(&entry(5.0, &["L1"])));
        assert!(suffices(&entry(12.0, &["L1", "L2", "L3"])) && !suffices(&entry(11.0, &["L1", "L2", "L3"])));
        // Longer entries are on separate lines.
        assert!(!suffices(&entry(12.0, &["L1", "L1234", "L1235"])));
        assert!(suffices(&entry(17.0, &["L1", "L1234", "L1235"])));
    }
}
