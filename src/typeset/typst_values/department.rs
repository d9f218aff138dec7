//! The values of `department.typ`.

use std::ops::Range;

use typst::foundations::{Array, Dict, IntoValue, Value, dict};
use typst::layout::{Em, Length};

use super::booklet::ward_goal;
use super::{CONTINUED, Narrowed, ValueBuilder, array};
use crate::typeset::sizing::Plan;
use crate::typeset::source_map::{GoalAt, Row};
use crate::view::{ActionView, DepartmentView, GoalView, IndicatorView, Labelled, LegendView, Lines};

/// The number of lines of an action that are repeated on each page at which a row of it is cut.
const MOST_AGAIN: usize = 12;

impl ValueBuilder<'_> {
    /// Converts a department's sheet.
    pub(super) fn department(&mut self, view: &DepartmentView) -> Dict {
        let sizing = self.sizing(&view.document);
        self.columns = self.engine.columns("department", &view.document, sizing.size);
        let years = self.heads(view);
        let labels = self.labels(view);
        dict! {
            "room" => Length::from(Em::new(sizing.density.room)),
            // The rows in the head of a form for the pen have a fixed height.
            "pen" => view.row.map_or(Value::None, |_| {
                Length::from(Em::new(sizing.density.room + 2.0 * self.columns.inset)).into_value()
            }),
            "gap" => Length::from(Em::new(sizing.density.gap)),
            "grows" => sizing.plan.grows,
            "turns" => sizing.plan.turns,
            "document" => self.document(&view.document),
            "heading" => self.lines(&view.heading),
            "bookmark" => Value::None,
            "labels" => labels,
            "contact" => self.cell_of(&view.contact, "date"),
            "year" => self.lines(&view.year),
            "division" => self.cell_of(&view.division, "division"),
            "section" => self.cell_of(&view.section, "section"),
            "purpose" => self.prose(&view.purpose),
            "dates" => self.labelled(&view.dates, Self::lines),
            "years" => years,
            "continued" => self.continued(),
            "goals" => self.goals(&view.goals, &sizing.plan),
            "legends" => self.legends(&view.legends),
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

    fn labelled(&mut self, boxes: &[Labelled], value: fn(&mut Self, &Lines) -> Dict) -> Array {
        let labelled =
            |it: &Labelled| dict! { "label" => self.lines(&it.label), "value" => value(self, &it.value) };
        array(boxes.iter().map(labelled))
    }

    fn legends(&mut self, legends: &[LegendView]) -> Array {
        let legend = |it: &LegendView| dict! { "label" => self.lines(&it.label), "symbols" => self.symbols(&it.symbols) };
        array(legends.iter().map(legend))
    }

    /// Converts the symbols of a legend, each on one line if possible.
    fn symbols(&mut self, symbols: &[Lines]) -> Array {
        array(symbols.iter().map(|symbol| self.cell_of(symbol, "legend")))
    }

    /// Converts the boxes of the narratives: in two rows of boxes if some paragraphs are continued on the
    /// next page.
    fn narratives(&mut self, narratives: &[Labelled; 2], plan: &Plan) -> Array {
        let all = narratives.each_ref().map(|it| it.value.lines.len());
        let Some(kept) = plan.kept else {
            return array([self.boxes(narratives, all.map(|end| 0..end), "")]);
        };
        let rest = [0, 1].map(|place| kept[place]..all[place]);
        let first = self.boxes(narratives, kept.map(|end| 0..end), "");
        array([first, self.boxes(narratives, rest, CONTINUED)])
    }

    fn boxes(&mut self, narratives: &[Labelled; 2], ranges: [Range<usize>; 2], suffix: &str) -> Array {
        let boxes = narratives.iter().zip(ranges).map(|(it, range)| {
            let label = it.label.clone().followed_by(suffix);
            let value = self.some_of_narrative(&it.value, range);
            dict! { "label" => self.lines(&label), "value" => value }
        });
        array(boxes)
    }

    fn goals(&mut self, goals: &[GoalView], plan: &Plan) -> Array {
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
    fn goal(&mut self, at: GoalAt, goal: &GoalView, rows: Range<usize>, plan: &Plan) -> Dict {
        let mut next = 0;
        let mut actions = Vec::new();
        for action in &goal.actions {
            let of_action = next..next + action.indicators.len();
            next = of_action.end;
            let shown = of_action.start.max(rows.start)..of_action.end.min(rows.end);
            if !shown.is_empty() {
                actions.push(self.action(at, of_action.start, shown, action).into_value());
            }
        }
        self.row = last_row(at, rows.clone());
        let is_first = rows.start == 0;
        let text = if is_first { goal.text.clone() } else { continued(&goal.text) };
        let bookmark =
            if self.is_booklet && is_first { Self::bookmark(at, goal).into_value() } else { Value::None };
        let status =
            if goal.shared_status { self.cell_of(&goal.status, "status").into_value() } else { Value::None };
        dict! {
            "number" => self.lines(&goal.number),
            "ward-goal" => self.ward_goal_of(at, &goal.ward_goal),
            "text" => self.cell_of(&text, "goal"),
            "actions" => array(actions),
            "status" => status,
            "evaluation" => self.cell_of(&goal.evaluation, "evaluation"),
            "tall" => self.hints.tall_goals.contains(&at),
            "part" => self.cut_part(at, &rows).into_value(),
            "again" => self.text_again(at, &rows, &goal.text, plan),
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
    fn text_again(&mut self, at: GoalAt, rows: &Range<usize>, text: &Lines, plan: &Plan) -> Value {
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
        let shown = &action.indicators[rows.start - start..rows.end - start];
        let indicators = array(rows.clone().zip(shown).map(|(row, indicator)| {
            self.row = Some(Row { goal, indicator: row });
            self.indicator(indicator)
        }));
        let mut items = action.items.clone();
        if rows.start > start {
            items = items.iter().map(continued).collect();
        }
        self.row = last_row(goal, rows.clone());
        dict! {
            "items" => self.items(&items, "actions"),
            "again" => self.items_again(goal, &rows, &action.items),
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
        dict! {
            "item" => self.cell_of(&indicator.item, "item"),
            "actuals" => array(indicator.actuals.iter().map(|actual| self.value(of_row, actual))),
            "target" => self.value(of_row, &indicator.target),
            "result" => self.value(of_row, &indicator.result),
            "notes" => self.items(&indicator.notes, "notes"),
            "status" => self.cell_of(&indicator.status, "status"),
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
