//! Values that represent others by `&name` and `*name`: each is written out, so that one of them can be edited alone.

use super::new_value::{Formatter, column, copied};
use super::place::{Owner, Place, Sheet};
use super::source_layout::BLANK;
use super::value::Edits;
use crate::source::{Edit, Span};
use crate::yaml::{Data, Node, quoted_value};

/// A value that is named, or that names one.
#[derive(Clone, Copy)]
struct NamedNode<'a> {
    name: &'a str,
    /// `&name`, before a text with the blanks behind it; or `*name`.
    sign: Span,
    owner: Owner<'a>,
    node: &'a Node,
    is_anchor: bool,
}

impl<'a> Sheet<'a> {
    /// Returns the edits that write out every value that shares its name with the one at the last of
    /// `places`, with one in it, or with one of the others, which it is in; `None` if no value shares it.
    pub(super) fn written_out(&self, places: &[Place<'a>]) -> Option<Edits> {
        let (mut all, mut own) = (Vec::new(), Vec::new());
        self.names(Owner::Root, self.root, &mut all);
        let (inner, outer) = places.split_last()?;
        own.extend(outer.iter().filter_map(|place| self.named(place.owner, place.node)));
        self.names(inner.owner, inner.node, &mut own);
        let is_affected = |known: &&NamedNode| own.iter().any(|own| own.name == known.name);
        let affected: Vec<&NamedNode> = all.iter().filter(is_affected).collect();
        let edits: Option<Edits> = affected.iter().map(|named| self.alone(named, &affected)).collect();
        edits.filter(|edits| !edits.is_empty())
    }

    /// Returns the edit that makes a value represent itself. An alias is of the last anchor before it.
    fn alone(&self, named: &NamedNode, affected: &[&NamedNode]) -> Option<Edit> {
        if named.is_anchor {
            return Some(Edit::deletion(named.sign));
        }
        if matches!(named.node.data, Data::List(_) | Data::Map(_)) {
            return self.copy(named);
        }
        let is_source = |anchor: &&&NamedNode| {
            anchor.is_anchor && anchor.name == named.name && anchor.sign.start < named.sign.start
        };
        let source = affected.iter().filter(is_source).max_by_key(|anchor| anchor.sign.start)?;
        let typed = self.layout.source.slice(source.node.span);
        let is_plain = !self.layout.is_flow(named.sign.start) && !typed.contains(['\n', '\r']);
        let is_block = self
            .layout
            .source
            .slice(self.layout.line(source.sign.end))
            .trim_end()
            .ends_with(['|', '>', '-', '+']);
        let text = named.node.scalar().unwrap_or_default();
        let text = if is_plain && !is_block { typed.to_owned() } else { quoted_value(text) };
        Some(Edit::new(named.sign, text))
    }

    /// Returns a list or map in the place of an alias, written as a new one is; between brackets where something follows
    /// the alias. Comments in it stay where they are.
    fn copy(&self, named: &NamedNode) -> Option<Edit> {
        let (formatter, value) = (Formatter::of(self), copied(named.node)?);
        let (is_flow, column) = column(self, named.owner)?;
        let text = self.layout.source.text();
        let is_last =
            self.layout.source.slice(Span::new(named.sign.end, self.layout.line(named.sign.end).end));
        if is_flow || !is_last.trim_matches([' ', '\t']).is_empty() {
            return Some(Edit::new(named.sign, formatter.in_brackets(&value)));
        }
        let before = text.get(..named.sign.start)?.trim_end_matches([' ', '\t']).len();
        let (start, text) = match named.owner {
            Owner::Root => return None,
            Owner::Entry(_) => (before, formatter.behind_colon(&value, column)),
            // With its dash.
            Owner::Item(..) => (before.checked_sub(1)?, formatter.item(&value, column)),
        };
        Some(Edit::new(Span::new(start, named.sign.end), text))
    }

    /// Collects the names of the value of an owner, and those in it.
    fn names(&self, owner: Owner<'a>, node: &'a Node, names: &mut Vec<NamedNode<'a>>) {
        let own = self.named(owner, node);
        names.extend(own);
        match &node.data {
            // The values that an alias repeats have their names elsewhere.
            _ if own.is_some_and(|own| !own.is_anchor) => {}
            Data::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.names(Owner::Item(node, index), item, names);
                }
            }
            Data::Map(entries) => {
                for entry in entries {
                    self.names(Owner::Entry(entry), &entry.value, names);
                }
            }
            Data::Scalar(_) | Data::Empty | Data::Pruned => {}
        }
    }

    /// Returns the name of a value, or the one that it is an alias of.
    fn named(&self, owner: Owner<'a>, node: &'a Node) -> Option<NamedNode<'a>> {
        let typed: &'a str = self.layout.source.slice(node.span);
        if let Some(name) = typed.strip_prefix('*').filter(|name| !name.contains(BLANK)) {
            let is_value = !matches!(node.data, Data::Pruned);
            return is_value.then_some(NamedNode { name, sign: node.span, owner, node, is_anchor: false });
        }
        self.anchor(owner, node)
    }

    /// Returns the `&name` before a value.
    fn anchor(&self, owner: Owner<'a>, node: &'a Node) -> Option<NamedNode<'a>> {
        let (source, region) = (self.layout.source, self.value_region(owner, node)?);
        let end = region.head.map_or(region.value.start, |head| head.start);
        let before: &'a str = source.text().get(region.after..end)?;
        let start = region.after + before.len() - before.trim_start_matches(BLANK).len();
        let rest: &'a str = source.text()[start..end].strip_prefix('&')?;
        let name = &rest[..rest.find(BLANK).unwrap_or(rest.len())];
        let behind = start + 1 + name.len();
        let is_text = matches!(node.data, Data::Scalar(_) | Data::Empty);
        let is_below = source.slice(self.layout.line(behind)).get(behind - self.layout.line(behind).start..);
        let sign = match is_below.map(|rest| rest.trim_matches([' ', '\t']).is_empty()) {
            _ if is_text => Span::new(start, end),
            // Its value is below, and the colon or dash ends its line.
            Some(true) if source.text()[region.after..start].trim_matches([' ', '\t']).is_empty() => {
                Span::new(region.after, behind)
            }
            _ => Span::new(start, behind + usize::from(source.text()[behind..].starts_with(' '))),
        };
        Some(NamedNode { name, sign, owner, node, is_anchor: true })
    }
}
