//! Changes to the frames of finished pages.

use typst::layout::{Frame, FrameItem};
use typst::model::Document;
use typst_layout::PagedDocument;

/// Returns a document with the same information and changed pages.
pub(super) fn with_frames(document: &PagedDocument, change: impl Fn(&mut Frame)) -> PagedDocument {
    let mut pages = document.pages().to_vec();
    for page in &mut pages {
        change(&mut page.frame);
    }
    PagedDocument::new(pages.into(), document.info().clone())
}

/// Returns a document in which the items that `is` selects are changed, those of groups included.
pub(super) fn with_items(
    document: PagedDocument,
    is: impl Fn(&FrameItem) -> bool,
    change: impl Fn(&mut FrameItem),
) -> PagedDocument {
    if document.pages().iter().any(|page| has(&page.frame, &is)) {
        with_frames(&document, |frame| change_in(frame, &is, &change))
    } else {
        document
    }
}

fn has(frame: &Frame, is: &impl Fn(&FrameItem) -> bool) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has(&group.frame, is),
        item => is(item),
    })
}

/// Changes the items of a frame. One without such items is left shared, because a change copies it.
fn change_in(frame: &mut Frame, is: &impl Fn(&FrameItem) -> bool, change: &impl Fn(&mut FrameItem)) {
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
