//! Checks sheets with the verdicts of those that have not changed.

use std::path::Path;
use std::sync::Arc;

use super::overlay::Overlay;
use crate::read::{Collection, Reader, RunError};
use crate::rules::{CheckedCollection, Rules, Verdicts, cores, pooled};

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
        let collection = Collection::open_to_check(disk, &self.reader, &[path.to_owned()])?;
        let Self { reader, rules, verdicts } = &self;
        let check = || CheckedCollection::recalling(disk, reader, rules, collection, verdicts);
        let (checked, new) = pooled(cores(), check);
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
