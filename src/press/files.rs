//! Files of records in `out/.mokuhyo/`, under the names of what they are about.
//!
//! For each kind of record there are up to 256 files of JSON, one for each first byte that the hash of a path can
//! have. A shard takes whole files, so that the folders of several shards can be laid over each other; and a
//! file says nothing of when, where or by how many it was written, so that the same sources give the same bytes.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::shard::Shard;
use crate::disk::Disk;

/// The folder in `out/`; its dot keeps it from what is published.
const FOLDER: &str = ".mokuhyo";

/// The program that wrote a file: what another one made has to be made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Program {
    version: String,
    /// Hashes of the program's sources, its templates and its fonts.
    sources: String,
    templates: String,
    fonts: String,
}

impl Program {
    fn this() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sources: env!("MOKUHYO_PROGRAM").to_owned(),
            templates: env!("MOKUHYO_TEMPLATES").to_owned(),
            fonts: env!("MOKUHYO_FONTS").to_owned(),
        }
    }
}

/// A file of records.
#[derive(Deserialize)]
struct File<R> {
    mokuhyo: Program,
    records: BTreeMap<String, R>,
}

impl<R> File<R> {
    /// Its records, where this program wrote them.
    fn records(self) -> Result<BTreeMap<String, R>, Discarded> {
        if self.mokuhyo == Program::this() { Ok(self.records) } else { Err(Discarded::of(true)) }
    }
}

/// What every version's files begin with, however they go on.
#[derive(Deserialize)]
struct Head {
    mokuhyo: Value,
}

impl Head {
    /// Whether another program wrote a file that cannot be read as one of ours.
    fn is_foreign(bytes: &[u8]) -> bool {
        let head = serde_json::from_slice::<Self>(bytes);
        head.is_ok_and(|head| serde_json::to_value(Program::this()).is_ok_and(|this| head.mokuhyo != this))
    }
}

/// What of the files cannot be used.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Discarded {
    /// Whether another program wrote some of it.
    pub(super) foreign: bool,
    /// Whether some of it cannot be read.
    pub(super) damaged: bool,
}

impl Discarded {
    const fn of(foreign: bool) -> Self {
        Self { foreign, damaged: !foreign }
    }

    /// What of two stores cannot be used.
    pub(super) const fn and(self, other: Self) -> Self {
        Self { foreign: self.foreign || other.foreign, damaged: self.damaged || other.damaged }
    }
}

/// The path of the lock of `out`.
pub(super) fn lock(out: &Path) -> PathBuf {
    out.join(FOLDER).join("lock")
}

/// The files of one kind of record that are a shard's.
#[derive(Debug)]
pub(super) struct Files {
    folder: PathBuf,
    /// What their names end in.
    kind: &'static str,
    shard: Shard,
}

impl Files {
    /// Those in `out`.
    pub(super) fn new(out: &Path, kind: &'static str, shard: Shard) -> Self {
        Self { folder: out.join(FOLDER), kind, shard }
    }

    /// The files that there may be.
    pub(super) fn buckets(&self) -> impl Iterator<Item = u8> {
        (0..=u8::MAX).filter(|bucket| self.has(*bucket))
    }

    /// Whether a file is the shard's.
    pub(super) fn has(&self, bucket: u8) -> bool {
        self.shard.has_bucket(bucket)
    }

    fn path(&self, bucket: u8) -> PathBuf {
        self.folder.join(format!("{bucket:02x}{}.json", self.kind))
    }

    /// The records of a file; nothing where there is none.
    ///
    /// # Errors
    /// Where it cannot be used, and why.
    pub(super) fn read<R: DeserializeOwned>(
        &self,
        disk: &dyn Disk,
        bucket: u8,
    ) -> Result<Option<BTreeMap<String, R>>, Discarded> {
        let Ok(bytes) = disk.read(&self.path(bucket)) else { return Ok(None) };
        let file = serde_json::from_slice::<File<R>>(&bytes);
        let file = file.map_err(|_| Discarded::of(Head::is_foreign(&bytes)))?;
        file.records().map(Some)
    }

    /// Writes a file; one without records goes.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn write<N: AsRef<str>, R: Serialize>(
        &self,
        disk: &dyn Disk,
        bucket: u8,
        records: &BTreeMap<N, R>,
    ) -> Result<(), Unsaved> {
        let path = self.path(bucket);
        let written =
            if records.is_empty() { disk.remove(&path).or(Ok(())) } else { disk.note(&path, &json(records)) };
        written.map_err(|error| (path, error))
    }
}

/// A file that could not be written, and why.
pub(super) type Unsaved = (PathBuf, io::Error);

/// One record a line, for who reads differences.
fn json<N: AsRef<str>, R: Serialize>(records: &BTreeMap<N, R>) -> Vec<u8> {
    let mut bytes = b"{\"mokuhyo\":".to_vec();
    put(&mut bytes, &Program::this());
    bytes.extend(b",\n\"records\":{");
    for (place, (name, record)) in records.iter().enumerate() {
        bytes.extend(if place == 0 { &b"\n"[..] } else { b",\n" });
        put(&mut bytes, name.as_ref());
        bytes.push(b':');
        put(&mut bytes, record);
    }
    bytes.extend(b"}}\n");
    bytes
}

/// Nothing of ours fails to be written as JSON.
fn put(bytes: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    let _ = serde_json::to_writer(bytes, value);
}
