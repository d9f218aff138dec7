//! Editions: a view → bytes.

pub mod comparison;
pub mod data;
pub mod proof;
pub mod sheet;
mod task;
pub mod web;

pub use self::proof::{About, Print, Proofed, Proofs};
pub use self::sheet::Printed;
pub use self::task::{Answer, OwnTask, Task};
