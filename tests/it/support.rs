//! A project in a folder of its own, and the command line run in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

pub use super::process::{command, program, started, waits_for};
pub use super::runs::{Output, Run, Runs};

/// The crate's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder that goes with the test.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// Begins a run in the folder, in no locale.
    pub fn mokuhyo<'p>(&'p self, args: &[&str]) -> Run<'p> {
        Run::new(self, args)
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

    /// A folder with the four real sheets as they are published: words that they spell in two ways are reported.
    pub fn published() -> Self {
        let project = Self::empty();
        for path in REAL {
            project.write(path, &fs::read(root().join(path)).unwrap());
        }
        project
    }

    /// A folder with the four real sheets, in which nothing is reported.
    pub fn real() -> Self {
        let project = Self::published();
        project.set("");
        project
    }

    /// Writes the settings of the real collection with further ones. The rule about words that the sheets spell in two
    /// ways is off.
    pub fn set(&self, further: &str) {
        let settings = fs::read_to_string(root().join(REAL[0])).unwrap();
        self.write(REAL[0], format!("{settings}{further}規則:\n  mixed-wording: off\n").as_bytes());
    }

    /// Returns every file below a folder with its bytes; none where there is no folder.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let root = self.path(folder);
        let entries = walkdir::WalkDir::new(&root).into_iter().flatten();
        let files = entries.filter(|entry| entry.file_type().is_file());
        let name = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        files.map(|entry| (name(entry.path()), fs::read(entry.path()).unwrap())).collect()
    }

    /// Runs git as somebody; nothing where it is not there or fails.
    pub fn git(&self, args: &[&str]) -> Option<String> {
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"];
        let output = command("git").args(who).args(args).current_dir(self.path(".")).output().ok()?;
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
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

    pub fn run_with(&self, folder: &str, args: &[&str], variables: &[(&str, &str)]) -> Output {
        let mut command = program();
        command
            .args(super::runs::patient(args))
            .current_dir(self.path(folder))
            .envs(variables.iter().copied());
        Output::of(command.output().unwrap())
    }
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
