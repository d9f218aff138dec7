//! Processes that are the same on every machine.

use std::io::{BufRead, BufReader, ErrorKind};
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

/// Variables of the machine that a run does not see: they choose languages, colours, dates and faults.
const FOREIGN: [&str; 8] = [
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "NO_COLOR",
    "SOURCE_DATE_EPOCH",
    "MOKUHYO_FAULT",
    "MIMALLOC_PURGE_DELAY",
    "MOKUHYO_SESSION_FOLDER",
];

/// Returns a command that is the same on every machine: in no locale, and in no repository, since tests may be run by a
/// hook of git.
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    for name in FOREIGN {
        command.env_remove(name);
    }
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
        command.env_remove(name);
    }
    let nothing = if cfg!(windows) { "NUL" } else { "/dev/null" };
    command.env("GIT_CONFIG_GLOBAL", nothing).env("GIT_CONFIG_NOSYSTEM", "1");
    command
}

/// Returns a command that runs `mokuhyo`.
pub fn program() -> Command {
    command(env!("CARGO_BIN_EXE_mokuhyo"))
}

/// Starts a command. Another test may start a process while a program is copied: that process holds the copy open
/// until it becomes the program that was asked for, and until then the copy cannot be started.
pub fn started(command: &mut Command) -> Child {
    loop {
        match command.spawn() {
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {
                thread::sleep(Duration::from_millis(10));
            }
            started => return started.unwrap(),
        }
    }
}

/// Waits until a process has written a line that contains these words to its standard error, and returns what it has
/// written. Standard error is read on, so that the process can go on.
pub fn waits_for(process: &mut Child, words: &str) -> String {
    let mut stderr = BufReader::new(process.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains(words) {
        assert_ne!(stderr.read_line(&mut said).unwrap(), 0, "{words} is missing: {said}");
    }
    thread::spawn(move || std::io::copy(&mut stderr, &mut std::io::sink()));
    said
}
