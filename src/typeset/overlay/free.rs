//! Positions for the numbers of findings at which they do not cover text.

use super::MarkedValue;
use super::lengths::{MARK as HEIGHT, PILL_GAP, mark_width};
use crate::typeset::ink_extent::{Area, PageGeometry};
use crate::view::proof::Note;

/// The distance between a rule and a mark, and the steps between tried positions, to the left and down.
const END: f64 = 1.8;
const STEP: f64 = 4.0;
const DOWN: f64 = 2.0;

/// The same in a box that is nearly full.
const TIGHT: [f64; 3] = [0.7, 1.0, 0.5];

/// The greatest distance between a full box and its mark outside of it, and the steps to there.
const FARTHEST: f64 = 120.0;
const AWAY: f64 = 2.0;

/// The distance between a mark outside of its box and the rules there.
const OFF_RULES: f64 = 1.0;

/// The factor by which distance across lines counts more than distance along a line.
const LINES: f64 = 4.0;

/// The position of the marks of a box: their right end, and their height.
type Position = (f64, f64);

/// A line between two points.
type Segment = [(f64, f64); 2];

/// Returns the position of a box's marks where the box has no ink: the nearest one to `found`, the characters of the
/// finding, else the first from right to left and from top to bottom.
pub(super) fn place(spot: &MarkedValue, geometry: &PageGeometry, found: Option<Area>) -> Option<Position> {
    let is_marked = spot.boxed && !spot.notes.is_empty();
    is_marked.then(|| free(spot.area, width(&spot.notes), geometry, found)).flatten()
}

/// Returns the nearest position outside of a full box that is free of ink, of rules and of the `taken` areas, and the
/// line that leads from there to the box.
pub(super) fn beside(
    spot: &MarkedValue,
    geometry: &PageGeometry,
    taken: &[Area],
) -> Option<(Position, Segment)> {
    let is_marked = spot.boxed && !spot.notes.is_empty() && spot.free.is_none();
    is_marked.then(|| outside(spot.area, width(&spot.notes), geometry, taken)).flatten()
}

/// Returns the area of a box's marks.
pub(super) fn taken(spot: &MarkedValue) -> Option<Area> {
    spot.free.map(|position| mark(position, width(&spot.notes)))
}

fn mark((end, y): Position, width: f64) -> Area {
    Area { left: end - width, top: y - HEIGHT / 2.0, right: end, bottom: y + HEIGHT / 2.0 }
}

fn steps(from: f64, step: f64) -> impl Iterator<Item = f64> {
    std::iter::successors(Some(from), move |at| Some(at + step))
}

/// Returns the free position in a box for marks of a width.
fn free(area: Area, width: f64, geometry: &PageGeometry, found: Option<Area>) -> Option<Position> {
    let inks = inks(geometry, area);
    let free = |[end, step, down]: [f64; 3]| {
        let Area { left, top, right, bottom } = area;
        let ends = || steps(right - end, -step).take_while(move |at| at - width >= left + end);
        let heights =
            || steps(top + end + HEIGHT / 2.0, down).take_while(move |y| y + HEIGHT / 2.0 <= bottom - end);
        let all = ends().flat_map(|at| heights().map(move |y| (at, y)));
        let mut free = all.filter(|at| !inks.iter().any(|ink| ink.meets(mark(*at, width))));
        let Some(found) = found else { return free.next() };
        let (x, y) = (found.right, f64::midpoint(found.top, found.bottom));
        let far = |(end, at): &Position| (end - width - x).abs() + LINES * (at - y).abs();
        free.min_by(|left, right| far(left).total_cmp(&far(right)))
    };
    free([END, STEP, DOWN]).or_else(|| free(TIGHT))
}

fn outside(area: Area, width: f64, geometry: &PageGeometry, taken: &[Area]) -> Option<(Position, Segment)> {
    let reach = Area {
        left: area.left - FARTHEST - width,
        top: area.top - FARTHEST,
        right: area.right + FARTHEST + width,
        bottom: area.bottom + FARTHEST,
    };
    let mut covered = inks(geometry, reach);
    covered.extend(taken);
    let rules: Vec<Area> =
        geometry.rules.iter().copied().filter(|rule| grown(*rule, 0.5).meets(reach)).collect();
    let (left, right) = geometry.extent();
    let (top, bottom) = rules
        .iter()
        .fold((area.top, area.bottom), |(top, bottom), rule| (top.min(rule.top), bottom.max(rule.bottom)));
    let is_free = |(position, line): &(Position, Segment)| {
        let mark = mark(*position, width);
        let inside = mark.left > left && mark.right < right && mark.top > top && mark.bottom < bottom;
        let line = grown(extent(*line), 0.3);
        inside
            && !covered.iter().any(|area| area.meets(mark) || area.meets(line))
            && !rules.iter().any(|rule| {
                grown(*rule, 0.25).meets(grown(mark, OFF_RULES)) || grown(*rule, 0.25).meets(line)
            })
    };
    steps(OFF_RULES + AWAY, AWAY)
        .take_while(|away| *away < FARTHEST)
        .find_map(|away| candidates(area, width, away).into_iter().find(is_free))
}

