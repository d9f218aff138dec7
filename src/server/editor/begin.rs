//! Begins a collection: its first sheet, where none is.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::disk::{Disk, Kind, RealDisk, WritableDisk, error_words, to_slash};
use crate::edit::{Address, Filling, Skeleton, Wish, apply, begun as begun_settings, skeleton};
use crate::finding::Message;
use crate::read::Reader;
use crate::session::Refused;
use crate::sheet::Form;

/// What a collection begins with.
pub(super) struct Begun {
    /// The folders of the year and the ward, and the file's name, in ASCII.
    pub(super) year: String,
    pub(super) ward: String,
    pub(super) name: String,
    /// 課.
    pub(super) section: String,
}

/// Returns whether a collection may begin at a path: in a folder, or where nothing is that is named like one.
pub(super) fn may_begin(root: &Path) -> bool {
    match RealDisk.kind(root) {
        Ok(kind) => kind == Kind::Folder,
        Err(error) => error.kind() == ErrorKind::NotFound && root.extension().is_none(),
    }
}

/// Writes the first sheet of a collection, and the settings that keep its folder from being published. Returns the
/// sheet's name.
pub(super) fn begin(root: &Path, begun: &Begun, reader: &Reader) -> Result<String, Refused> {
    if !may_begin(root) {
        let shown = to_slash(root);
        return Err(failed(Message::new(
            format!("「{shown}」にはシートのフォルダを作れません。"),
            format!("A collection cannot begin at {shown}."),
        )));
    }
    let Begun { year, ward, name, section } = begun;
    for part in [year, ward, name] {
        let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_');
        if part.is_empty() || part.len() > 64 || !part.chars().all(is_plain) {
            return Err(failed(Message::new(
                format!("「{part}」は名前にできません。半角の英数字、「-」「_」で書いてください。"),
                format!("{part} cannot be a name. Use letters, digits, - and _ of ASCII."),
            )));
        }
    }
    let path: PathBuf = root.join(year).join(ward).join(format!("{name}.yaml"));
    let settings = begun_settings(&RealDisk, reader, &path);
    let text = Filling::of(&RealDisk, reader, &path).filled(skeleton(Skeleton::Department));
    let wish = Wish::Set { at: Address::default().key("課"), text: section.trim().to_owned() };
    let text = apply(reader, &text, Form::Department, &wish).map(|edited| edited.text).unwrap_or(text);
    write(&path, text.as_bytes())?;
    settings.map_or(Ok(()), |(path, bytes)| write(&path, &bytes))?;
    Ok(format!("{year}/{ward}/{name}"))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Refused> {
    RealDisk.create(path, bytes).map_err(|error| {
        let shown = to_slash(path);
        failed(Message::new(
            format!("「{shown}」に書き込めません({})。", error_words(&error).ja),
            format!("{shown} cannot be written: {}.", error_words(&error).en),
        ))
    })
}

fn failed(why: Message) -> Refused {
    Refused::Failed { why }
}
