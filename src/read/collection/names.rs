//! Sheets that no outputs can be made of: their names are not theirs alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::super::naming::{Misnamed, collision_key, misnamed};
use super::super::run_error::RunError;
use super::SheetFile;
use crate::disk::to_slash;

/// The sheets, by their places, whose names clash, and what is to be reported of those that are selected.
#[derive(Debug, Default)]
pub(super) struct Clashes {
    pub(super) places: BTreeSet<usize>,
    pub(super) run_errors: Vec<RunError>,
}

impl Clashes {
    /// Finds clashes among sheets that are ordered by name. In a check without outputs, sheets of one name
    /// that come from two collections do not clash.
    pub(super) fn among(sheets: &[SheetFile], only_checked: bool) -> Self {
        let mut clashes = Self::default();
        clashes.misnamed(sheets);
        clashes.collisions(sheets, only_checked);
        clashes.sheets_alike(sheets);
        clashes.folders_alike(sheets);
        clashes
    }

    /// Refuses these sheets, and reports why if one of them is selected.
    fn refuse(&mut self, sheets: &[SheetFile], places: impl IntoIterator<Item = usize>, why: RunError) {
        let mut is_selected = false;
        for place in places {
            is_selected |= sheets[place].selected;
            self.places.insert(place);
        }
        self.run_errors.extend(is_selected.then_some(why));
    }

    fn misnamed(&mut self, sheets: &[SheetFile]) {
        let mut reported: BTreeMap<(String, Misnamed), Vec<usize>> = BTreeMap::new();
        for (place, sheet) in sheets.iter().enumerate() {
            let Some((part, why)) = misnamed(&sheet.name) else { continue };
            // A folder is reported once, however many sheets it has.
            let below = Path::new(&*sheet.name).iter().skip_while(|component| *component != part).count();
            let path = if below > 1 { above(sheet, below - 1) } else { sheet.shown.to_string() };
            reported.entry((path, why)).or_default().push(place);
        }
        for ((path, why), places) in reported {
            let part = misnamed(&sheets[places[0]].name).map_or("", |(part, _)| part).to_owned();
            self.refuse(sheets, places, RunError::Misnamed(path, part, why));
        }
    }

    fn collisions(&mut self, sheets: &[SheetFile], only_checked: bool) {
        let mut start = 0;
        for run in sheets.chunk_by(|left, right| left.name == right.name) {
            let places = start..start + run.len();
            start = places.end;
            let [first, second, ..] = run else { continue };
            if !only_checked
                || run.iter().any(|sheet| sheet.path != first.path && sheet.folder() == first.folder())
            {
                let why = RunError::Collision(first.shown.to_string(), second.shown.to_string());
                self.refuse(sheets, places, why);
            }
        }
    }

    fn sheets_alike(&mut self, sheets: &[SheetFile]) {
        let stem = |sheet: &SheetFile| sheet.name.rsplit('/').next().map(collision_key);
        let mut known: BTreeMap<_, usize> = BTreeMap::new();
        for (place, sheet) in sheets.iter().enumerate() {
            let first = *known.entry((folder(&sheet.name), stem(sheet))).or_insert(place);
            if sheets[first].name != sheet.name {
                let why = RunError::NamesAlike(sheets[first].shown.to_string(), sheet.shown.to_string());
                self.refuse(sheets, [first, place], why);
            }
        }
    }

    fn folders_alike(&mut self, sheets: &[SheetFile]) {
        // Each folder by its name on a disk that ignores case and composition, with a sheet below it.
        let mut known: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
        for (place, sheet) in sheets.iter().enumerate() {
            let is_known = place > 0 && folder(&sheets[place - 1].name) == folder(&sheet.name);
            for (end, _) in sheet.name.match_indices('/').filter(|_| !is_known) {
                let named = known.entry(collision_key(&sheet.name[..=end])).or_default();
                named.entry(&sheet.name[..end]).or_insert(place);
            }
        }
        for folders in known.into_values() {
            let mut folders = folders.into_iter();
            let Some(first) = folders.next() else { continue };
            for second in folders {
                let [one_shown, other_shown] = [first, second].map(|(folder, place)| {
                    above(&sheets[place], sheets[place].name[folder.len()..].matches('/').count())
                });
                let below =
                    |place: &usize| [first.0, second.0].iter().any(|of| is_below(&sheets[*place].name, of));
                let places: Vec<usize> = (0..sheets.len()).filter(below).collect();
                self.refuse(sheets, places, RunError::NamesAlike(one_shown, other_shown));
            }
        }
    }
}

fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn is_below(name: &str, folder: &str) -> bool {
    name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Returns the folder that is so many levels above a sheet, as it is shown to people.
fn above(sheet: &SheetFile, levels: usize) -> String {
    let whole = Path::new(&*sheet.shown);
    let folder = whole.ancestors().nth(levels).filter(|folder| !folder.as_os_str().is_empty());
    folder.map_or_else(|| sheet.shown.to_string(), to_slash)
}
