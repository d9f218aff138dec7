//! Characters typed by mistake before the key or dash of a line: `n    単位: 回`.

use super::{Guess, Site, shown};
use crate::finding::Message;
use crate::read::shape::form::Shape;
use crate::read::shape::frame::Frame;
use crate::read::shape::lookahead::typed_key;
use crate::read::shape::row::is_year;
use crate::read::shape::signs::is_blank;
use crate::source::{Edit, Span};

/// The most characters that are read as a mistake.
const MOST: usize = 4;

/// Returns a guess for each column that the line may have without them.
pub(super) fn guesses(site: &Site) -> Vec<Guess> {
    let row = site.row();
    let typed = &site.text[row.content.start..row.line.end];
    let head = if row.dash.is_some() { &site.text[row.indent.end..row.line.end] } else { typed };
    let Some(blank) = head.find(is_blank) else { return Vec::new() };
    let (stray, rest) = (&head[..blank], head[blank..].trim_start_matches(is_blank));
    let is_known = |name: &str| site.outline.knows(name) || is_year(name);
    let is_item = rest.starts_with("- ");
    let is_entry = is_item || typed_key(rest).is_some_and(is_known);
    if !is_entry || stray == "-" || stray.chars().count() > MOST || is_known(stray) {
        return Vec::new();
    }
    let end = row.line.end - rest.len();
    let column = site.text[row.line.start..end].chars().count();
    let columns = columns(site, rest, is_item).into_iter().chain([column, column - stray.chars().count()]);
    let span = Span::new(row.indent.end, row.indent.end + stray.len());
    columns.enumerate().map(|(rank, column)| without(site, (span, end), column, rank)).collect()
}

/// Returns the columns of what is open around the line, the innermost first.
fn columns(site: &Site, rest: &str, is_item: bool) -> Vec<usize> {
    let takes = |frame: &&Frame| match frame {
        Frame::List { .. } => is_item,
        Frame::Map { keys, .. } => typed_key(rest).is_some_and(|name| keys.find(name).is_some()),
        Frame::Named { .. } => typed_key(rest).is_some_and(is_year),
    };
    let pending = site
        .stop
        .pending
        .filter(|pending| !matches!(pending.shape, Shape::Text))
        .map(|pending| pending.column + 2);
    pending.into_iter().chain(site.frames().filter(takes).map(Frame::column)).collect()
}

fn without(site: &Site, (stray, end): (Span, usize), column: usize, rank: usize) -> Guess {
    let name = shown(&site.text[stray.range()]);
    Guess::new(
        Message::new(
            format!("行の初めに、余分な文字「{name}」があります。"),
            format!("The line begins with {name}, which is part of nothing."),
        ),
        Message::new(
            format!("「{name}」を消して、字下げを半角の空白{column}個にしてください。"),
            format!("Delete it, and indent the line by {column} spaces."),
        ),
        stray,
        vec![Edit::new(Span::new(site.row().line.start, end), " ".repeat(column))],
        3 + rank,
    )
}
