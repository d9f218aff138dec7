//! The settings and dictionaries that govern the sheets of a folder, found once for all of them.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::wording::Dictionary;
use super::{Inputs, JudgedFile};
use crate::disk::{Disk, slashed};
use crate::finding::{Finding, Rule};
use crate::read::{Collection, SheetFile, Trouble};
use crate::sheet::Settings;
use crate::source::{Digest, Source};

/// What governs the sheets of a folder.
#[derive(Debug)]
pub struct Governed {
    /// The settings, the nearer over the farther.
    pub settings: Settings,
    /// Whether they have errors: what is built from them would be wrong.
    pub fail: bool,
    /// The hash of the settings files.
    pub digest: Digest,
    /// The hash of the dictionaries that they name.
    pub dictionaries_digest: Digest,
    dictionaries: Vec<PathBuf>,
}

impl Governed {
    /// What a sheet that has this hash is judged from.
    pub(super) fn inputs(&self, source: Digest) -> Inputs {
        Inputs { source, settings: self.digest, dictionaries: self.dictionaries_digest }
    }
}

/// A dictionary, and the hash of its bytes.
struct Read {
    dictionary: Dictionary,
    digest: Digest,
}

/// What governs each folder of a collection.
pub(super) struct Governors {
    by_folder: BTreeMap<PathBuf, Arc<Governed>>,
    dictionaries: BTreeMap<PathBuf, Read>,
    /// What is wrong with the dictionaries.
    files: Vec<JudgedFile>,
}

impl Governors {
    /// Lays the settings of a collection over each other, and reads the dictionaries that they name.
    pub(super) fn of(disk: &dyn Disk, collection: &Collection, troubles: &mut Vec<Trouble>) -> Self {
        let mut governors =
            Self { by_folder: BTreeMap::new(), dictionaries: BTreeMap::new(), files: Vec::new() };
        // Most folders have the settings of the collection, and one copy of them.
        let mut known: BTreeMap<Vec<&Path>, Arc<Governed>> = BTreeMap::new();
        for file in &collection.sheets {
            if !governors.by_folder.contains_key(file.folder()) {
                let settings = collection.settings_folders_of(file).collect();
                let governed = known
                    .entry(settings)
                    .or_insert_with(|| Arc::new(governors.govern(disk, collection, file, troubles)));
                governors.by_folder.insert(file.folder().to_owned(), Arc::clone(governed));
            }
        }
        governors
    }

    fn govern(
        &mut self,
        disk: &dyn Disk,
        collection: &Collection,
        file: &SheetFile,
        troubles: &mut Vec<Trouble>,
    ) -> Governed {
        let dictionaries = collection.dictionaries_of(file);
        for path in &dictionaries {
            if !self.dictionaries.contains_key(path) {
                troubles.extend(self.read(disk, path).err());
            }
        }
        let read = dictionaries.iter().filter_map(|path| self.dictionaries.get(path));
        let dictionaries_digest = Digest::of_all(read.map(|read| read.digest.bytes()));
        let digests = collection.settings_digests_of(file);
        Governed {
            settings: collection.settings_of(file),
            fail: collection.settings_fail(file),
            digest: Digest::of_all(digests.iter().map(Digest::bytes)),
            dictionaries_digest,
            dictionaries,
        }
    }

    fn read(&mut self, disk: &dyn Disk, path: &Path) -> Result<(), Trouble> {
        let unreadable = |error| Trouble::Unreadable(slashed(path), error);
        let bytes = disk.read(path).map_err(unreadable)?;
        let digest = Digest::of(&bytes);
        let text = String::from_utf8(bytes).map_err(|error| unreadable(io::Error::other(error)))?;
        let source = Source::new(slashed(path), text);
        let (dictionary, problems) = Dictionary::parse(source.text());
        let told =
            problems.into_iter().map(|it| Finding::new(Rule::WRONG_TYPE, it.span, it.message, it.help));
        self.files.push(JudgedFile { findings: told.collect(), source });
        self.dictionaries.insert(path.to_owned(), Read { dictionary, digest });
        Ok(())
    }

    /// What governs a sheet of the collection.
    pub(super) fn of_sheet(&self, file: &SheetFile) -> Arc<Governed> {
        self.by_folder.get(file.folder()).cloned().unwrap_or_default()
    }

    /// The dictionaries that could be read, of those that the settings name.
    pub(super) fn dictionaries(&self, governed: &Governed) -> Vec<&Dictionary> {
        let read = governed.dictionaries.iter().filter_map(|path| self.dictionaries.get(path));
        read.map(|read| &read.dictionary).collect()
    }

    /// The dictionaries and what is wrong with them.
    pub(super) fn into_files(self) -> Vec<JudgedFile> {
        self.files
    }
}

impl Default for Governed {
    fn default() -> Self {
        let nothing = Digest::of_all([]);
        Self {
            settings: Settings::default(),
            fail: false,
            digest: nothing,
            dictionaries_digest: nothing,
            dictionaries: Vec::new(),
        }
    }
}
