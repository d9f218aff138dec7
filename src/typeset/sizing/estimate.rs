//! The heights of a sheet's parts at a size, in em of it.

use super::Density;
use crate::typeset::columns::Columns;
use crate::typeset::handover::{CONTINUED, MARK, Narrowed};
use crate::typeset::line::LineCache;
use crate::typeset::world::Engine;
use crate::view::{ActionView, DepartmentView, GoalView, IndicatorView, Lines};

/// What a cell of a label or a date keeps from its upper and lower rule.
const LOW: f64 = 4.5 / 6.5;

/// The part of the page's width that 組織の目的 has.
const PURPOSE: f64 = 0.68;

/// The height of an empty narrative, in millimetres of the form at its smallest.
const NARRATIVE: f64 = 25.0;

/// A length of the form at its smallest, in em.
pub(super) fn scaled(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4 / 6.5
}

/// What a sheet is measured with.
pub(super) struct Estimate<'a> {
    cache: &'a LineCache<'a>,
    pub(super) view: &'a DepartmentView,
    pub(super) columns: Columns,
}

/// An estimate at a density.
pub(super) struct Heights<'a> {
    pub(super) of: &'a Estimate<'a>,
    pub(super) density: Density,
}

impl<'a> Estimate<'a> {
    pub(super) fn new(
        engine: &Engine,
        cache: &'a LineCache<'a>,
        view: &'a DepartmentView,
        size: f64,
    ) -> Self {
        Self { cache, view, columns: engine.columns(view.document.paper, size) }
    }

    /// How many lines of cells break inside a word.
    pub(super) fn torn(&self) -> usize {
        self.view.goals.iter().map(|goal| self.torn_in_goal(goal)).sum()
    }

    fn torn_in_goal(&self, goal: &GoalView) -> usize {
        let mark = self.cache.width(MARK);
        let of_items =
            |items: &[Lines], column| items.iter().map(|it| self.torn_in(it, column, mark)).sum::<usize>();
        let of_indicator = |it: &IndicatorView| {
            let values = it.actuals.iter().chain([&it.target, &it.result]);
            values.map(|value| self.torn_in(value, "actual", 0.0)).sum::<usize>()
                + self.torn_in(&it.item, "item", 0.0)
                + of_items(&it.notes, "notes")
        };
        let of_action = |action: &ActionView| {
            of_items(&action.items, "actions") + action.indicators.iter().map(of_indicator).sum::<usize>()
        };
        self.torn_in(&goal.text, "goal", 0.0) + goal.actions.iter().map(of_action).sum::<usize>()
    }

    fn torn_in(&self, lines: &Lines, column: &str, indent: f64) -> usize {
        let width = self.columns.width(column).unwrap_or(f64::INFINITY) - indent;
        lines.lines.iter().filter(|line| self.cache.line(line).is_torn(width)).count()
    }

    /// Whether a number is wider than its column even where it is narrowed.
    pub(super) fn has_wide_number(&self) -> bool {
        let indicators = self.view.goals.iter().flat_map(|goal| &goal.actions).flat_map(|it| &it.indicators);
        let mut values = indicators.flat_map(|it| it.actuals.iter().chain([&it.target, &it.result]));
        let width = self.columns.width("actual").unwrap_or(f64::INFINITY);
        values.any(|value| Narrowed::is_too_wide(value, width, self.columns.inset, self.cache))
    }

    fn ragged(&self, lines: &Lines, column: &str, indent: f64) -> usize {
        let width = self.columns.width(column).unwrap_or(f64::INFINITY) - indent;
        lines.lines.iter().map(|line| self.cache.line(line).ragged_lines(width)).sum()
    }

    /// How many lines each paragraph of a narrative takes.
    fn paragraphs(&self, lines: &Lines, width: f64, indent: f64) -> Vec<usize> {
        lines.lines.iter().map(|line| self.cache.line(line).justified_lines(width, indent)).collect()
    }
}

impl Heights<'_> {
    /// Some lines.
    pub(super) fn text(&self, lines: usize) -> f64 {
        let lines = u16::try_from(lines).map_or(f64::from(u16::MAX), f64::from);
        (lines * (1.0 + self.density.gap) - self.density.gap).max(0.0)
    }

    /// A cell of some lines.
    pub(super) fn lines(&self, lines: usize) -> f64 {
        self.text(lines) + 2.0 * self.of.columns.inset
    }

    /// Title, organisation and dates.
    pub(super) fn head(&self) -> f64 {
        let low = 1.0 + 2.0 * LOW;
        let purpose = self.of.paragraphs(&self.of.view.purpose, self.of.columns.line * PURPOSE, 0.0);
        let purpose = self.text(purpose.into_iter().sum::<usize>().max(1)) + 2.0 * LOW;
        low.max(15.0 / 6.5) + scaled(2.0) + 2.0 * low + purpose.max(low) + scaled(3.0)
    }

    /// The head of the main table.
    pub(super) fn header(&self) -> f64 {
        2.0 * self.lines(1)
    }

    /// The cells of a goal that span its rows.
    pub(super) fn own_cells(&self, goal: &GoalView, is_continued: bool) -> f64 {
        let status = if goal.shared_status { self.value(&goal.status, "status") } else { 0.0 };
        let text = goal.text.clone();
        let text = if is_continued { text.followed_by(CONTINUED) } else { text };
        let cells = [
            self.cell(&text, "goal"),
            self.value(&goal.ward_goal, "ward-goal"),
            self.value(&goal.evaluation, "evaluation"),
            status,
        ];
        cells.into_iter().fold(0.0, f64::max)
    }

    pub(super) fn indicator(&self, indicator: &IndicatorView, shared_status: bool) -> f64 {
        let IndicatorView { item, actuals, target, result, notes, status, less_is_better: _, plot: _ } =
            indicator;
        let values = actuals.iter().chain([target, result]).map(|value| self.value(value, "actual"));
        let status = if shared_status { 0.0 } else { self.value(status, "status") };
        let others = [self.cell(item, "item"), self.items(notes, "notes"), status];
        values.chain(others).fold(0.0, f64::max)
    }

    pub(super) fn items(&self, items: &[Lines], column: &str) -> f64 {
        let mark = self.of.cache.width(MARK);
        self.lines(items.iter().map(|item| self.of.ragged(item, column, mark)).sum())
    }

    fn cell(&self, lines: &Lines, column: &str) -> f64 {
        self.lines(self.of.ragged(lines, column, 0.0))
    }

    fn value(&self, lines: &Lines, column: &str) -> f64 {
        if lines.lines.is_empty() {
            scaled(self.density.room) + 2.0 * self.of.columns.inset
        } else {
            self.cell(lines, column)
        }
    }

    /// What follows the main table before the narratives.
    pub(super) fn legends(&self) -> f64 {
        scaled(3.0) + if self.of.view.legends.is_empty() { 0.0 } else { scaled(1.0) + 1.0 }
    }

    /// The lines of each paragraph of the two narratives.
    pub(super) fn narratives(&self) -> [Vec<usize>; 2] {
        let width = self.of.columns.line / 2.0 - 2.0 * self.of.columns.inset;
        self.of.view.narratives.each_ref().map(|it| self.of.paragraphs(&it.value, width, 1.0))
    }

    /// The boxes of narratives of some lines under their heads.
    pub(super) fn boxes(&self, lines: [usize; 2]) -> f64 {
        let of = |lines: usize| if lines == 0 { scaled(NARRATIVE) } else { self.text(lines) };
        self.lines(1) + of(lines[0]).max(of(lines[1])) + 2.0 * self.of.columns.inset
    }
}
