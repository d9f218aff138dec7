//! Pruned values: their boxes on a proof show the source text.

use super::Tint;
use super::texts::Texts;
use crate::finding::{Field, Step};
use crate::read::{self, Reading};
use crate::sheet::Model;
use crate::source::Span;
use crate::view::SheetView;
use crate::yaml::Data;

/// The most lines of a pruned value that are shown, and the most characters of each.
const LINES: usize = 12;
const CHARACTERS: usize = 60;

/// Shows every pruned value in its box, or in the first of the boxes within its field.
pub(super) fn show(page: &mut SheetView, reading: &Reading<Model>) {
    let Some(tree) = &reading.tree else { return };
    read::walk(tree, &Field::default(), &mut |field, node| {
        if node.data == Data::Pruned {
            let lines = refused(reading.source.slice(node.span));
            fill(page, field, &lines, node.span);
        }
    });
}

fn fill(page: &mut SheetView, field: &Field, lines: &[String], source: Span) {
    if let Some((Step::Key(key), indicator)) = field.0.split_last()
        && key == "単位"
    {
        return add_unit(page, &Field(indicator.to_vec()).key("項目"), lines);
    }
    let mut done = false;
    let ward_goal = Field::default().key("部区組織目標");
    page.each(&mut |text| {
        let is_its = text.slot.as_ref().is_some_and(|slot| {
            // The narrow box of a number does not fit other text.
            let is_narrow = slot.field.0.last() == ward_goal.0.last();
            slot.field == *field || slot.field.is_within(field) && !is_narrow
        });
        if !done && is_its && text.lines.is_empty() {
            done = true;
            lines.clone_into(&mut text.lines);
            text.source = Some(source);
            text.tint(Tint::Unread);
        }
    });
}

/// Shows a pruned unit in the box of its 項目, in brackets.
fn add_unit(page: &mut SheetView, item: &Field, lines: &[String]) {
    page.each(&mut |text| {
        if text.slot.as_ref().is_some_and(|slot| slot.field == *item) {
            text.lines.push(format!("({})", lines.join(" ")));
            text.tint(Tint::Unread);
        }
    });
}

/// Returns the source text of a pruned value, shortened to fit a box.
pub(crate) fn refused(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut shown: Vec<String> = lines.iter().take(LINES).map(|line| cut(line)).collect();
    if lines.len() > LINES {
        shown.push("…".to_owned());
    }
    shown
}

fn cut(line: &str) -> String {
    match line.char_indices().nth(CHARACTERS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}
