//! Reading order of table cells on finished pages.
//!
//! Typst draws a cell that spans rows behind the last of these (<https://github.com/typst/typst/pull/6232>). A program
//! that copies text in the order of drawing would find a goal behind its indicators. The elements' tags are moved
//! with the cells. The test `typst_draws_cells_of_several_rows_behind_the_rest` fails when that is needless.

use std::collections::VecDeque;

use typst::foundations::Smart;
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem, Point};
use typst::model::TableCell;

/// An item of a frame with its position.
type Item = (Point, FrameItem);

/// Returns whether the cells of a frame are in another order.
pub(super) fn has_spread(frame: &Frame) -> bool {
    let cells: Vec<(usize, usize)> = frame.items().filter_map(|(_, item)| opened(item)).collect();
    let in_groups = |item: &FrameItem| matches!(item, FrameItem::Group(group) if has_spread(&group.frame));
    !cells.is_sorted() || frame.items().any(|(_, item)| in_groups(item))
}

/// Returns the row and the column of the cell that an item begins. Its tag may be inside a group of its own.
fn opened(item: &FrameItem) -> Option<(usize, usize)> {
    match item {
        FrameItem::Tag(Tag::Start(element, _)) => {
            let cell = element.to_packed::<TableCell>()?;
            let of = |place: &Smart<usize>| match place {
                Smart::Custom(place) => Some(*place),
                Smart::Auto => None,
            };
            let styles = typst::foundations::StyleChain::default();
            Some((of(&cell.y.get(styles))?, of(&cell.x.get(styles))?))
        }
        FrameItem::Group(group) => group.frame.items().next().and_then(|(_, item)| opened(item)),
        _ => None,
    }
}

/// Sorts the cells of each table on a page by row and column.
pub(super) fn order(frame: &mut Frame) {
    if !has_spread(frame) {
        return;
    }
    let mut items: VecDeque<Item> = frame.items().cloned().collect();
    let (mut ordered, mut cells) = (Vec::new(), Vec::new());
    while let Some(mut item) = items.pop_front() {
        if let FrameItem::Group(group) = &mut item.1 {
            order(&mut group.frame);
        }
        match opened(&item.1) {
            Some(place) => cells.push((place, cell(item, &mut items))),
            None => {
                flush(&mut cells, &mut ordered);
                ordered.push(item);
            }
        }
    }
    flush(&mut cells, &mut ordered);
    frame.clear();
    frame.push_multiple(ordered);
}

/// Returns all items of a cell, from the first to the tag that ends it.
fn cell(first: Item, rest: &mut VecDeque<Item>) -> Vec<Item> {
    let mut depth = depth(&first.1);
    let mut items = vec![first];
    while depth > 0 {
        let Some(item) = rest.pop_front() else { break };
        depth += self::depth(&item.1);
        items.push(item);
    }
    items
}

/// Returns the number of elements that an item begins, minus those that it ends.
fn depth(item: &FrameItem) -> isize {
    match item {
        FrameItem::Tag(Tag::Start(..)) => 1,
        FrameItem::Tag(Tag::End(..)) => -1,
        FrameItem::Group(group) => group.frame.items().map(|(_, item)| depth(item)).sum(),
        _ => 0,
    }
}

/// Appends the cells in order.
fn flush(cells: &mut Vec<((usize, usize), Vec<Item>)>, ordered: &mut Vec<Item>) {
    cells.sort_by_key(|(place, _)| *place);
    ordered.extend(cells.drain(..).flat_map(|(_, items)| items));
}
