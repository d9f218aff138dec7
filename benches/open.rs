//! `mokuhyo open` as a process: `cargo bench --profile dist --bench open -- [SHEETS] [EDITS]`.
//!
//! It tells the time from the start to the first page, from an edit to its pages at the socket (the server's part of
//! a key press), from another program's save to its pages, the bytes of a difference, and the memory after all edits
//! (Linux). `MOKUHYO` names another binary to measure. The browser's part of a key press is measured by
//! `.ci/judges/open`.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench that cannot go on has failed"
)]
#![expect(clippy::disallowed_methods, reason = "the bench writes its own sheets")]

mod folder;
#[path = "../tests/it/opened.rs"]
#[expect(unreachable_pub, reason = "the tests of whole layers share it")]
mod opened;
mod sheets;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use self::opened::{Events, Opened};

fn main() {
    let numbers: Vec<usize> = env::args().filter_map(|arg| arg.parse().ok()).collect();
    let (count, edits) =
        (numbers.first().copied().unwrap_or(1_000), numbers.get(1).copied().unwrap_or(5_000));
    let place = tempfile::tempdir().unwrap();
    folder::write(place.path(), sheets::collection(count));
    let program = env::var_os("MOKUHYO").unwrap_or_else(|| OsString::from(env!("CARGO_BIN_EXE_mokuhyo")));
    let began = Instant::now();
    let opened = Opened::of(&program, place.path(), &[]);
    let listed = opened.ask(&json!({ "do": "list" }));
    println!("{count} sheets: the list {:?} after the start", began.elapsed());
    let sheet = listed["sheets"].as_array().unwrap().iter().find(|it| it["isWard"] == false).unwrap();
    let (id, path) = (sheet["id"].clone(), place.path().join(sheet["shown"].as_str().unwrap()));
    println!("{count} sheets: {:?} of processor time until then", processor_time(&opened));
    let state = opened.ask(&json!({ "do": "open", "id": id }));
    let mut events = opened.events(&id);
    let (revision, size) = events.drawn(0);
    println!("{count} sheets: first page {:?} after the start, {size} bytes", began.elapsed());
    println!("memory then: {}", memory(&opened));
    let before = processor_time(&opened);
    let revision = type_on(&opened, &mut events, (&id, state), revision, edits);
    let each = processor_time(&opened).saturating_sub(before) / u32::try_from(edits.max(1)).unwrap();
    println!("an edit takes {each:?} of processor time, saving and checking the folder among it");
    opened.saved(&id);
    save_beside(&mut events, &path, revision);
    println!("memory at the most, after {edits} edits: {}", memory(&opened));
}

/// Edits boxes, one after the other, as keys do.
fn type_on(
    opened: &Opened,
    events: &mut Events,
    (id, mut state): (&Value, Value),
    from: u64,
    edits: usize,
) -> u64 {
    let (mut times, mut answers, mut sizes, mut revision) = (Vec::new(), Vec::new(), Vec::new(), from);
    let boxes = ["組織目標/0/目標", "取り組みについて", "組織目標/0/取組/0/指標/0/目標"];
    for edit in 0..edits {
        let at = boxes[edit / 100 % boxes.len()];
        let text = format!("区民が安心して暮らせる{}", "まち".repeat(edit % 12) + &edit.to_string());
        let began = Instant::now();
        state = opened.set(id, &state, at, &text);
        answers.push(began.elapsed());
        let (drawn, size) = events.drawn(revision + 1);
        times.push(began.elapsed());
        sizes.push(size);
        revision = drawn;
        if edit + 1 == edits / 10 {
            println!("memory after {} edits: {}", edit + 1, memory(opened));
        }
    }
    tell("an edit → its answer", &mut answers);
    tell("an edit → its pages at the socket", &mut times);
    sizes.sort_unstable();
    println!("a difference: median {} bytes", sizes[sizes.len() / 2]);
    revision
}

/// Saves the file as another program does.
fn save_beside(events: &mut Events, path: &Path, mut revision: u64) {
    let mut times = Vec::new();
    for save in 0..20 {
        let text = fs::read_to_string(path).unwrap().replacen("区民が", &format!("{save}、区民が"), 1);
        let began = Instant::now();
        fs::write(path, text).unwrap();
        revision = events.drawn(revision + 1).0;
        times.push(began.elapsed());
    }
    tell("a save by another program → its pages", &mut times);
}

/// Returns the processor time of the server's process, whatever else the machine does (Linux; ticks of 10 ms).
fn processor_time(opened: &Opened) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{}/stat", opened.process.id())).unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |place: usize| fields.get(place).and_then(|it| it.parse::<u64>().ok()).unwrap_or_default();
    Duration::from_millis(10 * (ticks(11) + ticks(12)))
}

fn memory(opened: &Opened) -> String {
    let status = fs::read_to_string(format!("/proc/{}/status", opened.process.id())).unwrap_or_default();
    let line = |name: &str| {
        status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("unknown here").trim().to_owned()
    };
    format!("{} (at the most {})", line("VmRSS:"), line("VmHWM:"))
}

fn tell(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    println!("{what}: median {:?}, 95th percentile {:?}", at(50), at(95));
}
