//! The positions of a sheet's fields on its pages, including empty ones.

use std::collections::BTreeMap;

use typst_layout::Page;

use super::Pages;
use super::ink_extent::{ABOVE, Area, BELOW, PageGeometry};
use crate::finding::Field;

/// A rectangle on a page, in points from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// The left side.
    pub x: f64,
    /// The top.
    pub y: f64,
    /// The width.
    pub w: f64,
    /// The height.
    pub h: f64,
}

/// A field of a sheet on a page. A cell may hold several fields, and a field may continue on the next page.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldArea {
    /// The page, from 0.
    pub page: usize,
    /// The field, as the file has it.
    pub field: Field,
    /// The cell around it; for a text outside of cells, the area up to the margin.
    pub cell: Rect,
    /// The area of its text, or `None` if it is empty.
    pub ink: Option<Rect>,
    /// The text size in points.
    pub size: f64,
}

/// The margin that limits texts outside of cells, in points.
const MARGIN: f64 = 28.0;

/// The distance between a text outside of cells and the area assigned to it, in points.
const AROUND: f64 = 2.0;

/// The default text size of a page without texts.
const SIZE: f64 = 9.0;

/// A page with fewer texts of fields may have nothing but its title, so its labels say how large its type is.
const FEW: usize = 6;

impl Pages {
    /// Returns the positions of the fields whose texts have slots, by page.
    pub fn places(&self) -> Vec<FieldArea> {
        let pages = self.document.pages().iter().enumerate();
        pages.flat_map(|(number, page)| self.places_on(number, page)).collect()
    }

    fn places_on(&self, number: usize, page: &Page) -> Vec<FieldArea> {
        let geometry = PageGeometry::new(page, &self.marks);
        let mut inks: BTreeMap<usize, (Area, f64)> = BTreeMap::new();
        for ink in &geometry.inks {
            let Some(slot) = ink.mark.and_then(|mark| self.slot(mark)) else { continue };
            let size = size(ink.area);
            let known = inks.entry(slot).or_insert((ink.area, size));
            *known = (known.0.with(ink.area), known.1.max(size));
        }
        let usual = if inks.len() < FEW {
            usual(geometry.inks.iter().map(|ink| size(ink.area)))
        } else {
            usual(inks.values().map(|(_, size)| *size))
        };
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
            Some(FieldArea { page: number, field, cell: rect(cell), ink, size })
        };
        filled.chain(empty).filter_map(place).collect()
    }

    fn slot(&self, mark: usize) -> Option<usize> {
        Some(self.marks.get(mark)?.portion?.slot)
    }
}

/// Returns the size of the text in an area of one line.
fn size(area: Area) -> f64 {
    (area.bottom - area.top) / (ABOVE + BELOW)
}

/// Returns the median of the text sizes.
fn usual(sizes: impl Iterator<Item = f64>) -> f64 {
    let mut sizes: Vec<f64> = sizes.collect();
    sizes.sort_unstable_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(SIZE)
}

fn rect(area: Area) -> Rect {
    Rect { x: area.left, y: area.top, w: area.right - area.left, h: area.bottom - area.top }
}
