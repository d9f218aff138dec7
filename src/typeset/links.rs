//! Links within a document.
//!
//! Typst looks up the position of a link's target during layout, and lays the document out again when it is known.
//! Here a link is laid out with a number for its target, and gets the target's position on the finished pages, so that
//! nothing is laid out again. The test `typst_lays_out_again_for_the_targets_of_links` fails when this is needless.

use std::num::NonZeroUsize;

use typst::foundations::Label;
use typst::introspection::{Introspector, PagedPosition};
use typst::layout::{Abs, FrameItem, Point};
use typst::model::Destination;
use typst_layout::PagedDocument;

use super::frames::with_items;

/// Returns a destination that encodes the index of a target.
#[expect(clippy::cast_precision_loss, reason = "targets are far fewer")]
pub(super) fn placeholder(target: usize) -> Destination {
    let point = Point::with_x(Abs::pt(target as f64));
    Destination::Position(PagedPosition { page: NonZeroUsize::MIN, point })
}

/// Returns the index that [`placeholder`] encoded.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number, made of one")]
fn number(at: &PagedPosition) -> usize {
    at.point.x.to_pt().round() as usize
}

/// Replaces the destinations of links by the positions of their targets.
pub(super) fn resolved(document: PagedDocument, targets: &[Label]) -> PagedDocument {
    if targets.is_empty() {
        return document;
    }
    let place = |label: &Label| {
        let introspector = document.introspector();
        let location = introspector.query_label(*label).ok()?.location()?;
        introspector.position(location)
    };
    let places: Vec<Option<PagedPosition>> = targets.iter().map(place).collect();
    let is_link = |item: &FrameItem| matches!(item, FrameItem::Link(Destination::Position(_), _));
    with_items(document, is_link, |item| {
        if let FrameItem::Link(Destination::Position(at), _) = item {
            *at = places.get(number(at)).copied().flatten().unwrap_or(PagedPosition::ORIGIN);
        }
    })
}
