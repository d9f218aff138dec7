//! Records on disk, under the names of what they are about.
//!
//! `out/.mokuhyo/` holds for each kind of record up to 256 files of JSON, one for each first byte that the hash
//! of a path can have. A shard takes whole files, so that the folders of several shards can be laid
//! over each other; and a file says nothing of when, where or by how many it was written, so that the same
//! sources give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
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

/// The records of one kind.
#[derive(Debug)]
pub(super) struct Store<R> {
    files: Files,
    /// Boxed, since their maps are half empty.
    records: BTreeMap<u8, BTreeMap<String, Box<R>>>,
    /// Files that are not yet written as they are.
    dirty: BTreeSet<u8>,
}

impl<R: Serialize + DeserializeOwned + Send> Store<R> {
    /// Reads the files of a kind in `out` that are a shard's; what cannot be used is left out.
    pub(super) fn load(disk: &dyn Disk, out: &Path, kind: &'static str, shard: Shard) -> (Self, Discarded) {
        let files = Files::new(out, kind, shard);
        let buckets: Vec<u8> = files.buckets().collect();
        let read: Vec<_> =
            buckets.into_par_iter().map(|bucket| (bucket, files.read::<Box<R>>(disk, bucket))).collect();
        let mut store = Self { files, records: BTreeMap::new(), dirty: BTreeSet::new() };
        let mut discarded = Discarded::default();
        for (bucket, records) in read {
            match records {
                Ok(records) => store.records.extend(records.map(|records| (bucket, records))),
                Err(why) => {
                    discarded = discarded.and(why);
                    // It goes, or is written anew.
                    store.dirty.insert(bucket);
                }
            }
        }
        (store, discarded)
    }

    /// The record of that name in its file.
    pub(super) fn get(&self, bucket: u8, name: &str) -> Option<&R> {
        self.records.get(&bucket)?.get(name).map(Box::as_ref)
    }

    /// The names of all records.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.records.values().flat_map(|records| records.keys().map(String::as_str))
    }

    /// Puts a record in its file.
    pub(super) fn put(&mut self, bucket: u8, name: &str, record: R) {
        self.dirty.insert(bucket);
        self.records.entry(bucket).or_default().insert(name.to_owned(), Box::new(record));
    }

    /// Keeps of the records those that are to be kept, by their files and names.
    pub(super) fn retain(&mut self, keep: impl Fn(u8, &str) -> bool) {
        for (bucket, records) in &mut self.records {
            let before = records.len();
            records.retain(|name, _| keep(*bucket, name));
            if records.len() < before {
                self.dirty.insert(*bucket);
            }
        }
    }

    /// Writes what is not yet written; a file without records goes.
    ///
    /// # Errors
    /// The first file that could not be written, and why.
    pub(super) fn save(&mut self, disk: &dyn Disk) -> Result<(), Unsaved> {
        let none = BTreeMap::new();
        while let Some(bucket) = self.dirty.first().copied() {
            self.files.write(disk, bucket, self.records.get(&bucket).unwrap_or(&none))?;
            self.dirty.remove(&bucket);
        }
        Ok(())
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryDisk;
    use crate::press::shard::bucket;

    fn load(shard: Shard, disk: &MemoryDisk) -> (Store<String>, Discarded) {
        Store::load(disk, Path::new("/out"), "", shard)
    }

    fn saved(shard: Shard, names: &[&str], disk: &MemoryDisk) {
        let (mut store, _) = load(shard, disk);
        for name in names.iter().filter(|name| shard.has(name)) {
            store.put(bucket(name), name, format!("of {name}"));
        }
        store.save(disk).expect("saved");
    }

    #[test]
    fn records_are_read_as_they_were_written() {
        let disk = MemoryDisk::default();
        saved(Shard::WHOLE, &["a.pdf", "r2/b.pdf"], &disk);
        let (mut store, discarded) = load(Shard::WHOLE, &disk);
        assert_eq!(discarded, Discarded::default());
        assert_eq!(store.get(bucket("r2/b.pdf"), "r2/b.pdf").map(String::as_str), Some("of r2/b.pdf"));
        store.retain(|_, name| name != "a.pdf");
        store.save(&disk).expect("saved");
        let (store, _) = load(Shard::WHOLE, &disk);
        assert_eq!(store.names().collect::<Vec<_>>(), ["r2/b.pdf"]);
        let gone = PathBuf::from(format!("/out/.mokuhyo/{:02x}.json", bucket("a.pdf")));
        assert!(disk.read(&gone).is_err(), "a file without records stayed");
    }

    #[test]
    fn kinds_do_not_meet() {
        let disk = MemoryDisk::default();
        saved(Shard::WHOLE, &["a.pdf"], &disk);
        let (other, _) = Store::<String>::load(&disk, Path::new("/out"), "-other", Shard::WHOLE);
        assert_eq!(other.names().count(), 0);
    }

    #[test]
    fn shards_laid_over_each_other_are_the_whole() {
        let names: Vec<String> = (0..50).map(|number| format!("r2/{number}.pdf")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (whole, shared) = (MemoryDisk::default(), MemoryDisk::default());
        saved(Shard::WHOLE, &names, &whole);
        for shard in ["1/3", "2/3", "3/3"] {
            saved(shard.parse().expect("a shard"), &names, &shared);
        }
        let files = |disk: &MemoryDisk| -> Vec<(u8, Vec<u8>)> {
            let path = |bucket: u8| PathBuf::from(format!("/out/.mokuhyo/{bucket:02x}.json"));
            (0..=255).filter_map(|bucket| Some((bucket, disk.read(&path(bucket)).ok()?))).collect()
        };
        assert!(files(&whole).len() > 20);
        assert_eq!(files(&whole), files(&shared));
    }

    #[test]
    fn what_is_not_ours_is_left_out() {
        let disk = MemoryDisk::default();
        saved(Shard::WHOLE, &["a.pdf"], &disk);
        let path = PathBuf::from(format!("/out/.mokuhyo/{:02x}.json", bucket("a.pdf")));
        let text = String::from_utf8(disk.read(&path).expect("there")).expect("text");
        for (bad, expected) in [
            (text.replace("\"version\":\"", "\"version\":\"9."), Discarded { foreign: true, damaged: false }),
            (
                "{\"mokuhyo\":{\"version\":9},\"sheets\":[]}".to_owned(),
                Discarded { foreign: true, damaged: false },
            ),
            (text[..text.len() / 2].to_owned(), Discarded { foreign: false, damaged: true }),
            (String::new(), Discarded { foreign: false, damaged: true }),
            ("{}".to_owned(), Discarded { foreign: false, damaged: true }),
        ] {
            disk.write(&path, bad.as_bytes()).expect("written");
            let (mut store, discarded) = load(Shard::WHOLE, &disk);
            assert_eq!(discarded, expected, "{bad}");
            assert_eq!(store.get(bucket("a.pdf"), "a.pdf"), None);
            store.save(&disk).expect("saved");
            assert!(disk.read(&path).is_err(), "what cannot be used stayed");
        }
    }
}
