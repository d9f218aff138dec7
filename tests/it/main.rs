//! The tests that go through whole layers, in one binary: each would link Typst anew.

#![expect(unreachable_pub, reason = "the modules of one binary")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "tests look at files beside the program")]

mod batch;
mod blank;
mod booklet;
#[path = "../../src/source/cases.rs"]
mod cases;
mod circles;
mod cli;
mod collection;
mod data;
mod data_cells;
mod diff;
mod diff_paper;
mod docs;
mod drafts;
mod evaluated;
mod faults;
mod field;
mod formats;
mod fuzz;
mod ground;
mod ground_names;
mod growth;
mod guide;
mod hostile;
mod interrupted;
mod layers;
mod names;
mod numbers;
mod obedient;
mod open;
mod open_sheets;
mod opened;
mod original;
mod own_files;
mod paper;
mod pdf;
mod pictures;
mod process;
mod programs;
mod proof;
mod proof_draft;
mod proof_lines;
mod proof_paper;
mod prose;
mod redline;
mod release;
mod right;
mod roll;
mod roll_killed;
mod roll_random;
mod runs;
mod session_killed;
mod settings;
mod slips;
mod sources;
mod stress;
mod support;
mod tree;
mod trend;
mod unlisted;
mod unreadable;
mod web;
mod web_pages;
mod workers;
