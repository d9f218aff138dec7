//! SARIF 2.1.0 logs, for editors and code scanning.

mod invocation;
mod results;

use std::collections::BTreeMap;

use serde_sarif::sarif::{
    ArtifactLocation, Message as SarifMessage, MultiformatMessageString, ReportingConfiguration,
    ReportingDescriptor, Run, Sarif, Tool, ToolComponent,
};

use super::json::written;
use super::outputs::refused;
use super::{Report, page};
use crate::finding::{Lang, Message, Rule, plain_lines};
use crate::path::uri;
use crate::rules::pages;

/// The URI of the SARIF schema that code scanning requires.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The name of the base of relative paths: the root of the repository's working tree.
const ROOT: &str = "SRCROOT";

/// Formats a report as a SARIF log of one run.
///
/// `located` returns a path relative to the root of its repository, as code scanning expects. Paths outside
/// of a repository are used as they are.
pub fn sarif(report: &Report, lang: Lang, located: impl Fn(&str) -> Option<String>) -> String {
    let log = Log { report, lang, located: &located, rules: rules(report) };
    let descriptors = log.rules.iter().map(|rule| rule.descriptor(lang)).collect();
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
    rules: Vec<Reported>,
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

/// A rule of the log: one of findings, or one of outputs with its advice.
enum Reported {
    Rule(Rule),
    Output(&'static str, Message),
}

impl Reported {
    fn name(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.name,
            Self::Output(name, _) => name,
        }
    }

    /// Describes the rule for viewers: a rule of findings by its page, as Markdown that is readable as plain text.
    fn descriptor(&self, lang: Lang) -> ReportingDescriptor {
        let (title, level, help) = match self {
            Self::Rule(rule) => {
                let title = pages::page(rule.name).expect("every rule has a page").title.get(lang);
                let body = page(rule.name, lang).expect("every rule has a page");
                let help = MultiformatMessageString::builder().text(body.as_str()).markdown(body.as_str());
                (title, rule.severity.name(), help.build())
            }
            Self::Output(name, help) => (*name, "error", text(help.get(lang))),
        };
        ReportingDescriptor::builder()
            .id(self.name())
            .default_configuration(ReportingConfiguration::builder().level(level).build())
            .short_description(text(title))
            .help(help)
            .build()
    }
}

/// Returns the rules of the report by name, then those of outputs.
fn rules(report: &Report) -> Vec<Reported> {
    let rules: BTreeMap<&str, Rule> =
        report.findings().map(|(_, finding)| (finding.rule.name, finding.rule)).collect();
    let outputs: BTreeMap<&str, Message> =
        refused(report).into_iter().map(|output| (output.rule, output.help)).collect();
    let outputs = outputs.into_iter().map(|(name, help)| Reported::Output(name, help));
    rules.into_values().map(Reported::Rule).chain(outputs).collect()
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

/// Returns a sanitized text for viewers.
fn text(text: &str) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(plain_lines(text)).build()
}
