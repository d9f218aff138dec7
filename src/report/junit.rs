//! For dashboards: one JUnit test case a sheet. No time stands in it, so that the same sheets give the
//! same bytes.

use quick_junit::{NonSuccessKind, Report as JunitReport, TestCase, TestCaseStatus, TestSuite};

use super::words::{head, mend, shown_path};
use super::{FileReport, Report};
use crate::finding::{self, Finding, Lang, Severity, Words};
use crate::source::Source;

/// The name of the only suite.
const SUITE: &str = "mokuhyo";

/// A report as a JUnit document. Settings are test cases too where something is wrong with them.
/// Warnings are printed output, or failures where the run denies them.
pub fn junit(report: &Report, lang: Lang, deny_warnings: bool) -> String {
    let told = report.files.iter().filter(|file| file.is_sheet || !file.findings.is_empty());
    let mut suite = TestSuite::new(SUITE);
    suite.add_test_cases(told.map(|file| case(file, lang, deny_warnings)));
    let mut document = JunitReport::new(SUITE);
    document.add_test_suite(suite);
    // Writing to a string does not fail.
    document.to_string().unwrap_or_default()
}

fn case(file: &FileReport, lang: Lang, deny_warnings: bool) -> TestCase {
    let fails = |finding: &Finding| deny_warnings || finding.severity == Severity::Error;
    let (failing, rest): (Vec<_>, Vec<_>) = file.findings.iter().copied().partition(|finding| fails(finding));
    let path = clean(&shown_path(file.source));
    let mut case = TestCase::new(&path, status(file.source, &failing, lang));
    case.set_classname(folder(&path));
    if !rest.is_empty() {
        case.set_system_out(paragraphs(file.source, &rest, lang));
    }
    case
}

fn status(source: &Source, failing: &[&Finding], lang: Lang) -> TestCaseStatus {
    if failing.is_empty() {
        return TestCaseStatus::success();
    }
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(counted(failing, lang));
    status.set_description(paragraphs(source, failing, lang));
    status
}

/// What a dashboard shows before one opens the case.
fn counted(findings: &[&Finding], lang: Lang) -> String {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let warnings = findings.len() - errors;
    let words = Words::new(
        format!("エラー {errors}件、警告 {warnings}件"),
        format!("{}, {}", finding::counted(errors, "error"), finding::counted(warnings, "warning")),
    );
    words.get(lang).to_owned()
}

fn paragraphs(source: &Source, findings: &[&Finding], lang: Lang) -> String {
    let all: Vec<String> = findings.iter().map(|finding| paragraph(source, finding, lang)).collect();
    clean(&all.join("\n"))
}

/// Where and which rule; which field; what is wrong; what to write instead.
fn paragraph(source: &Source, finding: &Finding, lang: Lang) -> String {
    let (field, mend) = (finding.field.spoken(), mend(finding, lang));
    let told = [field.as_str(), finding.message.get(lang), &mend].into_iter().filter(|told| !told.is_empty());
    told.fold(head(source, finding, lang) + "\n", |all, told| all + "  " + told + "\n")
}

/// The folder that a path lies in.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

/// Shows what XML 1.0 forbids as the sign for an unreadable character. The JUnit crate would leave such
/// characters out, and what follows an escape with them.
fn clean(text: &str) -> String {
    let shown = |character| match character {
        '\n' => '\n',
        '\t' => ' ',
        '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        _ if character.is_control() => '\u{FFFD}',
        _ => character,
    };
    text.replace("\r\n", "\n").chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Rule;
    use crate::report::tests::report_of;
    use crate::source::Span;

    #[test]
    fn no_character_is_there_that_xml_forbids_and_none_after_it_is_lost() {
        let words = Words::new("a\u{0}\u{1b}]b\u{7f}\u{9b}c\u{FFFE}d\u{FFFF}\te\r\nf<&>\"]]>𠮷", "");
        let finding = Finding::new(Rule::ENCODING, Span::default(), words.clone(), words);
        let source = Source::new("x\u{7}\u{1b}[31m\n東<&\"'.yaml", "");
        let told = junit(&report_of(&source, &[finding]), Lang::Ja, false);
        assert!(told.contains("a��]b��c�d� e\nf&lt;&amp;&gt;&quot;]]&gt;𠮷\n"), "{told}");
        assert!(
            told.contains("<testcase name=\"x��[31m�東&lt;&amp;&quot;&apos;.yaml\" classname=\".\">"),
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
