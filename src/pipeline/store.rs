//! The records of one kind in `out/.mokuhyo/`, in one file a folder of sheets.
//!
//! A run with `--shard K/N` writes files of its own, so that the `out/` of all shards can be copied over each other. A
//! run reads the files of its own division and those of other ones, takes over its own records, and removes the files
//! of finer divisions. Where two divisions record one name, the finer one is the later.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::mark;
use super::product::folder_of;
use super::records::{Reason, decode, encode};
use super::shard::Shard;
use crate::disk::{Disk, RECORDS, WritableDisk};
use crate::source::Digest;

/// The kind of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The ingredients of outputs, by the outputs' names.
    Outputs,
    /// The verdicts of sheets, by the sheets' names.
    Sheets,
}

impl Kind {
    /// Returns the end of the names of its files.
    const fn ending(self) -> &'static str {
        match self {
            Self::Outputs => "-outputs.json",
            Self::Sheets => "-sheets.json",
        }
    }

    /// Returns whether a record may have a name. A name must not lead out of `out/`.
    fn may_name(self, name: &str) -> bool {
        match self {
            Self::Outputs => mark::is_output(name),
            Self::Sheets => mark::is_plain(name),
        }
    }
}

/// A file that is not used.
#[derive(Debug)]
pub(super) struct Discarded {
    pub(super) reason: Reason,
    pub(super) path: PathBuf,
    /// The error of an unreadable file.
    pub(super) error: Option<io::Error>,
}

/// A file that could not be written, and why.
pub(super) type Unsaved = (PathBuf, io::Error);

/// The records of one kind.
#[derive(Debug)]
pub(super) struct Store<R> {
    out: PathBuf,
    kind: Kind,
    shard: Shard,
    records: BTreeMap<String, R>,
    /// The hashes of the files as they were read, by their paths below `out`.
    files: BTreeMap<PathBuf, Digest>,
    /// The folders whose file may have changed.
    dirty: BTreeSet<String>,
    /// The files to remove: of finer divisions, or unusable.
    obsolete: BTreeSet<PathBuf>,
    /// The files that are not ours. They are kept, and their records are not stored.
    strange: BTreeSet<PathBuf>,
}

impl<R: Serialize + DeserializeOwned + Send + Sync> Store<R> {
    /// Creates a store without records.
    pub(super) fn new(out: &Path, kind: Kind, shard: Shard) -> Self {
        Self {
            out: out.to_owned(),
            kind,
            shard,
            records: BTreeMap::new(),
            files: BTreeMap::new(),
            dirty: BTreeSet::new(),
            obsolete: BTreeSet::new(),
            strange: BTreeSet::new(),
        }
    }

    /// Reads the records of a kind from `out`. Files that cannot be used are left out.
    pub(super) fn load(disk: &dyn Disk, out: &Path, kind: Kind, shard: Shard) -> (Self, Vec<Discarded>) {
        let mut store = Self::new(out, kind, shard);
        let (files, mut discarded) = store.listed(disk);
        let read: Vec<_> =
            files.into_par_iter().map(|(shard, file)| (shard, store.read(disk, &file), file)).collect();
        for (shard, read, file) in read {
            match read {
                Ok((digest, records)) => store.take(shard, file, digest, records),
                Err(why) => {
                    let stays =
                        if why.reason == Reason::Strange { &mut store.strange } else { &mut store.obsolete };
                    stays.insert(file);
                    discarded.push(why);
                }
            }
        }
        (store, discarded)
    }

    /// Returns the files to read, those of the finest division first, without those of the other shards.
    fn listed(&self, disk: &dyn Disk) -> (Vec<(Shard, PathBuf)>, Vec<Discarded>) {
        let folder = self.out.join(RECORDS);
        let files = match disk.files(&folder) {
            Ok(files) => files,
            Err(errors) => {
                let is_missing = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
                let error = errors.into_iter().find(|error| !is_missing(&error.error));
                let discarded = |error: crate::disk::DiskError| Discarded {
                    reason: Reason::Unreadable,
                    path: error.path,
                    error: Some(error.error),
                };
                return (Vec::new(), error.map(discarded).into_iter().collect());
            }
        };
        let of_kind = |path: PathBuf| {
            let name = path.strip_prefix(&folder).ok()?;
            let stem = name.to_str()?.strip_suffix(self.kind.ending())?;
            Some((Shard::of_file(stem), Path::new(RECORDS).join(name)))
        };
        let mut files: Vec<(Shard, PathBuf)> = files.into_iter().filter_map(of_kind).collect();
        files.retain(|(shard, _)| shard.count() != self.shard.count() || *shard == self.shard);
        files.sort_by_key(|(shard, _)| std::cmp::Reverse(shard.count()));
        (files, Vec::new())
    }

