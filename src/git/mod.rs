//! Files at a revision. This is the only module that runs `git`.
//!
//! `git` runs as a program, without a shell and in the folder in question, so that the result does not depend
//! on the working folder of `mokuhyo`. Paths are separated by NUL and blobs are named by hash, so that
//! neither quoting nor encoding nor the user's settings matter.

mod command;
mod entries;
mod history;
mod objects;
mod top;
mod tree;

use std::io;
use std::path::{Path, PathBuf};

use self::command::Git;
pub use self::history::Commit;
pub use self::top::from_top;
pub use self::tree::Tree;
use crate::disk::{Disk, Kind, RealDisk, to_slash};
use crate::finding::{Message, brief};

/// The reason why a revision cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GitError {
    /// `git` is not installed.
    NoGit,
    /// The folder is not in the working tree of a repository.
    NoRepository(String),
    /// The repository does not have the revision.
    NoRevision(String),
    /// The repository in this folder belongs to another user, so `git` refuses to read it.
    Foreign(String),
    /// The repository does not have the revision, and is a shallow clone, which lacks old ones.
    Shallow(String),
    /// `git` failed with this message.
    Failed(String),
}

impl GitError {
    /// Returns the message for people.
    pub fn message(&self) -> Message {
        match self {
            Self::NoGit => Message::new(
                "git がありません。版を指すには git を入れるか、2つのファイルかフォルダを書いてください。",
                "git is not installed. Install it to compare revisions, or name two files or folders.",
            ),
            Self::NoRepository(folder) => Message::new(
                format!("「{folder}」は git のリポジトリの中にないので、版を指せません。"),
                format!("{folder} is not in a git repository, so it has no revisions."),
            ),
            Self::NoRevision(name) => Message::new(
                format!("「{name}」というファイルもフォルダも、git の版もありません。"),
                format!("{name} is neither a path nor a git revision."),
            ),
            Self::Foreign(folder) => Message::new(
                format!(
                    "「{folder}」は別の利用者のリポジトリなので、git が読みません。信頼できるものなら `git config --global --add safe.directory {folder}` を実行してください。"
                ),
                format!(
                    "git refuses to read the repository in {folder}, because it belongs to another user. If you trust it, run: git config --global --add safe.directory {folder}"
                ),
            ),
            Self::Shallow(name) => Message::new(
                format!(
                    "「{name}」というファイルもフォルダも、git の版もありません。このリポジトリには古い版が写されていません(浅いクローン)。「git fetch --unshallow」で取り寄せられます(GitHub Actions では actions/checkout に fetch-depth: 0)。"
                ),
                format!(
                    "{name} is neither a path nor a git revision. This repository is a shallow clone without old revisions. To fetch them, run: git fetch --unshallow (in GitHub Actions, set fetch-depth: 0 of actions/checkout)."
                ),
            ),
            Self::Failed(message) => {
                Message::new(format!("git が失敗しました({message})。"), format!("git failed: {message}."))
            }
        }
    }
}

/// The revision of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The short hash of the commit that is checked out.
    pub short: String,
    /// `true` where the file differs from the commit's, or is not in the commit.
    pub differs: bool,
}

/// A repository with a working tree.
#[derive(Debug, Clone)]
pub struct Repository {
    /// The root of the working tree, with links resolved.
    top: PathBuf,
}

impl Repository {
    /// Finds the repository that contains `path`, which need not exist any more.
    ///
    /// # Errors
    ///
    /// Fails where `git` is not installed or no repository contains the path.
    pub fn around(path: &Path) -> Result<Self, GitError> {
        let outside = || GitError::NoRepository(shown(path));
        let folder = nearest_folder(path).ok_or_else(outside)?;
        let asked = ["rev-parse", "--is-inside-work-tree", "--show-cdup"];
        let answer = Git::at(&folder).line(&asked).map_err(|error| match error {
            // Other failures are passed on, such as a repository that belongs to another user.
            GitError::Failed(message) if message.contains("not a git repository") => outside(),
            error => error,
        })?;
        // `git` prints the way up in ASCII, whereas it could not print every folder's name.
        let up = answer.strip_prefix("true").ok_or_else(outside)?;
        let top = folder.ancestors().nth(up.matches("../").count()).ok_or_else(outside)?;
        Ok(Self { top: top.to_owned() })
    }

