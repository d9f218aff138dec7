//! How a finding is mended, as data.

use serde::{Deserialize, Serialize};

use crate::source::Edit;

/// The edits that mend a finding. They belong together: all are applied, or none.
///
/// A finding without a mend is mended by words alone, since only a person knows what belongs there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mend {
    /// Edits that are right whatever the writer meant. `check --fix` applies them.
    Certain(Vec<Edit>),
    /// Edits that are probably meant. They are shown, and a person decides.
    Proposed(Vec<Edit>),
}

impl Mend {
    /// Returns the edits, in the file's order.
    pub fn edits(&self) -> &[Edit] {
        match self {
            Self::Certain(edits) | Self::Proposed(edits) => edits,
        }
    }

    /// Returns the kind's name for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Certain(_) => "certain",
            Self::Proposed(_) => "proposed",
        }
    }
}
