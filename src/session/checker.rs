//! Checks sheets with the verdicts of those that have not changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::overlay::Overlay;
use crate::read::{Reader, RunError};
use crate::rules::{CheckedCollection, Rules, Verdicts};

/// Checks sheets, and keeps their verdicts: a sheet is parsed again only if its bytes or settings changed.
///
/// A copy shares everything until one of the two learns a verdict, so that a thread can check with it.
#[derive(Debug, Clone, Default)]
pub(super) struct Checker {
    pub(super) reader: Arc<Reader>,
    rules: Arc<Rules>,
    verdicts: Arc<Verdicts>,
}

impl Checker {
    /// Checks the sheets that a disk shows at a path. Returns the verdicts too that were not known.
    ///
    /// # Errors
    /// Where nothing at the path can be checked.
    pub(super) fn check(
        &mut self,
        disk: &Overlay,
        path: &Path,
    ) -> Result<(CheckedCollection, Verdicts), Vec<RunError>> {
        let paths: [PathBuf; 1] = [path.to_owned()];
        let (checked, new) =
            CheckedCollection::to_check_recalling(disk, &self.reader, &self.rules, &paths, &self.verdicts)?;
        self.learn(new.clone());
        Ok((checked, new))
    }

    /// Adds verdicts, in place of older ones of the same sheets.
    pub(super) fn learn(&mut self, new: Verdicts) {
        if !new.is_empty() {
            Arc::make_mut(&mut self.verdicts).extend(new);
        }
    }
}
