//! The cells of a comparison table: texts with their differences.

use super::super::inline_diff::{RunKind, inline_diff};
use super::super::{Change, Kind, Side, label_path};
use super::{Cell, IsProse, OMITTED, Paragraph, Style, absent};
use crate::finding::Field;

/// The length in characters above which the unchanged lines of a text are omitted.
const LONG: usize = 120;

/// Returns the old and the new cell of a change.
pub(super) fn cells(change: &Change, is_prose: IsProse) -> (Cell, Cell) {
    match (change.kind, &change.old, &change.new) {
        (Kind::Changed, Some(old), Some(new)) => texts(old, new, is_prose),
        (Kind::Moved, Some(old), Some(new)) => (moved(old), moved(new)),
        (_, old, new) => {
            let cell = |side: &Option<Side>, substitute| {
                side.as_ref().map_or_else(|| Cell::word(substitute), |side| contents(side, is_prose))
            };
            (cell(old, absent(Style::Shinkyu)), cell(new, "（削除）"))
        }
    }
}

/// Returns the cells of a changed box.
fn texts(old: &Side, new: &Side, is_prose: IsProse) -> (Cell, Cell) {
    let runs = inline_diff(&old.text, &new.text);
    let same = |kind: RunKind| kind == RunKind::Same;
    let of = |absent_kind: RunKind| {
        runs.iter()
            .filter(move |run| run.kind != absent_kind)
            .map(move |run| (run.text.as_str(), !same(run.kind)))
    };
    let cell = |side: &Side, absent_kind| Cell {
        place: side.place.clone(),
        paragraphs: if side.text.is_empty() {
            vec![Paragraph::plain("（空欄）")]
        } else {
            let is_prose = is_prose(&side.field);
            let lines =
                paragraphs(of(absent_kind)).into_iter().map(|line| line.with_head(is_prose)).collect();
            abridged(lines, side.text.chars().count() > LONG)
        },
        ..Cell::default()
    };
    (cell(old, RunKind::Added), cell(new, RunKind::Removed))
}

/// Splits parts of a text into lines.
fn paragraphs<'r>(runs: impl Iterator<Item = (&'r str, bool)>) -> Vec<Paragraph> {
    let mut paragraphs = vec![Paragraph::default()];
    for (text, changed) in runs {
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                paragraphs.push(Paragraph::default());
            }
            if let Some(last) = paragraphs.last_mut().filter(|_| !line.is_empty()) {
                last.runs.push((line.to_owned(), changed));
            }
        }
    }
    paragraphs
}

/// Replaces each run of unchanged lines of a long text with one （略）.
fn abridged(paragraphs: Vec<Paragraph>, is_long: bool) -> Vec<Paragraph> {
    let mut kept: Vec<Paragraph> = Vec::new();
    let omitted = Paragraph::plain(OMITTED);
    for paragraph in paragraphs {
        let differs = paragraph.runs.iter().any(|(_, changed)| *changed);
        if !is_long || differs {
            kept.push(paragraph);
        } else if kept.last() != Some(&omitted) {
            kept.push(omitted.clone());
        }
    }
    kept
}

/// Returns the cell of a moved item, with the text that identifies it.
fn moved(side: &Side) -> Cell {
    Cell { place: side.place.clone(), is_moved: true, ..Cell::text(&side.text) }
}

/// Returns the cell of an added or removed item, with all its texts.
fn contents(side: &Side, is_prose: IsProse) -> Cell {
    let within = |field: &Field| Field(field.0[side.field.0.len()..].to_vec());
    let mut paragraphs = Vec::new();
    let mut above = String::new();
    for (field, text) in &side.contents {
        let label = label_path(&within(field));
        let (outer, last) = label.rsplit_once(' ').unwrap_or(("", &label));
        // The label 取組1 指標1 is shown once, before the first of its boxes.
        let mut label = if outer == above { last.to_owned() } else { label.clone() };
        outer.clone_into(&mut above);
        let is_prose = is_prose(field);
        let lines = text.split('\n').map(|line| changed_paragraph(&std::mem::take(&mut label), line));
        paragraphs.extend(lines.map(|line| line.with_head(is_prose)));
    }
    Cell { place: side.place.clone(), paragraphs, ..Cell::default() }
}

/// Returns a line that differs completely.
pub(super) fn changed_paragraph(label: &str, text: &str) -> Paragraph {
    Paragraph { label: label.to_owned(), runs: vec![(text.to_owned(), true)], ..Paragraph::default() }
}
