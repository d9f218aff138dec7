//! The server of `mokuhyo open` against requests that are not its page's, by real sockets.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use mokuhyo::server::{Answer, Backend, HEADER, Part, Publisher, Server, Topic};
use serde_json::{Value, json};

use super::opened::Opened;
use super::support::Project;

/// Answers with the command, and counts.
struct Echo(Arc<AtomicUsize>);

impl Backend for Echo {
    fn answer(&mut self, command: &Value) -> Answer {
        self.0.fetch_add(1, Ordering::SeqCst);
        Answer::Data(command.clone())
    }

    fn beat(&mut self) {}

    fn is_unsaved(&self) -> bool {
        false
    }

    fn close(&mut self) {
        self.0.fetch_add(1000, Ordering::SeqCst);
    }
}

/// A server with an echo behind it.
struct Served {
    port: u16,
    token: String,
    stop: Arc<AtomicBool>,
    count: Arc<AtomicUsize>,
    thread: Option<JoinHandle<()>>,
}

fn serve(linger: Duration) -> Served {
    let server = Server::bind(None).unwrap();
    let address = server.address();
    let (place, token) = address.split_once("/#").unwrap();
    let port = place.strip_prefix("http://127.0.0.1:").unwrap().parse().unwrap();
    let (stop, count) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let (its_stop, its_count) = (Arc::clone(&stop), Arc::clone(&count));
    let backend = move |publisher: Publisher| {
        publisher.put(Topic::List, "list", Part::Whole("{\"hello\":1}".to_owned()));
        Echo(its_count)
    };
    let thread = thread::spawn(move || server.run(backend, &its_stop, linger).unwrap());
    Served { port, token: token.to_owned(), stop, count, thread: Some(thread) }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        self.thread.take().unwrap().join().unwrap();
    }
}

/// What the server says: the status, the head, and the body.
struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Served {
    fn new() -> Self {
        serve(Duration::from_mins(1))
    }

    fn host(&self) -> String {
        format!("Host: 127.0.0.1:{}", self.port)
    }

    fn own(&self) -> String {
        format!("{HEADER}: {}", self.token)
    }

    /// Sends a request with these headers and this body, and reads the reply to its end.
    fn send(&self, request: &str, headers: &[&str], body: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(2))).unwrap();
        let headers = headers.iter().map(|it| format!("{it}\r\n")).collect::<Vec<_>>().concat();
        let head = format!("{request} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        // A server that has refused need not read on.
        let _ = stream.write_all(body);
        read(&mut stream)
    }

    /// An order as the page sends it, with one of its headers replaced or left out.
    fn order(&self, without: &str, with: &[&str]) -> Reply {
        let (host, own, origin) =
            (self.host(), self.own(), format!("Origin: http://127.0.0.1:{}", self.port));
        let all = [
            &*host,
            &*own,
            &*origin,
            "Content-Type: application/json",
            "Content-Length: 10",
            "Sec-Fetch-Site: same-origin",
            "Sec-Fetch-Dest: empty",
        ];
        let kept = all.into_iter().filter(|it| without.is_empty() || !it.starts_with(without));
        self.send(
            "POST /api/command",
            &kept.chain(with.iter().copied()).collect::<Vec<_>>(),
            b"{\"do\":\"x\"}",
        )
    }

    /// Nothing came through.
    fn is_untouched(&self) -> bool {
        self.count.load(Ordering::SeqCst) == 0
    }
}

fn read(stream: &mut TcpStream) -> Reply {
    let mut bytes = Vec::new();
    // Whoever sent too much is cut off behind the reply.
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or_default();
    Reply { status, head: head.to_lowercase(), body: body.to_owned() }
}

#[test]
fn the_page_itself_is_served() {
    let served = Served::new();
    let shell =
        served.send("GET /", &[&served.host(), "Sec-Fetch-Site: none", "Sec-Fetch-Dest: document"], b"");
    assert_eq!(shell.status, 200);
    assert!(!shell.body.contains(&served.token), "the shell holds no data");
    for line in [
        "content-security-policy: default-src 'none';",
        "frame-ancestors 'none'",
        "x-content-type-options: nosniff",
        "cache-control: no-store",
        "referrer-policy: no-referrer",
    ] {
        assert!(shell.head.contains(line), "{line} is missing: {}", shell.head);
    }
    assert!(!shell.head.contains("set-cookie") && !shell.head.contains("access-control"));
    let module = served.send("GET /assets/main.js", &[&served.host(), "Sec-Fetch-Dest: script"], b"");
    assert!(module.status == 200 && module.head.contains("text/javascript"));
    let order = served.order("", &[]);
    assert_eq!((order.status, order.body.as_str()), (200, "{\"do\":\"x\"}"));
    assert_eq!(served.count.load(Ordering::SeqCst), 1);
}

