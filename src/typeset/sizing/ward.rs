//! An estimate of the height of a ward's page at a text size, in em of it.

use std::sync::Arc;

use super::height_of;
use crate::typeset::columns::Columns;
use crate::typeset::line::LineCache;
use crate::typeset::world::Engine;
use crate::view::{Lines, WardView};

/// The width of a goal's number before its text, in em: two digits and the space after them.
const NUMBER: f64 = 2.0;

/// The data for estimates of a ward's page.
pub(in crate::typeset) struct WardEstimate<'a> {
    cache: &'a LineCache,
    view: &'a WardView,
    columns: Arc<Columns>,
    /// The part of the normal gaps and empty boxes.
    spacing: f64,
}

impl<'a> WardEstimate<'a> {
    /// Creates the estimate of a page whose cells are set in `size` points, with a part of the normal gaps and empty
    /// boxes.
    pub(in crate::typeset) fn new(
        engine: &Engine,
        cache: &'a LineCache,
        view: &'a WardView,
        (size, spacing): (f64, f64),
    ) -> Self {
        Self { cache, view, columns: engine.columns("ward", &view.document, size), spacing }
    }

    /// Returns the number of pages, and the share of the last one that is filled.
    pub(super) fn pages(&self) -> (usize, f64) {
        let (mut rest, mut pages) = (self.height(), 1);
        while rest > self.columns.height && self.columns.height > 0.0 {
            rest -= self.columns.height;
            pages += 1;
        }
        (pages, rest / self.columns.height)
    }

    /// Returns the heights of the boxes of 取組結果 and 今後の方向性.
    pub(in crate::typeset) fn boxes(&self) -> [f64; 2] {
        [&self.view.results, &self.view.direction].map(|text| {
            let lines = self.paragraphs(text, "purpose", 1.0);
            let room = self.spacing * self.columns.length("narrative-room");
            if lines == 0 { room } else { self.text(lines) }.max(1.0) + 2.0 * self.columns.inset
        })
    }

    fn height(&self) -> f64 {
        let of = |name: &str| self.columns.length(name);
        let gap = |name: &str| self.spacing * of(name);
        let row = |lines: usize| self.text(lines.max(1)) + 2.0 * self.columns.inset;
        let view = self.view;
        let identity = row(1) + row(self.paragraphs(&view.purpose, "purpose", 0.0));
        let parts = [
            of("headings.one") + gap("gaps.title"),
            identity + gap("gaps.identity"),
            of("headings.two") + gap("gaps.heading"),
            self.text(self.paragraphs(&view.policy, "line", 1.0)) + gap("gaps.policy"),
            of("headings.three") + gap("gaps.heading"),
            self.text(self.goals()) + gap("gaps.goals"),
            self.text(self.paragraphs(&view.remark, "line", 0.0)) + gap("gaps.remark"),
            of("headings.two") + gap("gaps.heading"),
            row(1).max(gap("count-room") + 2.0 * self.columns.inset),
            self.boxes().iter().sum(),
        ];
        parts.iter().sum()
    }

    fn text(&self, lines: usize) -> f64 {
        height_of(lines, self.columns.length("gap"))
    }

    fn paragraphs(&self, text: &Lines, column: &str, indent: f64) -> usize {
        let width = self.columns.room(column, 0.0).map_or(f64::INFINITY, |room| room.width);
        self.cache.justified(text, width, indent).sum()
    }

    /// Returns the number of lines of the goals.
    fn goals(&self) -> usize {
        let width = self.goals_width();
        let lines = self.view.goals.iter().flat_map(|(_, text)| &text.lines);
        lines.map(|line| self.cache.line(line).ragged_lines(width)).sum()
    }

    /// Returns the width of a goal's text.
    pub(in crate::typeset) fn goals_width(&self) -> f64 {
        self.columns.line - self.columns.length("goals-indent") - NUMBER
    }
}
