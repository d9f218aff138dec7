//! The heights of a sheet's parts at a size, in em of it.

use super::Density;
use crate::typeset::columns::Columns;
use crate::typeset::line::LineCache;
use crate::typeset::typst_values::{CONTINUED, MARK, Narrowed};
use crate::typeset::world::Engine;
use crate::view::{ActionView, DepartmentView, GoalView, IndicatorView, Lines};

/// A part of a line takes one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count of lines")]
fn lines_of(lines: f64) -> usize {
    lines.clamp(1.0, 1000.0).ceil() as usize
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
        Self { cache, view, columns: engine.columns(&view.document, size) }
    }

    /// How many lines of cells break inside a word.
    pub(super) fn torn(&self) -> usize {
        self.view.goals.iter().map(|goal| self.torn_in_goal(goal)).sum()
    }

    fn torn_in_goal(&self, goal: &GoalView) -> usize {
        let mark = self.cache.width(MARK);
        let of_items = |items: &[Lines], column| {
            bulleted(items).map(|it| self.torn_in(&it, column, mark)).sum::<usize>()
        };
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
        let width = self.width(lines, column, indent);
        lines.lines.iter().filter(|line| self.cache.line(line).is_torn(width)).count()
    }

    /// Whether a number is wider than its column even where it is narrowed.
    pub(super) fn has_wide_number(&self) -> bool {
        let indicators = self.view.goals.iter().flat_map(|goal| &goal.actions).flat_map(|it| &it.indicators);
        let mut values = indicators.flat_map(|it| it.actuals.iter().chain([&it.target, &it.result]));
        let room = self.columns.room("actual", 0.0);
        room.is_some_and(|room| values.any(|value| Narrowed::is_too_wide(value, room, self.cache)))
    }

    /// The width of a text in a column.
    fn width(&self, lines: &Lines, column: &str, indent: f64) -> f64 {
        let Some(room) = self.columns.room(column, indent) else { return f64::INFINITY };
        Narrowed::of(lines, room, self.cache).map_or(room.width, |it| it.width)
    }

    fn ragged(&self, lines: &Lines, column: &str, indent: f64) -> usize {
        self.counted(lines, self.width(lines, column, indent))
    }

    fn counted(&self, lines: &Lines, width: f64) -> usize {
        lines.lines.iter().map(|line| self.cache.line(line).ragged_lines(width)).sum()
    }

    /// The width of the heads of the values, which are narrowed alike.
    fn width_of_heads(&self) -> f64 {
        let Some(room) = self.columns.room("actual", 0.0) else { return f64::INFINITY };
        Narrowed::of_heads(self.view.heads(), room, self.cache).map_or(room.width, |it| it.width)
    }

    /// How many lines the legends take: one, or each its own where a line does not hold them.
    fn legend_lines(&self) -> usize {
        let width = |text: &Lines| text.lines.iter().map(|line| self.cache.width(line)).sum::<f64>();
        let legends = &self.view.legends;
        let each: Vec<f64> = legends
            .iter()
            .map(|it| width(&it.label) + it.symbols.iter().map(|it| 1.0 + width(it)).sum::<f64>())
            .collect();
        let beside = each.iter().map(|it| 2.0 + it).sum::<f64>() - 2.0;
        if beside <= self.columns.line {
            return legends.len().min(1);
        }
        each.into_iter().map(|width| lines_of(width / self.columns.line)).sum()
    }

    /// How many lines each paragraph of a narrative takes.
    fn paragraphs(&self, lines: &Lines, width: f64, indent: f64) -> Vec<usize> {
        let shown = |line: &'_ str| if indent > 0.0 { Lines::typed_indent(line) } else { 0 };
        let count = |line: &String| self.cache.line(&line[shown(line)..]).justified_lines(width, indent);
        lines.lines.iter().map(count).collect()
    }
}

/// The items that values print as.
fn bulleted(items: &[Lines]) -> impl Iterator<Item = Lines> {
    items.iter().flat_map(Lines::bulleted)
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
        let (of, view) = (&self.of.columns, self.of.view);
        let pen = if view.row.is_some() { self.density.room + 2.0 * of.inset } else { 0.0 };
        let row = |lines: usize| (self.text(lines) + 2.0 * of.length("low.y")).max(pen);
        let lines = |text: &Lines, column| self.of.ragged(text, column, 0.0).max(1);
        let title = row(lines(&view.contact, "date")).max(of.length("headings.one"));
        let names = lines(&view.division, "division").max(lines(&view.section, "section"));
        let width = of.room("purpose", 0.0).map_or(f64::INFINITY, |room| room.width);
        let purpose = self.of.paragraphs(&view.purpose, width, 0.0).into_iter().sum::<usize>().max(1);
        title + of.length("gaps.title") + row(1) + row(names) + row(purpose) + of.length("gaps.head")
    }

    /// The head of the main table.
    pub(super) fn header(&self) -> f64 {
        let width = self.of.width_of_heads();
        let heads = self.of.view.years.iter().map(|head| self.of.counted(head, width)).max();
        self.lines(1) + self.lines(heads.unwrap_or(1))
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
        self.lines(bulleted(items).map(|item| self.of.ragged(&item, column, mark)).sum())
    }

    fn cell(&self, lines: &Lines, column: &str) -> f64 {
        self.lines(self.of.ragged(lines, column, 0.0))
    }

    fn value(&self, lines: &Lines, column: &str) -> f64 {
        if lines.lines.is_empty() {
            self.density.room + 2.0 * self.of.columns.inset
        } else {
            self.cell(lines, column)
        }
    }

    /// What follows the main table before the narratives.
    pub(super) fn legends(&self) -> f64 {
        let of = &self.of.columns;
        let lines = self.of.legend_lines();
        let legends = if lines == 0 { 0.0 } else { of.length("gaps.legend") + self.text(lines) };
        legends + of.length("gaps.narratives")
    }

    /// The lines of each paragraph of the two narratives.
    pub(super) fn narratives(&self) -> [Vec<usize>; 2] {
        let width = self.of.columns.line / 2.0 - 2.0 * self.of.columns.inset;
        self.of.view.narratives.each_ref().map(|it| self.of.paragraphs(&it.value, width, 1.0))
    }

    /// The boxes of narratives of some lines under their heads.
    pub(super) fn boxes(&self, lines: [usize; 2]) -> f64 {
        let room = self.of.columns.length("narrative-room");
        let of = |lines: usize| if lines == 0 { room } else { self.text(lines) };
        self.lines(1) + of(lines[0]).max(of(lines[1])) + 2.0 * self.of.columns.inset
    }
}
