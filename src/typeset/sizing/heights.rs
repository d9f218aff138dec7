//! The heights of a sheet's parts, in em of its size.

use super::estimate::{Estimate, GoalCounts, IndicatorCounts, LineCount};
use super::{Density, height_of};

/// An estimate at a density.
pub(super) struct Heights<'a> {
    pub(super) of: &'a Estimate<'a>,
    pub(super) density: Density,
}

impl Heights<'_> {
    /// Returns the height of a number of lines.
    pub(super) fn text(&self, lines: usize) -> f64 {
        height_of(lines, self.density.gap)
    }

    /// Returns the height of a cell with a number of lines.
    pub(super) fn lines(&self, lines: usize) -> f64 {
        self.text(lines) + 2.0 * self.of.columns.inset
    }

    /// Returns the number of lines of a cell that a height holds.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count of lines")]
    pub(super) fn lines_in(&self, height: f64) -> usize {
        let lines = (height - 2.0 * self.of.columns.inset + self.density.gap) / (1.0 + self.density.gap);
        lines.clamp(0.0, 1000.0) as usize
    }

    /// Returns the height of title, organisation and dates.
    pub(super) fn head(&self) -> f64 {
        let (of, head) = (&self.of.columns, &self.of.head);
        let pen = if self.of.view.row.is_some() { self.density.room + 2.0 * of.inset } else { 0.0 };
        let row = |lines: usize| (self.text(lines) + 2.0 * of.length("low.y")).max(pen);
        let title = row(head.contact).max(of.length("headings.one"));
        let names = row(head.names);
        title + of.length("gaps.title") + row(1) + names + row(head.purpose) + of.length("gaps.head")
    }

    /// Returns the height of the head of the main table.
    pub(super) fn header(&self) -> f64 {
        self.lines(1) + self.lines(self.of.head.years)
    }

    /// Returns the height of the cells of a goal that span its rows.
    pub(super) fn own_cells(&self, number: usize, goal: &GoalCounts, is_continued: bool) -> f64 {
        let text = if is_continued { self.of.continued(number) } else { goal.text };
        goal.boxes.iter().map(|count| self.value(*count)).fold(self.lines(text), f64::max)
    }

    pub(super) fn indicator(&self, indicator: &IndicatorCounts) -> f64 {
        let IndicatorCounts { item, notes, boxes } = indicator;
        let cells = [self.lines(*item), self.lines(*notes)];
        boxes.iter().map(|count| self.value(*count)).chain(cells).fold(0.0, f64::max)
    }

    fn value(&self, count: LineCount) -> f64 {
        match count {
            Some(lines) => self.lines(lines),
            None => self.density.room + 2.0 * self.of.columns.inset,
        }
    }

    /// Returns the height between the main table and the narratives.
    pub(super) fn legends(&self) -> f64 {
        let of = &self.of.columns;
        let lines = self.of.legend_lines();
        let legends = if lines == 0 { 0.0 } else { of.length("gaps.legend") + self.text(lines) };
        legends + of.length("gaps.narratives")
    }

    /// Returns the height of the boxes of narratives with numbers of lines, heads included.
    pub(super) fn boxes(&self, lines: [usize; 2]) -> f64 {
        let room = self.of.columns.length("narrative-room");
        let of = |lines: usize| if lines == 0 { room } else { self.text(lines) };
        self.lines(1) + of(lines[0]).max(of(lines[1])) + 2.0 * self.of.columns.inset
    }
}
