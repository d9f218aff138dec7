//! The files of a roll: what is selected, what is written, and why it is not.

use std::io;
use std::path::{Path, PathBuf};

use super::Rolled;
use crate::disk::Disk;
use crate::finding::Message;
use crate::read::RunError;
use crate::sheet::FiscalYear;

/// The request of a roll.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// A sheet or a folder, as it was typed.
    pub path: &'a Path,
    /// The new year.
    pub to: FiscalYear,
    /// The folder for the new files, or `None` for the one beside the old year's folder.
    pub out: Option<&'a Path>,
}

/// A sheet of the plan.
#[derive(Debug)]
pub struct PlannedSheet {
    /// The old file, as it is shown to people.
    pub old: String,
    /// The new file.
    pub new: NewFile,
    /// The changes of its values.
    pub rolled: Rolled,
}

/// A file to be written.
#[derive(Debug)]
pub struct NewFile {
    /// Where.
    pub path: PathBuf,
    /// as it is shown to people.
    pub shown: String,
    /// What.
    pub(super) bytes: Vec<u8>,
}

/// Why nothing is written.
#[derive(Debug)]
pub enum PlanError {
    /// The request cannot be fulfilled.
    Refused(Message),
    /// A sheet that cannot be edited safely.
    UnsupportedLayout(Message),
    /// A file that could not be read.
    RunError(RunError),
}

/// Returns whether a path exists. One that cannot be examined because it is not a file exists too.
pub(super) fn exists(disk: &dyn Disk, path: &Path) -> bool {
    disk.kind(path).map_or_else(|error| error.kind() == io::ErrorKind::InvalidInput, |_| true)
}
