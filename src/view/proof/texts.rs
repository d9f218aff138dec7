//! Every text of a page, in the order in which people read it.

use crate::view::{DepartmentView, GoalView, Lines, WardView};

/// A page whose texts can be gone through.
pub(super) trait Texts {
    /// Visits every text, the form's own words included.
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
        self.narratives.iter_mut().for_each(|it| visit(&mut it.value));
        visit(&mut self.document.foot);
    }
}

impl GoalView {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Lines)) {
        [&mut self.number, &mut self.ward_goal, &mut self.text].into_iter().for_each(&mut *visit);
        for action in &mut self.actions {
            action.items.iter_mut().for_each(&mut *visit);
            for it in &mut action.indicators {
                visit(&mut it.item);
                it.actuals.iter_mut().for_each(&mut *visit);
                [&mut it.target, &mut it.result].into_iter().for_each(&mut *visit);
                it.notes.iter_mut().for_each(&mut *visit);
                visit(&mut it.status);
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
