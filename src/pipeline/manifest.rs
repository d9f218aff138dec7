//! What stands in `out/` and what it was made from, as the run before left it written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::files::Discarded;
use super::mark::Known;
use super::shard::Shard;
use super::store::Store;
use crate::disk::Disk;
use crate::rules::Inputs;
use crate::sheet::EraDate;
use crate::source::Digest;
use crate::typeset::Found;

/// What goes into an output, beside the program. No option of the run does but the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ingredients {
    /// The hashes of its sheets, of the settings, and of the dictionaries.
    #[serde(flatten)]
    pub(super) inputs: Inputs,
    /// The document's date.
    pub(super) date: Option<EraDate>,
    /// The hash of what a web page says of other outputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) beside: Option<Digest>,
}

impl Ingredients {
    /// Those of what is its own bytes and nothing else.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        let nothing = Digest::of(&[]);
        let inputs = Inputs { source: Digest::of(bytes), settings: nothing, dictionaries: nothing };
        Self { inputs, date: None, beside: None }
    }
}

/// A file that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Made {
    /// Its hash.
    pub(super) hash: Digest,
    /// Its size in bytes.
    pub(super) bytes: u64,
    /// How many pages it has; 0 where it has none.
    pub(super) pages: usize,
}

impl Made {
    pub(super) fn of(bytes: &[u8], pages: usize) -> Self {
        Self { hash: Digest::of(bytes), bytes: bytes.len() as u64, pages }
    }
}

/// An output and what it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OutputRecord {
    /// What went into it.
    pub(super) from: Ingredients,
    /// The file; nothing where it could not be made.
    pub(super) output: Option<Made>,
    /// What typesetting found, before settings are heeded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) findings: Vec<Found>,
}

/// The manifest of a folder.
#[derive(Debug)]
pub(super) struct Manifest(Store<OutputRecord>);

impl Manifest {
    /// Reads the part of `out`'s manifest that is a shard's; what cannot be used is left out.
    pub(super) fn load(disk: &dyn Disk, out: &Path, shard: Shard) -> (Self, Discarded) {
        let (store, discarded) = Store::load(disk, out, "", shard);
        (Self(store), discarded)
    }

    /// The record of an output in its file.
    pub(super) fn output(&self, bucket: u8, name: &str) -> Option<&OutputRecord> {
        self.0.get(bucket, name)
    }

    /// The names of all outputs that are recorded.
    pub(super) fn outputs(&self) -> impl Iterator<Item = &str> {
        self.0.names()
    }

    /// The digests of all files that were made.
    pub(super) fn made(&self) -> Known {
        self.0.records().filter_map(|record| record.output).map(|made| made.hash).collect()
    }

    /// Records an output in its file.
    pub(super) fn record(&mut self, bucket: u8, name: &str, record: OutputRecord) {
        if self.output(bucket, name) != Some(&record) {
            self.0.put(bucket, name, record);
        }
    }

    /// Forgets an output.
    pub(super) fn forget(&mut self, gone: &str) {
        self.0.retain(|_, name| name != gone);
    }

    /// Forgets what is recorded where it is not looked for: a folder's outputs move when another sheet comes
    /// to lead it.
    pub(super) fn settle(&mut self, names: &BTreeMap<String, u8>) {
        self.0.retain(|bucket, name| names.get(name).is_none_or(|home| *home == bucket));
    }

    /// Writes what is not yet written.
    ///
    /// # Errors
    /// The first file that could not be written, and why.
    pub(super) fn save(&mut self, disk: &dyn Disk) -> Result<(), (PathBuf, std::io::Error)> {
        self.0.save(disk)
    }
}

#[cfg(test)]
mod tests {
    use super::super::shard::bucket;
    use super::*;
    use crate::disk::MemoryDisk;

    fn record(source: &str) -> OutputRecord {
        let from = Ingredients::of_bytes(source.as_bytes());
        OutputRecord { from, output: Some(Made::of(source.as_bytes(), 1)), findings: Vec::new() }
    }

    #[test]
    fn a_record_that_is_known_is_not_written_again() {
        let disk = MemoryDisk::default();
        let (mut manifest, _) = Manifest::load(&disk, Path::new("/out"), Shard::WHOLE);
        let home = bucket("a.pdf");
        manifest.record(home, "a.pdf", record("a"));
        manifest.save(&disk).expect("saved");
        let path = PathBuf::from(format!("/out/.mokuhyo/{home:02x}.json"));
        disk.remove(&path).expect("there");
        manifest.record(home, "a.pdf", record("a"));
        manifest.save(&disk).expect("saved");
        assert!(disk.read(&path).is_err(), "the same record was taken for another");
        manifest.record(home, "a.pdf", record("b"));
        manifest.save(&disk).expect("saved");
        assert!(disk.read(&path).is_ok(), "another record was taken for the same");
    }

    #[test]
    fn what_moved_is_forgotten_where_it_was() {
        let disk = MemoryDisk::default();
        let (mut manifest, _) = Manifest::load(&disk, Path::new("/out"), Shard::WHOLE);
        for (home, name) in [(1, "booklet.pdf"), (2, "booklet.pdf"), (3, "gone.pdf")] {
            manifest.record(home, name, record(name));
        }
        manifest.settle(&BTreeMap::from([("booklet.pdf".to_owned(), 2)]));
        assert_eq!(manifest.output(1, "booklet.pdf"), None);
        assert!(manifest.output(2, "booklet.pdf").is_some() && manifest.output(3, "gone.pdf").is_some());
        manifest.forget("gone.pdf");
        assert_eq!(manifest.outputs().collect::<Vec<_>>(), ["booklet.pdf"]);
    }
}
