//! What keeps a run from doing all that it was asked for, in every format.

use crate::finding::Words;
use crate::read::Trouble;

/// A wrong invocation, or a file that could not be read or written: what ends a run with status 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunError {
    /// What is wrong.
    pub message: Words,
    /// The file that it is about, where it is about one.
    pub path: Option<String>,
}

impl From<Words> for RunError {
    fn from(message: Words) -> Self {
        Self { message, path: None }
    }
}

impl From<&Trouble> for RunError {
    fn from(trouble: &Trouble) -> Self {
        Self { message: trouble.words(), path: trouble.path().map(str::to_owned) }
    }
}
