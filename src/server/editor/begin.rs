//! Begins a collection: writes its first sheet.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::disk::{Disk, Kind, RealDisk, WritableDisk, error_words, to_slash};
use crate::edit::{Address, KnownValues, Skeleton, Wish, apply, begun as begun_settings, skeleton};
use crate::finding::Message;
use crate::read::Reader;
use crate::session::SessionError;
use crate::sheet::Form;

/// The first sheet of a collection.
#[derive(Debug, Deserialize)]
pub(super) struct NewCollection {
    /// The name of the year's folder; all names are ASCII.
    year: String,
    /// The name of the ward's folder.
    ward: String,
    /// The name of the file.
    name: String,
    /// 課.
    section: String,
}

/// Returns what a page says of a path at which a collection can begin.
pub(super) fn invitation(root: &Path) -> Message {
    let here = RealDisk.canonical(Path::new(".")).map_or_else(|_| ".".to_owned(), |here| to_slash(&here));
    let shown = to_slash(root);
    Message::new(
        format!(
            "「{here}」には、まだシート(「{shown}」のフォルダ)がありません。シートがほかの場所にあるときは、そのファイルかフォルダを mokuhyo の上にドラッグして始めてください。ここで始めるときは、下の欄に書いてください。"
        ),
        format!(
            "There are no sheets (no folder {shown}) in {here} yet. If they are elsewhere, drop a sheet or its folder on mokuhyo. To begin here, fill in the form below."
        ),
    )
}

/// Returns whether a collection may begin at a path: in a folder, or where nothing exists that is named like one.
pub(super) fn may_begin(root: &Path) -> bool {
    match RealDisk.kind(root) {
        Ok(kind) => kind == Kind::Folder,
        Err(error) => error.kind() == ErrorKind::NotFound && root.extension().is_none(),
    }
}

/// Writes the first sheet of a collection, and the settings that keep its folder unpublished. Returns the sheet's name.
pub(super) fn begin(root: &Path, begun: &NewCollection, reader: &Reader) -> Result<String, SessionError> {
    if !may_begin(root) {
        let shown = to_slash(root);
        return Err(failed(Message::new(
            format!("「{shown}」にはシートのフォルダを作れません。"),
            format!("A collection cannot begin at {shown}."),
        )));
    }
    let NewCollection { year, ward, name, section } = begun;
    for part in [year, ward, name] {
        let is_plain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
        if part.is_empty() || part.len() > 64 || !part.chars().all(is_plain) {
            return Err(failed(Message::new(
                format!("「{part}」は名前にできません。半角の英数字、「-」「_」で書いてください。"),
                format!("{part} cannot be a name. Use letters, digits, - and _ of ASCII."),
            )));
        }
    }
    let path: PathBuf = root.join(year).join(ward).join(format!("{name}.yaml"));
    let settings = begun_settings(&RealDisk, reader, &path);
    let text = KnownValues::of(&RealDisk, reader, &path).filled(skeleton(Skeleton::Department));
    let wish = Wish::Set { at: Address::default().key("課"), text: section.trim().to_owned() };
    let text = apply(reader, &text, Form::Department, &wish).map(|edited| edited.text).unwrap_or(text);
    write(&path, text.as_bytes())?;
    settings.map_or(Ok(()), |(path, bytes)| write(&path, &bytes))?;
    Ok(format!("{year}/{ward}/{name}"))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), SessionError> {
    RealDisk.create(path, bytes).map_err(|error| {
        let shown = to_slash(path);
        failed(Message::new(
            format!("「{shown}」に書き込めません({})。", error_words(&error).ja),
            format!("{shown} cannot be written: {}.", error_words(&error).en),
        ))
    })
}

fn failed(why: Message) -> SessionError {
    SessionError::Failed { why }
}
