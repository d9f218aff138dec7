//! `mokuhyo open`: the printed page in the browser is the form to fill in.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::args::OpenArgs;
use super::console::Console;
use super::interrupt;
use super::status::ExitStatus;
use super::worker;
use crate::finding::Words;
use crate::server::{Editor, LINGER, Server};

/// Serves the collection of a PATH until Ctrl-C, or until its last page has been closed for a while.
pub(super) fn run(args: &OpenArgs, console: &Console) -> ExitStatus {
    let server = match Server::bind(args.port) {
        Ok(server) => server,
        Err(error) => return console.refuse(&unbound(args.port, &error)),
    };
    let stop = Arc::new(AtomicBool::new(false));
    interrupt::watch_gently(&stop);
    let address = server.address();
    console.mention(&Words::new(
        format!("ブラウザでこのアドレスを開いてください: {address}"),
        format!("Open this address in the browser: {address}"),
    ));
    console.mention(&Words::new(
        "終わるときは、ページを閉じるか、Ctrl-C を押してください。",
        "To end, close the page or press Ctrl-C.",
    ));
    if !args.no_browser {
        browse(&address, console);
    }
    let (path, opens_files, helper) = (args.path.clone(), !args.no_browser, worker::helper(TIMEOUT));
    let served =
        server.run(move |publisher| Editor::new(path, publisher, opens_files, helper), &stop, LINGER);
    match served {
        Ok(()) => ExitStatus::Success,
        Err(error) => console.refuse(&Words::new(
            format!("サーバーを動かせません: {error}"),
            format!("The server cannot run: {error}"),
        )),
    }
}

/// The seconds that typesetting one output may take.
const TIMEOUT: u64 = 60;

fn unbound(port: Option<u16>, error: &io::Error) -> Words {
    match port {
        Some(port) => Words::new(
            format!(
                "ポート {port} は使えません({error})。--port で別の番号を指定するか、--port を付けずに実行してください。"
            ),
            format!("Port {port} cannot be used ({error}). Choose another --port, or leave it out."),
        ),
        None => Words::new(
            format!("127.0.0.1 で待ち受けられません: {error}"),
            format!("Cannot listen on 127.0.0.1: {error}"),
        ),
    }
}

/// Opens the default browser. Without one the address has been told.
fn browse(address: &str, console: &Console) {
    if let Err(error) = open::that_detached(address) {
        console.mention(&Words::new(
            format!("ブラウザを開けませんでした({error})。上のアドレスをブラウザに入れてください。"),
            format!("The browser could not be opened ({error}). Enter the address above."),
        ));
    }
}

/// Returns the arguments of a start by a double click or by a sheet that was dropped on the program: there is a
/// desktop, nobody reads a terminal, and no command is named.
pub(super) fn by_desktop(args: &[std::ffi::OsString]) -> Option<Vec<std::ffi::OsString>> {
    let is_read = io::stdin().is_terminal() || io::stdout().is_terminal();
    let named: Vec<PathBuf> = args.iter().skip(1).map(PathBuf::from).collect();
    let is_dropped = named.len() == 1 && named[0].is_absolute() && is_source(&named[0]);
    let begins = named.is_empty() && !is_read || is_dropped;
    (begins && has_desktop()).then(|| {
        let open = [std::ffi::OsString::from("open")];
        args.iter().take(1).cloned().chain(open).chain(args.iter().skip(1).cloned()).collect()
    })
}

/// Returns whether a path is what `open` takes: a folder, or a file with a sheet's ending.
fn is_source(path: &std::path::Path) -> bool {
    use crate::disk::{Disk, RealDisk};
    let has_ending = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    RealDisk.kind(path).is_ok_and(|_| has_ending || path.is_dir())
}

/// Windows and macOS have a desktop; elsewhere one says so in the environment.
fn has_desktop() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|it| !it.is_empty());
    cfg!(any(windows, target_os = "macos")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
