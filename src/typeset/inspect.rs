//! Looks at finished pages: where the ink is, and what of it stands where it must not.
//!
//! Typst clips nothing and complains of nothing: a word that is wider than its column runs over the
//! rule into the next, rows that may not be cut run off the page. Both show in the frames, so they are
//! looked for there, instead of measuring each cell before it is set.

use std::collections::BTreeSet;

use typst_layout::{Page, PagedDocument};

use super::ink_extent::{Area, PageGeometry, SLACK};
use super::source_map::SourceMap;

/// A text that stands where it must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Misfit {
    /// It crosses a rule, another text, or the page's side.
    Side(usize),
    /// It stands below the page's last line.
    Below(usize),
}

/// What is found on finished pages, each of which is looked at once.
#[derive(Debug)]
pub(super) struct Inspection {
    /// The texts that stand where they must not.
    pub(super) misfits: Vec<Misfit>,
    /// The marks on each page, from the top down.
    pub(super) marks_by_page: Vec<Vec<usize>>,
}

impl Inspection {
    /// Inspects the pages of a document.
    pub(super) fn new(document: &PagedDocument, marks: &SourceMap) -> Self {
        let pages = document.pages().iter().map(|page| InspectedPage::new(page, marks));
        let (misfits, marks_by_page): (Vec<_>, Vec<_>) =
            pages.map(|page| (page.misfits(), page.marks())).unzip();
        let mut misfits: Vec<Misfit> = misfits.into_iter().flatten().collect();
        misfits.sort_unstable();
        misfits.dedup();
        Self { misfits, marks_by_page }
    }
}

/// What stands on a page.
#[cfg(test)]
pub(super) fn geometry(page: &Page, marks: &SourceMap) -> PageGeometry {
    PageGeometry::new(page, marks)
}

/// Where the text of the sheet may stand on a page.
struct InspectedPage {
    geometry: PageGeometry,
    /// The right and the lower end.
    right: f64,
    bottom: f64,
}

impl InspectedPage {
    fn new(page: &Page, marks: &SourceMap) -> Self {
        let size = page.frame.size();
        Self {
            geometry: PageGeometry::new(page, marks),
            right: size.x.to_pt(),
            bottom: size.y.to_pt() - FOOT,
        }
    }

    /// Returns the marks of its texts, from the top down.
    fn marks(&self) -> Vec<usize> {
        let mut inks: Vec<_> = self.geometry.inks.iter().collect();
        inks.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
        inks.into_iter().filter_map(|ink| ink.mark).collect()
    }

    /// A text that crosses a rule is to blame for those that it runs into; where none does, texts that
    /// run into each other are.
    fn misfits(&self) -> Vec<Misfit> {
        let below = self.marked(|_, area| area.bottom > self.bottom).map(Misfit::Below);
        let aside =
            |_, area: Area| area.bottom <= self.bottom && (area.right > self.right || self.crosses(area));
        let mut sides: Vec<Misfit> = self.marked(aside).map(Misfit::Side).collect();
        if sides.is_empty() {
            let overlaps = self.overlaps();
            sides = self.marked(|place, _| overlaps.contains(&place)).map(Misfit::Side).collect();
        }
        below.chain(sides).collect()
    }

    /// The marks of the inks that `is` holds of.
    fn marked(&self, is: impl Fn(usize, Area) -> bool) -> impl Iterator<Item = usize> {
        let marked = self.geometry.inks.iter().enumerate();
        marked.filter_map(move |(place, ink)| ink.mark.filter(|_| is(place, ink.area)))
    }

    fn crosses(&self, area: Area) -> bool {
        self.geometry.rules.iter().any(|rule| {
            let (width, height) = (rule.right - rule.left, rule.bottom - rule.top);
            // A rule has no width of its own to overlap by: it is crossed where it lies inside.
            let inside = |start: f64, end: f64, at: f64| start + SLACK < at && at < end - SLACK;
            let beside = |a: (f64, f64), b: (f64, f64)| a.0 < b.1 - SLACK && b.0 < a.1 - SLACK;
            if width < height {
                inside(area.left, area.right, rule.left)
                    && beside((area.top, area.bottom), (rule.top, rule.bottom))
            } else {
                inside(area.top, area.bottom, rule.top)
                    && beside((area.left, area.right), (rule.left, rule.right))
            }
        })
    }

    /// The places of inks that meet another: of each, only those are looked at that begin below its top
    /// and above its foot, since a page has a thousand.
    fn overlaps(&self) -> BTreeSet<usize> {
        let area = |place: &usize| self.geometry.inks[*place].area;
        let mut down: Vec<usize> = (0..self.geometry.inks.len()).collect();
        down.sort_by(|one, other| area(one).top.total_cmp(&area(other).top));
        let mut overlaps = BTreeSet::new();
        for (index, one) in down.iter().enumerate() {
            let beside = down[index + 1..].iter().take_while(|other| area(other).top < area(one).bottom);
            for other in beside.filter(|other| area(other).meets(area(one))) {
                overlaps.extend([*one, *other]);
            }
        }
        overlaps
    }
}

/// The height of the foot in points: the templates' lower margin of 10 mm.
const FOOT: f64 = 10.0 * 72.0 / 25.4;
