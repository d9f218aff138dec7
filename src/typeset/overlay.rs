//! The overlay that a proof draws over finished pages.
//!
//! The sheet is laid out without it; the frames give the positions of its texts. This module determines
//! rectangles, and the template determines how they are drawn.

mod bars;
mod free;
mod lengths;
mod margin;
mod room;

use std::collections::{BTreeMap, BTreeSet};

use typst_layout::PagedDocument;

pub(super) use self::lengths::inputs;
use self::margin::Margin;
pub(super) use self::margin::{MarginEntry, Side};
use super::ink_extent::{Area, PageGeometry};
use super::source_map::SourceMap;
use crate::view::proof::{Note, PartKind, ProofView, Slot, TextPart, Tint};

/// The overlay of all pages.
#[derive(Debug)]
pub(super) struct Overlay<'a> {
    /// The texts of the proof.
    pub(super) proof: &'a ProofView,
    /// The overlays of the sheet's pages.
    pub(super) pages: Vec<PageMarks<'a>>,
    /// `true` to print an A4 sheet on A3: on request, or because the margins do not hold their entries on A4.
    pub(super) is_wide: bool,
    /// The scale of the sheet: reduced where the margins must hold entries.
    pub(super) scale: f64,
}

/// The overlay of a page.
#[derive(Debug, Default)]
pub(super) struct PageMarks<'a> {
    /// The boxes and texts with a tint or findings.
    pub(super) spots: Vec<MarkedValue<'a>>,
    /// The marked parts of texts.
    pub(super) parts: Vec<(Area, &'a PartKind)>,
    /// The entries in the margins.
    pub(super) margin: Vec<MarginEntry>,
    /// The heights at which a redline marks changes.
    pub(super) bars: Vec<(Side, Area)>,
}

/// A box, or a text outside of boxes.
#[derive(Debug)]
pub(super) struct MarkedValue<'a> {
    pub(super) area: Area,
    /// `true` where rules enclose it.
    pub(super) boxed: bool,
    pub(super) tint: Option<Tint>,
    /// The findings in it.
    pub(super) notes: Vec<&'a Note>,
    /// The position of the numbers where they do not cover text: their right end, and their height.
    pub(super) free: Option<(f64, f64)>,
    /// The line from the numbers to their box, where the box has no room for them.
    pub(super) line: Option<[(f64, f64); 2]>,
}

impl<'a> Overlay<'a> {
    /// Creates the overlay of `proof` for these pages.
    pub(super) fn new(document: &PagedDocument, marks: &'a SourceMap, proof: &'a ProofView) -> Self {
        let mut margin = Margin::default();
        let mut noted = BTreeSet::new();
        let pages = document.pages().iter().map(|page| {
            let found = Places { geometry: PageGeometry::new(page, marks), marks };
            let (mut spots, parts) = (found.spots(proof, &mut noted), found.parts());
            for spot in &mut spots {
                spot.free = free::place(spot, &found.geometry, first_found(spot, &parts));
            }
            let mut taken: Vec<Area> = spots.iter().filter_map(free::taken).collect();
            for spot in &mut spots {
                let Some((at, line)) = free::beside(spot, &found.geometry, &taken) else { continue };
                (spot.free, spot.line) = (Some(at), Some(line));
                taken.extend(free::taken(spot));
            }
            PageMarks { spots, parts, margin: margin.page(&found), bars: found.bars() }
        });
        let pages: Vec<PageMarks> = pages.collect();
        let is_wide = proof.wide || is_a4(document) && !pages.iter().all(|page| room::suffices(&page.margin));
        let scale = if is_wide && is_a4(document) { 1.0 } else { lengths::SCALE };
        Self { proof, pages, is_wide, scale }
    }
}

/// Returns whether the pages are A4.
fn is_a4(document: &PagedDocument) -> bool {
    const WIDTH: f64 = 297.0 * 72.0 / 25.4;
    document.pages().first().is_some_and(|page| (page.frame.width().to_pt() - WIDTH).abs() < 1.0)
}

/// The slots of a page with their positions.
struct Places<'a> {
    geometry: PageGeometry,
    marks: &'a SourceMap,
}

/// The position of a slot's text on a page.
#[derive(Clone, Copy)]
struct SlotPosition<'a> {
    slot: &'a Slot,
    /// The index of the slot.
    index: usize,
    /// The first line, or a point of the empty box.
    first: Area,
    /// The last line.
    last: Area,
    /// The cell around it.
    cell: Option<Area>,
}

impl<'a> Places<'a> {
    /// Returns the inks that belong to slots, and the empty boxes: each with the index of its slot, its line,
    /// its bytes and its area.
    fn portions(&self) -> impl Iterator<Item = (usize, usize, (usize, usize), Area)> {
        let inks = self.geometry.inks.iter().filter_map(|ink| Some((ink.mark?, ink.area)));
        let pin =
            |&(mark, (x, y)): &(usize, (f64, f64))| (mark, Area { left: x, top: y, right: x, bottom: y });
        inks.chain(self.geometry.pins.iter().map(pin)).filter_map(|(mark, area)| {
            let portion = self.marks.get(mark)?.portion?;
            Some((portion.slot, portion.line, portion.bytes, area))
        })
    }

