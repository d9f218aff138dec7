//! The settings of the collections, the dictionaries that they name, and the sheets whose settings cannot be read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Finder, FoundFile};
use crate::disk::Kind;
use crate::read::collection::dictionaries::{looks_like_dictionary, looks_like_sheet, named};
use crate::read::collection::shown::plain;
use crate::read::{Reader, Reading, RunError};
use crate::sheet::Settings;

impl Finder<'_> {
    /// Returns the settings by folder, and the dictionaries that they name or seem to mean, which are no sheets.
    pub(super) fn read_settings(
        &mut self,
        reader: &Reader,
    ) -> (BTreeMap<PathBuf, Reading<Settings>>, BTreeSet<PathBuf>) {
        let (mut settings, mut dictionaries) = (BTreeMap::new(), BTreeSet::new());
        for (path, found) in std::mem::take(&mut self.settings) {
            let bytes = match self.disk.read_source(&path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    let run_error = RunError::Unreadable(found.shown.to_string(), error);
                    self.ungoverned.push((path.parent().unwrap_or(&path).to_owned(), Some(run_error)));
                    continue;
                }
            };
            let reading = reader.settings(&found.shown, &bytes);
            let folder = path.parent().unwrap_or(&path);
            let named = named(&reading).map(|(_, name)| plain(&folder.join(&name.text)));
            dictionaries.extend(named.filter(|path| !self.is_sheet(path)));
            settings.insert(folder.to_owned(), reading);
        }
        self.find_spares(&settings, &mut dictionaries);
        (settings, dictionaries)
    }

    /// Leaves out the sheets below settings that cannot be read: what these say, as that a folder is not published, is
    /// not known. Where no sheet is left, the run fails.
    pub(super) fn leave_out_ungoverned(&mut self) {
        let ungoverned = std::mem::take(&mut self.ungoverned);
        let is_below = |path: &Path| ungoverned.iter().any(|(folder, _)| path.starts_with(folder));
        let files = std::mem::take(&mut self.files).into_iter();
        let (out, kept): (BTreeMap<_, _>, BTreeMap<_, _>) = files.partition(|(path, _)| is_below(path));
        let is_selected = |files: &BTreeMap<PathBuf, FoundFile>, folder: &Path| {
            files.iter().any(|(path, found)| found.selected && path.starts_with(folder))
        };
        let has_others = is_selected(&kept, Path::new(""));
        for (folder, run_error) in ungoverned {
            match run_error {
                Some(run_error) if !has_others => self.failures.push(run_error),
                Some(run_error) if is_selected(&out, &folder) => self.run_errors.push((folder, run_error)),
                _ => {}
            }
        }
        self.left_out.extend(out.into_values().map(|found| found.name));
        self.files = kept;
    }

    /// Returns whether a file that is named as a dictionary is a sheet, and so stays one.
    fn is_sheet(&self, path: &Path) -> bool {
        self.files.contains_key(path)
            && self.disk.read_source(path).is_ok_and(|bytes| looks_like_sheet(&bytes))
    }

    /// Adds, where settings name a dictionary that does not exist, the dictionaries beside them that no settings
    /// name: one of them is meant, and none is a sheet.
    fn find_spares(
        &mut self,
        settings: &BTreeMap<PathBuf, Reading<Settings>>,
        dictionaries: &mut BTreeSet<PathBuf>,
    ) {
        for (folder, reading) in settings {
            let is_absent = |name: &str| {
                let path = plain(&folder.join(name));
                self.boundary.has(&path) && !matches!(self.disk.kind(&path), Ok(Kind::File))
            };
            if !named(reading).any(|(_, name)| is_absent(&name.text)) {
                continue;
            }
            let beside = self.files.keys().filter(|path| path.parent() == Some(folder));
            let unnamed = beside.filter(|path| !dictionaries.contains(*path));
            let is_one = |path: &&PathBuf| {
                self.disk.read_source(path).is_ok_and(|source| looks_like_dictionary(&source))
            };
            let spares: Vec<PathBuf> = unnamed.filter(is_one).cloned().collect();
            dictionaries.extend(spares.iter().cloned());
            self.spares.insert(folder.clone(), spares);
        }
    }
}
