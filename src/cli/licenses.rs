//! `mokuhyo licenses`: prints the licences of the program, its fonts and its crates.

use super::console::Console;
use super::status::ExitStatus;

/// The program's own licences, and the notices that `third-party.py` collects for the crates in Cargo.lock.
const TEXTS: [&str; 3] = [
    include_str!("../../LICENSE-MIT"),
    include_str!("../../LICENSE-APACHE"),
    include_str!("../../THIRD-PARTY.md"),
];

/// Prints the licences, the program's own first.
pub(super) fn run(console: &Console) -> ExitStatus {
    let own = "mokuhyo is licensed under MIT or Apache-2.0, at your choice.\n";
    console.print(format!("{own}\n{}\n", TEXTS.join("\n\n")))
}
