//! The state of an output.

/// The state of an output after a run, or as `--verify` finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It was written.
    Built,
    /// The file is the one that was built before, byte for byte.
    Unchanged,
    /// It was not built, and its file is as it was.
    Failed,
    /// A file that is not mokuhyo's has its path, and is kept.
    Foreign,
    /// Verified: the file does not exist.
    Missing,
    /// Verified: it was built from other sources.
    Stale,
    /// Verified: the file is not the one that was built.
    Altered,
}
