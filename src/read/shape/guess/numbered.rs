//! Keys with numbers, as 重点目標1 and 重点目標2: one key, with a list below it.

use super::{Guess, Site};
use crate::finding::Message;
use crate::read::shape::form::{FormKey, FormKeys, Shape};
use crate::read::shape::frame::Frame;
use crate::read::shape::lookahead;
use crate::read::shape::row::{Row, ValueStyle};
use crate::source::{Edit, Span, newline};

/// The rows of such a key: the number of its own row, and that behind its last one.
type Numbered = (usize, usize);

/// The keys of a map, and the places and rows of those that are there, where it is open.
type OpenMap<'a> = (&'a FormKeys, Option<&'a [(usize, usize)]>);

/// Returns the keys from the row on that differ in their number only, as the items of one list.
pub(super) fn guess(site: &Site) -> Option<Guess> {
    let row = site.row();
    let (keys, open) = map(site)?;
    let key = lookahead::numbered(keys, row.name()?)?;
    let run = run(site, keys, key);
    let above = open.and_then(|seen| items_above(site, keys, key, seen));
    let below = run.iter().find_map(|(row, end)| site.rows[row + 1..*end].first()?.dash);
    let list = List { site, key, dash: above.or(below).unwrap_or(row.column + 2) };
    let mut edits = Vec::new();
    for (place, numbered) in run.iter().enumerate() {
        edits.extend(list.edits(*numbered, place == 0 && above.is_none()));
    }
    let (message, help) = words(site, &run, &key.name);
    let mut spans = run
        .iter()
        .filter_map(|(at, _)| site.rows[*at].key.as_ref())
        .map(|key| Span::new(key.span.start, key.colon.end));
    let (span, others) = (spans.next()?, spans.collect());
    Some(Guess::new(message, help, span, edits, 0).and_at(others))
}

/// Returns the keys of the map that contains the row, with those that are present; for an item that the row
/// begins, none is present.
fn map<'a>(site: &Site<'a>) -> Option<OpenMap<'a>> {
    let row = site.row();
    if let Some(pending) = site.stop.pending.filter(|pending| row.head() >= pending.column) {
        return match pending.shape {
            Shape::Maps(keys) if row.dash.is_some() || pending.is_item => Some((keys, None)),
            Shape::Map(keys) => Some((keys, None)),
            _ => in_frames(site),
        };
    }
    in_frames(site)
}

fn in_frames<'a>(site: &Site<'a>) -> Option<OpenMap<'a>> {
    let row = site.row();
    site.frames().find_map(|frame| match frame {
        Frame::Map { column, keys, seen } if *column == row.column && row.dash.is_none() => {
            Some((*keys, Some(seen.as_slice())))
        }
        Frame::List { column, item: Shape::Maps(keys) } if Some(*column) == row.dash => Some((keys, None)),
        _ => None,
    })
}

/// Returns the rows of the keys that follow each other.
fn run(site: &Site, keys: &FormKeys, key: &FormKey) -> Vec<Numbered> {
    let (start, column) = (site.stop.row, site.row().column);
    let mut run = vec![start];
    let mut at = start + 1;
    while let Some(row) = site.rows.get(at) {
        let is_key = row.column == column && row.dash.is_none();
        let is_same = || {
            row.name()
                .and_then(|name| lookahead::numbered(keys, name))
                .is_some_and(|found| found.name == key.name)
        };
        match row.head() {
            _ if is_key && is_same() => run.push(at),
            head if head > column || head == column && row.dash.is_some() => {}
            _ => break,
        }
        at += 1;
    }
    let ends = run[1..].iter().copied().chain([at]);
    run.iter().copied().zip(ends).collect()
}

/// Returns the dash of the items of the same list, where they end right above the row.
fn items_above(site: &Site, keys: &FormKeys, key: &FormKey, seen: &[(usize, usize)]) -> Option<usize> {
    let (place, row) = seen.last()?;
    (keys.0[*place].name == key.name)
        .then(|| site.rows.get(row + 1).filter(|below| below.line.start < site.row().line.start)?.dash)?
}

