//! A whole collection, read and judged: what `check` reports and `build` starts from.
//!
//! It is judged folder by folder. What the rules that hold the sheets of a folder beside each other look at is
//! kept no longer than that; what stays of a sheet are its findings and its [`Facts`]. So thousands of sheets
//! take little room, and what an earlier run remembers of a sheet is as good as the sheet.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::checker::CollectionChecker;
use super::facts::{Detail, Facts};
use super::resolved_settings::{ResolvedSettings, SettingsResolver};
use super::thread_pool::{cores, pooled};
use super::{Rules, characters, settings};
use crate::disk::Disk;
use crate::finding::{Finding, Severity};
use crate::read::{Collection, Reader, Reading, RunError, SETTINGS, SheetFile};
use crate::source::{Digest, Source};

/// The hashes of what a sheet is judged from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// Its bytes.
    pub source: Digest,
    /// The settings that govern it, the outer before the inner.
    pub settings: Digest,
    /// The dictionaries that they name.
    pub dictionaries: Digest,
}

/// What judging a sheet by itself came to.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Judged {
    /// What is wrong with it, before its allows and settings are heeded.
    pub(super) findings: Vec<Finding>,
    pub(super) facts: Facts,
    pub(super) detail: Detail,
}

/// What a sheet came to, and from what.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Verdict {
    /// What it was judged from.
    pub inputs: Inputs,
    pub(super) judged: Judged,
}

/// What an earlier run remembers of sheets, and what this one leaves for the next. A collection is judged in
/// parts, each at once and several at a time; of each part it is asked once, and then told once.
pub trait VerdictCache: Sync {
    /// What is remembered of a part's sheets, by name.
    fn recall(&self, part: u8) -> BTreeMap<String, Verdict>;

    /// Takes what the sheets of a part came to, by name. Where not `changed` it is what was remembered.
    fn leave(&self, part: u8, sheets: &BTreeMap<&str, &Verdict>, changed: bool);
}

/// Remembers nothing.
impl VerdictCache for () {
    fn recall(&self, _: u8) -> BTreeMap<String, Verdict> {
        BTreeMap::new()
    }

    fn leave(&self, _: u8, _: &BTreeMap<&str, &Verdict>, _: bool) {}
}

/// A sheet, read and judged.
#[derive(Debug)]
pub struct JudgedSheet {
    /// Which it is.
    pub file: SheetFile,
    /// The hash of its bytes.
    pub digest: Digest,
    /// What is to be known of it.
    pub facts: Facts,
    /// The settings that govern it.
    pub resolved: Arc<ResolvedSettings>,
    /// Everything that is wrong with it, by place.
    pub findings: Vec<Finding>,
    /// Its text where something is wrong with it, else an empty one.
    pub source: Source,
}

impl JudgedSheet {
    /// What it was judged from.
    pub fn inputs(&self) -> Inputs {
        self.resolved.inputs(self.digest)
    }

    /// Whether it has findings that keep it from being printed: errors, and where `deny_warnings` any.
    /// The settings' own are not counted.
    pub fn is_stopped(&self, deny_warnings: bool) -> bool {
        self.findings.iter().any(|finding| deny_warnings || finding.severity == Severity::Error)
    }
}

/// What kind of file a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A sheet of either form.
    Sheet,
    /// A `mokuhyo.yaml`.
    Settings,
    /// A dictionary in prh's format.
    Dictionary,
}

/// A file that is no sheet, and what is wrong with it: settings or a dictionary.
#[derive(Debug)]
pub struct JudgedFile {
    /// Which of them it is.
    pub kind: FileKind,
    /// Where it is.
    pub path: PathBuf,
    /// The hash of its bytes.
    pub digest: Digest,
    /// The file.
    pub source: Source,
    /// What is wrong, by place.
    pub findings: Vec<Finding>,
}

