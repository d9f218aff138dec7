//! A cold build beside Typst's own command line, one process a sheet, and beside its binding for Python in
//! one loop, by its function `compile` and by one of its compilers for all: the same templates, fonts,
//! standards and data, distinct sheets, in one run.
//!
//! `MOKUHYO=target/dist/mokuhyo cargo bench --profile dev --bench rivals -- [SHEETS]` (300 without a number;
//! `MOKUHYO` is the binary that is measured). It wants `typst` 0.15 (`TYPST` names another) and a `python3`
//! (`PYTHON`) that has the package `typst`; a rival that is not there is left out aloud.
//!
//! The rivals take the fonts as they are published. The command line also takes them as ours holds them, without
//! their hints, which makes its sheets cheaper as it does ours.
//!
//! All make the departments' sheets and nothing else. The rivals get their data as JSON, since they take no
//! typed values, and ready to be printed; ours are read and judged as well. The binding for Python cannot be
//! asked for the cells that head a row, so its templates go without them.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench that cannot go on has failed"
)]
#![expect(clippy::disallowed_methods, reason = "the bench writes its own sheets")]

mod folder;
mod sheets;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::mem;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use mokuhyo::fonts;
use mokuhyo::read::Reader;
use mokuhyo::sheet::{Model, Settings};
use mokuhyo::view;
use serde_json::{Value, json};

/// The command line's share is split in as many, a build of ours before each.
const TURNS: usize = 5;

const STANDARDS: &str = "a-2a,ua-1";

/// The folder of the fonts as ours holds them: without their hints.
const UNHINTED: &str = "unhinted";

fn main() {
    let count: usize = env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(300);
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    folder::write(folder, departments(count).into_iter().chain([settings()]));
    lay_out(folder, count);
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let each = |time: Duration| time.as_secs_f64() * 1000.0 / count as f64;
    // In turn, since machines have good and bad minutes; and into new folders: where many files went before, a
    // file system takes longer to make new ones.
    let (mut ours, mut commands) = (Vec::new(), [Some(Duration::ZERO); 2]);
    for turn in 0..TURNS {
        ours.push(ours_of(folder, &format!("ours-{turn}")));
        let share = count * turn / TURNS..count * (turn + 1) / TURNS;
        for (fonts, all) in ["fonts", UNHINTED].into_iter().zip(&mut commands) {
            *all = all.zip(command_line(folder, fonts, share.clone())).map(|(all, some)| all + some);
        }
    }
    let functions = python(folder, "function");
    let compiler = python(folder, "compiler");
    ours.push(ours_of(folder, "ours-last"));
    let ours = ours.iter().sum::<Duration>() / u32::try_from(ours.len()).unwrap();
    println!("sheets: {count}");
    println!("mokuhyo build --only sheets: {:.1} ms a sheet", each(ours));
    let told = |name: &str, time: Option<Duration>| match time {
        Some(time) => println!(
            "{name}: {:.1} ms a sheet; mokuhyo takes 1/{:.1} of it",
            each(time),
            time.as_secs_f64() / ours.as_secs_f64()
        ),
        None => println!("SKIPPED: {name} is not here"),
    };
    let [commands, unhinted] = commands;
    told("the Typst command line, a process a sheet", commands);
    told("the same with fonts without hints", unhinted);
    told("the Typst binding for Python, typst.compile in a loop", functions);
    told("the Typst binding for Python, one typst.Compiler in a loop", compiler);
}

/// The departments' sheets, as paths and texts.
fn departments(count: usize) -> Vec<(String, String)> {
    sheets::collection(count).into_iter().filter(|(path, _)| path.contains("section")).collect()
}

/// Settings of sheets whose wards have no page.
fn settings() -> (String, String) {
    ("sheets/mokuhyo.yaml".to_owned(), "発行者: 市役所\n規則:\n  ward-missing: off\n".to_owned())
}

/// Templates, fonts and data as the rivals take them.
fn lay_out(folder: &Path, count: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (from, to) in [("templates", "templates"), ("fonts", "fonts"), ("benches/rivals", ".")] {
        fs::create_dir_all(folder.join(to)).unwrap();
        for entry in fs::read_dir(root.join(from)).unwrap() {
            let entry = entry.unwrap();
            // The folder of the web pages' templates is nobody's here.
            if entry.path().is_file() {
                fs::copy(entry.path(), folder.join(to).join(entry.file_name())).unwrap();
            }
        }
    }
    without_proofs(&folder.join("templates/proof.typ"));
    for name in ["data", "out", UNHINTED] {
        fs::create_dir_all(folder.join(name)).unwrap();
    }
    for (number, font) in fonts::FILES.iter().enumerate() {
        fs::write(folder.join(format!("{UNHINTED}/{number}.ttf")), font).unwrap();
    }
    let (reader, settings) = (Reader::new(), Settings::default());
    for (number, (path, text)) in departments(count).into_iter().enumerate() {
        let Some(Model::Department(sheet)) = reader.sheet(&path, text.as_bytes()).model else {
            panic!("{path} is no sheet");
        };
        let view = view::department(&sheet, &settings, sheet.latest_date());
        let mut view = serde_json::to_value(view).unwrap();
        as_templates_take_it(&mut view);
        fs::write(folder.join(format!("data/{number:05}.json")), view.to_string()).unwrap();
    }
}

