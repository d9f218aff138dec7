//! `department.typ` takes this.

use typst::foundations::{Array, Dict, IntoValue, Value, dict};

use super::{Hand, array};
use crate::view::{ActionView, DepartmentView, GoalView, IndicatorView, Labelled, Labels};

impl Hand<'_> {
    /// A department's sheet.
    pub(super) fn department(&mut self, view: &DepartmentView) -> Dict {
        dict! {
            "document" => self.document(&view.document),
            "heading" => self.lines(&view.heading),
            "labels" => self.labels(&view.labels),
            "contact" => self.lines(&view.contact),
            "year" => self.lines(&view.year),
            "division" => self.lines(&view.division),
            "section" => self.lines(&view.section),
            "purpose" => self.lines(&view.purpose),
            "dates" => self.labelled(&view.dates),
            "years" => self.list(&view.years),
            "carried" => self.carried(view),
            "goals" => self.goals(&view.goals),
            "narratives" => self.labelled(&view.narratives),
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

    fn labelled(&mut self, boxes: &[Labelled]) -> Array {
        let labelled = |it: &Labelled| dict! { "label" => self.lines(&it.label), "value" => self.lines(&it.value) };
        array(boxes.iter().map(labelled))
    }

    /// What heads each page on which a goal goes on, by the page's number as a text.
    fn carried(&mut self, view: &DepartmentView) -> Dict {
        let mut carried = Dict::new();
        for (page, &goal) in &self.hints.carried {
            if let Some(goal) = view.goals.get(goal) {
                carried.insert(page.to_string().into(), self.lines(&goal.continued).into_value());
            }
        }
        carried
    }

    fn goals(&mut self, goals: &[GoalView]) -> Array {
        let goals = array(goals.iter().enumerate().map(|(index, goal)| {
            self.goal = Some(index);
            self.one_goal(goal, self.hints.tall.contains(&index))
        }));
        self.goal = None;
        goals
    }

    fn one_goal(&mut self, goal: &GoalView, tall: bool) -> Dict {
        dict! {
            "number" => self.lines(&goal.number),
            "ward-goal" => self.lines(&goal.ward_goal),
            "text" => self.lines(&goal.text),
            "actions" => array(goal.actions.iter().map(|action| self.action(action))),
            "status" => if goal.shared_status { self.lines(&goal.status).into_value() } else { Value::None },
            "evaluation" => self.lines(&goal.evaluation),
            "tall" => tall,
        }
    }

    fn action(&mut self, action: &ActionView) -> Dict {
        dict! {
            "items" => self.list(&action.items),
            "indicators" => array(action.indicators.iter().map(|indicator| self.indicator(indicator))),
        }
    }

    fn indicator(&mut self, indicator: &IndicatorView) -> Dict {
        dict! {
            "item" => self.lines(&indicator.item),
            "actuals" => self.list(&indicator.actuals),
            "target" => self.lines(&indicator.target),
            "result" => self.lines(&indicator.result),
            "notes" => self.list(&indicator.notes),
            "status" => self.lines(&indicator.status),
        }
    }
}
