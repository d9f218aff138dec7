//! The settings and dictionaries that govern the sheets of a folder, found once for all of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::settings::Dictionaries;
use super::wording::Dictionary;
use super::{Inputs, JudgedFile};
use crate::disk::Disk;
use crate::finding::Finding;
use crate::read::{Collection, SheetFile};
use crate::sheet::Settings;
use crate::source::Digest;

/// What governs the sheets of a folder.
#[derive(Debug)]
pub struct ResolvedSettings {
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

impl ResolvedSettings {
    /// What a sheet that has this hash is judged from.
    pub(super) fn inputs(&self, source: Digest) -> Inputs {
        Inputs { source, settings: self.digest, dictionaries: self.dictionaries_digest }
    }
}

/// What governs each folder of a collection.
pub(super) struct SettingsResolver {
    by_folder: BTreeMap<PathBuf, Arc<ResolvedSettings>>,
    dictionaries: Dictionaries,
}

impl SettingsResolver {
    /// Lays the settings of a collection over each other, and reads the dictionaries that they name.
    pub(super) fn of(disk: &dyn Disk, collection: &Collection) -> Self {
        let mut resolver =
            Self { by_folder: BTreeMap::new(), dictionaries: Dictionaries::of(disk, collection) };
        // Most folders have the settings of the collection, and one copy of them.
        let mut known: BTreeMap<Vec<&Path>, Arc<ResolvedSettings>> = BTreeMap::new();
        for file in &collection.sheets {
            if !resolver.by_folder.contains_key(file.folder()) {
                let settings = collection.settings_folders_of(file).collect();
                let resolved =
                    known.entry(settings).or_insert_with(|| Arc::new(resolver.govern(collection, file)));
                resolver.by_folder.insert(file.folder().to_owned(), Arc::clone(resolved));
            }
        }
        resolver
    }

    fn govern(&self, collection: &Collection, file: &SheetFile) -> ResolvedSettings {
        let dictionaries = collection.dictionaries_of(file);
        let digests = collection.settings_digests_of(file);
        ResolvedSettings {
            settings: collection.settings_of(file),
            fail: collection.settings_fail(file),
            digest: Digest::of_all(digests.iter().map(Digest::bytes)),
            dictionaries_digest: self.dictionaries.digest(&dictionaries),
            dictionaries,
        }
    }

    /// What governs a sheet of the collection.
    pub(super) fn of_sheet(&self, file: &SheetFile) -> Arc<ResolvedSettings> {
        self.by_folder.get(file.folder()).cloned().unwrap_or_default()
    }

    /// The dictionaries that could be read, of those that the settings name.
    pub(super) fn dictionaries(&self, resolved: &ResolvedSettings) -> Vec<&Dictionary> {
        resolved.dictionaries.iter().filter_map(|path| self.dictionaries.at(path)).collect()
    }

    /// Takes what is wrong with the dictionaries' names, by the folder of the settings.
    pub(super) fn take_faults(&mut self) -> Vec<(PathBuf, Finding)> {
        self.dictionaries.take_faults()
    }

    /// The dictionaries and what is wrong in them.
    pub(super) fn into_files(self) -> Vec<JudgedFile> {
        self.dictionaries.into_files()
    }
}

impl Default for ResolvedSettings {
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
