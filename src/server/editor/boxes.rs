//! The boxes of a page: the cells of the paper, divided among the fields in them.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::edit::{Address, FieldValue};
use crate::finding::{Field, Step};
use crate::sheet::FiscalYear;
use crate::typeset::{FieldArea, Rect};

/// The key whose keys are years. A year has several names in files and one on the paper.
const BY_YEAR: &str = "実績";

/// The field that the paper prints behind another one, in its cell: 項目(単位).
const BEHIND: (&str, &str) = ("単位", "項目");

/// The least height of a box, in lines.
const LINE: f64 = 1.3;

/// Returns a field as the paper names it: years by their short names.
pub(super) fn on_paper(field: &Field) -> Field {
    let mut steps = field.0.clone();
    for place in 1..steps.len() {
        let is_year = matches!(&steps[place - 1], Step::Key(key) if key == BY_YEAR);
        let Step::Key(name) = &mut steps[place] else { continue };
        if let Some(year) = name.trim().parse::<FiscalYear>().ok().filter(|_| is_year) {
            *name = year.short();
        }
    }
    Field(steps)
}

/// A field in a cell, before the cell is divided.
struct CellField<'a> {
    at: &'a Address,
    place: &'a FieldArea,
    /// The area of its text; `None` if it is empty or has no place of its own.
    ink: Option<Rect>,
}

/// Returns the boxes of the values that have a place on the pages, as JSON.
pub(super) fn boxes(values: &[FieldValue], places: &[FieldArea]) -> Json {
    let mut by_field: BTreeMap<String, Vec<&FieldArea>> = BTreeMap::new();
    for place in places {
        by_field.entry(on_paper(&place.field).to_string()).or_default().push(place);
    }
    let at = |field: &Field| by_field.get(&field.to_string());
    let mut cells: BTreeMap<(usize, [i64; 2]), Vec<CellField>> = BTreeMap::new();
    for value in values {
        let field = on_paper(value.at.field());
        let own = at(&field);
        let found = own.or_else(|| neighbour(&field).iter().find_map(&at));
        for place in found.into_iter().flatten() {
            // A field in a neighbour's cell does not continue on further pages with it.
            if own.is_none() && place.page != found.map_or(0, |places| places[0].page) {
                continue;
            }
            let cell = (place.page, [place.cell.x, place.cell.y].map(rounded));
            let ink = place.ink.filter(|_| own.is_some());
            cells.entry(cell).or_default().push(CellField { at: &value.at, place, ink });
        }
    }
    let boxes = cells.into_values().flat_map(|fields| shared(&fields));
    Json::Array(boxes.collect())
}

#[expect(clippy::cast_possible_truncation, reason = "a page is 1,200 points wide at the most")]
fn rounded(length: f64) -> i64 {
    (length * 2.0).round() as i64
}

/// Returns the fields whose cell holds a field without a place of its own: the list that contains it, the items before
/// it, or the field that it is printed behind.
fn neighbour(field: &Field) -> Vec<Field> {
    let Some((last, outer)) = field.0.split_last() else { return Vec::new() };
    let outer = Field(outer.to_vec());
    match last {
        Step::Index(index) => std::iter::once(outer.clone())
            .chain((0..*index).rev().map(|earlier| outer.index(earlier)))
            .collect(),
        Step::Key(key) if key == BEHIND.0 => vec![outer.key(BEHIND.1)],
        Step::Key(_) => Vec::new(),
    }
}

/// Divides a cell from the top down. Each box begins with its text; the first begins at the top of the cell, and the last
/// ends at its foot.
fn shared(fields: &[CellField]) -> Vec<Json> {
    let mut tops = Vec::with_capacity(fields.len());
    let mut free = f64::MIN;
    for field in fields {
        let cell = field.place.cell;
        let line = LINE * field.place.size;
        let top = field.ink.map_or(free.max(cell.y), |ink| ink.y - 0.2 * field.place.size);
        let top = if tops.is_empty() { cell.y } else { top.max(free.min(cell.y + cell.h - line)) };
        free = field.ink.map_or(top + line, |ink| (ink.y + ink.h).max(top + line));
        tops.push(top);
    }
    let box_of = |(number, field): (usize, &CellField)| {
        let cell = field.place.cell;
        let bottom = tops.get(number + 1).copied().unwrap_or(cell.y + cell.h);
        let height = (bottom - tops[number]).max(LINE * field.place.size);
        let tenth = |length: f64| (length * 10.0).round() / 10.0;
        let text = TextPosition::of(field, tops[number]);
        json!({
            "at": field.at,
            "page": field.place.page,
            "x": tenth(cell.x),
            "y": tenth(tops[number]),
            "w": tenth(cell.w),
            "h": tenth(height),
            "size": tenth(field.place.size),
            "line": tenth(text.line),
            "dx": tenth(text.x),
            "dy": tenth(text.y),
            "isCentered": text.is_centered,
        })
    };
    fields.iter().enumerate().map(box_of).collect()
}

