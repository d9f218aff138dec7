//! The lengths of the department's form, read from `department.typ`.
//!
//! The template alone defines the widths of columns and the heights of gaps. They are read here, so that line
//! breaks, narrowed numbers and page plans use the same lengths as the layout.

use std::collections::HashMap;

use typst::foundations::{Module, Value};
use typst::layout::{Abs, Fr, Length};

use super::typst_values::{LEAST_SIZE, Room};
use crate::sheet::{Binding, Edge, Paper};
use crate::view::DocumentView;

/// The columns whose lines begin under each other.
const RAGGED: [&str; 4] = ["goal", "item", "division", "section"];

/// Returns the smallest type of the texts on a paper, in points.
pub(super) fn smallest(paper: Paper) -> f64 {
    match paper {
        Paper::A4 => 6.5,
        Paper::A3 => 9.0,
    }
}

/// The properties of a page that determine the lengths of a form, with the text size in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PageSize {
    pub(super) paper: Paper,
    pub(super) binding: Option<Binding>,
    pub(super) size: f64,
}

/// The lengths in em of the text size.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The widths of columns without the padding of their cells.
    inner: HashMap<String, f64>,
    /// The other lengths of the template by name; those of a group by the names of the group and the length,
    /// joined with a dot.
    lengths: HashMap<String, f64>,
    /// The padding of a cell.
    pub(super) inset: f64,
    /// The smallest type of a number, as a part of the text's size.
    least: f64,
    /// The width between the page's margins.
    pub(super) line: f64,
    /// The height between the page's margins.
    pub(super) height: f64,
}

impl Columns {
    /// Reads the lengths for a document whose cells are set in `size` points. Lengths that the template does
    /// not define are missing; their texts are broken by Typst.
    pub(super) fn read(template: &Module, document: &DocumentView, size: f64) -> Self {
        let grown = TemplateReader { template, size }.lengths().get("type-size").copied().unwrap_or(1.0);
        TemplateReader { template, size: size * grown }.columns(document)
    }

    /// Returns the space for text in a column after an indent, or `None` for an unknown column. The text of a
    /// list item does not extend into the cell's padding.
    pub(super) fn room(&self, column: &str, indent: f64) -> Option<Room> {
        let width = self.inner.get(column)? - indent;
        let inset = if indent > 0.0 { 0.0 } else { self.inset };
        let sides = if RAGGED.contains(&column) { 1.0 } else { 2.0 };
        Some(Room { width, inset, sides, least: self.least })
    }

    /// Returns a length of the template; 0 if it does not define it.
    pub(super) fn length(&self, name: &str) -> f64 {
        self.lengths.get(name).copied().unwrap_or(0.0)
    }
}

/// A reader of a template's values for a text size.
struct TemplateReader<'a> {
    template: &'a Module,
    size: f64,
}

impl TemplateReader<'_> {
    fn columns(&self, document: &DocumentView) -> Columns {
        let lengths = self.lengths();
        let of = |name: &str| lengths.get(name).copied().unwrap_or(0.0);
        let bound = |edge| {
            document.binding.filter(|binding| binding.edge == edge).map_or(0.0, |binding| binding.millimetres)
        };
        let millimetres = |length: f64| Abs::mm(length).to_pt() / self.size;
        let line = millimetres(document.paper.width() - bound(Edge::Left)) - 2.0 * of("side");
        let height = millimetres(document.paper.height() - bound(Edge::Top)) - of("head") - of("foot");
        let dates = of("dates-columns.date-label") + of("dates-columns.date");
        let identity = line - dates - of("gaps.beside");
        let inset = of("inset");
        let tables = [("columns", line), ("dates-columns", dates), ("identity-columns", identity)];
        let widths = tables.into_iter().flat_map(|(name, width)| self.widths(name, width));
        let mut inner: HashMap<String, f64> =
            widths.map(|(name, width)| (name, width - 2.0 * inset)).collect();
        let beside = of("identity-columns.identity-label") + of("identity-columns.purpose-label");
        inner.insert("purpose".to_owned(), identity - beside - 2.0 * inset);
        inner.insert("line".to_owned(), line);
        let least = LEAST_SIZE * (smallest(document.paper) / self.size).min(1.0);
        Columns { inner, lengths, inset, least, line, height }
    }

    /// Returns all named lengths of the template, including those of groups.
    fn lengths(&self) -> HashMap<String, f64> {
        let mut lengths = HashMap::new();
        for (name, binding) in self.template.scope().iter() {
            match binding.read() {
                Value::Length(length) => drop(lengths.insert(name.to_string(), self.em(*length))),
                Value::Dict(group) => {
                    let named = group.iter().filter_map(|(key, value)| match value {
                        Value::Length(length) => Some((format!("{name}.{key}"), self.em(*length))),
                        _ => None,
                    });
                    lengths.extend(named);
                }
                _ => {}
            }
        }
        lengths
    }

    /// Returns the widths of a table's columns, where the table is `line` wide.
    fn widths(&self, table: &str, line: f64) -> Vec<(String, f64)> {
        let value = self.template.scope().get(table).map(|binding| binding.read().clone());
        let Some(Value::Dict(columns)) = value else { return Vec::new() };
        let (mut fixed, mut shares) = (0.0, Fr::zero());
        for (_, column) in &columns {
            match column {
                Value::Length(length) => fixed += self.em(*length),
                Value::Fraction(share) => shares += *share,
                _ => {}
            }
        }
        let width = |column: &Value| match column {
            Value::Length(length) => self.em(*length),
            Value::Fraction(share) => (line - fixed) * share.get() / shares.get(),
            _ => 0.0,
        };
        columns.iter().map(|(name, column)| (name.to_string(), width(column))).collect()
    }

    fn em(&self, length: Length) -> f64 {
        length.abs.to_pt() / self.size + length.em.get()
    }
}
