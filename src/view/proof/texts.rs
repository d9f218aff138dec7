//! Iteration over all texts of a page, in reading order.

use crate::view::{ActionView, DepartmentView, GoalView, IndicatorView, Lines, SheetView, WardView};

/// A page with texts.
pub(crate) trait Texts {
    /// Visits every text, including the form's own.
    fn each(&mut self, visit: &mut dyn FnMut(&mut Lines));
}

impl Texts for SheetView {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Lines)) {
        match self {
            Self::Department(view) => view.each(visit),
            Self::Ward(view) => view.each(visit),
        }
    }
}

impl Texts for DepartmentView {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Lines)) {
        let Self {
            document,
            heading,
            labels: _,
            contact,
            year,
            division,
            section,
            purpose,
            dates,
            years: _,
            goals,
            legends,
            narratives,
            row: _,
        } = self;
        [heading, contact, year, division, section, purpose].into_iter().for_each(&mut *visit);
        for date in dates {
            visit(&mut date.value);
        }
        for goal in goals {
            goal.each(visit);
        }
        legends.iter_mut().flat_map(|legend| &mut legend.symbols).for_each(&mut *visit);
        for narrative in narratives {
            visit(&mut narrative.value);
        }
        visit(&mut document.foot);
    }
}

impl Texts for GoalView {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Lines)) {
        let Self {
            number,
            named: _,
            bookmark: _,
            ward_goal,
            text,
            actions,
            shared_status: _,
            status,
            evaluation,
        } = self;
        [number, ward_goal, text].into_iter().for_each(&mut *visit);
        for action in actions {
            action.each(visit);
        }
        [status, evaluation].into_iter().for_each(visit);
    }
}

impl Texts for ActionView {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Lines)) {
        let Self { items, indicators } = self;
        items.iter_mut().for_each(&mut *visit);
        for indicator in indicators {
            indicator.each(visit);
        }
    }
}

impl Texts for IndicatorView {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Lines)) {
        let Self { item, actuals, target, result, notes, status, less_is_better: _, plot: _ } = self;
        visit(item);
        actuals.iter_mut().for_each(&mut *visit);
        [target, result].into_iter().for_each(&mut *visit);
        notes.iter_mut().for_each(&mut *visit);
        visit(status);
    }
}

impl Texts for WardView {
    fn each(&mut self, visit: &mut dyn FnMut(&mut Lines)) {
        let Self {
            document,
            heading,
            labels,
            organization,
            mayor,
            purpose,
            policy,
            goals,
            remark,
            results,
            count,
            achieved,
            direction,
        } = self;
        let head = [heading, organization, mayor, purpose, &mut labels["policy"], policy];
        head.into_iter().for_each(&mut *visit);
        for (_, goal) in goals {
            visit(goal);
        }
        let rest = [remark, results, count, achieved, direction, &mut document.foot];
        rest.into_iter().for_each(visit);
    }
}
