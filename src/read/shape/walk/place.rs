//! The places of items and keys: the list or map that a row is in, which is opened where it may be.

use super::{MOST_NAMES, NoPlace, Pending, RowMisfit, ShapeWalk};
use crate::read::shape::form::Shape;
use crate::read::shape::frame::Frame;
use crate::read::shape::lookahead::{meant, numbered};
use crate::read::shape::row::{ValueStyle, is_year};

impl<'o> ShapeWalk<'_, 'o> {
    /// Returns the item of the list whose dashes are in `column`; it is opened where it may be.
    pub(super) fn list_at(&mut self, column: usize) -> Result<&'o Shape, NoPlace> {
        self.open_text = None;
        match self.pending.take() {
            Some(pending) if column > pending.column || column == pending.column && !pending.is_item => {
                match pending.shape {
                    Shape::Texts | Shape::Maps(_) | Shape::Any => {
                        self.close_to(Some(column));
                        self.frames.push(Frame::List { column, item: pending.shape });
                        Ok(pending.shape)
                    }
                    _ => Err(NoPlace),
                }
            }
            _ => {
                self.close_to(Some(column));
                match self.frames.last() {
                    Some(Frame::List { column: open, item }) if *open == column => Ok(item),
                    _ => Err(NoPlace),
                }
            }
        }
    }

    pub(super) fn item(&mut self, number: usize, dash: usize, list: &'o Shape) -> Result<(), NoPlace> {
        let row = &self.rows[number];
        let is_empty = row.key.is_none() && row.style == ValueStyle::Empty;
        match list {
            _ if is_empty => {
                self.pending =
                    Some(Pending { column: dash, shape: list, is_item: true, row: number, needed: false });
                Ok(())
            }
            Shape::Maps(keys) if row.key.is_some() => {
                self.frames.push(Frame::Map { column: row.column, keys, seen: Vec::new() });
                self.key(number)
            }
            Shape::Maps(_) if matches!(row.style, ValueStyle::Flow) => Ok(()),
            Shape::Texts if row.key.as_ref().is_none_or(|key| !key.odd && self.is_sentence(number)) => {
                self.text_value(number, dash, &Shape::Text);
                Ok(())
            }
            Shape::Any => Ok(()),
            _ => Err(NoPlace),
        }
    }

    /// Returns whether what looks like a key in a list of texts is not a key of the form.
    fn is_sentence(&self, number: usize) -> bool {
        let key = self.rows[number].key.as_ref();
        key.is_none_or(|key| !self.outline.knows(&key.name) && !is_year(&key.name))
    }

    /// Finds the map whose keys are in `column`; it is opened where it may be.
    pub(super) fn map_at(&mut self, column: usize) -> Result<(), NoPlace> {
        self.open_text = None;
        match self.pending.take() {
            Some(pending) if column > pending.column => match (pending.shape, pending.is_item) {
                (Shape::Map(keys), false) | (Shape::Maps(keys), true) => {
                    self.frames.push(Frame::Map { column, keys, seen: Vec::new() });
                    Ok(())
                }
                (Shape::Named(inner), _) => {
                    self.frames.push(Frame::Named { column, inner, seen: Vec::new() });
                    Ok(())
                }
                (Shape::Any, _) => Ok(()),
                _ => Err(NoPlace),
            },
            _ => {
                self.close_to(Some(column));
                match self.frames.last() {
                    Some(Frame::Map { column: open, .. } | Frame::Named { column: open, .. })
                        if *open == column =>
                    {
                        Ok(())
                    }
                    _ => Err(NoPlace),
                }
            }
        }
    }

    pub(super) fn key(&mut self, number: usize) -> Result<(), NoPlace> {
        let Some(key) = &self.rows[number].key else { return Err(NoPlace) };
        let known = self.outline.knows(&key.name);
        let (shape, needed) = match self.frames.last_mut() {
            Some(Frame::Map { keys, seen, .. }) => {
                if keys.find(&key.name).is_none() && numbered(keys, &key.name).is_some() {
                    return Err(NoPlace);
                }
                let (place, found) = meant(keys, seen, &key.name).ok_or(NoPlace)?;
                if seen.iter().any(|(used, _)| *used == place) {
                    return Err(NoPlace);
                }
                seen.push((place, number));
                (&found.shape, found.required && matches!(found.shape, Shape::Text))
            }
            Some(Frame::Named { inner, seen, .. }) => {
                if known || seen.contains(&key.name) {
                    // YAML takes a key of the form among years for another one.
                    self.hides |= known;
                    return Err(NoPlace);
                }
                // A sheet has three; a map with very many is not 実績.
                if seen.len() < MOST_NAMES {
                    seen.push(key.name.clone());
                }
                (*inner, false)
            }
            // Below a key that takes anything.
            _ => (&Shape::Any, false),
        };
        if key.odd {
            self.fault(number, RowMisfit::Separator);
        }
        let column = self.rows[number].column;
        self.value(number, column, shape, needed);
        Ok(())
    }
}
