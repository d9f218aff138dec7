//! Running `git`.

use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::GitError;

/// Variables by which `git` tells the programs that it runs itself (hooks, aliases) of its own
/// repository. We may be asked about another.
const LOCAL: [&str; 13] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// What a repository's own configuration has no say in: it may name programs, and the repository need not be
/// one that the user trusts. Nothing is fetched, no hook, monitor or pager runs.
const SAFE: [&str; 9] = [
    "--no-pager",
    "-c",
    "protocol.allow=never",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.alternateRefsCommand=",
];

/// The same for what `git` is told by its environment.
const ENVIRONMENT: [(&str, &str); 5] = [
    // What `git` says of failures is passed on: in English, as its codes are.
    ("LC_ALL", "C"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_NO_LAZY_FETCH", "1"),
    // A protocol that the configuration allows by its name is not: there is none of this name.
    ("GIT_ALLOW_PROTOCOL", "none"),
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
        if output.status.success() { Ok(output.stdout) } else { Err(failed(&output)) }
    }

    /// The one line that `git` prints.
    pub(super) fn line(self, args: &[&str]) -> Result<String, GitError> {
        let bytes = self.bytes(args)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned())
    }

    /// The program with its arguments, not yet run.
    pub(super) fn command(self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.args(SAFE).args(args).current_dir(self.folder).envs(ENVIRONMENT);
        for name in LOCAL {
            command.env_remove(name);
        }
        command
    }
}

/// Why the program failed, in the words that it has for it.
fn failed(output: &Output) -> GitError {
    let said = String::from_utf8_lossy(&output.stderr);
    match said.lines().find(|line| !line.trim().is_empty()) {
        // In front of the folder, between quotation marks.
        Some(line) if line.contains("dubious ownership") => {
            GitError::Foreign(line.split('\'').nth(1).unwrap_or(".").to_owned())
        }
        Some(line) => GitError::Failed(line.to_owned()),
        None => GitError::Failed(output.status.to_string()),
    }
}

/// Why the program did not even begin.
pub(super) fn not_run(error: &io::Error) -> GitError {
    match error.kind() {
        io::ErrorKind::NotFound => GitError::NoGit,
        _ => GitError::Failed(error.to_string()),
    }
}
