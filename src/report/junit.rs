//! For dashboards: one JUnit test case a sheet. No time stands in it, so that the same sheets give the
//! same bytes.

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

/// Returns a report as a JUnit document. Settings are test cases too where something is wrong with them, and
/// so are outputs of no sheet that fail, folders that were left out (skipped), and what kept the run from doing all that it was asked for.
/// Warnings are printed output, or failures where the run denies them.
pub fn junit(report: &Report, lang: Lang, deny_warnings: bool) -> String {
    let told = report.files.iter().filter(|file| file.is_sheet || !file.findings.is_empty());
    let mut suite = TestSuite::new(SUITE);
    suite.add_test_cases(told.map(|file| case(file, lang, deny_warnings)));
    suite.add_test_cases(site_cases(report, lang));
    suite.add_test_cases(report.drafts.iter().map(|folder| draft_case(folder, lang)));
    let known: BTreeSet<String> = suite.test_cases.iter().map(|case| case.name.as_str().to_owned()).collect();
    suite.add_test_cases(error_cases(report, &known, lang));
    let mut document = JunitReport::new(SUITE);
    document.add_test_suite(suite);
    written(&document)
}

#[expect(clippy::expect_used, reason = "an empty report would pass for a clean one")]
fn written(document: &JunitReport) -> String {
    document.to_string().expect("a string takes all that is written to it")
}

fn case(file: &FileReport, lang: Lang, deny_warnings: bool) -> TestCase {
    let fails = |severity: Severity| deny_warnings || severity == Severity::Error;
    let (findings, omitted) = file.shown();
    let told = |is_failing: bool| {
        let findings = findings.iter().filter(|finding| fails(finding.severity) == is_failing);
        let omitted = omitted.iter().filter(|it| fails(it.severity) == is_failing);
        let findings = findings.map(|finding| paragraph(file.source, finding, lang));
        let more = omitted.map(|it| format!("[{}] {}\n", it.rule.name, it.words().get(lang)));
        findings.chain(more).collect::<Vec<String>>().join("\n")
    };
    let failing: Vec<&Finding> = file.findings.iter().copied().filter(|it| fails(it.severity)).collect();
    let outputs = output_lines(&file.outputs, lang);
    let mut case = named(&file.source.path, status(&failing, &told(true), &outputs, lang));
    let rest = told(false);
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

fn status(failing: &[&Finding], told: &str, outputs: &[String], lang: Lang) -> TestCaseStatus {
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
    let parts = [told.trim_end_matches('\n'), &outputs.join("\n")];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    non_success(NonSuccessKind::Failure, &messages.join(" / "), &(parts.join("\n\n") + "\n"))
}

fn non_success(kind: NonSuccessKind, message: &str, description: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(clean(message));
    status.set_description(clean(description));
    status
}

/// A line for each output that fails.
fn output_lines(outputs: &[(&str, State)], lang: Lang) -> Vec<String> {
    let failing = outputs.iter().filter(|(_, state)| fails(*state));
    failing.map(|(path, state)| format!("{} {}", state_words(*state).get(lang), plain(path))).collect()
}

/// Outputs of no sheet that fail, and those under `--verify` whose sheets are gone.
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

/// A folder that was left out: nothing of it was made, and nothing of it failed.
fn draft_case(folder: &str, lang: Lang) -> TestCase {
    let mut status = TestCaseStatus::skipped();
    status.set_message(clean(left_out(&[folder.to_owned()]).get(lang)));
    named(folder, status)
}

/// What went wrong, a case for each file that it is about. No name is one of `known`: readers of JUnit know
/// cases by their names.
fn error_cases(report: &Report, known: &BTreeSet<String>, lang: Lang) -> Vec<TestCase> {
    let mut by_path: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for error in &report.errors {
        let words = plain_lines(error.message.get(lang)).into_owned();
        by_path.entry(error.path.as_deref().unwrap_or(SUITE)).or_default().push(words);
    }
    let case = |(path, words): (&str, Vec<String>)| {
        let message = words.first().map(String::as_str).unwrap_or_default();
        let mut case = named(path, non_success(NonSuccessKind::Error, message, &(words.join("\n") + "\n")));
        if known.contains(case.name.as_str()) {
            case.name = format!("{} ({SUITE})", case.name.as_str()).into();
        }
        case
    };
    by_path.into_iter().map(case).collect()
}

/// What a dashboard shows before one opens the case.
fn counted(findings: &[&Finding], lang: Lang) -> String {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let warnings = findings.len() - errors;
    let words = Message::new(
        format!("エラー {errors}件、警告 {warnings}件"),
        format!("{}, {}", finding::counted(errors, "error"), finding::counted(warnings, "warning")),
    );
    words.get(lang).to_owned()
}

/// Where and which rule; which field; what is wrong; what to write instead.
fn paragraph(source: &Source, finding: &Finding, lang: Lang) -> String {
    let (field, message, mend) = (field(finding), message(finding, lang), mend(finding, lang));
    let told = [field.as_str(), &message, &mend].into_iter().filter(|told| !told.is_empty());
    told.fold(head(source, finding, lang) + "\n", |all, told| all + "  " + told + "\n")
}

/// The folder that a path lies in.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

/// Makes a text safe to show, its own line breaks kept. So it holds nothing that XML 1.0 forbids: the JUnit
/// crate would leave such characters out, and what follows an escape with them.
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
    fn no_character_is_there_that_xml_forbids_and_none_after_it_is_lost() {
        let words = Message::new("a\u{0}\u{1b}]b\u{7f}\u{9b}c\u{FFFE}d\u{FFFF}\te\r\nf<&>\"]]>𠮷", "");
        let finding = Finding::new(Rule::ENCODING, Span::default(), words.clone(), words);
        let source = Source::new("x\u{7}\u{1b}[31m\n東<&\"'.yaml", "");
        let told = junit(&report_of(&source, &[finding]), Lang::Ja, false);
        let escaped = "a\\u{0}\\u{1b}]b\\u{7f}\\u{9b}c\\u{fffe}d\\u{ffff}\\u{9}e\nf&lt;";
        assert!(told.contains(escaped), "{told}");
        assert!(told.contains("f&lt;&amp;&gt;&quot;]]&gt;𠮷\n"), "{told}");
        assert!(
            told.contains(
                "<testcase name=\"x\\u{7}\\u{1b}[31m\\u{a}東&lt;&amp;&quot;&apos;.yaml\" classname=\".\">"
            ),
            "{told}"
        );
        assert!(
            told.chars().all(|it| it == '\n' || !it.is_control() && !matches!(it, '\u{FFFE}' | '\u{FFFF}'))
        );
    }

    #[test]
    fn a_folder_is_what_stands_before_the_last_slash() {
        assert_eq!(folder("sheets/r2/higashi/soumu.yaml"), "sheets/r2/higashi");
        assert_eq!(folder("soumu.yaml"), ".");
    }
}
