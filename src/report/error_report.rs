//! Errors of a run, in every format.

use crate::finding::Message;
use crate::read::RunError;

/// An error that makes a run exit with status 2: a wrong invocation, or a file that could not be read or
/// written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorReport {
    /// The description.
    pub message: Message,
    /// The file concerned, if any.
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
