//! The sheets of two states, and their pairing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::{Change, ComparisonEntry, Kind as ChangeKind, Read, changes, entries, whole};
use crate::disk::{Disk, Kind, to_slash};
use crate::finding::{Field, Severity};
use crate::read::{Collection, Reader, Reading, RunError, SheetFile, place_of, root_of};
use crate::rules::{first_served, place_in_order};
use crate::sheet::{Model, Settings};
use crate::source::Text;
use crate::view;

/// A sheet in one of the states.
#[derive(Debug)]
pub struct SheetState {
    /// The file.
    pub file: SheetFile,
    /// The parsed sheet.
    pub reading: Reading<Model>,
    /// The settings of the sheet.
    pub settings: Settings,
    /// The path relative to the PATH that selected it.
    inside: String,
}

impl SheetState {
    /// Returns the sheet in the form that is compared.
    pub fn read(&self) -> Read<'_> {
        Read { reading: &self.reading, settings: &self.settings }
    }

    /// Returns its place in its folder by settings: 0 for a ward's page.
    fn place(&self, settings: &Settings) -> usize {
        let model = self.reading.model.as_ref();
        if model.is_some_and(|model| model.ward().is_some()) {
            return 0;
        }
        let (_, stem) = parts(&self.inside);
        place_in_order(settings, stem, model.and_then(first_served)).saturating_add(1)
    }

    /// Returns whether the sheet has errors, so that parts of it cannot be compared.
    pub fn is_faulty(&self) -> bool {
        self.reading.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Returns the folder and the name of a path.
fn parts(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Returns the identity of a sheet independent of its file name: 年度, 部 and 課, or 年度 and ward.
fn identity(reading: &Reading<Model>) -> Option<[String; 3]> {
    let text = |text: &Option<Text>| text.as_ref().map(|value| value.text.trim().to_owned());
    match reading.model.as_ref()? {
        Model::Department(sheet) => Some([
            view::year(sheet.year.as_ref()).lines.concat(),
            text(&sheet.division)?,
            text(&sheet.section)?,
        ]),
        Model::Ward(ward) => {
            Some([view::year(ward.year.as_ref()).lines.concat(), text(&ward.organization)?, String::new()])
        }
    }
}

/// The sheets that a PATH selects in one of the states.
#[derive(Debug, Default)]
pub struct State {
    /// The sheets, by name.
    pub sheets: Vec<SheetState>,
    /// The sheets and folders that cannot be read.
    pub run_errors: Vec<RunError>,
    /// Their names relative to the PATH: whether a sheet is there is not known.
    hidden: Vec<String>,
    /// `true` where the PATH is a sheet instead of a folder.
    is_single: bool,
}

impl State {
    /// Reads the sheets that `path` selects, as far as they can be read. A path that does not exist selects none.
    ///
    /// # Errors
    ///
    /// Returns the files and folders that cannot be read where that leaves no sheet.
    pub fn read(disk: &dyn Disk, reader: &Reader, path: &Path) -> Result<Self, Vec<RunError>> {
        let collection = match Collection::open(disk, reader, &[path.to_owned()]) {
            Ok(collection) => collection,
            Err(run_errors) if run_errors.iter().all(is_absence) => return Ok(Self::default()),
            Err(run_errors) => return Err(run_errors),
        };
        let is_single = matches!(disk.kind(path), Ok(Kind::File));
        let mut hidden = hidden(&collection, disk, path);
        let (mut sheets, mut run_errors) = (Vec::new(), Vec::new());
        for file in collection.sheets.iter().filter(|file| file.selected) {
            match disk.read_source(&file.path) {
                Ok(bytes) => sheets.push(SheetState {
                    reading: reader.sheet(&file.shown, &bytes),
                    settings: collection.settings_of(file),
                    inside: inside(file, disk, path),
                    file: file.clone(),
                }),
                Err(error) => {
                    hidden.push(inside(file, disk, path));
                    run_errors.push(RunError::Unreadable(file.shown.to_string(), error));
                }
            }
        }
        run_errors.extend(collection.run_errors.into_iter().filter(|run_error| !is_absence(run_error)));
        if sheets.is_empty() && !run_errors.is_empty() {
            return Err(run_errors);
        }
        Ok(Self { sheets, run_errors, hidden, is_single })
    }

    /// Returns whether a sheet may be there that could not be read.
    fn may_hide(&self, inside: &str) -> bool {
        let holds = |name: &String| {
            inside.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.hidden.iter().any(holds)
    }
}

impl State {
    /// Returns the sheet of this state that corresponds to one of another state: the one with the same name,
    /// else with the same 年度, 部 and 課. In the state of a single file, that file.
    pub fn counterpart(&self, file: &SheetFile, reading: &Reading<Model>) -> Option<&SheetState> {
        if self.is_single {
            return self.sheets.first();
        }
        let named = self.sheets.iter().find(|sheet| sheet.file.name == file.name);
        let wanted = identity(reading);
        let same = |sheet: &&SheetState| wanted.is_some() && identity(&sheet.reading) == wanted;
        named.or_else(|| self.sheets.iter().find(same))
    }

    /// Joins the states of several PATHs.
    #[must_use]
    pub fn joined(states: Vec<Self>) -> Self {
        let mut joined = Self::default();
        for state in states {
            joined.sheets.extend(state.sheets);
            joined.run_errors.extend(state.run_errors);
            joined.hidden.extend(state.hidden);
        }
        joined
    }
}

/// Returns whether an error says only that a path does not exist.
fn is_absence(run_error: &RunError) -> bool {
    matches!(run_error, RunError::NoPath(_) | RunError::NoSheet(_))
}

/// Returns the path of a sheet relative to the folder that was selected.
fn inside(file: &SheetFile, disk: &dyn Disk, path: &Path) -> String {
    let root = place_of(disk, path).ok();
    let inside = root.as_ref().and_then(|root| file.path.strip_prefix(root).ok()).unwrap_or(&file.path);
    let inside = inside.with_extension("");
    to_slash(&inside)
}

/// Returns the names, relative to `path`, of the sheets and folders below it that are left out of a collection.
fn hidden(collection: &Collection, disk: &dyn Disk, path: &Path) -> Vec<String> {
    let place = place_of(disk, path).ok();
    let selected = place.and_then(|place| Some(to_slash(place.strip_prefix(root_of(disk, path)?).ok()?)));
    let below = selected.filter(|name| !name.is_empty()).map(|name| name + "/").unwrap_or_default();
    let known: BTreeSet<&str> = collection.sheets.iter().map(|sheet| &*sheet.name).collect();
    let names = collection.names.iter().map(|name| &**name).filter(|name| !known.contains(name));
    let unlisted = collection.unlisted.iter().map(String::as_str);
    names.chain(unlisted).filter_map(|name| name.strip_prefix(&below)).map(str::to_owned).collect()
}

/// A sheet in both states, or in only one of them.
#[derive(Debug)]
pub struct SheetPair {
    /// The old state.
    pub old: Option<SheetState>,
    /// The new state.
    pub new: Option<SheetState>,
}

impl SheetPair {
    /// Returns the differences, in the order of the new sheet. An added or removed sheet is one change.
    pub fn changes(&self) -> Vec<Change> {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => changes(old.read(), new.read()),
            (Some(old), None) => vec![whole(ChangeKind::Removed, old.read())],
            (None, Some(new)) => vec![whole(ChangeKind::Added, new.read())],
            (None, None) => Vec::new(),
        }
    }

    /// Returns the lists whose items were matched by position, because too many of them changed.
    pub fn in_order(&self) -> Vec<Field> {
        let (Some(old), Some(new)) = (&self.old, &self.new) else { return Vec::new() };
        let list = |entry| match entry {
            ComparisonEntry::InOrder(list) => Some(list),
            ComparisonEntry::Same | ComparisonEntry::Change(_) => None,
        };
        entries(old.read(), new.read()).into_iter().filter_map(list).collect()
    }

    /// Returns its place among the pairs, as in a booklet: by folder, the ward's page first, the departments by 並び順 of
    /// the new state. A renamed sheet has the place of either name.
    fn place(&self) -> (String, usize, String) {
        let states = || [&self.new, &self.old].into_iter().flatten();
        let Some(shown) = states().next() else { return Default::default() };
        let place = states().map(|state| state.place(&shown.settings)).min();
        (parts(&shown.inside).0.to_owned(), place.unwrap_or(0), shown.inside.clone())
    }

    /// Returns whether the sheets of the pair could be read, so that they were compared.
    pub fn is_compared(&self) -> bool {
        [&self.old, &self.new].into_iter().flatten().all(|sheet| sheet.reading.model.is_some())
    }

    /// Returns the file to show to people: the new one if it exists, else the old one.
    pub fn shown(&self) -> &str {
        self.new.as_ref().or(self.old.as_ref()).map_or("", |sheet| &sheet.file.shown)
    }
}

/// Pairs the sheets of two states: first by path, then by 年度, 部 and 課. Two single files are always a
/// pair. A single file and a folder are compared by the file's name.
///
/// A sheet that may be among those of the other state that cannot be read is left out, because it is neither added nor
/// removed.
pub fn pairs(mut old: State, mut new: State) -> Vec<SheetPair> {
    old.sheets.retain(|sheet| !new.may_hide(&sheet.inside));
    new.sheets.retain(|sheet| !old.may_hide(&sheet.inside));
    match (old.is_single, new.is_single) {
        (true, false) => narrow(&mut new, &old),
        (false, true) => narrow(&mut old, &new),
        _ => {}
    }
    if old.sheets.len() == 1 && new.sheets.len() == 1 && (old.is_single || new.is_single) {
        return vec![SheetPair { old: old.sheets.pop(), new: new.sheets.pop() }];
    }
    let mut pairs = by_path(old.sheets, new.sheets);
    join_renamed(&mut pairs);
    pairs.sort_by_cached_key(SheetPair::place);
    pairs
}

/// Reduces a folder's sheets to the one that corresponds to a single sheet.
fn narrow(folder: &mut State, single: &State) {
    let Some(wanted) = single.sheets.first().map(|sheet| Arc::clone(&sheet.file.name)) else { return };
    let stem = |name: &str| name.rsplit_once('/').map_or(name, |(_, stem)| stem).to_owned();
    let named = folder.sheets.iter().any(|sheet| sheet.file.name == wanted);
    folder.sheets.retain(|sheet| {
        if named { sheet.file.name == wanted } else { stem(&sheet.file.name) == stem(&wanted) }
    });
}

fn by_path(old: Vec<SheetState>, new: Vec<SheetState>) -> Vec<SheetPair> {
    let mut pairs: BTreeMap<String, SheetPair> = BTreeMap::new();
    for sheet in old {
        pairs.insert(sheet.inside.clone(), SheetPair { old: Some(sheet), new: None });
    }
    for sheet in new {
        match pairs.get_mut(&sheet.inside) {
            Some(pair) => pair.new = Some(sheet),
            None => drop(pairs.insert(sheet.inside.clone(), SheetPair { old: None, new: Some(sheet) })),
        }
    }
    pairs.into_values().collect()
}

/// Joins a removed sheet and an added one with the same identity, which is a renamed sheet.
fn join_renamed(pairs: &mut Vec<SheetPair>) {
    let removed: Vec<usize> = (0..pairs.len()).filter(|place| pairs[*place].new.is_none()).collect();
    for place in removed {
        let removed = pairs[place].old.as_ref().and_then(|sheet| identity(&sheet.reading));
        let Some(removed) = removed else { continue };
        let added = pairs.iter_mut().filter(|pair| pair.old.is_none()).find(|pair| {
            pair.new
                .as_ref()
                .and_then(|sheet| identity(&sheet.reading))
                .is_some_and(|identity| identity == removed)
        });
        let Some(added) = added else { continue };
        let new = added.new.take();
        pairs[place].new = new;
    }
    pairs.retain(|pair| pair.old.is_some() || pair.new.is_some());
}
