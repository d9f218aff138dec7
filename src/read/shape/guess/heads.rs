//! Missing parts above or before a row: a dash, the key that it belongs to, the head of its item.

use super::{Guess, Site};
use crate::finding::Message;
use crate::read::shape::form::{FormKey, FormKeys, Shape};
use crate::read::shape::frame::Frame;
use crate::read::shape::lookahead;
use crate::source::{Edit, Span};

/// Returns every guess of what is missing.
pub(super) fn guesses(site: &Site) -> Vec<Guess> {
    let mut guesses = parents(site);
    guesses.extend(pairs(site));
    guesses.extend(next_text(site));
    guesses.extend(nameless(site));
    for (place, (column, keys, is_open)) in lists(site).into_iter().enumerate() {
        guesses.extend(dashes(site, column, keys, is_open, place));
        guesses.extend(items(site, column, keys, is_open, place));
    }
    guesses
}

/// Returns the lists of maps that the row may be in: the column of their dashes, or of their key where no item is there
/// yet.
fn lists<'a>(site: &Site<'a>) -> Vec<(usize, &'a FormKeys, bool)> {
    let mut lists = Vec::new();
    if let Some(pending) = site.stop.pending.filter(|pending| !pending.is_item)
        && let Shape::Maps(keys) = pending.shape
    {
        lists.push((pending.column, keys, false));
    }
    for frame in site.frames() {
        if let Frame::List { column, item: Shape::Maps(keys) } = frame {
            lists.push((*column, keys, true));
        }
    }
    lists
}

/// Guesses at a row that begins an item without its dash.
fn dashes(site: &Site, column: usize, keys: &FormKeys, is_open: bool, place: usize) -> Vec<Guess> {
    let row = site.row();
    let at = row.content.start;
    let Some(name) = row.name().filter(|name| row.dash.is_none() && keys.find(name).is_some()) else {
        return Vec::new();
    };
    if is_copy(site, name) {
        return Vec::new();
    }
    let is_column = |dash: usize| if is_open { dash == column } else { dash >= column };
    let mut guesses = Vec::new();
    let rank = if keys.0.first().is_some_and(|first| first.name == name) { 0 } else { 8 } + place;
    if row.column >= 2 && is_column(row.column - 2) && !row.odd_indent {
        guesses.push(dash(site, name, vec![Edit::new(Span::new(at - 2, at), "- ")], rank));
    }
    if is_column(row.column) {
        let insert = Edit::insertion(at, "- ");
        guesses.push(dash(site, name, vec![insert.clone()], rank));
        let rows = site.rows[site.stop.row + 1..].iter();
        let of_item = rows.take_while(|below| {
            below.head() > row.column
                || below.head() == row.column && below.dash.is_none() && below.name() != Some(name)
        });
        let end = site.stop.row + 1 + of_item.count();
        let mut edits = site.moved(site.lines_of(end).skip(1), 2);
        edits.insert(0, insert);
        guesses.push(dash(site, name, edits, rank + 1));
    }
    guesses
}

/// Returns whether a key directly follows itself: a line that was copied.
fn is_copy(site: &Site, name: &str) -> bool {
    let column = site.row().column;
    site.frames().any(|frame| match frame {
        Frame::Map { column: open, keys, seen } if *open == column => {
            seen.last().is_some_and(|(place, _)| keys.0[*place].name == name)
        }
        _ => false,
    })
}

fn dash(site: &Site, name: &str, edits: Vec<Edit>, rank: usize) -> Guess {
    let message = Message::new(
        format!("「{name}」の前に「- 」がありません。「- 」を忘れていませんか。"),
        format!("There is no dash before {name}. Was it forgotten?"),
    );
    let more = edits.len() - 1;
    let indent = if more > 0 {
        format!("続く{more}行は、半角の空白2個だけ字下げを増やします。")
    } else {
        String::new()
    };
    let indent_en = if more > 0 {
        format!(" Indent the {more} lines below it by two more spaces.")
    } else {
        String::new()
    };
    let help = Message::new(
        format!("ここから新しい一つが始まるので、「- {name}: 」と書き始めてください。{indent}"),
        format!("A new item begins here: write \"- {name}: \".{indent_en}"),
    );
    let span = site.row().key.as_ref().map_or(site.row().content, |key| key.span);
    Guess::new(message, help, span, edits, rank).parting_items()
}

