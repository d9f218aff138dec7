//! The edits that write or clear one value.

use super::new_value::{Formatter, NewValue, column, key_of, nested};
use super::place::{Kind, Owner, Place, Sheet};
use super::scalar::{ScalarPosition, ScalarStyle, ScalarText, notations};
use super::source_layout::BLANK;
use super::value_region::ValueRegion;
use crate::finding::Step;
use crate::sheet::FiscalYear;
use crate::source::Edit;
use crate::yaml::{Data, Entry, Node};

/// Edits of one text that belong together.
pub(super) type Edits = Vec<Edit>;

impl Sheet<'_> {
    /// Returns the ways to write a text into a place, the best first; empty if the place has a notation that
    /// sheets do not use.
    pub(super) fn set(&self, place: &Place, text: &str) -> Vec<Edits> {
        let formatter = Formatter::of(self);
        if place.rest.is_empty() {
            return self.replaced(place, text, formatter).unwrap_or_default();
        }
        let careful = Formatter { is_careful: true, ..formatter };
        [formatter, careful].into_iter().filter_map(|formatter| self.added(place, text, formatter)).collect()
    }

    /// Returns a value that is there.
    fn replaced(&self, place: &Place, text: &str, formatter: Formatter) -> Option<Vec<Edits>> {
        let value_region = self.value_region(place.owner, place.node)?;
        let (is_flow, parent) = column(self, place.owner)?;
        let body = self.body(value_region, place).unwrap_or(formatter.position(parent).body);
        let position = ScalarPosition { is_flow, parent, body };
        let sign = value_region.head.map(|head| self.layout.source.slice(head));
        let typed = self.layout.source.slice(value_region.value);
        let style = match (sign, typed.as_bytes().first()) {
            (Some(sign), _) => ScalarStyle::Block(sign),
            (_, Some(b'\'')) => ScalarStyle::Single,
            (_, Some(b'"')) => {
                ScalarStyle::Double(place.node.scalar().is_some_and(|text| text.contains('\n')))
            }
            _ => ScalarStyle::Plain,
        };
        let edits = |destination: ScalarText| match destination {
            ScalarText::Inline(text) => self.inline(value_region, place.node, &text),
            ScalarText::Block(sign, lines) => self.block(value_region, place.node, &sign, &lines),
        };
        Some(notations(text, style, position).into_iter().map(edits).collect())
    }

    /// Returns the column of the lines of a block text.
    fn body(&self, value_region: ValueRegion, place: &Place) -> Option<usize> {
        value_region.head?;
        let text = place.node.scalar()?;
        let typed = self.layout.lines(value_region.value).map(|line| self.layout.source.slice(line));
        let line = typed.into_iter().find(|line| !line.trim().is_empty())?;
        let said = text.split('\n').find(|line| !line.trim().is_empty())?;
        let blanks = |line: &str| line.len() - line.trim_start_matches(' ').len();
        blanks(line).checked_sub(blanks(said)).filter(|column| *column > 0)
    }

    /// Writes a value on the line of its key, or over the old one.
    fn inline(&self, value_region: ValueRegion, node: &Node, text: &str) -> Edits {
        let layout = &self.layout;
        let Some(head) = value_region.head else {
            if value_region.value.start < value_region.value.end {
                return vec![Edit::new(value_region.value, text)];
            }
            return vec![self.behind(value_region.after, text)];
        };
        let mut edits = vec![Edit::new(head, text)];
        edits.extend(self.without_lines(value_region, node, layout.line(head.end).end));
        edits
    }

    /// Writes a value after a colon or a dash without one.
    fn behind(&self, after: usize, text: &str) -> Edit {
        let rest = &self.layout.source.text()[after..];
        let is_flow = self.layout.is_flow(after);
        // A blank between the colon and a comma is removed.
        let is_parting = is_flow && rest.starts_with(" ,");
        let space =
            if is_flow && !rest.starts_with(BLANK) && !rest.starts_with([',', '}', ']']) { " " } else { "" };
        Edit::new((after, after + usize::from(is_parting)), format!(" {text}{space}"))
    }

    /// Returns the lines of a block text go, with the break before them.
    fn without_lines(&self, value_region: ValueRegion, node: &Node, from: usize) -> Option<Edit> {
        let end = self.layout.end(value_region, node);
        (end > from).then(|| Edit::deletion((from, end)))
    }

    /// Writes a block text below a sign.
    fn block(&self, value_region: ValueRegion, node: &Node, sign: &str, lines: &[String]) -> Edits {
        let layout = &self.layout;
        let body = format!("{}{}", layout.newline, lines.join(layout.newline));
        match value_region.head {
            Some(head) => {
                let from = layout.line(head.end).end;
                let end = layout.end(value_region, node).max(from);
                vec![Edit::new(head, sign), Edit::new((from, end), body)]
            }
            None if value_region.value.start < value_region.value.end => {
                let line = layout.line(value_region.value.end).end;
                vec![Edit::new(value_region.value, sign), Edit::insertion(line, body)]
            }
            None => {
                let line = layout.line(value_region.after).end;
                vec![Edit::insertion(value_region.after, format!(" {sign}")), Edit::insertion(line, body)]
            }
        }
    }

    /// Returns the edits that clear the value of a place that is there.
    pub(super) fn cleared(&self, place: &Place) -> Option<Edits> {
        let (layout, value_region) = (&self.layout, self.value_region(place.owner, place.node)?);
        let text = layout.source.text();
        if let Some(head) = value_region.head {
            let before = &text[value_region.after..head.start];
            let start =
                if before.trim_matches([' ', '\t']).is_empty() { value_region.after } else { head.start };
            let mut edits = vec![Edit::deletion((start, head.end))];
            edits.extend(self.without_lines(value_region, place.node, layout.line(head.end).end));
            return Some(edits);
        }
        if value_region.value.start >= value_region.value.end {
            return Some(Vec::new());
        }
        let in_list = matches!(place.owner, Owner::Item(list, _) if self.is_in_brackets(list));
        if in_list {
            return Some(vec![Edit::new(value_region.value, "\"\"")]);
        }
        let is_near = text[value_region.after..value_region.value.start].trim_matches([' ', '\t']).is_empty();
        if is_near && !layout.is_flow(value_region.after) {
            return Some(vec![Edit::deletion((value_region.after, value_region.value.end))]);
        }
        Some(vec![layout.cleared(value_region, "")])
    }

    /// Returns a value that is not there yet, with what it has to be in.
    fn added(&self, place: &Place, text: &str, formatter: Formatter) -> Option<Edits> {
        let [step, rest @ ..] = place.rest.as_slice() else { return None };
        match (step, &place.node.data) {
            (Step::Key(key), Data::Map(entries)) if !entries.is_empty() => {
                let key = if matches!(place.outer, Kind::Years) { key_of(self, key) } else { key.clone() };
                self.with_entry(place, entries, &key, &nested(self, rest, text), formatter)
            }
            (Step::Index(index), Data::List(items)) if *index == items.len() => {
                self.with_item(place, *index, &nested(self, rest, text), formatter)
            }
            (Step::Key(_) | Step::Index(0), Data::Empty | Data::Map(_) | Data::List(_)) => {
                self.filled(place, &nested(self, &place.rest, text), formatter)
            }
            _ => None,
        }
    }

    /// Returns the edits that put a map or list where nothing is.
    pub(super) fn filled(&self, place: &Place, value: &NewValue, formatter: Formatter) -> Option<Edits> {
        let (layout, value_region) = (&self.layout, self.value_region(place.owner, place.node)?);
        let (is_flow, column) = column(self, place.owner)?;
        let has_sign = value_region.value.start < value_region.value.end;
        if is_flow {
            let value = formatter.in_brackets(value);
            return Some(if has_sign {
                vec![Edit::new(value_region.value, value)]
            } else {
                vec![self.behind(value_region.after, &value)]
            });
        }
        let line = layout.line(value_region.value.end.max(value_region.after)).end;
        let mut edits = if has_sign { self.cleared(place)? } else { Vec::new() };
        edits.push(Edit::insertion(line, formatter.behind_colon(value, column)));
        Some(edits)
    }

    /// Returns a key at its place in the form's order.
    pub(super) fn with_entry(
        &self,
        place: &Place,
        entries: &[Entry],
        key: &str,
        value: &NewValue,
        formatter: Formatter,
    ) -> Option<Edits> {
        let rank = |key: &str| self.rank(place.outer, key);
        let own = rank(key);
        let ranks: Vec<_> = entries.iter().filter_map(|entry| rank(&entry.key)).collect();
        let is_descending = matches!(place.outer, Kind::Years)
            && ranks.first().zip(ranks.last()).is_some_and(|(first, last)| first > last);
        let before = entries.iter().filter(|entry| match (rank(&entry.key), own) {
            (Some(listed), Some(own)) => {
                if is_descending {
                    listed > own
                } else {
                    listed < own
                }
            }
            _ => own.is_none(),
        });
        let nearest =
            before.max_by_key(|entry| rank(&entry.key).map(|rank| if is_descending { -rank } else { rank }));
        let is_flow = self.is_in_brackets(place.node);
        let first = entries.first()?;
        let column = self.layout.column(first.key_span.start);
        let Some(nearest) = nearest else {
            let at = first.key_span.start;
            let text = if is_flow {
                format!("{key}: {}, ", formatter.in_brackets(value))
            } else {
                formatter.entry(key, value, column) + &formatter.line(column)
            };
            return Some(vec![Edit::insertion(at, text)]);
        };
        let end = self.extent(Owner::Entry(nearest), &nearest.value)?;
        if is_flow {
            return Some(vec![Edit::insertion(end, format!(", {key}: {}", formatter.in_brackets(value)))]);
        }
        let at = self.layout.line(end).end;
        Some(vec![Edit::insertion(at, formatter.line(column) + &formatter.entry(key, value, column))])
    }

    /// Returns the place of a key in the form's order; of a year the year.
    fn rank(&self, kind: Kind, key: &str) -> Option<i64> {
        match kind {
            Kind::Years => {
                FiscalYear::of_actual(key.trim_matches('"'), self.year).map(|year| i64::from(year.western()))
            }
            kind => kind
                .keys()
                .iter()
                .position(|(name, _)| *name == key)
                .and_then(|rank| i64::try_from(rank).ok()),
        }
    }

    /// Returns the end of the value of an owner, before its last line break.
    pub(super) fn extent(&self, owner: Owner, node: &Node) -> Option<usize> {
        let is_whole = super::place::is_alias(&self.layout, node) || self.is_in_brackets(node);
        match &node.data {
            Data::List(_) | Data::Map(_) if is_whole => Some(node.span.end),
            Data::List(items) => {
                let last = items.len().checked_sub(1)?;
                self.extent(Owner::Item(node, last), &items[last])
            }
            Data::Map(entries) => {
                let last = entries.last()?;
                self.extent(Owner::Entry(last), &last.value)
            }
            Data::Empty | Data::Pruned | Data::Scalar(_) => {
                let value_region = self.value_region(owner, node)?;
                Some(self.layout.end(value_region, node).max(value_region.after))
            }
        }
    }
}
