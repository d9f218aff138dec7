//! A checked sheet.

use std::sync::Arc;

use super::facts::Facts;
use super::resolved_settings::ResolvedSettings;
use super::verdict::Inputs;
use crate::finding::{Finding, Severity};
use crate::read::SheetFile;
use crate::source::{Digest, Source};

/// A checked sheet.
#[derive(Debug)]
pub struct CheckedSheet {
    /// The file.
    pub file: SheetFile,
    /// The hash of its bytes.
    pub digest: Digest,
    /// The facts that outputs and lists need.
    pub facts: Facts,
    /// The settings that apply to it.
    pub resolved: Arc<ResolvedSettings>,
    /// All its findings, by span.
    pub findings: Vec<Finding>,
    /// Its text; empty without findings.
    pub source: Source,
}

impl CheckedSheet {
    /// Returns what it was checked from.
    pub fn inputs(&self) -> Inputs {
        self.resolved.inputs(self.digest)
    }

    /// Returns whether its findings block its outputs: errors, and with `deny_warnings` any finding.
    /// The findings of its settings do not count.
    pub fn is_stopped(&self, deny_warnings: bool) -> bool {
        self.findings.iter().any(|finding| deny_warnings || finding.severity == Severity::Error)
    }
}
