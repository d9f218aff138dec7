//! The result of typesetting.

use crate::typeset::Found;

/// The result of a task.
#[derive(Debug, Default)]
pub struct Answer {
    /// The PDF, or the pictures of the pages; empty where they could not be made.
    pub files: Vec<Vec<u8>>,
    /// The number of pages; 0 where typesetting failed.
    pub pages: usize,
    /// The overflows, or the reason for the failure.
    pub findings: Vec<Found>,
}
