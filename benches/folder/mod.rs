//! Files of a bench in its own folder.

use std::fs;
use std::path::Path;

/// Writes files below a folder: their paths from there, and their texts.
pub(crate) fn write(folder: &Path, files: impl IntoIterator<Item = (String, String)>) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
