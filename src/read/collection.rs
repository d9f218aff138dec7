//! The files of a collection: its root, its settings, its sheets, and those that a PATH selects.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::Reader;
use super::Reading;
use crate::disk::{Disk, DiskError, Kind, Unreplaced, slashed};
use crate::finding::{Severity, Words};
use crate::sheet::Settings;
use crate::source::Digest;

/// The name of a settings file.
pub(super) const SETTINGS: &str = "mokuhyo.yaml";

/// Names that outputs of a ward have, and no sheet may.
const RESERVED: [&str; 3] = ["booklet", "index", "indicators"];

/// What keeps a run from being right that is no fault of a sheet's text: a wrong invocation, or
/// files that cannot be read or written.
#[derive(Debug)]
pub enum Trouble {
    /// No such PATH.
    NoPath(String),
    /// Nothing below PATH is a sheet.
    NoSheet(String),
    /// A file or folder that could not be read.
    Unreadable(String, io::Error),
    /// A sheet that somebody wrote while it was being read.
    Changed(String),
    /// A file that could not be written.
    Unwritable(String, io::Error),
    /// A source that could not be replaced.
    Unreplaced(String, Unreplaced),
    /// Two sources that would write one output.
    Collision(String, String),
    /// A sheet under a name that a ward's own outputs have.
    Reserved(String),
}

impl Trouble {
    /// In the two languages.
    pub fn words(&self) -> Words {
        match self {
            Self::NoPath(path) => Words::new(
                format!("「{path}」がありません。今いるフォルダと、名前を確かめてください。"),
                format!("There is no {path}. Check the folder you are in, and the name."),
            ),
            Self::NoSheet(path) => Words::new(
                format!("「{path}」にシート(.yaml のファイル)がありません。"),
                format!("There is no sheet (*.yaml) under {path}."),
            ),
            Self::Unreadable(path, error) => Words::new(
                format!("「{path}」を読めません({error})。"),
                format!("{path} cannot be read: {error}."),
            ),
            Self::Changed(path) => Words::new(
                format!("「{path}」が、読んでいる間に書き換えられました。もう一度実行してください。"),
                format!("{path} was changed while it was being read. Run the command again."),
            ),
            Self::Unwritable(path, error) => Words::new(
                format!("「{path}」に書き込めません({error})。"),
                format!("{path} cannot be written: {error}."),
            ),
            Self::Unreplaced(path, why) => why.words(path),
            Self::Collision(one, other) => Words::new(
                format!(
                    "「{one}」と「{other}」から同じ名前のPDFができます。どちらかの名前を変えてください。"
                ),
                format!("{one} and {other} would write one output. Rename one of them."),
            ),
            Self::Reserved(path) => Words::new(
                format!("「{path}」の名前は使えません(booklet、index、indicators は区の出力の名前です)。"),
                format!(
                    "{path} cannot have this name: booklet, index and indicators are a ward's own outputs."
                ),
            ),
        }
    }
}

/// A source of the collection.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetFile {
    /// From the root, `/` between the parts, without the ending: what its outputs are called.
    pub name: Arc<str>,
    /// As people are told it: the PATH that was typed, and what is below it.
    pub shown: Arc<str>,
    /// Where it is.
    pub path: PathBuf,
    /// Whether a PATH selected it.
    pub selected: bool,
}

impl SheetFile {
    /// The folder that it shares with its ward.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }
}

/// Every source at or below the PATHs' roots, and the settings that govern them.
#[derive(Debug)]
pub struct Collection {
    /// The sheets, by name.
    pub sheets: Vec<SheetFile>,
    /// The settings files by the folder that they stand in, the outer before the inner.
    pub settings: BTreeMap<PathBuf, Reading<Settings>>,
    /// The names of all sources, of those too that are not among the sheets.
    pub names: BTreeSet<Arc<str>>,
    /// Sheets that cannot be told apart from others or from a ward's own outputs; they are not among
    /// the sheets.
    pub troubles: Vec<Trouble>,
}

impl Collection {
    /// Finds the sheets that `paths` select, and their siblings.
    ///
    /// # Errors
    /// Every [`Trouble`] that keeps the run from being what was asked for.
    pub fn open(disk: &dyn Disk, reader: &Reader, paths: &[PathBuf]) -> Result<Self, Vec<Trouble>> {
        let mut finder =
            Finder { disk, files: BTreeMap::new(), settings: BTreeMap::new(), troubles: Vec::new() };
        for path in paths {
            finder.add(path);
        }
        let (settings, ignored) = finder.read_settings(reader);
        if !finder.troubles.is_empty() {
            return Err(finder.troubles);
        }
        let mut sheets = finder.found(&ignored);
        let names = sheets.iter().map(|sheet| Arc::clone(&sheet.name)).collect();
        let (refused, troubles) = refused(&sheets);
        sheets.retain(|sheet| !refused.contains(&sheet.name));
        Ok(Self { sheets, settings, names, troubles })
    }

