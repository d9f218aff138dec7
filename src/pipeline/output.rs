//! An output of a run: its kind, its sheets, its path.

use std::path::{Path, PathBuf};

use super::manifest::Ingredients;
use super::product::Product;
use crate::disk::to_slash;
use crate::rules::{CheckedCollection, CheckedSheet, Inputs};

/// An output to build.
#[derive(Debug, Clone)]
pub(super) struct Output<'a> {
    pub(super) product: Product,
    pub(super) checked: &'a CheckedCollection,
    /// The folder of all outputs.
    pub(super) out: &'a Path,
    /// The indices in `checked.sheets` of the sheets that it is made from, its owner first; empty for the
    /// outputs of the site.
    pub(super) places: Vec<usize>,
    /// `true` if every source that it is made from could be read.
    pub(super) is_whole: bool,
    /// The indices of those of its sheets whose errors block it.
    pub(super) stopping: Vec<usize>,
    /// The path below `out`, with `/` between the parts.
    pub(super) name: String,
    /// The first byte of the hash of its owner's PDF name, from which its shard follows.
    pub(super) bucket: u8,
    pub(super) from: Ingredients,
}

impl<'a> Output<'a> {
    /// Returns the sheets that it is made from.
    pub(super) fn sheets(&self) -> impl Iterator<Item = &'a CheckedSheet> + Clone {
        let checked = self.checked;
        self.places.iter().filter_map(|place| checked.sheets.get(*place))
    }

    /// Returns its path.
    pub(super) fn path(&self) -> PathBuf {
        self.out.join(&self.name)
    }

    /// Returns its path as messages show it.
    pub(super) fn shown(&self) -> String {
        to_slash(&self.path())
    }

    /// Returns whether `recorded` gives the same output. Dictionaries affect checking only.
    pub(super) fn is_made_from(&self, recorded: &Ingredients) -> bool {
        let dictionaries = self.from.inputs.dictionaries;
        self.from == Ingredients { inputs: Inputs { dictionaries, ..recorded.inputs }, ..*recorded }
    }

    /// Returns whether errors of its sheets block it.
    pub(super) fn is_stopped(&self) -> bool {
        !self.is_whole || !self.stopping.is_empty()
    }
}
