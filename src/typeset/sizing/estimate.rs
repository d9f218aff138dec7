//! The number of lines that the texts of a sheet take at a size.

use std::rc::Rc;
use std::sync::Arc;

use super::texts::{GoalTexts, IndicatorTexts, Texts};
use crate::typeset::columns::Columns;
use crate::typeset::line::{Line, LineCache};
use crate::typeset::typst_values::{CONTINUED, MARK, Narrowed};
use crate::typeset::world::Engine;
use crate::view::{DepartmentView, Lines};

/// Rounds a number of lines up: a part of a line takes one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count of lines")]
fn lines_of(lines: f64) -> usize {
    lines.clamp(1.0, 1000.0).ceil() as usize
}

/// A sheet at a size. Its lines are counted once for all densities that are tried.
pub(super) struct Estimate<'a> {
    cache: &'a LineCache,
    texts: &'a Texts,
    pub(super) view: &'a DepartmentView,
    pub(super) columns: Arc<Columns>,
    /// The lines of each goal.
    pub(super) goals: Vec<GoalCounts>,
    pub(super) head: HeadCounts,
}

/// The number of lines in a box; nothing for an empty box, which has room for a pen.
pub(super) type Count = Option<usize>;

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
    pub(super) boxes: Vec<Count>,
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
    pub(super) boxes: Vec<Count>,
}

impl<'a> Estimate<'a> {
    pub(super) fn new(
        engine: &Engine,
        cache: &'a LineCache,
        (view, texts): (&'a DepartmentView, &'a Texts),
        size: f64,
    ) -> Self {
        let columns = engine.columns(&view.document, size);
        let counter = Counter { columns: &columns, mark: cache.width(MARK) };
        let goals = texts.goals.iter().map(|goal| counter.goal(goal)).collect();
        let head = counter.head(view, texts, cache);
        Self { cache, texts, view, columns, goals, head }
    }

    fn counter(&self) -> Counter<'_> {
        Counter { columns: &self.columns, mark: self.cache.width(MARK) }
    }

    /// Returns the number of lines of the text of a goal that continues from the page before.
    pub(super) fn continued(&self, goal: usize) -> usize {
        let text = self.view.goals[goal].text.clone().followed_by(CONTINUED);
        self.counter().ragged(&self.cache.lines(&text), "goal", 0.0)
    }

    /// Returns how many lines of cells break inside a word, and how many values are set in smaller type than words are.
    pub(super) fn torn(&self) -> usize {
        self.texts.goals.iter().map(|goal| self.counter().torn_in_goal(goal)).sum()
    }

    /// Returns the number of lines of the legends: one, or one or more for each if they do not fit side by side.
    pub(super) fn legend_lines(&self) -> usize {
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

    /// Returns the number of lines of each paragraph of the two narratives.
    pub(super) fn narratives(&self) -> [Vec<usize>; 2] {
        let width = self.columns.line / 2.0 - 2.0 * self.columns.inset;
        self.texts.narratives.each_ref().map(|lines| paragraphs(lines, width, 1.0))
    }
}

/// Returns the number of lines of each paragraph.
fn paragraphs(lines: &[Rc<Line>], width: f64, indent: f64) -> Vec<usize> {
    lines.iter().map(|line| line.justified_lines(width, indent)).collect()
}

/// Counts lines in the columns of a size.
struct Counter<'a> {
    columns: &'a Columns,
    /// The width of what is before an item.
    mark: f64,
}

