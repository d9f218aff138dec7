//! The files of a collection: its root, its settings, its sheets, and those that a PATH selects.

mod dictionaries;
mod finder;
mod governing;
mod names;
mod refusal;
mod shown;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::dictionaries::NamedDictionary;
pub(crate) use self::dictionaries::looks_like_dictionary;
use self::finder::Finder;
use self::names::Clashes;
use super::boundary::Boundary;
use super::{Reader, Reading, RunError};
use crate::disk::Disk;
use crate::finding::Severity;
use crate::sheet::Settings;
use crate::source::Digest;

pub use self::finder::{place_of, root_of, with_ending};
pub use self::governing::settings_at;
pub use self::refusal::{folder_refusal, leads_out, refusal};
pub use self::shown::plain;
pub use super::bounds::SETTINGS;

/// A source of the collection.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetFile {
    /// From the root, `/` between the parts, without the ending: what its outputs are called.
    pub name: Arc<str>,
    /// as it is shown to people: the PATH that was typed, and what is below it.
    pub shown: Arc<str>,
    /// Where it is.
    pub path: PathBuf,
    /// `true` where a PATH selects it.
    pub selected: bool,
}

impl SheetFile {
    /// Returns the folder that it shares with its ward.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }

    /// Returns the name of that folder; empty at the root.
    pub fn folder_name(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// Every source at or below the PATHs' roots, and the settings that govern them.
#[derive(Debug)]
pub struct Collection {
    /// The sheets, by name.
    pub sheets: Vec<SheetFile>,
    /// The settings files by the folder that they are in, the outer before the inner.
    pub settings: BTreeMap<PathBuf, Reading<Settings>>,
    /// The names of all sources, of those too that are not among the sheets.
    pub names: BTreeSet<Arc<str>>,
    /// The names of folders that cannot be listed or lead out of the collection: what is in them is not known.
    pub unlisted: BTreeSet<String>,
    /// Sheets that cannot be reported apart from others or from a ward's own outputs, and links that are not
    /// followed.
    pub run_errors: Vec<RunError>,
    /// The folders, by name, that their settings mark as drafts.
    pub drafts: BTreeSet<String>,
    /// The files that may be read.
    pub boundary: Boundary,
    /// The dictionaries of the collection that no settings name, by the folder of settings that name one which
    /// is not there.
    spares: BTreeMap<PathBuf, Vec<PathBuf>>,
}

/// Returns whether a name is below one of these folders; the root's is empty.
pub fn is_below_any(folders: &BTreeSet<String>, name: &str) -> bool {
    let is_below = |folder: &String| {
        folder.is_empty() || name.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
    };
    folders.iter().any(is_below)
}

impl Collection {
    /// Returns the folders, by name, that have sources which are not among the sheets.
    pub fn incomplete_folders(&self) -> BTreeSet<String> {
        let sheets: BTreeSet<&str> = self.sheets.iter().map(|sheet| &*sheet.name).collect();
        let left_out = self.names.iter().filter(|name| !sheets.contains(&***name));
        left_out.map(|name| name.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()).collect()
    }

    /// Finds the sheets that `paths` select, and their siblings. Sheets whose names clash are reported, and are not
    /// among the sheets.
    ///
    /// # Errors
    /// Every [`RunError`] that keeps the run from being what was asked for.
    pub fn open(disk: &dyn Disk, reader: &Reader, paths: &[PathBuf]) -> Result<Self, Vec<RunError>> {
        let mut finder = Finder::new(disk);
        finder.add_all(paths);
        let settings = std::mem::take(&mut finder.selected_settings);
        finder.failures.extend(settings.into_iter().map(RunError::NoSheet));
        let mut collection = finder.collection(reader)?;
        let Clashes { places, run_errors } = Clashes::among(&collection.sheets, false);
        let mut place = 0..;
        collection.sheets.retain(|_| place.next().is_some_and(|place| !places.contains(&place)));
        collection.run_errors.extend(run_errors);
        Ok(collection)
    }

    /// Finds the same files for a check without outputs: a PATH may be a settings file, and sheets whose
    /// names clash are among the sheets nevertheless.
    ///
    /// # Errors
    /// As [`Collection::open`].
    pub fn open_to_check(disk: &dyn Disk, reader: &Reader, paths: &[PathBuf]) -> Result<Self, Vec<RunError>> {
        let mut finder = Finder::new(disk);
        finder.add_all(paths);
        let mut collection = finder.collection(reader)?;
        collection.run_errors.extend(Clashes::among(&collection.sheets, true).run_errors);
        Ok(collection)
    }

    /// Returns the settings of a sheet, the nearer over the farther, key by key.
    pub fn settings_of(&self, file: &SheetFile) -> Settings {
        governing::merged(self.governing(file).map(|(_, reading)| reading))
    }

    /// Returns the folders, by name, that their settings mark as drafts.
    fn draft_folders(&self) -> BTreeSet<String> {
        let mut drafts = BTreeSet::new();
        for siblings in self.sheets.chunk_by(|left, right| left.folder() == right.folder()) {
            let [first, ..] = siblings else { continue };
            if self.settings_of(first).is_draft() {
                drafts.insert(first.folder_name().to_owned());
            }
        }
        drafts
    }

    /// Returns the dictionaries of a sheet: those that the nearest settings name that name any.
    pub fn dictionaries_of(&self, file: &SheetFile) -> Vec<PathBuf> {
        let mut named = self
            .governing(file)
            .filter_map(|(folder, reading)| Some((folder, reading.model.as_ref()?.dictionaries.as_ref()?)));
        let nearest = named.next_back().into_iter();
        nearest
            .flat_map(|(folder, names)| names.texts().map(|name| plain(&folder.join(&name.text))))
            .collect()
    }

    /// Returns whether a settings file that governs a sheet has errors: what is built from it would be wrong.
    pub fn settings_fail(&self, file: &SheetFile) -> bool {
        let mut findings = self.governing(file).flat_map(|(_, reading)| &reading.findings);
        findings.any(|finding| finding.severity == Severity::Error)
    }

    /// Returns the hashes of the settings files that govern a sheet, the outer before the inner.
    pub fn settings_digests_of(&self, file: &SheetFile) -> Vec<Digest> {
        self.governing(file).map(|(_, reading)| reading.digest).collect()
    }

    /// Returns the folders of the settings files that govern a sheet, the outer before the inner.
    pub fn settings_folders_of(&self, file: &SheetFile) -> impl DoubleEndedIterator<Item = &Path> {
        self.governing(file).map(|(folder, _)| folder)
    }

    fn governing(&self, file: &SheetFile) -> impl DoubleEndedIterator<Item = (&Path, &Reading<Settings>)> {
        let settings = self.settings.iter().map(|(folder, reading)| (folder.as_path(), reading));
        settings.filter(|(folder, _)| file.path.starts_with(folder))
    }
}
