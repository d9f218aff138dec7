//! `mokuhyo open`: serves the printed page as a form to fill in, in the browser.

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::args::OpenArgs;
use super::console::Console;
use super::interrupt;
use super::status::ExitStatus;
use super::unfinished::clear_leftovers;
use super::worker;
use crate::disk::{Disk, Kind, RealDisk, error_words};
use crate::finding::Message;
use crate::read::SETTINGS;
use crate::server::{Editor, LINGER, Server};

/// Serves the collection of a PATH until Ctrl-C, or until its last page has been closed for a while.
pub(super) fn run(args: &OpenArgs, console: &Console) -> ExitStatus {
    let status = serve(args, console);
    // The window of a double click closes with the process, and the reason of a failure with it.
    if !matches!(status, ExitStatus::Success) && has_own_console() {
        console.mention(&Message::new("Enter を押すと閉じます。", "Press Enter to close this window."));
        let _ = io::stdin().read_line(&mut String::new());
    }
    status
}

fn serve(args: &OpenArgs, console: &Console) -> ExitStatus {
    clear_leftovers(std::slice::from_ref(&args.path), console);
    let server = match Server::bind(args.port) {
        Ok(server) => server,
        Err(error) => return console.refuse(&unbound(args.port, &error)),
    };
    let stop = Arc::new(AtomicBool::new(false));
    interrupt::watch_gently(&stop);
    let address = server.address();
    console.mention(&Message::new(
        format!("ブラウザでこのアドレスを開いてください: {address}"),
        format!("Open this address in the browser: {address}"),
    ));
    console.mention(&Message::new(
        "終わるときは、ページを閉じるか、Ctrl-C を押してください。",
        "To stop, close the page or press Ctrl-C.",
    ));
    if !args.no_browser {
        browse(&address, console);
    }
    let (path, opens_files, helper) = (args.path.clone(), !args.no_browser, worker::helper(TIMEOUT));
    let served =
        server.run(move |publisher| Editor::new(path, publisher, opens_files, helper), &stop, LINGER);
    match served {
        Ok(()) => ExitStatus::Success,
        Err(error) => console.refuse(&Message::new(
            format!("サーバーを動かせません({})。", error_words(&error).ja),
            format!("The server failed: {}.", error_words(&error).en),
        )),
    }
}

/// The time limit for typesetting one output, in seconds.
const TIMEOUT: u64 = 60;

fn unbound(port: Option<u16>, error: &io::Error) -> Message {
    let words = error_words(error);
    match port {
        Some(port) => Message::new(
            format!(
                "ポート {port} は使えません({})。--port で別の番号を指定するか、--port を付けずに実行してください。",
                words.ja
            ),
            format!("Port {port} cannot be used ({}). Choose another --port, or omit it.", words.en),
        ),
        None => Message::new(
            format!("127.0.0.1 で待ち受けられません({})。", words.ja),
            format!("Cannot listen on 127.0.0.1: {}.", words.en),
        ),
    }
}

/// Opens the default browser. Where that fails, the printed address can be entered by hand.
fn browse(address: &str, console: &Console) {
    // The error of the system names its launchers and repeats the address with its token, so it is left out.
    if open::that_detached(address).is_err() {
        console.mention(&Message::new(
            "ブラウザを開けませんでした。上のアドレスを、ブラウザのアドレス欄に入れてください。",
            "The browser could not be opened. Enter the address above in a browser.",
        ));
    }
}

/// Returns the arguments `open [PATH]` where the program was started by a double click, or by dropping a
/// sheet on it: there is a desktop, and either no terminal and no arguments, or one absolute path, as file
/// managers pass it.
pub(super) fn by_desktop(args: &[OsString]) -> Option<Vec<OsString>> {
    let is_read = (io::stdin().is_terminal() || io::stdout().is_terminal()) && !has_own_console();
    let opens = has_desktop() && is_by_desktop(args.get(1..)?, is_read, is_source);
    opens.then(|| {
        let (program, paths) = args.split_at(1);
        // A desktop starts programs in a folder of its own choice. If it cannot be left, outputs go there.
        if let Some(home) = home(paths.first().map(Path::new)) {
            let _ = std::env::set_current_dir(home);
        }
        [program, &[OsString::from("open")], paths].concat()
    })
}

