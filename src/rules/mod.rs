//! What a sheet must be beyond its schema: one file a rule or a tight family.
//!
//! A rule sees the pruned model and says what is wrong with it; what a fault made unknowable is
//! absent there, and no rule guesses at it.

mod dates;
mod survey;
mod years;

pub use self::survey::{JudgedSettings, JudgedSheet, Survey};
use crate::finding::{Finding, Rule, Severity};
use crate::read::Reading;
use crate::sheet::settings::Level;
use crate::sheet::{Model, Settings};

/// Everything that is wrong with a sheet, by place, with the severities of its settings.
pub fn judge(reading: &Reading<Model>, settings: &Settings) -> Vec<Finding> {
    let mut findings = reading.findings.clone();
    if let Some(model) = &reading.model {
        let judged = [dates::judge(model), years::judge(model)].into_iter().flatten();
        findings.extend(judged.map(|finding| {
            let field = reading.field_at(finding.span);
            finding.in_field(field)
        }));
    }
    findings.sort_by_key(|finding| (finding.span, finding.rule.name));
    if reading.model.is_none() {
        return findings;
    }
    findings.into_iter().filter_map(|finding| weighed(finding, settings)).collect()
}

/// Rules that keep a sheet from being read at all: what they find cannot be printed, whatever the
/// settings say.
const FIXED: [Rule; 4] = [Rule::ENCODING, Rule::YAML_SYNTAX, Rule::UNKNOWN_FORM, Rule::INVALID_FISCAL_YEAR];

/// The finding with the severity that the settings give its rule; nothing where they turn it off.
pub fn weighed(mut finding: Finding, settings: &Settings) -> Option<Finding> {
    if FIXED.contains(&finding.rule) {
        return Some(finding);
    }
    let levels = settings.rules.as_ref();
    match levels.and_then(|levels| levels.get(finding.rule.name).copied().flatten()) {
        Some(Level::Off) => return None,
        Some(Level::Error) => finding.severity = Severity::Error,
        Some(Level::Warn) => finding.severity = Severity::Warning,
        None => {}
    }
    Some(finding)
}

#[cfg(test)]
mod tests;
