//! Positions for the numbers of findings at which they do not cover text.

use super::MarkedValue;
use super::lengths::{MARK as HEIGHT, PILL_GAP, mark_width};
use crate::typeset::ink_extent::{Area, PageGeometry};
use crate::view::proof::Note;

/// The distance between a rule and a mark, and the steps between tried positions, to the left and down.
const END: f64 = 1.8;
const STEP: f64 = 4.0;
const DOWN: f64 = 2.0;

/// The factor by which distance across lines counts more than distance along a line.
const LINES: f64 = 4.0;

/// Returns the right end and the height of a free position in a box: the nearest one to `found`, the characters of the
/// finding, else the first from right to left and from top to bottom. If the box is full, returns one on its upper or
/// lower rule.
pub(super) fn place(spot: &MarkedValue, geometry: &PageGeometry, found: Option<Area>) -> Option<(f64, f64)> {
    let is_marked = spot.boxed && !spot.notes.is_empty();
    is_marked.then(|| free(spot.area, width(&spot.notes), geometry, found)).flatten()
}

/// Returns the free position for marks of a width.
fn free(area: Area, width: f64, geometry: &PageGeometry, found: Option<Area>) -> Option<(f64, f64)> {
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
    let Some(found) = found else { return inside.chain(on_rules).find(is_free) };
    let (x, y) = (found.right, f64::midpoint(found.top, found.bottom));
    let far = |(end, at): &(f64, f64)| (end - width - x).abs() + LINES * (at - y).abs();
    let nearest = |all: &mut dyn Iterator<Item = (f64, f64)>| {
        all.filter(is_free).min_by(|one, other| far(one).total_cmp(&far(other)))
    };
    nearest(&mut inside.into_iter()).or_else(|| nearest(&mut on_rules.into_iter()))
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
        let (end, y) = free(BOX, 8.0, &geometry(&[]), None).unwrap();
        assert!(end < BOX.right && y - HEIGHT / 2.0 > BOX.top && y + HEIGHT / 2.0 < BOX.bottom);
        // Below a full first line, and before a line that ends at the right.
        let (end, y) = free(BOX, 8.0, &geometry(&[(103.0, 102.0, 147.0)]), None).unwrap();
        assert!(end > 140.0 && y - HEIGHT / 2.0 > 107.0, "{end} {y}");
        let lines = [(125.0, 102.0, 147.0), (125.0, 110.0, 147.0)];
        let (end, _) = free(BOX, 8.0, &geometry(&lines), None).unwrap();
        assert!(end < 125.0);
        // A full box has space only on its rule.
        let full = geometry(&[(103.0, 104.6, 147.0), (103.0, 111.0, 147.0)]);
        assert!((free(BOX, 8.0, &full, None).unwrap().1 - BOX.top).abs() < 0.01);
    }

    #[test]
    fn a_number_is_near_the_characters_of_its_finding() {
        let wide = Area { right: 400.0, bottom: 160.0, ..BOX };
        // Five lines, of which the first and the last are short.
        let lines: Vec<(f64, f64, f64)> = (0..5)
            .map(|line| (103.0, 102.0 + 10.0 * f64::from(line), if line % 4 == 0 { 200.0 } else { 397.0 }))
            .collect();
        let geometry = geometry(&lines);
        let found = |top: f64, right: f64| Some(Area { left: right - 20.0, top, right, bottom: top + 5.0 });
        let (end, y) = free(wide, 8.0, &geometry, found(132.0, 300.0)).unwrap();
        assert!((end - 8.0 - 300.0).abs() < 4.0 && (139.0..150.0).contains(&y), "{end} {y}");
        let (end, y) = free(wide, 8.0, &geometry, found(112.0, 150.0)).unwrap();
        assert!((200.0..216.0).contains(&end) && (100.0..109.0).contains(&y), "{end} {y}");
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
            let found = lines.first().map(|line| Area {
                left: line.0,
                top: line.1,
                right: line.2,
                bottom: line.1 + 5.0,
            });
            let geometry = geometry(&lines);
            for (end, y) in [None, found].into_iter().filter_map(|found| free(BOX, 8.0, &geometry, found)) {
                let mark =
                    Area { left: end - 8.0, top: y - HEIGHT / 2.0, right: end, bottom: y + HEIGHT / 2.0 };
                assert!(geometry.inks.iter().all(|ink| !body(ink.area).meets(mark)), "{lines:?}: {mark:?}");
                assert!(mark.left >= BOX.left && mark.right <= BOX.right);
            }
        }
    }
}
