//! Output of a run: results to stdout, everything else to stderr.

use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use super::args::{ColorArg, Common, Deny, Format};
use super::status::ExitStatus;
use crate::disk::error_words;
use crate::finding::{Lang, Message, Severity, plain, plain_lines};
use crate::git;
use crate::read::RunError;
use crate::report::{ErrorReport, Report, duration, github, human, json, junit, sarif, summary};

/// The output settings of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Console {
    /// The format of results.
    pub(super) format: Format,
    /// The language of messages.
    pub(super) lang: Lang,
    /// `true` where results may use colours.
    pub(super) color: bool,
    /// `true` where only results are printed.
    pub(super) quiet: bool,
    /// `true` where warnings fail the run.
    pub(super) deny_warnings: bool,
}

impl Console {
    /// Resolves the options with the environment and the terminal.
    pub(super) fn new(common: &Common) -> Self {
        let color = match common.color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => may_color() && io::stdout().is_terminal(),
        };
        Self {
            format: common.format,
            lang: lang(common.lang),
            color,
            quiet: common.quiet,
            deny_warnings: common.deny == Some(Deny::Warnings),
        }
    }

    /// Creates the console of a run with unreadable arguments. Format and language are used as far as they
    /// could be read.
    pub(super) fn for_usage(format: Option<Format>, asked: Option<Lang>) -> Self {
        let format = format.unwrap_or(Format::Human);
        Self { format, lang: lang(asked), color: false, quiet: true, deny_warnings: false }
    }

    /// Prints a report with the run errors. Adds a summary, with the duration if given, and returns the exit
    /// status.
    pub(super) fn close(
        &self,
        mut report: Report,
        run_errors: &[RunError],
        took: Option<Duration>,
    ) -> ExitStatus {
        report.errors.extend(run_errors.iter().map(ErrorReport::from));
        let status = self.status(&report);
        if let Err(error) = result(self.rendered(&report).as_bytes()) {
            return self.stdout_closed(&error, status);
        }
        self.print_errors(&report.errors);
        if !self.quiet {
            let took = took.map(|took| format!(" ({})", duration(took).get(self.lang))).unwrap_or_default();
            note(&(summary(&report, self.lang) + &took));
        }
        status
    }

    /// Prints the errors of a run that could not produce results.
    pub(super) fn give_up(&self, run_errors: &[RunError]) -> ExitStatus {
        let errors: Vec<ErrorReport> = run_errors.iter().map(ErrorReport::from).collect();
        self.fail(&errors, ExitStatus::Refused)
    }

    /// Prints why a command refused its arguments.
    pub(super) fn refuse(&self, words: &Message) -> ExitStatus {
        self.fail(&[words.clone().into()], ExitStatus::Refused)
    }

    /// Prints the errors of a run without results. Machine-readable formats get an otherwise empty report.
    pub(super) fn fail(&self, errors: &[ErrorReport], status: ExitStatus) -> ExitStatus {
        let report = Report { errors: errors.to_vec(), ..Report::default() };
        if self.format != Format::Human
            && let Err(error) = result(self.rendered(&report).as_bytes())
        {
            return self.stdout_closed(&error, status);
        }
        self.print_errors(errors);
        status
    }

    /// Prints the report of a command that prints its own summary.
    pub(super) fn report(&self, report: &Report) -> ExitStatus {
        self.print(self.rendered(report))
    }

    /// Ends a run that was interrupted by Ctrl-C.
    pub(super) fn interrupted(&self, words: &Message) -> ExitStatus {
        self.mention(words);
        self.print_for_programs(&Report { errors: vec![words.clone().into()], ..Report::default() });
        ExitStatus::Interrupted
    }

    /// Prints a report in the machine-readable formats only. For the human format, the command has printed
    /// its messages already.
    pub(super) fn print_for_programs(&self, report: &Report) -> ExitStatus {
        match self.format {
            Format::Human => ExitStatus::Success,
            _ => self.report(report),
        }
    }

    fn rendered(&self, report: &Report) -> String {
        match self.format {
            Format::Human => human(report, self.lang, self.color),
            Format::Json => json(report, self.lang),
            Format::Sarif => sarif(report, self.lang, git::from_top),
            Format::Github => github(report, self.lang, git::from_top),
            Format::Junit => junit(report, self.lang, self.deny_warnings),
        }
    }

    /// Writes a result to stdout, byte for byte.
    pub(super) fn print(&self, bytes: impl AsRef<[u8]>) -> ExitStatus {
        match result(bytes.as_ref()) {
            Ok(()) => ExitStatus::Success,
            Err(error) => self.stdout_closed(&error, ExitStatus::Success),
        }
    }

    /// Handles an error of stdout. A closed pipe (`mokuhyo check | head`) is not an error; the run keeps its
    /// status.
    pub(super) fn stdout_closed(&self, error: &io::Error, status: ExitStatus) -> ExitStatus {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return status;
        }
        self.print_errors(&[Message::new(
            format!("結果を書き出せません({})。", error_words(error).ja),
            format!("cannot write to stdout: {error}."),
        )
        .into()]);
        ExitStatus::Refused
    }

    /// Prints a message to stderr, unless quiet.
    pub(super) fn mention(&self, words: &Message) {
        if !self.quiet {
            note(&plain(words.get(self.lang)));
        }
    }

    /// Prints a line to stderr.
    #[expect(clippy::unused_self, reason = "commands print through the console")]
    pub(super) fn note(&self, line: &str) {
        note(line);
    }

    /// Prints the errors of a run to stderr.
    pub(super) fn print_errors(&self, errors: &[ErrorReport]) {
        let head = Message::new("エラー", "error");
        for error in errors {
            note(&format!("{}: {}", head.get(self.lang), plain(error.message.get(self.lang))));
        }
    }

    fn status(&self, report: &Report) -> ExitStatus {
        let fails = report.count(Severity::Error) > 0
            || self.deny_warnings && report.count(Severity::Warning) > 0
            || report.has_failing_outputs();
        match (report.errors.is_empty(), fails) {
            (false, _) => ExitStatus::Refused,
            (true, true) => ExitStatus::Findings,
            (true, false) => ExitStatus::Success,
        }
    }
}

