//! Time and memory of files that nobody writes who means well: `cargo bench --profile dist --bench bounds -- [check|proof|diff]… [NAME]…`.
//!
//! | part | files | bar of a release build |
//! |---|---|---|
//! | `check` | 4 MB | 3 s, 300 MB |
//! | `proof` | 200 KB | 20 s, 600 MB, or refused |
//! | `diff` | 4 MB against the same in another order | none yet |
//!
//! Each case is a process of its own, killed after 60 s. `*` marks what is over the bar. `MOKUHYO` names another
//! binary to measure.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "the bench writes its own sheets")]

mod folder;
#[path = "../tests/kinds/mod.rs"]
mod kinds;
mod memory;

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// After so long a case is over.
const LIMIT: Duration = Duration::from_mins(1);

/// A little less than the largest file that is read, which is 4 MiB.
const LARGE: usize = 4_000_000;

/// A ward's page of many goals, and the same the other way round.
fn turned(size: usize) -> Vec<(String, String)> {
    let mut goals: Vec<String> = (0..size / 30).map(|it| format!("  - 重点目標その{it}\n")).collect();
    let page = |goals: &[String]| {
        format!("様式: 区組織目標\n年度: 令和2年度\n組織名: 東区\n重点目標:\n{}", goals.concat())
    };
    let old = page(&goals);
    goals.reverse();
    vec![("old.yaml".to_owned(), old), ("new.yaml".to_owned(), page(&goals))]
}

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let (parts, names): (Vec<&str>, Vec<&str>) =
        args.iter().map(String::as_str).partition(|arg| ["check", "proof", "diff"].contains(arg));
    let wants = |part: &str| parts.is_empty() || parts.contains(&part);
    let kinds = kinds::kinds();
    let cases =
        || kinds.iter().filter(|it| names.is_empty() || names.iter().any(|name| it.name.contains(name)));
    println!("| case | part | s | MB | status |\n|---|---|---|---|---|");
    for kind in cases().filter(|_| wants("check")) {
        told(kind.name, &written(kind, LARGE), &["check"], (3.0, 300.0));
    }
    for kind in cases().filter(|_| wants("proof")) {
        told(kind.name, &written(kind, 200 << 10), &["proof"], (20.0, 600.0));
    }
    if wants("diff") && names.is_empty() {
        told("another order", &turned(LARGE), &["diff", "old.yaml", "new.yaml"], (f64::MAX, f64::MAX));
    }
}

fn written(kind: &kinds::Kind, size: usize) -> Vec<(String, String)> {
    kind.files(size).into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

/// Runs a case and tells it, with a mark where it is over the bar.
fn told(name: &str, files: &[(String, String)], args: &[&str], (most_time, most_memory): (f64, f64)) {
    let at = tempfile::tempdir().unwrap();
    folder::write(at.path(), files.iter().cloned());
    let binary = env::var_os("MOKUHYO").unwrap_or_else(|| env!("CARGO_BIN_EXE_mokuhyo").into());
    let mut run = Command::new(Path::new(&binary).canonicalize().unwrap());
    run.args(args).arg("--quiet").current_dir(at.path()).stdout(Stdio::null()).stderr(Stdio::null());
    let began = Instant::now();
    let mut run = run.spawn().unwrap();
    // Where there is no `/proc` the time is told alone.
    let memory = memory::peak(&mut run, LIMIT).map_or(0.0, |peak| peak.all.max(peak.largest));
    let status = run.wait().unwrap();
    let time = began.elapsed().as_secs_f64();
    let mark = |is_over: bool| if is_over { "*" } else { "" };
    let status = status.code().map_or_else(|| "killed".to_owned(), |code| code.to_string());
    println!(
        "| {name} | {} | {time:.1}{} | {memory:.0}{} | {status} |",
        args[0],
        mark(time > most_time),
        mark(memory > most_memory)
    );
}
