//! The results of a log: findings, and outputs that `--verify` rejects.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_sarif::sarif::{
    Location, LogicalLocation, Message as SarifMessage, PropertyBag, Region, Result as SarifResult,
    ResultLevel,
};

use super::super::fingerprint::Fingerprints;
use super::super::outputs::{FailedOutput, refused};
use super::super::state_labels::{field, mend, message, places};
use super::Log;
use crate::finding::{Finding, Lang, Severity, Step, plain};
use crate::source::Source;

/// The name of the fingerprints' algorithm, which changes with their inputs.
const FINGERPRINT: &str = "ruleFieldText/v1";

impl Log<'_> {
    /// Returns the findings by file, then the rejected outputs.
    pub(super) fn results(&self) -> Vec<SarifResult> {
        let mut prints = Fingerprints::default();
        let mut results = Vec::new();
        for file in &self.report.files {
            let located = self.located(&file.source.path);
            let findings = file.shown().0;
            results.extend(findings.into_iter().map(|finding| {
                let print = prints.next(file.source, &located, finding);
                self.result(file.source, finding, print)
            }));
        }
        let outputs = refused(self.report);
        results.extend(outputs.iter().map(|output| {
            let print = prints.of_output(output.rule, &self.located(output.path));
            self.output_result(output, print)
        }));
        results
    }

    fn result(&self, source: &Source, finding: &Finding, print: String) -> SarifResult {
        let mut location = self.location(&source.path, region(source, finding));
        location.logical_locations = logical(finding).map(|field| vec![field]);
        // The help is part of the message, because viewers do not show a result's properties.
        let text = format!("{}\n{}", message(finding, self.lang), mend(finding, self.lang));
        SarifResult::builder()
            .rule_id(finding.rule.name)
            .rule_index(self.index(finding.rule.name))
            .level(level(finding.severity))
            .message(SarifMessage::builder().text(text).build())
            .locations(vec![location])
            .partial_fingerprints([(FINGERPRINT.to_owned(), print)])
            .properties(properties(finding, self.lang))
            .build()
    }

    fn output_result(&self, output: &FailedOutput, print: String) -> SarifResult {
        let text = format!("{}\n{}", plain(output.message.get(self.lang)), output.help.get(self.lang));
        SarifResult::builder()
            .rule_id(output.rule)
            .rule_index(self.index(output.rule))
            .level(ResultLevel::Error)
            .message(SarifMessage::builder().text(text).build())
            .locations(vec![self.location(output.at, beginning())])
            .partial_fingerprints([(FINGERPRINT.to_owned(), print)])
            .build()
    }

    /// Returns the index of a rule among the rules of the log.
    pub(super) fn index(&self, rule: &str) -> i64 {
        let place = self.rules.iter().position(|known| known.name() == rule);
        number(place.expect("the log lists every rule of its results"))
    }

    /// Returns the location of a region of a file.
    pub(super) fn location(&self, path: &str, region: Region) -> Location {
        let physical = serde_sarif::sarif::PhysicalLocation::builder()
            .artifact_location(self.artifact(path))
            .region(region)
            .build();
        Location::builder().physical_location(physical).build()
    }
}

fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
    }
}

/// Returns message, help and field separately, for programs.
fn properties(finding: &Finding, lang: Lang) -> PropertyBag {
    let (message, help) = (finding.counted_message(), finding.advice());
    let mut properties = vec![("message", message.get(lang)), ("help", help.get(lang))];
    let (address, label_path) = (finding.field.to_string(), field(finding));
    if !address.is_empty() {
        properties.extend([("field", address.as_str()), ("spokenField", &label_path)]);
    }
    let properties: BTreeMap<String, Value> =
        properties.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
    PropertyBag::builder().additional_properties(properties).build()
}

fn region(source: &Source, finding: &Finding) -> Region {
    let (start, end) = places(source, finding);
    Region::builder()
        .start_line(number(start.line))
        .start_column(number(start.column))
        .end_line(number(end.line))
        .end_column(number(end.column))
        .build()
}

/// Returns the region at the beginning of a file, for results on the whole file.
fn beginning() -> Region {
    Region::builder().start_line(1).start_column(1).end_line(1).end_column(1).build()
}

/// Returns the field as a logical location, or `None` for the whole file.
fn logical(finding: &Finding) -> Option<LogicalLocation> {
    let (name, kind) = match finding.field.0.last()? {
        Step::Key(key) => (key.clone(), "property"),
        Step::Index(index) => (index.to_string(), "value"),
    };
    let field = finding.field.to_string();
    Some(LogicalLocation::builder().name(name).fully_qualified_name(field).kind(kind).build())
}

pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
