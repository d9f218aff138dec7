//! `mokuhyo open` as a process: `cargo bench --profile dist --bench open -- [SHEETS] [EDITS]`.
//!
//! It tells the time from the start to the first page, from an edit to its pages at the socket (the server's part of
//! a key press), from another program's save to its pages, the bytes of a difference, and the memory after all edits
//! (Linux). `MOKUHYO` names another binary to measure.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench that cannot go on has failed"
)]
#![expect(clippy::disallowed_methods, reason = "the bench writes its own sheets")]

mod folder;
mod sheets;

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

fn main() {
    let numbers: Vec<usize> = env::args().filter_map(|arg| arg.parse().ok()).collect();
    let (count, edits) = (numbers.first().copied().unwrap_or(1_000), numbers.get(1).copied().unwrap_or(500));
    let place = tempfile::tempdir().unwrap();
    folder::write(place.path(), sheets::collection(count));
    let began = Instant::now();
    let opened = Opened::new(place.path());
    let listed = opened.ask(&json!({ "do": "list" }));
    let sheet = listed["sheets"].as_array().unwrap().iter().find(|it| it["isWard"] == false).unwrap();
    let (id, path) = (sheet["id"].clone(), place.path().join(sheet["shown"].as_str().unwrap()));
    let mut state = opened.ask(&json!({ "do": "open", "id": id }));
    let mut events = opened.events(&id);
    let mut revision = events.drawing(0).0;
    println!("{count} sheets: first page {:?} after the start", began.elapsed());
    let (mut times, mut sizes) = (Vec::new(), Vec::new());
    for edit in 0..edits {
        let wish = json!({ "wish": "set", "at": "組織目標/0/目標", "text": format!("区民が安心して暮らせる{edit}") });
        let began = Instant::now();
        state = opened.ask(&json!({ "do": "edit", "id": id, "base": state["revision"], "wish": wish }));
        let (drawn, size) = events.drawing(revision + 1);
        times.push(began.elapsed());
        sizes.push(size);
        revision = drawn;
    }
    tell("an edit → its pages at the socket", &mut times);
    sizes.sort_unstable();
    println!("a difference: median {} bytes", sizes[sizes.len() / 2]);
    opened.ask(&json!({ "do": "save", "id": id }));
    let mut times = Vec::new();
    for save in 0..10 {
        let text = fs::read_to_string(&path).unwrap().replacen("目標: ", &format!("目標: 第{save}期の"), 1);
        let began = Instant::now();
        fs::write(&path, text).unwrap();
        revision = events.drawing(revision + 1).0;
        times.push(began.elapsed());
    }
    tell("a save by another program → its pages", &mut times);
    let status = fs::read_to_string(format!("/proc/{}/status", opened.process.id())).unwrap_or_default();
    let memory = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown here");
    println!("memory at the most, after {edits} edits: {}", memory.trim_start_matches("VmHWM:").trim());
}

fn tell(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
    println!("{what}: median {:?}, 95th percentile {:?}", at(50), at(95));
}

struct Opened {
    process: Child,
    place: String,
    token: String,
}

impl Drop for Opened {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Opened {
    fn new(folder: &Path) -> Self {
        let program = env::var_os("MOKUHYO").unwrap_or_else(|| env!("CARGO_BIN_EXE_mokuhyo").into());
        let mut command = Command::new(program);
        command
            .args(["open", "--no-browser"])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let (place, token) = line.trim().split_once("http://").unwrap().1.split_once("/#").unwrap();
        Self { process, place: place.to_owned(), token: token.to_owned() }
    }

    fn connect(&self, request: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.place).unwrap();
        let (place, token, length) = (&self.place, &self.token, body.len());
        let head = format!(
            "{request} HTTP/1.1\r\nHost: {place}\r\nX-Mokuhyo-Token: {token}\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    fn ask(&self, command: &Value) -> Value {
        let mut text = String::new();
        self.connect("POST /api/command", &command.to_string()).read_to_string(&mut text).unwrap();
        serde_json::from_str(text.split_once("\r\n\r\n").unwrap().1)
            .unwrap_or_else(|_| panic!("{command}: {text}"))
    }

    fn events(&self, topic: &Value) -> Events {
        Events(BufReader::new(self.connect(&format!("GET /api/events/{topic}"), "")))
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// The pages of a revision that is no older, and the bytes that they took.
    fn drawing(&mut self, revision: u64) -> (u64, usize) {
        let (mut line, mut is_drawing) = (String::new(), false);
        loop {
            line.clear();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream ended");
            if let Some(name) = line.strip_prefix("event: ") {
                is_drawing = name.trim() == "drawing";
            }
            let Some(data) = line.strip_prefix("data: ").filter(|_| is_drawing) else { continue };
            let drawn = serde_json::from_str::<Value>(data).unwrap()["revision"].as_u64().unwrap();
            if drawn >= revision {
                return (drawn, data.len());
            }
        }
    }
}
