//! The lengths of a proof that both its template and the search for room need. `proof.typ` takes them from
//! `sys.inputs`.

use typst::foundations::{Dict, dict};
use typst::layout::Abs;

/// The scale of a sheet in a proof on paper of the sheet's own size: the margins hold the notes, [`UNPRINTED`] mm
/// from the paper's edge.
pub(super) const SCALE: f64 = 0.94;

/// The smallest type of a margin and of a number, in points as it is printed.
pub(super) const SMALLEST: f64 = 5.0;

/// The extent of a line of a margin above and below its baseline, and its distance to the next, in em.
const ASCENT: f64 = 0.82;
const DESCENT: f64 = 0.06;
const LEADING: f64 = 0.16;

/// From one line of a margin to the next in em.
pub(super) const LINE: f64 = ASCENT + DESCENT + LEADING;

/// To how much of its width a line of a margin is narrowed at the most.
const NARROWEST: f64 = 0.7;

/// The width of the paper's edge on which nothing is printed, in millimetres.
const UNPRINTED: f64 = 5.0;

/// The height of a number's mark in points as it is printed, its line aside, and what is beside its digits.
const PILL: f64 = 6.0;
const PILL_LINE: f64 = 0.6;
const PILL_SIDES: f64 = 2.6;

/// Between two marks in points.
pub(super) const PILL_GAP: f64 = 1.4;

/// The width of a digit in em.
const DIGIT: f64 = 0.72;

/// The height of a mark in points of the sheet.
pub(super) const MARK: f64 = (PILL + PILL_LINE) / SCALE;

/// Returns the width of a mark in points of the sheet, by how many digits it has.
pub(super) fn mark_width(digits: usize) -> f64 {
    let digits = f64::from(u32::try_from(digits).unwrap_or(9)) * DIGIT * SMALLEST / SCALE;
    MARK.max(digits + PILL_SIDES + PILL_LINE)
}

/// Returns what `proof.typ` takes.
pub(in crate::typeset) fn inputs() -> Dict {
    dict! {
        "smallest" => Abs::pt(SMALLEST),
        "ascent" => ASCENT,
        "descent" => DESCENT,
        "leading" => LEADING,
        "narrowest" => NARROWEST,
        "unprinted" => Abs::mm(UNPRINTED),
        "pill" => Abs::pt(PILL),
        "pill-line" => Abs::pt(PILL_LINE),
        "pill-sides" => Abs::pt(PILL_SIDES),
        "pill-gap" => Abs::pt(PILL_GAP),
    }
}
