//! The findings of `check`: of a folder after each change, of the whole collection when nobody types.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::overlay::{Known, Overlay};
use crate::disk::Disk;
use crate::read::{Reader, RunError};
use crate::rules::{CheckedCollection, Rules, Verdicts};

/// Checks sheets, and remembers the verdicts of those that have not changed.
#[derive(Debug, Default)]
pub(super) struct Bench {
    pub(super) reader: Reader,
    rules: Rules,
    verdicts: Verdicts,
}

impl Bench {
    /// Judges the whole collection.
    pub(super) fn judge_all(
        &mut self,
        disk: &dyn Disk,
        path: &Path,
        texts: BTreeMap<PathBuf, Vec<u8>>,
    ) -> Result<CheckedCollection, Vec<RunError>> {
        self.judge(&Overlay { disk, texts, known: None }, path)
    }

    /// Judges the sheets of a folder beside each other.
    pub(super) fn judge_folder(
        &mut self,
        disk: &dyn Disk,
        path: &Path,
        texts: BTreeMap<PathBuf, Vec<u8>>,
        known: (&Known, &Path),
    ) -> Result<CheckedCollection, Vec<RunError>> {
        self.judge(&Overlay { disk, texts, known: Some(known) }, path)
    }

    fn judge(&mut self, disk: &Overlay, path: &Path) -> Result<CheckedCollection, Vec<RunError>> {
        let (reader, rules, paths) = (&self.reader, &self.rules, [path.to_owned()]);
        let checked = CheckedCollection::to_check_recalling(disk, reader, rules, &paths, &self.verdicts);
        let (checked, new) = checked?;
        self.verdicts.extend(new);
        Ok(checked)
    }
}
