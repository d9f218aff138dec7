//! How long `check` takes beside `build`, as whole processes over the same distinct sheets.
//!
//! `cargo bench --bench check -- [SHEETS]` (1,000 without a number). The figures are ratios within one
//! run: rounds of the two commands in turn, the median of each. `cargo bench --profile dev …` measures
//! the binary of `cargo run`, whose own code is not optimised, and needs no second build of Typst.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "the bench writes its own sheets")]

mod sheets;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Rounds of which the median counts.
const ROUNDS: usize = 3;

fn main() {
    let count: u32 = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(1_000);
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in sheets::collection(count as usize) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (mut checks, mut builds) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        checks.push(timed(folder.path(), &["check"]));
        builds.push(timed(folder.path(), &["build"]));
        fs::remove_dir_all(folder.path().join("out")).unwrap();
    }
    let (check, build) = (median(checks), median(builds));
    let each = |time: Duration| time.as_secs_f64() * 1000.0 / f64::from(count);
    println!("sheets: {count}");
    println!("check: {check:?} ({:.3} ms a sheet)", each(check));
    println!("build: {build:?} ({:.3} ms a sheet)", each(build));
    println!("check / build: 1/{:.1}", build.as_secs_f64() / check.as_secs_f64());
}

fn timed(folder: &Path, args: &[&str]) -> Duration {
    let start = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_mokuhyo"))
        .args(args)
        .args(["--quiet", "--format", "json"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "{args:?}: {status}");
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
