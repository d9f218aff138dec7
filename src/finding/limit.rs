//! Limits on the number of findings that a report or a proof shows.
//!
//! A file can have 100,000 findings, of which only the first are useful. Findings beyond the limit are still
//! counted, silenced by `allow`, corrected by `--fix`, and reflected in the exit status.

use std::collections::HashMap;

use super::{Finding, Message, Rule, Severity, counted};
use crate::source::Span;

/// The most findings of one rule in one file that are shown.
pub const MOST: usize = 200;

/// The findings of one rule in one file that are not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Omitted {
    /// The rule.
    pub rule: Rule,
    /// The severity of the first; settings give all findings of a rule the same.
    pub severity: Severity,
    /// The number of findings.
    pub count: usize,
    /// The span of the first.
    pub span: Span,
}

impl Omitted {
    /// Returns a sentence with their number.
    pub fn message(self) -> Message {
        let count = self.count;
        Message::new(
            format!("同じ指摘がほかに {count}件あります({MOST}件まで示します)。"),
            format!("{} more of this rule (a report shows at most {MOST}).", counted(count, "finding")),
        )
    }
}

/// Splits the findings of a file into those that are shown, in their order, and the number of the others by
/// rule. At most [`MOST`] findings of a rule and `all` findings of all rules are shown.
pub fn few<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
    all: usize,
) -> (Vec<&'a Finding>, Vec<Omitted>) {
    let (mut shown, mut omitted) = (Vec::new(), Vec::<Omitted>::new());
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for finding in findings {
        let count = counts.entry(finding.rule.name).or_default();
        *count += 1;
        if *count <= MOST && shown.len() < all {
            shown.push(finding);
        } else if let Some(known) = omitted.iter_mut().find(|omitted| omitted.rule == finding.rule) {
            known.count += 1;
        } else {
            let Finding { rule, severity, span, .. } = *finding;
            omitted.push(Omitted { rule, severity, count: 1, span });
        }
    }
    (shown, omitted)
}
