//! Editions: a view → bytes.

pub mod sheet;
