//! The report for people: the source line, marks below the characters at fault, and advice.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic};

use super::excerpt::Excerpt;
use super::state_labels::{field, head, mend, message, state_words};
use super::{FileReport, Orphan, Report, State};
use crate::finding::{self, Finding, Lang, Message, Omitted, Severity, plain};
use crate::source::Source;

/// Formats the findings and outputs of a report, with colours if `color`.
pub fn human(report: &Report, lang: Lang, color: bool) -> String {
    let mut text = String::new();
    Human { lang, color }.write(report, &mut text).expect("memory takes what is written to it");
    text
}

/// The settings of the report.
struct Human {
    lang: Lang,
    color: bool,
}

impl Human {
    fn write(&self, report: &Report, out: &mut dyn fmt::Write) -> fmt::Result {
        for file in &report.files {
            self.file(file, out)?;
        }
        self.outputs(&report.site, out)?;
        report.orphans.iter().try_for_each(|orphan| self.orphan(orphan, out))
    }

    fn orphan(&self, orphan: &Orphan, out: &mut dyn fmt::Write) -> fmt::Result {
        let words = match (orphan.is_draft, orphan.pruned) {
            _ if orphan.foreign => Message::new(
                "元のシートがない(mokuhyo が作ったものではないので残しました)",
                "no longer has a sheet (kept, because mokuhyo did not create it):",
            ),
            (false, true) => Message::new("削除(元のシートがない)", "removed, no longer has a sheet:"),
            (true, true) => Message::new("削除(公開しない)", "removed, its folder is not published:"),
            (false, false) => Message::new(
                "元のシートがない(--prune で消せます)",
                "no longer has a sheet (use --prune to remove it):",
            ),
            (true, false) => Message::new(
                "公開しないのに残っている(--prune で消せます)",
                "its folder is not published (use --prune to remove it):",
            ),
        };
        writeln!(out, "{} {}", words.get(self.lang), plain(&orphan.path))
    }

    fn file(&self, file: &FileReport, out: &mut dyn fmt::Write) -> fmt::Result {
        let (findings, omitted) = file.shown();
        for finding in findings {
            self.finding(file.source, finding, out)?;
        }
        omitted.into_iter().try_for_each(|omitted| self.omitted(file.source, omitted, out))?;
        self.outputs(&file.outputs, out)
    }

    /// Writes the number of findings of a rule that are not shown.
    fn omitted(&self, source: &Source, omitted: Omitted, out: &mut dyn fmt::Write) -> fmt::Result {
        let (path, severity) = (plain(&source.path), omitted.severity.word());
        let words = omitted.message();
        writeln!(out, "{path} {} [{}] {}\n", severity.get(self.lang), omitted.rule.name, words.get(self.lang))
    }

    fn outputs(&self, outputs: &[(&str, State)], out: &mut dyn fmt::Write) -> fmt::Result {
        for (path, state) in outputs {
            writeln!(out, "{} {}", self.state(*state), plain(path))?;
        }
        Ok(())
    }

    fn state(&self, state: State) -> String {
        let advice = Message::new(
            "(mokuhyo が作ったものではないので残しました。--overwrite で置き換えます)",
            " (kept, because mokuhyo did not create it; use --overwrite to replace it):",
        );
        let words = state_words(state).get(self.lang).to_owned();
        if state == State::Foreign { words + advice.get(self.lang) } else { words }
    }

    fn finding(&self, source: &Source, finding: &Finding, out: &mut dyn fmt::Write) -> fmt::Result {
        writeln!(out, "{}", head(source, finding, self.lang))?;
        let mut shown = String::new();
        self.handler()
            .with_footer(mend(finding, self.lang))
            .render_report(&mut shown, self.diagnostic(source, finding).as_ref())?;
        writeln!(out, "{}\n", shown.trim_end())
    }

    fn handler(&self) -> GraphicalReportHandler {
        let theme = if self.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        GraphicalReportHandler::new_themed(theme)
            .with_context_lines(1)
            .with_links(false)
            .without_primary_span_start()
            .with_wrap_lines(false)
    }

    fn diagnostic(&self, source: &Source, finding: &Finding) -> miette::Report {
        let severity = match finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        };
        let mut diagnostic = MietteDiagnostic::new(message(finding, self.lang)).with_severity(severity);
        // A finding on an empty file has no line to show.
        if source.text().is_empty() {
            return miette::Report::new(diagnostic);
        }
        let excerpt = Excerpt::around(source, finding.span);
        let field = Some(field(finding)).filter(|field| !field.is_empty());
        diagnostic = diagnostic.with_label(LabeledSpan::new(field, excerpt.mark.start, excerpt.mark.len()));
        miette::Report::new(diagnostic).with_source_code(excerpt)
    }
}

/// Returns the closing line: the numbers of sheets, findings and, after a build or a verification, outputs.
pub fn summary(report: &Report, lang: Lang) -> String {
    let sheets = report.files.iter().filter(|file| file.is_sheet).count();
    let (errors, warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
    let subject = subject(report, sheets);
    let is_clean = sheets == 0 && !report.files.is_empty() && errors + warnings == 0;
    let subject = if is_clean {
        let Message { ja, en } = subject;
        Message::new(format!("{ja}に問題は見つかりませんでした"), format!("No problems in {en}"))
    } else {
        subject
    };
    let counts = Severity::counts(errors, warnings);
    let found = format!("{}: {}", subject.get(lang), counts.get(lang));
    let counted: Vec<String> = counted(report)
        .into_iter()
        .map(|(state, count)| match lang {
            Lang::Ja => format!("{} {count}", state_words(state).ja),
            Lang::En => format!("{count} {}", state_words(state).en),
        })
        .collect();
    let kind = kind(report);
    let made = match lang {
        Lang::Ja => format!(" / {}: {}", kind.ja, counted.join("、")),
        Lang::En => format!(" / {}: {}", kind.en, counted.join(", ")),
    };
    found + if counted.is_empty() { "" } else { &made }
}

/// Returns the number of sheets that were checked, or the name or number of the settings if there were no
/// sheets.
fn subject(report: &Report, sheets: usize) -> Message {
    let others: Vec<String> = report.files.iter().map(|file| plain(&file.source.path).to_string()).collect();
    match others.as_slice() {
        _ if sheets > 0 => {}
        [] => {}
        [file] => return Message::new(format!("設定「{file}」"), format!("settings {file}")),
        files => {
            let count = files.len();
            return Message::new(
                format!("設定と辞書 {count}個"),
                format!("{count} settings and dictionaries"),
            );
        }
    }
    Message::new(format!("シート {sheets}枚"), finding::counted(sheets, "sheet"))
}

/// Returns the common noun for the outputs.
fn kind(report: &Report) -> Message {
    if report.is_all("pdf") {
        Message::new("PDF", "PDFs")
    } else if report.is_all("png") {
        Message::new("画像", "pictures")
    } else {
        Message::new("出力", "outputs")
    }
}

/// Counts the outputs by state: all states of a build, or those of a verification; empty if there are no
/// outputs.
fn counted(report: &Report) -> Vec<(State, usize)> {
    let built = [State::Built, State::Unchanged, State::Failed, State::Foreign];
    let verified = [State::Unchanged, State::Missing, State::Stale, State::Altered];
    let states = if report.is_verified { &verified[..] } else { &built[..] };
    let mut counted: Vec<(State, usize)> =
        states.iter().map(|state| (*state, report.count_of(*state))).collect();
    counted.retain(|(state, count)| *state != State::Foreign || *count > 0);
    if counted.iter().all(|(_, count)| *count == 0) { Vec::new() } else { counted }
}
