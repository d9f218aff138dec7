//! `mokuhyo open` as a process on real sheets: lists, opens, edits, saves, draws, builds; by its commands and events.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use mokuhyo::server::HEADER;
use serde_json::{Value, json};

use super::support::Project;

const SOUMU: &str = "sheets/r2/higashi/soumu.yaml";

/// A running `mokuhyo open`.
pub(super) struct Opened {
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
    fn new(project: &Project, args: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_mokuhyo"))
            .args(["open", "--no-browser", "--lang", "en"])
            .args(args)
            .current_dir(project.path("."))
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(process.stderr.take().unwrap());
        let mut line = String::new();
        told.read_line(&mut line).unwrap();
        let address = line.trim().split_once("http://").unwrap().1.to_owned();
        let (place, token) = address.split_once("/#").unwrap();
        Self { process, place: place.to_owned(), token: token.to_owned() }
    }

    fn connect(&self, request: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.place).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let head = format!(
            "{request} HTTP/1.1\r\nHost: {}\r\n{HEADER}: {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.place,
            self.token,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    fn ask(&self, command: &Value) -> Value {
        let mut text = String::new();
        self.connect("POST /api/command", &command.to_string()).read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(" 200 "), "{command}: {head}");
        serde_json::from_str(body).unwrap()
    }

    /// The number of the sheet whose name ends so.
    fn number(&self, name: &str) -> Value {
        let listed = self.ask(&json!({ "do": "list" }));
        let sheets = listed["sheets"].as_array().unwrap();
        let found = sheets.iter().find(|sheet| sheet["name"].as_str().unwrap().ends_with(name));
        found.unwrap_or_else(|| panic!("{listed}"))["id"].clone()
    }

    fn open(&self, name: &str) -> (Value, Value) {
        let id = self.number(name);
        let state = self.ask(&json!({ "do": "open", "id": id }));
        (id, state)
    }

    fn set(&self, id: &Value, state: &Value, at: &str, text: &str) -> Value {
        let wish = json!({ "wish": "set", "at": at, "text": text });
        self.ask(&json!({ "do": "edit", "id": id, "base": state["revision"], "wish": wish }))
    }

    fn events(&self, topic: &Value) -> Events {
        Events(BufReader::new(self.connect(
            &format!("GET /api/events/{}", topic.as_str().map_or_else(|| topic.to_string(), str::to_owned)),
            "",
        )))
    }

    /// Waits until the sheet is saved.
    fn saved(&self, id: &Value) {
        let until = Instant::now() + Duration::from_mins(1);
        while Instant::now() < until {
            if self.ask(&json!({ "do": "save", "id": id }))["saving"]["state"] == "saved" {
                return;
            }
        }
        panic!("the sheet is not saved");
    }
}

/// A stream of events.
struct Events(BufReader<TcpStream>);

impl Events {
    /// The next event of that name.
    fn next(&mut self, name: &str) -> Value {
        let (mut line, mut is_named) = (String::new(), false);
        loop {
            line.clear();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream ended before {name}");
            if let Some(data) = line.strip_prefix("data: ").filter(|_| is_named) {
                return serde_json::from_str(data).unwrap();
            }
            if let Some(event) = line.strip_prefix("event: ") {
                is_named = event.trim() == name;
            }
        }
    }
}

fn value<'a>(state: &'a Value, at: &str) -> &'a Value {
    let values = state["values"].as_array().unwrap();
    values.iter().find(|value| value["at"] == at).unwrap_or_else(|| panic!("no {at} in {state}"))
}

#[test]
fn every_box_of_a_sheet_is_there_in_the_words_of_the_paper() {
    let project = Project::real();
    let opened = Opened::new(&project, &[]);
    let (_, state) = opened.open("higashi/soumu");
    assert_eq!(value(&state, "課")["text"], "総務課");
    assert_eq!(value(&state, "組織目標/0/取組/0/指標/0/目標")["label"], "No.1 取組1 指標1 目標");
    assert_eq!(value(&state, "組織目標/0/評価")["text"], "");
    assert_eq!(state["saving"]["state"], "saved");
}

#[test]
fn an_edit_is_saved_and_touches_nothing_else() {
    let project = Project::real();
    let before = String::from_utf8(project.read(SOUMU)).unwrap();
    let opened = Opened::new(&project, &[]);
    let (id, state) = opened.open("higashi/soumu");
    let state = opened.set(&id, &state, "組織目標/0/評価", "A");
    assert_eq!(value(&state, "組織目標/0/評価")["text"], "A");
    opened.saved(&id);
    let after = String::from_utf8(project.read(SOUMU)).unwrap();
    let changed: Vec<_> = before.lines().zip(after.lines()).filter(|(old, new)| old != new).collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert!(changed[0].1.trim_end().ends_with('A') || changed[0].1.contains("\"A\""), "{changed:?}");
    opened.ask(&json!({ "do": "undo" }));
    opened.saved(&id);
    assert_eq!(String::from_utf8(project.read(SOUMU)).unwrap(), before);
}

