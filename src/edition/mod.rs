//! Editions: a view → bytes.

pub mod sheet;

pub use self::sheet::Printed;
