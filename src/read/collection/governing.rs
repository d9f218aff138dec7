//! Resolves the settings that govern a path, with or without a sheet there.

use std::io;
use std::path::Path;

use super::SETTINGS;
use super::finder::{place_of, settings_root};
use super::shown::plain;
use crate::disk::{Disk, Kind, from_here};
use crate::read::boundary::Boundary;
use crate::read::{Reader, Reading, RunError};
use crate::sheet::Settings;

/// Merges settings key by key; later readings are nearer and override earlier ones.
pub(super) fn merged<'r>(readings: impl Iterator<Item = &'r Reading<Settings>>) -> Settings {
    let models = readings.filter_map(|reading| reading.model.as_ref());
    models.fold(Settings::default(), |outer, model| model.over(&outer))
}

/// Returns the settings that would govern a sheet at `path`, by the rule by which they govern those that are there.
///
/// # Errors
/// The first settings file that cannot be read, or that a link takes out of the collection.
pub fn settings_at(disk: &dyn Disk, reader: &Reader, path: &Path) -> Result<Settings, RunError> {
    let here = disk.canonical(Path::new(".")).ok();
    let whole = plain(&here.map_or_else(|| path.to_owned(), |here| here.join(path)));
    let there = whole.ancestors().skip(1).find(|folder| disk.kind(folder).is_ok()).unwrap_or(&whole);
    let folder =
        place_of(disk, there).map_err(|error| RunError::Unreadable(from_here(disk, there), error))?;
    let Some(root) = settings_root(disk, &folder) else { return Ok(Settings::default()) };
    let boundary = Boundary::around(disk, root);
    let folders: Vec<&Path> = folder.ancestors().take_while(|folder| folder.starts_with(root)).collect();
    let mut readings = Vec::new();
    for folder in folders.into_iter().rev() {
        readings.extend(settings_in(disk, reader, &boundary, folder)?);
    }
    Ok(merged(readings.iter()))
}

/// Reads the settings file of a folder, or returns `None` if it has no such file.
fn settings_in(
    disk: &dyn Disk,
    reader: &Reader,
    boundary: &Boundary,
    folder: &Path,
) -> Result<Option<Reading<Settings>>, RunError> {
    let file = folder.join(SETTINGS);
    let shown = || from_here(disk, &file);
    let unreadable = |error| RunError::Unreadable(shown(), error);
    match disk.kind(&file) {
        Ok(Kind::File) => {}
        Ok(Kind::Folder) => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(error)),
    }
    if !boundary.admits(disk, &file).map_err(unreadable)? {
        return Err(RunError::Outside(shown()));
    }
    let bytes = disk.read_source(&file).map_err(unreadable)?;
    Ok(Some(reader.settings(SETTINGS, &bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryDisk;
    use crate::sheet::Paper;

    #[test]
    fn a_sheet_that_is_not_there_is_governed_as_one_beside_it_is() {
        let sheet = "様式: 組織目標管理シート\n";
        let disk = MemoryDisk::with([
            ("/s/mokuhyo.yaml", "用紙: A3\n公開: しない\n"),
            ("/s/r2/mokuhyo.yaml", "公開: する\n"),
            ("/s/r2/a/mokuhyo.yaml", "[\n"),
            ("/s/r2/a/soumu.yaml", sheet),
            ("/s/r3/a/soumu.yaml", sheet),
        ]);
        let reader = Reader::new();
        let collection = super::super::Collection::open(&disk, &reader, &["/s".into()]).expect("readable");
        for file in &collection.sheets {
            let (known, new) = (collection.settings_of(file), file.path.with_file_name("new.yaml"));
            let at = settings_at(&disk, &reader, &new).expect("readable");
            assert_eq!((at.paper, at.publish), (known.paper, known.publish), "{}", file.name);
            assert_eq!(at.paper, Some(Paper::A3));
        }
        assert_eq!(
            settings_at(&disk, &reader, Path::new("/s/r9/b/c/d.yaml")).expect("readable").paper,
            Some(Paper::A3)
        );
        assert_eq!(
            settings_at(&disk, &reader, Path::new("/t/a.yaml")).ok().and_then(|settings| settings.paper),
            None
        );
    }
}
