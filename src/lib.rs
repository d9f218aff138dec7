//! `mokuhyo` reads the YAML files in which the departments of a Japanese city keep their goals for a fiscal
//! year, checks them, and typesets them with Typst as the city's own form, the 組織目標管理シート. It also
//! writes the ward's booklet, web pages and open data.
//!
//! # Layers
//!
//! Imports point down only. Modules of one layer import each other only where this table says so. The test
//! `tests/it/layers.rs` reads every `crate::` path outside comments and fails on an import that points up, or aside
//! where this table does not allow it.
//!
//! | layer | module | contents |
//! |---|---|---|
//! | 8 | `main.rs` | passes the arguments in and the exit status out |
//! | 7 | [`cli`] | arguments, one file per command; the only layer that prints |
//! | 6 | [`report`] | findings, results and events → human, json, sarif, github, junit, progress |
//! |   | [`server`] | `mokuhyo open`: HTTP on 127.0.0.1, its guard, its page; the only module that uses axum and tokio |
//! | 5 | [`pipeline`] | plan (which outputs) → job (one output) → batch (all); manifest, verify, shard; emits events |
//! |   | [`session`] | sheets that are being edited: revisions, undo, saving, conflicts; no HTTP (may import `pipeline`) |
//! | 4 | [`edition`] | a view → bytes: sheet and booklet, proof, web, data, comparison (may import `typeset`) |
//! |   | [`typeset`] | the only module that uses Typst: world, source map, Typst values, fitting, inspection, export |
//! | 3 | [`view`] | model and settings → every text of sheet, booklet, trend, proof, web, data: what the templates receive |
//! |   | [`diff`] | two models → their differences; the texts of the comparison tables (may import `view`) |
//! |   | [`edit`] | edits of a source at its spans: of one value, of `--fix`, of `roll`; the skeletons of `new` |
//! | 2 | [`rules`] | one file per rule or family of rules; the checks of a whole collection (may import `read`) |
//! |   | [`read`] | text → tree → schema → pruned model with spans; the files of a collection |
//! | 1 | [`sheet`] | the model: department, ward, settings, fiscal year, era date, the derived schema |
//! |   | [`yaml`] | text → spanned nodes; the only module that uses the YAML crate |
//! |   | [`fonts`] | the bundled font files and the characters that they cover |
//! |   | [`linebreak`] | the places at which a line of Japanese text may end (may import `sheet`) |
//! |   | [`disk`] | the only module that opens files: atomic writes, locks, and an in-memory disk for tests |
//! |   | [`git`] | the only module that runs `git`: files at a revision (may import `disk`) |
//! | 0 | [`source`] | file, line index, span, text with a span, digest |
//! |   | [`path`] | paths and names, on every system |
//! |   | [`finding`] | rule, severity, message in two languages, field (may import `source`) |
//!
//! # How data flows
//!
//! Sources → `read` → `rules` → `view` → `typeset` and `edition` → `pipeline` writes → `report` prints. Each
//! command runs a part of that chain from its beginning: `check` stops after `rules`. Problems are values and
//! accumulate: a stage stops at its first problem only where everything after it would be meaningless.
//!
//! # Glossary
//!
//! Code calls the parts of the form by these words, and by no others.
//!
//! | on the form | in code |
//! |---|---|
//! | 組織目標管理シート | sheet |
//! | 課, 組織 | section; the sheet of one is a department's sheet, [`sheet::Department`] |
//! | 部 | division |
//! | 区 | ward; its own page is [`sheet::Ward`] |
//! | 年度 | fiscal year, [`sheet::FiscalYear`] |
//! | 区の重点目標, 部区組織目標 | ward goal |
//! | 重点目標, 組織目標 | goal |
//! | 主な取組 | main action |
//! | 取組 | action |
//! | 指標, 項目 | indicator, item |
//! | 単位 | unit |
//! | 実績 | actual |
//! | 目標 (of an indicator) | target |
//! | 結果 | result |
//! | 達成状況 | status |
//! | 取り組みについて, 取組結果 | plan, outcome |
//! | 評価, 評価区分 | evaluation, evaluation scale |
//! | 補足 | note |
//! | 作成日, 修正日 | date of creation, date of revision |
//! | 決裁, 校正刷 | approval, proof |
//! | 見え消し, 新旧対照表, 正誤表 | redline, comparison table, corrigenda |
//! | 冊子 | booklet |

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
pub mod pipeline;
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
