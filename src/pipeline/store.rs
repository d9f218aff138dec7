//! All records of one kind, as they are to stand in their [`Files`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::files::{Discarded, Files, Unsaved};
use super::shard::Shard;
use crate::disk::Disk;

/// The records of one kind.
#[derive(Debug)]
pub(super) struct Store<R> {
    files: Files,
    /// Boxed, since their maps are half empty.
    records: BTreeMap<u8, BTreeMap<String, Box<R>>>,
    /// Files that are not yet written as they are.
    dirty: BTreeSet<u8>,
    /// Files that are not ours: they stay, and nothing is remembered in their places.
    strange: BTreeSet<u8>,
}

impl<R: Serialize + DeserializeOwned + Send> Store<R> {
    /// Reads the files of a kind in `out` that are a shard's; what cannot be used is left out.
    pub(super) fn load(disk: &dyn Disk, out: &Path, kind: &'static str, shard: Shard) -> (Self, Discarded) {
        let files = Files::new(out, kind, shard);
        let buckets: Vec<u8> = files.buckets().collect();
        let read: Vec<_> =
            buckets.into_par_iter().map(|bucket| (bucket, files.read::<Box<R>>(disk, bucket))).collect();
        let mut store =
            Self { files, records: BTreeMap::new(), dirty: BTreeSet::new(), strange: BTreeSet::new() };
        let mut discarded = Discarded::default();
        for (bucket, records) in read {
            match records {
                Ok(records) => store.records.extend(records.map(|records| (bucket, records))),
                Err(why) => {
                    discarded = discarded.and(why);
                    if why.strange {
                        store.strange.insert(bucket);
                    } else {
                        // It goes, or is written anew.
                        store.dirty.insert(bucket);
                    }
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

    /// All records.
    pub(super) fn records(&self) -> impl Iterator<Item = &R> {
        self.records.values().flat_map(|records| records.values().map(Box::as_ref))
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
            if !self.strange.contains(&bucket) {
                self.files.write(disk, bucket, self.records.get(&bucket).unwrap_or(&none))?;
            }
            self.dirty.remove(&bucket);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::disk::MemoryDisk;
    use crate::pipeline::shard::bucket;

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
    fn what_another_program_put_there_stays() {
        let disk = MemoryDisk::default();
        let path = PathBuf::from(format!("/out/.mokuhyo/{:02x}.json", bucket("a.pdf")));
        disk.write(&path, b"{\"theirs\":1}").expect("written");
        saved(Shard::WHOLE, &["a.pdf"], &disk);
        let (_, discarded) = load(Shard::WHOLE, &disk);
        assert_eq!(discarded, Discarded { strange: true, ..Discarded::default() });
        assert_eq!(disk.read(&path).expect("there"), b"{\"theirs\":1}");
    }

    #[test]
    fn what_is_not_ours_is_left_out() {
        let disk = MemoryDisk::default();
        saved(Shard::WHOLE, &["a.pdf"], &disk);
        let path = PathBuf::from(format!("/out/.mokuhyo/{:02x}.json", bucket("a.pdf")));
        let text = String::from_utf8(disk.read(&path).expect("there")).expect("text");
        for (bad, expected) in [
            (
                text.replace("\"version\":\"", "\"version\":\"9."),
                Discarded { foreign: true, ..Discarded::default() },
            ),
            (
                "{\"mokuhyo\":{\"version\":9},\"sheets\":[]}".to_owned(),
                Discarded { foreign: true, ..Discarded::default() },
            ),
            (text[..text.len() / 2].to_owned(), Discarded { damaged: true, ..Discarded::default() }),
            (String::new(), Discarded { damaged: true, ..Discarded::default() }),
            ("{\"mokuhyo\":".to_owned(), Discarded { damaged: true, ..Discarded::default() }),
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
