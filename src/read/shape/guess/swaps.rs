//! Two lines in each other's place: 実績 below the first of its years, 単位 below 実績.

use super::{Guess, Site};
use crate::finding::Message;
use crate::read::shape::row::{Row, ValueStyle};
use crate::source::{Edit, Span};

/// The number of rows before the one that does not fit that are tried as the first of two.
const BEFORE: usize = 3;

/// Returns a guess for every two rows around the one that does not fit.
pub(super) fn guesses(site: &Site) -> Vec<Guess> {
    let stop = site.stop.row;
    (stop.saturating_sub(BEFORE)..=stop).filter_map(|first| swapped(site, first)).collect()
}

fn swapped(site: &Site, first: usize) -> Option<Guess> {
    let [above, below] = site.rows.get(first..first + 2)? else { return None };
    let is_line =
        |row: &Row| row.lines.1 == row.lines.0 + 1 && row.style != ValueStyle::Block && !row.odd_indent;
    // Lines of text have neither keys nor dashes.
    let is_entry = |row: &Row| row.key.is_some() || row.dash.is_some();
    if above.lines.1 != below.lines.0 || ![above, below].into_iter().all(|row| is_line(row) && is_entry(row))
    {
        return None;
    }
    let (name, following) = (site.called_of(above), site.called_of(below));
    let moved = format!("{}{}", &site.text[below.line.range()], &site.text[above.line.end..below.line.start]);
    Some(
        Guess::new(
            Message::new(
                format!("「{name}」の行と「{following}」の行の順が逆です。"),
                format!("The lines of {name} and {following} are in each other's place."),
            ),
            Message::new(
                format!("2行を入れ替えて、「{following}」の行を上にしてください。"),
                format!("Exchange the two lines, so that {following} comes first."),
            ),
            above.content,
            vec![
                Edit::insertion(above.line.start, moved),
                Edit::deletion(Span::new(above.line.end, below.line.end)),
            ],
            16,
        )
        .and_at(vec![below.content]),
    )
}
