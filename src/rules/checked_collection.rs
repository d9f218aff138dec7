//! A whole collection, read and checked: what `check` reports and `build` starts from.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::checked_file::{CheckedFile, FileKind};
use super::checked_sheet::CheckedSheet;
use super::checker::CollectionChecker;
use super::resolved_settings::SettingsResolver;
use super::thread_pool::{cores, pooled};
use super::verdict::Verdicts;
use super::{Rules, characters, settings};
use crate::disk::Disk;
use crate::read::{Collection, Reader, Reading, RunError, SETTINGS, is_below_any};

/// The collection that contains the PATHs.
#[derive(Debug, Default)]
pub struct CheckedCollection {
    /// The settings files, from the root down, then the dictionaries.
    pub settings: Vec<CheckedFile>,
    /// Every sheet, by name. Sheets that no PATH selects are among them, since the sheets of a ward depend on each
    /// other.
    pub sheets: Vec<CheckedSheet>,
    /// The names of all sources, of those too that could not be read.
    pub names: BTreeSet<Arc<str>>,
    /// The folders, by name, that cannot be listed: what is in them is not known.
    pub unlisted: BTreeSet<String>,
    /// The folders, by name, that their settings keep from being published.
    pub drafts: BTreeSet<String>,
    /// The sheets that could not be read.
    pub run_errors: Vec<RunError>,
}

impl CheckedCollection {
    /// Reads and checks a collection whose outputs are wanted.
    ///
    /// # Errors
    /// Where PATHs are not what can be built. A sheet that cannot be read is one of `run_errors`, and the others are
    /// checked all the same.
    pub fn of(
        disk: &dyn Disk,
        reader: &Reader,
        rules: &Rules,
        paths: &[PathBuf],
    ) -> Result<Self, Vec<RunError>> {
        let check = || {
            let collection = Collection::open(disk, reader, paths)?;
            Ok(Self::recalling(disk, reader, rules, collection, &Verdicts::new()).0)
        };
        pooled(cores(), check)
    }

    /// Reads and checks a collection of which no output is wanted: a PATH may be a settings file, and sheets whose
    /// names clash are reported and checked all the same.
    ///
    /// # Errors
    /// As [`CheckedCollection::of`].
    pub fn to_check(
        disk: &dyn Disk,
        reader: &Reader,
        rules: &Rules,
        paths: &[PathBuf],
    ) -> Result<Self, Vec<RunError>> {
        let collection = Collection::open_to_check(disk, reader, paths)?;
        let check = || Self::recalling(disk, reader, rules, collection, &Verdicts::new());
        Ok(pooled(cores(), check).0)
    }

    /// Checks a collection with the verdicts of an earlier check. Returns those that were not known.
    pub fn recalling(
        disk: &dyn Disk,
        reader: &Reader,
        rules: &Rules,
        mut collection: Collection,
        known: &Verdicts,
    ) -> (Self, Verdicts) {
        let mut run_errors = std::mem::take(&mut collection.run_errors);
        for reading in collection.settings.values_mut() {
            let found = characters::of_settings(reading, &rules.coverage);
            let unread = settings::thresholds(reading);
            let odd = settings::odd_address(reading);
            reading.findings.extend(found.into_iter().chain(unread).chain(odd));
        }
        let mut resolver = SettingsResolver::of(disk, &collection);
        let mut faults = resolver.take_faults();
        let incomplete = collection.incomplete_folders();
        let checker = CollectionChecker { disk, reader, rules, resolver: &resolver, known, incomplete };
        let (sheets, new, unread) = checker.check(std::mem::take(&mut collection.sheets));
        run_errors.extend(unread);
        faults.extend(settings::unknown_sheets(&collection.settings, &sheets, &collection.names));
        faults.extend(settings::unreadable_measures(&collection.settings));
        for (folder, finding) in faults {
            collection.settings.entry(folder).and_modify(|reading| reading.findings.push(finding));
        }
        // The severities of settings do not apply to their own findings.
        let files = std::mem::take(&mut collection.settings);
        let settings = files.into_iter().map(|(folder, mut reading)| {
            reading.findings.sort_by_key(|finding| (finding.span, finding.rule.name));
            let Reading { source, digest, findings, .. } = reading;
            let path = folder.join(SETTINGS);
            CheckedFile { kind: FileKind::Settings, path, digest, source, findings }
        });
        let settings = settings.chain(resolver.into_files()).collect();
        let Collection { names, unlisted, drafts, .. } = collection;
        (Self { settings, sheets, names, unlisted, drafts, run_errors }, new)
    }

    /// Returns whether a sheet or output of that name is in a folder that cannot be listed, so that it may be there.
    pub fn may_hide(&self, name: &str) -> bool {
        is_below_any(&self.unlisted, name)
    }

    /// Returns the sheets that a PATH selects.
    pub fn selected(&self) -> impl Iterator<Item = &CheckedSheet> {
        self.sheets.iter().filter(|sheet| sheet.file.selected)
    }
}
