//! New sheets of the collection.

use std::path::Path;

use super::Session;
use super::list::joined;
use super::names::proposed;
use super::state::{SessionError, SheetId};
use crate::disk::to_slash;
use crate::edit::{Address, KnownValues, Skeleton, Wish, apply, begun, skeleton};
use crate::finding::Message;
use crate::read::{RunError, misnamed, refusal};
use crate::sheet::Form;

impl Session {
    /// Proposes the ASCII file name, without ending, of a new sheet for the department `section`: the name that it has in
    /// another folder, else its reading, else a number.
    pub fn propose(&self, folder: &str, section: &str) -> String {
        let entries = || self.list().into_iter();
        let stem = |name: &str| name.rsplit_once('/').map_or(name, |(_, stem)| stem).to_owned();
        let taken: Vec<String> = entries()
            .filter(|sheet| sheet.name.rsplit_once('/').map_or("", |(folder, _)| folder) == folder)
            .map(|sheet| stem(&sheet.name))
            .collect();
        let same = entries().filter(|sheet| !section.is_empty() && sheet.section == section.trim());
        let known = same.map(|sheet| stem(&sheet.name)).find(|name| name.is_ascii() && !taken.contains(name));
        known.unwrap_or_else(|| proposed(section, &taken))
    }

    /// Writes a new sheet: the skeleton of `new`, with 課 (or 組織名) filled in.
    ///
    /// # Errors
    /// Where the name cannot be a sheet's or is taken, or the file cannot be written.
    pub fn new_sheet(
        &mut self,
        folder: &str,
        name: &str,
        form: Form,
        section: &str,
    ) -> Result<SheetId, SessionError> {
        let whole = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let failed = |why: Message| SessionError::Failed { why };
        if !self.is_new_name(&whole, name) {
            return Err(failed(no_name(name)));
        }
        let path = self.root.join(format!("{whole}.yaml"));
        if let Some(words) = refusal(&*self.disk, &path) {
            return Err(failed(words));
        }
        if self.disk.kind(&path).is_ok() {
            return Err(failed(taken(name)));
        }
        let text = self.skeleton(&path, form, section);
        // These depend on whether the folder has a sheet already.
        let settings = begun(&*self.disk, &self.checker.reader, &path);
        let written = self.disk.create(&path, text.as_bytes());
        written.map_err(|error| failed(RunError::Unwritable(to_slash(&path), error).words()))?;
        if let Some((path, bytes)) = settings {
            let written = self.disk.create(&path, &bytes);
            written.map_err(|error| failed(RunError::Unwritable(to_slash(&path), error).words()))?;
        }
        self.find().map_err(|run_errors| failed(joined(&run_errors)))?;
        self.list_files();
        let id = self.list().into_iter().find(|sheet| sheet.name == whole).map(|sheet| sheet.id);
        let id = id.ok_or(SessionError::NoSheet)?;
        self.recheck(id);
        Ok(id)
    }

    /// Returns whether a name is plain ASCII, in a folder of the list, and may be a sheet's.
    fn is_new_name(&self, whole: &str, name: &str) -> bool {
        let folder = whole.strip_suffix(name).expect("the name ends with the file's").trim_end_matches('/');
        let is_known = folder.is_empty() || self.folders().iter().any(|known| known == folder);
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        is_known
            && !name.is_empty()
            && name.len() <= 60
            && name.bytes().all(is_plain)
            && misnamed(whole).is_none()
    }

    fn skeleton(&self, path: &Path, form: Form, section: &str) -> String {
        let (kind, key) = match form {
            Form::Department => (Skeleton::Department, "課"),
            Form::Ward => (Skeleton::Ward, "組織名"),
        };
        let reader = &self.checker.reader;
        let text = KnownValues::of(&*self.disk, reader, path).filled(skeleton(kind));
        let wish = Wish::Set { at: Address::default().key(key), text: section.trim().to_owned() };
        apply(reader, &text, form, &wish).map(|edited| edited.text).unwrap_or(text)
    }
}

fn no_name(name: &str) -> Message {
    let name = crate::finding::brief(name);
    Message::new(
        format!(
            "「{name}」はファイルの名前にできません。半角の英数字と「-」「_」で、booklet や index でない名前を付けてください。"
        ),
        format!(
            "{name} cannot be a file's name. Use ASCII letters, digits, - and _, and no name of an output."
        ),
    )
}

fn taken(name: &str) -> Message {
    Message::new(
        format!("「{name}」はもうあります。別の名前を付けてください。"),
        format!("{name} is there already. Choose another name."),
    )
}
