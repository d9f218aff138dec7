//! What stands in `out/` and what it was made from, as the run before left it written.
//!
//! `out/.mokuhyo/` holds up to 256 files of JSON, one for each first byte that the hash of an output's path
//! can have. A shard takes whole files, so that the folders of several shards can be laid over each other;
//! and a file says nothing of when, where or by how many it was written, so that the same sources give the
//! same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::shard::{Shard, bucket};
use crate::disk::Disk;
use crate::rules::{Inputs, Judged, Memory};
use crate::sheet::EraDate;
use crate::source::Digest;
use crate::typeset::Found;

/// The folder in `out/`; its dot keeps it from what is published.
const FOLDER: &str = ".mokuhyo";

/// The program that made something: what another one made has to be made again.
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

/// What a sheet came to when it was judged by itself.
#[derive(Debug, Serialize, Deserialize)]
struct SheetRecord {
    inputs: Inputs,
    #[serde(with = "shared")]
    judged: Arc<Judged>,
}

/// A shared value is written as the value.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(value: &Arc<T>, to: S) -> Result<S::Ok, S::Error> {
        value.as_ref().serialize(to)
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Arc<T>, D::Error> {
        T::deserialize(from).map(Arc::new)
    }
}

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

/// A file of the manifest.
#[derive(Debug, Serialize, Deserialize)]
struct File {
    mokuhyo: Program,
    sheets: BTreeMap<String, SheetRecord>,
    outputs: BTreeMap<String, OutputRecord>,
}

/// What of a manifest cannot be used.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Discarded {
    /// Whether another program wrote some of it.
    pub(super) foreign: bool,
    /// Whether some of it cannot be read as a manifest.
    pub(super) damaged: bool,
}

/// The manifest of a folder.
#[derive(Debug)]
pub(super) struct Manifest {
    folder: PathBuf,
    shard: Shard,
    files: BTreeMap<u8, File>,
    /// Files that are not yet written as they are.
    dirty: BTreeSet<u8>,
}

impl Manifest {
    /// Reads the part of `out`'s manifest that is a shard's; what cannot be used is left out.
    pub(super) fn load(disk: &dyn Disk, out: &Path, shard: Shard) -> (Self, Discarded) {
        let folder = out.join(FOLDER);
        let mut manifest = Self { folder, shard, files: BTreeMap::new(), dirty: BTreeSet::new() };
        let mut discarded = Discarded::default();
        for bucket in (0..=u8::MAX).filter(|bucket| shard.has_bucket(*bucket)) {
            let Ok(bytes) = disk.read(&manifest.path(bucket)) else { continue };
            match serde_json::from_slice::<File>(&bytes) {
                Ok(file) if file.mokuhyo == Program::this() => drop(manifest.files.insert(bucket, file)),
                Ok(_) => discarded.foreign = true,
                Err(_) => discarded.damaged = true,
            }
        }
        (manifest, discarded)
    }

    /// The path of the lock of `out`.
    pub(super) fn lock(out: &Path) -> PathBuf {
        out.join(FOLDER).join("lock")
    }

    fn path(&self, bucket: u8) -> PathBuf {
        self.folder.join(format!("{bucket:02x}.json"))
    }

    /// The record of an output in its file.
    pub(super) fn output(&self, bucket: u8, name: &str) -> Option<&OutputRecord> {
        self.files.get(&bucket)?.outputs.get(name)
    }

    /// The names of all outputs that are recorded.
    pub(super) fn outputs(&self) -> impl Iterator<Item = &str> {
        self.files.values().flat_map(|file| file.outputs.keys().map(String::as_str))
    }

    fn file(&mut self, bucket: u8) -> &mut File {
        self.dirty.insert(bucket);
        let new = || File { mokuhyo: Program::this(), sheets: BTreeMap::new(), outputs: BTreeMap::new() };
        self.files.entry(bucket).or_insert_with(new)
    }

    /// Records an output in its file.
    pub(super) fn record(&mut self, bucket: u8, name: &str, record: OutputRecord) {
        if self.output(bucket, name) != Some(&record) {
            self.file(bucket).outputs.insert(name.to_owned(), record);
        }
    }

    /// Forgets an output.
    pub(super) fn forget(&mut self, name: &str) {
        for (bucket, file) in &mut self.files {
            if file.outputs.remove(name).is_some() {
                self.dirty.insert(*bucket);
            }
        }
    }

    /// Forgets what is recorded where it is not looked for: a folder's outputs move when another sheet comes
    /// to lead it.
    pub(super) fn settle(&mut self, names: &BTreeMap<String, u8>) {
        for (bucket, file) in &mut self.files {
            let before = file.outputs.len();
            file.outputs.retain(|name, _| names.get(name).is_none_or(|home| home == bucket));
            if file.outputs.len() < before {
                self.dirty.insert(*bucket);
            }
        }
    }

