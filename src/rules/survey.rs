//! A whole collection, read and judged: what `check` reports and `build` starts from.

use std::path::PathBuf;

use super::judge;
use crate::disk::Disk;
use crate::finding::{Finding, Severity};
use crate::read::{Collection, Reader, Reading, SheetFile, Trouble};
use crate::sheet::{Model, Settings};
use crate::source::Source;

/// A sheet, read and judged.
#[derive(Debug)]
pub struct JudgedSheet {
    /// Which it is.
    pub file: SheetFile,
    /// What it says.
    pub reading: Reading<Model>,
    /// The settings that govern it.
    pub settings: Settings,
    /// Whether those settings have errors.
    pub settings_fail: bool,
    /// Everything that is wrong with it, by place.
    pub findings: Vec<Finding>,
}

impl JudgedSheet {
    /// Whether it has findings that keep it from being printed: errors, and where `deny_warnings` any.
    /// The settings' own are not counted.
    pub fn is_stopped(&self, deny_warnings: bool) -> bool {
        self.findings.iter().any(|finding| deny_warnings || finding.severity == Severity::Error)
    }
}

/// A settings file and what is wrong with it.
#[derive(Debug)]
pub struct JudgedSettings {
    /// The file.
    pub source: Source,
    /// What is wrong, by place.
    pub findings: Vec<Finding>,
}

/// The collection that PATHs lie in.
#[derive(Debug)]
pub struct Survey {
    /// The settings files, from the root down.
    pub settings: Vec<JudgedSettings>,
    /// Every sheet, by name; those that no PATH selects as well, since a ward's sheets depend on each
    /// other.
    pub sheets: Vec<JudgedSheet>,
    /// Sheets that could not be read.
    pub troubles: Vec<Trouble>,
}

impl Survey {
    /// Reads and judges the collection.
    ///
    /// # Errors
    /// Where PATHs are not what can be surveyed. A sheet that cannot be read is a trouble of the
    /// survey, and keeps no other from being judged.
    pub fn of(disk: &dyn Disk, reader: &Reader, paths: &[PathBuf]) -> Result<Self, Vec<Trouble>> {
        let mut collection = Collection::open(disk, reader, paths)?;
        let mut troubles = std::mem::take(&mut collection.troubles);
        let mut sheets = Vec::new();
        for file in &collection.sheets {
            match disk.read(&file.path) {
                Ok(bytes) => sheets.push(judged(&collection, file, reader.sheet(&file.shown, &bytes))),
                Err(error) => troubles.push(Trouble::Unreadable(file.shown.clone(), error)),
            }
        }
        let settings = collection.settings.into_values().map(judged_settings).collect();
        Ok(Self { settings, sheets, troubles })
    }

    /// The sheets that a PATH selects.
    pub fn selected(&self) -> impl Iterator<Item = &JudgedSheet> {
        self.sheets.iter().filter(|sheet| sheet.file.selected)
    }
}

fn judged(collection: &Collection, file: &SheetFile, reading: Reading<Model>) -> JudgedSheet {
    let settings = collection.settings_of(file);
    let findings = judge(&reading, &settings);
    let settings_fail = collection.settings_fail(file);
    JudgedSheet { file: file.clone(), reading, settings, settings_fail, findings }
}

/// What is wrong with settings is not weighed by them.
fn judged_settings(reading: Reading<Settings>) -> JudgedSettings {
    JudgedSettings { source: reading.source, findings: reading.findings }
}
