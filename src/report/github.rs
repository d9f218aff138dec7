//! For pull requests: GitHub's workflow commands, which it shows beside the lines.

use super::Report;
use super::words::{mend, places, severity_name};
use crate::finding::{Finding, Lang};
use crate::source::Source;

/// Every finding of a report as one command a line.
pub fn github(report: &Report, lang: Lang) -> String {
    report.findings().map(|(source, finding)| command(source, finding, lang)).collect()
}

fn command(source: &Source, finding: &Finding, lang: Lang) -> String {
    let (start, end) = places(source, finding);
    let level = severity_name(finding.severity);
    let (file, title) = (property(&source.path), property(&title(finding)));
    let message = data(&format!("{}\n{}", finding.message.get(lang), mend(finding, lang)));
    format!(
        "::{level} file={file},line={},endLine={},col={},endColumn={},title={title}::{message}\n",
        start.line, end.line, start.column, end.column
    )
}

/// The rule, and the field in the words of the paper.
fn title(finding: &Finding) -> String {
    format!("[{}] {}", finding.rule.name, finding.field.spoken()).trim_end().to_owned()
}

/// What may stand after the command. The percent sign goes first, or it would escape the escapes.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What may stand as a property's value, where a colon and a comma would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Field, Rule, Words};
    use crate::report::tests::report_of;
    use crate::source::Span;

    #[test]
    fn nothing_in_a_text_ends_a_command_or_begins_another() {
        let source = Source::new("a,b: 100%\n::error::.yaml", "課: 総務課\n");
        let words = Words::new("50%\r\n::warning::0A, x: y", "");
        let finding = Finding::new(Rule::WRONG_TYPE, Span::new(5, 14), words, Words::new("%0A", ""));
        let told = github(&report_of(&source, &[finding.in_field(Field::default().key("a:b,c"))]), Lang::Ja);
        assert_eq!(
            told,
            "::error file=a%2Cb%3A 100%25%0A%3A%3Aerror%3A%3A.yaml,line=1,endLine=1,col=4,endColumn=7,\
             title=[wrong-type] a%3Ab%2Cc::50%25%0D%0A::warning::0A, x: y%0A直し方: %250A\n"
        );
    }

    #[test]
    fn a_finding_on_a_whole_file_has_its_rule_for_a_title() {
        let source = Source::new("a.yaml", "");
        let finding = Finding::new(Rule::ENCODING, Span::default(), Words::new("", "m"), Words::new("", "h"));
        let told = github(&report_of(&source, &[finding]), Lang::En);
        assert!(told.ends_with(",col=1,endColumn=1,title=[encoding]::m%0Ahelp: h\n"), "{told}");
    }
}
