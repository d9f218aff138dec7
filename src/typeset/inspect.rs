//! Inspection of pages for texts that overflow.
//!
//! Typst neither clips nor warns: a word wider than its column crosses the rule into the next one, and
//! unbreakable rows extend beyond the page. Both are visible in the frames, so they are detected there,
//! instead of measuring each cell before the layout.

use std::collections::BTreeSet;

use typst_layout::{Page, PagedDocument};

use super::ink_extent::{Area, PageGeometry, SLACK};
use super::source_map::SourceMap;

/// A text that overflows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Misfit {
    /// A text that crosses a rule, another text, or the side of the page.
    Side(usize),
    /// A text below the last line of the page.
    Below(usize),
}

/// The results of inspecting finished pages once.
#[derive(Debug)]
pub(super) struct Inspection {
    /// The texts that stand where they must not.
    pub(super) misfits: Vec<Misfit>,
    /// Returns the marks on each page, from top to bottom.
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

/// A page with the limits of its content.
struct InspectedPage {
    geometry: PageGeometry,
    /// The right and the lower limit.
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

    /// Returns the overflowing texts. If texts cross rules, only those are returned and not the texts that
    /// they run into; otherwise all texts that overlap are.
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

    /// Returns the marks of the inks that satisfy a predicate.
    fn marked(&self, is: impl Fn(usize, Area) -> bool) -> impl Iterator<Item = usize> {
        let marked = self.geometry.inks.iter().enumerate();
        marked.filter_map(move |(place, ink)| ink.mark.filter(|_| is(place, ink.area)))
    }

    fn crosses(&self, area: Area) -> bool {
        self.geometry.rules.iter().any(|rule| {
            let (width, height) = (rule.right - rule.left, rule.bottom - rule.top);
            // A rule has no width, so it is crossed if it lies within the area.
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

    /// Returns the indexes of inks that overlap another. Sorted by their tops, each is compared only with
    /// those that begin before its end, because a page has about a thousand.
    fn overlaps(&self) -> BTreeSet<usize> {
        let area = |place: &usize| self.geometry.inks[*place].area;
        let mut down: Vec<usize> = (0..self.geometry.inks.len()).collect();
        down.sort_by(|left, right| area(left).top.total_cmp(&area(right).top));
        let mut overlaps = BTreeSet::new();
        for (index, ink) in down.iter().enumerate() {
            let beside = down[index + 1..].iter().take_while(|next| area(next).top < area(ink).bottom);
            for next in beside.filter(|next| area(next).meets(area(ink))) {
                overlaps.extend([*ink, *next]);
            }
        }
        overlaps
    }
}

/// The height of the foot in points: the templates' lower margin of 10 mm.
const FOOT: f64 = 10.0 * 72.0 / 25.4;
