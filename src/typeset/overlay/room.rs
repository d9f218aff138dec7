//! Whether the margins hold what a proof says in them.

use super::lengths::{LINE, SCALE, SMALLEST};
use super::margin::Told;
use crate::view::proof::ListedFinding;

/// How many em of the smallest type a line of a margin holds, where it is narrowed as much as it may be.
const WIDEST: f64 = 8.4;

/// The width of a digit or letter in em.
const NARROW: f64 = 0.62;

/// Whether every entry of a page's margins has room down to the next.
pub(super) fn suffices(margin: &[Told]) -> bool {
    margin.iter().all(|told| height(&told.entries) <= told.bottom - told.top)
}

/// The least height of some entries, in points of the sheet: the first on one line with its address, the others on one
/// line where they are narrow enough, else each on one.
fn height(entries: &[ListedFinding]) -> f64 {
    let rest: f64 = entries.iter().skip(1).map(width).sum();
    let lines = if rest <= WIDEST { entries.len().min(2) } else { entries.len() };
    f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) * LINE * SMALLEST / SCALE
}

/// The width of an entry and of the space before it, in em.
fn width(entry: &ListedFinding) -> f64 {
    let text = entry.address.iter().chain([&entry.line]);
    let em = |character: char| if character.is_ascii() { NARROW } else { 1.0 };
    text.flat_map(|text| text.chars()).map(em).sum::<f64>() + NARROW / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::overlay::Side;

    fn told(room: f64, lines: &[&str]) -> [Told; 1] {
        let entry =
            |line: &&str| ListedFinding { address: Some("目標".to_owned()), line: (*line).to_owned() };
        let entries = lines.iter().map(entry).collect();
        [Told { side: Side::Left, top: 100.0, bottom: 100.0 + room, entries }]
    }

    #[test]
    fn low_rows_are_found() {
        assert!(suffices(&told(6.0, &["L1"])) && !suffices(&told(5.0, &["L1"])));
        assert!(suffices(&told(12.0, &["L1", "L2", "L3"])) && !suffices(&told(11.0, &["L1", "L2", "L3"])));
        // Longer ones stand under each other.
        assert!(!suffices(&told(12.0, &["L1", "L1234", "L1235"])));
        assert!(suffices(&told(17.0, &["L1", "L1234", "L1235"])));
    }
}
