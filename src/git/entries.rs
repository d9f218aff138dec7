//! The files of a commit, by path.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::{Path, PathBuf};

/// What a path of a commit holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TreeEntry {
    /// The name of its bytes.
    pub(super) hash: String,
    /// Whether its bytes are the path that a link leads to.
    pub(super) is_link: bool,
}

/// The files and links of a commit, by path from the repository's top.
#[derive(Debug, Default)]
pub(super) struct Entries(pub(super) BTreeMap<PathBuf, TreeEntry>);

impl Entries {
    /// Reads what `git ls-tree -r -z` prints: `mode SP type SP hash TAB path NUL`.
    pub(super) fn parse(listed: &[u8]) -> Self {
        Self(listed.split(|byte| *byte == 0).filter_map(entry).collect())
    }

    /// The file or link at a path.
    pub(super) fn get(&self, path: &Path) -> Option<&TreeEntry> {
        self.0.get(path)
    }

    /// Whether something lies below a path.
    pub(super) fn is_folder(&self, path: &Path) -> bool {
        self.below(path).next().is_some()
    }

    /// Everything below a folder, by path.
    pub(super) fn below<'a>(
        &'a self,
        folder: &'a Path,
    ) -> impl Iterator<Item = (&'a PathBuf, &'a TreeEntry)> {
        // Paths are ordered by their parts, so those of a folder follow it.
        let after = self.0.range::<Path, _>((Bound::Excluded(folder), Bound::Unbounded));
        after.take_while(move |(path, _)| path.starts_with(folder))
    }
}

fn entry(line: &[u8]) -> Option<(PathBuf, TreeEntry)> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = (std::str::from_utf8(&line[..tab]).ok()?, &line[tab + 1..]);
    let mut words = head.split(' ');
    let (mode, kind, hash) = (words.next()?, words.next()?, words.next()?);
    // A commit in a tree is another repository's.
    (kind == "blob").then(|| (native(path), TreeEntry { hash: hash.to_owned(), is_link: mode == "120000" }))
}

/// A path of `git`'s on this system. A name that is no UTF-8 has no sheet's ending that we would miss.
pub(super) fn native(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).split('/').filter(|part| !part.is_empty()).collect()
}