impl Counter<'_> {
    fn head(&self, view: &DepartmentView, texts: &Texts, cache: &LineCache) -> HeadCounts {
        let names = texts.names.iter().map(|(column, name)| self.ragged(name, column, 0.0).max(1));
        let width = self.columns.room("purpose", 0.0).map_or(f64::INFINITY, |room| room.width);
        let purpose = paragraphs(&texts.purpose, width, 0.0).into_iter().sum::<usize>();
        // The heads of the values are narrowed alike.
        let room = self.columns.room("actual", 0.0);
        let width = room.map_or(f64::INFINITY, |room| {
            Narrowed::of_heads(view.heads(), room, cache).map_or(room.width, |it| it.width)
        });
        let years = texts.years.iter().map(|head| counted(head, width)).max();
        HeadCounts {
            contact: self.ragged(&texts.contact, "date", 0.0).max(1),
            names: names.max().unwrap_or(1),
            purpose: purpose.max(1),
            years: years.unwrap_or(1),
        }
    }

    fn goal(&self, goal: &GoalTexts) -> GoalCounts {
        let mut boxes =
            vec![self.count(&goal.ward_goal, "ward-goal"), self.count(&goal.evaluation, "evaluation")];
        boxes.extend(goal.status.as_ref().map(|status| self.count(status, "status")));
        let actions = goal.actions.iter().map(|action| ActionCounts {
            items: self.items(&action.items, "actions"),
            indicators: action.indicators.iter().map(|it| self.indicator(it)).collect(),
        });
        GoalCounts { text: self.ragged(&goal.text, "goal", 0.0), boxes, actions: actions.collect() }
    }

    fn indicator(&self, indicator: &IndicatorTexts) -> IndicatorCounts {
        let mut boxes: Vec<Count> =
            indicator.values.iter().map(|value| self.count(value, "actual")).collect();
        boxes.extend(indicator.status.as_ref().map(|status| self.count(status, "status")));
        let item = self.ragged(&indicator.item, "item", 0.0);
        IndicatorCounts { item, notes: self.items(&indicator.notes, "notes"), boxes }
    }

    fn count(&self, lines: &[Rc<Line>], column: &str) -> Count {
        (!lines.is_empty()).then(|| self.ragged(lines, column, 0.0))
    }

    fn items(&self, items: &[Vec<Rc<Line>>], column: &str) -> usize {
        items.iter().map(|item| self.ragged(item, column, self.mark)).sum()
    }

    fn ragged(&self, lines: &[Rc<Line>], column: &str, indent: f64) -> usize {
        counted(lines, self.width(lines, column, indent))
    }

    /// Returns the width of a text in a column.
    fn width(&self, lines: &[Rc<Line>], column: &str, indent: f64) -> f64 {
        let Some(room) = self.columns.room(column, indent) else { return f64::INFINITY };
        Narrowed::of(lines, room).map_or(room.width, |it| it.width)
    }

    fn torn_in_goal(&self, goal: &GoalTexts) -> usize {
        let of_items = |items: &[Vec<Rc<Line>>], column| {
            items.iter().map(|it| self.torn_in(it, column, self.mark)).sum::<usize>()
        };
        let of_indicator = |it: &IndicatorTexts| {
            it.values.iter().map(|value| self.torn_in(value, "actual", 0.0)).sum::<usize>()
                + self.torn_in(&it.item, "item", 0.0)
                + of_items(&it.notes, "notes")
        };
        let of_actions = goal.actions.iter().map(|action| of_items(&action.items, "actions")).sum::<usize>();
        let of_indicators = goal.indicators().map(of_indicator).sum::<usize>();
        self.torn_in(&goal.text, "goal", 0.0) + of_actions + of_indicators
    }

    fn torn_in(&self, lines: &[Rc<Line>], column: &str, indent: f64) -> usize {
        let Some(room) = self.columns.room(column, indent) else { return 0 };
        let narrowed = Narrowed::of(lines, room);
        let width = narrowed.map_or(room.width, |it| it.width);
        let torn = lines.iter().filter(|line| line.ragged(width).is_torn).count();
        torn + usize::from(narrowed.is_some_and(|it| it.is_small()))
    }
}

/// Returns the number of lines of a text in a column of `width` em.
fn counted(lines: &[Rc<Line>], width: f64) -> usize {
    lines.iter().map(|line| line.ragged_lines(width)).sum()
}