    /// The settings of a sheet, the nearer over the farther, key by key.
    pub fn settings_of(&self, file: &SheetFile) -> Settings {
        self.governing(file).fold(Settings::default(), |outer, (_, reading)| match &reading.model {
            Some(model) => model.over(&outer),
            None => outer,
        })
    }

    /// The dictionaries of a sheet: those that the nearest settings name that name any.
    pub fn dictionaries_of(&self, file: &SheetFile) -> Vec<PathBuf> {
        let mut named = self
            .governing(file)
            .filter_map(|(folder, reading)| Some((folder, reading.model.as_ref()?.dictionaries.as_ref()?)));
        let nearest = named.next_back().into_iter();
        nearest
            .flat_map(|(folder, names)| names.iter().flatten().map(|name| plain(&folder.join(&name.text))))
            .collect()
    }

    /// Whether a settings file that governs a sheet has errors: what is built from it would be wrong.
    pub fn settings_fail(&self, file: &SheetFile) -> bool {
        let mut findings = self.governing(file).flat_map(|(_, reading)| &reading.findings);
        findings.any(|finding| finding.severity == Severity::Error)
    }

    /// The hashes of the settings files that govern a sheet, the outer before the inner.
    pub fn settings_digests_of(&self, file: &SheetFile) -> Vec<Digest> {
        self.governing(file).map(|(_, reading)| reading.digest).collect()
    }

    /// The folders of the settings files that govern a sheet, the outer before the inner.
    pub fn settings_folders_of(&self, file: &SheetFile) -> impl Iterator<Item = &Path> {
        self.governing(file).map(|(folder, _)| folder)
    }

    fn governing(&self, file: &SheetFile) -> impl DoubleEndedIterator<Item = (&Path, &Reading<Settings>)> {
        let settings = self.settings.iter().map(|(folder, reading)| (folder.as_path(), reading));
        settings.filter(|(folder, _)| file.path.starts_with(folder))
    }
}

/// A file on the way into the collection.
struct Found {
    shown: Arc<str>,
    name: Arc<str>,
    selected: bool,
}

struct Finder<'a> {
    disk: &'a dyn Disk,
    /// Candidates by place: two PATHs may lead to one file.
    files: BTreeMap<PathBuf, Found>,
    settings: BTreeMap<PathBuf, Found>,
    troubles: Vec<Trouble>,
}

impl Finder<'_> {
    fn add(&mut self, path: &Path) {
        let shown = slashed(path);
        let place = self.place(path).and_then(|place| Ok((self.disk.kind(path)?, place)));
        let (kind, place) = match place {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return self.troubles.push(Trouble::NoPath(shown));
            }
            Err(error) => return self.troubles.push(Trouble::Unreadable(shown, error)),
        };
        let folder = if kind == Kind::Folder { place.as_path() } else { place.parent().unwrap_or(&place) };
        let root = self.root(folder).to_owned();
        match self.disk.files(&root) {
            Ok(files) => self.take(files, &root, &place, &shown),
            Err(errors) => self.troubles.extend(errors.into_iter().map(unreadable)),
        }
    }

    /// Where a PATH is. A link to a sheet is a sheet where the link stands.
    fn place(&self, path: &Path) -> io::Result<PathBuf> {
        match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) if self.disk.kind(path)? == Kind::File => {
                let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                Ok(self.disk.canonical(folder)?.join(name))
            }
            _ => self.disk.canonical(path),
        }
    }

    /// The topmost folder at or above `folder` that has settings, else `folder`.
    fn root<'p>(&self, folder: &'p Path) -> &'p Path {
        let has_settings = |folder: &&Path| matches!(self.disk.kind(&folder.join(SETTINGS)), Ok(Kind::File));
        folder.ancestors().filter(has_settings).last().unwrap_or(folder)
    }

    fn take(&mut self, files: Vec<PathBuf>, root: &Path, selection: &Path, shown: &str) {
        let mut any = false;
        for mut path in files {
            // There are thousands, and those that are found have room for more.
            path.shrink_to_fit();
            let selected = path.starts_with(selection);
            let Some(found) = found(&path, root, selection, shown, selected) else { continue };
            if path.file_name().is_some_and(|name| name == SETTINGS) {
                self.settings.entry(path).or_insert(found);
            } else {
                any |= selected;
                // In the words of the first PATH that selects it.
                match self.files.entry(path) {
                    Entry::Vacant(place) => drop(place.insert(found)),
                    Entry::Occupied(mut known) if selected && !known.get().selected => {
                        known.insert(found);
                    }
                    Entry::Occupied(_) => {}
                }
            }
        }
        if !any {
            self.troubles.push(Trouble::NoSheet(shown.to_owned()));
        }
    }

    /// The settings by folder, and the dictionaries that they name, which are no sheets.
    fn read_settings(
        &mut self,
        reader: &Reader,
    ) -> (BTreeMap<PathBuf, Reading<Settings>>, BTreeSet<PathBuf>) {
        let (mut settings, mut dictionaries) = (BTreeMap::new(), BTreeSet::new());
        for (path, found) in &self.settings {
            let bytes = match self.disk.read(path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    self.troubles.push(Trouble::Unreadable(found.shown.to_string(), error));
                    continue;
                }
            };
            let reading = reader.settings(&found.shown, &bytes);
            let named = reading.model.iter().flat_map(|model| &model.dictionaries).flatten().flatten();
            let folder = path.parent().unwrap_or(path);
            dictionaries.extend(named.map(|name| plain(&folder.join(&name.text))));
            settings.insert(folder.to_owned(), reading);
        }
        (settings, dictionaries)
    }

    /// The sources by name.
    fn found(&mut self, ignored: &BTreeSet<PathBuf>) -> Vec<SheetFile> {
        let files = std::mem::take(&mut self.files).into_iter().filter(|(path, _)| !ignored.contains(path));
        let mut sheets: Vec<SheetFile> = files
            .map(|(path, Found { shown, name, selected })| SheetFile { name, shown, path, selected })
            .collect();
        sheets.sort();
        sheets
    }
}

