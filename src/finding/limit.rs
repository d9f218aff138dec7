//! How many findings of a file are shown, in a report and on a proof.
//!
//! A file can have 100,000 findings, of which nobody reads more than the first. What is left out is still
//! counted, silenced by `allow`, mended by `--fix`, and decides about the exit status.

use std::collections::HashMap;

use super::{Finding, Message, Rule, Severity, counted};
use crate::source::Span;

/// The most findings of one rule in one file that are shown.
pub const MOST: usize = 200;

/// Findings of one rule in one file that are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Omitted {
    /// The rule.
    pub rule: Rule,
    /// The severity of the first of them; settings give all findings of a rule the same.
    pub severity: Severity,
    /// How many there are.
    pub count: usize,
    /// Where the first of them is.
    pub span: Span,
}

impl Omitted {
    /// Returns a sentence with their number.
    pub fn words(self) -> Message {
        let count = self.count;
        Message::new(
            format!("同じ指摘がほかに {count}件あります({MOST}件まで示します)。"),
            format!("{} more of this rule (a report shows {MOST}).", counted(count, "finding")),
        )
    }
}

/// Returns the findings of a file that are shown, in their order, and how many of which rule are left out: past
/// [`MOST`] of a rule and `all` of all rules.
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
        } else if let Some(known) = omitted.iter_mut().find(|it| it.rule == finding.rule) {
            known.count += 1;
        } else {
            let Finding { rule, severity, span, .. } = *finding;
            omitted.push(Omitted { rule, severity, count: 1, span });
        }
    }
    (shown, omitted)
}
