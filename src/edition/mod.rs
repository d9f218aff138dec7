//! Editions: a view → bytes.

mod answer;
pub mod comparison;
pub mod data;
pub mod proof;
pub mod sheet;
mod task;
pub mod web;

pub use self::answer::Answer;
pub use self::proof::{ProofContext, Proofed, Proofs};
pub use self::task::{Print, Task};

/// Renders a template of a page. A template fails only where writing to memory does.
fn rendered(template: &impl askama::Template) -> String {
    template.render().expect("memory takes what is written to it") + "\n"
}
