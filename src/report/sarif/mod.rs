//! SARIF 2.1.0 logs, for editors and code scanning.

mod invocation;
mod results;

use std::collections::BTreeMap;

use serde_sarif::sarif::{
    ArtifactLocation, Message as SarifMessage, MultiformatMessageString, ReportingConfiguration,
    ReportingDescriptor, Run, Sarif, Tool, ToolComponent,
};

use super::Report;
use super::json::written;
use super::outputs::refused;
use crate::finding::{Finding, Lang, Message, Rule, plain_lines};
use crate::path::uri;

/// The URI of the SARIF schema that code scanning requires.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The description of a rule for viewers.
#[derive(Debug, Clone)]
pub struct RulePage {
    /// A sentence on the rule.
    pub title: Message,
    /// The page of the rule, as Markdown that is readable as plain text.
    pub body: Message,
}

/// The name of the base of relative paths: the root of the repository's working tree.
const ROOT: &str = "SRCROOT";

/// Formats a report as a SARIF log of one run. A rule without a `page` is described by the help of its first
/// finding.
///
/// `located` returns a path relative to the root of its repository, as code scanning expects. Paths outside
/// of a repository are used as they are.
pub fn sarif(
    report: &Report,
    lang: Lang,
    page: impl Fn(Rule) -> Option<RulePage>,
    located: impl Fn(&str) -> Option<String>,
) -> String {
    let log = Log { report, lang, located: &located, rules: rules(report) };
    let descriptors = log.rules.iter().map(|rule| rule.descriptor(&page, lang)).collect();
    let run = Run::builder()
        .tool(Tool::builder().driver(driver(descriptors, lang)).build())
        .language(tag(lang))
        .column_kind("unicodeCodePoints")
        .original_uri_base_ids(BTreeMap::from([(ROOT.to_owned(), root(lang))]))
        .invocations(vec![log.invocation()])
        .results(log.results())
        .build();
    written(&Sarif::builder().schema(SCHEMA).runs(vec![run]).version("2.1.0").build())
}

/// A builder of the log.
struct Log<'a> {
    report: &'a Report<'a>,
    lang: Lang,
    located: &'a dyn Fn(&str) -> Option<String>,
    rules: Vec<Reported<'a>>,
}

impl Log<'_> {
    /// Returns a file's path relative to its repository, which does not depend on the working folder; outside
    /// of a repository, the path as it is.
    fn located(&self, path: &str) -> String {
        (self.located)(path).unwrap_or_else(|| path.to_owned())
    }

    /// Returns the artifact location of a file, relative to the root of its repository if it is in one.
    fn artifact(&self, path: &str) -> ArtifactLocation {
        let Some(located) = (self.located)(path) else {
            return ArtifactLocation::builder().uri(uri(path)).build();
        };
        ArtifactLocation::builder().uri(uri(&located)).uri_base_id(ROOT).build()
    }
}

/// A rule of the log: one of findings, or one of outputs.
enum Reported<'a> {
    Rule(Rule, &'a Finding),
    Output(&'static str, Message),
}

impl Reported<'_> {
    fn name(&self) -> &'static str {
        match self {
            Self::Rule(rule, _) => rule.name,
            Self::Output(name, _) => name,
        }
    }

    fn descriptor(&self, page: impl Fn(Rule) -> Option<RulePage>, lang: Lang) -> ReportingDescriptor {
        match self {
            Self::Rule(rule, first) => descriptor(*rule, first, page(*rule).as_ref(), lang),
            Self::Output(name, help) => ReportingDescriptor::builder()
                .id(*name)
                .default_configuration(ReportingConfiguration::builder().level("error").build())
                .short_description(text(name))
                .help(text(help.get(lang)))
                .build(),
        }
    }
}

/// Returns the rules of the report by name, each with its first finding, then those of outputs.
fn rules<'a>(report: &Report<'a>) -> Vec<Reported<'a>> {
    let mut first: BTreeMap<&str, Reported<'a>> = BTreeMap::new();
    for (_, finding) in report.findings() {
        first.entry(finding.rule.name).or_insert(Reported::Rule(finding.rule, finding));
    }
    let mut outputs: BTreeMap<&str, Reported<'a>> = BTreeMap::new();
    for output in refused(report) {
        outputs.entry(output.rule).or_insert(Reported::Output(output.rule, output.help));
    }
    first.into_values().chain(outputs.into_values()).collect()
}

/// Describes [`ROOT`]. Its absolute path is left out, so that the same sheets give the same bytes on every
/// machine.
fn root(lang: Lang) -> ArtifactLocation {
    let words = Message::new("git の作業フォルダの一番上", "The root of the git working tree.");
    let description = SarifMessage::builder().text(words.get(lang)).build();
    ArtifactLocation::builder().description(description).build()
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

fn descriptor(rule: Rule, first: &Finding, page: Option<&RulePage>, lang: Lang) -> ReportingDescriptor {
    let level = ReportingConfiguration::builder().level(rule.severity.name()).build();
    let (title, help) = match page {
        Some(page) => {
            let body = page.body.get(lang);
            (page.title.get(lang), MultiformatMessageString::builder().text(body).markdown(body).build())
        }
        None => (rule.name, text(first.help.get(lang))),
    };
    ReportingDescriptor::builder()
        .id(rule.name)
        .default_configuration(level)
        .short_description(text(title))
        .help(help)
        .build()
}

/// Returns a sanitized text for viewers.
fn text(text: &str) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(plain_lines(text)).build()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::report::tests::report_of;
    use crate::source::{Source, Span};

    #[test]
    fn a_rule_has_its_page_or_the_help_of_a_finding() {
        let source = Source::new("a.yaml", "課: 1\n");
        let finding =
            Finding::new(Rule::WRONG_TYPE, Span::new(5, 6), Message::new("", "m"), Message::new("", "h"));
        let findings = [finding];
        let report = report_of(&source, &findings);
        let described = |page: Option<RulePage>| {
            let rendered = sarif(&report, Lang::En, |_| page.clone(), |_| None);
            let log: Value = serde_json::from_str(&rendered).unwrap();
            let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
            (rule["shortDescription"].to_string(), rule["help"].to_string())
        };
        let page = RulePage { title: Message::new("", "A title."), body: Message::new("", "# Why") };
        let (title, help) = described(Some(page));
        assert_eq!(title, r#"{"text":"A title."}"#);
        assert!(help.contains(r##""text":"# Why""##) && help.contains(r##""markdown":"# Why""##), "{help}");
        assert_eq!(described(None), (r#"{"text":"wrong-type"}"#.to_owned(), r#"{"text":"h"}"#.to_owned()));
    }
}