    /// Reads a file. Returns its hash and its records.
    fn read(&self, disk: &dyn Disk, file: &Path) -> Result<(Digest, BTreeMap<String, R>), Discarded> {
        let discarded = |reason, error| Discarded { reason, path: self.out.join(file), error };
        let bytes = disk.read_below(&self.out, file).map_err(|error| match error.kind() {
            io::ErrorKind::FileTooLarge => discarded(Reason::Strange, None),
            _ => discarded(Reason::Unreadable, Some(error)),
        })?;
        let records: BTreeMap<String, R> = decode(&bytes).map_err(|reason| discarded(reason, None))?;
        if records.keys().all(|name| self.kind.may_name(name)) {
            Ok((Digest::of(&bytes), records))
        } else {
            Err(discarded(Reason::Outside, None))
        }
    }

    /// Adds the records of a file that no file of a finer division has.
    fn take(&mut self, shard: Shard, file: PathBuf, digest: Digest, records: BTreeMap<String, R>) {
        for (name, record) in records {
            if self.records.contains_key(&name) {
                continue;
            }
            let folder = folder_of(&name);
            if file_of(self.kind, self.shard, folder) != file {
                self.dirty.insert(folder.to_owned());
            }
            self.records.insert(name, record);
        }
        if shard.count() > self.shard.count() {
            self.obsolete.insert(file);
        } else {
            self.files.insert(file, digest);
        }
    }

    /// Returns all records, without what is needed to save them again.
    pub(super) fn into_records(self) -> BTreeMap<String, R> {
        self.records
    }

    /// Returns all records by name.
    pub(super) const fn records(&self) -> &BTreeMap<String, R> {
        &self.records
    }

    /// Returns the record of a name.
    pub(super) fn get(&self, name: &str) -> Option<&R> {
        self.records.get(name)
    }

    /// Adds or replaces a record.
    pub(super) fn put(&mut self, name: &str, record: R) {
        self.dirty.insert(folder_of(name).to_owned());
        self.records.insert(name.to_owned(), record);
    }

    /// Removes the records whose names `keep` does not accept.
    pub(super) fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        let Self { records, dirty, .. } = self;
        records.retain(|name, _| {
            let keeps = keep(name);
            if !keeps {
                dirty.insert(folder_of(name).to_owned());
            }
            keeps
        });
    }

    /// Writes the files that changed and removes those without records.
    ///
    /// # Errors
    /// The first file that cannot be written or removed, and why.
    pub(super) fn save(&mut self, disk: &dyn WritableDisk) -> Result<(), Unsaved> {
        let Self { out, kind, shard, records, files, dirty, obsolete, strange } = self;
        let mut folders: BTreeMap<&str, BTreeMap<&str, &R>> =
            dirty.iter().map(|folder| (folder.as_str(), BTreeMap::new())).collect();
        // Names that would be refused when they are read are not stored.
        for (name, record) in records.iter().filter(|(name, _)| kind.may_name(name)) {
            if let Some(records) = folders.get_mut(folder_of(name)) {
                records.insert(name, record);
            }
        }
        for (folder, records) in folders {
            let file = file_of(*kind, *shard, folder);
            if strange.contains(&file) {
                continue;
            }
            if records.is_empty() {
                obsolete.insert(file);
                continue;
            }
            obsolete.remove(&file);
            let bytes = encode(&records);
            let digest = Digest::of(&bytes);
            if files.get(&file) != Some(&digest) {
                disk.note_below(out, &file, &bytes).map_err(|error| (out.join(&file), error))?;
                files.insert(file, digest);
            }
        }
        dirty.clear();
        while let Some(file) = obsolete.first() {
            match disk.remove_below(out, file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err((out.join(file), error)),
                _ => files.remove(file),
            };
            obsolete.pop_first();
        }
        Ok(())
    }
}

/// Returns the path below `out` of a folder's file. The name of a folder may be too long for that of a file.
fn file_of(kind: Kind, shard: Shard, folder: &str) -> PathBuf {
    let hash = Digest::of(folder.as_bytes()).short();
    Path::new(RECORDS).join(format!("{hash:016x}{}{}", shard.in_file(), kind.ending()))
}

#[cfg(test)]
mod tests;