/// Returns the line of a key that the row belongs to is missing.
fn parents(site: &Site) -> Vec<Guess> {
    let (row, mut guesses) = (site.row(), Vec::new());
    for (depth, frame) in site.frames().enumerate() {
        let Frame::Map { column, keys, seen } = frame else { continue };
        let is_below = if row.dash.is_some() { row.head() >= *column } else { row.column > *column };
        let unseen = keys.0.iter().enumerate().filter(|(at, _)| seen.iter().all(|(used, _)| used != at));
        for (_, key) in unseen.filter(|(_, key)| is_below && site.holds(&key.shape)) {
            let line = format!("{}:", key.name);
            guesses.push(missing(site, &line, *column, 10 + depth).parting_items());
        }
    }
    guesses
}

/// Reports that the line of a list's key and that of its item are missing: 取組 and 主な取組 above an item of 主な取組.
fn pairs(site: &Site) -> Vec<Guess> {
    let (row, mut guesses) = (site.row(), Vec::new());
    for (depth, frame) in site.frames().enumerate() {
        let Frame::Map { column, keys, seen } = frame else { continue };
        let unseen = keys.0.iter().enumerate().filter(|(at, _)| seen.iter().all(|(used, _)| used != at));
        for (_, key) in unseen {
            let Shape::Maps(inner) = &key.shape else { continue };
            let Some(first) = inner.0.first() else { continue };
            let is_inner = |name: &str| first.name != name && inner.find(name).is_some();
            let holds = site.holds(&first.shape);
            let dash = if holds && row.head() >= column + 4 {
                column + 2
            } else if row.dash.is_none() && row.name().is_some_and(is_inner) && row.column >= column + 2 {
                row.column - 2
            } else {
                continue;
            };
            let guess = pair(site, (*column, &key.name), (dash, &first.name), 20 + depth);
            guesses.push(Guess { parts_items: holds, ..guess });
        }
    }
    guesses
}

fn pair(site: &Site, (column, key): (usize, &str), (dash, first): (usize, &str), rank: usize) -> Guess {
    let (list, item) = (format!("{key}:"), format!("- {first}:"));
    let called = site.called();
    let (upper, lower) = (site.line_before(column, &list), site.line_before(dash, &item));
    let edit = Edit { text: upper.text + &lower.text, ..lower };
    Guess::new(
        Message::new(
            format!("「{called}」の行の上に、「{list}」と「{item}」の2行がありません。"),
            format!("The lines \"{list}\" and \"{item}\" are missing above {called}."),
        ),
        Message::new(
            format!(
                "この行の上に、半角の空白{column}個で字下げした「{list}」と、{dash}個で字下げした「{item}」の行を足してください。"
            ),
            format!("Add them above this line, indented by {column} and {dash} spaces."),
        ),
        site.row().content,
        vec![edit],
        rank,
    )
}

/// The penalty in rank of a guess whose line would be indented less than writers indent.
const FAR: usize = 12;

/// Returns the first line of an item is missing: a key that the row belongs to, or the key before the row's.
fn items(site: &Site, column: usize, keys: &FormKeys, is_open: bool, place: usize) -> Vec<Guess> {
    let (row, mut guesses) = (site.row(), Vec::new());
    let dash = if is_open { column } else { column + 2 };
    // Rows far in belong to a key nearer to them, if any may be missing.
    let far = if row.head() > dash + 4 { FAR } else { 0 };
    for key in keys.0.iter().filter(|key| site.holds(&key.shape)) {
        if row.head() >= dash + 2 {
            let guess = missing(site, &format!("- {}:", key.name), dash, 4 + place + far);
            guesses.push(guess.parting_items());
        }
    }
    let first = keys.0.first().filter(|first| {
        let begins = |name: &str| first.name != name && keys.find(name).is_some() && !is_copy(site, name);
        row.dash.is_none() && row.name().is_some_and(begins)
    });
    if let Some(first) = first
        && row.column >= 2
        && (if is_open { row.column == column + 2 } else { row.column >= column + 2 })
    {
        guesses.push(missing(site, &format!("- {}:", first.name), row.column - 2, 4 + place));
    }
    guesses
}

