//! Where the numbers of findings cover no ink.

use super::Spot;
use crate::typeset::ink::{Area, Inked};
use crate::view::proof::Note;

use super::room::SCALE;

/// The height of a number's mark and the width of a character in it, in points of the sheet, as `proof.typ` has them.
const HEIGHT: f64 = 6.6 / SCALE;
const CHARACTER: f64 = 3.6 / SCALE;

/// From the end of a rule to the first mark on it, and between two places that are tried.
const END: f64 = 1.0;
const STEP: f64 = 4.0;

/// Returns the right end and the height of the first free place on the upper rule of a box, from the right to the
/// left, else on its lower rule.
pub(super) fn place(spot: &Spot, inked: &Inked) -> Option<(f64, f64)> {
    let Area { left, top, right, bottom } = spot.area;
    let width = width(&spot.notes);
    let ends = || std::iter::successors(Some(right - END), |end| Some(end - STEP));
    let ends = || ends().take_while(|end| end - width >= left);
    let places = ends().map(|end| (end, top)).chain(ends().map(|end| (end, bottom)));
    let is_free = |&(end, y): &(f64, f64)| {
        let mark = Area { left: end - width, top: y - HEIGHT / 2.0, right: end, bottom: y + HEIGHT / 2.0 };
        !inked.inks.iter().any(|ink| ink.area.meets(mark))
    };
    (spot.boxed && !spot.notes.is_empty()).then(|| places.into_iter().find(is_free)).flatten()
}

fn width(notes: &[&Note]) -> f64 {
    let mark = |number: &str| {
        HEIGHT.max(f64::from(u32::try_from(number.chars().count()).unwrap_or(9)) * CHARACTER + 3.2)
    };
    Note::told(notes).iter().map(|(number, _)| mark(&number.lines.concat()) + 1.4).sum()
}
