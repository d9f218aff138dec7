//! `mokuhyo check`: checks the sheets. With `--fix`, applies certain edits first.

use std::path::Path;

use super::args::CheckArgs;
use super::console::Console;
use super::status::ExitStatus;
use super::unfinished::report_unfinished;
use crate::disk::{Disk, RealDisk, ReplaceError, WritableDisk};
use crate::edit::{Fixed, MendVerifier, fixed};
use crate::finding::{Finding, Message, counted};
use crate::read::{Reader, RunError, bounds};
use crate::report::Report;
use crate::rules::{CheckedCollection, FileKind, Rules, is_short_of_threads};
use crate::source::{Digest, Edit, Source};

/// The most rounds of `--fix`. Overlapping edits are applied in successive rounds.
const ROUNDS: usize = 8;

/// Checks the files that the PATHs select and prints the findings.
pub(super) fn run(args: &CheckArgs, console: &Console) -> ExitStatus {
    report_unfinished(&args.sources.paths, console);
    if is_short_of_threads() {
        console.mention(&few_threads());
    }
    let (reader, rules) = (Reader::new(), Rules::new());
    let checked = || CheckedCollection::to_check(&RealDisk, &reader, &rules, &args.sources.paths);
    let mut result = checked();
    let mut run_errors = Vec::new();
    if args.fix {
        let mut mended = 0;
        for _ in 0..ROUNDS {
            let Ok(found) = &result else { break };
            let round = mend(found, &reader);
            mended += round.places;
            let is_over = round.is_over();
            // Errors of an earlier round are superseded by those of the last.
            run_errors = round.run_errors;
            if is_over {
                break;
            }
            result = checked();
        }
        console.mention(&Message::new(
            format!("{mended}か所を直しました。"),
            format!("Corrected {}.", counted(mended, "place")),
        ));
    }
    match result {
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
        "The system's limit of threads is reached, so the sheets are checked one by one.",
    )
}

/// The result of a round of `--fix`.
#[derive(Debug, Default)]
struct FixRound {
    /// The number of places that were corrected.
    places: usize,
    /// The sources that could not be written.
    run_errors: Vec<RunError>,
}

impl FixRound {
    /// Returns whether another round would change nothing. A source that another program saved meanwhile is
    /// checked and fixed again.
    fn is_over(&self) -> bool {
        let has_changed =
            |run_error: &RunError| matches!(run_error, RunError::Unreplaced(_, ReplaceError::Changed));
        self.places == 0 && !self.run_errors.iter().any(has_changed)
    }
}

/// A source with its findings.
struct CheckedFile<'a> {
    kind: FileKind,
    path: &'a Path,
    digest: Digest,
    source: &'a Source,
    findings: &'a [Finding],
}

/// Returns all sources whose findings are reported: selected sheets, settings and dictionaries.
fn checked_files(checked: &CheckedCollection) -> impl Iterator<Item = CheckedFile<'_>> {
    let sheets = checked.selected().map(|sheet| CheckedFile {
        kind: FileKind::Sheet,
        path: &sheet.file.path,
        digest: sheet.digest,
        source: &sheet.source,
        findings: &sheet.findings,
    });
    let files = checked.settings.iter().map(|file| CheckedFile {
        kind: file.kind,
        path: &file.path,
        digest: file.digest,
        source: &file.source,
        findings: &file.findings,
    });
    sheets.chain(files)
}

/// Applies the certain edits of all sources whose findings are reported.
fn mend(checked: &CheckedCollection, reader: &Reader) -> FixRound {
    let mut round = FixRound::default();
    for file in checked_files(checked) {
        match mend_source(&file, reader) {
            Ok(places) => round.places += places,
            Err(run_error) => round.run_errors.push(run_error),
        }
    }
    round
}

/// Applies the certain edits of a source and returns the number of places.
fn mend_source(file: &CheckedFile, reader: &Reader) -> Result<usize, RunError> {
    let &CheckedFile { kind, path, digest, source, findings } = file;
    let shown = || source.path.to_string();
    if findings.iter().all(|finding| finding.certain_edits().is_empty()) {
        return Ok(0);
    }
    let bytes = RealDisk.read_source(path).map_err(|error| RunError::Unreadable(shown(), error))?;
    // The spans are those of the checked text. They do not apply to a file that changed since.
    if Digest::of(&bytes) != digest {
        return Err(RunError::Unreplaced(shown(), ReplaceError::Changed));
    }
    // The edited text is read before it is written, so that an edit can never damage a source.
    let proof = MendVerifier::of(reader, kind, &source.path, &bytes);
    let sound = |mended: &[u8], edits: &[&Edit]| proof.holds(mended, edits);
    let Some(Fixed { bytes: mended, places }) = fixed(&bytes, source, findings, sound) else {
        return Ok(0);
    };
    let within = bounds(&RealDisk, path.parent().unwrap_or(path));
    let replaced = RealDisk.replace(path, &within, digest, &mended);
    replaced.map_err(|reason| RunError::Unreplaced(shown(), reason))?;
    Ok(places)
}