/// Returns the line of a text at the top is missing above the row.
fn next_text(site: &Site) -> Option<Guess> {
    let [Frame::Map { keys, .. }] = site.stop.frames.as_slice() else { return text_behind_lists(site) };
    let owner = site.stop.text.map(|(_, row)| row).or(site.stop.pending.map(|pending| pending.row))?;
    let next = lookahead::next_text(site.text, site.rows, keys, site.stop.row, owner)?;
    Some(missing(site, &format!("{}: |", next.name), 0, 2))
}

/// Reports that the line of the text after the lists of a form is missing: the row is indented less than all
/// that is open, so it belongs to nothing of it.
fn text_behind_lists(site: &Site) -> Option<Guess> {
    let row = site.row();
    let [Frame::Map { keys, seen, .. }, .., last] = site.stop.frames.as_slice() else { return None };
    let is_prose = row.key.is_none() && row.dash.is_none() && site.text[row.content.range()].contains('。');
    if !is_prose || row.column == 0 || row.column >= last.column() {
        return None;
    }
    let (place, _) = seen.last()?;
    let next = keys.0.get(place + 1).filter(|next| matches!(next.shape, Shape::Text))?;
    let is_there = site.rows.iter().any(|row| row.column == 0 && row.name() == Some(next.name.as_str()));
    (!is_there).then(|| missing(site, &format!("{}: |", next.name), 0, 2))
}

/// Returns a colon and a value whose key is missing: the keys that the map has between those before and behind it.
fn nameless(site: &Site) -> Vec<Guess> {
    let row = site.row();
    let map = site.frames().find_map(|frame| match frame {
        Frame::Map { column, keys, seen } if *column == row.column => Some((keys, seen)),
        _ => None,
    });
    let Some((keys, seen)) = map.filter(|_| lookahead::is_nameless(site.text, row)) else {
        return Vec::new();
    };
    let before = seen.last().map_or(0, |(place, _)| place + 1);
    let behind: Vec<usize> = lookahead::siblings(site.rows, site.stop.row)
        .filter_map(|row| Some(keys.find(row.name()?)?.0))
        .collect();
    let end = behind.iter().copied().find(|place| *place >= before).unwrap_or(keys.0.len());
    let places = (before..end).filter(|place| !behind.contains(place));
    let rest = site.text[row.content.range()].trim_start_matches([':', '：', ' ']);
    let takes =
        |key: &&FormKey| if rest.is_empty() { true } else { matches!(key.shape, Shape::Text | Shape::Texts) };
    let keys = places.map(|place| &keys.0[place]).filter(takes);
    keys.enumerate().map(|(rank, key)| named(site, &key.name, rest, rank)).collect()
}

fn named(site: &Site, name: &str, rest: &str, rank: usize) -> Guess {
    let row = site.row();
    let text = if rest.is_empty() { format!("{name}:") } else { format!("{name}: ") };
    let span = Span::new(row.content.start, row.content.end - rest.len());
    let colon = site.text[span.range()].chars().next().map_or(0, char::len_utf8);
    Guess::new(
        Message::new("コロンの前に、項目の名前がありません。", "There is no key before the colon."),
        Message::new(
            format!("「{name}」のことなら、「{name}: 」と書いてください。"),
            format!("Write \"{name}: \" if that is what it is."),
        ),
        Span::new(span.start, span.start + colon),
        vec![Edit::new(span, text)],
        rank,
    )
}

fn missing(site: &Site, line: &str, column: usize, rank: usize) -> Guess {
    let (message, help) = missing_words(&site.called(), line, column);
    Guess::new(message, help, site.row().content, vec![site.line_before(column, line)], rank)
}

pub(super) fn missing_words(below: &str, line: &str, column: usize) -> (Message, Message) {
    let message = Message::new(
        format!("「{below}」の行の上に、「{line}」の行がありません。"),
        format!("The line \"{line}\" is missing above {below}."),
    );
    let (indent, indent_en) = match column {
        0 => ("字下げせずに".to_owned(), "without indentation".to_owned()),
        _ => (format!("半角の空白{column}個で字下げした"), format!("indented by {column} spaces")),
    };
    let help = Message::new(
        format!("この行の上に、{indent}「{line}」の行を足してください。"),
        format!("Add a line \"{line}\" above this one, {indent_en}."),
    );
    (message, help)
}
