//! The geometry of a page: runs of glyphs, rules, and positions of empty boxes.

use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst::visualize::{Geometry, Shape};
use typst_layout::Page;

use super::source_map::SourceMap;

/// The distance in points by which areas may overlap without touching; less than the padding of any cell.
pub(super) const SLACK: f64 = 0.2;

/// The minimum extent of glyphs above and below the baseline, in em. It is less than that of most glyphs, so
/// that overlaps that are found with it are visible.
pub(super) const ABOVE: f64 = 0.7;
pub(super) const BELOW: f64 = 0.05;

/// A rectangle on a page, in points from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    /// Returns whether two areas overlap.
    pub(super) fn meets(self, other: Self) -> bool {
        self.left < other.right - SLACK
            && other.left < self.right - SLACK
            && self.top < other.bottom - SLACK
            && other.top < self.bottom - SLACK
    }

    /// Returns whether a rule is vertical.
    fn is_upright(self) -> bool {
        self.right - self.left < self.bottom - self.top
    }

    /// Returns the smallest area that contains both.
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
    /// The mark of the text, or `None` for the form's own texts.
    pub(super) mark: Option<usize>,
}

/// The runs of glyphs and the rules of a page.
#[derive(Debug, Default)]
pub(super) struct PageGeometry {
    pub(super) inks: Vec<Ink>,
    pub(super) rules: Vec<Area>,
    /// The marks of empty boxes, with a point in each box.
    pub(super) pins: Vec<(usize, (f64, f64))>,
}

impl PageGeometry {
    /// Collects the geometry of a page.
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
                // Underlines and strikethroughs have detached spans. They are not rules.
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

    /// Adds a run of glyphs. If it belongs to several texts, it is split.
    fn text(&mut self, text: &TextItem, at: Point, marks: &SourceMap) {
        let size = text.size.to_pt();
        let mut left = at.x.to_pt();
        let (top, bottom) = (at.y.to_pt() - ABOVE * size, at.y.to_pt() + BELOW * size);
        for glyphs in text.glyphs.chunk_by(|glyph, next| glyph.span.0 == next.span.0) {
            let width: f64 = glyphs.iter().map(|glyph| glyph.x_advance.at(text.size).to_pt()).sum();
            let mark = glyphs.first().and_then(|glyph| marks.of_glyph(glyph.span.0));
            self.inks.push(Ink { area: Area { left, top, right: left + width, bottom }, mark });
            left += width;
        }
    }

    /// Returns the cell around a point, from the nearest rules on its four sides.
    pub(super) fn cell(&self, (x, y): (f64, f64)) -> Option<Area> {
        let upright = self.rules.iter().filter(|rule| rule.is_upright());
        let upright = upright.filter(|rule| rule.top <= y && y <= rule.bottom).map(|rule| rule.left);
        let level = self.rules.iter().filter(|rule| !rule.is_upright());
        let level = level.filter(|rule| rule.left <= x && x <= rule.right).map(|rule| rule.top);
        let (left, right) = nearest(upright, x)?;
        let (top, bottom) = nearest(level, y)?;
        Some(Area { left, top, right, bottom })
    }

    /// Returns the left and right end of all tables of the page.
    pub(super) fn extent(&self) -> (f64, f64) {
        let ends = |(left, right): (f64, f64), rule: &Area| (left.min(rule.left), right.max(rule.right));
        self.rules.iter().fold((f64::INFINITY, f64::NEG_INFINITY), ends)
    }

    /// Returns the left and right end of a cell's table, from the horizontal rules that meet the rule at the
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
            let touches = |upright: &Area| {
                rule.left < upright.left + SLACK
                    && upright.left < rule.right + SLACK
                    && upright.top < rule.top + SLACK
                    && rule.top < upright.bottom + SLACK
            };
            !rule.is_upright() && left.iter().any(touches)
        };
        let across = self.rules.iter().filter(|rule| meets(rule));
        across
            .fold((cell.left, cell.right), |(left, right), rule| (left.min(rule.left), right.max(rule.right)))
    }
}

/// Returns the nearest of the positions before and after `at`.
fn nearest(places: impl Iterator<Item = f64>, at: f64) -> Option<(f64, f64)> {
    let (mut before, mut behind) = (None, None);
    for place in places {
        if place <= at {
            before = Some(before.map_or(place, |nearest: f64| nearest.max(place)));
        } else {
            behind = Some(behind.map_or(place, |nearest: f64| nearest.min(place)));
        }
    }
    before.zip(behind)
}

/// Returns the origin of a group. Our templates translate groups but do not rotate them.
fn moved(at: Point, transform: &Transform) -> Point {
    at + Point::new(transform.tx, transform.ty)
}

/// Returns the area of a stroked line; other shapes are not rules.
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
