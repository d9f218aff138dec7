//! Links within a document.
//!
//! Typst looks up the position of a link's target during layout, and lays the document out again when it is known.
//! Here a link is laid out with a number for its target, and gets the target's position on the finished pages, so that
//! nothing is laid out again. The test `typst_lays_out_again_for_the_targets_of_links` fails when this is needless.

use std::num::NonZeroUsize;

use typst::foundations::Label;
use typst::introspection::{Introspector, PagedPosition};
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::model::Destination;
use typst_layout::PagedDocument;

use super::frames::change_in;

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

/// Returns the positions of the targets of links.
pub(super) fn places(document: &PagedDocument, targets: &[Label]) -> Vec<Option<PagedPosition>> {
    let place = |label: &Label| {
        let introspector = document.introspector();
        let location = introspector.query_label(*label).ok()?.location()?;
        introspector.position(location)
    };
    targets.iter().map(place).collect()
}

/// Replaces the destinations of links on a page by the positions of their targets.
pub(super) fn resolve(frame: &mut Frame, places: &[Option<PagedPosition>]) {
    if places.is_empty() {
        return;
    }
    let is_link = |item: &FrameItem| matches!(item, FrameItem::Link(Destination::Position(_), _));
    change_in(frame, &is_link, &|item| {
        if let FrameItem::Link(Destination::Position(at), _) = item {
            *at = places.get(number(at)).copied().flatten().unwrap_or(PagedPosition::ORIGIN);
        }
    });
}
