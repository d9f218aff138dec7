//! Corrections of findings, as data.

use serde::{Deserialize, Serialize};

use crate::source::Edit;

/// The edits that correct a finding. They are applied all or not at all.
///
/// A finding without a mend can only be corrected by a person, guided by its help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mend {
    /// Edits that are right in every case. `check --fix` applies them.
    Certain(Vec<Edit>),
    /// Edits that are probably right. They are shown, and a person decides.
    Proposed(Vec<Edit>),
}

impl Mend {
    /// Returns the edits, in the file's order.
    pub fn edits(&self) -> &[Edit] {
        match self {
            Self::Certain(edits) | Self::Proposed(edits) => edits,
        }
    }

    /// Returns the name of the kind in machine-readable formats.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Certain(_) => "certain",
            Self::Proposed(_) => "proposed",
        }
    }
}
