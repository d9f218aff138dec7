//! Finds the files of the collections that PATHs lie in.

mod settings;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::refusal::DEFAULT;
use super::shown::{plain, shown_as};
use super::walk::{FolderRefusal, FolderWalk};
use super::{Collection, SETTINGS, SheetFile};
use crate::disk::{Disk, DiskError, Kind, to_slash};
use crate::read::boundary::Boundary;
use crate::read::{Reader, RunError};

/// The endings of sheets.
const ENDINGS: [&str; 2] = ["yaml", "yml"];

/// A file on the way into the collection.
struct FoundFile {
    shown: Arc<str>,
    name: Arc<str>,
    selected: bool,
}

/// The files found so far.
pub(super) struct Finder<'a> {
    disk: &'a dyn Disk,
    /// Candidates by place: two PATHs may lead to one file.
    files: BTreeMap<PathBuf, FoundFile>,
    settings: BTreeMap<PathBuf, FoundFile>,
    boundary: Boundary,
    /// The PATHs that are settings files.
    pub(super) selected_settings: Vec<String>,
    /// The errors of the request.
    pub(super) failures: Vec<RunError>,
    /// The paths that are left out of the collection.
    run_errors: Vec<(PathBuf, RunError)>,
    /// The names of sheets that are left out.
    left_out: BTreeSet<Arc<str>>,
    /// The names of folders that cannot be listed, or lead out of the collection.
    unlisted: BTreeSet<String>,
    /// The folders whose settings cannot be read, with the error where it is not among `run_errors`.
    ungoverned: Vec<(PathBuf, Option<RunError>)>,
    spares: BTreeMap<PathBuf, Vec<PathBuf>>,
}

/// Returns a PATH, or where it is not there the sheet that it names without its ending.
pub fn with_ending(disk: &dyn Disk, path: &Path) -> PathBuf {
    let is_absent = |path: &Path| disk.kind(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    if path.as_os_str().is_empty() || !is_absent(path) {
        return path.to_owned();
    }
    let ended = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(".");
        name.push(ending);
        PathBuf::from(name)
    };
    let sheet = ENDINGS.map(ended).into_iter().find(|path| !is_absent(path));
    sheet.unwrap_or_else(|| path.to_owned())
}

/// Returns the place of a PATH. Below its outermost folder that lies in a collection, links are left as they
/// are, since the collection's walk checks them; outside of any collection, the path is resolved.
///
/// # Errors
/// Returns an error if nothing exists there or it cannot be examined.
pub fn place_of(disk: &dyn Disk, path: &Path) -> io::Result<PathBuf> {
    let kind = disk.kind(path)?;
    let real =
        |folder: &Path| disk.canonical(if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    let folders: Vec<&Path> = path.ancestors().skip(1).collect();
    for folder in folders.into_iter().rev() {
        let rest = path.strip_prefix(folder).unwrap_or(path);
        let place = real(folder)?;
        if !rest.components().any(|part| part == Component::ParentDir)
            && settings_root(disk, &place).is_some()
        {
            return Ok(plain(&place.join(rest)));
        }
    }
    match (path.parent(), path.file_name()) {
        // A link to a sheet is a sheet in the folder of the link.
        (Some(folder), Some(name)) if kind == Kind::File => Ok(real(folder)?.join(name)),
        _ => disk.canonical(path),
    }
}

/// Returns the topmost folder at or above a PATH that has settings or is `sheets`, or `None` if no folder
/// has.
pub fn root_of(disk: &dyn Disk, path: &Path) -> Option<PathBuf> {
    settings_root(disk, &place_of(disk, path).ok()?).map(Path::to_owned)
}

/// Returns the topmost folder at or above `folder` that has settings or is the default PATH of the commands. So a sheet
/// has the same output whichever PATH selects it.
pub(super) fn settings_root<'p>(disk: &dyn Disk, folder: &'p Path) -> Option<&'p Path> {
    let usual = disk.canonical(Path::new(DEFAULT)).ok();
    let is_root = |folder: &&Path| {
        usual.as_deref() == Some(*folder) || matches!(disk.kind(&folder.join(SETTINGS)), Ok(Kind::File))
    };
    folder.ancestors().filter(is_root).last()
}

