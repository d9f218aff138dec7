//! The files and links of a commit.

use std::path::PathBuf;

/// A file or link of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TreeEntry {
    /// The path from the top of the repository.
    pub(super) path: PathBuf,
    /// The hash of its bytes.
    pub(super) hash: String,
    /// `true` for a symbolic link, whose bytes are its target.
    pub(super) is_link: bool,
}

/// Parses the output of `git ls-tree -r -z`: `mode SP type SP hash TAB path NUL`.
pub(super) fn entries(listed: &[u8]) -> Vec<TreeEntry> {
    listed.split(|byte| *byte == 0).filter_map(entry).collect()
}

fn entry(line: &[u8]) -> Option<TreeEntry> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = (std::str::from_utf8(&line[..tab]).ok()?, &line[tab + 1..]);
    let mut words = head.split(' ');
    let (mode, kind, hash) = (words.next()?, words.next()?, words.next()?);
    // A commit in a tree is a submodule.
    (kind == "blob").then(|| TreeEntry {
        path: native(path),
        hash: hash.to_owned(),
        is_link: mode == "120000",
    })
}

/// Converts a path of `git` to one of this system. A name that is no UTF-8 has no ending of a source.
pub(super) fn native(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).split('/').filter(|part| !part.is_empty()).collect()
}
