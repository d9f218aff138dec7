//! Builds outputs: which ones ([`plan`]), one of them ([`job`]), all of them ([`batch`]), what they were made from
//! ([`manifest`]), one run at a time ([`out_lock`]). Prints proofs ([`mod@proof`]).
//!
//! A run checks the sheets with the cached verdicts of the run before ([`store`]), rebuilds the outputs that are
//! missing or stale, and updates cache and manifest. An output is recorded after its file is in place, so a run that
//! is killed never leaves a record without its file.

mod batch;
mod built;
mod folder;
pub mod fuzzed;
mod job;
mod manifest;
mod mark;
mod models;
mod out_lock;
mod output;
mod output_writer;
mod plan;
mod printer;
mod process;
mod product;
mod proof;
mod publisher;
mod records;
mod run;
mod serve;
mod shard;
mod state;
mod store;
mod verify;
mod web_outputs;
mod wire;
mod worker_failure;

pub use self::built::Built;
pub use self::output_writer::place;
pub use self::process::Helper;
pub use self::proof::{Against, ProofPlan, ProofRun, proof};
pub use self::records::Reason;
pub use self::run::build;
pub use self::serve::serve;
pub use self::shard::Shard;
pub use self::state::State;
pub use self::verify::verify;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::disk::WritableDisk;
use crate::finding::Finding;
use crate::read::{Reader, RunError};
use crate::rules::{CheckedCollection, Rules};
use crate::sheet::EraDate;

/// What a run is asked for.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Request<'a> {
    /// Sheets or folders of sheets.
    pub paths: &'a [PathBuf],
    /// Where outputs go.
    pub out: &'a Path,
    /// Whether warnings keep an output from being made.
    pub deny_warnings: bool,
    /// How many outputs are made at once, from 1.
    pub jobs: usize,
    /// The only part of the edition that is made; without it all.
    pub only: Option<Part>,
    /// The share of the outputs that is made.
    pub shard: Shard,
    /// Whether everything is rebuilt, whatever the manifest says.
    pub force: bool,
    /// Whether outputs whose sources are gone go too.
    pub prune: bool,
    /// Whether folders that are not published are made too.
    pub drafts: bool,
    /// Whether files that are not ours are replaced where an output goes.
    pub overwrite: bool,
    /// The date of documents whose sheets have none; without it 1 April of their 年度.
    pub undated: Option<EraDate>,
    /// How to start processes that typeset; without it threads of this one do.
    pub helper: Option<Helper>,
}

/// A part of the publication edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The sheets' PDFs.
    Sheets,
    /// The wards' booklets.
    Booklet,
    /// The web pages.
    Html,
    /// The open data.
    Data,
}

/// What a run works with.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "a disk has nothing to show")]
pub struct Tools<'a> {
    /// Where sources and outputs are.
    pub disk: &'a dyn WritableDisk,
    /// Reads sheets.
    pub reader: &'a Reader,
    /// Judges them.
    pub rules: &'a Rules,
    /// Set from outside where the run is to end soon.
    pub stop: &'a AtomicBool,
}

/// What happens in a run, as it happens.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// Another run holds `out`; this one waits.
    Waiting,
    /// The file system of `out` has no locks: nothing keeps another run from writing there.
    Unlocked,
    /// The lock of `out` may not be read: another run may be writing there.
    LockUnreadable,
    /// Parts of what the last run left are not used; what they are about is rebuilt.
    Discarded(Reason),
    /// No worker can be started, as the system says why; this process typesets.
    NoWorker(&'a io::Error),
    /// So many outputs are to be made.
    Planned(usize),
    /// One of them is done.
    Made(&'a str, State),
}

/// What became of a sheet.
#[derive(Debug, Default)]
pub struct SheetRun {
    /// What typesetting found.
    pub findings: Vec<Finding>,
    /// Its outputs, as people are reported them, and what became of them. What a folder has belongs to its first
    /// sheet, the ward's page where there is one.
    pub outputs: Vec<(String, State)>,
}

/// An output that no sheet has, or none that is published.
#[derive(Debug)]
pub struct Orphan {
    /// as it is shown to people.
    pub path: String,
    /// Whether it was taken away.
    pub pruned: bool,
    /// Whether its folder is not published; else its source is gone.
    pub is_draft: bool,
    /// Whether it was to be taken away and stayed, since it is not ours.
    pub foreign: bool,
}

/// What became of a request.
#[derive(Debug, Default)]
pub struct Run {
    /// By their places in the survey.
    pub sheets: BTreeMap<usize, SheetRun>,
    /// What belongs to the whole site, and what became of it.
    pub site: Vec<(String, State)>,
    /// By name.
    pub orphans: Vec<Orphan>,
    /// The folders that were selected and left out since they are not published, as people are reported them.
    pub drafts: Vec<String>,
    /// Files that could not be read or written.
    pub run_errors: Vec<RunError>,
    /// Whether it was ended before all was done.
    pub interrupted: bool,
    /// Whether outputs were verified, not made.
    pub is_verified: bool,
    /// Whether the PATHs leave sheets out, and with them what is made of these and others together.
    pub is_partial: bool,
}

/// A run over a collection, or why there could be none.
pub type RunResult = Result<(CheckedCollection, Run), Vec<RunError>>;

#[cfg(test)]
mod tests;
