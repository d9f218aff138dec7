//! Checks whether a sheet may be created under a name.

use std::path::{Component, Path, PathBuf};

use super::super::naming::{collision_key, misnamed_folder, misnamed_sheet};
use super::{SETTINGS, plain};
use crate::disk::{Disk, Kind, PathRefusal, to_slash};
use crate::finding::Message;
use crate::read::{RunError, bounds};

/// The folder that commands look into where no PATH is given.
pub(super) const DEFAULT: &str = "sheets";

/// Returns why no new sheet may be at `path`: a name that it or a folder of it may not have, or one that
/// cannot be reported apart from a sheet's beside it.
pub fn refusal(disk: &dyn Disk, path: &Path) -> Option<Message> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stem = path.file_stem()?.to_string_lossy();
    let misnamed = misnamed_part(disk, folder).or_else(|| Some(misnamed_sheet(&stem)?.words(&stem)));
    misnamed
        .or_else(|| leads_out(disk, path))
        .or_else(|| folder_alike(disk, folder))
        .or_else(|| sheet_alike(disk, folder, path))
}

/// Returns why no new sheets may be in a folder, which need not be there: a name that it or a folder above may
/// not have, a link that leads out, or a name that cannot be reported apart from one beside it.
pub fn folder_refusal(disk: &dyn Disk, folder: &Path) -> Option<Message> {
    misnamed_part(disk, folder)
        .or_else(|| leads_out(disk, &folder.join(SETTINGS)))
        .or_else(|| folder_alike(disk, folder))
}

/// Returns why nothing is written at a path: a link in the collection, on the way to it, leads out of the collection
/// and its git work tree. What is read is refused there as well.
pub fn leads_out(disk: &dyn Disk, path: &Path) -> Option<Message> {
    let here = disk.canonical(Path::new(".")).ok();
    let whole = plain(&here.as_ref().map_or_else(|| path.to_owned(), |here| here.join(path)));
    let is_top = |at: &&Path| {
        matches!(disk.kind(&at.join(SETTINGS)), Ok(Kind::File)) || disk.kind(&at.join(".git")).is_ok()
    };
    let known = whole.ancestors().skip(1).filter(is_top).last();
    let top = known.or_else(|| here.as_deref().filter(|here| whole.starts_with(here)))?;
    let bound = bounds(disk, &disk.canonical(top).ok()?);
    let real = whole.ancestors().skip(1).find_map(|at| disk.canonical(at).ok())?;
    let shown = to_slash(path);
    (!real.starts_with(bound)).then(|| RunError::Unwritable(shown, PathRefusal::LeadsOut.into()).words())
}

/// Returns the first folder of the path that is not there, beside one that other systems take for the same.
fn folder_alike(disk: &dyn Disk, folder: &Path) -> Option<Message> {
    let missing =
        folder.ancestors().filter(|at| !at.as_os_str().is_empty() && disk.kind(at).is_err()).last()?;
    let (name, above) = (missing.file_name()?.to_string_lossy(), missing.parent()?);
    let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
    let key = |name: &str| collision_key(&format!("{name}/"));
    let files = disk.files(above).ok()?;
    let beside = files.iter().filter_map(|file| file.strip_prefix(above).ok()?.iter().next());
    let existing = beside
        .map(|component| component.to_string_lossy())
        .find(|candidate| *candidate != name && key(candidate) == key(&name))?;
    let existing_path = to_slash(&missing.with_file_name(&*existing));
    Some(RunError::NamesAlike(existing_path, to_slash(missing)).words())
}

/// Returns a folder of the path, below the collection's root, that may not be called so. Where no root is known, all
/// folders of a path that was typed from here are.
fn misnamed_part(disk: &dyn Disk, folder: &Path) -> Option<Message> {
    let is_root = |folder: &&Path| {
        folder.file_name().is_some_and(|name| name == DEFAULT)
            || matches!(disk.kind(&folder.join(SETTINGS)), Ok(Kind::File))
    };
    let root = folder.ancestors().filter(is_root).last();
    let below = match root {
        Some(root) => folder.strip_prefix(root).ok()?,
        None if folder.is_relative() => folder,
        None => return None,
    };
    let named = below.components().filter(|part| matches!(part, Component::Normal(_))).enumerate();
    let mut wrong = named.filter_map(|(place, part)| {
        let name = part.as_os_str().to_string_lossy();
        Some(misnamed_folder(&name, place == 0 && root.is_some())?.words(&name))
    });
    wrong.next()
}

fn sheet_alike(disk: &dyn Disk, folder: &Path, path: &Path) -> Option<Message> {
    let key = |path: &Path| path.file_stem().map(|stem| collision_key(&stem.to_string_lossy()));
    let is_yaml =
        |path: &Path| path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let files = disk.kind(folder).is_ok().then(|| disk.files(folder).ok()).flatten()?;
    let is_alike = |file: &&PathBuf| {
        file.parent() == path.parent().filter(|parent| !parent.as_os_str().is_empty()).or(Some(folder))
            && file.file_name() != path.file_name()
            && is_yaml(file)
            && key(file) == key(path)
    };
    let existing = files.iter().find(is_alike)?;
    let (new, existing) = (to_slash(path), to_slash(existing));
    let same = Path::new(&new).file_stem() == Path::new(&existing).file_stem();
    Some(if same {
        RunError::Collision(new, existing).words()
    } else {
        RunError::NamesAlike(new, existing).words()
    })
}
