//! What a proof draws over finished pages, with the places that it takes from them.
//!
//! The sheet is set first and left alone; its frames say where each text came to stand. Rectangles are
//! facts of those pages; what is drawn at them is the template's to decide.

mod bars;
mod free;
mod lengths;
mod margin;
mod room;

use std::collections::{BTreeMap, BTreeSet};

use typst_layout::PagedDocument;

pub(super) use self::lengths::inputs;
use self::margin::Margin;
pub(super) use self::margin::{Side, Told};
use super::ink_extent::{Area, PageGeometry};
use super::source_map::SourceMap;
use crate::view::proof::{Note, PartKind, ProofView, Slot, TextPart, Tint};

/// What a proof draws over all pages.
#[derive(Debug)]
pub(super) struct Overlay<'a> {
    /// The words that it adds.
    pub(super) proof: &'a ProofView,
    /// The sheet's own pages.
    pub(super) pages: Vec<PageMarks<'a>>,
    /// Whether an A4 sheet is printed on A3: because it was asked for, or because the margins hold no more on A4.
    pub(super) is_wide: bool,
    /// How large the sheet is printed: smaller than by itself where its margins are to hold what is said in them.
    pub(super) scale: f64,
}

/// What it draws over one page.
#[derive(Debug, Default)]
pub(super) struct PageMarks<'a> {
    /// Boxes and texts with a tint or with findings.
    pub(super) spots: Vec<MarkedValue<'a>>,
    /// Parts of texts.
    pub(super) parts: Vec<(Area, &'a PartKind)>,
    /// What the margins say.
    pub(super) margin: Vec<Told>,
    /// The heights at which something changed.
    pub(super) bars: Vec<(Side, Area)>,
}

/// A box, or a text that stands in none.
#[derive(Debug)]
pub(super) struct MarkedValue<'a> {
    pub(super) area: Area,
    /// Whether rules enclose it.
    pub(super) boxed: bool,
    pub(super) tint: Option<Tint>,
    /// The findings in it.
    pub(super) notes: Vec<&'a Note>,
    /// Where their numbers cover no ink: the right end of them, and the height of the rule that they stand on.
    pub(super) free: Option<(f64, f64)>,
}

impl<'a> Overlay<'a> {
    /// What `proof` draws over these pages.
    pub(super) fn new(document: &PagedDocument, marks: &'a SourceMap, proof: &'a ProofView) -> Self {
        let mut margin = Margin::default();
        let mut noted = BTreeSet::new();
        let pages = document.pages().iter().map(|page| {
            let found = Places { geometry: PageGeometry::new(page, marks), marks };
            let width = page.frame.size().x.to_pt();
            let mut spots = found.spots(proof, &mut noted);
            for spot in &mut spots {
                spot.free = free::place(spot, &found.geometry);
            }
            PageMarks {
                spots,
                parts: found.parts(),
                margin: margin.page(&found, width),
                bars: found.bars(width),
            }
        });
        let pages: Vec<PageMarks> = pages.collect();
        let is_wide = proof.wide || is_a4(document) && !pages.iter().all(|page| room::suffices(&page.margin));
        let scale = if is_wide && is_a4(document) { 1.0 } else { lengths::SCALE };
        Self { proof, pages, is_wide, scale }
    }
}

/// Whether the sheet's pages are those of A4.
fn is_a4(document: &PagedDocument) -> bool {
    const WIDTH: f64 = 297.0 * 72.0 / 25.4;
    document.pages().first().is_some_and(|page| (page.frame.width().to_pt() - WIDTH).abs() < 1.0)
}

/// The slots of a page with their places.
struct Places<'a> {
    geometry: PageGeometry,
    marks: &'a SourceMap,
}

/// Where a slot's text stands on a page.
#[derive(Clone, Copy)]
struct Stand<'a> {
    slot: &'a Slot,
    /// Which slot it is.
    index: usize,
    /// Its first line, or a point of its empty box.
    first: Area,
    /// Its last.
    last: Area,
    /// The box around it.
    cell: Option<Area>,
}

impl<'a> Places<'a> {
    /// The inks of a page that belong to slots, and the empty boxes: each with the slot, the line and the
    /// bytes of it.
    fn portions(&self) -> impl Iterator<Item = (usize, usize, (usize, usize), Area)> {
        let inks = self.geometry.inks.iter().filter_map(|ink| Some((ink.mark?, ink.area)));
        let pin =
            |&(mark, (x, y)): &(usize, (f64, f64))| (mark, Area { left: x, top: y, right: x, bottom: y });
        inks.chain(self.geometry.pins.iter().map(pin)).filter_map(|(mark, area)| {
            let portion = self.marks.get(mark)?.portion?;
            Some((portion.slot, portion.line, portion.bytes, area))
        })
    }

