//! Positions for the numbers of findings at which they do not cover text.

use super::MarkedValue;
use super::lengths::{MARK as HEIGHT, PILL_GAP, mark_width};
use crate::typeset::ink_extent::{Area, PageGeometry};
use crate::view::proof::Note;

/// The distance between a rule and a mark, and the steps between tried positions, to the left and down.
const END: f64 = 1.8;
const STEP: f64 = 4.0;
const DOWN: f64 = 2.0;

/// Returns the right end and the height of the first free position in a box, from right to left and from top
/// to bottom. If the box is full, returns one on its upper or lower rule.
pub(super) fn place(spot: &MarkedValue, geometry: &PageGeometry) -> Option<(f64, f64)> {
    (spot.boxed && !spot.notes.is_empty()).then(|| free(spot.area, width(&spot.notes), geometry)).flatten()
}

/// Returns the first free position for marks of a width.
fn free(area: Area, width: f64, geometry: &PageGeometry) -> Option<(f64, f64)> {
    let Area { left, top, right, bottom } = area;
    let around = Area { top: top - HEIGHT, bottom: bottom + HEIGHT, ..area };
    let inks: Vec<Area> =
        geometry.inks.iter().map(|ink| body(ink.area)).filter(|it| it.meets(around)).collect();
    let steps = |from: f64, step: f64| std::iter::successors(Some(from), move |at| Some(at + step));
    let ends = || steps(right - END, -STEP).take_while(|end| end - width >= left + END);
    let heights = || steps(top + END + HEIGHT / 2.0, DOWN).take_while(|y| y + HEIGHT / 2.0 <= bottom - END);
    let inside = ends().flat_map(|end| heights().map(move |y| (end, y)));
    let on_rules = ends().map(|end| (end, top)).chain(ends().map(|end| (end, bottom)));
    let is_free = |&(end, y): &(f64, f64)| {
        let mark = Area { left: end - width, top: y - HEIGHT / 2.0, right: end, bottom: y + HEIGHT / 2.0 };
        !inks.iter().any(|ink| ink.meets(mark))
    };
    inside.chain(on_rules).find(is_free)
}

/// Returns the full extent of a run's glyphs, which its area underestimates.
fn body(ink: Area) -> Area {
    let height = ink.bottom - ink.top;
    Area {
        left: ink.left - 0.5,
        top: ink.top - 0.2 * height,
        right: ink.right + 0.5,
        bottom: ink.bottom + 0.15 * height,
    }
}

fn width(notes: &[&Note]) -> f64 {
    let digits = |number: &str| number.chars().count();
    Note::labels(notes).iter().map(|(number, _)| mark_width(digits(&number.lines.concat())) + PILL_GAP).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::ink_extent::Ink;

    const BOX: Area = Area { left: 100.0, top: 100.0, right: 150.0, bottom: 120.0 };

    fn geometry(lines: &[(f64, f64, f64)]) -> PageGeometry {
        let ink = |&(left, top, right): &(f64, f64, f64)| Ink {
            area: Area { left, top, right, bottom: top + 5.0 },
            mark: None,
        };
        PageGeometry { inks: lines.iter().map(ink).collect(), ..PageGeometry::default() }
    }

    #[test]
    fn a_number_is_placed_where_its_box_is_empty() {
        // Between the rules, at the right end.
        let (end, y) = free(BOX, 8.0, &geometry(&[])).unwrap();
        assert!(end < BOX.right && y - HEIGHT / 2.0 > BOX.top && y + HEIGHT / 2.0 < BOX.bottom);
        // Below a full first line, and before a line that ends at the right.
        let (end, y) = free(BOX, 8.0, &geometry(&[(103.0, 102.0, 147.0)])).unwrap();
        assert!(end > 140.0 && y - HEIGHT / 2.0 > 107.0, "{end} {y}");
        let (end, _) = free(BOX, 8.0, &geometry(&[(125.0, 102.0, 147.0), (125.0, 110.0, 147.0)])).unwrap();
        assert!(end < 125.0);
        // A full box has space only on its rule.
        let full = geometry(&[(103.0, 104.6, 147.0), (103.0, 111.0, 147.0)]);
        assert!((free(BOX, 8.0, &full).unwrap().1 - BOX.top).abs() < 0.01);
    }

    #[test]
    fn no_number_covers_ink_whatever_there_is() {
        let mut state = 7_u32;
        let mut random = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from((state >> 8) % below)
        };
        for _ in 0..2000 {
            let lines: Vec<(f64, f64, f64)> = (0..3)
                .map(|line| {
                    let left = 100.0 + random(40);
                    (left, 101.0 + 6.0 * f64::from(line) + random(2), left + random(30))
                })
                .collect();
            let geometry = geometry(&lines);
            if let Some((end, y)) = free(BOX, 8.0, &geometry) {
                let mark =
                    Area { left: end - 8.0, top: y - HEIGHT / 2.0, right: end, bottom: y + HEIGHT / 2.0 };
                assert!(geometry.inks.iter().all(|ink| !body(ink.area).meets(mark)), "{lines:?}: {mark:?}");
                assert!(mark.left >= BOX.left && mark.right <= BOX.right);
            }
        }
    }
}
