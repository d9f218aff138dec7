//! Values that were refused: in a proof their box holds the source's own text.

use super::{Draft, Tint};
use crate::finding::{Field, Step};
use crate::read::{self, Reading};
use crate::sheet::Model;
use crate::source::Span;
use crate::yaml::Data;

/// The most lines of a refused value that print, and the most characters of each.
const LINES: usize = 12;
const CHARACTERS: usize = 60;

/// Shows every refused value in its box, or in the first of the boxes that it would have had.
pub(super) fn show(draft: &mut Draft, reading: &Reading<Model>) {
    let Some(tree) = &reading.tree else { return };
    read::walk(tree, &Field::default(), &mut |field, node| {
        if node.data == Data::Pruned {
            let lines = refused(reading.source.slice(node.span));
            put(draft, field, &lines, node.span);
        }
    });
}

fn put(draft: &mut Draft, field: &Field, lines: &[String], source: Span) {
    if let Some((Step::Key(key), indicator)) = field.0.split_last()
        && key == "単位"
    {
        return put_unit(draft, &Field(indicator.to_vec()).key("項目"), lines);
    }
    let mut done = false;
    let ward_goal = Field::default().key("部区組織目標");
    draft.each(&mut |text| {
        let is_its = text.slot.as_ref().is_some_and(|slot| {
            // A number's narrow box has room for nothing else.
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

/// A unit prints in the box of its 項目, in brackets behind that.
fn put_unit(draft: &mut Draft, item: &Field, lines: &[String]) {
    draft.each(&mut |text| {
        if text.slot.as_ref().is_some_and(|slot| slot.field == *item) {
            text.lines.push(format!("({})", lines.join(" ")));
            text.tint(Tint::Unread);
        }
    });
}

/// A refused value as it is shown: the source's own text, line by line, as much of it as a box holds.
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
