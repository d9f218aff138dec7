//! Files at a revision. The only room that runs `git`.
//!
//! `git` is run as a program, without a shell and in the folder that is asked about, so that nothing
//! depends on where `mokuhyo` was called. Names travel between NULs and hashes between programs: no
//! quoting, no encoding, no settings of the user's have a say.

mod command;
mod entries;
mod objects;
mod top;
mod tree;

use std::io;
use std::path::{Path, PathBuf};

use self::command::Git;
pub use self::top::from_top;
pub use self::tree::Tree;
use crate::disk::{Disk, Kind, RealDisk, to_slash};
use crate::finding::{Message, brief};

/// Why a revision cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GitError {
    /// There is no `git` on this machine.
    NoGit,
    /// The folder lies in no repository's working tree.
    NoRepository(String),
    /// The repository has no such revision.
    NoRevision(String),
    /// The repository, in this folder, is another user's, and `git` reads it for its owner alone.
    Foreign(String),
    /// The repository has no such revision, and is a shallow clone, which lacks old ones.
    Shallow(String),
    /// `git` failed, and said this.
    Failed(String),
}

impl GitError {
    /// In the two languages.
    pub fn words(&self) -> Message {
        match self {
            Self::NoGit => Message::new(
                "git がありません。版を指すには git を入れるか、2つのファイルかフォルダを書いてください。",
                "There is no git. Install it to name revisions, or give two files or folders.",
            ),
            Self::NoRepository(folder) => Message::new(
                format!("「{folder}」は git のリポジトリの中にないので、版を指せません。"),
                format!("{folder} is not in a git repository, so there are no revisions."),
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
                    "The repository in {folder} is another user's, so git does not read it. Where you trust it, run: git config --global --add safe.directory {folder}"
                ),
            ),
            Self::Shallow(name) => Message::new(
                format!(
                    "「{name}」というファイルもフォルダも、git の版もありません。このリポジトリには古い版が写されていません(浅いクローン)。「git fetch --unshallow」で取り寄せられます(GitHub Actions では actions/checkout に fetch-depth: 0)。"
                ),
                format!(
                    "{name} is neither a path nor a git revision. This repository is a shallow clone, which lacks old revisions: git fetch --unshallow fetches them (in GitHub Actions, fetch-depth: 0 of actions/checkout)."
                ),
            ),
            Self::Failed(said) => {
                Message::new(format!("git が失敗しました({said})。"), format!("git failed: {said}."))
            }
        }
    }
}

/// The revision that a file is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The short hash of the commit that is checked out.
    pub short: String,
    /// Whether the file differs from that commit's, or is not in it.
    pub differs: bool,
}

/// A repository with a working tree.
#[derive(Debug, Clone)]
pub struct Repository {
    /// The folder of the working tree, links resolved.
    top: PathBuf,
}

impl Repository {
    /// The repository that holds `path`, which need not be there any more.
    ///
    /// # Errors
    /// Where there is no `git`, or no repository around the path.
    pub fn around(path: &Path) -> Result<Self, GitError> {
        let outside = || GitError::NoRepository(shown(path));
        let folder = nearest_folder(path).ok_or_else(outside)?;
        let asked = ["rev-parse", "--is-inside-work-tree", "--show-cdup"];
        let told = Git::at(&folder).line(&asked).map_err(|error| match error {
            // Any other failure is told as it is: a repository that is somebody else's.
            GitError::Failed(said) if said.contains("not a git repository") => outside(),
            error => error,
        })?;
        // `git` names the way up in letters that every system has; the folder's own name it might not.
        let up = told.strip_prefix("true").ok_or_else(outside)?;
        let top = folder.ancestors().nth(up.matches("../").count()).ok_or_else(outside)?;
        Ok(Self { top: top.to_owned() })
    }

    /// The commit that a revision's name means: its whole hash.
    ///
    /// # Errors
    /// Where the repository has no such revision.
    pub fn commit(&self, name: &str) -> Result<String, GitError> {
        let unknown = || {
            let missing = if self.is_shallow() { GitError::Shallow } else { GitError::NoRevision };
            missing(brief(name))
        };
        // A name with a dash before it would be an option.
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

    /// Whether it lacks the commits before some depth.
    fn is_shallow(&self) -> bool {
        self.git().line(&["rev-parse", "--is-shallow-repository"]).is_ok_and(|told| told == "true")
    }

    /// The short hash of a commit.
    fn short(&self, commit: &str) -> Result<String, GitError> {
        self.git().line(&["rev-parse", "--verify", "--short=8", commit])
    }

    /// Whether a file is another than a commit's, or is not in it. The bytes are compared here: for `git` to
    /// compare them it would run the filters that the repository names.
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

/// Returns the revision that is checked out around a file, and whether the file is still what it holds; nothing
/// without `git`, outside a repository, before the first commit.
///
/// # Errors
/// Where there is a repository that `git` does not read.
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

/// Whether two texts are one, line ends aside: which of them a working tree has is a matter of settings.
fn is_same_text(one: &[u8], other: &[u8]) -> bool {
    let lines = |text: &[u8]| -> Vec<u8> {
        let is_before_newline = |at: usize| text.get(at + 1) == Some(&b'\n');
        let kept = text.iter().enumerate().filter(|(at, byte)| **byte != b'\r' || !is_before_newline(*at));
        kept.map(|(_, byte)| *byte).collect()
    };
    one == other || lines(one) == lines(other)
}

/// The nearest folder at or above a path that is there, links resolved.
fn nearest_folder(path: &Path) -> Option<PathBuf> {
    let here = RealDisk.canonical(Path::new(".")).ok()?;
    let whole = here.join(path);
    let folder = whole.ancestors().find(|it| matches!(RealDisk.kind(it), Ok(Kind::Folder)))?;
    RealDisk.canonical(folder).ok()
}

/// A path as people are told it.
fn shown(path: &Path) -> String {
    if path.as_os_str().is_empty() { ".".to_owned() } else { to_slash(path) }
}

#[cfg(test)]
mod tests;
