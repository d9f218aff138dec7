//! The findings of `check`: of a folder after each change, of the whole collection when nobody types.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::overlay::{Known, Overlay};
use crate::disk::Disk;
use crate::read::{Reader, RunError};
use crate::rules::{CheckedCollection, Rules, Verdict, VerdictCache};

/// What sheets came to, so that those that are as they were are not parsed again.
#[derive(Debug, Default)]
pub(super) struct Verdicts(Mutex<BTreeMap<u8, BTreeMap<String, Verdict>>>);

impl VerdictCache for Verdicts {
    fn recall(&self, part: u8) -> BTreeMap<String, Verdict> {
        let parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        parts.get(&part).cloned().unwrap_or_default()
    }

    fn leave(&self, part: u8, sheets: &BTreeMap<&str, &Verdict>, changed: bool) {
        if changed {
            let mut parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // A folder may have been judged alone: the others of its part stay.
            let known = parts.entry(part).or_default();
            known.extend(sheets.iter().map(|(name, verdict)| ((*name).to_owned(), (*verdict).clone())));
        }
    }
}

/// What sheets are judged with.
#[derive(Debug, Default)]
pub(super) struct Bench {
    pub(super) reader: Reader,
    rules: Rules,
    verdicts: Verdicts,
}

impl Bench {
    /// Judges the whole collection.
    pub(super) fn judge_all(
        &self,
        disk: &dyn Disk,
        path: &Path,
        texts: BTreeMap<PathBuf, Vec<u8>>,
    ) -> Result<CheckedCollection, Vec<RunError>> {
        self.judge(&Overlay { disk, texts, known: None }, path)
    }

    /// Judges the sheets of a folder beside each other.
    pub(super) fn judge_folder(
        &self,
        disk: &dyn Disk,
        path: &Path,
        texts: BTreeMap<PathBuf, Vec<u8>>,
        known: (&Known, &Path),
    ) -> Result<CheckedCollection, Vec<RunError>> {
        self.judge(&Overlay { disk, texts, known: Some(known) }, path)
    }

    fn judge(&self, disk: &Overlay, path: &Path) -> Result<CheckedCollection, Vec<RunError>> {
        CheckedCollection::to_check_recalling(
            disk,
            &self.reader,
            &self.rules,
            &[path.to_owned()],
            &self.verdicts,
        )
    }
}
