//! Inferences from the rows around a row: missing keys, and lines that another value would absorb.

use super::form::{FormKey, FormKeys, Shape};
use super::frame::Frame;
use super::row::{Row, without_number};
use crate::read::suggest::suggest;

/// Returns the key of that name, or else the missing one that seems to be meant, which the schema reports.
pub(super) fn meant<'o>(
    keys: &'o FormKeys,
    seen: &[(usize, usize)],
    name: &str,
) -> Option<(usize, &'o FormKey)> {
    keys.find(name).or_else(|| {
        let unseen =
            keys.0.iter().enumerate().filter(|(place, _)| seen.iter().all(|(used, _)| used != place));
        let unseen: Vec<&str> = unseen.map(|(_, key)| key.name.as_str()).collect();
        suggest(name, &unseen).and_then(|meant| keys.find(meant))
    })
}

/// Returns whether a row is a colon and a value without the key before them.
pub(super) fn is_nameless(text: &str, row: &Row) -> bool {
    let typed = &text[row.content.range()];
    row.key.is_none()
        && row.dash.is_none()
        && (typed == ":" || typed.starts_with(": ") || typed.starts_with('：'))
}

/// Returns the rows of the map that a row's key is in: those behind it in its column.
pub(super) fn siblings(rows: &[Row], number: usize) -> impl Iterator<Item = &Row> {
    let column = rows[number].column;
    let inside = rows[number + 1..].iter().take_while(move |row| row.head() >= column);
    inside.filter(move |row| row.column == column && row.dash.is_none())
}

/// Returns the keys of lists that a map has neither before nor behind a row.
pub(super) fn missing_lists<'o>(rows: &[Row], number: usize, keys: &'o FormKeys) -> Vec<&'o FormKey> {
    let column = rows[number].column;
    // An item begins with the dash before its first key.
    let begins = |row: &Row| row.column < column || row.column == column && row.dash.is_some();
    let first = (0..=number).rev().find(|at| begins(&rows[*at])).unwrap_or(0);
    let around: Vec<&str> = rows[first..number]
        .iter()
        .filter(|row| row.column == column)
        .chain(siblings(rows, number))
        .filter_map(Row::name)
        .collect();
    let lists = keys.0.iter().filter(|key| matches!(key.shape, Shape::Texts | Shape::Maps(_)));
    lists.filter(|key| !around.contains(&key.name.as_str())).collect()
}

/// Returns where lines behind dashes begin that end a block text, and the key of the first of them.
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

/// Returns the key that a line begins with, behind its dash if it has one.
pub(super) fn typed_key(line: &str) -> Option<&str> {
    let typed = line.trim_start_matches([' ', '-']);
    let (name, rest) = typed.split_once(':')?;
    (rest.trim_end().is_empty() || rest.starts_with(' ')).then(|| name.trim_end())
}

/// Returns the beginning of a line of a block text whose key is missing in a map around it: it is indented
/// too far.
pub(super) fn swallowed_key(text: &str, rows: &[Row], number: usize, frames: &[Frame]) -> Option<usize> {
    let start = rows[number].line.end;
    let end = rows.get(number + 1).map_or(text.len(), |row| row.line.start);
    let mut at = start;
    for line in text[start..end].split_inclusive('\n') {
        let begin = at;
        at += line.len();
        let name = typed_key(line).filter(|_| !line.trim_start_matches(' ').starts_with(['-', '#']));
        if name.is_some_and(|name| frames.iter().any(|frame| lacks(frame, rows, number, name))) {
            return Some(begin);
        }
    }
    None
}

/// Returns whether a map has a key of that name neither before nor behind a row, and may have it.
fn lacks(frame: &Frame, rows: &[Row], number: usize, name: &str) -> bool {
    let Frame::Map { column, keys, seen } = frame else { return false };
    let Some((place, _)) = keys.find(name) else { return false };
    let inside = rows[number + 1..].iter().take_while(|row| row.head() >= *column);
    seen.iter().all(|(used, _)| *used != place)
        && !inside.clone().any(|row| row.column == *column && row.dash.is_none() && row.name() == Some(name))
}

/// Returns the list that the form has below a key, of whose items the lines behind dashes may be that end the block
/// text of a row: the row's own key is before it, and elsewhere in the file it does not go without it.
pub(super) fn next_list<'o>(rows: &[Row], number: usize, keys: &'o FormKeys) -> Option<&'o FormKey> {
    let name = rows[number].name()?;
    let (place, _) = keys.find(name)?;
    let (next, key) =
        keys.0.iter().enumerate().skip(place + 1).find(|(_, key)| matches!(key.shape, Shape::Texts))?;
    let behind = siblings(rows, number).find_map(|row| Some(keys.find(row.name()?)?.0));
    let others = (0..rows.len()).filter(|at| *at != number && rows[*at].name() == Some(name));
    let mut others = others.filter(|at| rows[*at].column == rows[number].column).peekable();
    let is_usual = others.peek().is_none()
        || others.any(|at| missing_lists(rows, at, keys).iter().all(|list| list.name != key.name));
    let is_missing = missing_lists(rows, number, keys).iter().any(|list| list.name == key.name);
    (is_missing && behind.is_none_or(|behind| behind > next) && is_usual).then_some(key)
}

/// Returns the list that a key with a number is meant for: 重点目標1, ②取組, 指標（3）.
pub(super) fn numbered<'o>(keys: &'o FormKeys, name: &str) -> Option<&'o FormKey> {
    let named = without_number(name)?;
    let is_list = |key: &&FormKey| matches!(key.shape, Shape::Texts | Shape::Maps(_));
    if let Some((_, key)) = keys.find(named) {
        return Some(key).filter(is_list);
    }
    let lists: Vec<&str> = keys.0.iter().filter(is_list).map(|key| key.name.as_str()).collect();
    suggest(named, &lists).and_then(|meant| keys.find(meant)).map(|(_, key)| key)
}

/// Returns the key of a text whose line is missing above the row `number`, which the row `owner` would take in otherwise.
pub(super) fn next_text<'o>(
    text: &str,
    rows: &[Row],
    keys: &'o FormKeys,
    number: usize,
    owner: usize,
) -> Option<&'o FormKey> {
    let (row, above) = (&rows[number], &rows[owner]);
    let (place, _) = keys.find(above.name()?)?;
    let next = keys.0.get(place + 1).filter(|next| matches!(next.shape, Shape::Text))?;
    let is_there = rows.iter().any(|row| row.column == 0 && row.name() == Some(next.name.as_str()));
    let value = &text[above.value.range()];
    let is_whole = value.ends_with('。') || value.chars().count() <= 20 && !value.contains(['、', '。']);
    let is_prose = text[row.content.range()].contains('。');
    (above.column == 0 && !is_there && is_whole && is_prose).then_some(next)
}
