//! Checked settings files and dictionaries.

use std::path::PathBuf;

use crate::finding::Finding;
use crate::source::{Digest, Source};

/// The kind of a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A sheet of either form.
    Sheet,
    /// A `mokuhyo.yaml`.
    Settings,
    /// A dictionary in prh's format.
    Dictionary,
}

/// A checked settings file or dictionary.
#[derive(Debug)]
pub struct CheckedFile {
    /// Its kind.
    pub kind: FileKind,
    /// Its path.
    pub path: PathBuf,
    /// The hash of its bytes.
    pub digest: Digest,
    /// The file.
    pub source: Source,
    /// Its findings, by span.
    pub findings: Vec<Finding>,
}
