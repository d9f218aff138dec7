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

/// Renders a template of a page. A template fails only where writing to memory does.
fn rendered(template: &impl askama::Template) -> String {
    template.render().expect("memory takes what is written to it") + "\n"
}
