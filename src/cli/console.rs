//! What is printed, where: results to stdout, everything else to stderr.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

use super::args::{ColorArg, Common, Deny, Format, LangArg};
use crate::finding::{Lang, Rule, Severity, Words};
use crate::press::State;
use crate::read::Trouble;
use crate::report::{
    Human, Report, RulePage, duration, github, json, junit, page, page_list, sarif, summary,
};
use crate::rules::pages;

/// The two streams, and how this run wants to be told.
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

    /// Tells a report and the troubles beside it, and says how the run ended and, where that is of
    /// interest, how long it took.
    pub(super) fn close(&self, report: &Report, troubles: &[Trouble], took: Option<Duration>) -> ExitCode {
        let status = self.status(report, troubles);
        if let Err(error) = result(&self.told(report)) {
            return stdout_closed(&error, status);
        }
        self.tell(troubles);
        if !self.quiet {
            let took = took.map(|took| format!(" ({})", duration(took).get(self.lang))).unwrap_or_default();
            note(&(summary(report, self.lang) + &took));
        }
        status
    }

    /// Tells troubles that nothing could be done with.
    pub(super) fn give_up(&self, troubles: &[Trouble]) -> ExitCode {
        if self.format == Format::Json {
            // A program gets its object all the same.
            let _ = result(&json(&Report::default(), self.lang));
        }
        self.tell(troubles);
        ExitCode::from(2)
    }

    /// Tells a report of a run whose closing words are its own.
    pub(super) fn report(&self, report: &Report) -> ExitCode {
        self.print(&self.told(report))
    }

    fn told(&self, report: &Report) -> String {
        match self.format {
            Format::Human => self.human(report),
            Format::Json => json(report, self.lang),
            Format::Sarif => sarif(report, self.lang, rule_page),
            Format::Github => github(report, self.lang),
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
    #[expect(clippy::unused_self, reason = "commands print through the console")]
    pub(super) fn print(&self, text: &str) -> ExitCode {
        match result(text) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => stdout_closed(&error, ExitCode::SUCCESS),
        }
    }

    /// Hands a result to a program or a file, byte for byte.
    #[expect(clippy::unused_self, reason = "commands print through the console")]
    pub(super) fn pass(&self, bytes: &[u8]) -> ExitCode {
        match bare_result(bytes) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => stdout_closed(&error, ExitCode::SUCCESS),
        }
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

    /// Says why a command was called wrongly.
    pub(super) fn refuse(&self, words: &Words) -> ExitCode {
        let error = Words::new("エラー", "error");
        note(&format!("{}: {}", error.get(self.lang), words.get(self.lang)));
        ExitCode::from(2)
    }

    /// Says something beside the results, unless quiet.
    pub(super) fn mention(&self, words: &Words) {
        if !self.quiet {
            note(words.get(self.lang));
        }
    }

    /// Says a line beside the results.
    #[expect(clippy::unused_self, reason = "commands print through the console")]
    pub(super) fn note(&self, line: &str) {
        note(line);
    }

    fn tell(&self, troubles: &[Trouble]) {
        let error = Words::new("エラー", "error");
        for trouble in troubles {
            note(&format!("{}: {}", error.get(self.lang), trouble.words().get(self.lang)));
        }
    }

    /// Troubles outrank findings: a run that did not see everything must not pass for one that did.
    fn status(&self, report: &Report, troubles: &[Trouble]) -> ExitCode {
        let fails = report.count(Severity::Error) > 0
            || self.deny_warnings && report.count(Severity::Warning) > 0
            || FAILING.iter().any(|state| report.count_of(*state) > 0)
            || report.is_verified && !report.orphans.is_empty();
        ExitCode::from(if troubles.is_empty() { u8::from(fails) } else { 2 })
    }
}

/// What an output can come to that fails the run.
const FAILING: [State; 5] = [State::Failed, State::Foreign, State::Missing, State::Stale, State::Altered];

/// What SARIF tells about a rule: its page.
fn rule_page(rule: Rule) -> Option<RulePage> {
    let title = pages::page(rule.name)?.title;
    let body = |lang| page(rule.name, lang).unwrap_or_default();
    Some(RulePage { title: Words::new(title.ja, title.en), body: Words::new(body(Lang::Ja), body(Lang::En)) })
}

/// Returns whether the environment allows colours: `NO_COLOR` is empty (<https://no-color.org>) and `TERM`
/// does not name a terminal that shows escape sequences as they are.
fn may_color() -> bool {
    env::var_os("NO_COLOR").is_none_or(|it| it.is_empty()) && !is_dumb()
}

/// Returns whether the terminal obeys no escape sequences.
pub(super) fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|it| it == "dumb")
}

/// What was asked for, else what the locale says, else Japanese.
fn lang(asked: Option<LangArg>) -> Lang {
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

/// A reader that left (`mokuhyo check | head`) is no error of ours; the run ends as it would have.
fn stdout_closed(error: &io::Error, status: ExitCode) -> ExitCode {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return status;
    }
    note(&format!("stdout: {error}"));
    ExitCode::from(2)
}

/// Where nobody reads stderr there is nobody left to tell.
fn note(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
