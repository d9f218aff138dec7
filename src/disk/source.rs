//! Replaces and creates sources. Links to a source, its mode, owner, group and attributes are kept, and so are the
//! changes that another program saves meanwhile.
#![expect(clippy::disallowed_methods, reason = "this is the module that they are kept to")]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::path_refusal::{PathRefusal, error_words};
use super::steps::{TEMPORARY, canonical, folder_of, synced};
use super::{keep, leftover, to_slash};
use crate::finding::Message;
use crate::source::Digest;

/// The reason why a source was not replaced. Then nothing has changed.
#[derive(Debug)]
pub enum ReplaceError {
    /// Another program saved the file after it was read.
    Changed,
    /// Links lead from it to this path, outside the folder that may be written to.
    Outside(PathBuf),
    /// It is write-protected.
    Protected,
    /// It has further names (hard links). A new file would leave those with the old bytes, and a write into the old file
    /// that is interrupted would leave half of it.
    OtherNames,
    /// The system refused.
    Failed(io::Error),
}

impl From<io::Error> for ReplaceError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

impl ReplaceError {
    /// Returns the message about the file that is shown as `shown`.
    pub fn words(&self, shown: &str) -> Message {
        match self {
            Self::Changed => Message::new(
                format!("「{shown}」が、読んでいる間に書き換えられました。もう一度実行してください。"),
                format!("{shown} was changed while it was being read. Run the command again."),
            ),
            Self::Outside(place) => {
                let place = to_slash(place);
                Message::new(
                    format!(
                        "「{shown}」は、このフォルダの外にある「{place}」へのリンクなので、書き換えませんでした。"
                    ),
                    format!("{shown} is a link to {place}, outside of this folder, and was not written to."),
                )
            }
            Self::Protected => Message::new(
                format!("「{shown}」は書き込みが禁止されているので、書き換えませんでした。"),
                format!("{shown} is write-protected and was not written to."),
            ),
            Self::OtherNames => Message::new(
                format!(
                    "「{shown}」には別の名前(ハードリンク)もあり、書き換えるとつながりが切れるので、書き換えませんでした。写しを作って置きかえるか、手で直してください。"
                ),
                format!(
                    "{shown} has other names (hard links) that a replacement would separate from it, and was not written to. Put a copy in its place, or edit it by hand."
                ),
            ),
            Self::Failed(error) => Message::new(
                format!("「{shown}」に書き込めません({})。", error_words(error).ja),
                format!("{shown} cannot be written: {}.", error_words(error).en),
            ),
        }
    }
}

/// Replaces the source at `path` below `within`, whose bytes had the digest `old`.
pub(super) fn replace(path: &Path, within: &Path, old: Digest, bytes: &[u8]) -> Result<(), ReplaceError> {
    replace_when(path, within, old, bytes, || {})
}

/// Does the same and calls `last` right before the new file is renamed to its path.
fn replace_when(
    path: &Path,
    within: &Path,
    old: Digest,
    bytes: &[u8],
    last: impl FnOnce(),
) -> Result<(), ReplaceError> {
    let place = canonical(path)?;
    if !place.starts_with(canonical(within)?) {
        return Err(ReplaceError::Outside(place));
    }
    let file = writable(&place)?;
    if keep::has_other_names(&file) {
        return Err(ReplaceError::OtherNames);
    }
    let mut beside = Builder::new().prefix(TEMPORARY).tempfile_in(folder_of(&place))?;
    leftover::hold(beside.as_file());
    beside.write_all(bytes)?;
    keep::keep(&file, beside.as_file())?;
    synced(beside.as_file())?;
    if Digest::of(&fs::read(&place)?) != old {
        return Err(ReplaceError::Changed);
    }
    // Windows does not replace a file that is open, not even for the process that opened it.
    drop(file);
    last();
    swap::put(beside, &place, old, Digest::of(bytes))?;
    settle(folder_of(&place));
    Ok(())
}

/// Opens a file for writing, which fails for a write-protected one. A rename would replace it all the same, because it
/// only needs a writable folder.
fn writable(place: &Path) -> Result<File, ReplaceError> {
    let metadata = fs::metadata(place)?;
    if !metadata.is_file() {
        return Err(io::Error::from(PathRefusal::NoFile).into());
    }
    if metadata.permissions().readonly() {
        return Err(ReplaceError::Protected);
    }
    File::options().read(true).write(true).open(place).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => ReplaceError::Protected,
        _ => error.into(),
    })
}

/// Creates a file that does not exist, with its folders.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    fs::create_dir_all(folder)?;
    let mut beside = new_beside(folder)?;
    leftover::hold(beside.as_file());
    beside.write_all(bytes)?;
    synced(beside.as_file())?;
    beside.persist_noclobber(path).map_err(|error| error.error)?;
    settle(folder);
    Ok(())
}

/// Returns a temporary file with the mode of any new file, which the umask and the folder's default rules decide.
#[cfg(unix)]
fn new_beside(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::Permissions::from_mode(0o666);
    Builder::new().prefix(TEMPORARY).permissions(mode).tempfile_in(folder)
}

#[cfg(not(unix))]
fn new_beside(folder: &Path) -> io::Result<NamedTempFile> {
    Builder::new().prefix(TEMPORARY).tempfile_in(folder)
}

/// Writes a folder's names to the disk, so that a rename survives a power failure. Errors are ignored, because not every
/// system supports this and the file is complete without.
pub(super) fn settle(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

mod swap;

#[cfg(test)]
mod tests;
