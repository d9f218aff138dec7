//! What the run before knows of the sheets: what each came to when it was judged by itself. It is read and left
//! part by part while the collection is judged, so that no more of it lies in memory than is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::files::{Discarded, Files, Unsaved};
use super::shard::Shard;
use crate::disk::Disk;
use crate::rules::{Verdict, VerdictCache};

/// The sheets that the run before judged.
pub(super) struct CheckCache<'a> {
    disk: &'a dyn Disk,
    files: Files,
    /// Whether anything is recalled.
    recalls: bool,
    /// Whether anything is left for the next run.
    leaves: bool,
    progress: Mutex<Progress>,
}

/// What has been seen and left so far.
#[derive(Default)]
struct Progress {
    discarded: Discarded,
    /// Files that cannot be used: they go, or are written anew.
    unusable: BTreeSet<u8>,
    /// Files that say what is so.
    left: BTreeSet<u8>,
    /// Files that could not be written.
    unsaved: BTreeMap<u8, Unsaved>,
}

impl<'a> CheckCache<'a> {
    /// That of the sheets that are a shard's, for a run that `leaves` what it comes to for the next.
    pub(super) fn new(disk: &'a dyn Disk, out: &Path, shard: Shard, leaves: bool) -> Self {
        let files = Files::new(out, "-sheets", shard);
        Self { disk, files, recalls: true, leaves, progress: Mutex::default() }
    }

    /// The same, of nothing where all is to be judged anew.
    pub(super) fn unless(self, anew: bool) -> Self {
        Self { recalls: !anew, ..self }
    }

    /// Takes away what no sheet is remembered in any more, when all are judged. Tells what of all could not be
    /// used, and the first file that could not be written.
    pub(super) fn settle(self) -> (Discarded, Result<(), Unsaved>) {
        let left = self.progress().left.clone();
        for part in self.files.buckets().filter(|part| !left.contains(part)) {
            let gone = self.recall(part);
            self.leave(part, &BTreeMap::new(), !gone.is_empty() || !self.recalls);
        }
        let Progress { discarded, mut unsaved, .. } =
            self.progress.into_inner().unwrap_or_else(PoisonError::into_inner);
        (discarded, unsaved.pop_first().map_or(Ok(()), |(_, unsaved)| Err(unsaved)))
    }

    /// Nothing of ours is half done where a thread ended over it.
    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl VerdictCache for CheckCache<'_> {
    fn recall(&self, part: u8) -> BTreeMap<String, Verdict> {
        if !self.recalls || !self.files.has(part) {
            return BTreeMap::new();
        }
        match self.files.read(self.disk, part) {
            Ok(Some(records)) => records,
            Ok(None) => BTreeMap::new(),
            Err(why) => {
                let mut progress = self.progress();
                progress.discarded = progress.discarded.and(why);
                progress.unusable.insert(part);
                BTreeMap::new()
            }
        }
    }

    fn leave(&self, part: u8, sheets: &BTreeMap<&str, &Verdict>, changed: bool) {
        let is_stale = changed || self.progress().unusable.contains(&part);
        let written = if is_stale && self.leaves && self.files.has(part) {
            self.files.write(self.disk, part, sheets)
        } else {
            Ok(())
        };
        let mut progress = self.progress();
        progress.left.insert(part);
        progress.unsaved.extend(written.err().map(|unsaved| (part, unsaved)));
    }
}
