//! Running `git`.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::GitError;

/// Variables by which `git` tells the programs that it runs itself (hooks, aliases) of its own
/// repository. We may be asked about another.
const LOCAL: [&str; 7] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_COMMON_DIR",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
];

/// `git` in a folder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Git<'a> {
    folder: &'a Path,
}

impl<'a> Git<'a> {
    /// `git` as if called in `folder`.
    pub(super) fn at(folder: &'a Path) -> Self {
        Self { folder }
    }

    /// What `git` prints.
    pub(super) fn bytes(self, args: &[&str]) -> Result<Vec<u8>, GitError> {
        let output = self.command(args).stdin(Stdio::null()).output().map_err(|error| not_run(&error))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(GitError::Failed(said.lines().next().unwrap_or_default().to_owned()))
    }

    /// The one line that `git` prints.
    pub(super) fn line(self, args: &[&str]) -> Result<String, GitError> {
        let bytes = self.bytes(args)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned())
    }

    /// The program with its arguments, not yet run.
    pub(super) fn command(self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        // What `git` says of failures is passed on: in English, as its codes are.
        command.args(args).current_dir(self.folder).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
        for name in LOCAL {
            command.env_remove(name);
        }
        command
    }
}

/// Why the program did not even begin.
pub(super) fn not_run(error: &io::Error) -> GitError {
    match error.kind() {
        io::ErrorKind::NotFound => GitError::NoGit,
        _ => GitError::Failed(error.to_string()),
    }
}
