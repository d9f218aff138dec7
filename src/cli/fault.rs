//! A fault of our own: said in plain words, with status 101, in every build. Where a panic aborts, its hook still
//! runs first.

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};

use super::status::ExitStatus;
use crate::finding::brief;

/// Has a panic end the run in plain words.
pub(super) fn watch() {
    panic::set_hook(Box::new(|fault| {
        let told = format!(
            "エラー: mokuhyo の不具合で止まりました。できあがったものはそのまま使えます。開発者に次の1行を知らせてください。\n\
             error: mokuhyo stopped by a fault of its own. What was finished is whole. Tell its makers the next line.\n\
             {}\n",
            line(fault)
        );
        end(&told);
    }));
    #[cfg(debug_assertions)]
    asked_for();
}

/// The fault that a test asks for, in builds for developers.
#[cfg(debug_assertions)]
fn asked_for() {
    let is_asked_for = std::env::var_os("MOKUHYO_FAULT").is_some_and(|fault| fault == "main:");
    assert!(!is_asked_for, "a fault that was asked for\n::error::");
}

/// Has a panic end a worker. Who started it tells the sheet; the line here is for makers.
pub(super) fn watch_worker() {
    panic::set_hook(Box::new(|fault| end(&format!("mokuhyo worker: {}\n", line(fault)))));
}

fn line(fault: &PanicHookInfo) -> String {
    let payload = fault.payload();
    let said = payload.downcast_ref::<&str>().copied();
    let said = said.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("?");
    let place =
        fault.location().map_or_else(String::new, |place| format!("{}:{}: ", place.file(), place.line()));
    format!("mokuhyo {} {place}{}", env!("CARGO_PKG_VERSION"), brief(said))
}

#[expect(clippy::disallowed_methods, reason = "a thread that panics cannot return a status")]
fn end(told: &str) {
    // Where nobody reads it there is nobody left to tell.
    let _ = io::stderr().write_all(told.as_bytes());
    std::process::exit(ExitStatus::Fault as i32);
}
