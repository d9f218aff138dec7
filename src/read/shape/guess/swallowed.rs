//! Lines of a block text that belong below it: a key that is indented too far, and items whose key is
//! missing.

use super::heads::missing_words;
use super::{Guess, Site, shown};
use crate::finding::Message;
use crate::read::shape::form::FormKey;
use crate::read::shape::frame::Frame;
use crate::read::shape::lookahead::{missing_lists, typed_key};
use crate::source::{Edit, Span};

/// Returns every guess about the line that begins at a byte.
pub(super) fn guesses(site: &Site, at: usize) -> Vec<Guess> {
    let line = site.text[at..].lines().next().unwrap_or_default();
    match typed_key(line) {
        Some(name) if !line.trim_start().starts_with("- ") => keys(site, at, line, name),
        _ => lists(site, at, line),
    }
}

/// Returns the span of the text of a line.
fn content(at: usize, line: &str) -> Span {
    Span::new(at + line.len() - line.trim_start().len(), at + line.trim_end().len())
}

/// Returns the line of a list's key is missing.
fn lists(site: &Site, at: usize, line: &str) -> Vec<Guess> {
    let row = site.row();
    let Some(Frame::Map { keys, .. }) = site.stop.frames.last() else { return Vec::new() };
    let span = content(at, line);
    let is_keyed = typed_key(line).is_some_and(|name| site.outline.knows(name));
    let guess = |(rank, key): (usize, &FormKey)| {
        let head = format!("{}:", key.name);
        let edit = Edit { span: Span::new(at, at), ..site.line_before(row.column, &head) };
        let (message, help) = missing_words(&shown(&site.text[span.range()]), &head, row.column);
        let help = if is_keyed { help } else { or_text(&help, &head) };
        let (others, edits) = (Vec::new(), vec![edit]);
        Guess::new(message, help, span, edits, rank).and_at(others)
    };
    missing_lists(site.rows, site.stop.row, keys).into_iter().enumerate().map(guess).collect()
}

/// Adds to the help that items without keys may be meant as part of the text, as an empty list below suggests.
fn or_text(help: &Message, head: &str) -> Message {
    Message::new(
        format!("{}「- 」の行も文章のうちなら、文章の下に「{head}」の行を足してください。", help.ja),
        format!("{} If the items are part of the text, add the line \"{head}\" below the text.", help.en),
    )
}

/// Guesses at a key that is indented as far as the text above it: with what is further in, alone, or with all that
/// follows.
fn keys(site: &Site, at: usize, line: &str, name: &str) -> Vec<Guess> {
    let map = site.frames().find(
        |frame| matches!(frame, Frame::Map { keys, seen, .. } if keys.find(name).is_some_and(|(place, _)| seen.iter().all(|(used, _)| *used != place))),
    );
    let Some(target) = map.map(Frame::column) else { return Vec::new() };
    let indent = line.len() - line.trim_start_matches(' ').len();
    let behind = site.lines.iter().copied().filter(|span| span.start >= at);
    let lines: Vec<Span> =
        behind.take_while(|span| span.start < site.lines[site.row().lines.1 - 1].end).collect();
    let spaces = |line: &Span| {
        let typed = &site.text[line.range()];
        typed.len() - typed.trim_start_matches(' ').len()
    };
    let further = 1 + lines.iter().skip(1).take_while(|line| spaces(line) > indent).count();
    let mut guesses = Vec::new();
    for (rank, count) in [further, 1, lines.len()].into_iter().enumerate() {
        let by = target.cast_signed() - indent.cast_signed();
        let edits = site.moved(lines[..count].iter().copied(), by);
        guesses.push(too_far_in(content(at, line), name, (target, by.unsigned_abs()), edits, rank));
    }
    guesses
}

fn too_far_in(span: Span, name: &str, (target, far): (usize, usize), edits: Vec<Edit>, rank: usize) -> Guess {
    let message = Message::new(
        format!("「{name}」の行が、上の文章の続きとして読まれます。字下げが、半角の空白{far}個多すぎます。"),
        format!("The line of {name} is read as part of the text above it: it is indented by {far} too many."),
    );
    let help = Message::new(
        format!("行の初めの空白を{far}個減らして、字下げを{target}個にしてください。"),
        format!("Remove {far} at the beginning, so that {name} is indented by {target}."),
    );
    Guess::new(message, help, span, edits, rank)
}
