//! Begins a collection: its first sheet, where none is.

use std::path::{Path, PathBuf};

use crate::disk::{Disk, RealDisk, error_words, to_slash};
use crate::edit::{Filling, Skeleton, begun, skeleton};
use crate::finding::Message;
use crate::read::Reader;
use crate::session::Refused;

/// Writes the first sheet of a collection, and the settings that keep its folder from being published.
pub(super) fn begin(root: &Path, year: &str, ward: &str, name: &str, reader: &Reader) -> Result<(), Refused> {
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
    let settings = begun(&RealDisk, reader, &path);
    let text = Filling::of(&RealDisk, reader, &path).filled(skeleton(Skeleton::Department));
    write(&path, text.as_bytes())?;
    settings.map_or(Ok(()), |(path, bytes)| write(&path, &bytes))
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
