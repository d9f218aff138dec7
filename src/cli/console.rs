//! What is printed, where: results to stdout, everything else to stderr.

use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use super::args::{ColorArg, Common, Deny, Format, LangArg};
use super::status::ExitStatus;
use crate::disk::error_words;
use crate::finding::{Lang, Message, Rule, Severity, plain, plain_lines};
use crate::git;
use crate::read::RunError;
use crate::report::{
    ErrorReport, Human, Report, RulePage, duration, github, json, junit, page, page_list, sarif, summary,
};
use crate::rules::pages;

/// The two streams, and how this run wants to be told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Console {
    /// How results are told.
    pub(super) format: Format,
    /// The language of what users read.
    pub(super) lang: Lang,
    /// Whether the terminal shows colours.
    pub(super) color: bool,
    /// Whether nothing is said beside the results.
    pub(super) quiet: bool,
    /// Whether warnings fail the run.
    pub(super) deny_warnings: bool,
}

impl Console {
    /// Resolves the options against the environment and the terminal.
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

    /// The console of a run whose arguments cannot be read, as far as they say how it is to be told.
    pub(super) fn for_usage(format: Option<Format>, asked: Option<LangArg>) -> Self {
        let format = format.unwrap_or(Format::Human);
        Self { format, lang: lang(asked), color: false, quiet: true, deny_warnings: false }
    }

    /// Tells a report and the troubles beside it, and says how the run ended and, where that is of
    /// interest, how long it took.
    pub(super) fn close(
        &self,
        mut report: Report,
        run_errors: &[RunError],
        took: Option<Duration>,
    ) -> ExitStatus {
        report.errors.extend(run_errors.iter().map(ErrorReport::from));
        let status = self.status(&report);
        if let Err(error) = result(&self.told(&report)) {
            return self.stdout_closed(&error, status);
        }
        self.tell(&report.errors);
        if !self.quiet {
            let took = took.map(|took| format!(" ({})", duration(took).get(self.lang))).unwrap_or_default();
            note(&(summary(&report, self.lang) + &took));
        }
        status
    }

    /// Tells troubles that nothing could be done with.
    pub(super) fn give_up(&self, run_errors: &[RunError]) -> ExitStatus {
        let errors: Vec<ErrorReport> = run_errors.iter().map(ErrorReport::from).collect();
        self.fail(&errors, ExitStatus::Refused)
    }

    /// Says why a command was called wrongly.
    pub(super) fn refuse(&self, words: &Message) -> ExitStatus {
        self.fail(&[words.clone().into()], ExitStatus::Refused)
    }

    /// Tells why a run ends without results. Programs get an object without any, which says why.
    pub(super) fn fail(&self, errors: &[ErrorReport], status: ExitStatus) -> ExitStatus {
        let report = Report { errors: errors.to_vec(), ..Report::default() };
        if self.format != Format::Human
            && let Err(error) = result(&self.told(&report))
        {
            return self.stdout_closed(&error, status);
        }
        self.tell(errors);
        status
    }

    /// Tells a report of a run whose closing words are its own.
    pub(super) fn report(&self, report: &Report) -> ExitStatus {
        self.print(&self.told(report))
    }

    /// Ends a run that Ctrl-C ended before all was done.
    pub(super) fn interrupted(&self, words: &Message) -> ExitStatus {
        self.mention(words);
        self.tell_programs(&Report { errors: vec![words.clone().into()], ..Report::default() });
        ExitStatus::Interrupted
    }

    /// Tells a report to programs alone. People have been told already.
    pub(super) fn tell_programs(&self, report: &Report) -> ExitStatus {
        match self.format {
            Format::Human => ExitStatus::Success,
            _ => self.report(report),
        }
    }

    fn told(&self, report: &Report) -> String {
        match self.format {
            Format::Human => self.human(report),
            Format::Json => json(report, self.lang),
            Format::Sarif => sarif(report, self.lang, rule_page, git::from_top),
            Format::Github => github(report, self.lang, git::from_top),
            Format::Junit => junit(report, self.lang, self.deny_warnings),
        }
    }

