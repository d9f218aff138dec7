//! The places of the new year's files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Rolled;
use super::files::{NewFile, PlanError, PlannedSheet, Target, exists};
use super::name::named_alike;
use crate::disk::{Disk, Kind, from_here, to_slash};
use crate::finding::Message;
use crate::read::{Collection, RunError, SETTINGS, SheetFile, place_of};
use crate::sheet::FiscalYear;

/// From the old files to the new: what begins with one folder begins with another.
#[derive(Debug)]
pub(super) struct Destination {
    from: PathBuf,
    to: PathBuf,
    /// `to`, as it is shown to people.
    shown: String,
    /// The folder that was selected; `None` if it was a sheet.
    folder: Option<PathBuf>,
}

/// A folder of the new year.
#[derive(Debug)]
pub(super) struct TargetFolder {
    pub(super) path: PathBuf,
    /// as it is shown to people.
    pub(super) shown: String,
}

impl TargetFolder {
    /// Returns the folder of a new file.
    pub(super) fn of(file: &NewFile) -> Option<Self> {
        let (path, shown) = (file.path.parent()?, Path::new(&file.shown).parent()?);
        Some(Self { path: path.to_owned(), shown: to_slash(shown) })
    }
}

impl Destination {
    /// Finds the old folder and the new one of `target`.
    pub(super) fn of(disk: &dyn Disk, collection: &Collection, target: &Target) -> Result<Self, PlanError> {
        let shown = to_slash(target.path);
        let is_folder = matches!(disk.kind(target.path), Ok(Kind::Folder));
        let parent = target.path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let typed = if is_folder { target.path } else { parent.unwrap_or(Path::new(".")) };
        let place = place_of(disk, typed);
        let place = place.map_err(|error| PlanError::RunError(RunError::Unreadable(shown.clone(), error)))?;
        let folder = is_folder.then(|| place.clone());
        if let Some(out) = target.out {
            if let Some(year) = another_year(out, target.to) {
                return Err(PlanError::Refused(of_another_year(&to_slash(out), year, target.to)));
            }
            return Ok(Self { from: place, to: out.to_owned(), shown: to_slash(out), folder });
        }
        let old = target.to.before(1);
        let Some((year, name)) = year_folder(&place, root(collection, &place), old) else {
            return Err(PlanError::Refused(no_year_folder(&shown, old)));
        };
        let name_now = named_alike(name, target.to);
        let below = place.strip_prefix(year).map_or(0, |below| below.iter().count());
        let to = year.with_file_name(&name_now);
        let shown = in_typed_words(typed, name, below, &name_now).unwrap_or_else(|| from_here(disk, &to));
        Ok(Self { from: year.to_owned(), to, shown, folder })
    }

    /// Returns the folder that new files lie in.
    pub(super) fn folder(&self) -> PathBuf {
        self.to.clone()
    }

    /// Returns the new place of a file of the old year, or `None` for one outside of it.
    fn file(&self, path: &Path, bytes: Vec<u8>) -> Option<NewFile> {
        let rest = path.strip_prefix(&self.from).ok()?;
        let shown = to_slash(&Path::new(&self.shown).join(rest));
        Some(NewFile { path: self.to.join(rest), shown, bytes })
    }

    /// Returns the file of the old year that a new one comes from.
    pub(super) fn source_of(&self, new: &Path) -> Option<PathBuf> {
        Some(self.from.join(new.strip_prefix(&self.to).ok()?))
    }

    /// Returns the folder that a roll begins: the one that was selected, or a sheet's.
    pub(super) fn begun(&self, sheets: &[PlannedSheet]) -> Option<TargetFolder> {
        let first = sheets.first()?;
        let of_sheet = || first.new.path.parent().and_then(|folder| self.source_of(folder));
        let old = self.folder.clone().or_else(of_sheet)?;
        let rest = old.strip_prefix(&self.from).ok()?;
        Some(TargetFolder { path: self.to.join(rest), shown: to_slash(&Path::new(&self.shown).join(rest)) })
    }

