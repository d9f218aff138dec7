//! A project in a folder of its own, and the command line run in it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// The crate's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder that goes with the test.
pub struct Project {
    folder: TempDir,
}

/// What a command left.
#[derive(Debug, PartialEq, Eq)]
pub struct Output {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A run of `mokuhyo` whose status, standard output and standard error are compared whole. By default it is expected
/// to succeed and to print nothing.
#[must_use = "a run is started by `check` or `snapshot`"]
pub struct Run<'p> {
    project: &'p Project,
    folder: String,
    args: Vec<String>,
    variables: Vec<(String, String)>,
    expected: Output,
}

thread_local! {
    /// The number of snapshots of each name.
    static COUNTS: RefCell<BTreeMap<&'static str, usize>> = const { RefCell::new(BTreeMap::new()) };
}

impl Run<'_> {
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

    /// Starts the run and compares what it left with a snapshot, for outputs that are too long to stand in a test. It is
    /// named by the test, and numbered.
    #[track_caller]
    pub fn snapshot(self, test: &'static str) {
        let Output { status, stdout, stderr } = self.left();
        let args = self.args.join(" ");
        let shown = format!("$ mokuhyo {args}\n{stdout}── stderr\n{stderr}── status {status}");
        let number = COUNTS.with_borrow_mut(|counts| {
            let count = counts.entry(test).or_default();
            *count += 1;
            *count
        });
        insta::assert_snapshot!(format!("{test}-{number}"), shown);
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

impl Project {
    /// Begins a run in the folder, in no locale.
    pub fn mokuhyo<'p>(&'p self, args: &[&str]) -> Run<'p> {
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        let expected = Output { status: 0, stdout: String::new(), stderr: String::new() };
        Run { project: self, folder: ".".to_owned(), args, variables: Vec::new(), expected }
    }

    /// An empty folder.
    pub fn empty() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A folder with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let project = Self::empty();
        for (path, text) in files {
            project.write(path, text.as_bytes());
        }
        project
    }

    /// A folder with the four real sheets.
    pub fn real() -> Self {
        let project = Self::empty();
        for path in REAL {
            project.write(path, &fs::read(root().join(path)).unwrap());
        }
        project
    }

    /// A folder with the evaluated example as its sheets.
    pub fn evaluated() -> Self {
        let project = Self::empty();
        for path in REAL {
            let example = path.replacen("sheets", EVALUATED, 1);
            project.write(path, &fs::read(root().join(example)).unwrap());
        }
        project
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = String::from_utf8(self.read(path)).unwrap();
        assert!(text.contains(from), "{path} has no {from:?}");
        self.write(path, text.replacen(from, to, 1).as_bytes());
    }

    /// Runs `mokuhyo` in the folder, in no locale.
    pub fn run(&self, args: &[&str]) -> Output {
        self.run_in(args, &[])
    }

    /// Runs `mokuhyo` in a folder of the project, in no locale.
    pub fn run_at(&self, folder: &str, args: &[&str]) -> Output {
        self.run_with(folder, args, &[])
    }

    /// Runs `mokuhyo` in the folder with these variables.
    pub fn run_in(&self, args: &[&str], variables: &[(&str, &str)]) -> Output {
        self.run_with(".", args, variables)
    }

    fn run_with(&self, folder: &str, args: &[&str], variables: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mokuhyo"));
        command.args(args).current_dir(self.path(folder));
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
            command.env_remove(name);
        }
        let output = command.envs(variables.iter().copied()).output().unwrap();
        Output {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: timeless(&String::from_utf8(output.stderr).unwrap()),
        }
    }
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

/// The real collection.
pub const REAL: [&str; 5] = [
    "sheets/mokuhyo.yaml",
    "sheets/r2/higashi/ward.yaml",
    "sheets/r2/higashi/soumu.yaml",
    "sheets/r2/higashi/kenkou-fukushi.yaml",
    "sheets/r2/higashi/chiiki.yaml",
];

/// The evaluated example: the same files, filled in.
pub const EVALUATED: &str = "tests/collections/evaluated";

/// The real sheets by name.
pub const SHEETS: [&str; 4] = ["ward", "soumu", "kenkou-fukushi", "chiiki"];

/// Leaves a PDF for the judges of `.ci/run`, which read it after the tests.
pub fn keep(name: &str, pdf: &[u8]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name).with_extension("pdf"), pdf).unwrap();
}

/// A text without white space.
pub fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
