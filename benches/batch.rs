//! Whole processes over distinct sheets: `cargo bench --profile dist --bench batch -- [PART…] [SHEETS]`.
//!
//! | part | tells | sheets |
//! |---|---|---|
//! | `speed` | a cold build, one with nothing to do, one after an edit, `check` alone | 1,000 |
//! | `jobs` | `--jobs 2` beside `--jobs 1` | 300 |
//! | `memory` | the peak of all its processes together (Linux) | 100, 1,000, 10,000 |
//!
//! Without a part it tells all three; `write FOLDER` leaves the sheets in a folder to be looked at. The figures
//! are ratios within one run, medians of rounds in turn, since machines are noisy. `MOKUHYO` names another
//! binary to measure.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "the bench writes its own sheets")]

mod cpu;
mod folder;
mod memory;
mod sheets;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Rounds of which the median counts.
const ROUNDS: usize = 3;

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let count = args.iter().find_map(|arg| arg.parse().ok());
    if let Some(("write", folder)) = args.first().map(String::as_str).zip(args.get(1)) {
        return folder::write(Path::new(folder), sheets::collection(count.unwrap_or(100)));
    }
    let parts: Vec<&str> =
        args.iter().map(String::as_str).filter(|arg| arg.parse::<usize>().is_err()).collect();
    let wants = |part: &str| parts.is_empty() || parts.contains(&part);
    if wants("speed") {
        speed(count.unwrap_or(1_000));
    }
    if wants("jobs") {
        jobs(count.unwrap_or(300));
    }
    if wants("edition") {
        edition(count.unwrap_or(150));
    }
    if wants("ward") {
        ward(count.unwrap_or(100));
    }
    if wants("memory") {
        count.map_or(vec![100, 1_000, 10_000], |count| vec![count]).into_iter().for_each(memory);
    }
}

/// A collection in a folder of its own, which goes with the value.
struct Collection(tempfile::TempDir);

impl Collection {
    fn new(count: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        folder::write(folder.path(), sheets::collection(count));
        Self(folder)
    }

    fn start(&self, args: &[&str]) -> Child {
        let binary = env::var_os("MOKUHYO").unwrap_or_else(|| env!("CARGO_BIN_EXE_mokuhyo").into());
        Command::new(Path::new(&binary).canonicalize().unwrap())
            .args(args)
            .args(["--quiet", "--format", "json"])
            .current_dir(self.0.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    }

    fn timed(&self, args: &[&str]) -> Duration {
        let start = Instant::now();
        let status = self.start(args).wait().unwrap();
        assert!(status.success(), "{args:?}: {status}");
        start.elapsed()
    }

    /// A build of everything.
    fn cold(&self, args: &[&str]) -> Duration {
        let _ = fs::remove_dir_all(self.0.path().join("out"));
        self.timed(&[&["build", "--only", "sheets"], args].concat())
    }

    /// Changes a sheet as an officer would.
    fn edit(&self, round: usize) {
        let path: PathBuf = self.0.path().join("sheets/r2/ward0001/section00003.yaml");
        let text = fs::read_to_string(&path).unwrap();
        let phone = text.lines().find(|line| line.starts_with("問合せ先")).unwrap();
        let edited = text.replace(phone, &format!("問合せ先: 025-271-{round:04}"));
        assert_ne!(text, edited);
        fs::write(path, edited).unwrap();
    }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
fn each(seconds: f64, count: usize) -> f64 {
    seconds * 1000.0 / count as f64
}

fn speed(count: usize) {
    let collection = Collection::new(count);
    let (mut cold, mut idle, mut edit, mut check) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        cold.push(collection.cold(&[]));
        for again in 0..ROUNDS {
            idle.push(collection.timed(&["build", "--only", "sheets"]));
            collection.edit(round * ROUNDS + again + 1);
            edit.push(collection.timed(&["build", "--only", "sheets"]));
            check.push(collection.timed(&["check"]));
        }
    }
    let (cold, idle, edit, check) = (median(cold), median(idle), median(edit), median(check));
    println!("{count} sheets, a cold build: {cold:.2} s, {:.1} ms a sheet", each(cold, count));
    for (name, time) in [("nothing to do", idle), ("after one edit", edit), ("check alone", check)] {
        println!("{count} sheets, {name}: {:.1} ms, 1/{:.0} of a cold build", time * 1000.0, cold / time);
    }
}

fn jobs(count: usize) {
    let collection = Collection::new(count);
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        one.push(collection.cold(&["--jobs", "1"]));
        two.push(collection.cold(&["--jobs", "2"]));
    }
    let (one, two) = (median(one), median(two));
    println!("{count} sheets, --jobs 1: {one:.2} s, --jobs 2: {two:.2} s, {:.2} times as fast", one / two);
}

/// The CPU time of each part of the edition, each built by itself and with the reading that it takes.
fn edition(count: usize) {
    let collection = Collection::new(count);
    let mut parts =
        [("sheets", Vec::new()), ("booklet", Vec::new()), ("html", Vec::new()), ("data", Vec::new())];
    for _ in 0..ROUNDS {
        let _ = fs::remove_dir_all(collection.0.path().join("out"));
        for (part, times) in &mut parts {
            let Some(before) = cpu::of_children() else {
                return println!("SKIPPED: CPU time is read from /proc, which is not here");
            };
            collection.timed(&["build", "--only", part]);
            times.push(cpu::of_children().unwrap_or(before) - before);
        }
    }
    let [sheets, booklet, html, data] = parts.map(|(_, mut times)| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    });
    println!(
        "{count} sheets, CPU: the sheets {sheets:.2} s, the booklets {booklet:.2} s, {:.2} of them, pages and data {:.2} s, {:.3} of them",
        booklet / sheets,
        html + data,
        (html + data) / sheets
    );
}

/// The booklet of one ward of so many departments.
fn ward(count: usize) {
    let collection = Collection(tempfile::tempdir().unwrap());
    let files = sheets::collection(count).into_iter().filter_map(|(path, text)| {
        let (folder, name) = path.rsplit_once('/').unwrap();
        let text = text.lines().map(|line| if line.starts_with("部: ") { "部: 第1区役所" } else { line });
        let text = text.collect::<Vec<_>>().join("\n") + "\n";
        match name {
            "mokuhyo.yaml" => Some((path.clone(), text)),
            "ward.yaml" if folder != "sheets/r2/ward0001" => None,
            _ => Some((format!("sheets/r2/ward0001/{name}"), text)),
        }
    });
    folder::write(collection.0.path(), files);
    let mut child = collection.start(&["build", "--only", "booklet"]);
    let peak = memory::peak(&mut child, Duration::MAX);
    assert!(child.wait().unwrap().success());
    match peak {
        Some(peak) => {
            println!("a ward of {count}, its booklet: {:.0} MB in the largest process", peak.largest);
        }
        None => println!("SKIPPED: memory is read from /proc, which is not here"),
    }
}

fn memory(count: usize) {
    let collection = Collection::new(count);
    let mut child = collection.start(&["build", "--only", "sheets"]);
    let peak = memory::peak(&mut child, Duration::MAX);
    assert!(child.wait().unwrap().success());
    match peak {
        Some(peak) => println!(
            "{count} sheets, peak memory: {:.0} MB in all, {:.0} MB in the largest process",
            peak.all, peak.largest
        ),
        None => println!("SKIPPED: memory is read from /proc, which is not here"),
    }
}
