//! The sheets of a folder: a ward's sheets of one year.

use std::collections::BTreeMap;

use super::product::{folder_of, stem};
use crate::read::is_same_name;
use crate::rules::CheckedCollection;
use crate::sheet::Items;
use crate::sheet::settings::BY_GOALS;

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
        let order = order(checked, places[0]);
        departments.sort_by_key(|place| {
            let sheet = &checked.sheets[*place];
            let name = &sheet.file.name;
            let listed =
                || order.iter().position(|listed| is_same_name(listed, stem(name))).unwrap_or(order.len());
            let served = || sheet.facts.first_served.unwrap_or(usize::MAX);
            (if order == [BY_GOALS] { served() } else { listed() }, name)
        });
        let is_whole = places.len() == sources;
        Self { places, ward, departments, is_whole }
    }
}

/// Returns 並び順 from the settings of a sheet.
fn order(checked: &CheckedCollection, place: usize) -> Vec<String> {
    let order = checked.sheets[place].resolved.settings.order.iter();
    order.flat_map(Items::texts).map(|name| name.text.trim().to_owned()).collect()
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
