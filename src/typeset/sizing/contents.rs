//! The distribution of a booklet's contents over pages: its entries move closer where a last page would hold only a few.

use crate::typeset::columns::Columns;
use crate::typeset::line::LineCache;
use crate::typeset::world::Engine;
use crate::view::{BookletView, Lines};

use super::LEAST_LAST;
use crate::typeset::columns::smallest;

/// The gaps between two entries, in em; the first that leaves no remainder is used.
const GAPS: [f64; 4] = [0.6, 0.45, 0.3, 0.15];

/// More entries than this are set in two columns.
const MOST_ENTRIES: usize = 26;

/// The contents of a booklet, as its template sets them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::typeset) struct Contents {
    /// The number of columns.
    pub(in crate::typeset) columns: usize,
    /// The gap between two entries, in em.
    pub(in crate::typeset) gap: f64,
    /// The number of their pages.
    pub(in crate::typeset) pages: usize,
}

/// An entry: the number of its lines, and whether it names a part of the booklet.
#[derive(Debug, Clone, Copy)]
struct ContentsEntry {
    lines: usize,
    is_part: bool,
}

impl Contents {
    /// Predicts the contents of a booklet.
    pub(in crate::typeset) fn of(engine: &Engine, cache: &LineCache, view: &BookletView) -> Self {
        let lengths = engine.columns("booklet", &view.document, smallest(view.document.paper));
        let goals = view.parts.iter().map(|part| part.sheet.goals.len() + 1).sum::<usize>();
        // The ward's page and the index have entries too, and the charts where there are any.
        let count = goals + 2 + usize::from(!view.trend.parts.is_empty());
        let columns = if count > MOST_ENTRIES { 2 } else { 1 };
        let pager = ColumnFiller::new(&lengths, columns);
        let entries = entries(view, cache, pager.width);
        let pages = |gap: f64| pager.pages(&entries, gap);
        let (normal, last) = pages(GAPS[0]);
        let is_better = |gap: &f64| pages(*gap).0 < normal;
        let tight = GAPS.into_iter().find(is_better).filter(|_| normal > 1 && last < LEAST_LAST);
        let gap = tight.unwrap_or(GAPS[0]);
        Self { columns, gap, pages: pages(gap).0 }
    }
}

/// Returns the entries of a booklet's contents, where the text of a goal has `width` em.
fn entries(view: &BookletView, cache: &LineCache, width: f64) -> Vec<ContentsEntry> {
    let part = ContentsEntry { lines: 1, is_part: true };
    let lines =
        |text: &Lines| text.lines.iter().map(|line| cache.line(line).phrase_lines(width, LEADER)).sum();
    let goal = |text: &Lines| ContentsEntry { lines: usize::max(lines(text), 1), is_part: false };
    let of_parts = view.parts.iter().flat_map(|department| {
        std::iter::once(part)
            .chain(department.sheet.goals.iter().map(|goal_view| goal(&goal_view.text)))
            .collect::<Vec<_>>()
    });
    let trend = (!view.trend.parts.is_empty()).then_some(part);
    std::iter::once(part).chain(of_parts).chain(trend).chain([part]).collect()
}

/// The least width of the dots behind an entry, in em.
const LEADER: f64 = 0.6;

/// A simulation that fills column after column.
struct ColumnFiller {
    columns: usize,
    /// The width of the text of a goal.
    width: f64,
    /// The height of a column, of which the first page has less.
    height: f64,
    heading: f64,
    /// The height of what heads each page but the first.
    running: f64,
    leading: f64,
    part: f64,
    goal: f64,
}

impl ColumnFiller {
    fn new(lengths: &Columns, columns: usize) -> Self {
        let of = |name: &str| lengths.length(name);
        let line = if columns > 1 { (lengths.line - of("gutter")) / 2.0 } else { lengths.line };
        Self {
            columns,
            width: line - of("entry-columns.indent") - of("entry-columns.number") - of("entry-columns.page"),
            height: lengths.height,
            heading: of("headings.one") + of("below-heading"),
            running: of("running-room"),
            leading: of("leading"),
            part: of("around.part") + of("around.below"),
            goal: of("around.goal") + of("around.below"),
        }
    }

    /// Returns the number of pages, and the share of the last one that is filled.
    fn pages(&self, entries: &[ContentsEntry], gap: f64) -> (usize, f64) {
        let (mut column, mut filled) = (0, 0.0);
        let room =
            |column: usize| self.height - if column < self.columns { self.heading } else { self.running };
        for (place, entry) in entries.iter().enumerate() {
            let own = self.entry(*entry);
            // A part keeps with its first goal.
            let kept = entries.get(place + 1).filter(|next| entry.is_part && !next.is_part);
            let needed = own + kept.map_or(0.0, |next| gap + self.entry(*next));
            if filled > 0.0 && filled + gap + needed > room(column) {
                (column, filled) = (column + 1, own);
            } else {
                filled += own + if filled > 0.0 { gap } else { 0.0 };
            }
        }
        let full = self.height * f64::from(u32::try_from(column % self.columns).expect("columns are few"));
        let all = self.height * f64::from(u32::try_from(self.columns).expect("columns are few"));
        (column / self.columns + 1, (full + filled) / all)
    }

    fn entry(&self, entry: ContentsEntry) -> f64 {
        let lines = f64::from(u32::try_from(entry.lines).unwrap_or(u32::MAX));
        lines * (1.0 + self.leading) - self.leading + if entry.is_part { self.part } else { self.goal }
    }
}