/// Returns whether the environment allows colours.
fn may_color() -> bool {
    allows_color(env::var_os("NO_COLOR").as_deref(), env::var_os("TERM").as_deref())
}

/// Returns whether colours are allowed: `NO_COLOR` is empty (<https://no-color.org>), and `TERM` names a
/// terminal that interprets escape sequences.
fn allows_color(no_color: Option<&OsStr>, term: Option<&OsStr>) -> bool {
    no_color.is_none_or(OsStr::is_empty) && term.is_none_or(|name| name != DUMB)
}

/// Returns whether the terminal does not interpret escape sequences.
pub(super) fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|name| name == DUMB)
}

/// The value of `TERM` for terminals that do not interpret escape sequences.
const DUMB: &str = "dumb";

/// Returns the requested language, else the locale's, else Japanese.
pub(super) fn lang(asked: Option<Lang>) -> Lang {
    let locale = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| env::var(name).ok())
            .find(|locale| !locale.is_empty())
    };
    let of_locale =
        || if locale().is_some_and(|locale| locale.starts_with("en")) { Lang::En } else { Lang::Ja };
    asked.unwrap_or_else(of_locale)
}

fn result(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Writes a line to stderr, sanitized for terminals and logs. Errors are ignored, because they could not be
/// shown anywhere.
fn note(line: &str) {
    let _ = writeln!(io::stderr(), "{}", plain_lines(line));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_and_a_dumb_terminal_have_no_colours() {
        let allows = |no_color: Option<&str>, term: Option<&str>| {
            allows_color(no_color.map(OsStr::new), term.map(OsStr::new))
        };
        assert!(allows(None, None) && allows(Some(""), Some("xterm-256color")));
        assert!(!allows(Some("1"), Some("xterm")) && !allows(None, Some("dumb")));
    }
}