    /// Where the slots stand, in their order.
    fn stands(&self) -> Vec<Stand<'a>> {
        let mut stands: Vec<Option<Stand>> = vec![None; self.marks.slots.len()];
        for (index, _, _, area) in self.portions() {
            let (Some(stand), Some(slot)) = (stands.get_mut(index), self.marks.slots.get(index)) else {
                continue;
            };
            match stand {
                Some(stand) if area.top > stand.last.top + 1.0 => stand.last = area,
                Some(stand) => stand.last = stand.last.with(area),
                None => {
                    let cell = self.geometry.cell(middle(area));
                    *stand = Some(Stand { slot, index, first: area, last: area, cell });
                }
            }
        }
        stands.into_iter().flatten().collect()
    }

    /// The tinted and the noted. A note stands on one page only, the first that its text is on.
    fn spots<'p>(&self, proof: &'p ProofView, noted: &mut BTreeSet<usize>) -> Vec<MarkedValue<'p>> {
        let mut spots: Vec<MarkedValue> = Vec::new();
        for stand in self.stands() {
            let of_slot = |note: &&Note| note.at == stand.slot.field && !noted.contains(&note.number);
            let notes: Vec<&Note> = proof.notes.iter().filter(of_slot).collect();
            noted.extend(notes.iter().map(|note| note.number));
            let Some(area) = stand.cell else {
                spots.extend(self.unboxed(&stand, notes));
                continue;
            };
            if let Some(spot) = spots.iter_mut().find(|spot| spot.area == area) {
                spot.tint = spot.tint.or(stand.slot.tint);
                spot.notes.extend(notes);
            } else if !notes.is_empty() || stand.slot.tint.is_some() {
                spots.push(MarkedValue { area, boxed: true, tint: stand.slot.tint, notes, free: None });
            }
        }
        spots
    }

    /// A text without a box: a note stands behind the line that has its characters, else behind the last.
    fn unboxed<'p>(&self, stand: &Stand, notes: Vec<&'p Note>) -> Vec<MarkedValue<'p>> {
        let tinted = stand.slot.tint.map(|tint| (stand.last, Some(tint)));
        let mut spots: Vec<MarkedValue> = tinted
            .map(|(area, tint)| MarkedValue { area, boxed: false, tint, notes: Vec::new(), free: None })
            .into_iter()
            .collect();
        for note in notes {
            let area = self.paragraph_end(stand, note.number).unwrap_or(stand.last);
            match spots.iter_mut().find(|spot| spot.area == area) {
                Some(spot) => spot.notes.push(note),
                None => {
                    spots.push(MarkedValue { area, boxed: false, tint: None, notes: vec![note], free: None });
                }
            }
        }
        spots
    }

    /// The last line on this page of the paragraph in which a finding has its characters.
    fn paragraph_end(&self, stand: &Stand, number: usize) -> Option<Area> {
        let is_its = |part: &&TextPart| matches!(part.kind, PartKind::Found(_, of) if of == number);
        let found = stand.slot.parts.iter().find(is_its)?.line;
        let areas = self.portions().filter(|(index, line, ..)| *index == stand.index && *line == found);
        areas.map(|(.., area)| area).reduce(
            |last, area| {
                if area.top > last.top + 1.0 { area } else { last.with(area) }
            },
        )
    }

    /// The marked parts of lines, each line of the page with an area of its own.
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

    /// The parts of a slot's line that are drawn, in runs whose parts follow each other: those of one finding do.
    fn drawn(&self, slot: usize, line: usize) -> Vec<Vec<&'a TextPart>> {
        let is_drawn = |part: &&TextPart| {
            part.line == line && matches!(part.kind, PartKind::Unprintable | PartKind::Found(..))
        };
        let slot: Option<&'a Slot> = self.marks.slots.get(slot);
        let parts: Vec<&TextPart> = slot.into_iter().flat_map(|slot| &slot.parts).filter(is_drawn).collect();
        let follows = |one: &&TextPart, next: &&TextPart| one.range.end <= next.range.start;
        parts.chunk_by(follows).map(<[&TextPart]>::to_vec).collect()
    }
}

fn middle(area: Area) -> (f64, f64) {
    (f64::midpoint(area.left, area.right), f64::midpoint(area.top, area.bottom))
}
