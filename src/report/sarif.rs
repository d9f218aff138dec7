//! For editors and code scanning: SARIF 2.1.0.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_sarif::sarif::{
    ArtifactLocation, Location, LogicalLocation, Message, MultiformatMessageString, PhysicalLocation,
    PropertyBag, Region, ReportingConfiguration, ReportingDescriptor, Result as SarifResult, ResultLevel,
    Run, Sarif, Tool, ToolComponent,
};

use super::Report;
use super::fingerprint::Fingerprints;
use super::words::{mend, places, severity_name};
use crate::finding::{Finding, Lang, Rule, Severity, Step, Words};
use crate::path::uri;
use crate::source::Source;

/// Where readers of SARIF look for its schema; code scanning asks for this line.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Changes when fingerprints are made of other things.
const FINGERPRINT: &str = "ruleFieldText/v1";

/// What a viewer shows about a rule, whatever the finding.
#[derive(Debug, Clone)]
pub struct RulePage {
    /// The rule in a sentence.
    pub title: Words,
    /// What, why, an example, the mend: as Markdown that reads well as it stands.
    pub body: Words,
}

/// A report as a SARIF log of one run. A rule that `page` has nothing on is told with the help of its
/// first finding.
pub fn sarif(report: &Report, lang: Lang, page: impl Fn(Rule) -> Option<RulePage>) -> String {
    let rules = occurring(report);
    let descriptors =
        rules.iter().map(|&(rule, first)| descriptor(rule, first, page(rule).as_ref(), lang)).collect();
    let run = Run::builder()
        .tool(Tool::builder().driver(driver(descriptors, lang)).build())
        .language(tag(lang))
        .column_kind("unicodeCodePoints")
        .results(results(report, &rules, lang))
        .build();
    let log = Sarif::builder().schema(SCHEMA).runs(vec![run]).version("2.1.0").build();
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn driver(rules: Vec<ReportingDescriptor>, lang: Lang) -> ToolComponent {
    ToolComponent::builder()
        .name(env!("CARGO_PKG_NAME"))
        .version(env!("CARGO_PKG_VERSION"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .language(tag(lang))
        .rules(rules)
        .build()
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "ja",
        Lang::En => "en",
    }
}

/// The rules that a report speaks of, by name, each with its first finding.
fn occurring<'a>(report: &Report<'a>) -> Vec<(Rule, &'a Finding)> {
    let mut rules: Vec<_> = report.findings().map(|(_, finding)| (finding.rule, finding)).collect();
    rules.sort_by_key(|(rule, _)| rule.name);
    rules.dedup_by_key(|(rule, _)| rule.name);
    rules
}

fn descriptor(rule: Rule, first: &Finding, page: Option<&RulePage>, lang: Lang) -> ReportingDescriptor {
    let plain = |text: &str| MultiformatMessageString::builder().text(text).build();
    let level = ReportingConfiguration::builder().level(severity_name(rule.severity)).build();
    let (title, help) = match page {
        Some(page) => {
            let body = page.body.get(lang);
            (page.title.get(lang), MultiformatMessageString::builder().text(body).markdown(body).build())
        }
        None => (rule.name, plain(first.help.get(lang))),
    };
    ReportingDescriptor::builder()
        .id(rule.name)
        .default_configuration(level)
        .short_description(plain(title))
        .help(help)
        .build()
}

fn results(report: &Report, rules: &[(Rule, &Finding)], lang: Lang) -> Vec<SarifResult> {
    let mut prints = Fingerprints::default();
    let index = |rule: Rule| rules.iter().position(|(other, _)| *other == rule).unwrap_or_default();
    let result = |(source, finding): (&Source, &Finding)| {
        SarifResult::builder()
            .rule_id(finding.rule.name)
            .rule_index(number(index(finding.rule)))
            .level(level(finding.severity))
            .message(message(finding, lang))
            .locations(vec![location(source, finding)])
            .partial_fingerprints([(FINGERPRINT.to_owned(), prints.next(source, finding))])
            .properties(properties(finding, lang))
            .build()
    };
    report.findings().map(result).collect()
}

fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
    }
}

/// With the help: viewers show a result's message and leave its properties aside.
fn message(finding: &Finding, lang: Lang) -> Message {
    Message::builder().text(format!("{}\n{}", finding.message.get(lang), mend(finding, lang))).build()
}

/// The words and the field by themselves, for programs.
fn properties(finding: &Finding, lang: Lang) -> PropertyBag {
    let mut told = vec![("message", finding.message.get(lang)), ("help", finding.help.get(lang))];
    let (field, spoken) = (finding.field.to_string(), finding.field.spoken());
    if !field.is_empty() {
        told.extend([("field", field.as_str()), ("spokenField", &spoken)]);
    }
    let told: BTreeMap<String, Value> = told.into_iter().map(|(name, it)| (name.into(), it.into())).collect();
    PropertyBag::builder().additional_properties(told).build()
}

fn location(source: &Source, finding: &Finding) -> Location {
    let artifact = ArtifactLocation::builder().uri(uri(&source.path)).build();
    let physical = PhysicalLocation::builder().artifact_location(artifact).region(region(source, finding));
    let mut location = Location::builder().physical_location(physical.build()).build();
    location.logical_locations = logical(finding).map(|field| vec![field]);
    location
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

/// The field as a place in the document; none for the whole file.
fn logical(finding: &Finding) -> Option<LogicalLocation> {
    let (name, kind) = match finding.field.0.last()? {
        Step::Key(key) => (key.clone(), "property"),
        Step::Index(index) => (index.to_string(), "value"),
    };
    let field = finding.field.to_string();
    Some(LogicalLocation::builder().name(name).fully_qualified_name(field).kind(kind).build())
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::report_of;
    use crate::source::Span;

    #[test]
    fn a_rule_is_told_with_its_page_or_with_a_findings_help() {
        let source = Source::new("a.yaml", "課: 1\n");
        let finding =
            Finding::new(Rule::WRONG_TYPE, Span::new(5, 6), Words::new("", "m"), Words::new("", "h"));
        let findings = [finding];
        let report = report_of(&source, &findings);
        let described = |page: Option<RulePage>| {
            let told = sarif(&report, Lang::En, |_| page.clone());
            let log: Value = serde_json::from_str(&told).unwrap();
            let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
            (rule["shortDescription"].to_string(), rule["help"].to_string())
        };
        let page = RulePage { title: Words::new("", "A title."), body: Words::new("", "# Why") };
        let (title, help) = described(Some(page));
        assert_eq!(title, r#"{"text":"A title."}"#);
        assert!(help.contains(r##""text":"# Why""##) && help.contains(r##""markdown":"# Why""##), "{help}");
        assert_eq!(described(None), (r#"{"text":"wrong-type"}"#.to_owned(), r#"{"text":"h"}"#.to_owned()));
    }
}
