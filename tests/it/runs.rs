//! Runs of the command line, compared whole: status, standard output and standard error.

use std::fmt::Write;

use super::support::Project;

/// What a command left.
#[derive(Debug, PartialEq, Eq)]
pub struct Output {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The runs of a test with what each left, compared with one snapshot of the test's name.
#[derive(Default)]
#[must_use = "runs are compared by `compare`"]
pub struct Runs {
    shown: String,
}

impl Output {
    /// Returns what a process left, without the times that it took; a signal is status -1.
    pub fn of(output: std::process::Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: timeless(&String::from_utf8(output.stderr).unwrap()),
        }
    }
}

impl Runs {
    /// Compares all runs with the snapshot.
    #[track_caller]
    pub fn compare(self, test: &'static str) {
        insta::with_settings!({ prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("runs__{test}"), self.shown);
        });
    }

    /// Returns runs that are shown by a text.
    pub fn of(shown: String) -> Self {
        Self { shown }
    }

    /// Returns what is compared.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Adds all runs of another.
    pub fn append(&mut self, other: &Self) {
        self.shown += &other.shown;
    }

    /// Adds a run of another program, described by a line.
    pub fn add(&mut self, line: &str, project: &Project, output: &Output) {
        let Output { status, stdout, stderr } = output;
        let shown = format!("$ {line}\n{stdout}── stderr\n{stderr}── status {status}\n\n");
        let folder = project.path("");
        let canonical = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        // Without the separator at the end, which a canonical path does not have.
        let names = [canonical, folder].map(|path| path.display().to_string());
        let shown = names.iter().fold(shown, |shown, name| {
            shown.replace(name.trim_end_matches(std::path::MAIN_SEPARATOR), "[project]")
        });
        self.shown += &steady(&shown);
    }

    /// Adds a remark, where runs do not say by themselves what is different.
    pub fn remark(&mut self, words: &str) {
        writeln!(self.shown, "# {words}").unwrap();
    }
}

/// A run of `mokuhyo` whose status, standard output and standard error are compared whole. By default it is expected
/// to succeed and to print nothing.
#[must_use = "a run is started by `check` or `record`"]
pub struct Run<'p> {
    project: &'p Project,
    folder: String,
    args: Vec<String>,
    variables: Vec<(String, String)>,
    expected: Output,
}

impl<'p> Run<'p> {
    /// Begins a run in the project's folder that is expected to succeed and to print nothing.
    pub fn new(project: &'p Project, args: &[&str]) -> Self {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        let expected = Output { status: 0, stdout: String::new(), stderr: String::new() };
        Self { project, folder: ".".to_owned(), args, variables: Vec::new(), expected }
    }

    /// Starts it in a folder of the project.
    pub fn at(mut self, folder: &str) -> Self {
        folder.clone_into(&mut self.folder);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Expects an exit status.
    pub fn status(mut self, status: i32) -> Self {
        self.expected.status = status;
        self
    }

    /// Expects this standard output.
    pub fn stdout(mut self, stdout: impl Into<String>) -> Self {
        self.expected.stdout = stdout.into();
        self
    }

    /// Expects this standard error.
    pub fn stderr(mut self, stderr: impl Into<String>) -> Self {
        self.expected.stderr = stderr.into();
        self
    }

    /// Starts the run and adds what it left to others, with the project's folder as `[project]`. Returns it for what a
    /// comparison does not show.
    pub fn record(self, runs: &mut Runs) -> Output {
        let output = self.left();
        let words = |(name, value): &(String, String)| format!("{name}={value} ");
        let variables: String = self.variables.iter().map(words).collect();
        let at = if self.folder == "." { String::new() } else { format!("cd {} && ", self.folder) };
        let line = format!("{at}{variables}mokuhyo {}", self.args.join(" "));
        runs.add(&line, self.project, &output);
        output
    }

    fn left(&self) -> Output {
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        let variables: Vec<(&str, &str)> =
            self.variables.iter().map(|(name, value)| (&**name, &**value)).collect();
        self.project.run_with(&self.folder, &args, &variables)
    }

    /// Starts the run and compares.
    #[track_caller]
    pub fn check(self) {
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        let left = self.left();
        let expected = self.expected;
        let shown = |output: &Output| format!("{}\n{}\n{}", output.status, output.stdout, output.stderr);
        assert!(
            left == expected,
            "mokuhyo {}\n── left ──\n{}\n── expected ──\n{}",
            args.join(" "),
            shown(&left),
            shown(&expected)
        );
    }
}

/// Gives typesetting half an hour, where a run does not say how long it may take: on a busy machine, debug code may take
/// more than the minute that is allowed by default.
pub fn patient<'a>(args: &[&'a str]) -> Vec<&'a str> {
    let mut args = args.to_vec();
    if matches!(args.first(), Some(&"build" | &"proof")) && !args.contains(&"--timeout") {
        args.splice(1..1, ["--timeout", "1800"]);
    }
    args
}

/// Replaces what differs between versions of the program and between systems: its number, lines of its sources, the names
/// of records, and the numbers of errors.
fn steady(shown: &str) -> String {
    const VERSION: &str = env!("CARGO_PKG_VERSION");
    let shown = shown.replace(&format!("mokuhyo {VERSION}"), "mokuhyo [version]");
    let shown = shown.replace(&format!("\"{VERSION}\""), "\"[version]\"");
    // Replaces what follows the words and is as long as that.
    let without = |text: &str, before: &str, least: usize, is_part: fn(char) -> bool, name: &str| {
        let mut parts = text.split(before);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| {
            let rest = part.trim_start_matches(is_part);
            let is_replaced = part.len() - rest.len() >= least;
            let part = if is_replaced { format!("{name}{rest}") } else { part.to_owned() };
            text + before + &part
        })
    };
    let shown = without(&shown, ".rs:", 1, |it| it.is_ascii_digit(), "[line]");
    let shown = without(&shown, "os error ", 1, |it| it.is_ascii_digit(), "[number]");
    without(&shown, ".mokuhyo/", 16, |it| it.is_ascii_hexdigit(), "[hash]")
}

/// What was said, without how long it took.
fn timeless(stderr: &str) -> String {
    // Long runs report their progress every few seconds.
    let is_progress = |line: &&str| {
        let count = line.split_once(['枚', ' ']).map_or("", |(count, _)| count);
        count.split_once('/').is_some_and(|(done, total)| {
            [done, total].iter().all(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    let timeless = |line: &str| match line.rsplit_once(" (") {
        Some((words, time)) if time.ends_with("秒)") || time.ends_with(" s)") => format!("{words}\n"),
        _ => format!("{line}\n"),
    };
    stderr.lines().filter(|line| !is_progress(line)).map(timeless).collect()
}
