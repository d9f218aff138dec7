//! States of the sources as the command line names them: paths and git revisions.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::diff::State;
use crate::disk::{Disk, RealDisk, to_slash};
use crate::finding::{Message, brief};
use crate::git::{self, GitError, Tree};
use crate::read::{Reader, RunError};
use crate::report::ErrorReport;

/// A state that OLD or NEW names.
#[derive(Debug, Clone)]
pub(super) struct StateArgument {
    /// The argument as typed.
    pub(super) typed: String,
    /// The git revision, or `None` for the current files.
    pub(super) revision: Option<String>,
    /// The file or folder, or `None` for that of the other state.
    pub(super) path: Option<PathBuf>,
}

impl StateArgument {
    /// Parses an argument: a path if it exists, else `REVISION` or `REVISION:PATH`.
    pub(super) fn of(typed: &str) -> Self {
        let named = |revision: Option<&str>, path: Option<&str>| Self {
            typed: typed.to_owned(),
            revision: revision.map(str::to_owned),
            path: path.filter(|path| !path.is_empty()).map(PathBuf::from),
        };
        let is_absent = |kind| {
            matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename)
        };
        // A path that cannot be read is a path all the same.
        if RealDisk.kind(Path::new(typed)).map_or_else(|error| !is_absent(error.kind()), |_| true) {
            return named(None, Some(typed));
        }
        match typed.split_once(':') {
            Some((revision, path)) => named(Some(revision), Some(path)),
            None => named(Some(typed), None),
        }
    }

    /// Creates the state of the current files.
    pub(super) fn today(path: Option<PathBuf>) -> Self {
        Self { typed: String::new(), revision: None, path }
    }

    /// Reads the sheets at `path`, which is the state's own path or that of the other state.
    pub(super) fn read(&self, reader: &Reader, path: &Path) -> Result<State, Vec<ErrorReport>> {
        let state = match &self.revision {
            None => State::read(&RealDisk, reader, path),
            Some(revision) => {
                let tree = Tree::at(path, revision).map_err(|error| self.unknown(&error))?;
                State::read(&tree, reader, path)
            }
        };
        let reports =
            |run_errors: Vec<RunError>| run_errors.iter().map(ErrorReport::from).collect::<Vec<_>>();
        let state = state.map_err(reports)?;
        // A path of the other state may be missing from this one; then its sheets are new.
        if state.sheets.is_empty() && self.path.is_some() {
            return Err(reports(vec![self.nothing_at(path)]));
        }
        Ok(state)
    }

    /// Returns a label for people: the argument, and for a revision the short hash of its commit, which does
    /// not change.
    pub(super) fn label(&self, path: &Path) -> Result<String, Vec<ErrorReport>> {
        match &self.revision {
            None => Ok(self.typed.clone()),
            Some(revision) => {
                let hash = git::short_hash(path, revision).map_err(|error| self.unknown(&error))?;
                Ok(format!("{}({hash})", self.typed))
            }
        }
    }

    fn nothing_at(&self, path: &Path) -> RunError {
        match self.revision {
            Some(_) => RunError::NoPath(self.typed.clone()),
            None => RunError::NoSheet(to_slash(path)),
        }
    }

    /// Returns the message for an argument that is neither a path nor a revision.
    fn unknown(&self, error: &GitError) -> Vec<ErrorReport> {
        let message = error.message();
        if matches!(error, GitError::NoRevision(_) | GitError::Shallow(_)) {
            return vec![message.into()];
        }
        let typed = brief(&self.typed);
        let unknown = Message::new(
            format!("「{typed}」というファイルもフォルダもありません。{}", message.ja),
            format!("{typed} is not an existing path. {}", message.en),
        );
        vec![unknown.into()]
    }
}
