//! `mokuhyo proof`: prints the sheets as far as they can be read, with the findings marked.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use unicode_normalization::char::is_combining_mark;

use super::args::{PrintArg, ProofArgs};
use super::console::Console;
use super::progress::Progress;
use super::state::StateArgument;
use super::status::ExitStatus;
use super::unfinished::report_unfinished;
use super::worker;
use crate::diff::State;
use crate::disk::RealDisk;
use crate::edition::{Print, Proofs};
use crate::finding::{Message, brief};
use crate::fonts::Coverage;
use crate::pipeline::{self, EarlierState, ProofPlan, Tools};
use crate::read::Reader;
use crate::report::{ErrorReport, Report};
use crate::rules::{CheckedCollection, Rules, is_control};

/// Prints the proofs of the sheets that the PATHs select, and reports the result.
pub(super) fn run(args: &ProofArgs, console: &Console, stop: &AtomicBool) -> ExitStatus {
    let coverage = Coverage::of_bundled_fonts();
    let mark = args.mark.trim();
    if let Some(refusal) = refusal(mark, &coverage) {
        return console.refuse(&refusal);
    }
    report_unfinished(&args.sources.paths, console);
    let (reader, rules) = (Reader::new(), Rules::new());
    let tools = Tools { disk: &RealDisk, reader: &reader, rules: &rules, stop };
    let mut checked = match CheckedCollection::of(&RealDisk, &reader, &rules, &args.sources.paths) {
        Ok(checked) => checked,
        Err(run_errors) => return console.give_up(&run_errors),
    };
    let mut run_errors = std::mem::take(&mut checked.run_errors);
    let against =
        match args.against.as_deref().map(|name| against(name, &args.sources.paths, &reader)).transpose() {
            Ok(against) => against,
            Err(errors) => return console.fail(&errors, ExitStatus::Refused),
        };
    let print = match args.print {
        PrintArg::Pdf => Print::Pdf,
        PrintArg::Png => Print::Png(f64::from(args.ppi)),
    };
    let plan = ProofPlan {
        out: &args.out,
        mark,
        overwrite: args.writing.overwrite,
        wide: args.paper.is_some(),
        against,
        helper: worker::helper(args.writing.timeout),
    };
    let proofs = Proofs { coverage: &coverage, print };
    let mut progress = Progress::new(console);
    let (runs, mut unwritten) =
        pipeline::proof(&checked, &plan, tools, proofs, |event| progress.report(event));
    progress.end();
    if stop.load(Ordering::Relaxed) {
        return console.interrupted(&Message::new("中断しました。", "Interrupted."));
    }
    run_errors.append(&mut unwritten);
    console.close(Report::of_proofs(&checked, &runs), &run_errors, None)
}

/// Reads the earlier state; of a revision without a path, its files at the PATHs.
fn against(name: &str, paths: &[PathBuf], reader: &Reader) -> Result<EarlierState, Vec<ErrorReport>> {
    let named = StateArgument::of(name);
    let state = match &named.path {
        Some(path) => named.read(reader, path)?,
        None => {
            let states = paths.iter().map(|path| named.read(reader, path));
            State::joined(states.collect::<Result<Vec<_>, _>>()?)
        }
    };
    // A proof against an earlier state that cannot be read would mark everything as new.
    if !state.run_errors.is_empty() {
        return Err(state.run_errors.iter().map(ErrorReport::from).collect());
    }
    let place = named.path.as_ref().or(paths.first()).map_or(Path::new("."), PathBuf::as_path);
    Ok(EarlierState { name: named.label(place)?, state })
}

/// The longest mark in characters. A longer one would be illegibly small.
const LONGEST: usize = 200;

/// Returns why a mark cannot be used, if so.
fn refusal(mark: &str, coverage: &Coverage) -> Option<Message> {
    let fault = if mark.is_empty() {
        Message::new("--mark が空です。", "--mark is empty.")
    } else if mark.chars().count() > LONGEST {
        Message::new(
            format!("--mark は{LONGEST}文字までです。"),
            format!("--mark takes at most {LONGEST} characters."),
        )
    } else if mark.chars().all(|c| is_combining_mark(c) || c.is_whitespace()) {
        // Combining marks need a base character.
        Message::new(
            "--mark に、それだけで印刷できる文字がありません。",
            "--mark needs a character that can be printed by itself.",
        )
    } else if mark.chars().any(|c| c.is_control() || is_control(c) || !coverage.has(c)) {
        let shown = brief(mark);
        Message::new(
            format!("--mark の「{shown}」に、印刷できない文字があります。"),
            format!("--mark {shown} contains characters that cannot be printed."),
        )
    } else {
        return None;
    };
    Some(fault)
}
