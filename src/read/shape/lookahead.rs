//! What the rows around one tell of it: keys that are missing, and lines that another value would take in.

use super::form::{Key, Keys, Shape};
use super::row::Row;
use crate::read::suggest::suggest;

/// The key of that name; else the one that is missing and seems to be meant, which the schema tells.
pub(super) fn meant<'o>(keys: &'o Keys, seen: &[(usize, usize)], name: &str) -> Option<(usize, &'o Key)> {
    keys.find(name).or_else(|| {
        let unseen = keys.0.iter().enumerate().filter(|(place, _)| seen.iter().all(|(it, _)| it != place));
        let unseen: Vec<&str> = unseen.map(|(_, key)| key.name.as_str()).collect();
        suggest(name, &unseen).and_then(|meant| keys.find(meant))
    })
}

/// Whether a row is a colon and a value without the key before them.
pub(super) fn is_nameless(text: &str, row: &Row) -> bool {
    let typed = &text[row.content.range()];
    row.key.is_none()
        && row.dash.is_none()
        && (typed == ":" || typed.starts_with(": ") || typed.starts_with('：'))
}

/// The rows of the map that a row's key is in: those behind it in its column.
pub(super) fn siblings(rows: &[Row], number: usize) -> impl Iterator<Item = &Row> {
    let column = rows[number].column;
    let inside = rows[number + 1..].iter().take_while(move |row| row.head() >= column);
    inside.filter(move |row| row.column == column && row.dash.is_none())
}

/// The keys of lists that a map has neither before nor behind a row.
pub(super) fn missing_lists<'o>(rows: &[Row], number: usize, keys: &'o Keys) -> Vec<&'o Key> {
    let column = rows[number].column;
    let before = rows[..number].iter().rev().take_while(|row| row.column >= column);
    let around: Vec<&str> = before
        .filter(|row| row.column == column)
        .chain(siblings(rows, number))
        .filter_map(Row::name)
        .collect();
    let lists = keys.0.iter().filter(|key| matches!(key.shape, Shape::Texts | Shape::Maps(_)));
    lists.filter(|key| !around.contains(&key.name.as_str())).collect()
}

/// Where lines behind dashes begin that end a block text, and the key of the first of them.
pub(super) fn swallowed<'t>(text: &'t str, rows: &[Row], number: usize) -> Option<(usize, Option<&'t str>)> {
    let start = rows[number].line.end;
    let end = rows.get(number + 1).map_or(text.len(), |row| row.line.start);
    let mut at = start;
    let mut run: Option<(usize, usize)> = None;
    for line in text[start..end].split_inclusive('\n') {
        let (begin, inner) = (at, line.trim_start_matches(' '));
        at += line.len();
        let indent = line.len() - inner.len();
        if inner.trim().is_empty() || inner.starts_with('#') {
            continue;
        }
        let is_item = inner.starts_with("- ");
        match run {
            Some((_, column)) if indent > column || indent == column && is_item => {}
            _ => run = is_item.then_some((begin, indent)),
        }
    }
    let (begin, _) = run?;
    let first = text[begin..].lines().next()?.trim_start_matches([' ', '-']);
    Some((begin, first.split(':').next().filter(|name| name.len() < first.len())))
}

/// The key of a text whose line is missing above the row `number`, which the row `owner` would take in otherwise.
pub(super) fn next_text<'o>(
    text: &str,
    rows: &[Row],
    keys: &'o Keys,
    number: usize,
    owner: usize,
) -> Option<&'o Key> {
    let (row, above) = (&rows[number], &rows[owner]);
    let (place, _) = keys.find(above.name()?)?;
    let next = keys.0.get(place + 1).filter(|next| matches!(next.shape, Shape::Text))?;
    let is_there = rows.iter().any(|row| row.column == 0 && row.name() == Some(next.name.as_str()));
    let value = &text[above.value.range()];
    let is_whole = value.ends_with('。') || value.chars().count() <= 20 && !value.contains(['、', '。']);
    let is_prose = text[row.content.range()].contains('。');
    (above.column == 0 && !is_there && is_whole && is_prose).then_some(next)
}
