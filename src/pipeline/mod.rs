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
mod task_runner;
mod verify;
mod web_outputs;
mod wire;
mod worker_failure;

pub use self::built::{Built, verdicts};
pub use self::output_writer::place;
pub use self::process::Helper;
pub use self::proof::{EarlierState, ProofPlan, proof};
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

/// The request of a run.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Request<'a> {
    /// Sheets or folders of sheets.
    pub paths: &'a [PathBuf],
    /// The folder of all outputs.
    pub out: &'a Path,
    /// `true` where warnings block outputs as errors do.
    pub deny_warnings: bool,
    /// The number of outputs that are built at once, from 1.
    pub jobs: usize,
    /// The only part of the edition to build, or `None` for all.
    pub only: Option<Part>,
    /// The share of the outputs to build.
    pub shard: Shard,
    /// `true` to rebuild outputs that are up to date too.
    pub force: bool,
    /// `true` to remove the outputs whose sources no longer exist.
    pub prune: bool,
    /// `true` to build folders that are not published too.
    pub drafts: bool,
    /// `true` to replace files that mokuhyo did not create.
    pub overwrite: bool,
    /// The date of documents whose sheets have none; by default 1 April of their 年度.
    pub undated: Option<EraDate>,
    /// The command that starts a worker process; without it, threads of this process typeset.
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

/// The environment of a run.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "a disk has nothing to show")]
pub struct Tools<'a> {
    /// The disk with sources and outputs.
    pub disk: &'a dyn WritableDisk,
    /// The reader of sheets.
    pub reader: &'a Reader,
    /// The rules that check them.
    pub rules: &'a Rules,
    /// Set from outside to end the run soon.
    pub stop: &'a AtomicBool,
}

/// An event during a run.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// Another run has locked `out`, and this one waits.
    Waiting,
    /// The file system of `out` has no locks, so that another run may be writing there.
    Unlocked,
    /// There is no permission to read the lock of `out`, so that another run may be writing there.
    LockUnreadable,
    /// Records of the last run are not used, and the outputs that they cover are rebuilt.
    Discarded(Reason),
    /// No worker process can be started because of an error, and this process typesets.
    NoWorker(&'a io::Error),
    /// The number of outputs that need work.
    Planned(usize),
    /// An output is done.
    Made(&'a str, State),
}

/// The results of a sheet.
#[derive(Debug, Default)]
pub struct SheetRun {
    /// The findings of typesetting.
    pub findings: Vec<Finding>,
    /// Its outputs as messages show them, with their states. The outputs of a folder belong to its first sheet, which is
    /// the ward's page if there is one.
    pub outputs: Vec<(String, State)>,
}

/// An output without a published sheet.
#[derive(Debug)]
pub struct Orphan {
    /// The path as messages show it.
    pub path: String,
    /// `true` if it was removed.
    pub pruned: bool,
    /// `true` if its folder is not published, `false` if its source no longer exists.
    pub is_draft: bool,
    /// `true` if it was kept despite `--prune`, because mokuhyo did not create it.
    pub foreign: bool,
}

/// The results of a run.
#[derive(Debug, Default)]
pub struct Run {
    /// The sheets, by their indices in the checked collection.
    pub sheets: BTreeMap<usize, SheetRun>,
    /// The outputs of the site, with their states.
    pub site: Vec<(String, State)>,
    /// The outputs without a published sheet, by name.
    pub orphans: Vec<Orphan>,
    /// The selected folders that were left out because they are not published, as messages show them.
    pub drafts: Vec<String>,
    /// The files that could not be read or written.
    pub run_errors: Vec<RunError>,
    /// `true` if it was ended before all outputs were done.
    pub interrupted: bool,
    /// `true` if outputs were verified instead of built.
    pub is_verified: bool,
    /// `true` if the PATHs leave out sheets, and thereby the outputs that need all sheets of a folder.
    pub is_partial: bool,
}

/// The checked collection and the results of a run, or the errors that prevented it.
pub type RunResult = Result<(CheckedCollection, Run), Vec<RunError>>;

#[cfg(test)]
mod tests;
