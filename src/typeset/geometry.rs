//! Where the fields of a sheet stand on its finished pages, the empty ones too.

use std::collections::BTreeMap;

use typst_layout::Page;

use super::Pages;
use super::ink_extent::{ABOVE, Area, BELOW, PageGeometry};
use crate::finding::Field;

/// A rectangle on a page, in points from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Its left side.
    pub x: f64,
    /// Its top.
    pub y: f64,
    /// Its width.
    pub w: f64,
    /// Its height.
    pub h: f64,
}

/// A field of a sheet on one of its pages. A cell may hold several fields, and a field may go on on the next page.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The page, from 0.
    pub page: usize,
    /// The field, as the file has it.
    pub field: Field,
    /// The cell that holds it; what stands in none has the room up to the margin.
    pub cell: Rect,
    /// Where its text is; nothing of an empty field.
    pub ink: Option<Rect>,
    /// The size of its type in points.
    pub size: f64,
}

/// The margin that texts outside all cells end at, in points.
const MARGIN: f64 = 28.0;

/// How far a cell goes beyond a text that stands in none, in points.
const AROUND: f64 = 2.0;

/// The size of type where a page has no text of a field.
const SIZE: f64 = 9.0;

impl Pages {
    /// Returns the places of the fields whose texts have slots, in the order of the pages.
    pub fn places(&self) -> Vec<Place> {
        let pages = self.document.pages().iter().enumerate();
        pages.flat_map(|(number, page)| self.places_on(number, page)).collect()
    }

    fn places_on(&self, number: usize, page: &Page) -> Vec<Place> {
        let geometry = PageGeometry::new(page, &self.marks);
        let mut inks: BTreeMap<usize, (Area, f64)> = BTreeMap::new();
        for ink in &geometry.inks {
            let Some(slot) = ink.mark.and_then(|mark| self.slot(mark)) else { continue };
            let size = (ink.area.bottom - ink.area.top) / (ABOVE + BELOW);
            let known = inks.entry(slot).or_insert((ink.area, size));
            *known = (known.0.with(ink.area), known.1.max(size));
        }
        let usual = usual(inks.values().map(|(_, size)| *size));
        let right = page.frame.size().x.to_pt() - MARGIN;
        let filled = inks.iter().map(|(slot, (area, size))| {
            let middle = (f64::midpoint(area.left, area.right), f64::midpoint(area.top, area.bottom));
            let free = Area {
                left: area.left - AROUND,
                top: area.top - AROUND,
                right,
                bottom: area.bottom + AROUND,
            };
            (*slot, geometry.cell(middle).unwrap_or(free), Some(rect(*area)), *size)
        });
        let empty = geometry.pins.iter().filter_map(|&(mark, (x, y))| {
            let free = Area { left: x, top: y, right, bottom: y + 2.0 * usual };
            Some((self.slot(mark)?, geometry.cell((x, y)).unwrap_or(free), None, usual))
        });
        let place = |(slot, cell, ink, size): (usize, Area, Option<Rect>, f64)| {
            let field = self.marks.slots.get(slot)?.field.clone();
            Some(Place { page: number, field, cell: rect(cell), ink, size })
        };
        filled.chain(empty).filter_map(place).collect()
    }

    fn slot(&self, mark: usize) -> Option<usize> {
        Some(self.marks.get(mark)?.portion?.slot)
    }
}

/// The size that most texts have.
fn usual(sizes: impl Iterator<Item = f64>) -> f64 {
    let mut sizes: Vec<f64> = sizes.collect();
    sizes.sort_unstable_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(SIZE)
}

fn rect(area: Area) -> Rect {
    Rect { x: area.left, y: area.top, w: area.right - area.left, h: area.bottom - area.top }
}