    /// Returns a sheet at its new place, or `None` for one outside of the old folder.
    pub(super) fn sheet(&self, (file, bytes, rolled): (&SheetFile, Vec<u8>, Rolled)) -> Option<PlannedSheet> {
        let new = self.file(&file.path, bytes)?;
        Some(PlannedSheet { old: file.shown.to_string(), new, rolled })
    }

    /// Returns copies of the settings and dictionaries that govern the sheets: those of the folder itself,
    /// and those around it, which serve other sheets too, where the new year has none.
    pub(super) fn copies(
        &self,
        disk: &dyn Disk,
        collection: &Collection,
        sheets: &[&SheetFile],
    ) -> Result<Vec<NewFile>, PlanError> {
        let governs = |folder: &&PathBuf| sheets.iter().any(|sheet| sheet.path.starts_with(folder));
        let settings = collection.settings.keys().filter(governs).map(|folder| folder.join(SETTINGS));
        let dictionaries = sheets.iter().flat_map(|sheet| collection.dictionaries_of(sheet));
        let mut copies = Vec::new();
        for path in settings.chain(dictionaries).collect::<BTreeSet<_>>() {
            let Some(file) = self.file(&path, Vec::new()) else { continue };
            let is_own = self.folder.as_ref().is_some_and(|folder| path.starts_with(folder));
            if is_own || !exists(disk, &file.path) {
                let bytes = disk.read_source(&path);
                let unreadable =
                    |error| PlanError::RunError(RunError::Unreadable(from_here(disk, &path), error));
                copies.push(NewFile { bytes: bytes.map_err(unreadable)?, ..file });
            }
        }
        Ok(copies)
    }
}

/// Returns the topmost folder at or above `place` that has settings. Folders above it are outside of the
/// collection.
fn root<'a>(collection: &'a Collection, place: &Path) -> Option<&'a Path> {
    collection.settings.keys().map(PathBuf::as_path).find(|folder| place.starts_with(folder))
}

/// Returns the nearest folder at or above `place`, in the collection, that is named after a year, and that name.
fn year_folder<'p>(place: &'p Path, root: Option<&Path>, year: FiscalYear) -> Option<(&'p Path, &'p str)> {
    let named = |folder: &'_ Path| folder.file_name()?.to_str()?.parse().ok();
    let mut inside = place.ancestors().filter(|folder| root.is_none_or(|root| folder.starts_with(root)));
    let folder = inside.find(|folder| named(folder) == Some(year))?;
    Some((folder, folder.file_name()?.to_str()?))
}

/// Returns the year that the nearest folder of a path is named after, where it is another one.
fn another_year(out: &Path, to: FiscalYear) -> Option<FiscalYear> {
    let years = out.iter().rev().filter_map(|part| part.to_str()?.parse::<FiscalYear>().ok());
    years.take(1).find(|year| *year != to)
}

fn of_another_year(out: &str, year: FiscalYear, to: FiscalYear) -> Message {
    Message::new(
        format!(
            "「{out}」は{year}のフォルダなので、{to}のシートは置けません。別のフォルダを --out で指定してください。"
        ),
        format!(
            "{out} is a folder of {year}: no sheets of {to} go there. Name another folder with --out DIR."
        ),
    )
}

/// Returns the new year's folder as the PATH would have spelled it, where the PATH names the old one's.
fn in_typed_words(typed: &Path, name: &str, below: usize, name_now: &str) -> Option<String> {
    let typed = to_slash(typed);
    let parts: Vec<&str> = typed.split('/').filter(|part| *part != ".").collect();
    let at = parts.len().checked_sub(below + 1)?;
    (parts[at] == name).then(|| [&parts[..at], &[name_now]].concat().join("/"))
}

fn no_year_folder(path: &str, year: FiscalYear) -> Message {
    let name = year.short().to_lowercase();
    Message::new(
        format!(
            "「{path}」への道に年度の名前のフォルダ({name} など)がないので、置き場所が決まりません。`--out フォルダ` で指定してください。"
        ),
        format!(
            "No folder of {path} is named after the year, as {name} is. Name one for the new files with --out DIR."
        ),
    )
}
