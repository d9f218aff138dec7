//! The files of a commit, by path.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::{Path, PathBuf};

/// A file or a link of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TreeEntry {
    /// The hash of its bytes.
    pub(super) hash: String,
    /// `true` for a symbolic link, whose bytes are its target.
    pub(super) is_link: bool,
}

/// The files and links of a commit, by path from the top of the repository.
#[derive(Debug, Default)]
pub(super) struct Entries(pub(super) BTreeMap<PathBuf, TreeEntry>);

impl Entries {
    /// Parses the output of `git ls-tree -r -z`: `mode SP type SP hash TAB path NUL`.
    pub(super) fn parse(listed: &[u8]) -> Self {
        Self(listed.split(|byte| *byte == 0).filter_map(entry).collect())
    }

    /// Returns the file or link at a path.
    pub(super) fn get(&self, path: &Path) -> Option<&TreeEntry> {
        self.0.get(path)
    }

    /// Returns whether there are entries below a path.
    pub(super) fn is_folder(&self, path: &Path) -> bool {
        self.below(path).next().is_some()
    }

    /// Returns all entries below a folder, in the order of their paths.
    pub(super) fn below<'a>(
        &'a self,
        folder: &'a Path,
    ) -> impl Iterator<Item = (&'a PathBuf, &'a TreeEntry)> {
        // Paths are ordered by components, so those below a folder follow it.
        let after = self.0.range::<Path, _>((Bound::Excluded(folder), Bound::Unbounded));
        after.take_while(move |(path, _)| path.starts_with(folder))
    }
}

fn entry(line: &[u8]) -> Option<(PathBuf, TreeEntry)> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = (std::str::from_utf8(&line[..tab]).ok()?, &line[tab + 1..]);
    let mut words = head.split(' ');
    let (mode, kind, hash) = (words.next()?, words.next()?, words.next()?);
    // A commit in a tree is a submodule.
    (kind == "blob").then(|| (native(path), TreeEntry { hash: hash.to_owned(), is_link: mode == "120000" }))
}

/// Converts a path of `git` to this system. Invalid UTF-8 is replaced; such names do not matter, because
/// sheets have UTF-8 names.
pub(super) fn native(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).split('/').filter(|part| !part.is_empty()).collect()
}
