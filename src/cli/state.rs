//! A state of the sources as the command line names it: a path or a git revision.

use std::path::{Path, PathBuf};

use crate::diff::State;
use crate::disk::{Disk, RealDisk, to_slash};
use crate::finding::{Message, brief};
use crate::git::{GitError, Tree};
use crate::read::{Reader, RunError};

/// Why nothing can be compared.
pub(super) enum CommandRefusal {
    /// A wrong invocation.
    Message(Message),
    /// Files that are not there or cannot be read.
    Troubles(Vec<RunError>),
}

/// A state as OLD or NEW names it.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// As it was typed.
    pub(super) typed: String,
    /// A git revision; nothing for the files as they are.
    pub(super) revision: Option<String>,
    /// A file or folder; nothing for the one that the other state names.
    pub(super) path: Option<PathBuf>,
}

impl Named {
    /// A path where there is one of that name, else `REVISION` or `REVISION:PATH`.
    pub(super) fn of(typed: &str) -> Self {
        let named = |revision: Option<&str>, path: Option<&str>| Self {
            typed: typed.to_owned(),
            revision: revision.map(str::to_owned),
            path: path.filter(|path| !path.is_empty()).map(PathBuf::from),
        };
        if RealDisk.kind(Path::new(typed)).is_ok() {
            return named(None, Some(typed));
        }
        match typed.split_once(':') {
            Some((revision, path)) => named(Some(revision), Some(path)),
            None => named(Some(typed), None),
        }
    }

    /// The files as they are.
    pub(super) fn today(path: Option<PathBuf>) -> Self {
        Self { typed: String::new(), revision: None, path }
    }

    /// The sheets at `path`, which is the state's own or the one that the other names.
    pub(super) fn read(&self, reader: &Reader, path: &Path) -> Result<State, CommandRefusal> {
        let state = match &self.revision {
            None => State::read(&RealDisk, reader, path),
            Some(revision) => State::read(&self.tree(path, revision)?, reader, path),
        };
        let state = state.map_err(CommandRefusal::Troubles)?;
        // A path that was not named for this state may be absent from it: what the other has is new.
        if state.sheets.is_empty() && self.path.is_some() {
            return Err(CommandRefusal::Troubles(vec![self.nothing_at(path)]));
        }
        Ok(state)
    }

    fn tree(&self, path: &Path, revision: &str) -> Result<Tree, CommandRefusal> {
        Tree::at(path, revision).map_err(|error| CommandRefusal::Message(self.unknown(&error)))
    }

    /// As people are told it: a revision with its short hash, which stays the same.
    pub(super) fn told(&self, path: &Path) -> Result<String, CommandRefusal> {
        match &self.revision {
            None => Ok(self.typed.clone()),
            Some(revision) => Ok(format!("{}({})", self.typed, self.tree(path, revision)?.short)),
        }
    }

    fn nothing_at(&self, path: &Path) -> RunError {
        let shown = if self.revision.is_some() { self.typed.clone() } else { to_slash(path) };
        if self.revision.is_some() { RunError::NoPath(shown) } else { RunError::NoSheet(shown) }
    }

    /// Something that is no path, and no revision either.
    fn unknown(&self, error: &GitError) -> Message {
        let words = error.words();
        if matches!(error, GitError::NoRevision(_) | GitError::Shallow(_)) {
            return words;
        }
        let typed = brief(&self.typed);
        Message::new(
            format!("「{typed}」というファイルもフォルダもありません。{}", words.ja),
            format!("There is no path {typed}. {}", words.en),
        )
    }
}