/// The names that no sheet can have, or that several share; a trouble for each that is selected.
fn refused(sheets: &[SheetFile]) -> (BTreeSet<Arc<str>>, Vec<Trouble>) {
    let (mut refused, mut troubles) = (BTreeSet::new(), Vec::new());
    for run in sheets.chunk_by(|one, other| one.name == other.name) {
        let trouble = match run {
            [one] if RESERVED.contains(&one.name.rsplit('/').next().unwrap_or_default()) => {
                Trouble::Reserved(one.shown.to_string())
            }
            [one, other, ..] => Trouble::Collision(one.shown.to_string(), other.shown.to_string()),
            _ => continue,
        };
        refused.insert(Arc::clone(&run[0].name));
        troubles.extend(run.iter().any(|sheet| sheet.selected).then_some(trouble));
    }
    (refused, troubles)
}

/// A path without `.` and `..`, by its words alone.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
        plain
    })
}

/// A YAML file's names; nothing for another file.
fn found(path: &Path, root: &Path, selection: &Path, shown: &str, selected: bool) -> Option<Found> {
    let ending = path.extension()?.to_str()?;
    if !["yaml", "yml"].iter().any(|it| ending.eq_ignore_ascii_case(it)) {
        return None;
    }
    let name = slashed(&path.strip_prefix(root).ok()?.with_extension(""));
    Some(Found { shown: shown_as(path, selection, shown).into(), name: name.into(), selected })
}

/// A path in the words of the PATH: below it, or beside it as far as the PATH itself was spelled out; else
/// as it is.
fn shown_as(path: &Path, selection: &Path, shown: &str) -> String {
    let typed: Vec<&str> = shown.split('/').filter(|part| *part != ".").collect();
    let places: Vec<&OsStr> = selection.iter().collect();
    for up in 0..=typed.len().min(places.len()) {
        let (kept, above) = (typed.len() - up, places.len() - up);
        let Ok(rest) = path.strip_prefix(places[..above].iter().collect::<PathBuf>()) else {
            let spelled = typed.get(kept.wrapping_sub(1)).zip(places.get(above.wrapping_sub(1)));
            if spelled.is_none_or(|(typed, place)| **place != **typed) {
                break;
            }
            continue;
        };
        let words = typed[..kept].iter().map(|part| (*part).to_owned());
        let parts: Vec<String> = words.chain(rest.iter().map(|part| part.to_string_lossy().into())).collect();
        return parts.join("/");
    }
    slashed(path)
}

fn unreadable(DiskError { path, error }: DiskError) -> Trouble {
    Trouble::Unreadable(slashed(&path), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_in_the_words_of_the_one_that_was_typed() {
        let told = |path: &str, typed: &str| {
            let selection = match typed.strip_prefix('/') {
                Some(_) => PathBuf::from(typed),
                None => plain(&Path::new("/town").join(typed)),
            };
            shown_as(Path::new(path), &selection, &slashed(Path::new(typed)))
        };
        let soumu = "/town/sheets/r2/soumu.yaml";
        assert_eq!(told(soumu, "sheets/r2/soumu.yaml"), "sheets/r2/soumu.yaml");
        assert_eq!(told(soumu, "sheets"), "sheets/r2/soumu.yaml");
        assert_eq!(told(soumu, "."), "sheets/r2/soumu.yaml");
        assert_eq!(told(soumu, "./sheets/r2"), "sheets/r2/soumu.yaml");
        assert_eq!(told(soumu, "/town/sheets"), soumu);
        // Beside and above it.
        assert_eq!(told("/town/sheets/r2/ward.yaml", "sheets/r2/soumu.yaml"), "sheets/r2/ward.yaml");
        assert_eq!(told("/town/sheets/mokuhyo.yaml", "sheets/r2/soumu.yaml"), "sheets/mokuhyo.yaml");
        assert_eq!(told("/town/mokuhyo.yaml", "sheets"), "mokuhyo.yaml");
        // Further than what was typed.
        assert_eq!(told("/mokuhyo.yaml", "sheets"), "/mokuhyo.yaml");
        assert_eq!(told("/town/mokuhyo.yaml", "../town/sheets"), "../town/mokuhyo.yaml");
    }
}