/// The list that is made.
struct List<'a> {
    site: &'a Site<'a>,
    key: &'a FormKey,
    /// The column of its dashes.
    dash: usize,
}

impl List<'_> {
    /// Returns the edits that make a key an item: the first of the list keeps the key, without its number.
    fn edits(&self, (at, end): Numbered, is_first: bool) -> Vec<Edit> {
        let row = &self.site.rows[at];
        let inner = &self.site.rows[at + 1..end];
        match inner.first() {
            _ if row.style != ValueStyle::Empty => self.value(row, is_first),
            None => vec![self.head(row, is_first)],
            Some(first) if first.dash.is_some() => {
                let by = self.dash.cast_signed() - first.head().cast_signed();
                let mut edits = self.site.moved(self.site.lines_from(at + 1, end), by);
                edits.push(self.head(row, is_first));
                edits
            }
            Some(first) => {
                let by = (self.dash + 2).cast_signed() - first.column.cast_signed();
                let lines = self.site.lines_from(at + 1, end).skip(1);
                let mut edits = self.site.moved(lines, by);
                let indent = Span::new(first.line.start, first.content.start);
                edits.push(Edit::new(indent, self.dashed()));
                edits.push(self.head(row, is_first));
                edits
            }
        }
    }

    /// Returns a value on the line of its key.
    fn value(&self, row: &Row, is_first: bool) -> Vec<Edit> {
        let lines = self.site.lines[row.lines.0 + 1..row.lines.1].iter().copied();
        let mut edits = self.site.moved(lines, self.dash.cast_signed() - row.column.cast_signed());
        let name = row.key.as_ref().map_or(row.content, |key| key.span);
        let (from, head) = if is_first {
            (name.start, format!("{}:{}", self.key.name, self.newline()))
        } else {
            (row.line.start, String::new())
        };
        let text = format!("{head}{}{}", self.dashed(), self.inner_key());
        edits.push(Edit::new(Span::new(from, row.value.start), text));
        edits
    }

    /// Returns the key for a text where an item has keys: the first that it needs.
    fn inner_key(&self) -> String {
        let Shape::Maps(keys) = &self.key.shape else { return String::new() };
        let texts = || keys.0.iter().filter(|key| matches!(key.shape, Shape::Text | Shape::Texts));
        let key = texts().find(|key| key.required).or_else(|| texts().next());
        key.map_or_else(String::new, |key| format!("{}: ", key.name))
    }

    /// Returns the first key without its number, or removes the line of another one.
    fn head(&self, row: &Row, is_first: bool) -> Edit {
        if let Some(key) = row.key.as_ref().filter(|_| is_first) {
            let span = Span::new(key.span.start, key.colon.end);
            return Edit::new(span, format!("{}:", self.key.name));
        }
        let next = self.site.lines.get(row.lines.1).map_or(self.site.text.len(), |line| line.start);
        Edit::deletion(Span::new(row.line.start, next))
    }

    fn dashed(&self) -> String {
        format!("{}- ", " ".repeat(self.dash))
    }

    fn newline(&self) -> &'static str {
        newline(self.site.text)
    }
}

fn words(site: &Site, run: &[Numbered], name: &str) -> (Message, Message) {
    let names: Vec<&str> = run.iter().filter_map(|(at, _)| site.rows[*at].name()).collect();
    let first = names.first().expect("a run begins with a numbered key");
    let message = Message::new(
        format!("「{}」は、項目の名前に番号が付いています。", names.join("」「")),
        format!("Keys have no numbers: {}.", names.join(", ")),
    );
    let help = Message::new(
        format!(
            "「{name}:」の行を一つだけ書き、「{first}」からの内容は、その下に「- 」で始めて一つずつ並べてください。"
        ),
        format!("Write the key {name}: once, and below it each of them after a dash and a space."),
    );
    (message, help)
}
