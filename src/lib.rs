//! `mokuhyo` reads the YAML that each department of a Japanese city keeps about its goals for the year,
//! judges it, and prints it through Typst as the city's own form, the 組織目標管理シート; beside it stand the
//! ward's booklet, web pages and open data.
//!
//! # The floors
//!
//! Imports point down only; rooms on one floor import each other only where this table says so. A test
//! reads the `use crate::` lines and fails on an import that points up.
//!
//! | floor | room | |
//! |---|---|---|
//! | 8 | `main.rs` | arguments in, exit status out |
//! | 7 | [`cli`] | arguments, one file a command; the only floor that prints |
//! | 6 | [`report`] | findings, results and events → human, json, sarif, github, junit, progress |
//! |   | [`server`] | `mokuhyo open`: HTTP on 127.0.0.1, its guard, its page; the only room that names axum and tokio |
//! | 5 | [`press`] | plan (what to make) → job (one output) → batch (all); manifest, verify, shard; emits events |
//! |   | [`session`] | sheets while somebody writes them: revisions, undo, saving, conflicts; no HTTP (may import `press`) |
//! | 4 | [`edition`] | a view → bytes: sheet and booklet, proof, web, data, comparison (may import `typeset`) |
//! |   | [`typeset`] | the only room that names Typst: world, marks, handover, fit, inspect, export |
//! | 3 | [`view`] | model + settings → every word of sheet, booklet, trend, proof, web, data; the templates' contract |
//! |   | [`diff`] | two models → differences: matching, phrases; the words of their tables (may import `view`) |
//! |   | [`edit`] | edits of a source at its spans: of one value, `--fix`, next year's sheets of `roll`; the skeletons of `new` |
//! | 2 | [`rules`] | one file a rule or a tight family; the survey of a collection (may import `read`) |
//! |   | [`read`] | text → tree → schema → pruned model with spans; the files of a collection |
//! | 1 | [`sheet`] | the model: department, ward, settings, fiscal year, era date, the derived schema |
//! |   | [`yaml`] | text → spanned nodes; the only room that names the YAML crate |
//! |   | [`fonts`] | the bundled files and their coverage |
//! |   | [`linebreak`] | where lines of Japanese text may end: phrases, words, numbers |
//! |   | [`disk`] | the only room that opens files; atomic writes, locks; a twin in memory for tests |
//! |   | [`git`] | the only room that runs `git`: files at a revision (may import `disk`) |
//! | 0 | [`source`] | file, line index, span, text with a span, hash |
//! |   | [`path`] | paths and names, on every system |
//! |   | [`finding`] | rule, severity, words in two languages, field (may import `source`) |
//!
//! # The way of the data
//!
//! Sources → `read` → `rules` → `view` → `typeset` and `edition` → `press` writes → `report` speaks. A
//! command is a prefix of that way: `check` stops after `rules`. Problems are data and accumulate:
//! nothing stops at the first one unless going on is meaningless.

pub mod cli;
pub mod diff;
pub mod disk;
pub mod edit;
pub mod edition;
pub mod finding;
pub mod fonts;
pub mod git;
pub mod linebreak;
pub mod path;
pub mod press;
pub mod read;
pub mod report;
pub mod rules;
pub mod server;
pub mod session;
pub mod sheet;
pub mod source;
pub mod typeset;
pub mod view;
pub mod yaml;