/// The collection that PATHs lie in.
#[derive(Debug, Default)]
pub struct CheckedCollection {
    /// The settings files, from the root down.
    pub settings: Vec<JudgedFile>,
    /// Every sheet, by name; those that no PATH selects as well, since a ward's sheets depend on each
    /// other.
    pub sheets: Vec<JudgedSheet>,
    /// The names of all sources, of those too that could not be read.
    pub names: BTreeSet<Arc<str>>,
    /// The folders, by name, whose settings say that they are not published.
    pub drafts: BTreeSet<String>,
    /// Sheets that could not be read.
    pub run_errors: Vec<RunError>,
}

impl CheckedCollection {
    /// Reads and judges the collection.
    ///
    /// # Errors
    /// Where PATHs are not what can be surveyed. A sheet that cannot be read is a trouble of the
    /// survey, and keeps no other from being judged.
    pub fn of(
        disk: &dyn Disk,
        reader: &Reader,
        rules: &Rules,
        paths: &[PathBuf],
    ) -> Result<Self, Vec<RunError>> {
        pooled(cores(), || Self::recalling(disk, reader, rules, paths, &()))
    }

    /// The same for who judges and makes nothing: a PATH may be a settings file, and sheets whose names clash are
    /// told and judged all the same.
    ///
    /// # Errors
    /// As [`CheckedCollection::of`].
    pub fn to_check(
        disk: &dyn Disk,
        reader: &Reader,
        rules: &Rules,
        paths: &[PathBuf],
    ) -> Result<Self, Vec<RunError>> {
        Self::to_check_recalling(disk, reader, rules, paths, &())
    }

    /// The same, with what is remembered of sheets: those that are as they were are not parsed.
    ///
    /// # Errors
    /// As [`CheckedCollection::of`].
    pub fn to_check_recalling(
        disk: &dyn Disk,
        reader: &Reader,
        rules: &Rules,
        paths: &[PathBuf],
        memory: &dyn VerdictCache,
    ) -> Result<Self, Vec<RunError>> {
        let collection = Collection::open_to_check(disk, reader, paths)?;
        Ok(pooled(cores(), || Self::judged(disk, reader, rules, collection, memory)))
    }

    /// The same, with what an earlier run remembers: sheets that are as they were are not parsed.
    ///
    /// # Errors
    /// As [`CheckedCollection::of`].
    pub fn recalling(
        disk: &dyn Disk,
        reader: &Reader,
        rules: &Rules,
        paths: &[PathBuf],
        memory: &dyn VerdictCache,
    ) -> Result<Self, Vec<RunError>> {
        Ok(Self::judged(disk, reader, rules, Collection::open(disk, reader, paths)?, memory))
    }

    fn judged(
        disk: &dyn Disk,
        reader: &Reader,
        rules: &Rules,
        mut collection: Collection,
        memory: &dyn VerdictCache,
    ) -> Self {
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
        let surveyor = CollectionChecker { disk, reader, rules, resolver: &resolver, memory, incomplete };
        let (sheets, found) = surveyor.checked(std::mem::take(&mut collection.sheets));
        run_errors.extend(found);
        faults.extend(settings::unknown_sheets(&collection.settings, &sheets, &collection.names));
        faults.extend(settings::unreadable_measures(&collection.settings));
        for (folder, finding) in faults {
            collection.settings.entry(folder).and_modify(|reading| reading.findings.push(finding));
        }
        // What is wrong with settings is not weighed by them.
        let settings = collection.settings.into_iter().map(|(folder, mut reading)| {
            reading.findings.sort_by_key(|finding| (finding.span, finding.rule.name));
            let Reading { source, digest, findings, .. } = reading;
            let path = folder.join(SETTINGS);
            JudgedFile { kind: FileKind::Settings, path, digest, source, findings }
        });
        let settings = settings.chain(resolver.into_files()).collect();
        Self { settings, sheets, names: collection.names, drafts: collection.drafts, run_errors }
    }

    /// The sheets that a PATH selects.
    pub fn selected(&self) -> impl Iterator<Item = &JudgedSheet> {
        self.sheets.iter().filter(|sheet| sheet.file.selected)
    }
}