/// Gives the template of proofs, which a sheet loads and does not use, some length for each that the program
/// passes to it.
fn without_proofs(template: &Path) {
    let text = fs::read_to_string(template).unwrap();
    let is_name = |c: char| c.is_ascii_lowercase() || c == '-';
    let names = text.split("lengths.").skip(1).map(|rest| rest.split(|c| !is_name(c)).next().unwrap());
    let names: BTreeSet<&str> = names.collect();
    let lengths = names.iter().fold(String::new(), |lengths, name| lengths + name + ": 1pt, ");
    assert!(text.contains("#let lengths = sys.inputs.proof"), "the template takes its lengths otherwise");
    fs::write(template, text.replace("sys.inputs.proof", &format!("({lengths})"))).unwrap();
}

/// A view as it is handed to our templates, but that a text is a text and a date three numbers.
fn as_templates_take_it(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(as_templates_take_it),
        Value::Object(map) => {
            let kebab = |(key, value): (String, Value)| (key.replace('_', "-"), value);
            *map = mem::take(map).into_iter().map(kebab).collect();
            map.values_mut().for_each(as_templates_take_it);
            if let Some(Value::Array(lines)) = map.get("lines") {
                let lines: Vec<_> = lines.iter().filter_map(Value::as_str).collect();
                let body = (!lines.is_empty()).then(|| lines.join("\n"));
                map.insert("body".to_owned(), body.into());
                map.insert("pin".to_owned(), Value::Null);
            }
            if map.contains_key("actuals") || map.contains_key("shared-status") {
                map.insert("tall".to_owned(), Value::Bool(false));
                map.insert("bookmark".to_owned(), Value::Null);
            }
            if map.contains_key("items") || map.contains_key("shared-status") {
                map.insert("part".to_owned(), Value::Null);
                map.insert("again".to_owned(), Value::Null);
            }
            if map.get("shared-status") == Some(&Value::Bool(false)) {
                map.insert("status".to_owned(), Value::Null);
            }
            if map.contains_key("goals") {
                map.insert("continued".to_owned(), json!({}));
                map.insert("pen".to_owned(), Value::Null);
                map.insert("grows".to_owned(), Value::Bool(false));
                map.insert("turns".to_owned(), Value::Bool(false));
                if let Some(narratives) = map.get_mut("narratives") {
                    *narratives = json!([narratives.take()]);
                }
                map.insert("bookmark".to_owned(), Value::Null);
                map.insert("proof".to_owned(), Value::Null);
                map.insert("is-revised".to_owned(), Value::Bool(false));
            }
            if map.get("paper") == Some(&json!("A4")) {
                map.insert("paper".to_owned(), json!("a4"));
                map.insert("mark".to_owned(), Value::Null);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn ours_of(folder: &Path, out: &str) -> Duration {
    let binary = env::var_os("MOKUHYO").unwrap_or_else(|| env!("CARGO_BIN_EXE_mokuhyo").into());
    let binary = Path::new(&binary).canonicalize().unwrap();
    let start = Instant::now();
    let status = Command::new(binary)
        .args(["build", "--only", "sheets", "--quiet", "--out", out])
        .current_dir(folder)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    start.elapsed()
}

fn command_line(folder: &Path, fonts: &str, sheets: Range<usize>) -> Option<Duration> {
    let typst = env::var("TYPST").unwrap_or_else(|_| "typst".to_owned());
    Command::new(&typst).arg("--version").stdout(Stdio::null()).status().ok()?;
    let start = Instant::now();
    for number in sheets {
        let data = format!("data=/data/{number:05}.json");
        let status = Command::new(&typst)
            .args(["compile", "--root", ".", "--font-path", fonts, "--ignore-system-fonts", "--input", &data])
            .args(["--features", "a11y-extras", "--pdf-standard", STANDARDS, "main.typ"])
            .arg(format!("out/{number:05}.pdf"))
            .current_dir(folder)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "typst compile: {number}");
    }
    Some(start.elapsed())
}

/// The time that the loop itself took: Python's start is not counted, nor is the making of a compiler that
/// serves all sheets.
fn python(folder: &Path, way: &str) -> Option<Duration> {
    let shared = folder.join("templates/shared.typ");
    let templates = fs::read_to_string(&shared).unwrap();
    let without = templates.replace("pdf.header-cell.with(scope: \"row\")", "cell => cell");
    assert!(without.contains("row-header = cell => cell"), "the templates name such cells otherwise");
    fs::write(&shared, without).unwrap();
    let python = env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = Command::new(&python).args(["-c", "import typst"]).stderr(Stdio::null()).status();
    there.ok().filter(ExitStatus::success)?;
    let output = Command::new(python).arg(folder.join("loop.py")).arg(folder).arg(way).output().unwrap();
    let (told, complaint) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let seconds = told.trim().parse().unwrap_or_else(|_| panic!("{way}: {complaint}"));
    Some(Duration::from_secs_f64(seconds))
}
