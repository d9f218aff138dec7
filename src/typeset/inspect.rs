//! Looks at finished pages: where the ink is, and what of it stands where it must not.
//!
//! Typst clips nothing and complains of nothing: a word that is wider than its column runs over the
//! rule into the next, rows that may not be cut run off the page. Both show in the frames, so they are
//! looked for there, instead of measuring each cell before it is set.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst::visualize::{Geometry, Shape};
use typst_layout::{Page, PagedDocument};

use super::marks::Marks;

/// Ink may come this near to a rule, in points: less than the padding of any cell.
const SLACK: f64 = 0.2;

/// How much of an em the ink of a line takes above and below its baseline at the least. Smaller than
/// most glyphs: what is found with it overlaps to the eye.
const ABOVE: f64 = 0.7;
const BELOW: f64 = 0.05;

/// A rectangle on a page, in points from its upper left corner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    /// Whether the insides meet.
    fn meets(self, other: Self) -> bool {
        self.left < other.right - SLACK
            && other.left < self.right - SLACK
            && self.top < other.bottom - SLACK
            && other.top < self.bottom - SLACK
    }
}

/// A run of glyphs of one text.
#[derive(Debug, Clone, Copy)]
struct Ink {
    area: Area,
    /// The text's mark; nothing for the form's own words.
    mark: Option<usize>,
}

/// A text that stands where it must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Misfit {
    /// It crosses a rule, another text, or the page's side.
    Side(usize),
    /// It stands below the page's last line.
    Below(usize),
}

/// What stands where it must not, on all pages.
pub(super) fn misfits(document: &PagedDocument, marks: &Marks) -> Vec<Misfit> {
    let mut misfits: Vec<Misfit> =
        document.pages().iter().flat_map(|page| Inked::new(page, marks).misfits()).collect();
    misfits.sort_unstable();
    misfits.dedup();
    misfits
}

/// The marks on each page, from the top down.
pub(super) fn marks_by_page(document: &PagedDocument, marks: &Marks) -> Vec<Vec<usize>> {
    let on_page = |page: &Page| {
        let mut inks = Inked::new(page, marks).inks;
        inks.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
        inks.into_iter().filter_map(|ink| ink.mark).collect()
    };
    document.pages().iter().map(on_page).collect()
}

/// A page's ink and rules.
struct Inked {
    inks: Vec<Ink>,
    rules: Vec<Area>,
    /// Where text of the sheet may stand.
    body: Area,
}

impl Inked {
    fn new(page: &Page, marks: &Marks) -> Self {
        let size = page.frame.size();
        let body = Area { left: 0.0, top: 0.0, right: size.x.to_pt(), bottom: size.y.to_pt() - FOOT };
        let mut inked = Self { inks: Vec::new(), rules: Vec::new(), body };
        inked.frame(&page.frame, Point::zero(), marks);
        inked
    }

    fn frame(&mut self, frame: &Frame, origin: Point, marks: &Marks) {
        for (offset, item) in frame.items() {
            let at = origin + *offset;
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, moved(at, &group.transform), marks),
                FrameItem::Text(text) => self.text(text, at, marks),
                FrameItem::Shape(shape, _) => self.rules.extend(rule(shape, at)),
                FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    /// A run of glyphs may hold several texts; each is its own ink.
    fn text(&mut self, text: &TextItem, at: Point, marks: &Marks) {
        let size = text.size.to_pt();
        let mut left = at.x.to_pt();
        let (top, bottom) = (at.y.to_pt() - ABOVE * size, at.y.to_pt() + BELOW * size);
        for glyphs in text.glyphs.chunk_by(|one, next| one.span.0 == next.span.0) {
            let width: f64 = glyphs.iter().map(|glyph| glyph.x_advance.at(text.size).to_pt()).sum();
            let mark = glyphs.first().and_then(|glyph| marks.of_glyph(glyph.span.0));
            self.inks.push(Ink { area: Area { left, top, right: left + width, bottom }, mark });
            left += width;
        }
    }

    /// A text that crosses a rule is to blame for those that it runs into; where none does, texts that
    /// run into each other are.
    fn misfits(&self) -> Vec<Misfit> {
        let below = self.marked(|_, area| area.bottom > self.body.bottom).map(Misfit::Below);
        let aside = |_, area: Area| {
            area.bottom <= self.body.bottom && (area.right > self.body.right || self.crosses(area))
        };
        let mut sides: Vec<Misfit> = self.marked(aside).map(Misfit::Side).collect();
        if sides.is_empty() {
            sides = self.marked(|place, area| self.overlaps(place, area)).map(Misfit::Side).collect();
        }
        below.chain(sides).collect()
    }

    /// The marks of the inks that `is` holds of.
    fn marked(&self, is: impl Fn(usize, Area) -> bool) -> impl Iterator<Item = usize> {
        let marked = self.inks.iter().enumerate();
        marked.filter_map(move |(place, ink)| ink.mark.filter(|_| is(place, ink.area)))
    }

    fn crosses(&self, area: Area) -> bool {
        self.rules.iter().any(|rule| {
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

    fn overlaps(&self, place: usize, area: Area) -> bool {
        self.inks.iter().enumerate().any(|(other, ink)| other != place && ink.area.meets(area))
    }
}

/// The height of the foot in points: the templates' lower margin of 10 mm.
const FOOT: f64 = 10.0 * 72.0 / 25.4;

/// Groups of ours are moved, never turned.
fn moved(at: Point, transform: &Transform) -> Point {
    at + Point::new(transform.tx, transform.ty)
}

/// The rules of a stroked line or rectangle; a filled ground has none.
fn rule(shape: &Shape, at: Point) -> Option<Area> {
    shape.stroke.as_ref()?;
    let (left, top) = (at.x.to_pt(), at.y.to_pt());
    let to = match &shape.geometry {
        Geometry::Line(to) => *to,
        Geometry::Rect(_) | Geometry::Curve(_) => return None,
    };
    let (right, bottom) = (left + to.x.to_pt(), top + to.y.to_pt());
    Some(Area {
        left: left.min(right),
        top: top.min(bottom),
        right: left.max(right),
        bottom: top.max(bottom),
    })
}
