//! The result of checking a sheet by itself, which is cached between runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::facts::{Detail, Facts};
use crate::finding::Finding;
use crate::source::Digest;

/// The hashes of everything that a sheet is checked from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// The bytes of the sheet.
    pub source: Digest,
    /// The settings that apply to it, the outer before the inner.
    pub settings: Digest,
    /// The dictionaries that the settings name.
    pub dictionaries: Digest,
}

/// The result of checking a sheet by itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Verdict {
    /// The inputs of the check.
    pub inputs: Inputs,
    /// The findings, before `allow` comments and severities apply.
    pub(super) findings: Vec<Finding>,
    pub(super) facts: Facts,
    pub(super) detail: Detail,
}

/// Verdicts by the names of their sheets.
pub type Verdicts = BTreeMap<String, Verdict>;
