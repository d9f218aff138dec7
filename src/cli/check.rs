//! `mokuhyo check`: read and judge; with `--fix`, mend first what is mechanical.

use std::path::PathBuf;
use std::process::ExitCode;

use super::args::CheckArgs;
use super::console::Console;
use crate::disk::{Disk, RealDisk};
use crate::finding::{Finding, Words};
use crate::read::{Reader, Trouble};
use crate::report::Report;
use crate::revise::{Fixed, fixed};
use crate::rules::{JudgedSheet, Rules, Survey};
use crate::source::Digest;

/// The most rounds of mending: mends that meet are made one after the other.
const ROUNDS: usize = 4;

/// Judges what the PATHs select and tells it.
pub(super) fn run(args: &CheckArgs, console: &Console) -> ExitCode {
    let (reader, rules) = (Reader::new(), Rules::new());
    let survey = || Survey::of(&RealDisk, &reader, &rules, &args.sources.paths);
    let mut judged = survey();
    let mut troubles = Vec::new();
    let mut mended = 0;
    for _ in 0..if args.fix { ROUNDS } else { 0 } {
        let Ok(found) = &judged else { break };
        let places = mend(found, &reader, &mut troubles);
        if places == 0 {
            break;
        }
        mended += places;
        judged = survey();
    }
    if args.fix {
        console
            .mention(&Words::new(format!("{mended}か所を直しました。"), format!("{mended} places mended.")));
    }
    match judged {
        Ok(mut survey) => {
            troubles.append(&mut survey.troubles);
            console.close(&Report::of_survey(&survey), &troubles, None)
        }
        Err(troubles) => console.give_up(&troubles),
    }
}

/// Mends every selected sheet; how many places.
fn mend(survey: &Survey, reader: &Reader, troubles: &mut Vec<Trouble>) -> usize {
    survey.selected().map(|sheet| mend_sheet(sheet, reader, troubles)).sum()
}

fn mend_sheet(sheet: &JudgedSheet, reader: &Reader, troubles: &mut Vec<Trouble>) -> usize {
    let path: &PathBuf = &sheet.file.path;
    let source = &sheet.source;
    let bytes = match RealDisk.read(path) {
        // A file that changed since it was judged has other spans.
        Ok(bytes) if Digest::of(&bytes) == sheet.digest => bytes,
        _ => return 0,
    };
    let Some(Fixed { bytes: mended, places }) = fixed(&bytes, source, &sheet.findings) else { return 0 };
    // What is written is read first: a mend must not cost a sheet.
    let read = |bytes: &[u8]| reader.sheet(&source.path, bytes);
    let now = read(&mended);
    if now.model.is_none() || worse(&now.findings, &read(&bytes).findings) {
        return 0;
    }
    match RealDisk.write(path, &mended) {
        Ok(()) => places,
        Err(error) => {
            troubles.push(Trouble::Unwritable(source.path.to_string(), error));
            0
        }
    }
}

/// Whether reading finds more than it did before.
fn worse(now: &[Finding], before: &[Finding]) -> bool {
    now.len() > before.len()
}
