//! Rows of text in the place of a key or an item: a text that continues, without its bar or indented less.

use super::{Guess, Site, items, keys, shown};
use crate::finding::Message;
use crate::read::shape::form::Shape;
use crate::read::shape::lookahead::is_nameless;
use crate::read::shape::row::{Row, ValueStyle, is_year};
use crate::source::Edit;

/// Returns every guess of what the text is.
pub(super) fn guesses(site: &Site) -> Vec<Guess> {
    let mut guesses = items::guesses(site);
    guesses.extend(blocks(site));
    guesses.extend(keys::guesses(site));
    guesses
}

/// Returns whether a row can be a line of a text: it has no key of the form.
fn is_prose(site: &Site, row: &Row) -> bool {
    row.name().is_none_or(|name| !site.outline.knows(name) && !is_year(name))
}

/// Guesses at lines of a text below a key without its bar, or less indented than its first line.
fn blocks(site: &Site) -> Option<Guess> {
    let (row, start) = (site.row(), site.stop.row);
    let owner = owner(site)?;
    let parent = if owner.key.is_some() { owner.column } else { owner.head() };
    // A key in the column of keys is one.
    if !is_prose(site, row)
        || is_nameless(site.text, row)
        || row.dash.is_some()
        || row.key.is_some() && row.head() <= parent
    {
        return None;
    }
    let run = site.rows[start..].iter().take_while(|below| {
        is_prose(site, below)
            && (below.head() > parent || below.dash.is_none() && below.key.is_none() && row.head() <= parent)
    });
    let end = start + run.count().max(1);
    let least = site.rows[start..end].iter().map(Row::head).min().expect("`end` is behind `start`");
    let inner = inner(site, owner).unwrap_or(parent + 2).max(parent + 1);
    let by = if least > parent && owner.style != ValueStyle::Block { 0 } else { inner.saturating_sub(least) };
    let mut edits = if owner.style == ValueStyle::Block {
        // Lines that are indented far enough stay as they are.
        let near = site.rows[start..end].iter().filter(|row| row.head() < inner);
        near.flat_map(|row| {
            let lines = site.lines[row.lines.0..row.lines.1].iter().copied();
            site.moved(lines, (inner - row.head()).cast_signed())
        })
        .collect()
    } else if by > 0 {
        site.moved(site.lines_of(end), by.cast_signed())
    } else {
        Vec::new()
    };
    edits.extend(bar(site, owner, if by > 0 { inner } else { least }));
    let name = owner.name().map_or_else(|| shown(&site.text[owner.content.range()]), ToOwned::to_owned);
    let (message, help) = if owner.style == ValueStyle::Block {
        (
            Message::new(
                format!("「{name}」の文章の続きなら、字下げが足りません。"),
                format!("If this goes on with the text of {name}, it is not indented enough."),
            ),
            Message::new(
                format!("文章の行は、どれも半角の空白{inner}個以上で字下げしてください。"),
                format!("Indent every line of the text by at least {inner} spaces."),
            ),
        )
    } else {
        (
            Message::new(
                format!("「{name}」の下に、「|」のない文章の行があります。"),
                format!("There are lines of text below {name} but no bar."),
            ),
            Message::new(
                format!("何行もある文章は、「{name}: |」の次の行から、字下げをそろえて書いてください。"),
                format!("Write a bar after {name}:, and the text on the lines below it, all indented alike."),
            ),
        )
    };
    Some(Guess::new(
        message,
        help,
        row.content,
        edits, // A bar without any text wants one.
        if owner.style == ValueStyle::Block && owner.lines.1 == owner.lines.0 + 1 { 4 } else { 14 },
    ))
}

/// Returns the row above that a text belongs to.
fn owner<'a>(site: &Site<'a>) -> Option<&'a Row> {
    let takes_text = |shape: &Shape| matches!(shape, Shape::Text | Shape::Texts);
    let pending = site.stop.pending.filter(|pending| takes_text(pending.shape)).map(|pending| pending.row);
    let row = pending.or(site.stop.text.map(|(_, row)| row)).or_else(|| site.stop.row.checked_sub(1))?;
    let row = &site.rows[row];
    let is_text = matches!(row.style, ValueStyle::Block | ValueStyle::Plain) || pending.is_some();
    is_text.then_some(row)
}

/// Returns the column of the lines of a block text that are there.
fn inner(site: &Site, owner: &Row) -> Option<usize> {
    let lines = &site.lines[owner.lines.0 + 1..owner.lines.1];
    let line = lines.iter().map(|line| &site.text[line.range()]).find(|line| !line.trim().is_empty())?;
    Some(line.len() - line.trim_start_matches(' ').len())
}

/// Returns the bar after the owner's colon; existing text moves below it.
fn bar(site: &Site, owner: &Row, column: usize) -> Option<Edit> {
    let behind = owner.key.as_ref().map_or(owner.head() + 1 + owner.line.start, |key| key.colon.end);
    match owner.style {
        ValueStyle::Empty => Some(Edit::insertion(behind, " |")),
        ValueStyle::Plain => {
            let below = format!("|\n{}", " ".repeat(column));
            let _ = site;
            Some(Edit::insertion(owner.value.start, &below))
        }
        _ => None,
    }
}
