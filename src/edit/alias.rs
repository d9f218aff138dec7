//! Values that stand for others by `&name` and `*name`: each is written out, so that one of them can be edited alone.

use super::page::BLANK;
use super::place::{Seat, Sheet};
use super::scalar::double;
use super::value::Edits;
use crate::source::{Edit, Span};
use crate::yaml::{Data, Node};

/// A text that is named, or that names one.
struct Named<'a> {
    name: &'a str,
    /// `&name` with the blanks behind it, or `*name`.
    sign: Span,
    node: &'a Node,
    is_anchor: bool,
}

impl<'a> Sheet<'a> {
    /// Returns the edits that write out every text that shares its name with one at `seat` or in it; nothing where
    /// there is none.
    pub(super) fn written_out(&self, seat: Seat<'a>, node: &'a Node) -> Option<Edits> {
        let (mut all, mut own) = (Vec::new(), Vec::new());
        self.names(Seat::Root, self.root, &mut all);
        self.names(seat, node, &mut own);
        let is_meant = |it: &&Named| own.iter().any(|own| own.name == it.name);
        let meant: Vec<&Named> = all.iter().filter(is_meant).collect();
        let edits: Option<Edits> = meant.iter().map(|named| self.alone(named, &meant)).collect();
        edits.filter(|edits| !edits.is_empty())
    }

    /// The edit that makes a text stand for itself. An alias is of the last anchor before it.
    fn alone(&self, named: &Named, meant: &[&Named]) -> Option<Edit> {
        if named.is_anchor {
            return Some(Edit { span: named.sign, text: String::new() });
        }
        let is_source =
            |it: &&&Named| it.is_anchor && it.name == named.name && it.sign.start < named.sign.start;
        let source = meant.iter().filter(is_source).max_by_key(|it| it.sign.start)?;
        let typed = self.page.source.slice(source.node.span);
        let is_plain = !self.page.is_flow(named.sign.start) && !typed.contains(['\n', '\r']);
        let is_block = self
            .page
            .source
            .slice(self.page.line(source.sign.end))
            .trim_end()
            .ends_with(['|', '>', '-', '+']);
        let text = named.node.scalar().unwrap_or_default();
        let text = if is_plain && !is_block { typed.to_owned() } else { double(text) };
        Some(Edit { span: named.sign, text })
    }

    /// Finds the names at a seat and in it.
    fn names(&self, seat: Seat<'a>, node: &'a Node, names: &mut Vec<Named<'a>>) {
        let typed: &'a str = self.page.source.slice(node.span);
        if let Some(name) = typed.strip_prefix('*').filter(|name| !name.contains(BLANK)) {
            if matches!(node.data, Data::Scalar(_) | Data::Empty) {
                names.push(Named { name, sign: node.span, node, is_anchor: false });
            }
            return;
        }
        match &node.data {
            Data::Scalar(_) | Data::Empty => names.extend(self.anchor(seat, node)),
            Data::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.names(Seat::Item(node, index), item, names);
                }
            }
            Data::Map(entries) => {
                for entry in entries {
                    self.names(Seat::Entry(entry), &entry.value, names);
                }
            }
            Data::Pruned => {}
        }
    }

    /// The `&name` before a text.
    fn anchor(&self, seat: Seat, node: &'a Node) -> Option<Named<'a>> {
        let value_region = self.value_region(seat, node)?;
        let end = value_region.head.map_or(value_region.value.start, |head| head.start);
        let before = self.page.source.text().get(value_region.after..end)?;
        let start = value_region.after + before.len() - before.trim_start_matches(BLANK).len();
        let rest = self.page.source.text()[start..end].strip_prefix('&')?;
        let name = &rest[..rest.find(BLANK).unwrap_or(rest.len())];
        Some(Named { name, sign: Span::new(start, end), node, is_anchor: true })
    }
}
