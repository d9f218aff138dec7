//! A running `mokuhyo open`, asked by commands as its page asks them. The bench of `open` takes it too.
#![allow(dead_code, reason = "each binary uses its part of it")]

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use mokuhyo::server::HEADER;
use serde_json::{Value, json};

/// The process, which ends with this.
pub struct Opened {
    pub process: Child,
    pub place: String,
    pub token: String,
}

impl Drop for Opened {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Opened {
    pub fn new(folder: &Path, args: &[&str]) -> Self {
        Self::of(env!("CARGO_BIN_EXE_mokuhyo").as_ref(), folder, args)
    }

    /// Starts a program in a folder, and waits for the address that it says.
    pub fn of(program: &OsStr, folder: &Path, args: &[&str]) -> Self {
        let mut process = Command::new(program)
            .args(["open", "--no-browser", "--lang", "en"])
            .args(args)
            .current_dir(folder)
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

    pub fn connect(&self, request: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.place).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(2))).unwrap();
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

    pub fn ask(&self, command: &Value) -> Value {
        let mut text = String::new();
        self.connect("POST /api/command", &command.to_string()).read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(" 200 "), "{command}: {head}");
        serde_json::from_str(body).unwrap()
    }

    /// The number of the sheet whose name ends so.
    pub fn number(&self, name: &str) -> Value {
        let listed = self.ask(&json!({ "do": "list" }));
        let sheets = listed["sheets"].as_array().unwrap();
        let found = sheets.iter().find(|sheet| sheet["name"].as_str().unwrap().ends_with(name));
        found.unwrap_or_else(|| panic!("{listed}"))["id"].clone()
    }

    pub fn open(&self, name: &str) -> (Value, Value) {
        let id = self.number(name);
        let state = self.ask(&json!({ "do": "open", "id": id }));
        (id, state)
    }

    pub fn set(&self, id: &Value, state: &Value, at: &str, text: &str) -> Value {
        let wish = json!({ "wish": "set", "at": at, "text": text });
        self.ask(&json!({ "do": "edit", "id": id, "base": state["revision"], "wish": wish }))
    }

    pub fn events(&self, topic: &Value) -> Events {
        Events(BufReader::new(self.connect(
            &format!("GET /api/events/{}", topic.as_str().map_or_else(|| topic.to_string(), str::to_owned)),
            "",
        )))
    }

    /// Waits until the sheet is saved.
    pub fn saved(&self, id: &Value) {
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
pub struct Events(BufReader<TcpStream>);

impl Events {
    /// The next event of that name.
    pub fn next(&mut self, name: &str) -> Value {
        self.sized(name).0
    }

    /// The next event of that name, and the bytes of its data.
    pub fn sized(&mut self, name: &str) -> (Value, usize) {
        let (mut line, mut is_named) = (String::new(), false);
        loop {
            line.clear();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream ended before {name}");
            if let Some(data) = line.strip_prefix("data: ").filter(|_| is_named) {
                return (serde_json::from_str(data).unwrap(), data.len());
            }
            if let Some(event) = line.strip_prefix("event: ") {
                is_named = event.trim() == name;
            }
        }
    }

    /// Waits for the pages of a revision that is no older; returns it, and the bytes that its difference took.
    pub fn drawn(&mut self, revision: u64) -> (u64, usize) {
        loop {
            let (drawing, size) = self.sized("drawing");
            let drawn = drawing["revision"].as_u64().unwrap();
            if drawn >= revision {
                return (drawn, size);
            }
        }
    }
}