impl<'a> Finder<'a> {
    /// Returns a finder that has found nothing yet.
    pub(super) fn new(disk: &'a dyn Disk) -> Self {
        Self {
            disk,
            files: BTreeMap::new(),
            settings: BTreeMap::new(),
            boundary: Boundary::default(),
            selected_settings: Vec::new(),
            failures: Vec::new(),
            run_errors: Vec::new(),
            left_out: BTreeSet::new(),
            unlisted: BTreeSet::new(),
            ungoverned: Vec::new(),
            spares: BTreeMap::new(),
        }
    }

    /// Finds what the PATHs select, and all that lies beside it.
    pub(super) fn add_all(&mut self, paths: &[PathBuf]) {
        for path in paths {
            self.add(&with_ending(self.disk, path));
        }
    }

    /// Returns the collection of what was found.
    ///
    /// # Errors
    /// Every trouble that keeps the run from being what was asked for.
    pub(super) fn collection(mut self, reader: &Reader) -> Result<Collection, Vec<RunError>> {
        let (settings, dictionaries) = self.read_settings(reader);
        self.leave_out_ungoverned();
        if !self.failures.is_empty() {
            return Err(self.failures);
        }
        let sheets = self.sheets(&dictionaries);
        let mut names = std::mem::take(&mut self.left_out);
        names.extend(sheets.iter().map(|sheet| Arc::clone(&sheet.name)));
        let Self { boundary, run_errors, unlisted, spares, .. } = self;
        // A dictionary is reported at its line in the settings.
        let run_errors = run_errors.into_iter().filter(|(path, _)| !dictionaries.contains(path));
        let run_errors = run_errors.map(|(_, run_error)| run_error).collect();
        let drafts = BTreeSet::new();
        let collection =
            Collection { sheets, settings, names, unlisted, run_errors, drafts, boundary, spares };
        Ok(Collection { drafts: collection.draft_folders(), ..collection })
    }

