//! Changes to the frames of finished pages.

use typst::layout::{Frame, FrameItem};
use typst::model::Document;
use typst_layout::PagedDocument;

/// Returns a document with the same information and changed pages. A frame that nothing else holds, as a cache may, is
/// changed in place.
pub(super) fn with_frames(document: PagedDocument, change: impl Fn(&mut Frame)) -> PagedDocument {
    let (mut pages, info) = (document.pages().to_vec(), document.info().clone());
    drop(document);
    for page in &mut pages {
        change(&mut page.frame);
    }
    PagedDocument::new(pages.into(), info)
}

fn has(frame: &Frame, is: &impl Fn(&FrameItem) -> bool) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has(&group.frame, is),
        item => is(item),
    })
}

/// Changes the items of a frame that `is` selects, those of groups included. A frame without such items is left shared,
/// because a change copies it.
pub(super) fn change_in(
    frame: &mut Frame,
    is: &impl Fn(&FrameItem) -> bool,
    change: &impl Fn(&mut FrameItem),
) {
    if has(frame, is) {
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => change_in(&mut group.frame, is, change),
                item if is(item) => change(item),
                _ => {}
            }
            true
        });
    }
}
