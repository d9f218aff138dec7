//! Rows before the one that does not fit, which are in the wrong column: what follows them is right.

use super::{Guess, Site, columns, fits};
use crate::read::shape::frame::Frame;
use crate::read::shape::row::{Row, ValueStyle};

/// The most columns by which rows are moved.
const FARTHEST: usize = 8;

/// The rank where the rows are as the file's others do once they are moved, and where they do not.
const RIGHT: usize = 3;
const OTHER: usize = 45;

/// Returns every list or map around the row that it would belong to, if that stood in the row's column.
pub(super) fn guesses(site: &Site) -> Vec<Guess> {
    site.stop.frames.iter().skip(1).flat_map(|frame| earlier(site, frame)).collect()
}

fn earlier(site: &Site, frame: &Frame) -> Vec<Guess> {
    let row = site.row();
    let column = if matches!(frame, Frame::List { .. }) { row.head() } else { row.column };
    let by = column.cast_signed() - frame.column().cast_signed();
    if by == 0 || by.unsigned_abs() > FARTHEST || !fits(frame, row) {
        return Vec::new();
    }
    let start = start(site, frame);
    let Some(owner) = owner(site, start).filter(|_| start < site.stop.row) else { return Vec::new() };
    let rank = if is_right(site, frame, start, owner, by) { RIGHT } else { OTHER };
    let name = site.rows[owner].name();
    let ends = [start + 1, site.stop.row];
    ends.into_iter().map(|end| columns::moved(site, (start, end), by, name, rank)).collect()
}

/// Returns the first row of a frame.
fn start(site: &Site, frame: &Frame) -> usize {
    let column = frame.column();
    let is_inside = |row: &&Row| match frame {
        Frame::List { .. } => row.head() > column || row.head() == column && row.dash.is_some(),
        Frame::Map { .. } | Frame::Named { .. } => row.column >= column,
    };
    let before = site.rows[..site.stop.row].iter().rev();
    let start = site.stop.row - before.take_while(is_inside).count();
    match frame {
        Frame::Map { seen, .. } => seen.first().map_or(start, |(_, row)| *row),
        _ => start,
    }
}

/// Returns the key that what begins with a row is below.
fn owner(site: &Site, start: usize) -> Option<usize> {
    let head = site.rows[start].head();
    let is_owner =
        |row: &Row| row.key.is_some() && (row.column < head || row.column == head && row.dash.is_none());
    (0..start).rev().find(|at| is_owner(&site.rows[*at]))
}

/// Returns whether the rows are as far in as others do once they are moved, and do not now; of the items of a list,
/// whether they are fewer than those behind them.
fn is_right(site: &Site, frame: &Frame, start: usize, owner: usize, by: isize) -> bool {
    if matches!(frame, Frame::List { .. }) {
        let count = |rows: &[Row], head| rows.iter().filter(|row| row.dash == Some(head)).count();
        let before = count(&site.rows[start..site.stop.row], frame.column());
        let column = site.row().head();
        let inside = site.rows[site.stop.row..].iter().take_while(|row| row.head() >= column).count();
        let behind = count(&site.rows[site.stop.row..site.stop.row + inside], column);
        if before != behind {
            return before < behind;
        }
    }
    let far = site.rows[start].head() - site.rows[owner].column;
    let usual = usual(site, owner, site.rows[start].dash.is_some());
    far != usual && far.saturating_add_signed(by) == usual
}

/// Returns how much further in than their key items or keys are in the rest of the file, most often.
fn usual(site: &Site, owner: usize, is_list: bool) -> usize {
    let mut counts = [0_usize; FARTHEST + 1];
    for (at, pair) in site.rows.windows(2).enumerate() {
        let [key, next] = pair else { continue };
        let is_owner = key.key.is_some() && key.style == ValueStyle::Empty && next.dash.is_some() == is_list;
        let far = next
            .head()
            .checked_sub(key.column)
            .filter(|far| is_owner && at != owner && (is_list || *far > 0));
        if let Some(count) = far.and_then(|far| counts.get_mut(far)) {
            *count += 1;
        }
    }
    let most = (0..counts.len()).rev().max_by_key(|far| counts[*far]);
    most.filter(|far| counts[*far] > 0).unwrap_or(2)
}
