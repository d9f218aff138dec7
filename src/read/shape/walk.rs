//! A comparison of rows with the outline of a form: the first row that does not fit, and the number of those
//! that do not.
//!
//! A row that fits nowhere takes the rows that are indented further with it, since their meaning is unknown.
//! The number of rows without a place is therefore the distance of a text from one that the form allows, and
//! a repair that reduces it is a good one.

mod place;
mod value;

use super::fault::ValueFault;
use super::form::{FormKey, Outline, Shape};
use super::frame::Frame;
use super::lookahead::{is_nameless, next_text};
use super::row::Row;

/// A key or a dash that has nothing behind it: what is below belongs to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pending<'o> {
    pub(super) column: usize,
    pub(super) shape: &'o Shape,
    /// `true` for a dash.
    pub(super) is_item: bool,
    pub(super) row: usize,
    /// `true` where the form requires a value there.
    pub(super) needed: bool,
}

/// Why a row does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowMisfit {
    /// Its indentation is not of spaces.
    Indent,
    /// The separator of dash and text, or of key and value, differs from YAML's.
    Separator,
    /// The form allows it nowhere at its column.
    Place,
    /// Lines of its text belong to a list whose key is missing: the byte at which the first of them begins.
    Swallowed(usize),
    /// Its value is not what it seems to be; with whether what looks like its key is part of the value.
    Value(ValueFault, bool),
}

/// Where a walk met the first misfit.
#[derive(Debug, Clone)]
pub(super) struct Stop<'o> {
    pub(super) row: usize,
    pub(super) misfit: RowMisfit,
    pub(super) frames: Vec<Frame<'o>>,
    pub(super) pending: Option<Pending<'o>>,
    /// The last key or item that a text below would belong to.
    pub(super) text: Option<(usize, usize)>,
}

/// The result of a walk.
#[derive(Debug)]
pub(super) struct Walked<'o> {
    pub(super) stop: Option<Stop<'o>>,
    /// The distance of the text from one that fits: rows without a place first, then missing keys.
    pub(super) distance: usize,
    /// `true` where YAML reads a misfit without complaint.
    pub(super) hides: bool,
}

/// A row without a place weighs as much as this many keys that are missing.
pub(super) const ROW: usize = 10_000;

/// The most names of a map that are kept.
const MOST_NAMES: usize = 32;

/// Walks the rows. A misfit before `from` is not reported.
pub(super) fn walk<'o>(text: &str, rows: &[Row], outline: &'o Outline, from: usize) -> Walked<'o> {
    walk_within(text, rows, outline, from, usize::MAX)
}

/// Returns the distance of rows from those of a form. A walk ends early where the distance reaches `most`, because a
/// repair that leaves as much is not taken.
pub(super) fn distance_within(text: &str, rows: &[Row], outline: &Outline, most: usize) -> usize {
    walk_within(text, rows, outline, 0, most).distance
}

fn walk_within<'o>(text: &str, rows: &[Row], outline: &'o Outline, from: usize, most: usize) -> Walked<'o> {
    let root = Frame::Map { column: 0, keys: &outline.keys, seen: Vec::new() };
    let mut walk = ShapeWalk {
        text,
        rows,
        outline,
        from,
        frames: vec![root],
        pending: None,
        open_text: None,
        missing: 0,
        lost: 0,
        faults: 0,
        hides: false,
        stop: None,
    };
    let mut row = 0;
    while row < rows.len() && walk.distance() < most {
        row = walk.step(row);
    }
    walk.close_to(None);
    Walked { distance: walk.distance(), stop: walk.stop, hides: walk.hides }
}

struct ShapeWalk<'t, 'o> {
    text: &'t str,
    rows: &'t [Row],
    outline: &'o Outline,
    from: usize,
    frames: Vec<Frame<'o>>,
    pending: Option<Pending<'o>>,
    /// The column that text on further lines follows, and the row that it belongs to.
    open_text: Option<(usize, usize)>,
    missing: usize,
    lost: usize,
    faults: usize,
    hides: bool,
    stop: Option<Stop<'o>>,
}

