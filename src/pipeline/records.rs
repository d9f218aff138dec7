//! The format of the files in `out/.mokuhyo/`: JSON with one record a line.
//!
//! The records decide what is built, reported and removed. So a file is used whole or not at all: its checksum covers
//! its records and the program that wrote them. It says nothing of time, place or number of threads, so that the same
//! sources give the same bytes.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::source::Digest;

/// The program that wrote a file. Another program builds everything again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Program {
    version: String,
    /// The hashes of its sources, its templates and its fonts.
    sources: String,
    templates: String,
    fonts: String,
}

impl Program {
    /// Returns this program.
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

/// The head that the files of every version have.
#[derive(Deserialize)]
struct FileHead {
    mokuhyo: Value,
}

impl FileHead {
    /// Returns whether another program wrote a file.
    fn is_foreign(bytes: &[u8]) -> bool {
        let head = serde_json::from_slice::<Self>(bytes);
        head.is_ok_and(|head| serde_json::to_value(Program::this()).is_ok_and(|this| head.mokuhyo != this))
    }
}

/// The reason why a file of an earlier run is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is damaged.
    Damaged,
    /// It names a path that no output has.
    Outside,
    /// It cannot be read.
    Unreadable,
    /// Another version wrote it.
    Foreign,
    /// It is not mokuhyo's, and is kept.
    Strange,
}

/// Returns the records of a file.
///
/// # Errors
/// Why they are not used.
pub(super) fn decode<R: DeserializeOwned>(bytes: &[u8]) -> Result<BTreeMap<String, R>, Reason> {
    // A file that is cut short is ours.
    if !HEAD.starts_with(&bytes[..bytes.len().min(HEAD.len())]) {
        return Err(Reason::Strange);
    }
    let program = program();
    let body = bytes.strip_prefix(program.as_slice());
    let body = body.ok_or(if FileHead::is_foreign(bytes) { Reason::Foreign } else { Reason::Damaged })?;
    let is_whole = |(sum, body): (&[u8], &[u8])| sum == checksum(&program, body).as_bytes();
    if !body.split_at_checked(CHECKSUM).is_some_and(is_whole) {
        return Err(Reason::Damaged);
    }
    let file: File<R> = serde_json::from_slice(bytes).map_err(|_| Reason::Damaged)?;
    Ok(file.records)
}

/// The beginning of the files of every version.
const HEAD: &[u8] = b"{\"mokuhyo\":";

/// The length of a checksum in bytes.
const CHECKSUM: usize = 64;

/// Returns the checksum of records. It differs between programs.
fn checksum(program: &[u8], body: &[u8]) -> String {
    Digest::of_all([program, body]).to_string()
}

/// Returns the bytes before the checksum.
fn program() -> Vec<u8> {
    let mut bytes = HEAD.to_vec();
    put(&mut bytes, &Program::this());
    bytes.extend(b",\n\"checksum\":\"");
    bytes
}

/// Returns the bytes of a file with these records.
pub(super) fn encode<R: Serialize>(records: &BTreeMap<&str, &R>) -> Vec<u8> {
    let mut body = b"\",\n\"records\":{".to_vec();
    for (place, (name, record)) in records.iter().enumerate() {
        body.extend(if place == 0 { &b"\n"[..] } else { b",\n" });
        put(&mut body, *name);
        body.push(b':');
        put(&mut body, record);
    }
    body.extend(b"}}\n");
    sealed(&body)
}

/// Returns a file with its checksum; `body` is what follows it.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = program();
    let sum = checksum(&bytes, body);
    bytes.extend(sum.as_bytes());
    bytes.extend(body);
    bytes
}

/// Writes a value as JSON.
fn put(bytes: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    serde_json::to_writer(bytes, value).expect("a record is JSON");
}

/// Replaces a text in a file and makes its checksum right again.
#[cfg(test)]
pub(super) fn forged(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let body = String::from_utf8(bytes[program().len() + CHECKSUM..].to_vec()).expect("text");
    assert!(body.contains(from), "{body} has no {from}");
    sealed(body.replace(from, to).as_bytes())
}
