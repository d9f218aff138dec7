//! The disk, with the texts that are not saved yet in place of the files.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::disk::{Disk, DiskError, Kind, Listing};
use crate::read::SETTINGS;

/// A disk with texts that are not saved yet.
pub(super) struct Overlay<'a> {
    pub(super) disk: &'a dyn Disk,
    /// The texts, by path.
    pub(super) texts: &'a BTreeMap<PathBuf, Vec<u8>>,
    /// The files and links of the last walk, so that folders are not walked again, and the only folder whose sheets
    /// are shown.
    pub(super) known: Option<(&'a KnownFiles, &'a Path)>,
}

/// The files and links that the last walk over a collection found.
#[derive(Debug, Clone, Default)]
pub(super) struct KnownFiles {
    pub(super) files: Vec<PathBuf>,
    pub(super) links: Vec<PathBuf>,
}

impl Overlay<'_> {
    /// Returns the files of the last walk that are shown in a folder, or `None` where the disk is asked.
    fn known_files(&self, folder: &Path) -> Option<Vec<PathBuf>> {
        let (known, only) = self.known?;
        let is_wanted = |path: &&PathBuf| {
            let is_settings = path.file_name().is_some_and(|name| name == SETTINGS);
            // Dictionaries are found by their names in the settings.
            path.starts_with(folder) && (is_settings || path.parent() == Some(only))
        };
        Some(known.files.iter().filter(is_wanted).cloned().collect())
    }
}

impl Disk for Overlay<'_> {
    fn kind(&self, path: &Path) -> io::Result<Kind> {
        self.disk.kind(path)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.disk.canonical(path)
    }

    fn files(&self, folder: &Path) -> Result<Vec<PathBuf>, Vec<DiskError>> {
        self.known_files(folder).map_or_else(|| self.disk.files(folder), Ok)
    }

    fn list(&self, folder: &Path) -> Listing {
        let known = |files| Listing { files, errors: Vec::new() };
        self.known_files(folder).map_or_else(|| self.disk.list(folder), known)
    }

    fn links(&self, folder: &Path) -> Vec<PathBuf> {
        let Some((known, _)) = self.known else { return self.disk.links(folder) };
        known.links.iter().filter(|path| path.starts_with(folder)).cloned().collect()
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.texts.get(path).map_or_else(|| self.disk.read(path), |text| Ok(text.clone()))
    }

    fn read_source(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.texts.get(path).map_or_else(|| self.disk.read_source(path), |text| Ok(text.clone()))
    }
}
