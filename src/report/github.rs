//! GitHub's workflow commands, which annotate lines of pull requests.

use super::drafts::left_out;
use super::outputs::{FailedOutput, refused};
use super::state_labels::{field, mend, message, places};
use super::{ErrorReport, Report};
use crate::finding::{Finding, Lang, Omitted, plain, plain_lines};
use crate::source::Source;

/// Formats a report as workflow commands, one a line: findings, outputs that `--verify` rejects, skipped
/// folders, and errors.
///
/// `located` returns a path relative to the root of its repository, as GitHub expects. Paths outside of a
/// repository are used as they are.
pub fn github(report: &Report, lang: Lang, located: impl Fn(&str) -> Option<String>) -> String {
    let at = |path: &str| property(&located(path).unwrap_or_else(|| path.to_owned()));
    let mut commands = String::new();
    for file in &report.files {
        let (findings, omitted) = file.shown();
        let path = at(&file.source.path);
        commands.extend(findings.iter().map(|finding| command(&path, file.source, finding, lang)));
        commands.extend(omitted.iter().map(|rest| more(&path, file.source, *rest, lang)));
    }
    commands.extend(refused(report).iter().map(|output| of_output(&at(output.at), output, lang)));
    commands.extend(report.drafts.iter().map(|folder| of_draft(folder, lang)));
    commands.extend(report.errors.iter().map(|error| of_error(error.path.as_deref().map(at), error, lang)));
    commands
}

fn command(path: &str, source: &Source, finding: &Finding, lang: Lang) -> String {
    let (start, end) = places(source, finding);
    let level = finding.severity.name();
    let title = property(&title(finding));
    let message = data(&format!("{}\n{}", message(finding, lang), mend(finding, lang)));
    format!(
        "::{level} file={path},line={},endLine={},col={},endColumn={},title={title}::{message}\n",
        start.line, end.line, start.column, end.column
    )
}

/// Formats the number of omitted findings of a rule, at the line of the first.
fn more(path: &str, source: &Source, omitted: Omitted, lang: Lang) -> String {
    let line = source.place(omitted.span.start).line;
    let words = omitted.message();
    format!("::notice file={path},line={line},title=[{}]::{}\n", omitted.rule.name, data(words.get(lang)))
}

fn of_output(path: &str, output: &FailedOutput, lang: Lang) -> String {
    let message = data(&format!("{}\n{}", plain(output.message.get(lang)), output.help.get(lang)));
    format!("::error file={path},title=[{}]::{message}\n", output.rule)
}

/// Formats a skipped folder. It has no location, because the folder may contain no file to annotate.
fn of_draft(folder: &str, lang: Lang) -> String {
    let words = left_out(&[folder.to_owned()]);
    format!("::notice title=[draft]::{}\n", data(words.get(lang)))
}

fn of_error(path: Option<String>, error: &ErrorReport, lang: Lang) -> String {
    let file = path.map(|path| format!("file={path},")).unwrap_or_default();
    format!("::error {file}title=mokuhyo::{}\n", data(&plain_lines(error.message.get(lang))))
}

/// Returns the rule, and the field in the words of the form.
fn title(finding: &Finding) -> String {
    format!("[{}] {}", finding.rule.name, field(finding)).trim_end().to_owned()
}

/// Escapes the text of a command. The percent sign is escaped first, so that escapes are not escaped again.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property, which a colon or a comma would end.
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
        let rendered =
            github(&report_of(&source, &[finding.in_field(Field::default().key("a:b,c"))]), Lang::Ja, |_| {
                None
            });
        assert_eq!(
            rendered,
            "::error file=a%2Cb%3A 100%25%0A%3A%3Aerror%3A%3A.yaml,line=1,endLine=1,col=4,endColumn=7,\
             title=[wrong-type] a%3Ab%2Cc::50%25%0A\\u{3a}:warning::0A, x: y%0A直し方: %250A\n"
        );
    }

    #[test]
    fn a_finding_on_a_whole_file_has_its_rule_for_a_title() {
        let source = Source::new("a.yaml", "");
        let finding =
            Finding::new(Rule::ENCODING, Span::default(), Message::new("", "m"), Message::new("", "h"));
        let rendered = github(&report_of(&source, &[finding]), Lang::En, |_| None);
        assert!(rendered.ends_with(",col=1,endColumn=1,title=[encoding]::m%0Ahelp: h\n"), "{rendered}");
    }
}
