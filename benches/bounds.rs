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
mod memory;

use std::env;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// After so long a case is over.
const LIMIT: Duration = Duration::from_mins(1);

/// A little less than the largest file that is read, which is 4 MiB.
const LARGE: usize = 4_000_000;

/// A kind of file: its name, and what makes one of so many bytes.
type Case = (&'static str, fn(usize) -> Vec<(String, String)>);

const CASES: [Case; 21] = [
    ("control characters", |size| sheet(&"\u{1}".repeat(size))),
    ("escaped control characters", |size| quoted(&"\\u0001".repeat(size / 6))),
    ("half-width kana", |size| sheet(&"ｶ".repeat(size / 3))),
    ("wave dashes", |size| sheet(&"1～2、".repeat(size / 8))),
    ("mixed words", |size| sheet(&"取り組み、取組み、1ヶ所、1カ所、".repeat(size / 48))),
    ("combining marks", |size| sheet(&format!("か{}", "\u{3099}".repeat(size / 3)))),
    ("one long line", |size| sheet(&"あ".repeat(size / 3))),
    ("spaces", |size| sheet(&format!("あ{}あ", " ".repeat(size)))),
    ("tabs", |size| sheet(&"あ\t".repeat(size / 4))),
    ("emoji", |size| sheet(&"😀".repeat(size / 4))),
    ("blank lines", |size| vec![file(&(HEAD.to_owned() + &"\n".repeat(size)))]),
    ("allows", |size| lines(size, |it| format!("# mokuhyo: allow wave-dash {it}"))),
    ("anchors", |size| lines(size, |it| format!("k{it}: &a{it} x"))),
    ("keys", |size| lines(size, |it| format!("キー{it}: 1"))),
    ("one key", |size| lines(size, |_| "課: 1".to_owned())),
    ("nested lists", |size| vec![file(&format!("{HEAD}組織目標: {}", "[".repeat(size)))]),
    ("nested maps", |size| {
        let deep = (2 * size).isqrt();
        let line = |depth: usize| " ".repeat(depth) + "a:\n";
        vec![file(&(0..).map(line).take_while(|line| line.len() < deep).collect::<String>())]
    }),
    ("open quotation marks", |size| lines(size, |it| format!("課{it}: \"あ"))),
    ("bare dashes", |size| goals(size, "-")),
    ("long numbers", |size| goals(size, "1,2345")),
    ("hostile dictionary", |size| {
        let rule = |it: usize| format!("  - expected: あ{it}\n    pattern: /(a+)+{it}$/\n");
        let words = format!("version: 1\nrules:\n{}", (0..200).map(rule).collect::<String>());
        let settings = "辞書: [words.yaml]\n".to_owned();
        let sheet = sheet(&"aaaaaaaaaaaaaaaaaaaaaaaa!".repeat(size / 25));
        [sheet, vec![("sheets/words.yaml".into(), words), ("sheets/mokuhyo.yaml".into(), settings)]].concat()
    }),
];

const HEAD: &str = "\
様式: 組織目標管理シート
年度: 令和2年度
部: 東区役所
課: 総務課
問合せ先: 025-250-2710
作成日: R2.4.1
組織の目的: 目的です
";

fn file(text: &str) -> (String, String) {
    ("sheets/a.yaml".to_owned(), text.to_owned())
}

/// A sheet with a long text.
fn sheet(text: &str) -> Vec<(String, String)> {
    vec![file(&format!("{HEAD}取り組みについて: |\n  {text}\n"))]
}

fn quoted(text: &str) -> Vec<(String, String)> {
    vec![file(&format!("{HEAD}取り組みについて: \"{text}\"\n"))]
}

/// A sheet with many lines at its end.
fn lines(size: usize, line: impl Fn(usize) -> String) -> Vec<(String, String)> {
    let mut text = HEAD.to_owned();
    for number in 0.. {
        writeln!(text, "{}", line(number)).unwrap();
        if text.len() >= size {
            break;
        }
    }
    vec![file(&text)]
}

/// A sheet of many goals, their targets this one.
fn goals(size: usize, target: &str) -> Vec<(String, String)> {
    lines(size, |number| {
        let goals = if number == 0 { "組織目標:\n" } else { "" };
        format!(
            "{goals}  - 目標: 目標{number}\n    取組:\n      - 主な取組: 取組\n        指標:\n          - 項目: 数\n            目標: {target}"
        )
    })
}

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
    let cases =
        || CASES.iter().filter(|(name, _)| names.is_empty() || names.iter().any(|it| name.contains(it)));
    println!("| case | part | s | MB | status |\n|---|---|---|---|---|");
    for (name, make) in cases().filter(|_| wants("check")) {
        told(name, &make(LARGE), &["check"], (3.0, 300.0));
    }
    for (name, make) in cases().filter(|_| wants("proof")) {
        told(name, &make(200 << 10), &["proof"], (20.0, 600.0));
    }
    if wants("diff") && names.is_empty() {
        told("another order", &turned(LARGE), &["diff", "old.yaml", "new.yaml"], (f64::MAX, f64::MAX));
    }
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