/// The position of a text in its box, which it keeps when the box is opened.
struct TextPosition {
    /// The distance between the tops of two lines.
    line: f64,
    /// The distance from the sides of the box to the text.
    x: f64,
    /// The distance from the top of the box to its first line, less half of the gap between two lines.
    y: f64,
    is_centered: bool,
}

/// The distance between lines of most texts, as a multiple of the text size.
const PITCH: f64 = 1.5;

/// The space between a cell's edge and its text, in points.
const INSET: f64 = 3.0;

impl TextPosition {
    fn of(field: &CellField, top: f64) -> Self {
        let FieldArea { cell, size, .. } = field.place;
        let Some(ink) = field.ink else {
            return Self {
                line: PITCH * size,
                x: INSET,
                y: INSET - (PITCH - 1.0) * size / 2.0,
                is_centered: false,
            };
        };
        let breaks = ((ink.h - size) / (PITCH * size)).round().max(0.0);
        let line = if breaks > 0.0 { (ink.h - size) / breaks } else { PITCH * size };
        let [left, right] = [ink.x - cell.x, cell.x + cell.w - ink.x - ink.w];
        let is_centered = (left - right).abs() < 2.0 && left > INSET + 1.5;
        let x = if is_centered { 1.0 } else { left.clamp(0.0, cell.w / 3.0) };
        let y = (ink.y - top - (line - size) / 2.0).max(0.0);
        Self { line, x, y, is_centered }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(y: f64, h: f64) -> Rect {
        Rect { x: 10.0, y, w: 50.0, h }
    }

    fn place(field: &str, cell: Rect, ink: Option<Rect>) -> FieldArea {
        FieldArea { page: 0, field: field.parse().expect("a field"), cell, ink, size: 8.0 }
    }

    fn value(at: &str) -> FieldValue {
        FieldValue { at: at.parse().unwrap(), text: String::new() }
    }

    #[test]
    fn a_cell_is_shared_out_from_the_top_down() {
        let cell = rect(100.0, 60.0);
        let places = [
            place("取組[0].主な取組[0]", cell, Some(rect(103.0, 6.0))),
            place("取組[0].主な取組[1]", cell, Some(rect(113.0, 6.0))),
        ];
        let values = ["取組/0/主な取組/0", "取組/0/主な取組/1", "取組/0/主な取組/2"].map(value);
        let found = boxes(&values, &places);
        let span = |n: usize| (found[n]["y"].as_f64().unwrap(), found[n]["h"].as_f64().unwrap());
        assert_eq!(found.as_array().unwrap().len(), 3);
        assert_eq!(span(0), (100.0, 11.4));
        let ends = [0, 1, 2].map(|n| span(n).0 + span(n).1);
        assert!(
            ends[0] <= span(1).0 + 0.1 && ends[1] <= span(2).0 + 0.1 && (ends[2] - 160.0).abs() < 0.1,
            "{found}"
        );
    }

    #[test]
    fn a_unit_stands_behind_its_item_and_a_year_under_its_name_on_the_paper() {
        let places = [
            place("指標[0].項目", rect(0.0, 40.0), Some(rect(2.0, 6.0))),
            place("指標[0].実績.H31", rect(0.0, 40.0), None),
            place("指標[0].補足", rect(0.0, 40.0), None),
        ];
        let values =
            ["指標/0/項目", "指標/0/単位", "指標/0/実績/R1", "指標/0/補足/0", "指標/0/評価"].map(value);
        let found = boxes(&values, &places);
        let all: Vec<&str> =
            found.as_array().unwrap().iter().filter_map(|drawn| drawn["at"].as_str()).collect();
        assert_eq!(all, ["指標/0/項目", "指標/0/単位", "指標/0/実績/R1", "指標/0/補足/0"]);
    }
}
