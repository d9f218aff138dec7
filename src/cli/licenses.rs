//! `mokuhyo licenses`: the licences of the program and of everything in it.

use super::console::Console;
use super::status::ExitStatus;

/// The program's own licences, then the notices that `third-party.py` collects from the crates in Cargo.lock.
const TEXTS: [&str; 3] = [
    include_str!("../../LICENSE-MIT"),
    include_str!("../../LICENSE-APACHE"),
    include_str!("../../THIRD-PARTY.md"),
];

/// Prints the licences, the program's own first.
pub(super) fn run(console: &Console) -> ExitStatus {
    let own = "mokuhyo is licensed under MIT or Apache-2.0, at your choice.\n";
    console.print(&format!("{own}\n{}\n", TEXTS.join("\n\n")))
}
