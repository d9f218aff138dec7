//! What stands where on a finished page: runs of glyphs, rules, the places of empty boxes.

use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst::visualize::{Geometry, Shape};
use typst_layout::Page;

use super::source_map::SourceMap;

/// Ink may come this near to a rule, in points: less than the padding of any cell.
pub(super) const SLACK: f64 = 0.2;

/// How much of an em the ink of a line takes above and below its baseline at the least. Smaller than
/// most glyphs: what is found with it overlaps to the eye.
pub(super) const ABOVE: f64 = 0.7;
pub(super) const BELOW: f64 = 0.05;

/// A rectangle on a page, in points from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    /// Whether the insides meet.
    pub(super) fn meets(self, other: Self) -> bool {
        self.left < other.right - SLACK
            && other.left < self.right - SLACK
            && self.top < other.bottom - SLACK
            && other.top < self.bottom - SLACK
    }

    /// Whether a rule goes down the page, and not across it.
    fn is_upright(self) -> bool {
        self.right - self.left < self.bottom - self.top
    }

    /// The smallest that holds both.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// A run of glyphs of one text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) area: Area,
    /// The text's mark; nothing for the form's own words.
    pub(super) mark: Option<usize>,
}

/// A page's ink and rules.
#[derive(Debug, Default)]
pub(super) struct PageGeometry {
    pub(super) inks: Vec<Ink>,
    pub(super) rules: Vec<Area>,
    /// The marks of empty boxes, and a point in each box.
    pub(super) pins: Vec<(usize, (f64, f64))>,
}

impl PageGeometry {
    /// What stands on a page.
    pub(super) fn new(page: &Page, marks: &SourceMap) -> Self {
        let mut geometry = Self::default();
        geometry.frame(&page.frame, Point::zero(), marks);
        geometry
    }

    fn frame(&mut self, frame: &Frame, origin: Point, marks: &SourceMap) {
        for (offset, item) in frame.items() {
            let at = origin + *offset;
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, moved(at, &group.transform), marks),
                FrameItem::Text(text) => self.text(text, at, marks),
                // A line under or through a text comes from no element of its own: it is no rule.
                FrameItem::Shape(_, span) if span.is_detached() => {}
                FrameItem::Shape(shape, _) => self.rules.extend(rule(shape, at)),
                FrameItem::Tag(Tag::Start(element, _)) => {
                    let pin = marks.of_glyph(element.span());
                    self.pins.extend(pin.map(|mark| (mark, (at.x.to_pt(), at.y.to_pt()))));
                }
                FrameItem::Tag(_) | FrameItem::Image(..) | FrameItem::Link(..) => {}
            }
        }
    }

    /// A run of glyphs may hold several texts; each is its own ink.
    fn text(&mut self, text: &TextItem, at: Point, marks: &SourceMap) {
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

    /// The cell around a point: the rules that are nearest to it on its four sides.
    pub(super) fn cell(&self, (x, y): (f64, f64)) -> Option<Area> {
        let upright = self.rules.iter().filter(|rule| rule.is_upright());
        let upright = upright.filter(|rule| rule.top <= y && y <= rule.bottom).map(|rule| rule.left);
        let level = self.rules.iter().filter(|rule| !rule.is_upright());
        let level = level.filter(|rule| rule.left <= x && x <= rule.right).map(|rule| rule.top);
        let (left, right) = nearest(upright, x)?;
        let (top, bottom) = nearest(level, y)?;
        Some(Area { left, top, right, bottom })
    }

    /// The left and right end of a cell's table: of the rules across the page that meet the one at the
    /// cell's left.
    pub(super) fn sides(&self, cell: Area) -> (f64, f64) {
        let at_left = |rule: &&Area| {
            rule.is_upright()
                && (rule.left - cell.left).abs() < SLACK
                && rule.top < cell.bottom
                && cell.top < rule.bottom
        };
        let left: Vec<Area> = self.rules.iter().filter(at_left).copied().collect();
        let meets = |rule: &Area| {
            let touches = |it: &Area| {
                rule.left < it.left + SLACK
                    && it.left < rule.right + SLACK
                    && it.top < rule.top + SLACK
                    && rule.top < it.bottom + SLACK
            };
            !rule.is_upright() && left.iter().any(touches)
        };
        let across = self.rules.iter().filter(|rule| meets(rule));
        across
            .fold((cell.left, cell.right), |(left, right), rule| (left.min(rule.left), right.max(rule.right)))
    }
}

/// The nearest of the places before and behind `at`.
fn nearest(places: impl Iterator<Item = f64>, at: f64) -> Option<(f64, f64)> {
    let (mut before, mut behind) = (None, None);
    for place in places {
        if place <= at {
            before = Some(before.map_or(place, |it: f64| it.max(place)));
        } else {
            behind = Some(behind.map_or(place, |it: f64| it.min(place)));
        }
    }
    before.zip(behind)
}

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
