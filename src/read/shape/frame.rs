//! The maps and lists that are open around a row.

use super::form::{FormKeys, Shape};

/// A map or list that is open around a row.
#[derive(Debug, Clone)]
pub(super) enum Frame<'o> {
    /// A map whose keys are in `column`.
    Map { column: usize, keys: &'o FormKeys, seen: Vec<(usize, usize)> },
    /// A map of names that the form does not have.
    Named { column: usize, inner: &'o Shape, seen: Vec<String> },
    /// A list whose dashes are in `column`.
    List { column: usize, item: &'o Shape },
}

impl Frame<'_> {
    pub(super) fn column(&self) -> usize {
        match self {
            Self::Map { column, .. } | Self::Named { column, .. } | Self::List { column, .. } => *column,
        }
    }
}