    /// Returns the full hash of the commit that a revision names.
    ///
    /// # Errors
    ///
    /// Fails where the repository does not have the revision.
    pub fn commit(&self, name: &str) -> Result<String, GitError> {
        let unknown = || {
            let missing = if self.is_shallow() { GitError::Shallow } else { GitError::NoRevision };
            missing(brief(name))
        };
        // A name that begins with a dash would be parsed as an option.
        if name.starts_with('-') || name.is_empty() || name.contains('\0') {
            return Err(unknown());
        }
        let commit = format!("{name}^{{commit}}");
        self.git().line(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]).map_err(|error| {
            match error {
                GitError::Failed(_) => unknown(),
                error => error,
            }
        })
    }

    /// Returns whether the repository is a shallow clone.
    fn is_shallow(&self) -> bool {
        self.git().line(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|answer| answer == "true")
    }

    /// Returns the short hash of a commit.
    fn short(&self, commit: &str) -> Result<String, GitError> {
        self.git().line(&["rev-parse", "--verify", "--short=8", commit])
    }

    /// Returns whether a file differs from the commit's, or is not in it. The bytes are compared here,
    /// because `git` would run the filters that the repository configures.
    fn differs(&self, path: &Path, commit: &str) -> Result<bool, GitError> {
        let failed = |error: io::Error| GitError::Failed(error.to_string());
        let file = RealDisk.canonical(path).map_err(failed)?;
        let Ok(inside) = file.strip_prefix(&self.top) else { return Ok(true) };
        let name = format!("{commit}:{}", to_slash(inside));
        let Ok(hash) = self.git().line(&["rev-parse", "--verify", "--quiet", "--end-of-options", &name])
        else {
            return Ok(true);
        };
        let kept = self.git().bytes(&["cat-file", "blob", &hash])?;
        Ok(!is_same_text(&kept, &RealDisk.read(&file).map_err(failed)?))
    }

    fn git(&self) -> Git<'_> {
        Git::at(&self.top)
    }
}

/// Returns the short hash of a revision's commit, in the repository around `path`.
///
/// # Errors
///
/// Fails where `git` is not installed, no repository contains the path, or it does not have the revision.
pub fn short_hash(path: &Path, revision: &str) -> Result<String, GitError> {
    let repository = Repository::around(path)?;
    repository.short(&repository.commit(revision)?)
}

/// Returns the revision that is checked out around a file, and whether the file differs from it. Returns
/// `None` without `git`, outside a repository, and before the first commit.
///
/// # Errors
///
/// Fails where `git` refuses to read the repository.
pub fn revision_of(path: &Path) -> Result<Option<Revision>, GitError> {
    let repository = match Repository::around(path) {
        Err(GitError::NoGit | GitError::NoRepository(_)) => return Ok(None),
        repository => repository?,
    };
    let Ok(commit) = repository.commit("HEAD") else { return Ok(None) };
    let short = repository.short(&commit)?;
    let differs = repository.differs(path, &commit)?;
    Ok(Some(Revision { short, differs }))
}

/// Compares two texts up to their line ends, which depend on the settings of the working tree.
fn is_same_text(left: &[u8], right: &[u8]) -> bool {
    let lines = |text: &[u8]| -> Vec<u8> {
        let is_before_newline = |at: usize| text.get(at + 1) == Some(&b'\n');
        let kept = text.iter().enumerate().filter(|(at, byte)| **byte != b'\r' || !is_before_newline(*at));
        kept.map(|(_, byte)| *byte).collect()
    };
    left == right || lines(left) == lines(right)
}

/// Returns the nearest existing folder at or above a path, with links resolved.
fn nearest_folder(path: &Path) -> Option<PathBuf> {
    let here = RealDisk.canonical(Path::new(".")).ok()?;
    let whole = here.join(path);
    let folder = whole.ancestors().find(|path| matches!(RealDisk.kind(path), Ok(Kind::Folder)))?;
    RealDisk.canonical(folder).ok()
}

/// Formats a path for messages.
fn shown(path: &Path) -> String {
    if path.as_os_str().is_empty() { ".".to_owned() } else { to_slash(path) }
}

#[cfg(test)]
mod tests;
