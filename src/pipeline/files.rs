//! Files of records in `out/.mokuhyo/`, under the names of what they are about.
//!
//! For each kind of record there are up to 256 files of JSON, one for each first byte that the hash of a path can
//! have. A shard takes whole files, so that the folders of several shards can be laid over each other; and a
//! file says nothing of when, where or by how many it was written, so that the same sources give the same bytes.
//!
//! What is read here decides what is made, told and removed. So a file is used whole or not at all: its checksum
//! covers its records and the program that wrote them, and no name in it leads elsewhere.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::mark;
use super::shard::Shard;
use crate::disk::{Disk, RECORDS};
use crate::source::Digest;

/// The program that wrote a file: what another one made has to be made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Program {
    version: String,
    /// Hashes of the program's sources, its templates and its fonts.
    sources: String,
    templates: String,
    fonts: String,
}

impl Program {
    pub(super) fn this() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sources: env!("MOKUHYO_PROGRAM").to_owned(),
            templates: env!("MOKUHYO_TEMPLATES").to_owned(),
            fonts: env!("MOKUHYO_FONTS").to_owned(),
        }
    }
}

/// A file of records.
#[derive(Deserialize)]
struct File<R> {
    records: BTreeMap<String, R>,
}

/// What every version's files begin with, however they go on.
#[derive(Deserialize)]
struct Head {
    mokuhyo: Value,
}

impl Head {
    /// Whether another program wrote a file that cannot be read as one of ours.
    fn is_foreign(bytes: &[u8]) -> bool {
        let head = serde_json::from_slice::<Self>(bytes);
        head.is_ok_and(|head| serde_json::to_value(Program::this()).is_ok_and(|this| head.mokuhyo != this))
    }
}

/// Why files cannot be used.
#[expect(clippy::struct_excessive_bools, reason = "each is a reason")]
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Discarded {
    /// Another program wrote some of them.
    pub(super) foreign: bool,
    /// Some are not as they were written.
    pub(super) damaged: bool,
    /// Some name what is not an output's place.
    pub(super) outside: bool,
    /// Some cannot be read.
    pub(super) unreadable: bool,
    /// Some are nobody's records.
    pub(super) strange: bool,
}

impl Discarded {
    const NOTHING: Self =
        Self { foreign: false, damaged: false, outside: false, unreadable: false, strange: false };
    const FOREIGN: Self = Self { foreign: true, ..Self::NOTHING };
    const DAMAGED: Self = Self { damaged: true, ..Self::NOTHING };
    const OUTSIDE: Self = Self { outside: true, ..Self::NOTHING };
    const STRANGE: Self = Self { strange: true, ..Self::NOTHING };

    /// What of two stores cannot be used.
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            foreign: self.foreign || other.foreign,
            damaged: self.damaged || other.damaged,
            outside: self.outside || other.outside,
            unreadable: self.unreadable || other.unreadable,
            strange: self.strange || other.strange,
        }
    }

    /// The reasons, each once.
    pub(super) fn reasons(self) -> impl Iterator<Item = Reason> {
        let all = [
            (self.damaged, Reason::Damaged),
            (self.outside, Reason::Outside),
            (self.unreadable, Reason::Unreadable),
            (self.foreign, Reason::Foreign),
            (self.strange, Reason::Strange),
        ];
        all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, reason)| reason)
    }
}

/// Why parts of what an earlier run left are not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// They are another version's.
    Foreign,
    /// They are not as they were written.
    Damaged,
    /// They name a place that no output has.
    Outside,
    /// They cannot be read.
    Unreadable,
    /// They are another program's files, which stay.
    Strange,
}

/// The files of one kind of record that are a shard's.
#[derive(Debug)]
pub(super) struct Files {
    out: PathBuf,
    /// What their names end in.
    kind: &'static str,
    shard: Shard,
}

impl Files {
    /// Those in `out`.
    pub(super) fn new(out: &Path, kind: &'static str, shard: Shard) -> Self {
        Self { out: out.to_owned(), kind, shard }
    }

    /// The files that there may be.
    pub(super) fn buckets(&self) -> impl Iterator<Item = u8> {
        (0..=u8::MAX).filter(|bucket| self.has(*bucket))
    }

    /// Whether a file is the shard's.
    pub(super) fn has(&self, bucket: u8) -> bool {
        self.shard.has_bucket(bucket)
    }

    /// The path of a file from `out`.
    fn name(&self, bucket: u8) -> PathBuf {
        Path::new(RECORDS).join(format!("{bucket:02x}{}.json", self.kind))
    }

    /// Whether a record may have a name: an output's where it is one of the manifest, else a sheet's.
    fn may_name(&self, name: &str) -> bool {
        if self.kind.is_empty() { mark::is_output(name) } else { mark::is_plain(name) }
    }