#[test]
fn a_foreign_host_is_refused() {
    let served = Served::new();
    let port = served.port;
    for host in
        ["Host: evil.example", &format!("Host: localhost:{port}"), &format!("Host: evil.example:{port}")]
    {
        assert_eq!(served.order("Host", &[host]).status, 421, "{host}");
        assert_eq!(served.send("GET /", &[host], b"").status, 421, "{host}");
    }
    assert_eq!(served.order("", &[&served.host()]).status, 421, "two hosts");
    let absolute = served.send(&format!("GET http://evil.example:{port}/"), &[&served.host()], b"");
    assert_eq!(absolute.status, 421);
    assert!(served.is_untouched());
}

#[test]
fn a_foreign_origin_is_refused() {
    let served = Served::new();
    for origin in ["https://evil.example", "null", "http://127.0.0.1", "http://localhost:80"] {
        assert_eq!(served.order("Origin", &[&format!("Origin: {origin}")]).status, 403, "{origin}");
    }
    for site in ["cross-site", "same-site", "none"] {
        assert_eq!(
            served.order("Sec-Fetch-Site", &[&format!("Sec-Fetch-Site: {site}")]).status,
            403,
            "{site}"
        );
    }
    assert_eq!(served.send("GET /", &[&served.host(), "Sec-Fetch-Site: cross-site"], b"").status, 403);
    assert!(served.is_untouched());
}

#[test]
fn a_request_without_the_token_is_refused() {
    let served = Served::new();
    assert_eq!(served.order(HEADER, &[]).status, 401);
    assert_eq!(served.send("GET /api/events/list", &[&served.host()], b"").status, 401);
    let cookie = format!("Cookie: {HEADER}={}", served.token);
    assert_eq!(served.order(HEADER, &[&cookie]).status, 401);
    assert!(served.is_untouched());
}

#[test]
fn a_wrong_token_is_refused() {
    let served = Served::new();
    let almost = format!("{}0", &served.token[..31]);
    let other = if almost == served.token { format!("{}1", &served.token[..31]) } else { almost };
    for token in [other.as_str(), "", "0", &served.token.to_uppercase(), &format!("{0}{0}", served.token)] {
        let is_same = token == served.token;
        let reply = served.order(HEADER, &[&format!("{HEADER}: {token}")]);
        assert!(is_same || reply.status == 401, "{token}");
    }
    assert_eq!(served.order("", &[&served.own()]).status, 401, "two tokens");
}

#[test]
fn a_get_that_would_write_is_refused() {
    let served = Served::new();
    let headers = [&*served.host(), &*served.own()];
    assert_eq!(served.send("GET /api/command?do=undo", &headers, b"").status, 405);
    assert_eq!(served.send("HEAD /api/command", &headers, b"").status, 415);
    assert!(served.is_untouched());
}

#[test]
fn a_path_that_leaves_the_assets_is_refused() {
    let project = Project::published();
    let served = Served::new();
    let file = project.path("sheets/r2/higashi/soumu.yaml");
    for path in [
        "/assets/../../../../etc/passwd".to_owned(),
        "/assets/..%2f..%2f..%2fetc%2fpasswd".to_owned(),
        "/assets/%2e%2e/%2e%2e/etc/passwd".to_owned(),
        "/../etc/passwd".to_owned(),
        "//etc/passwd".to_owned(),
        format!("/assets/{}", file.display()),
        "/assets/main.js%00".to_owned(),
        "/api/events/..%2flist".to_owned(),
        "/api/events/-1".to_owned(),
    ] {
        let reply = served.send(&format!("GET {path}"), &[&served.host(), &served.own()], b"");
        assert!(matches!(reply.status, 400 | 404), "{path}: {}", reply.status);
        assert!(!reply.body.contains("root:") && !reply.body.contains("様式"), "{path}");
    }
}

#[test]
fn a_body_of_ten_megabytes_is_refused() {
    let served = Served::new();
    let body = vec![b' '; 10 << 20];
    let length = format!("Content-Length: {}", body.len());
    let own = [&*served.host(), &*served.own(), "Content-Type: application/json"];
    let told = served.send("POST /api/command", &[&own[..], &[&length]].concat(), &body);
    assert_eq!(told.status, 413);
    let chunk = [format!("{:x}\r\n", body.len()).as_bytes(), &body, b"\r\n0\r\n\r\n"].concat();
    let chunked =
        served.send("POST /api/command", &[&own[..], &["Transfer-Encoding: chunked"]].concat(), &chunk);
    // A reply that the flood overtakes is lost with the connection.
    assert!(matches!(chunked.status, 413 | 0), "{}", chunked.status);
    assert!(served.is_untouched());
}

