//! JUnit documents for dashboards: one test case for each sheet. They contain no times, so that the same
//! sheets give the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use quick_junit::{NonSuccessKind, Report as JunitReport, TestCase, TestCaseStatus, TestSuite};

use super::drafts::left_out;
use super::outputs::{ORPHANED, refused};
use super::state_labels::{fails, field, head, mend, message, state_words};
use super::{FileReport, Report, State};
use crate::finding::{self, Finding, Lang, Message, Severity, plain, plain_lines};
use crate::source::Source;

/// The name of the only suite.
const SUITE: &str = "mokuhyo";

/// Formats a report as a JUnit document. Besides sheets, test cases are settings with findings, failing
/// outputs that belong to no sheet, skipped folders, and errors of the run. Warnings are printed output, or
/// failures if the run denies them.
pub fn junit(report: &Report, lang: Lang, deny_warnings: bool) -> String {
    let shown = report.files.iter().filter(|file| file.is_sheet || !file.findings.is_empty());
    let mut suite = TestSuite::new(SUITE);
    suite.add_test_cases(shown.map(|file| case(file, lang, deny_warnings)));
    suite.add_test_cases(site_cases(report, lang));
    suite.add_test_cases(report.drafts.iter().map(|folder| draft_case(folder, lang)));
    let known: BTreeSet<String> = suite.test_cases.iter().map(|case| case.name.as_str().to_owned()).collect();
    suite.add_test_cases(error_cases(report, &known, lang));
    let mut document = JunitReport::new(SUITE);
    document.add_test_suite(suite);
    written(&document)
}

fn written(document: &JunitReport) -> String {
    document.to_string().expect("a string takes all that is written to it")
}

fn case(file: &FileReport, lang: Lang, deny_warnings: bool) -> TestCase {
    let fails = |severity: Severity| deny_warnings || severity == Severity::Error;
    let (findings, omitted) = file.shown();
    let text = |is_failing: bool| {
        let findings = findings.iter().filter(|finding| fails(finding.severity) == is_failing);
        let omitted = omitted.iter().filter(|rest| fails(rest.severity) == is_failing);
        let findings = findings.map(|finding| paragraph(file.source, finding, lang));
        let more = omitted.map(|rest| format!("[{}] {}\n", rest.rule.name, rest.message().get(lang)));
        findings.chain(more).collect::<Vec<String>>().join("\n")
    };
    let failing: Vec<&Finding> =
        file.findings.iter().copied().filter(|finding| fails(finding.severity)).collect();
    let outputs = output_lines(&file.outputs, lang);
    let mut case = named(&file.source.path, status(&failing, &text(true), &outputs, lang));
    let rest = text(false);
    if !rest.is_empty() {
        case.set_system_out(clean(&rest));
    }
    case
}

fn named(path: &str, status: TestCaseStatus) -> TestCase {
    let path = plain(path);
    let mut case = TestCase::new(path.as_ref(), status);
    case.set_classname(folder(&path));
    case
}

fn status(failing: &[&Finding], text: &str, outputs: &[String], lang: Lang) -> TestCaseStatus {
    let mut messages = Vec::new();
    if !failing.is_empty() {
        messages.push(counted(failing, lang));
    }
    if !outputs.is_empty() {
        let count = outputs.len();
        let words = Message::new(format!("出力 {count}件"), finding::counted(count, "output"));
        messages.push(words.get(lang).to_owned());
    }
    if messages.is_empty() {
        return TestCaseStatus::success();
    }
    let parts = [text.trim_end_matches('\n'), &outputs.join("\n")];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    non_success(NonSuccessKind::Failure, &messages.join(" / "), &(parts.join("\n\n") + "\n"))
}

fn non_success(kind: NonSuccessKind, message: &str, description: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(clean(message));
    status.set_description(clean(description));
    status
}

/// Returns a line for each output that fails.
fn output_lines(outputs: &[(&str, State)], lang: Lang) -> Vec<String> {
    let failing = outputs.iter().filter(|(_, state)| fails(*state));
    failing.map(|(path, state)| format!("{} {}", state_words(*state).get(lang), plain(path))).collect()
}

