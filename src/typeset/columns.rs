//! The widths of the main table's columns, as `department.typ` has them.
//!
//! The template alone says how wide a column is. It is read here, so that a text is broken, and a number
//! narrowed, for the very column that it stands in.

use std::collections::HashMap;

use typst::foundations::{Module, Value};
use typst::layout::{Abs, Fr, Length};

use crate::sheet::Paper;

/// Widths in em of the text's size, without the room that cells keep from their rules.
#[derive(Debug, Default)]
pub(super) struct Columns {
    inner: HashMap<String, f64>,
    /// What a cell keeps from its rules, in em.
    pub(super) inset: f64,
    /// The width between the page's margins, in em.
    pub(super) line: f64,
    /// The height between the page's margins, in em.
    pub(super) height: f64,
}

impl Columns {
    /// Reads the columns of a sheet whose cells are set in `size` points on `paper`. None are known where the
    /// template does not say them: texts break as Typst likes then.
    pub(super) fn read(template: &Module, paper: Paper, size: f64) -> Self {
        let value = |name: &str| template.scope().get(name).map(|binding| binding.read().clone());
        let length = |name: &str| match value(name) {
            Some(Value::Length(length)) => Some(points(length, size)),
            _ => None,
        };
        let Some(Value::Dict(columns)) = value("columns") else { return Self::default() };
        let (Some(side), Some(inset)) = (length("side"), length("inset")) else { return Self::default() };
        let (Some(head), Some(foot)) = (length("head"), length("foot")) else { return Self::default() };
        let (mut fixed, mut shares) = (0.0, Fr::zero());
        for column in columns.iter().map(|(_, column)| column) {
            match column {
                Value::Length(length) => fixed += points(*length, size),
                Value::Fraction(share) => shares += *share,
                _ => {}
            }
        }
        let line = Abs::mm(paper.width()).to_pt() - 2.0 * side;
        let height = Abs::mm(paper.height()).to_pt() - head - foot;
        let room = line - fixed;
        let width = |column: &Value| match column {
            Value::Length(length) => points(*length, size),
            Value::Fraction(share) => room * share.get() / shares.get(),
            _ => 0.0,
        };
        let inner = columns.iter().map(|(name, it)| (name.to_string(), (width(it) - 2.0 * inset) / size));
        Self { inner: inner.collect(), inset: inset / size, line: line / size, height: height / size }
    }

    /// Returns the width of a column's text in em; nothing for a column that the template does not name.
    pub(super) fn width(&self, column: &str) -> Option<f64> {
        self.inner.get(column).copied()
    }
}

fn points(length: Length, size: f64) -> f64 {
    length.abs.to_pt() + length.em.get() * size
}