/// A row has no place.
struct NoPlace;

impl<'o> ShapeWalk<'_, 'o> {
    /// Returns the distance so far, which never shrinks.
    fn distance(&self) -> usize {
        self.lost * ROW + self.faults * (ROW / 2) + self.missing
    }

    /// Takes the row `number`; the next that is to be taken.
    fn step(&mut self, number: usize) -> usize {
        let row = &self.rows[number];
        let continues = row.key.is_none() && row.dash.is_none() && !is_nameless(self.text, row);
        let owner = self.open_text.filter(|(column, _)| continues && row.column > *column);
        if let Some((_, owner)) = owner {
            if self.next_text(number, owner).is_some() {
                self.hides = true;
                self.stop(number, RowMisfit::Place, self.open_text);
                return self.skip_row(number);
            }
            if row.commented {
                self.open_text = None;
            }
            return number + 1;
        }
        if row.odd_indent {
            self.fault(number, RowMisfit::Indent);
        }
        let before = (self.frames.clone(), self.pending, self.open_text);
        let is_left_empty =
            self.pending.is_some_and(|pending| pending.needed && row.head() <= pending.column);
        self.missing += usize::from(is_left_empty);
        match self.placed(number) {
            Ok(()) => number + 1,
            Err(NoPlace) => {
                self.hides |= row.dash.is_some() && before.2.is_some_and(|(column, _)| row.column > column);
                (self.frames, self.pending) = (before.0, before.1);
                self.stop(number, RowMisfit::Place, before.2);
                self.skip_row(number)
            }
        }
    }

    /// Returns the key at the top whose line is missing above a row of text: it follows the one that the text would
    /// belong to, and that one's own value is whole.
    fn next_text(&self, number: usize, owner: usize) -> Option<&'o FormKey> {
        let [Frame::Map { keys, .. }] = self.frames.as_slice() else { return None };
        next_text(self.text, self.rows, keys, number, owner)
    }

    /// Counts a row without a place, and those further in.
    fn skip_row(&mut self, number: usize) -> usize {
        let column = self.rows[number].head();
        // Its text may be the value that is required.
        if let Some(pending) = self.pending.as_mut().filter(|pending| column > pending.column) {
            pending.needed = false;
        }
        let further = |row: &&Row| row.dash.unwrap_or(row.column) > column;
        let count = 1 + self.rows[number + 1..].iter().take_while(further).count();
        self.lost += count;
        number + count
    }

    fn stop(&mut self, row: usize, misfit: RowMisfit, text: Option<(usize, usize)>) {
        if self.stop.is_none() && self.rows[row].line.start >= self.from {
            let (frames, pending) = (self.frames.clone(), self.pending);
            self.stop = Some(Stop { row, misfit, frames, pending, text });
        }
    }

    fn fault(&mut self, row: usize, misfit: RowMisfit) {
        self.faults += 1;
        self.stop(row, misfit, self.open_text);
    }

    fn placed(&mut self, number: usize) -> Result<(), NoPlace> {
        let row = &self.rows[number];
        if let Some(dash) = row.dash {
            let item = self.list_at(dash)?;
            if row.odd_gap.is_some() {
                self.fault(number, RowMisfit::Separator);
            }
            self.item(number, dash, item)
        } else if row.key.is_some() {
            self.map_at(row.column)?;
            self.key(number)
        } else {
            self.text(number)
        }
    }

    /// Closes what is further in than `column`; everything, without one.
    fn close_to(&mut self, column: Option<usize>) {
        while let Some(frame) = self.frames.last() {
            if column.is_some_and(|column| frame.column() <= column) {
                return;
            }
            if let Frame::Map { keys, seen, .. } = frame {
                let has = |place: usize| seen.iter().any(|(used, _)| *used == place);
                self.missing +=
                    keys.0.iter().enumerate().filter(|(at, key)| key.required && !has(*at)).count();
            }
            self.frames.pop();
        }
    }
}
