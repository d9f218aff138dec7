//! The number of lines that the texts of a sheet take at a size.

use std::rc::Rc;
use std::sync::Arc;

use crate::typeset::columns::Columns;
use crate::typeset::line::{Line, LineCache};
use crate::typeset::typst_values::{CONTINUED, MARK, Narrowed};
use crate::typeset::world::Engine;
use crate::view::{ActionView, DepartmentView, GoalView, IndicatorView, Lines};

/// Rounds a number of lines up: a part of a line takes one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count of lines")]
fn lines_of(lines: f64) -> usize {
    lines.clamp(1.0, 1000.0).ceil() as usize
}

/// A sheet at a size. Its lines are counted once for all densities that are tried.
pub(super) struct Estimate<'a> {
    cache: &'a LineCache,
    pub(super) view: &'a DepartmentView,
    pub(super) columns: Arc<Columns>,
    /// The lines of each goal.
    pub(super) goals: Vec<GoalCounts>,
    pub(super) head: HeadCounts,
}

/// The number of lines in a box; nothing for an empty box, which has room for a pen.
pub(super) type LineCount = Option<usize>;

/// The lines above the goals.
pub(super) struct HeadCounts {
    pub(super) contact: usize,
    pub(super) names: usize,
    pub(super) purpose: usize,
    pub(super) years: usize,
}

/// The lines of a goal.
pub(super) struct GoalCounts {
    pub(super) text: usize,
    /// The other boxes that span its rows.
    pub(super) boxes: Vec<LineCount>,
    pub(super) actions: Vec<ActionCounts>,
}

/// The lines of an action.
pub(super) struct ActionCounts {
    pub(super) items: usize,
    pub(super) indicators: Vec<IndicatorCounts>,
}

/// The lines of an indicator.
pub(super) struct IndicatorCounts {
    pub(super) item: usize,
    pub(super) notes: usize,
    /// Its values, and its own box of 目標達成状況.
    pub(super) boxes: Vec<LineCount>,
}

impl<'a> Estimate<'a> {
    pub(super) fn new(engine: &Engine, cache: &'a LineCache, view: &'a DepartmentView, size: f64) -> Self {
        let columns = engine.columns("department", &view.document, size);
        let counter = Counter { cache, columns: &columns };
        let goals = view.goals.iter().map(|goal| counter.goal(goal)).collect();
        let head = counter.head(view);
        Self { cache, view, columns, goals, head }
    }

    fn counter(&self) -> Counter<'_> {
        Counter { cache: self.cache, columns: &self.columns }
    }

    /// Returns the number of lines of the text of a goal that continues from the page before.
    pub(super) fn continued(&self, goal: usize) -> usize {
        let text = self.view.goals[goal].text.clone().followed_by(CONTINUED);
        self.counter().ragged(&text, "goal", 0.0)
    }

    /// Returns how many lines of cells break inside a word, and how many values are set in smaller type than words are.
    pub(super) fn torn(&self) -> usize {
        self.view.goals.iter().map(|goal| self.counter().torn_in_goal(goal)).sum()
    }

    /// Returns the number of lines of the legends: one, or one or more for each if they do not fit side by side.
    pub(super) fn legend_lines(&self) -> usize {
        let width = |text: &Lines| text.lines.iter().map(|line| self.cache.width(line)).sum::<f64>();
        let legends = &self.view.legends;
        let each: Vec<f64> = legends
            .iter()
            .map(|legend| {
                width(&legend.label) + legend.symbols.iter().map(|symbol| 1.0 + width(symbol)).sum::<f64>()
            })
            .collect();
        let beside = each.iter().map(|width| 2.0 + width).sum::<f64>() - 2.0;
        if beside <= self.columns.line {
            return legends.len().min(1);
        }
        each.into_iter().map(|width| lines_of(width / self.columns.line)).sum()
    }

    /// Returns the number of lines of each paragraph of the two narratives.
    pub(super) fn narratives(&self) -> [Vec<usize>; 2] {
        let width = self.columns.line / 2.0 - 2.0 * self.columns.inset;
        self.view
            .narratives
            .each_ref()
            .map(|narrative| self.cache.justified(&narrative.value, width, 1.0).collect())
    }
}

/// Counts lines in the columns of a size.
struct Counter<'a> {
    cache: &'a LineCache,
    columns: &'a Columns,
}

