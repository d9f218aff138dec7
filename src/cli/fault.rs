//! Panics: every build prints a plain message and exits with status 101. The hook also runs where panics
//! abort.

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};

use super::status::ExitStatus;
use crate::finding::brief;

/// Installs the panic hook of a command.
pub(super) fn watch() {
    panic::set_hook(Box::new(|fault| {
        let message = format!(
            "エラー: mokuhyo の不具合で止まりました。できあがったものはそのまま使えます。開発者に次の1行を知らせてください。\n\
             error: mokuhyo stopped because of a bug. Outputs that were completed are intact. Report the next line to its developers.\n\
             {}\n",
            line(fault)
        );
        end(&message);
    }));
    #[cfg(debug_assertions)]
    panic_on_request();
}

/// Panics on request of a test, in debug builds.
#[cfg(debug_assertions)]
fn panic_on_request() {
    let is_requested = std::env::var_os("MOKUHYO_FAULT").is_some_and(|fault| fault == "main:");
    assert!(!is_requested, "a requested fault\n::error::");
}

/// Installs the panic hook of a worker. The parent process reports the sheet; the line printed here is for
/// developers.
pub(super) fn watch_worker() {
    panic::set_hook(Box::new(|fault| end(&format!("mokuhyo worker: {}\n", line(fault)))));
}

fn line(fault: &PanicHookInfo) -> String {
    let payload = fault.payload();
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("?");
    let place =
        fault.location().map_or_else(String::new, |place| format!("{}:{}: ", place.file(), place.line()));
    format!("mokuhyo {} {place}{}", env!("CARGO_PKG_VERSION"), brief(text))
}

#[expect(clippy::disallowed_methods, reason = "a thread that panics cannot return a status")]
fn end(message: &str) {
    // A failed write cannot be reported anywhere.
    let _ = io::stderr().write_all(message.as_bytes());
    std::process::exit(ExitStatus::Fault as i32);
}
