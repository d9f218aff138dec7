//! The dictionaries that settings name, and those that they seem to mean.

use std::path::{Path, PathBuf};

use super::Collection;
use super::shown::{beside, plain};
use crate::read::Reading;
use crate::sheet::Settings;
use crate::source::Text;

/// A dictionary as settings name it.
#[derive(Debug)]
pub struct NamedDictionary<'a> {
    /// The folder of the settings.
    pub folder: &'a Path,
    /// Its place in the list.
    pub index: usize,
    /// Its name, as it is written.
    pub name: &'a Text,
    /// Where it is.
    pub path: PathBuf,
    /// as it is shown to people.
    pub shown: String,
}

impl Collection {
    /// Returns every dictionary that settings of the collection name.
    pub fn named_dictionaries(&self) -> impl Iterator<Item = NamedDictionary<'_>> {
        self.settings.iter().flat_map(|(folder, reading)| {
            named(reading).map(move |(index, name)| NamedDictionary {
                folder,
                index,
                name,
                path: plain(&folder.join(&name.text)),
                shown: beside(&reading.source.path, &name.text),
            })
        })
    }

    /// Returns the names of the dictionaries beside the settings in `folder` that these do not name, where they
    /// name one that is not there.
    pub fn spare_dictionaries(&self, folder: &Path) -> Vec<&str> {
        let spares = self.spares.get(folder).into_iter().flatten();
        spares.filter_map(|path| path.file_name()?.to_str()).collect()
    }
}

/// Returns the dictionaries that settings name, with their places in the list.
pub(super) fn named(reading: &Reading<Settings>) -> impl Iterator<Item = (usize, &Text)> {
    let names =
        reading.model.iter().flat_map(|model| &model.dictionaries).flat_map(|names| &names.0).enumerate();
    names.filter_map(|(index, name)| Some((index, name.as_ref()?))).filter(|(_, name)| !name.is_blank())
}

/// Returns whether a file of YAML is a dictionary in prh's format, by its first keys.
pub(crate) fn looks_like_dictionary(bytes: &[u8]) -> bool {
    has_line(bytes, "rules:") && !looks_like_sheet(bytes)
}

/// Returns whether a YAML file declares itself a sheet.
pub(super) fn looks_like_sheet(bytes: &[u8]) -> bool {
    has_line(bytes, "様式")
}

fn has_line(bytes: &[u8], start: &str) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    lines.any(|line| line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).starts_with(start.as_bytes()))
}
