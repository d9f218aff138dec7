//! `department.typ` takes this.

use std::ops::Range;

use typst::foundations::{Array, Dict, IntoValue, Value, dict};

use super::{Hand, array};
use crate::typeset::marks::{GoalAt, Row};
use crate::view::{ActionView, DepartmentView, GoalView, IndicatorView, Labelled, Labels, LegendView, Lines};

impl Hand<'_> {
    /// A department's sheet.
    pub(super) fn department(&mut self, view: &DepartmentView) -> Dict {
        dict! {
            "document" => self.document(&view.document),
            "heading" => self.lines(&view.heading),
            "bookmark" => Value::None,
            "labels" => self.labels(&view.labels),
            "contact" => self.lines(&view.contact),
            "year" => self.lines(&view.year),
            "division" => self.lines(&view.division),
            "section" => self.lines(&view.section),
            "purpose" => self.paragraphs(&view.purpose),
            "dates" => self.labelled(&view.dates, Self::lines),
            "years" => self.list(&view.years),
            "carried" => self.carried(view),
            "goals" => self.goals(&view.goals),
            "legends" => self.legends(&view.legends),
            "narratives" => self.labelled(&view.narratives, Self::paragraphs),
        }
    }

    fn labels(&mut self, labels: &Labels) -> Dict {
        dict! {
            "contact" => self.lines(&labels.contact),
            "year" => self.lines(&labels.year),
            "division" => self.lines(&labels.division),
            "section" => self.lines(&labels.section),
            "purpose" => self.lines(&labels.purpose),
            "number" => self.lines(&labels.number),
            "ward-goal" => self.lines(&labels.ward_goal),
            "goal" => self.lines(&labels.goal),
            "actions" => self.lines(&labels.actions),
            "indicators" => self.lines(&labels.indicators),
            "item" => self.lines(&labels.item),
            "result" => self.lines(&labels.result),
            "notes" => self.lines(&labels.notes),
            "status" => self.lines(&labels.status),
            "evaluation" => self.lines(&labels.evaluation),
        }
    }

    fn labelled(&mut self, boxes: &[Labelled], value: fn(&mut Self, &Lines) -> Dict) -> Array {
        let labelled =
            |it: &Labelled| dict! { "label" => self.lines(&it.label), "value" => value(self, &it.value) };
        array(boxes.iter().map(labelled))
    }

    fn legends(&mut self, legends: &[LegendView]) -> Array {
        let legend =
            |it: &LegendView| dict! { "label" => self.lines(&it.label), "symbols" => self.list(&it.symbols) };
        array(legends.iter().map(legend))
    }

    /// What heads each page on which a goal goes on, by the page's number as a text.
    fn carried(&mut self, view: &DepartmentView) -> Dict {
        let mut carried = Dict::new();
        let sheet = self.sheet;
        for (page, at) in self.hints.carried.iter().filter(|(_, at)| at.sheet == sheet) {
            if let Some(goal) = view.goals.get(at.goal) {
                carried.insert(page.to_string().into(), self.lines(&goal.continued).into_value());
            }
        }
        carried
    }

    fn goals(&mut self, goals: &[GoalView]) -> Array {
        let sheet = self.sheet;
        let at = |goal| GoalAt { sheet, goal };
        let goals = array(goals.iter().enumerate().map(|(index, goal)| self.goal(at(index), goal)));
        self.row = None;
        goals
    }

    /// The cells that span a goal's rows grow with its last.
    fn goal(&mut self, at: GoalAt, goal: &GoalView) -> Dict {
        let rows = goal.actions.iter().map(|action| action.indicators.len()).sum();
        let mut next = 0;
        let actions = array(goal.actions.iter().map(|action| {
            let from = next;
            next += action.indicators.len();
            self.action(at, from..next, action)
        }));
        self.row = last_row(at, 0..rows);
        dict! {
            "number" => self.lines(&goal.number),
            "ward-goal" => self.lines(&goal.ward_goal),
            "text" => self.lines(&goal.text),
            "actions" => actions,
            "status" => if goal.shared_status { self.lines(&goal.status).into_value() } else { Value::None },
            "evaluation" => self.lines(&goal.evaluation),
            "tall" => self.hints.tall_goals.contains(&at),
            "bookmark" => if self.is_booklet { Self::bookmark(at, goal).into_value() } else { Value::None },
        }
    }

    fn action(&mut self, goal: GoalAt, rows: Range<usize>, action: &ActionView) -> Dict {
        let indicators = array(rows.clone().zip(&action.indicators).map(|(row, indicator)| {
            self.row = Some(Row { goal, indicator: row });
            self.indicator(indicator)
        }));
        self.row = last_row(goal, rows);
        dict! { "items" => self.list(&action.items), "indicators" => indicators }
    }

    fn indicator(&mut self, indicator: &IndicatorView) -> Dict {
        dict! {
            "item" => self.lines(&indicator.item),
            "actuals" => self.list(&indicator.actuals),
            "target" => self.lines(&indicator.target),
            "result" => self.lines(&indicator.result),
            "notes" => self.list(&indicator.notes),
            "status" => self.lines(&indicator.status),
            "tall" => self.row.is_some_and(|row| self.hints.tall_rows.contains(&row)),
        }
    }
}

fn last_row(goal: GoalAt, rows: Range<usize>) -> Option<Row> {
    Some(Row { goal, indicator: rows.last()? })
}