    fn human(&self, report: &Report) -> String {
        let mut told = String::new();
        let human = Human { lang: self.lang, color: self.color };
        // Writing to a string does not fail.
        let _ = human.write(report, &mut told);
        told
    }

    /// Prints a result that is no report.
    pub(super) fn print(&self, text: &str) -> ExitStatus {
        match result(text) {
            Ok(()) => ExitStatus::Success,
            Err(error) => self.stdout_closed(&error, ExitStatus::Success),
        }
    }

    /// Hands a result to a program or a file, byte for byte.
    pub(super) fn pass(&self, bytes: &[u8]) -> ExitStatus {
        match bare_result(bytes) {
            Ok(()) => ExitStatus::Success,
            Err(error) => self.stdout_closed(&error, ExitStatus::Success),
        }
    }

    /// A reader that left (`mokuhyo check | head`) is no error of ours; the run ends as it would have.
    pub(super) fn stdout_closed(&self, error: &io::Error, status: ExitStatus) -> ExitStatus {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return status;
        }
        self.tell(&[Message::new(
            format!("結果を書き出せません({})。", error_words(error).ja),
            format!("stdout cannot be written to: {error}."),
        )
        .into()]);
        ExitStatus::Refused
    }

    /// Whether people would see what is printed.
    #[expect(clippy::unused_self, reason = "the console knows its streams")]
    pub(super) fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// The page of a rule, or the list of all.
    pub(super) fn page(&self, rule: Option<&str>) -> Option<String> {
        match rule {
            Some(rule) => page(rule, self.lang),
            None => Some(page_list(self.lang)),
        }
    }

    /// Says something beside the results, unless quiet.
    pub(super) fn mention(&self, words: &Message) {
        if !self.quiet {
            note(&plain(words.get(self.lang)));
        }
    }

    /// Says a line beside the results.
    #[expect(clippy::unused_self, reason = "commands print through the console")]
    pub(super) fn note(&self, line: &str) {
        note(line);
    }

    fn tell(&self, errors: &[ErrorReport]) {
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

/// What SARIF tells about a rule: its page.
fn rule_page(rule: Rule) -> Option<RulePage> {
    let title = pages::page(rule.name)?.title;
    let body = |lang| page(rule.name, lang).unwrap_or_default();
    Some(RulePage {
        title: Message::new(title.ja, title.en),
        body: Message::new(body(Lang::Ja), body(Lang::En)),
    })
}

/// Returns whether the environment allows colours.
fn may_color() -> bool {
    allows_color(env::var_os("NO_COLOR").as_deref(), env::var_os("TERM").as_deref())
}

/// Returns whether `NO_COLOR` is empty (<https://no-color.org>) and `TERM` names a terminal that obeys escape
/// sequences.
fn allows_color(no_color: Option<&OsStr>, term: Option<&OsStr>) -> bool {
    no_color.is_none_or(OsStr::is_empty) && term.is_none_or(|it| it != DUMB)
}

/// Returns whether the terminal obeys no escape sequences.
pub(super) fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|it| it == DUMB)
}

/// What `TERM` is where escape sequences are shown as they are.
const DUMB: &str = "dumb";

/// What was asked for, else what the locale says, else Japanese.
pub(super) fn lang(asked: Option<LangArg>) -> Lang {
    let locale = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| env::var(name).ok())
            .find(|it| !it.is_empty())
    };
    match asked {
        Some(LangArg::En) => Lang::En,
        None if locale().is_some_and(|locale| locale.starts_with("en")) => Lang::En,
        Some(LangArg::Ja) | None => Lang::Ja,
    }
}

fn result(text: &str) -> io::Result<()> {
    bare_result(text.as_bytes())
}

fn bare_result(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Writes to stderr, with nothing in it that a terminal or a log would obey. Where nobody reads it there is
/// nobody left to tell.
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