    /// Returns the positions of the slots, in their order.
    fn positions(&self) -> Vec<SlotPosition<'a>> {
        let mut positions: Vec<Option<SlotPosition>> = vec![None; self.marks.slots.len()];
        for (index, _, _, area) in self.portions() {
            let (Some(position), Some(slot)) = (positions.get_mut(index), self.marks.slots.get(index)) else {
                continue;
            };
            match position {
                Some(position) if area.top > position.last.top + 1.0 => position.last = area,
                Some(position) => position.last = position.last.with(area),
                None => {
                    let cell = self.geometry.cell(middle(area));
                    *position = Some(SlotPosition { slot, index, first: area, last: area, cell });
                }
            }
        }
        positions.into_iter().flatten().collect()
    }

    /// Returns the boxes and texts with a tint or findings. A finding is shown only on the first page of its
    /// text.
    fn spots<'p>(&self, proof: &'p ProofView, noted: &mut BTreeSet<usize>) -> Vec<MarkedValue<'p>> {
        let mut spots: Vec<MarkedValue> = Vec::new();
        for position in self.positions() {
            let of_slot = |note: &&Note| note.at == position.slot.field && !noted.contains(&note.number);
            let notes: Vec<&Note> = proof.notes.iter().filter(of_slot).collect();
            noted.extend(notes.iter().map(|note| note.number));
            let Some(area) = position.cell else {
                spots.extend(self.unboxed(&position, notes));
                continue;
            };
            if let Some(spot) = spots.iter_mut().find(|spot| spot.area == area) {
                spot.tint = spot.tint.or(position.slot.tint);
                spot.notes.extend(notes);
            } else if !notes.is_empty() || position.slot.tint.is_some() {
                spots.push(MarkedValue {
                    area,
                    boxed: true,
                    tint: position.slot.tint,
                    notes,
                    free: None,
                    line: None,
                });
            }
        }
        spots
    }

    /// Returns a text outside of boxes. A finding is placed after the paragraph with its characters, or after
    /// the last line.
    fn unboxed<'p>(&self, position: &SlotPosition, notes: Vec<&'p Note>) -> Vec<MarkedValue<'p>> {
        let tinted = position.slot.tint.map(|tint| (position.last, Some(tint)));
        let mut spots: Vec<MarkedValue> = tinted
            .map(|(area, tint)| MarkedValue {
                area,
                boxed: false,
                tint,
                notes: Vec::new(),
                free: None,
                line: None,
            })
            .into_iter()
            .collect();
        for note in notes {
            let area = self.paragraph_end(position, note.number).unwrap_or(position.last);
            match spots.iter_mut().find(|spot| spot.area == area) {
                Some(spot) => spot.notes.push(note),
                None => {
                    spots.push(MarkedValue {
                        area,
                        boxed: false,
                        tint: None,
                        notes: vec![note],
                        free: None,
                        line: None,
                    });
                }
            }
        }
        spots
    }

    /// Returns the last line on this page of the paragraph with a finding's characters.
    fn paragraph_end(&self, position: &SlotPosition, number: usize) -> Option<Area> {
        let is_its = |part: &&TextPart| matches!(part.kind, PartKind::Found(_, of) if of == number);
        let found = position.slot.parts.iter().find(is_its)?.line;
        let areas = self.portions().filter(|(index, line, ..)| *index == position.index && *line == found);
        areas.map(|(.., area)| area).reduce(
            |last, area| {
                if area.top > last.top + 1.0 { area } else { last.with(area) }
            },
        )
    }

    /// Returns the marked parts of lines, each line with its own area.
    fn parts(&self) -> Vec<(Area, &'a PartKind)> {
        let mut parts = Vec::new();
        let mut drawn = BTreeMap::new();
        for (index, line, (start, end), area) in self.portions() {
            let runs = drawn.entry((index, line)).or_insert_with(|| self.drawn(index, line));
            for run in &*runs {
                let part = run.get(run.partition_point(|part| part.range.end < end));
                let part = part.filter(|part| part.range.start <= start);
                parts.extend(part.map(|part| (area, &part.kind)));
            }
        }
        parts
    }

    /// Returns the drawn parts of a slot's line in groups whose parts do not overlap, as those of one finding
    /// do not.
    fn drawn(&self, slot: usize, line: usize) -> Vec<Vec<&'a TextPart>> {
        let is_drawn = |part: &&TextPart| {
            part.line == line && matches!(part.kind, PartKind::Unprintable | PartKind::Found(..))
        };
        let slot: Option<&'a Slot> = self.marks.slots.get(slot);
        let parts: Vec<&TextPart> = slot.into_iter().flat_map(|slot| &slot.parts).filter(is_drawn).collect();
        let follows = |part: &&TextPart, next: &&TextPart| part.range.end <= next.range.start;
        parts.chunk_by(follows).map(<[&TextPart]>::to_vec).collect()
    }
}

/// Returns the area of the first characters of a box's findings.
fn first_found(spot: &MarkedValue, parts: &[(Area, &PartKind)]) -> Option<Area> {
    let is_its = |kind: &PartKind| matches!(kind, PartKind::Found(_, number) if spot.notes.iter().any(|note| note.number == *number));
    parts.iter().find(|(_, kind)| is_its(kind)).map(|(area, _)| *area)
}

fn middle(area: Area) -> (f64, f64) {
    (f64::midpoint(area.left, area.right), f64::midpoint(area.top, area.bottom))
}