#[test]
fn pages_come_whole_and_then_as_differences() {
    let project = Project::real();
    let opened = Opened::new(&project, &[]);
    let (id, state) = opened.open("higashi/soumu");
    let mut events = opened.events(&id);
    let whole = events.next("drawing");
    let elements = whole["pages"][0]["elements"].as_array().unwrap().len();
    assert!(elements > 100, "{elements}");
    opened.set(&id, &state, "組織目標/0/評価", "A");
    let difference = events.next("drawing");
    assert!(difference["revision"].as_u64() > whole["revision"].as_u64(), "a text is drawn once");
    let size = difference.to_string().len();
    assert!(size < 60_000 && size * 8 < whole.to_string().len(), "{size} of {}", whole.to_string().len());
}

#[test]
fn findings_stand_at_their_boxes_and_are_mended_by_number() {
    let project = Project::real();
    let opened = Opened::new(&project, &[]);
    let (id, state) = opened.open("higashi/soumu");
    let state = opened.set(&id, &state, "作成日", "R2.4.31");
    let mut events = opened.events(&id);
    let mut found = state["findings"].clone();
    while found.as_array().unwrap().is_empty() {
        found = events.next("sheet")["findings"].clone();
    }
    assert_eq!(found[0]["at"], "作成日", "{found}");
    assert_eq!(found[0]["label"], "作成日");
    assert!(found[0]["help"]["ja"].as_str().is_some_and(|it| !it.is_empty()));
}

#[test]
fn what_another_program_saves_is_shown() {
    let project = Project::real();
    let opened = Opened::new(&project, &[]);
    let (id, state) = opened.open("higashi/soumu");
    let mut events = opened.events(&id);
    project.edit(SOUMU, "総務課", "総務企画課");
    loop {
        let now = events.next("sheet");
        if now["revision"].as_u64() > state["revision"].as_u64() {
            assert_eq!(value(&now, "課")["text"], "総務企画課");
            break;
        }
    }
}

#[test]
fn a_wish_that_cannot_be_fulfilled_is_refused_in_words() {
    let project = Project::real();
    let before = project.read(SOUMU);
    let opened = Opened::new(&project, &[]);
    let (id, state) = opened.open("higashi/soumu");
    let refused = opened.set(&id, &state, "組織目標/99/目標", "無い");
    assert!(refused["refused"]["ja"].as_str().is_some_and(|it| !it.is_empty()), "{refused}");
    let nobody = opened.ask(&json!({ "do": "open", "id": 999 }));
    assert!(nobody["refused"]["ja"].is_string(), "{nobody}");
    assert_eq!(project.read(SOUMU), before);
}

#[test]
fn outputs_are_built_with_progress_and_fetched_by_number() {
    let project = Project::real();
    let opened = Opened::new(&project, &[]);
    let id = opened.number("higashi/soumu");
    let mut events = opened.events(&json!("list"));
    opened.ask(&json!({ "do": "build", "wanted": { "what": "sheet", "id": id } }));
    let over = loop {
        let told = events.next("build");
        if told["over"] == true {
            break told;
        }
    };
    assert_eq!(over["outputs"][0]["shown"], "out/r2/higashi/soumu.pdf", "{over}");
    let command = json!({ "do": "output", "output": over["outputs"][0]["output"] }).to_string();
    let mut bytes = Vec::new();
    opened.connect("POST /api/command", &command).read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("application/pdf") && text.contains("%PDF-"));
}

#[test]
fn without_a_collection_one_is_begun() {
    let project = Project::empty();
    let opened = Opened::new(&project, &[]);
    let listed = opened.ask(&json!({ "do": "list" }));
    assert!(listed["run_error"]["ja"].as_str().is_some_and(|it| !it.is_empty()), "{listed}");
    let odd = opened.ask(&json!({ "do": "begin", "year": "../r8", "ward": "ku", "section": "soumu" }));
    assert!(odd["refused"]["ja"].is_string());
    let begun = opened.ask(&json!({ "do": "begin", "year": "r8", "ward": "ku", "section": "soumu" }));
    assert_eq!(begun["sheets"][0]["name"], "r8/ku/soumu", "{begun}");
    assert!(project.path("sheets/r8/ku/soumu.yaml").exists());
    assert!(String::from_utf8(project.read("sheets/r8/ku/mokuhyo.yaml")).unwrap().contains("公開: しない"));
}
