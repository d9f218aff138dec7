//! A whole collection, read and judged: what `check` reports and `build` starts from.
//!
//! A sheet is read, judged by itself, and let go of: what stays are its findings and its [`Facts`], from
//! which the rules that hold sheets beside each other judge. So thousands of sheets take little room, and
//! what an earlier run remembers of a sheet is as good as the sheet.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::facts::{Detail, Facts};
use super::governed::{Governed, Governors};
use super::{Rules, allow, case, characters, history, prose, ward, weighed};
use crate::disk::Disk;
use crate::finding::{Finding, Severity};
use crate::read::{Collection, Reader, SheetFile, Trouble};
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
pub struct Judged {
    /// What is wrong with it, before its allows and settings are heeded.
    pub(super) findings: Vec<Finding>,
    /// What its neighbours need to know.
    pub facts: Facts,
}

/// What an earlier run remembers of sheets.
pub trait Memory: Sync {
    /// What a sheet of that name came to when it was judged from these inputs.
    fn recall(&self, name: &str, inputs: &Inputs) -> Option<Arc<Judged>>;
}

/// Remembers nothing.
impl Memory for () {
    fn recall(&self, _: &str, _: &Inputs) -> Option<Arc<Judged>> {
        None
    }
}

/// A sheet, read and judged.
#[derive(Debug)]
pub struct JudgedSheet {
    /// Which it is.
    pub file: SheetFile,
    /// What it was judged from.
    pub inputs: Inputs,
    /// What it came to by itself.
    pub judged: Arc<Judged>,
    /// The settings that govern it.
    pub governed: Arc<Governed>,
    /// Everything that is wrong with it, by place.
    pub findings: Vec<Finding>,
    /// Its text where something is wrong with it, else an empty one.
    pub source: Source,
}

impl JudgedSheet {
    /// Whether it has findings that keep it from being printed: errors, and where `deny_warnings` any.
    /// The settings' own are not counted.
    pub fn is_stopped(&self, deny_warnings: bool) -> bool {
        self.findings.iter().any(|finding| deny_warnings || finding.severity == Severity::Error)
    }
}

/// A file that is no sheet, and what is wrong with it: settings.
#[derive(Debug)]
pub struct JudgedFile {
    /// The file.
    pub source: Source,
    /// What is wrong, by place.
    pub findings: Vec<Finding>,
}

/// The collection that PATHs lie in.
#[derive(Debug, Default)]
pub struct Survey {
    /// The settings files, from the root down.
    pub settings: Vec<JudgedFile>,
    /// Every sheet, by name; those that no PATH selects as well, since a ward's sheets depend on each
    /// other.
    pub sheets: Vec<JudgedSheet>,
    /// The names of all sources, of those too that could not be read.
    pub names: BTreeSet<String>,
    /// Sheets that could not be read.
    pub troubles: Vec<Trouble>,
}

impl Survey {
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
    ) -> Result<Self, Vec<Trouble>> {
        Self::recalling(disk, reader, rules, paths, &())
    }

    /// The same, with what an earlier run remembers: sheets that are as they were are not parsed.
    ///
    /// # Errors
    /// As [`Survey::of`].
    pub fn recalling(
        disk: &dyn Disk,
        reader: &Reader,
        rules: &Rules,
        paths: &[PathBuf],
        memory: &dyn Memory,
    ) -> Result<Self, Vec<Trouble>> {
        let mut collection = Collection::open(disk, reader, paths)?;
        let mut troubles = std::mem::take(&mut collection.troubles);
        for reading in collection.settings.values_mut() {
            let found = characters::of_settings(reading, &rules.coverage);
            reading.findings.extend(found);
        }
        let governors = Governors::of(disk, &collection, &mut troubles);
        let surveyor = Surveyor { disk, reader, rules, governors: &governors, memory };
        let judged: Vec<_> = collection.sheets.into_par_iter().map(|file| surveyor.judged(file)).collect();
        let mut sheets = Vec::with_capacity(judged.len());
        for judged in judged {
            match judged {
                Ok(sheet) => sheets.push(sheet),
                // Of a sheet that was not asked for, only its siblings would know.
                Err(trouble) => troubles.extend(trouble),
            }
        }
        let found = together(&sheets, rules);
        let told = sheets.par_iter_mut().zip(found).filter_map(|(sheet, found)| surveyor.told(sheet, found));
        troubles.extend(told.collect::<Vec<_>>());
        // What is wrong with settings is not weighed by them.
        let settings = collection.settings.into_values();
        let settings = settings.map(|it| JudgedFile { source: it.source, findings: it.findings });
        let settings = settings.chain(governors.into_files()).collect();
        Ok(Self { settings, sheets, names: collection.names, troubles })
    }

    /// Lets go of what only the rules look at, when all have been told: most of what is kept of a sheet.
    pub fn forget_details(&mut self) {
        for sheet in &mut self.sheets {
            let facts = sheet.judged.facts.without_detail();
            sheet.judged = Arc::new(Judged { findings: Vec::new(), facts });
        }
    }

    /// The sheets that a PATH selects.
    pub fn selected(&self) -> impl Iterator<Item = &JudgedSheet> {
        self.sheets.iter().filter(|sheet| sheet.file.selected)
    }
}