/// Returns the positions at a distance from a box, each with the line from its mark to the box.
fn candidates(area: Area, width: f64, away: f64) -> Vec<(Position, Segment)> {
    /// Between a line and the rule that it leads to.
    const GAP: f64 = 0.8;
    let Area { left, top, right, bottom } = area;
    let level: Vec<f64> =
        steps(top + HEIGHT / 2.0, DOWN).take_while(|y| y + HEIGHT / 2.0 <= bottom).collect();
    let across: Vec<f64> = steps(right - 1.0, -STEP).take_while(|end| end - width / 2.0 >= left).collect();
    let right_of = level.iter().map(|&y| ((right + away + width, y), [(right + GAP, y), (right + away, y)]));
    let left_of = level.iter().map(|&y| ((left - away, y), [(left - away, y), (left - GAP, y)]));
    let vertical = |y: f64, from: f64, to: f64| {
        across.iter().map(move |&end| ((end, y), [(end - width / 2.0, from), (end - width / 2.0, to)]))
    };
    let below = vertical(bottom + away + HEIGHT / 2.0, bottom + GAP, bottom + away);
    let above = vertical(top - away - HEIGHT / 2.0, top - away, top - GAP);
    right_of.chain(left_of).chain(below).chain(above).collect()
}

fn extent([from, to]: Segment) -> Area {
    Area { left: from.0.min(to.0), top: from.1.min(to.1), right: from.0.max(to.0), bottom: from.1.max(to.1) }
}

fn grown(area: Area, by: f64) -> Area {
    Area { left: area.left - by, top: area.top - by, right: area.right + by, bottom: area.bottom + by }
}

/// Returns the ink at an area.
fn inks(geometry: &PageGeometry, area: Area) -> Vec<Area> {
    let around = grown(area, HEIGHT);
    geometry.inks.iter().map(|ink| body(ink.area)).filter(|area| area.meets(around)).collect()
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
    }

    #[test]
    fn the_number_of_a_full_box_is_beside_it() {
        let mut full = geometry(&[(101.0, 102.6, 149.0), (101.0, 108.0, 149.0), (101.0, 113.0, 149.0)]);
        assert_eq!(free(BOX, 8.0, &full, None), None);
        let rule = |left, top, right, bottom| Area { left, top, right, bottom };
        full.rules = [60.0, 100.0, 150.0, 200.0].map(|x| rule(x, 60.0, x, 160.0)).into();
        full.rules.extend([60.0, 100.0, 120.0, 160.0].map(|y| rule(60.0, y, 200.0, y)));
        // In the empty box at its right, with a line to it.
        let ((end, y), [from, to]) = outside(BOX, 8.0, &full, &[]).unwrap();
        assert!(end - 8.0 > 151.0 && end < 170.0 && y > 103.0 && y < 117.0, "{end} {y}");
        assert!(from.0 > 150.0 && (to.0 - (end - 8.0)).abs() < 0.01, "{from:?} {to:?}");
        // Where that is taken, at its left; and where that is full of ink too, above or below it.
        let right = rule(150.0, 100.0, 200.0, 120.0);
        let ((end, _), _) = outside(BOX, 8.0, &full, &[right]).unwrap();
        assert!(end < 99.0, "{end}");
        let left = rule(60.0, 100.0, 100.0, 120.0);
        let (position, line) = outside(BOX, 8.0, &full, &[right, left]).unwrap();
        let mark = mark(position, 8.0);
        assert!(mark.top > 121.0 || mark.bottom < 99.0, "{mark:?}");
        assert!(
            full.rules
                .iter()
                .all(|rule| !grown(*rule, 0.25).meets(mark) && !grown(*rule, 0.25).meets(extent(line)))
        );
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
