//! The sheets of a folder: a ward's sheets of one year.

use std::collections::BTreeMap;

use super::product::{folder_of, stem};
use crate::rules::{CheckedCollection, place_in_order};

/// A folder of sheets, given by their indices in the checked collection.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    /// All sheets, by name.
    pub(super) places: Vec<usize>,
    /// The ward's page.
    pub(super) ward: Option<usize>,
    /// The departments' sheets in the order of the settings (並び順), followed by those that it does not name. In the
    /// order of the ward's goals, sheets that serve no goal are last.
    pub(super) departments: Vec<usize>,
    /// `true` if every source of the folder could be read.
    pub(super) is_whole: bool,
}

impl Folder {
    /// Returns the ward's page, then the departments' sheets.
    pub(super) fn ordered(&self) -> Vec<usize> {
        self.ward.into_iter().chain(self.departments.iter().copied()).collect()
    }

    fn of(places: Vec<usize>, checked: &CheckedCollection, sources: usize) -> Self {
        let is_ward = |place: &usize| checked.sheets[*place].facts.is_ward;
        let (wards, mut departments): (Vec<usize>, Vec<usize>) =
            places.iter().partition(|place| is_ward(place));
        // A second page is ignored here; a rule reports it.
        let ward = wards.first().copied();
        let settings = &checked.sheets[places[0]].resolved.settings;
        departments.sort_by_key(|place| {
            let sheet = &checked.sheets[*place];
            let name = &sheet.file.name;
            (place_in_order(settings, stem(name), sheet.facts.first_served), name)
        });
        let is_whole = places.len() == sources;
        Self { places, ward, departments, is_whole }
    }
}

/// Returns the folders with sheets, by name.
pub(super) fn folders(checked: &CheckedCollection) -> BTreeMap<&str, Folder> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, sheet) in checked.sheets.iter().enumerate() {
        places.entry(folder_of(&sheet.file.name)).or_default().push(place);
    }
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &checked.names {
        *sources.entry(folder_of(name)).or_default() += 1;
    }
    let folder =
        |(name, places)| (name, Folder::of(places, checked, sources.get(name).copied().unwrap_or(0)));
    places.into_iter().map(folder).collect()
}
