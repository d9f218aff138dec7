//! Tints for the empty boxes that the sheet's stage requires.

use std::collections::HashSet;

use super::Tint;
use super::address::Addresses;
use super::texts::Texts;
use crate::finding::Field;
use crate::sheet::stage::{RequiredBox, Stage, required_boxes};
use crate::sheet::{Department, Scales};
use crate::view::{DepartmentView, Lines, WardView};

/// Tints the empty boxes of a department's sheet, including those of the evaluation once it has begun. 課 may
/// be empty, so its box is tinted only if the key is missing.
pub(super) fn department(
    view: &mut DepartmentView,
    sheet: &Department,
    scales: Option<&Scales>,
    addresses: &Addresses,
) {
    if addresses.lacks("課") {
        tint(&mut view.section);
    }
    let evaluated = sheet.is_evaluated();
    let boxes =
        required_boxes(sheet, scales).into_iter().filter(|own| evaluated || own.stage != Stage::Evaluation);
    let empty: HashSet<Field> = boxes.filter(RequiredBox::is_empty).map(|own| own.field()).collect();
    view.each(&mut |lines| {
        if lines.slot.as_ref().is_some_and(|slot| empty.contains(&slot.field)) {
            tint(lines);
        }
    });
}

/// Tints the empty boxes of a ward's page. It has no date of evaluation, so the evaluation counts as begun if
/// one of its boxes is filled in.
pub(super) fn ward(view: &mut WardView) {
    let plan = [&mut view.organization, &mut view.mayor, &mut view.purpose, &mut view.policy];
    plan.into_iter().for_each(tint);
    view.goals.iter_mut().for_each(|(_, goal)| tint(goal));
    let evaluation = [&mut view.results, &mut view.achieved, &mut view.direction];
    if evaluation.iter().any(|lines| !lines.lines.is_empty()) {
        evaluation.into_iter().for_each(tint);
    }
}

fn tint(lines: &mut Lines) {
    if lines.lines.is_empty() {
        lines.tint(Tint::Wanted);
    }
}
