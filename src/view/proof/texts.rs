//! Iteration over all texts of a page, in reading order.

use crate::view::{DepartmentView, GoalView, Lines, WardView};

/// A page with texts.
pub(super) trait Texts {
    /// Visits every text, including the form's own.
    fn each(&mut self, visit: &mut dyn FnMut(&mut Lines));
}

impl Texts for DepartmentView {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Lines)) {
        let head = [
            &mut self.heading,
            &mut self.contact,
            &mut self.year,
            &mut self.division,
            &mut self.section,
            &mut self.purpose,
        ];
        head.into_iter().for_each(&mut *visit);
        self.dates.iter_mut().for_each(|date| visit(&mut date.value));
        for goal in &mut self.goals {
            goal.each(visit);
        }
        self.legends.iter_mut().flat_map(|legend| &mut legend.symbols).for_each(&mut *visit);
        self.narratives.iter_mut().for_each(|narrative| visit(&mut narrative.value));
        visit(&mut self.document.foot);
    }
}

impl GoalView {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Lines)) {
        [&mut self.number, &mut self.ward_goal, &mut self.text].into_iter().for_each(&mut *visit);
        for action in &mut self.actions {
            action.items.iter_mut().for_each(&mut *visit);
            for indicator in &mut action.indicators {
                visit(&mut indicator.item);
                indicator.actuals.iter_mut().for_each(&mut *visit);
                [&mut indicator.target, &mut indicator.result].into_iter().for_each(&mut *visit);
                indicator.notes.iter_mut().for_each(&mut *visit);
                visit(&mut indicator.status);
            }
        }
        [&mut self.status, &mut self.evaluation].into_iter().for_each(visit);
    }
}

impl Texts for WardView {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Lines)) {
        let head = [
            &mut self.heading,
            &mut self.organization,
            &mut self.mayor,
            &mut self.purpose,
            &mut self.labels.policy,
            &mut self.policy,
        ];
        head.into_iter().for_each(&mut *visit);
        self.goals.iter_mut().for_each(|(_, goal)| visit(goal));
        let rest = [
            &mut self.remark,
            &mut self.results,
            &mut self.count,
            &mut self.achieved,
            &mut self.direction,
            &mut self.document.foot,
        ];
        rest.into_iter().for_each(visit);
    }
}
