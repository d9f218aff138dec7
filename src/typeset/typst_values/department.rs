//! The values of `department.typ`.

use std::ops::Range;

use typst::foundations::{Array, Dict, IntoValue, Value, dict};
use typst::layout::{Em, Length};

use super::booklet::ward_goal;
use super::convert::{Convert, Fields};
use super::{CONTINUED, Narrowed, ValueBuilder, array};
use crate::typeset::sizing::PagePlan;
use crate::typeset::source_map::{GoalAt, Row};
use crate::view::{ActionView, DepartmentView, GoalView, IndicatorView, Labelled, Lines};

/// The number of lines of an action that are repeated on each page at which a row of it is cut.
const MOST_AGAIN: usize = 12;

impl ValueBuilder<'_> {
    /// Converts a department's sheet.
    pub(super) fn department(&mut self, view: &DepartmentView) -> Dict {
        let sizing = self.sizing(&view.document);
        self.columns = self.engine.columns("department", &view.document, sizing.size);
        let years = self.heads(view);
        let labels = self.labels(view);
        // The rows in the head of a form for the pen have a fixed height.
        let pen = view.row.map(|_| Length::from(Em::new(sizing.density.room + 2.0 * self.columns.inset)));
        let head = dict! {
            "room" => Length::from(Em::new(sizing.density.room)),
            "pen" => pen,
            "gap" => Length::from(Em::new(sizing.density.gap)),
            "grows" => sizing.plan.grows,
            "turns" => sizing.plan.turns,
            "bookmark" => Value::None,
            "labels" => labels,
            "years" => years,
            "continued" => self.continued(),
        };
        let head = head + view.fields(self);
        head + dict! {
            "goals" => self.goals(&view.goals, &sizing.plan),
            "legends" => view.legends.convert(self),
            "narratives" => self.narratives(&view.narratives, &sizing.plan),
        }
    }

    /// Converts the headings of the values except the last, which is one of the labels.
    fn heads(&mut self, view: &DepartmentView) -> Array {
        array(view.years.iter().map(|head| self.head(view, head)))
    }

    /// Converts the heading of a column of values.
    fn head(&mut self, view: &DepartmentView, head: &Lines) -> Dict {
        let room = self.columns.room("actual", 0.0);
        self.alike = room.and_then(|room| Narrowed::of_heads(view.heads(), room, self.cache));
        let head = self.cell_of(head, "actual");
        self.alike = None;
        head
    }

    fn labels(&mut self, view: &DepartmentView) -> Dict {
        let label = |(key, label): (&String, &Lines)| {
            let label = if key == "result" { self.head(view, label) } else { self.lines(label) };
            (key.as_str().into(), label.into_value())
        };
        view.labels.0.iter().map(label).collect()
    }

    /// Converts the symbols of a legend, each on one line if possible.
    pub(super) fn symbols(&mut self, symbols: &[Lines]) -> Array {
        array(symbols.iter().map(|symbol| self.cell_of(symbol, "legend")))
    }

    /// Converts the boxes of the narratives: in two rows of boxes if some paragraphs are continued on the
    /// next page.
    fn narratives(&mut self, narratives: &[Labelled; 2], plan: &PagePlan) -> Array {
        let all = narratives.each_ref().map(|narrative| narrative.value.lines.len());
        let Some(kept) = plan.kept else {
            return array([self.boxes(narratives, all.map(|end| 0..end), "")]);
        };
        let rest = [0, 1].map(|place| kept[place]..all[place]);
        let first = self.boxes(narratives, kept.map(|end| 0..end), "");
        array([first, self.boxes(narratives, rest, CONTINUED)])
    }

    fn boxes(&mut self, narratives: &[Labelled; 2], ranges: [Range<usize>; 2], suffix: &str) -> Array {
        let boxes = narratives.iter().zip(ranges).map(|(narrative, range)| {
            let label = narrative.label.clone().followed_by(suffix);
            let value = self.some_of_narrative(&narrative.value, range);
            dict! { "label" => self.lines(&label), "value" => value }
        });
        array(boxes)
    }

    fn goals(&mut self, goals: &[GoalView], plan: &PagePlan) -> Array {
        let sheet = self.sheet;
        let mut parts = Vec::new();
        for (index, goal) in goals.iter().enumerate() {
            let rows = goal.actions.iter().map(|action| action.indicators.len()).sum();
            let splits = plan.splits.iter().filter(|(of, _)| *of == index).map(|(_, row)| *row);
            let ends: Vec<usize> = std::iter::once(0).chain(splits).chain([rows]).collect();
            for range in ends.windows(2).map(|ends| ends[0]..ends[1]) {
                parts.push(self.goal(GoalAt { sheet, goal: index }, goal, range, plan).into_value());
            }
        }
        self.row = None;
        array(parts)
    }

    /// Converts some rows of a goal. The cells that span them grow with the last one; a continued part is
    /// marked as such.
    fn goal(&mut self, at: GoalAt, goal: &GoalView, rows: Range<usize>, plan: &PagePlan) -> Dict {
        let GoalView {
            number,
            named: _,
            bookmark: _,
            ward_goal,
            text: own,
            actions: all,
            shared_status,
            status,
            evaluation,
        } = goal;
        let mut next = 0;
        let mut actions = Vec::new();
        for action in all {
            let of_action = next..next + action.indicators.len();
            next = of_action.end;
            let shown = of_action.start.max(rows.start)..of_action.end.min(rows.end);
            if !shown.is_empty() {
                actions.push(self.action(at, of_action.start, shown, action).into_value());
            }
        }
        self.row = last_row(at, rows.clone());
        let is_first = rows.start == 0;
        let text = if is_first { own.clone() } else { continued(own) };
        let bookmark = (self.is_booklet && is_first).then(|| Self::bookmark(at, goal));
        let status = shared_status.then(|| self.cell_of(status, "status"));
        dict! {
            "number" => self.lines(number),
            "ward-goal" => self.ward_goal_of(at, ward_goal),
            "text" => self.cell_of(&text, "goal"),
            "actions" => array(actions),
            "status" => status,
            "evaluation" => self.cell_of(evaluation, "evaluation"),
            "tall" => self.hints.tall_goals.contains(&at),
            "part" => self.cut_part(at, &rows),
            "again" => self.text_again(at, &rows, own, plan),
            "bookmark" => bookmark,
        }
    }

    /// Returns the key that distinguishes rows of a goal where one of them is cut.
    fn cut_part(&self, at: GoalAt, rows: &Range<usize>) -> Option<Array> {
        let is_cut = |&indicator: &usize| self.hints.tall_rows.contains(&Row { goal: at, indicator });
        rows.clone().any(|row| is_cut(&row)).then(|| array([at.sheet, at.goal, rows.start]))
    }

    /// Returns the text of a goal as it is on each page that a row of it is cut at. One that the page where it begins
    /// does not hold goes on over the page by itself.
    fn text_again(&mut self, at: GoalAt, rows: &Range<usize>, text: &Lines, plan: &PagePlan) -> Value {
        let room = plan.rooms.get(&(at.goal, rows.start)).map_or(MOST_AGAIN, |room| room.saturating_sub(1));
        if self.cut_part(at, rows).is_none() || self.lines_in(std::slice::from_ref(text), "goal") > room {
            return Value::None;
        }
        self.cell_of(&continued(text), "goal").into_value()
    }

    /// Returns the same of the items of an action.
    fn items_again(&mut self, at: GoalAt, rows: &Range<usize>, items: &[Lines]) -> Value {
        if self.cut_part(at, rows).is_none() || self.lines_in(items, "actions") > MOST_AGAIN {
            return Value::None;
        }
        let items: Vec<Lines> = items.iter().map(continued).collect();
        self.items(&items, "actions").into_value()
    }

    /// Returns how many lines texts take in a column.
    fn lines_in(&self, texts: &[Lines], column: &str) -> usize {
        let width = self.columns.room(column, 0.0).map_or(f64::INFINITY, |room| room.width);
        let lines = texts.iter().flat_map(|text| &text.lines);
        lines.map(|line| self.cache.line(line).ragged_lines(width)).sum()
    }

    /// Converts the number of the ward goal. In a booklet it is a link to that goal.
    fn ward_goal_of(&mut self, at: GoalAt, number: &Lines) -> Dict {
        let cell = self.cell_of(number, "ward-goal");
        match self.served.get(&at) {
            Some(place) => self.leading(cell, ward_goal(*place), &format!("重点目標{}", place + 1)),
            None => cell,
        }
    }

    /// Converts some rows of an action, which begins at row `start` of its goal.
    fn action(&mut self, goal: GoalAt, start: usize, rows: Range<usize>, action: &ActionView) -> Dict {
        let ActionView { items, indicators } = action;
        let shown = &indicators[rows.start - start..rows.end - start];
        let indicators = array(rows.clone().zip(shown).map(|(row, indicator)| {
            self.row = Some(Row { goal, indicator: row });
            self.indicator(indicator)
        }));
        let is_first = rows.start == start;
        let text = |item: &Lines| if is_first { item.clone() } else { continued(item) };
        let shown: Vec<Lines> = items.iter().map(text).collect();
        self.row = last_row(goal, rows.clone());
        dict! {
            "items" => self.items(&shown, "actions"),
            "again" => self.items_again(goal, &rows, items),
            "indicators" => indicators,
        }
    }

    /// Converts a value of an indicator. If one value of a row is narrowed, the others that take one line are
    /// set in the same size, because a row is read across.
    fn value(&mut self, of_row: Option<Narrowed>, value: &Lines) -> Dict {
        self.alike = of_row.filter(|narrowed| narrowed.holds(value, self.cache));
        let cell = self.cell_of(value, "actual");
        self.alike = None;
        cell
    }

    fn indicator(&mut self, indicator: &IndicatorView) -> Dict {
        let room = self.columns.room("actual", 0.0);
        let of_row = room.and_then(|room| Narrowed::of_row(indicator.values(), room, self.cache));
        let IndicatorView { item, actuals, target, result, notes, status, less_is_better: _, plot: _ } =
            indicator;
        dict! {
            "item" => self.cell_of(item, "item"),
            "actuals" => array(actuals.iter().map(|actual| self.value(of_row, actual))),
            "target" => self.value(of_row, target),
            "result" => self.value(of_row, result),
            "notes" => self.items(notes, "notes"),
            "status" => self.cell_of(status, "status"),
            "tall" => self.row.is_some_and(|row| self.hints.tall_rows.contains(&row)),
        }
    }
}

fn last_row(goal: GoalAt, rows: Range<usize>) -> Option<Row> {
    Some(Row { goal, indicator: rows.last()? })
}

/// Marks a text as continued from the preceding page. Its annotations are on that page.
fn continued(lines: &Lines) -> Lines {
    if lines.lines.is_empty() {
        return lines.clone();
    }
    Lines { slot: None, ..lines.clone().followed_by(CONTINUED) }
}
