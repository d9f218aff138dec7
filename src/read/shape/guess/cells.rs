//! Rows of a spreadsheet: years beside each other, and their values on the row below.

use super::{Guess, Site, shown};
use crate::finding::Message;
use crate::read::naming::plain_or_quoted;
use crate::read::shape::form::Shape;
use crate::read::shape::frame::Frame;
use crate::read::shape::row::is_year;
use crate::read::shape::signs::is_blank;
use crate::source::{Edit, Span, newline};

/// Guesses at several years on one row with their values on the next, and writes one year per line.
pub(super) fn guess(site: &Site) -> Option<Guess> {
    let row = site.row();
    let is_pending = site.stop.pending.is_some_and(|pending| matches!(pending.shape, Shape::Named(_)));
    let is_open = matches!(site.stop.frames.last(), Some(Frame::Named { .. }));
    let years = cells(site, row.content);
    if !(is_pending || is_open) || years.len() < 2 || !years.iter().all(|year| is_year(year)) {
        return None;
    }
    let next = site.rows.get(site.stop.row + 1).filter(|next| next.dash.is_none());
    let below =
        next.map(|next| (next, cells(site, next.content))).filter(|(_, cells)| cells.len() == years.len());
    let last = below.as_ref().map_or(row, |(next, _)| next);
    let values = below.as_ref().map_or(&[][..], |(_, cells)| cells);
    let indent = &site.text[row.line.start..row.content.start];
    let newline = newline(site.text);
    let lines: Vec<String> = years
        .iter()
        .enumerate()
        .map(|(place, year)| match values.get(place) {
            Some(value) => format!("{year}: {}", plain_or_quoted(value)),
            None => format!("{year}:"),
        })
        .collect();
    let example = shown(&lines[0]);
    let text = lines.join(&format!("{newline}{indent}"));
    Some(Guess::new(
        Message::new(
            "年が1行に並んでいます(表計算ソフトから貼り付けた行)。",
            "Several years are on one row, as in a spreadsheet.",
        ),
        Message::new(
            format!("「{example}」のように、年と値を、1年に1行で書いてください。"),
            format!("Write a year and its value on a line of their own: \"{example}\"."),
        ),
        row.content,
        vec![Edit::new(Span::new(row.content.start, last.content.end), text)],
        0,
    ))
}

/// Returns the cells of a text: between tabs, or without tabs between commas, or else between blanks.
pub(super) fn cells<'a>(site: &Site<'a>, span: Span) -> Vec<&'a str> {
    let typed = site.text[span.range()].trim_matches(is_blank);
    let cells = |parts: &dyn Fn(char) -> bool| -> Vec<&'a str> {
        typed.split(parts).map(|cell| cell.trim_matches(is_blank)).filter(|cell| !cell.is_empty()).collect()
    };
    match typed {
        _ if typed.contains('\t') => cells(&|character| character == '\t'),
        _ if typed.contains(", ") || typed.contains(['、', '，']) => {
            let parts = typed.split(", ").flat_map(|part| part.split(['、', '，']));
            parts.map(|cell| cell.trim_matches(is_blank)).filter(|cell| !cell.is_empty()).collect()
        }
        _ => cells(&is_blank),
    }
}
