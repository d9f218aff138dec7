//! A whole collection, read and judged: what `check` reports and `build` starts from.

use std::path::PathBuf;

use super::{Rules, case, history, told, ward};
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

/// A file that is no sheet, and what is wrong with it: settings.
#[derive(Debug)]
pub struct JudgedFile {
    /// The file.
    pub source: Source,
    /// What is wrong, by place.
    pub findings: Vec<Finding>,
}

/// The collection that PATHs lie in.
#[derive(Debug)]
pub struct Survey {
    /// The settings files, from the root down.
    pub settings: Vec<JudgedFile>,
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
    pub fn of(
        disk: &dyn Disk,
        reader: &Reader,
        rules: &Rules,
        paths: &[PathBuf],
    ) -> Result<Self, Vec<Trouble>> {
        let mut collection = Collection::open(disk, reader, paths)?;
        let mut troubles = std::mem::take(&mut collection.troubles);
        let mut sheets = Vec::new();
        for file in &collection.sheets {
            match disk.read(&file.path) {
                Ok(bytes) => sheets.push(judged(&collection, rules, file, reader.sheet(&file.shown, &bytes))),
                // Of a sheet that was not asked for, only its siblings would know.
                Err(error) if file.selected => troubles.push(Trouble::Unreadable(file.shown.clone(), error)),
                Err(_) => {}
            }
        }
        judge_together(&mut sheets);
        for sheet in &mut sheets {
            sheet.findings = told(&sheet.reading, &sheet.settings, std::mem::take(&mut sheet.findings));
        }
        // What is wrong with settings is not weighed by them.
        let settings = collection.settings.into_values();
        let settings = settings.map(|it| JudgedFile { source: it.source, findings: it.findings }).collect();
        Ok(Self { settings, sheets, troubles })
    }

    /// The sheets that a PATH selects.
    pub fn selected(&self) -> impl Iterator<Item = &JudgedSheet> {
        self.sheets.iter().filter(|sheet| sheet.file.selected)
    }
}

fn judged(collection: &Collection, rules: &Rules, file: &SheetFile, reading: Reading<Model>) -> JudgedSheet {
    let settings = collection.settings_of(file);
    let findings = rules.judge(&reading, &settings);
    let settings_fail = collection.settings_fail(file);
    JudgedSheet { file: file.clone(), reading, settings, settings_fail, findings }
}

/// Adds what is wrong with sheets beside each other: those of a folder, and those of two years.
fn judge_together(sheets: &mut [JudgedSheet]) {
    let mut found = Vec::new();
    let mut places: Vec<usize> = (0..sheets.len()).collect();
    places.sort_by_key(|place| sheets[*place].file.folder());
    for folder in places.chunk_by(|one, other| sheets[*one].file.folder() == sheets[*other].file.folder()) {
        let siblings: Vec<ward::Sibling> =
            folder.iter().map(|place| (*place, case(&sheets[*place].reading))).collect();
        found.extend(ward::judge(&siblings));
    }
    let cases: Vec<_> =
        sheets.iter().enumerate().filter_map(|(place, sheet)| Some((place, case(&sheet.reading)?))).collect();
    found.extend(history::judge(&cases));
    for (place, finding) in found {
        sheets[place].findings.push(finding);
    }
}