/// Returns the failing outputs that belong to no sheet, and under `--verify` those whose sheets no longer
/// exist.
fn site_cases(report: &Report, lang: Lang) -> Vec<TestCase> {
    let failing = report.site.iter().filter(|(_, state)| fails(*state));
    let of_site = failing.map(|&(path, state)| (path, state_words(state).get(lang).to_owned()));
    let refused = refused(report);
    let orphans = refused.iter().filter(|output| output.rule == ORPHANED);
    let orphans = orphans.map(|output| (output.path, output.message.get(lang).to_owned()));
    let case = |(path, words): (&str, String)| {
        let line = format!("{}: {}\n", plain(path), plain(&words));
        named(path, non_success(NonSuccessKind::Failure, &plain(&words), &line))
    };
    of_site.chain(orphans).map(case).collect()
}

/// Returns the case of a skipped folder.
fn draft_case(folder: &str, lang: Lang) -> TestCase {
    let mut status = TestCaseStatus::skipped();
    status.set_message(clean(left_out(&[folder.to_owned()]).get(lang)));
    named(folder, status)
}

/// Returns a case for each file with errors. Its name differs from those in `known`, because readers of JUnit
/// identify cases by name.
fn error_cases(report: &Report, known: &BTreeSet<String>, lang: Lang) -> Vec<TestCase> {
    let mut by_path: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for error in &report.errors {
        let words = plain_lines(error.message.get(lang)).into_owned();
        by_path.entry(error.path.as_deref().unwrap_or(SUITE)).or_default().push(words);
    }
    let case = |(path, words): (&str, Vec<String>)| {
        let message = &words[0];
        let mut case = named(path, non_success(NonSuccessKind::Error, message, &(words.join("\n") + "\n")));
        if known.contains(case.name.as_str()) {
            case.name = format!("{} ({SUITE})", case.name.as_str()).into();
        }
        case
    };
    by_path.into_iter().map(case).collect()
}

/// Formats the numbers of errors and warnings, which dashboards show as the message of a case.
fn counted(findings: &[&Finding], lang: Lang) -> String {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    Severity::counts(errors, findings.len() - errors).get(lang).to_owned()
}

/// Formats a finding: place and rule, field, message and advice.
fn paragraph(source: &Source, finding: &Finding, lang: Lang) -> String {
    let (field, message, mend) = (field(finding), message(finding, lang), mend(finding, lang));
    let lines = [field.as_str(), &message, &mend].into_iter().filter(|line| !line.is_empty());
    lines.fold(head(source, finding, lang) + "\n", |all, line| all + "  " + line + "\n")
}

/// Returns the folder of a path.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

/// Sanitizes a text but keeps its line breaks. The result contains nothing that XML 1.0 forbids: the JUnit
/// crate would drop such characters, and for an escape sequence the text after it too.
fn clean(text: &str) -> String {
    plain_lines(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Rule;
    use crate::report::tests::report_of;
    use crate::source::Span;

    #[test]
    fn characters_that_xml_forbids_are_escaped_without_loss() {
        let words = Message::new("a\u{0}\u{1b}]b\u{7f}\u{9b}c\u{FFFE}d\u{FFFF}\te\r\nf<&>\"]]>𠮷", "");
        let finding = Finding::new(Rule::ENCODING, Span::default(), words.clone(), words);
        let source = Source::new("x\u{7}\u{1b}[31m\n東<&\"'.yaml", "");
        let rendered = junit(&report_of(&source, &[finding]), Lang::Ja, false);
        let escaped = "a\\u{0}\\u{1b}]b\\u{7f}\\u{9b}c\\u{fffe}d\\u{ffff}\\u{9}e\nf&lt;";
        assert!(rendered.contains(escaped), "{rendered}");
        assert!(rendered.contains("f&lt;&amp;&gt;&quot;]]&gt;𠮷\n"), "{rendered}");
        assert!(
            rendered.contains(
                "<testcase name=\"x\\u{7}\\u{1b}[31m\\u{a}東&lt;&amp;&quot;&apos;.yaml\" classname=\".\">"
            ),
            "{rendered}"
        );
        assert!(rendered.chars().all(|character| character == '\n'
            || !character.is_control() && !matches!(character, '\u{FFFE}' | '\u{FFFF}')));
    }

    #[test]
    fn a_folder_is_what_stands_before_the_last_slash() {
        assert_eq!(folder("sheets/r2/higashi/soumu.yaml"), "sheets/r2/higashi");
        assert_eq!(folder("soumu.yaml"), ".");
    }
}
