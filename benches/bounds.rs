//! Time and memory for hostile files: `cargo bench --profile dist --bench bounds -- [check|proof|diff|damaged]… [NAME]…`.
//!
//! | part | files | bar of a release build |
//! |---|---|---|
//! | `check` | 4 MB | 3 s, 300 MB |
//! | `proof` | 200 KB | 20 s, 600 MB, or refused |
//! | `diff` | 4 MB against the same in another order | none yet |
//! | `damaged` | 2,000 sheets with bytes removed, repeated and replaced, in this process | 3 s each |
//!
//! Each other case is a process of its own, killed after 60 s. `*` marks what is over the bar; the bench fails where
//! anything is. `MOKUHYO` names another binary to measure.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "the bench writes its own sheets")]

mod folder;
#[path = "../tests/kinds/mod.rs"]
mod kinds;
mod memory;

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use mokuhyo::disk::{Disk, MemoryDisk, RealDisk};
use mokuhyo::read::Reader;
use mokuhyo::rules::{CheckedCollection, Rules};

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

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let (parts, names): (Vec<&str>, Vec<&str>) =
        args.iter().map(String::as_str).partition(|arg| ["check", "proof", "diff", "damaged"].contains(arg));
    let wants = |part: &str| parts.is_empty() || parts.contains(&part);
    let kinds = kinds::kinds();
    let cases =
        || kinds.iter().filter(|it| names.is_empty() || names.iter().any(|name| it.name.contains(name)));
    println!("| case | part | s | MB | status |\n|---|---|---|---|---|");
    let mut is_over = false;
    for kind in cases().filter(|_| wants("check")) {
        is_over |= told(kind.name, &written(kind, LARGE), &["check"], (3.0, 300.0));
    }
    for kind in cases().filter(|_| wants("proof")) {
        is_over |= told(kind.name, &written(kind, 200 << 10), &["proof"], (20.0, 600.0));
    }
    if wants("diff") && names.is_empty() {
        is_over |=
            told("another order", &turned(LARGE), &["diff", "old.yaml", "new.yaml"], (f64::MAX, f64::MAX));
    }
    if wants("damaged") && names.is_empty() {
        is_over |= damaged(2_000);
    }
    if is_over { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The most seconds that a damaged sheet takes.
const HANG: f64 = 3.0;

/// Checks so many damaged sheets, prints the slowest, and returns whether any took longer than [`HANG`].
fn damaged(count: usize) -> bool {
    let seed = |name: &str| RealDisk.read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let seeds = ["soumu", "chiiki", "ward"].map(|name| seed(&format!("sheets/r2/higashi/{name}.yaml")));
    let (reader, rules) = (Reader::new(), Rules::new());
    let mut state: u64 = 1;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % end
    };
    let mut slowest = 0.0_f64;
    for number in 0..count {
        let mut bytes = seeds[number % seeds.len()].clone();
        for _ in 0..=below(8) {
            damage(&mut bytes, &mut below);
        }
        let disk = MemoryDisk::with([("/sheets/a.yaml".to_owned(), bytes)]);
        let began = Instant::now();
        let checked = CheckedCollection::to_check(&disk, &reader, &rules, &[PathBuf::from("/sheets/a.yaml")]);
        assert!(checked.is_ok());
        slowest = slowest.max(began.elapsed().as_secs_f64());
    }
    let mark = if slowest > HANG { "*" } else { "" };
    println!("| {count} damaged sheets, the slowest | check | {slowest:.2}{mark} | | |");
    slowest > HANG
}

/// Signs that YAML or the rules read.
const SIGNS: [&str; 16] =
    ["\n", "  ", "\t", "- ", ": ", "#", "\"", "'", "|", "{", "[", "&a ", "*a", "～", "\u{3000}", "\u{202E}"];

/// Removes, repeats or replaces bytes at a random place.
fn damage(bytes: &mut Vec<u8>, below: &mut impl FnMut(usize) -> usize) {
    let at = below(bytes.len().max(1)).min(bytes.len());
    let end = (at + below(200)).min(bytes.len());
    match below(3) {
        0 => drop(bytes.drain(at..end)),
        1 => {
            let repeated = bytes[at..end].repeat(1 + below(50));
            drop(bytes.splice(at..at, repeated));
        }
        _ => drop(bytes.splice(at..(at + 1).min(bytes.len()), SIGNS[below(SIGNS.len())].bytes())),
    }
}

fn written(kind: &kinds::Kind, size: usize) -> Vec<(String, String)> {
    kind.files(size).into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

/// Runs a case, prints its figures with a mark where they are over the bar, and returns whether they are.
fn told(name: &str, files: &[(String, String)], args: &[&str], (most_time, most_memory): (f64, f64)) -> bool {
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
    time > most_time || memory > most_memory
}
