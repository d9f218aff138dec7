//! Values of rows: on the row of their key, below it, and what a block text takes in.

use super::{NoPlace, Pending, RowMisfit, ShapeWalk};
use crate::read::shape::fault::{ValueFault, fault};
use crate::read::shape::form::Shape;
use crate::read::shape::frame::Frame;
use crate::read::shape::lookahead::{is_nameless, missing_lists, next_list, swallowed, swallowed_key};
use crate::read::shape::row::ValueStyle;
use crate::read::shape::signs::is_dash;

impl<'o> ShapeWalk<'_, 'o> {
    pub(super) fn value(&mut self, number: usize, column: usize, shape: &'o Shape, needed: bool) {
        if self.rows[number].style == ValueStyle::Empty {
            self.pending = Some(Pending { column, shape, is_item: false, row: number, needed });
            return;
        }
        self.text_value(number, column, shape);
    }

    /// Looks for lines of a block text that belong below it: a key that is indented too far, or a list whose
    /// key is missing.
    fn look_into_block(&mut self, number: usize) {
        if let Some(at) = swallowed_key(self.text, self.rows, number, &self.frames) {
            self.hides = true;
            self.fault(number, RowMisfit::Swallowed(at));
            return;
        }
        let Some(Frame::Map { keys, .. }) = self.frames.last() else { return };
        let missing = missing_lists(self.rows, number, keys);
        if missing.is_empty() {
            return;
        }
        let Some((at, name)) = swallowed(self.text, self.rows, number) else { return };
        let is_keyed = name.is_some_and(|name| self.outline.knows(name));
        let is_next = !is_keyed && next_list(self.rows, number, keys).is_some();
        if is_keyed || is_next || missing.iter().any(|key| key.required) {
            self.hides |= is_keyed || is_next;
            self.fault(number, RowMisfit::Swallowed(at));
        }
    }

    /// Takes a value on the row of its key or dash.
    pub(super) fn text_value(&mut self, number: usize, column: usize, shape: &Shape) {
        let row = &self.rows[number];
        let is_whole = row.key.is_some() && row.dash == Some(column);
        let found =
            if is_whole { fault(self.text, &row.as_text(), shape) } else { fault(self.text, row, shape) };
        if self.rows[number].style == ValueStyle::Block && found != Some(ValueFault::BarList) {
            self.look_into_block(number);
        }
        let row = &self.rows[number];
        if let Some(fault) = found {
            self.hides |= fault.hides();
            self.fault(number, RowMisfit::Value(fault, is_whole));
        }
        let is_open = row.style == ValueStyle::Plain && !row.commented;
        self.open_text = is_open.then_some((column, number));
    }

    pub(super) fn text(&mut self, number: usize) -> Result<(), NoPlace> {
        let row = &self.rows[number];
        let Some(pending) = self.pending.take().filter(|pending| row.column > pending.column) else {
            self.open_text = None;
            return Err(NoPlace);
        };
        let is_of_next =
            matches!(pending.shape, Shape::Text) && self.next_text(number, pending.row).is_some();
        self.hides |= is_of_next;
        if is_of_next || is_nameless(self.text, row) {
            return Err(NoPlace);
        }
        let is_bullet = self.text[row.value.range()].starts_with(is_dash);
        let below = self.rows.get(number + 1);
        let is_run = below.is_some_and(|next| {
            next.key.is_none() && next.dash.is_none() && next.column == row.column && !pending.is_item
        });
        match pending.shape {
            Shape::Text | Shape::Any => {}
            // Several lines where a list belongs are its items without their dashes.
            Shape::Texts if is_run && !row.commented => {
                self.hides = true;
                return Err(NoPlace);
            }
            // 「・」 at the head of the only line is a text; of several, it represents a dash.
            Shape::Texts if !is_bullet => {}
            Shape::Texts => {
                self.hides = true;
                return Err(NoPlace);
            }
            _ if row.style == ValueStyle::Flow => {}
            _ => return Err(NoPlace),
        }
        self.text_value(number, pending.column, &Shape::Text);
        self.open_text = self.open_text.map(|_| (pending.column, pending.row));
        Ok(())
    }
}
