//! `公開: しない` in the settings of a new year: it is not published until a person removes the key.

use std::path::{Path, PathBuf};

use super::fix::{applied, with_mark};
use crate::disk::Disk;
use crate::read::{Reader, Reading, SETTINGS, settings_at};
use crate::sheet::Settings;
use crate::source::{Edit, newline};
use crate::yaml::{Data, Entry};

/// The key and its value.
const DRAFT: &str = "公開: しない";

/// The comment above it.
const NOTE: &str = "# まだ公開しません。公開するときは、次の行の「しない」を「する」に直します。";

/// Returns new settings that mark a folder as a draft.
pub(super) fn draft_settings() -> Vec<u8> {
    format!("{NOTE}\n{DRAFT}\n").into_bytes()
}

/// Returns settings as a draft has them: with 公開 set, all else as it is. Where they are written in a way in
/// which that cannot be done safely, nothing.
pub(super) fn as_draft(reader: &Reader, bytes: &[u8]) -> Option<Vec<u8>> {
    let reading = reader.settings(SETTINGS, bytes);
    let text = reading.source.text();
    let written = |edit: Edit| with_mark(bytes, &applied(text, &[&edit]));
    let edits = match reading.tree.as_ref().and_then(|tree| tree.entry("公開")) {
        Some(entry) => vec![set(text, entry)?],
        None => [Some(behind(text)), inside(text, &reading)].into_iter().flatten().collect(),
    };
    // The new settings are read before they are written.
    let is_right = |bytes: &Vec<u8>| is_draft(reader, bytes, &reading);
    edits.into_iter().map(written).find(is_right)
}

/// Returns the value in the place of the one that is there.
fn set(text: &str, entry: &Entry) -> Option<Edit> {
    match &entry.value.data {
        Data::Scalar(_) => Some(Edit::new(entry.value.span, "しない")),
        Data::Empty => {
            let colon = entry.key_span.end + text.get(entry.key_span.end..)?.find(':')? + 1;
            Some(Edit::insertion(colon, " しない"))
        }
        Data::Pruned | Data::List(_) | Data::Map(_) => None,
    }
}

/// Returns a line of its own at the end.
fn behind(text: &str) -> Edit {
    let newline = newline(text);
    let start = if text.is_empty() || text.ends_with('\n') { "" } else { newline };
    Edit::insertion(text.len(), format!("{start}{NOTE}{newline}{DRAFT}{newline}"))
}

/// Returns the first of the keys in braces.
fn inside(text: &str, reading: &Reading<Settings>) -> Option<Edit> {
    let start = reading.tree.as_ref().map_or(0, |tree| tree.span.start);
    let at = start + text.get(start..)?.find('{')? + 1;
    Some(Edit::insertion(at, format!("{DRAFT}, ")))
}

/// Returns whether settings are those of `before` as a draft.
fn is_draft(reader: &Reader, bytes: &[u8], before: &Reading<Settings>) -> bool {
    let after = reader.settings(SETTINGS, bytes);
    after.model.as_ref().is_some_and(Settings::is_draft) && after.findings.len() <= before.findings.len()
}

/// Returns whether the settings above a folder mark it as a draft.
pub(super) fn is_in_draft(disk: &dyn Disk, reader: &Reader, folder: &Path) -> bool {
    settings_at(disk, reader, &folder.join(SETTINGS)).is_ok_and(|settings| settings.is_draft())
}

/// Returns whether a folder holds YAML beside its settings, but for the files `ours`.
pub(super) fn holds_sheets(disk: &dyn Disk, folder: &Path, ours: &[&Path]) -> bool {
    let is_sheet = |path: &PathBuf| {
        let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        is_yaml && path.file_name().is_some_and(|name| name != SETTINGS) && !ours.contains(&path.as_path())
    };
    disk.kind(folder).is_ok() && disk.files(folder).is_ok_and(|files| files.iter().any(is_sheet))
}

/// Returns the settings with which a sheet at `path` begins a folder, and where they go: nothing where the folder
/// has sheets or settings, or is a draft without them.
pub fn begun(disk: &dyn Disk, reader: &Reader, path: &Path) -> Option<(PathBuf, Vec<u8>)> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let settings = folder.join(SETTINGS);
    let here = disk.canonical(Path::new(".")).ok();
    let whole = here.map_or_else(|| folder.to_owned(), |here| here.join(folder));
    let is_begun = disk.kind(&settings).is_err()
        && !holds_sheets(disk, folder, &[path])
        && !is_in_draft(disk, reader, &whole);
    is_begun.then(|| (settings, draft_settings()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafted(text: &str) -> Option<String> {
        as_draft(&Reader::new(), text.as_bytes()).map(|bytes| String::from_utf8(bytes).expect("UTF-8"))
    }

    #[test]
    fn settings_become_a_drafts_and_lose_nothing() {
        let note = format!("{NOTE}\n{DRAFT}\n");
        for (before, after) in [
            ("", note.clone()),
            ("# 何もない\n", format!("# 何もない\n{note}")),
            ("用紙: A3\n", format!("用紙: A3\n{note}")),
            ("用紙: A3", format!("用紙: A3\n{note}")),
            ("規則:\n  wording: off\n", format!("規則:\n  wording: off\n{note}")),
            ("公開: する # 4月から\n用紙: A3\n", "公開: しない # 4月から\n用紙: A3\n".to_owned()),
            ("公開: \"する\"\n", "公開: しない\n".to_owned()),
            ("公開:\n用紙: A3\n", "公開: しない\n用紙: A3\n".to_owned()),
            ("公開: しない\n", "公開: しない\n".to_owned()),
            ("{用紙: A3}\n", "{公開: しない, 用紙: A3}\n".to_owned()),
            ("\u{feff}用紙: A3\r\n", format!("\u{feff}用紙: A3\r\n{}", note.replace('\n', "\r\n"))),
        ] {
            assert_eq!(drafted(before).as_deref(), Some(after.as_str()), "{before:?}");
        }
        assert_eq!(drafted("用紙: A3\n...\n"), None);
        assert_eq!(drafted("公開: [する]\n"), None);
    }
}
