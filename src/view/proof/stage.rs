//! Boxes that the sheet's stage wants filled in: those of April always, those of the evaluation once it
//! has begun.

use super::Tint;
use crate::view::{DepartmentView, GoalView, IndicatorView, Lines, WardView};

/// Tints the empty boxes of a department's sheet.
pub(super) fn department(view: &mut DepartmentView, evaluated: bool) {
    let [created, _, _] = &mut view.dates;
    let [plan, outcome] = &mut view.narratives;
    let head = [
        &mut view.contact,
        &mut view.year,
        &mut view.division,
        &mut view.section,
        &mut view.purpose,
        &mut created.value,
        &mut plan.value,
    ];
    head.into_iter().for_each(wanted);
    if evaluated {
        wanted(&mut outcome.value);
    }
    view.goals.iter_mut().for_each(|view| goal(view, evaluated));
}

fn goal(view: &mut GoalView, evaluated: bool) {
    wanted(&mut view.text);
    let own_boxes = !view.shared_status;
    for action in &mut view.actions {
        action.items.iter_mut().for_each(wanted);
        for view in &mut action.indicators {
            planned(view);
            if evaluated {
                wanted(&mut view.result);
            }
            if evaluated && own_boxes {
                wanted(&mut view.status);
            }
        }
    }
    if evaluated {
        wanted(&mut view.evaluation);
    }
    if evaluated && !own_boxes {
        wanted(&mut view.status);
    }
}

/// A new indicator has no years before it; one that was measured in some of them was in all, or says
/// that it was not.
fn planned(view: &mut IndicatorView) {
    [&mut view.item, &mut view.target].into_iter().for_each(wanted);
    if view.actuals.iter().any(|actual| !actual.lines.is_empty()) {
        view.actuals.iter_mut().for_each(wanted);
    }
}

/// Tints the empty boxes of a ward's page. It bears no date of its evaluation: that has begun where one
/// of its boxes is filled in.
pub(super) fn ward(view: &mut WardView) {
    let plan = [&mut view.organization, &mut view.mayor, &mut view.purpose, &mut view.policy];
    plan.into_iter().for_each(wanted);
    view.goals.iter_mut().for_each(|(_, goal)| wanted(goal));
    let evaluation = [&mut view.results, &mut view.achieved, &mut view.direction];
    if evaluation.iter().any(|lines| !lines.lines.is_empty()) {
        evaluation.into_iter().for_each(wanted);
    }
}

fn wanted(lines: &mut Lines) {
    if lines.lines.is_empty() {
        lines.tint(Tint::Wanted);
    }
}
