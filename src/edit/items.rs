//! The edits that insert, copy, remove and move items of lists.

use super::new_value::{Formatter, NewValue, column};
use super::place::{Owner, Place, Sheet};
use super::source_layout::BLANK;
use super::value::Edits;
use crate::source::{Edit, Span};
use crate::yaml::{Data, Node};

/// An item of a list whose dashes are on lines of their own.
#[derive(Debug, Clone, Copy)]
pub(super) struct ItemLines {
    /// Returns the beginning of the comments directly above its dash, or of the dash's line without such
    /// comments.
    above: usize,
    /// The beginning of the line of its dash.
    start: usize,
    /// The end of its last line, before the break. Comments further in than the dash are in it.
    end: usize,
}

impl Sheet<'_> {
    /// Returns the edits that put an item into the list at a place.
    pub(super) fn with_item(
        &self,
        place: &Place,
        index: usize,
        item: &NewValue,
        formatter: Formatter,
    ) -> Option<Edits> {
        match &place.node.data {
            Data::List(items) if items.is_empty() => {
                let at = place.node.span.start + 1;
                Some(vec![Edit::insertion(at, formatter.item_in_brackets(item))])
            }
            Data::List(items) if self.is_in_brackets(place.node) => {
                let item = formatter.item_in_brackets(item);
                Some(vec![match items.get(index) {
                    Some(next) => Edit::insertion(next.span.start, item + ", "),
                    None => {
                        let end = items.last()?.span.end;
                        Edit::insertion(end, format!(", {item}"))
                    }
                }])
            }
            Data::List(items) => {
                let dashes = self.dashes(place.node)?;
                let dash = self.layout.column(*dashes.first()?);
                let item = formatter.item(item, dash);
                Some(vec![if index < items.len() {
                    let at = self.lines_of(place.node, index)?.above;
                    Edit::insertion(at, format!("{}{item}{}", " ".repeat(dash), self.layout.newline))
                } else {
                    let end = self.lines_of(place.node, items.len() - 1)?.end;
                    Edit::insertion(end, formatter.line(dash) + &item)
                }])
            }
            Data::Empty | Data::Pruned => self.filled(place, &NewValue::List(vec![item.clone()]), formatter),
            Data::Scalar(_) | Data::Map(_) => None,
        }
    }

    /// Returns the edits that make a list of one item of a single text.
    pub(super) fn listed(&self, place: &Place, formatter: Formatter) -> Option<Edits> {
        let (layout, value_region) = (&self.layout, self.value_region(place.owner, place.node)?);
        let (is_flow, column) = column(self, place.owner)?;
        if is_flow {
            let typed = layout.source.slice(value_region.value);
            return Some(vec![Edit::new(value_region.value, format!("[{typed}]"))]);
        }
        let dash = formatter.dash(column);
        let start = value_region.head.map_or(value_region.value.start, |head| head.start);
        let before = &layout.source.text()[value_region.after..start];
        if !before.trim_matches([' ', '\t']).is_empty() {
            return None;
        }
        let mut edits = vec![Edit::new((value_region.after, start), format!("{}- ", formatter.line(dash)))];
        let lines = layout.lines(Span::new(start, layout.end(value_region, place.node))).skip(1);
        let filled = lines.filter(|line| !layout.source.slice(*line).is_empty());
        edits.extend(filled.map(|line| Edit::insertion(line.start, " ".repeat(dash - column))));
        Some(edits)
    }

    /// Returns the edits that copy an item behind itself.
    pub(super) fn duplicated(&self, list: &Node, index: usize) -> Option<Edits> {
        if self.is_in_brackets(list) {
            let span = list.items().get(index)?.span;
            return Some(vec![Edit::insertion(span.end, format!(", {}", self.layout.source.slice(span)))]);
        }
        let lines = self.lines_of(list, index)?;
        let copy = self.layout.source.slice(Span::new(lines.start, lines.end));
        Some(vec![Edit::insertion(lines.end, format!("{}{copy}", self.layout.newline))])
    }

    /// Returns the edits that remove an item, and the comments that go with it.
    pub(super) fn removed(&self, list: &Node, index: usize) -> Option<(Edits, Vec<Span>)> {
        let comments = |span: Span| self.layout.comments_in(span).collect();
        if self.is_in_brackets(list) {
            let span = self.with_comma(list, index)?;
            return Some((vec![Edit::deletion(span)], comments(span)));
        }
        let lines = self.lines_of(list, index)?;
        let next = self.layout.source.line(self.layout.source.place(lines.end).line + 1).start.max(lines.end);
        let span = Span::new(lines.start, next);
        Some((vec![Edit::deletion(span)], comments(span)))
    }

    /// Returns an item in brackets with the comma behind it; of the last one the comma before.
    fn with_comma(&self, list: &Node, index: usize) -> Option<Span> {
        let (items, text) = (list.items(), self.layout.source.text());
        let span = items.get(index)?.span;
        if let Some(next) = items.get(index + 1) {
            let is_near = text[span.end..next.span.start].trim_matches(BLANK) == ",";
            return is_near.then(|| Span::new(span.start, next.span.start));
        }
        let start = index.checked_sub(1).map_or(span.start, |before| items[before].span.end);
        let behind = text[span.end..].trim_start_matches(BLANK);
        let end = match behind.strip_prefix(',') {
            Some(rest) if index == 0 => text.len() - rest.len(),
            _ => span.end,
        };
        text[start..span.start]
            .trim_matches(BLANK)
            .trim_matches(',')
            .is_empty()
            .then(|| Span::new(start, end))
    }

    /// Returns the edits that move an item, with the comments directly above it, to another place in its list.
    /// Comments above the first item are the list's.
    pub(super) fn moved(&self, list: &Node, from: usize, to: usize) -> Option<Edits> {
        let (items, source) = (list.items(), self.layout.source);
        if from == to {
            return Some(Vec::new());
        }
        if self.is_in_brackets(list) {
            let mut order: Vec<usize> = (0..items.len()).collect();
            let item = order.remove(from);
            order.insert(to, item);
            let moved = items.iter().zip(&order).enumerate().filter(|(place, (_, from))| place != *from);
            return Some(
                moved.map(|(_, (at, from))| Edit::new(at.span, source.slice(items[*from].span))).collect(),
            );
        }
        let lines = self.lines_of(list, from)?;
        let target = self.lines_of(list, to)?;
        let next = source.line(source.place(lines.end).line + 1).start;
        let own = Span::new(lines.above, next);
        let at = if to < from { target.above } else { source.line(source.place(target.end).line + 1).start };
        let cut = Edit::deletion(own);
        let paste = Edit::insertion(at, source.slice(own));
        Some(if to < from { vec![paste, cut] } else { vec![cut, paste] })
    }

    /// Returns the lines of an item.
    fn lines_of(&self, list: &Node, index: usize) -> Option<ItemLines> {
        let (layout, source) = (&self.layout, self.layout.source);
        let dashes = self.dashes(list)?;
        let dash = *dashes.get(index)?;
        let column = layout.column(dash);
        let start = layout.line(dash).start;
        if !source.text()[start..dash].trim_matches(' ').is_empty() {
            return None;
        }
        let end = self.extent(Owner::Item(list, index), &list.items()[index])?;
        let end = self.with_inner_comments(layout.line(end).end, column, dashes.get(index + 1).copied());
        let above = if index == 0 { start } else { self.comments_above(start, column) };
        Some(ItemLines { above, start, end })
    }

    /// Returns the end of the comments behind an item that are further in than its dash.
    fn with_inner_comments(&self, end: usize, column: usize, next: Option<usize>) -> usize {
        let source = self.layout.source;
        let (mut line, mut last) = (source.place(end).line + 1, end);
        loop {
            let span = source.line(line);
            let text = source.slice(span);
            let is_last = span.start >= source.text().len() || next.is_some_and(|next| span.end > next);
            let blanks = text.len() - text.trim_start_matches([' ', '\t']).len();
            let is_inner = text[blanks..].starts_with('#') && blanks > column;
            if is_last || !(is_inner || text.trim().is_empty()) {
                return last;
            }
            if is_inner {
                last = span.end;
            }
            line += 1;
        }
    }

    /// Returns the beginning of the comments directly above a line, in its column.
    fn comments_above(&self, start: usize, column: usize) -> usize {
        let source = self.layout.source;
        let mut above = start;
        for line in (1..source.place(start).line).rev() {
            let span = source.line(line);
            let text = source.slice(span);
            let is_comment = self.layout.comments.iter().any(|comment| comment.start == span.start + column);
            if !is_comment || !text[..column].trim_matches(' ').is_empty() {
                return above;
            }
            above = span.start;
        }
        above
    }
}
