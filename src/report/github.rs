//! For pull requests: GitHub's workflow commands, which it shows beside the lines.

use super::drafts::left_out;
use super::outputs::{Refused, refused};
use super::state_labels::{field, mend, message, places, severity_name};
use super::{ErrorReport, Report};
use crate::finding::{Finding, Lang, Omitted, plain, plain_lines};
use crate::source::Source;

/// Returns every finding of a report as one command a line, then what `--verify` refuses and what went wrong.
///
/// `located` gives a path from the root of its repository, as GitHub wants it; a path that lies in none is
/// told as it is.
pub fn github(report: &Report, lang: Lang, located: impl Fn(&str) -> Option<String>) -> String {
    let at = |path: &str| property(&located(path).unwrap_or_else(|| path.to_owned()));
    let mut told = String::new();
    for file in &report.files {
        let (findings, omitted) = file.shown();
        let path = at(&file.source.path);
        told.extend(findings.iter().map(|finding| command(&path, file.source, finding, lang)));
        told.extend(omitted.iter().map(|it| more(&path, file.source, *it, lang)));
    }
    told.extend(refused(report).iter().map(|output| of_output(&at(output.at), output, lang)));
    told.extend(report.drafts.iter().map(|folder| of_draft(folder, lang)));
    told.extend(report.errors.iter().map(|error| of_error(error.path.as_deref().map(at), error, lang)));
    told
}

fn command(path: &str, source: &Source, finding: &Finding, lang: Lang) -> String {
    let (start, end) = places(source, finding);
    let level = severity_name(finding.severity);
    let title = property(&title(finding));
    let message = data(&format!("{}\n{}", message(finding, lang), mend(finding, lang)));
    format!(
        "::{level} file={path},line={},endLine={},col={},endColumn={},title={title}::{message}\n",
        start.line, end.line, start.column, end.column
    )
}

/// How many more findings of a rule there are, at the first of them.
fn more(path: &str, source: &Source, omitted: Omitted, lang: Lang) -> String {
    let line = source.place(omitted.span.start).line;
    let words = omitted.words();
    format!("::notice file={path},line={line},title=[{}]::{}\n", omitted.rule.name, data(words.get(lang)))
}

fn of_output(path: &str, output: &Refused, lang: Lang) -> String {
    let message = data(&format!("{}\n{}", plain(output.message.get(lang)), output.help.get(lang)));
    format!("::error file={path},title=[{}]::{message}\n", output.rule)
}

/// A folder that was left out. There may be no file in it to stand beside.
fn of_draft(folder: &str, lang: Lang) -> String {
    let words = left_out(&[folder.to_owned()]);
    format!("::notice title=[draft]::{}\n", data(words.get(lang)))
}

fn of_error(path: Option<String>, error: &ErrorReport, lang: Lang) -> String {
    let file = path.map(|path| format!("file={path},")).unwrap_or_default();
    format!("::error {file}title=mokuhyo::{}\n", data(&plain_lines(error.message.get(lang))))
}

/// The rule, and the field in the words of the paper.
fn title(finding: &Finding) -> String {
    format!("[{}] {}", finding.rule.name, field(finding)).trim_end().to_owned()
}

/// What may stand after the command. The percent sign goes first, or it would escape the escapes.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What may stand as a property's value, where a colon and a comma would end it.
fn property(text: &str) -> String {
    plain(&data(text).replace(':', "%3A").replace(',', "%2C")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Field, Message, Rule};
    use crate::report::tests::report_of;
    use crate::source::Span;

    #[test]
    fn nothing_in_a_text_ends_a_command_or_begins_another() {
        let source = Source::new("a,b: 100%\n::error::.yaml", "課: 総務課\n");
        let words = Message::new("50%\r\n::warning::0A, x: y", "");
        let finding = Finding::new(Rule::WRONG_TYPE, Span::new(5, 14), words, Message::new("%0A", ""));
        let told =
            github(&report_of(&source, &[finding.in_field(Field::default().key("a:b,c"))]), Lang::Ja, |_| {
                None
            });
        assert_eq!(
            told,
            "::error file=a%2Cb%3A 100%25%0A%3A%3Aerror%3A%3A.yaml,line=1,endLine=1,col=4,endColumn=7,\
             title=[wrong-type] a%3Ab%2Cc::50%25%0A\\u{3a}:warning::0A, x: y%0A直し方: %250A\n"
        );
    }

    #[test]
    fn a_finding_on_a_whole_file_has_its_rule_for_a_title() {
        let source = Source::new("a.yaml", "");
        let finding =
            Finding::new(Rule::ENCODING, Span::default(), Message::new("", "m"), Message::new("", "h"));
        let told = github(&report_of(&source, &[finding]), Lang::En, |_| None);
        assert!(told.ends_with(",col=1,endColumn=1,title=[encoding]::m%0Ahelp: h\n"), "{told}");
    }
}
