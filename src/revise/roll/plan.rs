//! Which files a roll writes: every sheet of a folder or none, with the settings and dictionaries beside them.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::name::named_alike;
use super::{Obstacle, Rolled, rolled};
use crate::disk::{Disk, Kind, slashed};
use crate::finding::Words;
use crate::read::{Collection, SheetFile, Trouble};
use crate::sheet::FiscalYear;
use crate::source::Source;

/// The name of a settings file.
const SETTINGS: &str = "mokuhyo.yaml";

/// What is to be rolled.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// A sheet or a folder, as it was typed.
    pub path: &'a Path,
    /// The year that it goes to.
    pub to: FiscalYear,
    /// The folder for the new files; nothing for the one that the year's folder has beside it.
    pub out: Option<&'a Path>,
}

/// A sheet of the plan.
#[derive(Debug)]
pub struct PlannedSheet {
    /// The old file, as people are told it.
    pub old: String,
    /// The new file.
    pub new: NewFile,
    /// What became of its values.
    pub rolled: Rolled,
}

/// A file to be written.
#[derive(Debug)]
pub struct NewFile {
    /// Where.
    pub path: PathBuf,
    /// As people are told it.
    pub shown: String,
    bytes: Vec<u8>,
}

/// All that a roll writes.
#[derive(Debug)]
pub struct Plan {
    /// The sheets, by name.
    pub sheets: Vec<PlannedSheet>,
    /// Settings and dictionaries, as they are.
    pub copies: Vec<NewFile>,
}

/// Why nothing is written.
#[derive(Debug)]
pub enum PlanError {
    /// What was asked for cannot be had.
    Refused(Words),
    /// A sheet that cannot be edited safely.
    Odd(Words),
    /// A file that could not be read.
    Trouble(Trouble),
}