impl Counter<'_> {
    fn head(&self, view: &DepartmentView) -> HeadCounts {
        let names = [("division", &view.division), ("section", &view.section)];
        let names = names.map(|(column, name)| self.ragged(name, column, 0.0)).into_iter().max();
        let width = self.columns.room("purpose", 0.0).map_or(f64::INFINITY, |room| room.width);
        let purpose = self.cache.justified(&view.purpose, width, 0.0).sum::<usize>();
        // The heads of the values are narrowed alike.
        let room = self.columns.room("actual", 0.0);
        let width = room.map_or(f64::INFINITY, |room| {
            Narrowed::of_heads(view.heads(), room, self.cache).map_or(room.width, |narrowed| narrowed.width)
        });
        let years = view.years.iter().map(|head| counted(&self.cache.lines(head), width)).max();
        HeadCounts {
            contact: self.ragged(&view.contact, "date", 0.0).max(1),
            names: names.unwrap_or(1).max(1),
            purpose: purpose.max(1),
            years: years.unwrap_or(1),
        }
    }

    fn goal(&self, goal: &GoalView) -> GoalCounts {
        let GoalView { text, ward_goal, actions, shared_status, status, evaluation, .. } = goal;
        let mut boxes = vec![self.count(ward_goal, "ward-goal"), self.count(evaluation, "evaluation")];
        boxes.extend(shared_status.then(|| self.count(status, "status")));
        let action = |ActionView { items, indicators }: &ActionView| ActionCounts {
            items: self.items(items, "actions"),
            indicators: indicators
                .iter()
                .map(|indicator| self.indicator(indicator, *shared_status))
                .collect(),
        };
        let actions = actions.iter().map(action).collect();
        GoalCounts { text: self.ragged(text, "goal", 0.0), boxes, actions }
    }

    fn indicator(&self, indicator: &IndicatorView, shared_status: bool) -> IndicatorCounts {
        let IndicatorView { item, notes, status, .. } = indicator;
        let mut boxes: Vec<LineCount> = indicator.values().map(|value| self.count(value, "actual")).collect();
        boxes.extend((!shared_status).then(|| self.count(status, "status")));
        let item = self.ragged(item, "item", 0.0);
        IndicatorCounts { item, notes: self.items(notes, "notes"), boxes }
    }

    fn count(&self, text: &Lines, column: &str) -> LineCount {
        (!text.lines.is_empty()).then(|| self.ragged(text, column, 0.0))
    }

    /// Returns the number of lines of a list. A value may be several items.
    fn items(&self, items: &[Lines], column: &str) -> usize {
        let items = items.iter().flat_map(Lines::bulleted);
        items.map(|item| self.ragged(&item, column, self.cache.width(MARK))).sum()
    }

    fn ragged(&self, text: &Lines, column: &str, indent: f64) -> usize {
        let lines = self.cache.lines(text);
        let width = self.columns.room(column, indent).map_or(f64::INFINITY, |room| {
            Narrowed::of(&lines, room).map_or(room.width, |narrowed| narrowed.width)
        });
        counted(&lines, width)
    }

    fn torn_in_goal(&self, goal: &GoalView) -> usize {
        let of_items = |items: &[Lines], column| {
            let items = items.iter().flat_map(Lines::bulleted);
            items.map(|item| self.torn_in(&item, column, self.cache.width(MARK))).sum::<usize>()
        };
        let of_indicator = |indicator: &IndicatorView| {
            indicator.values().map(|value| self.torn_in(value, "actual", 0.0)).sum::<usize>()
                + self.torn_in(&indicator.item, "item", 0.0)
                + of_items(&indicator.notes, "notes")
        };
        let of_action = |action: &ActionView| {
            of_items(&action.items, "actions") + action.indicators.iter().map(of_indicator).sum::<usize>()
        };
        self.torn_in(&goal.text, "goal", 0.0) + goal.actions.iter().map(of_action).sum::<usize>()
    }

    fn torn_in(&self, text: &Lines, column: &str, indent: f64) -> usize {
        let Some(room) = self.columns.room(column, indent) else { return 0 };
        let lines = self.cache.lines(text);
        let narrowed = Narrowed::of(&lines, room);
        let width = narrowed.map_or(room.width, |narrowed| narrowed.width);
        let torn = lines.iter().filter(|line| line.ragged(width).is_torn).count();
        torn + usize::from(narrowed.is_some_and(|narrowed| narrowed.is_small()))
    }
}

/// Returns the number of lines of a text in a column of `width` em.
fn counted(lines: &[Rc<Line>], width: f64) -> usize {
    lines.iter().map(|line| line.ragged_lines(width)).sum()
}
