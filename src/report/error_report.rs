//! What keeps a run from doing all that it was asked for, in every format.

use crate::finding::Message;
use crate::read::RunError;

/// A wrong invocation, or a file that could not be read or written: what ends a run with status 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorReport {
    /// What is wrong.
    pub message: Message,
    /// The file that it is about, where it is about one.
    pub path: Option<String>,
}

impl From<Message> for ErrorReport {
    fn from(message: Message) -> Self {
        Self { message, path: None }
    }
}

impl From<&RunError> for ErrorReport {
    fn from(run_error: &RunError) -> Self {
        Self { message: run_error.words(), path: run_error.path().map(str::to_owned) }
    }
}
