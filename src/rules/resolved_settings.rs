//! The settings and dictionaries that apply to the sheets of a folder, resolved once per folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::checked_file::CheckedFile;
use super::settings::Dictionaries;
use super::verdict::Inputs;
use super::wording::Dictionary;
use crate::disk::Disk;
use crate::finding::Finding;
use crate::read::{Collection, SheetFile};
use crate::sheet::Settings;
use crate::source::Digest;

/// The settings and dictionaries that apply to the sheets of a folder.
#[derive(Debug)]
pub struct ResolvedSettings {
    /// The settings, the nearer over the farther.
    pub settings: Settings,
    /// `true` where they have errors, which block every output.
    pub fail: bool,
    /// The hash of the settings files.
    pub digest: Digest,
    /// The hash of the dictionaries that they name.
    pub dictionaries_digest: Digest,
    dictionaries: Vec<PathBuf>,
}

impl ResolvedSettings {
    /// Returns the inputs of a sheet with this hash.
    pub(super) fn inputs(&self, source: Digest) -> Inputs {
        Inputs { source, settings: self.digest, dictionaries: self.dictionaries_digest }
    }
}

/// The resolved settings of each folder of a collection.
pub(super) struct SettingsResolver {
    by_folder: BTreeMap<PathBuf, Arc<ResolvedSettings>>,
    dictionaries: Dictionaries,
}

impl SettingsResolver {
    /// Merges the settings of a collection from the root down, and reads the dictionaries that they name.
    pub(super) fn of(disk: &dyn Disk, collection: &Collection) -> Self {
        let mut resolver =
            Self { by_folder: BTreeMap::new(), dictionaries: Dictionaries::of(disk, collection) };
        // Folders with the same settings files share one copy.
        let mut known: BTreeMap<Vec<&Path>, Arc<ResolvedSettings>> = BTreeMap::new();
        for file in &collection.sheets {
            if !resolver.by_folder.contains_key(file.folder()) {
                let settings = collection.settings_folders_of(file).collect();
                let resolved =
                    known.entry(settings).or_insert_with(|| Arc::new(resolver.resolve(collection, file)));
                resolver.by_folder.insert(file.folder().to_owned(), Arc::clone(resolved));
            }
        }
        resolver
    }

    fn resolve(&self, collection: &Collection, file: &SheetFile) -> ResolvedSettings {
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

    /// Returns the settings of a sheet of the collection.
    pub(super) fn of_sheet(&self, file: &SheetFile) -> Arc<ResolvedSettings> {
        Arc::clone(self.by_folder.get(file.folder()).expect("the folder of a sheet of the collection"))
    }

    /// Returns the dictionaries that the settings name and that could be read.
    pub(super) fn dictionaries(&self, resolved: &ResolvedSettings) -> Vec<&Dictionary> {
        resolved.dictionaries.iter().filter_map(|path| self.dictionaries.at(path)).collect()
    }

    /// Takes the findings about the names of dictionaries, by the folder of the settings.
    pub(super) fn take_faults(&mut self) -> Vec<(PathBuf, Finding)> {
        self.dictionaries.take_faults()
    }

    /// Returns the dictionaries with their findings.
    pub(super) fn into_files(self) -> Vec<CheckedFile> {
        self.dictionaries.into_files()
    }
}