#[test]
fn a_frame_is_refused() {
    let served = Served::new();
    for frame in ["iframe", "frame", "embed", "object"] {
        let destination = format!("Sec-Fetch-Dest: {frame}");
        let reply = served.send("GET /", &[&served.host(), "Sec-Fetch-Site: same-origin", &destination], b"");
        assert_eq!(reply.status, 403, "{frame}");
    }
    let old = served.send("GET /", &[&served.host()], b"");
    assert!(old.head.contains("x-frame-options: deny") && old.head.contains("frame-ancestors 'none'"));
}

#[test]
fn a_script_that_includes_data_is_refused() {
    let served = Served::new();
    let script = ["Sec-Fetch-Dest: script", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"];
    let host = served.host();
    for path in ["/api/events/list", "/api/command", "/assets/main.js", "/"] {
        let reply = served.send(&format!("GET {path}"), &[&[&*host][..], &script].concat(), b"");
        assert_eq!(reply.status, 403, "{path}");
    }
    // An old browser sends none of these; without the token there is no data, and no type that a script may have.
    let old = served.send("GET /api/events/list", &[&host], b"");
    assert!(old.status == 401 && old.head.contains("nosniff"));
    assert!(old.head.contains("cross-origin-resource-policy: same-origin"));
}

#[test]
fn a_post_of_plain_text_is_refused() {
    let served = Served::new();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain; application/json",
    ] {
        assert_eq!(served.order("Content-Type", &[&format!("Content-Type: {kind}")]).status, 415, "{kind}");
    }
    assert_eq!(served.order("Content-Type", &[]).status, 415);
    assert!(served.is_untouched());
}

#[test]
fn a_preflight_from_elsewhere_is_refused() {
    let served = Served::new();
    let asked = format!("Access-Control-Request-Headers: {HEADER}");
    let headers = [
        &*served.host(),
        "Origin: https://evil.example",
        "Access-Control-Request-Method: POST",
        &asked,
        "Sec-Fetch-Site: cross-site",
    ];
    let reply = served.send("OPTIONS /api/command", &headers, b"");
    assert_eq!(reply.status, 403);
    assert!(!reply.head.contains("access-control-allow"));
    let own = served.send("OPTIONS /api/command", &[&served.host()], b"");
    assert!(own.status >= 400 && !own.head.contains("access-control-allow"));
}

#[test]
fn a_flood_of_headers_is_refused() {
    let served = Served::new();
    let many: Vec<String> = (0..5000).map(|it| format!("X-{it}: 1")).collect();
    let mut many: Vec<&str> = many.iter().map(String::as_str).collect();
    let host = served.host();
    many.insert(0, &host);
    assert!(matches!(served.send("GET /", &many, b"").status, 431 | 0));
    let long = format!("X-Long: {}", "x".repeat(1 << 20));
    assert!(matches!(served.send("GET /", &[&host, &long], b"").status, 431 | 0));
    // Others are served all the same.
    assert_eq!(served.send("GET /", &[&host], b"").status, 200);
}

#[test]
fn slow_clients_keep_nobody_waiting() {
    let served = Served::new();
    let slow: Vec<TcpStream> = (0..32)
        .map(|_| {
            let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
            stream
        })
        .collect();
    assert_eq!(served.send("GET /", &[&served.host()], b"").status, 200);
    drop(slow);
}

/// Opens a stream of events and reads its first.
fn stream(served: &Served) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_mins(2))).unwrap();
    let head = format!("GET /api/events/list HTTP/1.1\r\n{}\r\n{}\r\n\r\n", served.host(), served.own());
    stream.write_all(head.as_bytes()).unwrap();
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    while !line.contains("data:") {
        line.clear();
        assert_ne!(reader.read_line(&mut line).unwrap(), 0, "the stream ended");
    }
    assert!(line.contains("{\"hello\":1}"), "{line}");
    reader
}

#[test]
fn the_server_ends_after_its_last_page() {
    let mut served = serve(Duration::ZERO);
    let (one, other) = (stream(&served), stream(&served));
    drop(one);
    assert_eq!(served.order("", &[]).status, 200, "a page is still open");
    drop(other);
    served.thread.take().unwrap().join().unwrap();
    assert!(served.count.load(Ordering::SeqCst) >= 1000, "the backend closed");
    served.thread = Some(thread::spawn(|| ()));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_and_nothing_is_left() {
    let project = Project::published();
    let before = files(&project);
    let mut opened = Opened::new(&project.path("."), &[]);
    assert!(opened.ask(&json!({ "do": "list" }))["sheets"].is_array());
    let killed = Command::new("kill").args(["-INT", &opened.process.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(opened.process.wait().unwrap().code(), Some(0));
    assert_eq!(files(&project), before);
}

fn files(project: &Project) -> Vec<String> {
    fn below(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            found.push(entry.path().display().to_string());
            if entry.path().is_dir() {
                below(&entry.path(), found);
            }
        }
    }
    let mut found = Vec::new();
    below(&project.path("."), &mut found);
    found.sort();
    found
}