    /// The records of a file; nothing where there is none.
    ///
    /// # Errors
    /// Where it cannot be used, and why.
    pub(super) fn read<R: DeserializeOwned>(
        &self,
        disk: &dyn Disk,
        bucket: u8,
    ) -> Result<Option<BTreeMap<String, R>>, Discarded> {
        match disk.read_below(&self.out, &self.name(bucket)) {
            Ok(bytes) => {
                let records: BTreeMap<String, R> = records(&bytes)?;
                let is_sound = records.keys().all(|name| self.may_name(name));
                if is_sound { Ok(Some(records)) } else { Err(Discarded::OUTSIDE) }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Err(Discarded::STRANGE),
            Err(_) => Err(Discarded { unreadable: true, ..Discarded::NOTHING }),
        }
    }

    /// Returns the first file that is there and cannot be read, and why.
    pub(super) fn unreadable(&self, disk: &dyn Disk) -> Option<Unsaved> {
        let unreadable = |name: PathBuf| match disk.read_below(&self.out, &name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Some((self.out.join(name), error)),
            _ => None,
        };
        self.buckets().map(|bucket| self.name(bucket)).find_map(unreadable)
    }

    /// Writes a file; one without records goes.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn write<N: AsRef<str>, R: Serialize>(
        &self,
        disk: &dyn Disk,
        bucket: u8,
        records: &BTreeMap<N, R>,
    ) -> Result<(), Unsaved> {
        let name = self.name(bucket);
        // What would be refused when it is read again is not remembered: odd names of sources.
        let records: Vec<_> = records.iter().filter(|(name, _)| self.may_name(name.as_ref())).collect();
        let written = if records.is_empty() {
            match disk.remove_below(&self.out, &name) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            }
        } else {
            disk.note_below(&self.out, &name, &json(&records))
        };
        written.map_err(|error| (self.out.join(name), error))
    }
}

/// A file that could not be written or read, and why.
pub(super) type Unsaved = (PathBuf, io::Error);

/// The records of a file's bytes.
///
/// # Errors
/// Why they cannot be used.
fn records<R: DeserializeOwned>(bytes: &[u8]) -> Result<BTreeMap<String, R>, Discarded> {
    // One that is cut short is ours.
    if !HEAD.starts_with(&bytes[..bytes.len().min(HEAD.len())]) {
        return Err(Discarded::STRANGE);
    }
    let program = program();
    let body = bytes.strip_prefix(program.as_slice());
    let body = body.ok_or(if Head::is_foreign(bytes) { Discarded::FOREIGN } else { Discarded::DAMAGED })?;
    let is_whole = |(sum, body): (&[u8], &[u8])| sum == checksum(&program, body).as_bytes();
    if !body.split_at_checked(CHECKSUM).is_some_and(is_whole) {
        return Err(Discarded::DAMAGED);
    }
    let file: File<R> = serde_json::from_slice(bytes).map_err(|_| Discarded::DAMAGED)?;
    Ok(file.records)
}

/// How the files of every version begin.
const HEAD: &[u8] = b"{\"mokuhyo\":";

/// How long a checksum is.
const CHECKSUM: usize = 64;

/// The checksum of a file's records. Another program's is another, whatever the records.
fn checksum(program: &[u8], body: &[u8]) -> String {
    Digest::of_all([program, body]).to_string()
}

/// What stands before the checksum.
fn program() -> Vec<u8> {
    let mut bytes = HEAD.to_vec();
    put(&mut bytes, &Program::this());
    bytes.extend(b",\n\"checksum\":\"");
    bytes
}

/// One record a line, for who reads differences.
fn json<N: AsRef<str>, R: Serialize>(records: &[(&N, &R)]) -> Vec<u8> {
    let mut body = b"\",\n\"records\":{".to_vec();
    for (place, (name, record)) in records.iter().enumerate() {
        body.extend(if place == 0 { &b"\n"[..] } else { b",\n" });
        put(&mut body, name.as_ref());
        body.push(b':');
        put(&mut body, record);
    }
    body.extend(b"}}\n");
    sealed(&body)
}

/// A file whose text behind the checksum is `body`.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = program();
    let sum = checksum(&bytes, body);
    bytes.extend(sum.as_bytes());
    bytes.extend(body);
    bytes
}

/// Our records are maps with texts for keys, which JSON has room for, and memory takes what is written to it.
#[expect(clippy::expect_used, reason = "a record that is lost would be remembered wrongly")]
fn put(bytes: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    serde_json::to_writer(bytes, value).expect("a record is JSON");
}

/// A file with another text and the right checksum, for tests of what somebody put there.
#[cfg(test)]
pub(super) fn forged(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let body = String::from_utf8(bytes[program().len() + CHECKSUM..].to_vec()).expect("text");
    assert!(body.contains(from), "{body} has no {from}");
    sealed(body.replace(from, to).as_bytes())
}
