//! Execution of `git`.

use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::GitError;

/// Variables that `git` sets for the programs that it runs (hooks, aliases) to describe its own repository.
/// They are removed, because `mokuhyo` may be asked about another.
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

/// Options that override the repository's configuration, which may name programs, while the repository may be
/// untrusted. Nothing is fetched; no hook, monitor or pager runs.
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

/// Environment variables with the same purpose.
const ENVIRONMENT: [(&str, &str); 5] = [
    // Error messages of `git` are passed on and parsed, so they must be in English.
    ("LC_ALL", "C"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_NO_LAZY_FETCH", "1"),
    // Overrides protocols that the configuration allows by name, because no protocol has this name.
    ("GIT_ALLOW_PROTOCOL", "none"),
];

/// A `git` program in a working folder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Git<'a> {
    folder: &'a Path,
}

impl<'a> Git<'a> {
    /// Creates a `git` that runs in `folder`.
    pub(super) fn at(folder: &'a Path) -> Self {
        Self { folder }
    }

    /// Runs `git` and returns its output.
    pub(super) fn bytes(self, args: &[&str]) -> Result<Vec<u8>, GitError> {
        let output = self.command(args).stdin(Stdio::null()).output().map_err(|error| not_run(&error))?;
        if output.status.success() { Ok(output.stdout) } else { Err(failed(&output)) }
    }

    /// Runs `git` and returns its output, which is one line.
    pub(super) fn line(self, args: &[&str]) -> Result<String, GitError> {
        let bytes = self.bytes(args)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned())
    }

    /// Builds the command without running it.
    pub(super) fn command(self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.args(SAFE).args(args).current_dir(self.folder).envs(ENVIRONMENT);
        for name in LOCAL {
            command.env_remove(name);
        }
        command
    }
}

/// Converts the output of a failed run to an error with the first line of its message.
fn failed(output: &Output) -> GitError {
    let message = String::from_utf8_lossy(&output.stderr);
    match message.lines().find(|line| !line.trim().is_empty()) {
        // The message quotes the folder.
        Some(line) if line.contains("dubious ownership") => {
            GitError::Foreign(line.split('\'').nth(1).unwrap_or(".").to_owned())
        }
        Some(line) => GitError::Failed(line.to_owned()),
        None => GitError::Failed(output.status.to_string()),
    }
}

/// Converts an error of starting `git`.
pub(super) fn not_run(error: &io::Error) -> GitError {
    match error.kind() {
        io::ErrorKind::NotFound => GitError::NoGit,
        _ => GitError::Failed(error.to_string()),
    }
}