    /// Remembers what a sheet came to, where it is the shard's.
    pub(super) fn remember(&mut self, name: &str, inputs: Inputs, judged: &Arc<Judged>) {
        let bucket = sheet_bucket(name);
        let known = self.files.get(&bucket).and_then(|file| file.sheets.get(name));
        if self.shard.has_bucket(bucket) && known.is_none_or(|known| known.inputs != inputs) {
            let record = SheetRecord { inputs, judged: Arc::clone(judged) };
            self.file(bucket).sheets.insert(name.to_owned(), record);
        }
    }

    /// Forgets every sheet that is not among `names`.
    pub(super) fn keep_sheets(&mut self, names: &BTreeSet<&str>) {
        for (bucket, file) in &mut self.files {
            let before = file.sheets.len();
            file.sheets.retain(|name, _| names.contains(name.as_str()));
            if file.sheets.len() < before {
                self.dirty.insert(*bucket);
            }
        }
    }

    /// Writes what is not yet written; an empty file of the manifest goes.
    ///
    /// # Errors
    /// The first file that could not be written, and why.
    pub(super) fn save(&mut self, disk: &dyn Disk) -> Result<(), (PathBuf, std::io::Error)> {
        while let Some(bucket) = self.dirty.first().copied() {
            let path = self.path(bucket);
            let written = match self.files.get(&bucket) {
                Some(file) if !file.sheets.is_empty() || !file.outputs.is_empty() => {
                    disk.note(&path, &json(file))
                }
                _ => disk.remove(&path).or(Ok(())),
            };
            written.map_err(|error| (path, error))?;
            self.dirty.remove(&bucket);
        }
        Ok(())
    }
}

/// One record a line, for who reads differences.
fn json(file: &File) -> Vec<u8> {
    let lines = [
        format!("{{\"mokuhyo\":{}", text(&file.mokuhyo)),
        format!("\"sheets\":{{\n{}}}", records(&file.sheets)),
        format!("\"outputs\":{{\n{}}}}}\n", records(&file.outputs)),
    ];
    lines.join(",\n").into_bytes()
}

fn records<R: Serialize>(records: &BTreeMap<String, R>) -> String {
    let lines: Vec<String> =
        records.iter().map(|(name, record)| format!("{}:{}", text(name), text(record))).collect();
    lines.join(",\n")
}

/// Nothing of ours fails to be written as JSON.
fn text(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Sheets are kept beside their PDFs.
fn sheet_bucket(name: &str) -> u8 {
    bucket(&format!("{name}.pdf"))
}

impl Memory for Manifest {
    fn recall(&self, name: &str, inputs: &Inputs) -> Option<Arc<Judged>> {
        let record = self.files.get(&sheet_bucket(name))?.sheets.get(name)?;
        (record.inputs == *inputs).then(|| Arc::clone(&record.judged))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryDisk;

    fn record(source: &str) -> OutputRecord {
        let hash = Digest::of(source.as_bytes());
        let inputs = Inputs { source: hash, settings: hash, dictionaries: hash };
        let from = Ingredients { inputs, date: None, beside: None };
        OutputRecord { from, output: Some(Made::of(source.as_bytes(), 1)), findings: Vec::new() }
    }

    fn saved(shard: Shard, names: &[&str], disk: &MemoryDisk) {
        let (mut manifest, _) = Manifest::load(disk, Path::new("/out"), shard);
        for name in names.iter().filter(|name| shard.has(name)) {
            manifest.record(bucket(name), name, record(name));
        }
        manifest.save(disk).expect("saved");
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let disk = MemoryDisk::default();
        saved(Shard::WHOLE, &["a.pdf", "r2/b.pdf"], &disk);
        let (mut manifest, discarded) = Manifest::load(&disk, Path::new("/out"), Shard::WHOLE);
        assert_eq!(discarded, Discarded::default());
        assert_eq!(manifest.output(bucket("r2/b.pdf"), "r2/b.pdf"), Some(&record("r2/b.pdf")));
        assert_eq!(manifest.outputs().count(), 2);
        manifest.record(bucket("a.pdf"), "a.pdf", record("a.pdf"));
        assert!(manifest.dirty.is_empty(), "the same record was taken for another");
        manifest.forget("a.pdf");
        manifest.save(&disk).expect("saved");
        let (manifest, _) = Manifest::load(&disk, Path::new("/out"), Shard::WHOLE);
        assert_eq!(manifest.outputs().collect::<Vec<_>>(), ["r2/b.pdf"]);
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
            (text[..text.len() / 2].to_owned(), Discarded { foreign: false, damaged: true }),
            (String::new(), Discarded { foreign: false, damaged: true }),
            ("{}".to_owned(), Discarded { foreign: false, damaged: true }),
        ] {
            disk.write(&path, bad.as_bytes()).expect("written");
            let (manifest, discarded) = Manifest::load(&disk, Path::new("/out"), Shard::WHOLE);
            assert_eq!(discarded, expected, "{bad}");
            assert_eq!(manifest.output(bucket("a.pdf"), "a.pdf"), None);
        }
    }
}
