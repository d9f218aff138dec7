//! A whole collection, read and judged: what `check` reports and `build` starts from.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;

use super::wording::Dictionary;
use super::{Rules, case, history, prose, told, ward};
use crate::disk::{Disk, slashed};
use crate::finding::{Finding, Rule, Severity};
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
        let dictionaries = Dictionaries::of(disk, &collection, &sheets, &mut troubles);
        judge_together(&mut sheets, rules);
        for sheet in &mut sheets {
            let named = dictionaries.named(&collection.dictionaries_of(&sheet.file));
            let found = case(&sheet.reading).map(|case| prose::wording(&case, &named));
            sheet.findings.extend(found.into_iter().flatten());
        }
        for sheet in &mut sheets {
            sheet.findings = told(&sheet.reading, &sheet.settings, std::mem::take(&mut sheet.findings));
        }
        // What is wrong with settings is not weighed by them.
        let settings = collection.settings.into_values();
        let settings = settings.map(|it| JudgedFile { source: it.source, findings: it.findings });
        let settings = settings.chain(dictionaries.files).collect();
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
fn judge_together(sheets: &mut [JudgedSheet], rules: &Rules) {
    let mut found = Vec::new();
    let mut places: Vec<usize> = (0..sheets.len()).collect();
    places.sort_by_key(|place| sheets[*place].file.folder());
    for folder in places.chunk_by(|one, other| sheets[*one].file.folder() == sheets[*other].file.folder()) {
        let siblings: Vec<ward::Sibling> =
            folder.iter().map(|place| (*place, case(&sheets[*place].reading))).collect();
        found.extend(ward::judge(&siblings));
        let readable: Vec<_> = siblings.iter().filter_map(|(place, case)| Some((*place, (*case)?))).collect();
        found.extend(prose::mixed(&readable, &rules.pairs));
    }
    let cases: Vec<_> =
        sheets.iter().enumerate().filter_map(|(place, sheet)| Some((place, case(&sheet.reading)?))).collect();
    found.extend(history::judge(&cases));
    for (place, finding) in found {
        sheets[place].findings.push(finding);
    }
}

/// The dictionaries that settings name, each read once.
struct Dictionaries {
    by_path: BTreeMap<PathBuf, Dictionary>,
    /// What is wrong with them.
    files: Vec<JudgedFile>,
}

impl Dictionaries {
    fn of(
        disk: &dyn Disk,
        collection: &Collection,
        sheets: &[JudgedSheet],
        troubles: &mut Vec<Trouble>,
    ) -> Self {
        let mut dictionaries = Self { by_path: BTreeMap::new(), files: Vec::new() };
        let named: BTreeSet<PathBuf> =
            sheets.iter().flat_map(|sheet| collection.dictionaries_of(&sheet.file)).collect();
        for path in named {
            let text = disk.read(&path).and_then(|bytes| String::from_utf8(bytes).map_err(io::Error::other));
            match text {
                Ok(text) => dictionaries.read(path, &text),
                Err(error) => troubles.push(Trouble::Unreadable(slashed(&path), error)),
            }
        }
        dictionaries
    }

    fn read(&mut self, path: PathBuf, text: &str) {
        let source = Source::new(slashed(&path), text);
        let (dictionary, problems) = Dictionary::parse(source.text());
        let told =
            problems.into_iter().map(|it| Finding::new(Rule::WRONG_TYPE, it.span, it.message, it.help));
        self.files.push(JudgedFile { findings: told.collect(), source });
        self.by_path.insert(path, dictionary);
    }

    fn named(&self, paths: &[PathBuf]) -> Vec<&Dictionary> {
        paths.iter().filter_map(|path| self.by_path.get(path)).collect()
    }
}