/// What a sheet is judged with.
struct Surveyor<'a> {
    disk: &'a dyn Disk,
    reader: &'a Reader,
    rules: &'a Rules,
    governors: &'a Governors,
    memory: &'a dyn Memory,
}

impl Surveyor<'_> {
    /// A sheet judged by itself; nothing where it cannot be read, and why where that was asked for.
    fn judged(&self, file: SheetFile) -> Result<JudgedSheet, Option<Trouble>> {
        let bytes = match self.disk.read(&file.path) {
            Ok(bytes) => bytes,
            Err(error) => return Err(file.selected.then(|| Trouble::Unreadable(file.shown.clone(), error))),
        };
        let governed = self.governors.of_sheet(&file);
        let inputs = Inputs {
            source: Digest::of(&bytes),
            settings: governed.digest,
            dictionaries: governed.dictionaries_digest,
        };
        let recalled = self.memory.recall(&file.name, &inputs);
        let judged = recalled.unwrap_or_else(|| Arc::new(self.judge(&file, &bytes, &governed)));
        // The text is wanted where something may have to be told of it.
        let wanted = !judged.findings.is_empty() || judged.facts.has_allows;
        let source = if wanted { source(&file, &bytes) } else { Source::new(file.shown.clone(), "") };
        Ok(JudgedSheet { file, inputs, judged, governed, findings: Vec::new(), source })
    }

    fn judge(&self, file: &SheetFile, bytes: &[u8], governed: &Governed) -> Judged {
        let reading = self.reader.sheet(&file.shown, bytes);
        let mut found = self.rules.judge(&reading, &governed.settings);
        let mut facts = Facts::default();
        if let Some(case) = case(&reading) {
            found.extend(prose::wording(&case, &self.governors.dictionaries(governed)));
            facts = Facts::of(&case, &governed.settings, &self.rules.pairs);
        }
        for finding in found.iter_mut().filter(|finding| finding.field.is_root()) {
            finding.field = reading.field_at(finding.span);
        }
        found.splice(0..0, reading.findings);
        Judged { findings: found, facts }
    }

    /// Puts a sheet's findings as they are told: heeding the allows of the source, with the severities of
    /// the settings, by place. `beside` is what is wrong with it beside others.
    fn told(&self, sheet: &mut JudgedSheet, beside: Vec<Finding>) -> Option<Trouble> {
        let Judged { findings, facts } = &*sheet.judged;
        if sheet.source.text().is_empty() && !beside.is_empty() {
            match self.disk.read(&sheet.file.path) {
                Ok(bytes) if Digest::of(&bytes) == sheet.inputs.source => {
                    sheet.source = source(&sheet.file, &bytes);
                }
                _ => return Some(Trouble::Changed(sheet.file.shown.clone())),
            }
        }
        let mut findings: Vec<Finding> = findings.iter().cloned().chain(beside).collect();
        if facts.has_allows {
            findings = allow::heed(&sheet.source, &facts.detail().allows, findings);
        }
        findings.sort_by(|one, other| (one.span, one.rule.name).cmp(&(other.span, other.rule.name)));
        if facts.is_readable {
            let settings = &sheet.governed.settings;
            findings = findings.into_iter().filter_map(|finding| weighed(finding, settings)).collect();
        }
        sheet.findings = findings;
        None
    }
}

/// A sheet's text, as findings name its places.
fn source(file: &SheetFile, bytes: &[u8]) -> Source {
    Source::new(file.shown.clone(), crate::read::decoded(bytes))
}

/// What is wrong with sheets beside each other, for each sheet: those of a folder, and those of two
/// years.
fn together(sheets: &[JudgedSheet], rules: &Rules) -> Vec<Vec<Finding>> {
    let mut found = Vec::new();
    let mut places: Vec<usize> = (0..sheets.len()).collect();
    places.sort_by_key(|place| sheets[*place].file.folder());
    for folder in places.chunk_by(|one, other| sheets[*one].file.folder() == sheets[*other].file.folder()) {
        let details: Vec<(usize, Detail)> =
            folder.iter().map(|place| (*place, sheets[*place].judged.facts.detail())).collect();
        let mut siblings = Vec::new();
        let mut texts = Vec::new();
        for (place, detail) in &details {
            let JudgedSheet { file, judged, .. } = &sheets[*place];
            siblings.push(ward::Sibling {
                place: *place,
                path: &file.shown,
                year: judged.facts.year,
                detail,
            });
            texts.push((*place, detail));
        }
        found.extend(ward::judge(&siblings));
        found.extend(prose::mixed(&texts, &rules.pairs));
    }
    found.extend(history::judge(&sheets.iter().map(|sheet| &sheet.judged.facts).collect::<Vec<_>>()));
    let mut by_sheet = vec![Vec::new(); sheets.len()];
    for (place, finding) in found {
        by_sheet[place].push(finding);
    }
    by_sheet
}
