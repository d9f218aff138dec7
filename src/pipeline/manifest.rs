//! The manifest of `out/`: what each output was made from, and the hash of the file.

use serde::{Deserialize, Serialize};

use super::mark::KnownHashes;
use super::store::Store;
use crate::rules::Inputs;
use crate::sheet::EraDate;
use crate::source::Digest;
use crate::typeset::Found;

/// The ingredients of an output, besides the program. Of the options of a run, only the date counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ingredients {
    /// The hashes of its sheets, of the settings, and of the dictionaries.
    #[serde(flatten)]
    pub(super) inputs: Inputs,
    /// The document's date.
    pub(super) date: Option<EraDate>,
    /// The hash of what a web page says about other outputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) beside: Option<Digest>,
}

impl Ingredients {
    /// Returns the ingredients of an output that depends on its own bytes alone.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        let nothing = Digest::of(&[]);
        let inputs = Inputs { source: Digest::of(bytes), settings: nothing, dictionaries: nothing };
        Self { inputs, date: None, beside: None }
    }
}

/// A file that was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BuiltFile {
    /// Its hash.
    pub(super) hash: Digest,
    /// Its size in bytes.
    pub(super) bytes: u64,
    /// The number of its pages; 0 for files without pages.
    pub(super) pages: usize,
}

impl BuiltFile {
    pub(super) fn of(bytes: &[u8], pages: usize) -> Self {
        Self { hash: Digest::of(bytes), bytes: bytes.len() as u64, pages }
    }
}

/// The record of an output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OutputRecord {
    /// Its ingredients.
    pub(super) from: Ingredients,
    /// The file; `None` where it could not be built.
    pub(super) output: Option<BuiltFile>,
    /// The findings of typesetting, before severities apply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) findings: Vec<Found>,
}

/// The manifest of an `out/`: its records by the names of outputs.
pub(super) type Manifest = Store<OutputRecord>;

impl Manifest {
    /// Returns the hashes of all files that were made.
    pub(super) fn made(&self) -> KnownHashes {
        self.records().values().filter_map(|record| record.output).map(|made| made.hash).collect()
    }

    /// Records an output.
    pub(super) fn record(&mut self, name: &str, record: OutputRecord) {
        if self.get(name) != Some(&record) {
            self.put(name, record);
        }
    }
}