/// Returns the folder that a start by a desktop works in: that of the program where `sheets` is not here, or the one
/// that the collection of a dropped path is in, so that `out` comes to lie beside it.
fn home(path: Option<&Path>) -> Option<PathBuf> {
    match path {
        Some(path) => Some(home_of(&RealDisk, path)),
        None if RealDisk.kind(Path::new(SHEETS)).is_ok() => None,
        None => std::env::current_exe().ok()?.parent().map(Path::to_owned),
    }
}

/// The default PATH.
const SHEETS: &str = "sheets";

fn home_of(disk: &dyn Disk, path: &Path) -> PathBuf {
    let is_folder = matches!(disk.kind(path), Ok(Kind::Folder));
    let folder = if is_folder { path } else { path.parent().unwrap_or(path) };
    let is_root = |at: &&Path| {
        let is_named = at.file_name().is_some_and(|name| name == SHEETS);
        is_named || matches!(disk.kind(&at.join(SETTINGS)), Ok(Kind::File))
    };
    let root = folder.ancestors().filter(is_root).last().unwrap_or(folder);
    root.parent().unwrap_or(root).to_owned()
}

fn is_by_desktop(args: &[OsString], is_read: bool, is_source: impl Fn(&Path) -> bool) -> bool {
    match args {
        [] => !is_read,
        [path] => Path::new(path).is_absolute() && is_source(Path::new(path)),
        _ => false,
    }
}

/// Returns whether `open` accepts a path: a folder, or a file with a sheet's extension.
fn is_source(path: &Path) -> bool {
    let is_yaml = || path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    match RealDisk.kind(path) {
        Ok(Kind::Folder) => true,
        Ok(Kind::File) => is_yaml(),
        Err(_) => false,
    }
}

/// Returns whether the console belongs to this process alone: Windows opens one for a program that is
/// double-clicked.
#[cfg(windows)]
#[expect(unsafe_code, reason = "a call of the system that no crate wraps")]
fn has_own_console() -> bool {
    let mut processes = [0; 2];
    // SAFETY: the buffer holds two numbers, and the call writes at most as many as its second argument says.
    unsafe { windows_sys::Win32::System::Console::GetConsoleProcessList(processes.as_mut_ptr(), 2) == 1 }
}

#[cfg(not(windows))]
const fn has_own_console() -> bool {
    false
}

/// Returns whether there is a desktop: always on Windows and macOS, else where the environment names a
/// display.
fn has_desktop() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryDisk;

    #[test]
    fn a_double_click_and_a_dropped_sheet_open_the_page() {
        let by = |args: &[&str], is_read| {
            let args: Vec<OsString> = args.iter().map(OsString::from).collect();
            is_by_desktop(&args, is_read, |path| {
                path.extension().is_some_and(|extension| extension == "yaml")
            })
        };
        let dropped = if cfg!(windows) { "C:\\sheets\\a.yaml" } else { "/sheets/a.yaml" };
        assert!(by(&[], false) && by(&[dropped], false) && by(&[dropped], true));
        // In a terminal this is a call without a command, and a typed path is not a drop.
        assert!(!by(&[], true) && !by(&["check"], false) && !by(&["a.yaml"], false));
        assert!(!by(&[dropped, dropped], false) && !by(&["--help"], false));
    }

    #[test]
    fn a_dropped_sheet_is_worked_on_beside_its_collection() {
        let disk = MemoryDisk::with(
            [
                "/town/sheets/r2/ku/a.yaml",
                "/ward/goals/mokuhyo.yaml",
                "/ward/goals/r2/ku/a.yaml",
                "/x/a.yaml",
            ]
            .map(|file| (file, "")),
        );
        for (path, home) in [
            ("/town/sheets/r2/ku/a.yaml", "/town"),
            ("/town/sheets", "/town"),
            ("/ward/goals/r2/ku/a.yaml", "/ward"),
            ("/x/a.yaml", "/"),
        ] {
            assert_eq!(home_of(&disk, Path::new(path)), Path::new(home), "{path}");
        }
    }
}