impl Plan {
    /// Rolls the sheets of `collection` that `target` selects. Nothing is written yet.
    ///
    /// # Errors
    /// Every reason for which not all of them can be written.
    pub fn of(disk: &dyn Disk, collection: &Collection, target: &Target) -> Result<Self, Vec<PlanError>> {
        let selected: Vec<&SheetFile> = collection.sheets.iter().filter(|sheet| sheet.selected).collect();
        let (mut sheets, mut errors) = (Vec::new(), Vec::new());
        for file in &selected {
            match roll(disk, file, target.to) {
                Ok((bytes, rolled)) => sheets.push((*file, bytes, rolled)),
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let way = Way::of(disk, collection, target).map_err(|error| vec![error])?;
        let copies = way.copies(disk, collection, &selected).map_err(|error| vec![error])?;
        let plan = Self { sheets: sheets.into_iter().filter_map(|it| way.sheet(it)).collect(), copies };
        match plan.in_the_way(disk) {
            there if there.is_empty() => Ok(plan),
            there => Err(vec![PlanError::Refused(in_the_way(&there))]),
        }
    }

    /// Writes every file, or none: where one cannot be written, those before it are taken away again.
    ///
    /// # Errors
    /// The first that could not be written.
    pub fn write(&self, disk: &dyn Disk) -> Result<(), Trouble> {
        let mut written: Vec<&NewFile> = Vec::new();
        for file in self.files() {
            if let Err(error) = disk.write(&file.path, &file.bytes) {
                for file in written {
                    // One that stays is in the way of the next run, which tells it.
                    let _ = disk.remove(&file.path);
                }
                return Err(Trouble::Unwritable(file.shown.clone(), error));
            }
            written.push(file);
        }
        Ok(())
    }

    fn files(&self) -> impl Iterator<Item = &NewFile> {
        self.copies.iter().chain(self.sheets.iter().map(|sheet| &sheet.new))
    }

    /// Files that are there already, and those that would be one sheet with a new one.
    fn in_the_way(&self, disk: &dyn Disk) -> Vec<String> {
        let mut there = BTreeSet::new();
        for file in self.files() {
            let shown = Path::new(&file.shown);
            for ending in ["yaml", "yml"] {
                if exists(disk, &file.path.with_extension(ending)) {
                    there.insert(slashed(&shown.with_extension(ending)));
                }
            }
            if exists(disk, &file.path) {
                there.insert(file.shown.clone());
            }
        }
        there.into_iter().collect()
    }
}

/// What cannot be looked at because it is no file is there all the same.
fn exists(disk: &dyn Disk, path: &Path) -> bool {
    disk.kind(path).map_or_else(|error| error.kind() == io::ErrorKind::InvalidInput, |_| true)
}

fn in_the_way(there: &[String]) -> Words {
    Words::new(
        format!(
            "次のファイルがもうあるので、何も書き込みませんでした: {}。要らなければ消し、要るなら別の場所に移してから、もう一度実行してください。",
            there.join("、")
        ),
        format!(
            "Nothing was written, since these are there already: {}. Remove them or move them away.",
            there.join(", ")
        ),
    )
}

/// A sheet's bytes in the new year.
fn roll(disk: &dyn Disk, file: &SheetFile, to: FiscalYear) -> Result<(Vec<u8>, Rolled), PlanError> {
    let unreadable = |error| PlanError::Trouble(Trouble::Unreadable(file.shown.clone(), error));
    let bytes = disk.read(&file.path).map_err(unreadable)?;
    let source = Source::new(file.shown.clone(), String::from_utf8_lossy(&bytes));
    let mut rolled = rolled(&bytes, &source, to).map_err(|obstacle| {
        let words = obstacle.words(&file.shown, to);
        if matches!(obstacle, Obstacle::Odd(_)) { PlanError::Odd(words) } else { PlanError::Refused(words) }
    })?;
    Ok((std::mem::take(&mut rolled.bytes), rolled))
}

/// From the old files to the new: what begins with one folder begins with another.
#[derive(Debug)]
struct Way {
    from: PathBuf,
    to: PathBuf,
    /// `to`, as people are told it.
    shown: String,
    /// The folder that was selected; nothing where it was a sheet.
    folder: Option<PathBuf>,
}

impl Way {
    fn of(disk: &dyn Disk, collection: &Collection, target: &Target) -> Result<Self, PlanError> {
        let shown = slashed(target.path);
        let is_folder = matches!(disk.kind(target.path), Ok(Kind::Folder));
        let parent = target.path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let typed = if is_folder { target.path } else { parent.unwrap_or(Path::new(".")) };
        let place = disk.canonical(typed);
        let place = place.map_err(|error| PlanError::Trouble(Trouble::Unreadable(shown.clone(), error)))?;
        let folder = is_folder.then(|| place.clone());
        if let Some(out) = target.out {
            return Ok(Self { from: place, to: out.to_owned(), shown: slashed(out), folder });
        }
        let old = target.to.before(1);
        let Some((year, name)) = year_folder(&place, root(collection, &place), old) else {
            return Err(PlanError::Refused(no_year_folder(&shown, old)));
        };
        let name_now = named_alike(name, target.to);
        let below = place.strip_prefix(year).map_or(0, |below| below.iter().count());
        let to = year.with_file_name(&name_now);
        let shown = in_typed_words(typed, name, below, &name_now).unwrap_or_else(|| slashed(&to));
        Ok(Self { from: year.to_owned(), to, shown, folder })
    }

    /// Where a file of the old year comes to stand; nothing for one outside of it.
    fn file(&self, path: &Path, bytes: Vec<u8>) -> Option<NewFile> {
        let rest = path.strip_prefix(&self.from).ok()?;
        let shown = slashed(&Path::new(&self.shown).join(rest));
        Some(NewFile { path: self.to.join(rest), shown, bytes })
    }

    fn sheet(&self, (file, bytes, rolled): (&SheetFile, Vec<u8>, Rolled)) -> Option<PlannedSheet> {
        let new = self.file(&file.path, bytes)?;
        Some(PlannedSheet { old: file.shown.clone(), new, rolled })
    }

    /// The settings and dictionaries that govern the sheets. Those of the folder itself come with it; those
    /// around it, which serve other sheets too, where the new year has none yet.
    fn copies(
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
                let bytes = disk.read(&path);
                let unreadable = |error| PlanError::Trouble(Trouble::Unreadable(slashed(&path), error));
                copies.push(NewFile { bytes: bytes.map_err(unreadable)?, ..file });
            }
        }
        Ok(copies)
    }
}

/// The topmost folder at or above `place` that has settings: what is above it is no part of the collection.
fn root<'a>(collection: &'a Collection, place: &Path) -> Option<&'a Path> {
    collection.settings.keys().map(PathBuf::as_path).find(|folder| place.starts_with(folder))
}

/// The nearest folder at or above `place`, in the collection, that is named after a year, and that name.
fn year_folder<'p>(place: &'p Path, root: Option<&Path>, year: FiscalYear) -> Option<(&'p Path, &'p str)> {
    let named = |folder: &'_ Path| folder.file_name()?.to_str()?.parse().ok();
    let mut inside = place.ancestors().filter(|folder| root.is_none_or(|root| folder.starts_with(root)));
    let folder = inside.find(|folder| named(folder) == Some(year))?;
    Some((folder, folder.file_name()?.to_str()?))
}

/// The new year's folder as the PATH would have spelled it, where the PATH names the old one's.
fn in_typed_words(typed: &Path, name: &str, below: usize, name_now: &str) -> Option<String> {
    let typed = slashed(typed);
    let parts: Vec<&str> = typed.split('/').filter(|part| *part != ".").collect();
    let at = parts.len().checked_sub(below + 1)?;
    (parts[at] == name).then(|| [&parts[..at], &[name_now]].concat().join("/"))
}

fn no_year_folder(path: &str, year: FiscalYear) -> Words {
    let name = year.short().to_lowercase();
    Words::new(
        format!(
            "「{path}」への道に年度の名前のフォルダ({name} など)がないので、置き場所が決まりません。`--out フォルダ` で指定してください。"
        ),
        format!(
            "No folder of {path} is named after the year, as {name} is. Name one for the new files with --out DIR."
        ),
    )
}
