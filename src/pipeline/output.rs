//! An output of a run: what it is, what it is made of, and where it goes.

use std::path::{Path, PathBuf};

use super::manifest::Ingredients;
use super::product::Product;
use crate::disk::to_slash;
use crate::rules::{CheckedCollection, Inputs, JudgedSheet};

/// Which output, in few bytes: there are thousands, and most wait for their turn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target<'a> {
    /// What it is.
    pub(super) product: Product,
    pub(super) of: Of<'a>,
}

/// What an output is made of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of<'a> {
    /// A sheet, by its place in the survey.
    Sheet(usize),
    /// A folder of sheets, by its name.
    Folder(&'a str),
    /// All of them.
    Site,
}

/// An output to make.
#[derive(Debug, Clone)]
pub(super) struct Output<'a> {
    /// What it is.
    pub(super) product: Product,
    /// What was surveyed.
    pub(super) checked: &'a CheckedCollection,
    /// The folder of all outputs.
    pub(super) out: &'a Path,
    /// The places in the survey of the sheets that it is made from, the one that it belongs to first; none for
    /// what belongs to the whole site.
    pub(super) places: Vec<usize>,
    /// Whether every source that it should be made from could be read.
    pub(super) is_whole: bool,
    /// The places of those of its sheets whose errors keep it from being made.
    pub(super) stopping: Vec<usize>,
    /// Below `out`, `/` between the parts.
    pub(super) name: String,
    /// The file of the manifest that it is recorded in, by which it has its shard: that of its sheet's PDF.
    pub(super) bucket: u8,
    /// What goes into it.
    pub(super) from: Ingredients,
}

impl<'a> Output<'a> {
    /// The sheets that it is made from.
    pub(super) fn sheets(&self) -> impl Iterator<Item = &'a JudgedSheet> + Clone {
        let checked = self.checked;
        self.places.iter().filter_map(|place| checked.sheets.get(*place))
    }

    /// Where it goes.
    pub(super) fn path(&self) -> PathBuf {
        self.out.join(&self.name)
    }

    /// As people are told it.
    pub(super) fn shown(&self) -> String {
        to_slash(&self.path())
    }

    /// Whether what was made from `other` is what would be made now. A dictionary only judges.
    pub(super) fn is_made_from(&self, other: &Ingredients) -> bool {
        let dictionaries = self.from.inputs.dictionaries;
        self.from == Ingredients { inputs: Inputs { dictionaries, ..other.inputs }, ..*other }
    }

    /// Whether it is not to be made, since something that goes into it has errors.
    pub(super) fn is_stopped(&self) -> bool {
        !self.is_whole || !self.stopping.is_empty()
    }
}
