//! `ward-missing`: a folder whose departments serve a ward's goals, and which has no page that lists them.
//!
//! A number of 部区組織目標 may be that of another plan: 施策35. It is one of a ward's list where some page of the
//! collection lists so many goals, or where the folder's departments have so many: every goal of a ward is taken
//! up by one of theirs (`uncovered-ward-goal`), so a list is not longer than that.

use std::collections::BTreeMap;

use super::facts::Peer;
use crate::finding::{Field, Finding, Message, Rule};

/// Returns the findings by the sheets' places: one a folder, at the sheet that serves the first goal.
pub(super) fn check(sheets: &[Peer]) -> Vec<(usize, Finding)> {
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for sheet in sheets {
        folders.entry(sheet.file.folder_name()).or_default().push(sheet.place);
    }
    let pages = sheets.iter().filter(|sheet| sheet.facts.is_ward);
    let longest = pages.map(|page| page.facts.goals).max().unwrap_or_default();
    let serving = |places: &Vec<usize>| serving(sheets, places, longest);
    folders.values().filter_map(serving).filter_map(|place| Some((place, finding(&sheets[place])?))).collect()
}

/// Returns the first sheet of a folder that serves a goal of a ward's list, where the folder misses its page.
fn serving(sheets: &[Peer], places: &[usize], longest: usize) -> Option<usize> {
    let facts = |place: &usize| sheets[*place].facts;
    // A sheet that cannot be read may be the page.
    if places.iter().map(facts).any(|sheet| sheet.is_ward || !sheet.is_readable) {
        return None;
    }
    let goals: usize = places.iter().map(facts).map(|sheet| sheet.goals).sum();
    let numbers = places.iter().filter_map(|place| Some((facts(place).first_served?, *place)));
    let (number, place) = numbers.min()?;
    (number <= goals.max(longest)).then_some(place)
}

fn finding(sheet: &Peer) -> Option<Finding> {
    let head = sheet.detail.department.as_ref()?.head;
    let message = Message::new(
        "このフォルダに区のページ(様式: 区組織目標)がありません。",
        "This folder has no ward's page (様式: 区組織目標).",
    );
    let help = Message::new(
        "区の重点目標のファイルを同じフォルダに置いてください。",
        "Put the ward's page beside its departments.",
    );
    let typed = Message::new(
        "「一覧」にある「区組織目標のページを作る」で作ってください。",
        "Write it by the button for the ward's page in the list.",
    );
    Some(
        Finding::new(Rule::WARD_MISSING, head, message, help)
            .helped_in_box(typed)
            .in_field(Field::default().key("様式")),
    )
}
