//! A dictionary of spellings in prh's format.

use std::cmp::Reverse;

use super::budget::Budget;
use super::entry::{DictionaryRule, Hit};
use super::mask::mask;
use super::reading::{self, DictionaryProblem};
use crate::yaml::{self, Node};

/// The bytes of the longest text that is looked at: some ten pages of prose. Each place of a text may look at
/// all the rest of it, which nothing else bounds.
const TEXT_LIMIT: usize = 50_000;

/// The spellings that a dictionary asks for.
#[derive(Debug, Default)]
pub(in crate::rules) struct Dictionary {
    entries: Vec<DictionaryRule>,
}

impl Dictionary {
    /// Reads a dictionary's text. A rule that cannot be applied is left out and reported; the others apply.
    /// Spans are of `text`.
    pub(in crate::rules) fn parse(text: &str) -> (Self, Vec<DictionaryProblem>) {
        match yaml::parse(text) {
            Ok(parsed) => parsed.root.map(|root| Self::of_tree(&root)).unwrap_or_default(),
            Err(unreadable) => (Self::default(), vec![reading::unreadable(text, &unreadable)]),
        }
    }

    /// Reads a dictionary's tree, like [`Dictionary::parse`], for callers that have parsed the file and
    /// reported its YAML errors.
    pub(in crate::rules) fn of_tree(root: &Node) -> (Self, Vec<DictionaryProblem>) {
        let (entries, problems) = reading::entries(root);
        (Self { entries }, problems)
    }

    /// Returns `text` with every place mended that [`Dictionary::hits`] finds.
    pub(in crate::rules) fn mended(&self, text: &str, budget: &mut Budget) -> String {
        let mut mended = text.to_owned();
        for hit in self.hits(text, budget).into_iter().rev() {
            mended.replace_range(hit.range, &hit.expected);
        }
        mended
    }

    /// Returns every match in `text` whose spelling differs from the wanted one, in order and without
    /// overlaps: of two that overlap, the one that begins first counts, then the longer one. Names of
    /// programmes in 「」 are skipped. An expression that backtracks too often in this text finds no more in
    /// it; expressions with backtracking find no more once the budget is spent; and a text that is too long
    /// for a sheet is not searched.
    pub(in crate::rules) fn hits(&self, text: &str, budget: &mut Budget) -> Vec<Hit> {
        if text.len() > TEXT_LIMIT {
            return Vec::new();
        }
        let masked = mask(text);
        let mut hits: Vec<_> = self.entries.iter().flat_map(|entry| entry.hits(&masked, budget)).collect();
        // Stable: of rules that find the same place the dictionary's first comes first.
        hits.sort_by_key(|hit| (hit.range.start, Reverse(hit.range.end)));
        let mut end = 0;
        hits.retain(|hit| {
            let apart = hit.range.start >= end;
            end = if apart { hit.range.end } else { end };
            apart
        });
        hits
    }
}
