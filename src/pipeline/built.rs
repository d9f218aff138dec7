//! The sheets whose PDFs are up to date.

use std::path::Path;

use super::manifest::Manifest;
use super::product::Product;
use super::shard::Shard;
use super::store::{Kind, Store};
use crate::disk::Disk;
use crate::rules::{Inputs, Verdict, Verdicts};

/// Returns the verdicts that the last `build` left in `out`; none where it left none that this program can use.
pub fn verdicts(disk: &dyn Disk, out: &Path) -> Verdicts {
    Store::<Verdict>::load(disk, out, Kind::Sheets, Shard::WHOLE).0.into_records()
}

/// The outputs in `out` according to the manifest.
#[derive(Debug)]
pub struct Built(Manifest);

impl Built {
    /// Reads the manifest of `out`. Without a manifest, no output counts as built.
    pub fn load(disk: &dyn Disk, out: &Path) -> Self {
        Self(Manifest::load(disk, out, Kind::Outputs, Shard::WHOLE).0)
    }

    /// Returns whether a PDF of the sheet with this name was built.
    pub fn has(&self, name: &str) -> bool {
        let path = Product::Sheet.path(name);
        self.0.get(&path).is_some_and(|record| record.output.is_some())
    }

    /// Returns whether the PDF of the sheet with this name was built from these inputs. The file itself is not read.
    pub fn is_of(&self, name: &str, inputs: Inputs) -> bool {
        let record = self.0.get(&Product::Sheet.path(name));
        record.is_some_and(|record| record.output.is_some() && record.from.inputs == inputs)
    }
}
