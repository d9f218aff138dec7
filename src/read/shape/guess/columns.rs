//! Rows that are in the wrong column.

use super::{Guess, Site, fits};
use crate::finding::Message;
use crate::read::shape::form::Shape;
use crate::read::shape::frame::Frame;
use crate::read::shape::row::{Row, is_year};

/// Returns every column in which the row would have a place, for the rows that may have to move with it.
pub(super) fn guesses(site: &Site) -> Vec<Guess> {
    let column = site.row().head();
    let mut guesses = Vec::new();
    for (target, owner) in targets(site) {
        if target == column {
            continue;
        }
        let mut reported = Vec::new();
        for (rank, end) in extents(site).into_iter().chain(fitting_rows(site)).enumerate() {
            if !reported.contains(&end) {
                reported.push(end);
                guesses.push(guess(site, target, owner.as_deref(), end, rank));
            }
        }
    }
    guesses
}

/// Returns the columns, each with the key above it, or `None` at the top level.
fn targets(site: &Site) -> Vec<(usize, Option<String>)> {
    let row = site.row();
    let mut targets = Vec::new();
    if let Some(pending) =
        site.stop.pending.filter(|pending| site.holds(pending.shape) || may_hold(site, pending.shape))
    {
        let owner = site.rows[pending.row].name().map(ToOwned::to_owned);
        targets.push((pending.column + 2, owner));
    }
    for (depth, frame) in site.stop.frames.iter().enumerate().rev() {
        if fits(frame, row) {
            targets.push((frame.column(), owner(site, depth)));
        }
    }
    targets
}

/// Returns a map of an item below its bare dash.
fn may_hold(site: &Site, shape: &Shape) -> bool {
    let (row, name) = (site.row(), site.row().name());
    matches!(shape, Shape::Maps(keys) if row.dash.is_none() && site.stop.pending.is_some_and(|pending| pending.is_item) && name.is_some_and(|name| keys.find(name).is_some()))
}

/// Returns the key below which a frame is open.
fn owner(site: &Site, depth: usize) -> Option<String> {
    let outer = site.stop.frames[..depth].iter().rev().find_map(|frame| match frame {
        Frame::Map { keys, seen, .. } => seen.last().map(|(place, _)| keys.0[*place].name.clone()),
        _ => None,
    });
    outer.filter(|_| depth > 0)
}

/// Returns the ends of the rows that may move: the row alone; with those in its column; with those further
/// in; with those like it; with all that are not indented less.
fn extents(site: &Site) -> [usize; 5] {
    let (start, row) = (site.stop.row, site.row());
    let column = row.head();
    let behind = |keep: &dyn Fn(usize) -> bool| {
        start + 1 + (start + 1..site.rows.len()).take_while(|at| keep(*at)).count()
    };
    let beside = behind(&|at| site.rows[at].head() == column);
    let further = behind(&|at| site.rows[at].head() > column);
    let alike = behind(&|at| {
        let candidate = &site.rows[at];
        let is_like = candidate.dash.is_some() == row.dash.is_some()
            && (candidate.name().is_some_and(is_year) == row.name().is_some_and(is_year))
            && candidate.key.is_some() == row.key.is_some();
        candidate.head() > column || candidate.head() == column && is_like
    });
    let all = behind(&|at| site.rows[at].head() >= column);
    [start + 1, beside, further, alike, all]
}

/// The most rows that may be in place already and are tried as the end of those that move.
const SETTLED: usize = 8;

/// Returns the numbers of the rows from which the text fits without a move.
fn fitting_rows(site: &Site) -> Vec<usize> {
    let (start, column) = (site.stop.row, site.row().head());
    let has_place = |row: &Row| site.frames().any(|frame| frame.column() == row.head() && fits(frame, row));
    let behind = (start + 1..site.rows.len()).take_while(|at| site.rows[*at].head() >= column);
    behind.filter(|at| has_place(&site.rows[*at])).take(SETTLED).collect()
}

fn guess(site: &Site, target: usize, owner: Option<&str>, end: usize, rank: usize) -> Guess {
    let column = site.row().head();
    let by = target.cast_signed() - column.cast_signed();
    let rank = 20 + rank + by.unsigned_abs().min(9);
    moved(site, (site.stop.row, end), by, owner, rank)
}

/// Moves the rows from the first of `rows` to before the second by some columns.
pub(super) fn moved(site: &Site, rows: (usize, usize), by: isize, owner: Option<&str>, rank: usize) -> Guess {
    let row = &site.rows[rows.0];
    let (name, target) = (site.called_of(row), row.head().saturating_add_signed(by));
    let count = site.lines_from(rows.0, rows.1).count();
    let (lines, lines_en) = if count > 1 {
        (format!("「{name}」から{count}行"), format!("The {count} lines from {name} on"))
    } else {
        (format!("「{name}」の行"), format!("The line of {name}"))
    };
    let far = by.unsigned_abs();
    let (ja, en) = if by > 0 { ("足りません", "too few") } else { ("多すぎます", "too many") };
    let message = Message::new(
        format!("{lines}の字下げが、半角の空白{far}個{ja}。"),
        format!("{lines_en}: the indentation has {far} {} {en}.", if far == 1 { "space" } else { "spaces" }),
    );
    let under = owner.map_or_else(String::new, |owner| format!("「{owner}」の下に書く項目です。"));
    let under_en = owner.map_or_else(String::new, |owner| format!(" It belongs below {owner}."));
    let (how, how_en) = if by > 0 { ("足して", "Add") } else { ("減らして", "Remove") };
    let help = Message::new(
        format!("{under}行の初めの空白を{far}個{how}、字下げを{target}個にしてください。"),
        format!("{how_en} {far} at the beginning of each, so that {name} is indented by {target}.{under_en}"),
    );
    Guess::new(message, help, row.content, site.moved(site.lines_from(rows.0, rows.1), by), rank)
}
