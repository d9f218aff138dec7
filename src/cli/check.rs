//! `mokuhyo check`: read and judge; with `--fix`, mend first what is mechanical.

use std::path::Path;

use super::args::CheckArgs;
use super::console::Console;
use super::status::ExitStatus;
use super::unfinished::tell_unfinished;
use crate::disk::{Disk, RealDisk, Unreplaced};
use crate::edit::{Fixed, Proof, fixed};
use crate::finding::{Finding, Message};
use crate::read::{Reader, RunError, bounds};
use crate::report::Report;
use crate::rules::{CheckedCollection, FileKind, Rules, is_short_of_threads};
use crate::source::{Digest, Edit, Source};

/// The most rounds of mending: mends that meet are made one after the other.
const ROUNDS: usize = 8;

/// Judges what the PATHs select and tells it.
pub(super) fn run(args: &CheckArgs, console: &Console) -> ExitStatus {
    tell_unfinished(&args.sources.paths, console);
    if is_short_of_threads() {
        console.mention(&few_threads());
    }
    let (reader, rules) = (Reader::new(), Rules::new());
    let checked = || CheckedCollection::to_check(&RealDisk, &reader, &rules, &args.sources.paths);
    let mut judged = checked();
    let mut run_errors = Vec::new();
    if args.fix {
        let mut mended = 0;
        for _ in 0..ROUNDS {
            let Ok(found) = &judged else { break };
            let round = mend(found, &reader);
            mended += round.places;
            let is_over = round.is_over();
            // One that stays is told again by the last round.
            run_errors = round.run_errors;
            if is_over {
                break;
            }
            judged = checked();
        }
        console.mention(&Message::new(
            format!("{mended}か所を直しました。"),
            format!("{mended} places mended."),
        ));
    }
    match judged {
        Ok(mut checked) => {
            run_errors.append(&mut checked.run_errors);
            console.close(Report::of_survey(&checked), &run_errors, None)
        }
        Err(run_errors) => console.give_up(&run_errors),
    }
}

fn few_threads() -> Message {
    Message::new(
        "このコンピューターで同時に動かせる処理の数の上限に達しているので、1枚ずつ時間をかけて調べます。",
        "The system starts no more threads, so the sheets are checked one by one.",
    )
}

/// What a round of mending came to.
#[derive(Debug, Default)]
struct Round {
    /// How many places were mended.
    places: usize,
    /// The sources that could not be written.
    run_errors: Vec<RunError>,
}

impl Round {
    /// Whether a further round would come to nothing else. A source that another program saved meanwhile is
    /// judged and mended anew.
    fn is_over(&self) -> bool {
        let has_changed =
            |run_error: &RunError| matches!(run_error, RunError::Unreplaced(_, Unreplaced::Changed));
        self.places == 0 && !self.run_errors.iter().any(has_changed)
    }
}

/// A source with findings, as it was judged.
struct JudgedFiles<'a> {
    kind: FileKind,
    path: &'a Path,
    digest: Digest,
    source: &'a Source,
    findings: &'a [Finding],
}

/// Every source whose findings are reported: selected sheets, settings and dictionaries.
fn judged(checked: &CheckedCollection) -> impl Iterator<Item = JudgedFiles<'_>> {
    let sheets = checked.selected().map(|sheet| JudgedFiles {
        kind: FileKind::Sheet,
        path: &sheet.file.path,
        digest: sheet.digest,
        source: &sheet.source,
        findings: &sheet.findings,
    });
    let files = checked.settings.iter().map(|file| JudgedFiles {
        kind: file.kind,
        path: &file.path,
        digest: file.digest,
        source: &file.source,
        findings: &file.findings,
    });
    sheets.chain(files)
}

/// Mends every source whose findings are reported.
fn mend(checked: &CheckedCollection, reader: &Reader) -> Round {
    let mut round = Round::default();
    for judged in judged(checked) {
        match mend_source(&judged, reader) {
            Ok(places) => round.places += places,
            Err(run_error) => round.run_errors.push(run_error),
        }
    }
    round
}

/// Mends a source; returns the number of places.
fn mend_source(judged: &JudgedFiles, reader: &Reader) -> Result<usize, RunError> {
    let &JudgedFiles { kind, path, digest, source, findings } = judged;
    let shown = || source.path.to_string();
    if findings.iter().all(|finding| finding.certain_edits().is_empty()) {
        return Ok(0);
    }
    let bytes = RealDisk.read_source(path).map_err(|error| RunError::Unreadable(shown(), error))?;
    // A file that changed since it was judged has other spans.
    if Digest::of(&bytes) != digest {
        return Err(RunError::Unreplaced(shown(), Unreplaced::Changed));
    }
    // What is written is read first: a mend must not cost a source.
    let proof = Proof::of(reader, kind, &source.path, &bytes);
    let sound = |mended: &[u8], edits: &[&Edit]| proof.holds(mended, edits);
    let Some(Fixed { bytes: mended, places }) = fixed(&bytes, source, findings, sound) else {
        return Ok(0);
    };
    let within = bounds(&RealDisk, path.parent().unwrap_or(path));
    let replaced = RealDisk.replace(path, &within, digest, &mended);
    replaced.map_err(|why| RunError::Unreplaced(shown(), why))?;
    Ok(places)
}
