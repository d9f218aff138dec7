//! Editions: a view → bytes.

pub mod comparison;
pub mod data;
pub mod proof;
pub mod sheet;
pub mod web;

pub use self::proof::{Print, Proofed, Proofs};
pub use self::sheet::Printed;
