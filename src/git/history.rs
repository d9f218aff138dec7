//! The commits that changed a file.

use std::path::Path;

use serde::Serialize;

use super::{GitError, Repository, shown};
use crate::disk::{Disk, RealDisk, to_slash};

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commit {
    /// Its short hash.
    pub short: String,
    /// The day of the commit, as `2026-04-01`.
    pub day: String,
    /// The first line of its message.
    pub subject: String,
}

/// The most commits that are listed.
const MOST: &str = "-n50";

/// Ends a field, and an entry, of the output.
const FORMAT: &str = "--format=%h%x00%cs%x00%s%x00";

impl Commit {
    /// Returns the commits that changed a file, the latest first.
    ///
    /// # Errors
    ///
    /// Fails where no repository contains the file or it has no commit yet.
    pub fn of_file(path: &Path) -> Result<Vec<Self>, GitError> {
        let repository = Repository::around(path)?;
        let file = RealDisk.canonical(path).map_err(|error| GitError::Failed(error.to_string()))?;
        let inside = file.strip_prefix(&repository.top).map_err(|_| GitError::NoRepository(shown(path)))?;
        let name = to_slash(inside);
        // Signatures are verified by programs that the configuration names.
        let log = ["--literal-pathspecs", "log", "--no-show-signature", MOST, FORMAT, "HEAD", "--", &name];
        let output = repository.git().bytes(&log)?;
        let output = String::from_utf8_lossy(&output);
        let fields: Vec<&str> = output.split('\0').map(str::trim).collect();
        let commit = |fields: &[&str]| match fields {
            [short, day, subject] => {
                Some(Self { short: (*short).into(), day: (*day).into(), subject: (*subject).into() })
            }
            _ => None,
        };
        Ok(fields.chunks(3).filter_map(commit).collect())
    }
}