    fn add(&mut self, path: &Path) {
        let shown = to_slash(path);
        let place = place_of(self.disk, path).and_then(|place| Ok((self.disk.kind(path)?, place)));
        let (kind, place) = match place {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return self.failures.push(RunError::NoPath(shown));
            }
            Err(error) => return self.failures.push(RunError::Unreadable(shown, error)),
        };
        let folder = if kind == Kind::Folder { place.as_path() } else { place.parent().unwrap_or(&place) };
        let root = settings_root(self.disk, folder).unwrap_or(folder).to_owned();
        let boundary = Boundary::around(self.disk, &root);
        let walk = FolderWalk::over(self.disk, &root, &place, &boundary);
        self.boundary.extend(boundary);
        let selection = Selection { root: &root, place: &place, shown: &shown };
        if walk.files.is_empty() && !walk.errors.is_empty() {
            let unreadable =
                |error: DiskError| RunError::Unreadable(selection.shown_of(&error.path), error.error);
            self.failures.extend(walk.errors.into_iter().map(unreadable));
        } else {
            self.take(walk, &selection);
        }
    }

    fn take(&mut self, walk: FolderWalk, selection: &Selection) {
        let mut any = self.refuse(walk.refused, selection) | self.leave_out(walk.errors, selection);
        if selection.place.file_name().is_some_and(|name| name == SETTINGS)
            && walk.files.contains(selection.place)
        {
            any = true;
            self.selected_settings.push(selection.shown.to_owned());
        }
        for mut path in walk.files {
            // There are thousands, and those that are found have room for more.
            path.shrink_to_fit();
            let Some(found) = selection.found(&path) else { continue };
            if path.file_name().is_some_and(|name| name == SETTINGS) {
                self.settings.entry(path).or_insert(found);
            } else {
                any |= found.selected;
                self.keep(path, found);
            }
        }
        if !any {
            self.failures.push(RunError::NoSheet(selection.shown.to_owned()));
        }
    }

    /// Keeps a sheet in the words of the first PATH that selects it.
    fn keep(&mut self, path: PathBuf, found: FoundFile) {
        match self.files.entry(path) {
            Entry::Vacant(place) => drop(place.insert(found)),
            Entry::Occupied(mut known) if found.selected && !known.get().selected => {
                known.insert(found);
            }
            Entry::Occupied(_) => {}
        }
    }

    /// Reports links that are not followed, if they are selected or govern what is. Returns whether any is
    /// reported.
    fn refuse(&mut self, refused: Vec<(PathBuf, FolderRefusal)>, selection: &Selection) -> bool {
        let mut any = false;
        for (path, why) in refused {
            let is_folder = matches!(self.disk.kind(&path), Ok(Kind::Folder));
            let found = selection.found(&path).filter(|_| !is_folder);
            if found.is_none() && !is_folder {
                continue;
            }
            let is_settings = path.file_name().is_some_and(|name| name == SETTINGS);
            if let Some(found) = found.filter(|_| !is_settings) {
                self.left_out.insert(found.name);
            }
            if is_folder && why == FolderRefusal::Outside {
                self.unlisted.insert(selection.name_of(&path));
            } else if is_settings {
                self.ungoverned.push((path.parent().unwrap_or(&path).to_owned(), None));
            }
            let is_selected = path.starts_with(selection.place);
            let governs = is_settings && path.parent().is_some_and(|at| selection.place.starts_with(at));
            if is_selected || governs {
                any |= is_selected;
                let shown = selection.shown_of(&path);
                self.report(why, path, shown);
            }
        }
        any
    }

    /// Leaves out what cannot be read, and reports it where it is selected or holds what is. Returns whether any is
    /// selected.
    fn leave_out(&mut self, errors: Vec<DiskError>, selection: &Selection) -> bool {
        let mut any = false;
        for DiskError { path, error } in errors {
            if let Some(found) = selection.found(&path) {
                self.left_out.insert(found.name);
            }
            self.unlisted.insert(selection.name_of(&path));
            let is_selected = path.starts_with(selection.place);
            any |= is_selected;
            if (is_selected || selection.place.starts_with(&path))
                && !self.run_errors.iter().any(|(known, _)| *known == path)
            {
                let shown = selection.shown_of(&path);
                self.run_errors.push((path, RunError::Unreadable(shown, error)));
            }
        }
        any
    }

    /// Reports a link once, even if several PATHs lead to it.
    fn report(&mut self, why: FolderRefusal, path: PathBuf, shown: String) {
        let run_error = match why {
            FolderRefusal::Outside => RunError::Outside(shown),
            FolderRefusal::Cycle => RunError::Cycle(shown),
            FolderRefusal::TooMany => RunError::ManyLinks(shown),
        };
        if !self.run_errors.iter().any(|(known, _)| *known == path) {
            self.run_errors.push((path, run_error));
        }
    }

    /// Returns the sources by name.
    fn sheets(&mut self, dictionaries: &BTreeSet<PathBuf>) -> Vec<SheetFile> {
        let files = std::mem::take(&mut self.files).into_iter();
        let mut sheets: Vec<SheetFile> = files
            .filter(|(path, _)| !dictionaries.contains(path))
            .map(|(path, FoundFile { shown, name, selected })| SheetFile { name, shown, path, selected })
            .collect();
        sheets.sort();
        sheets
    }
}

/// A PATH: the collection that it lies in, where it is, and as it was typed.
struct Selection<'a> {
    root: &'a Path,
    place: &'a PathBuf,
    shown: &'a str,
}

impl Selection<'_> {
    /// Returns the names that a YAML file uses; empty for another file.
    fn found(&self, path: &Path) -> Option<FoundFile> {
        let ending = path.extension()?.to_str()?;
        if !ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            return None;
        }
        let name = to_slash(&path.strip_prefix(self.root).ok()?.with_extension(""));
        let shown = self.shown_of(path);
        Some(FoundFile { shown: shown.into(), name: name.into(), selected: path.starts_with(self.place) })
    }

    /// Returns the name of a folder, from the root; empty for the root.
    fn name_of(&self, path: &Path) -> String {
        path.strip_prefix(self.root).map(to_slash).unwrap_or_default()
    }

    /// Returns a path as it is shown to people.
    fn shown_of(&self, path: &Path) -> String {
        shown_as(path, self.place, self.shown)
    }
}
