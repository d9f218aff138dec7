//! `mokuhyo roll`: creates next year's sheets from this year's.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::args::{Format, RollArgs};
use super::console::Console;
use super::interrupt;
use super::status::ExitStatus;
use super::unfinished::report_leftovers;
use crate::disk::{DiskError, RealDisk, Recovered, error_words, from_here};
use crate::edit::roll::{Plan, PlanError, Target};
use crate::finding::{Message, Severity};
use crate::pipeline::State;
use crate::read::{Collection, Reader, with_ending};
use crate::report::{ErrorReport, FileReport, Report, roll_json, roll_summary, rolled_sheets};
use crate::rules::{CheckedCollection, Rules};
use crate::source::Source;

/// Writes next year's sheets of DIR, all of them or none.
pub(super) fn run(args: &RollArgs, console: &Console, stop: &Arc<AtomicBool>) -> ExitStatus {
    interrupt::watch_all(stop);
    let (reader, rules) = (Reader::new(), Rules::new());
    let paths = [with_ending(&RealDisk, &args.path)];
    report_leftovers(&paths, console);
    let checked = match CheckedCollection::of(&RealDisk, &reader, &rules, &paths) {
        Ok(checked) => checked,
        Err(run_errors) => return console.give_up(&run_errors),
    };
    let stopped = stopped(&checked, console.deny_warnings);
    if !stopped.files.is_empty() || !checked.run_errors.is_empty() {
        return console.close(stopped, &checked.run_errors, None);
    }
    let target = Target { path: &paths[0], to: args.to, out: args.out.as_deref() };
    let collection = match Collection::open(&RealDisk, &reader, &paths) {
        Ok(collection) => collection,
        Err(run_errors) => return console.give_up(&run_errors),
    };
    match Plan::of(&RealDisk, &collection, &target) {
        Ok(plan) => write(&plan, args, console, stop),
        Err(errors) => refuse(errors, console),
    }
}

/// Returns the findings in the sheets and their settings that prevent rolling. Sheets must pass `check`
/// first.
fn stopped(checked: &CheckedCollection, deny_warnings: bool) -> Report<'_> {
    let mut report = Report::of_survey(checked);
    // Settings of other folders do not matter.
    let governors_fail = checked.selected().any(|sheet| sheet.resolved.fail);
    report.files.retain(|file| file.is_sheet || governors_fail);
    for file in &mut report.files {
        file.findings.retain(|finding| deny_warnings || finding.severity == Severity::Error);
    }
    report.files.retain(|file| !file.findings.is_empty());
    report
}

/// Prints the errors that prevent rolling. The exit status is 1 if all of them are in the sheets, else 2.
fn refuse(errors: Vec<PlanError>, console: &Console) -> ExitStatus {
    let are_in_sheets = errors.iter().all(|error| matches!(error, PlanError::UnsupportedLayout(_)));
    let errors: Vec<ErrorReport> = errors
        .into_iter()
        .map(|error| match error {
            PlanError::UnsupportedLayout(message) | PlanError::Refused(message) => message.into(),
            PlanError::RunError(run_error) => ErrorReport::from(&run_error),
        })
        .collect();
    console.fail(&errors, if are_in_sheets { ExitStatus::Findings } else { ExitStatus::Refused })
}

fn write(plan: &Plan, args: &RollArgs, console: &Console, stop: &AtomicBool) -> ExitStatus {
    let recovered = plan.recover(&RealDisk);
    for run in &recovered {
        console.mention(&recovered_message(run));
    }
    match plan.write(&RealDisk, &recovered, stop) {
        Ok(()) => {}
        Err(_) if stop.load(Ordering::Relaxed) => {
            return console.interrupted(&nothing_made());
        }
        Err(PlanError::RunError(run_error)) => {
            let status = console.give_up(&[run_error]);
            console.mention(&nothing_made());
            return status;
        }
        Err(error) => return refuse(vec![error], console),
    }
    let status = match console.format {
        Format::Human => console.print(rolled_sheets(plan, args.to, console.lang)),
        Format::Json => console.print(roll_json(plan)),
        // In the other formats the new files are reported as outputs.
        _ => report(plan, console),
    };
    console.mention(&roll_summary(plan, args.to));
    status
}

fn nothing_made() -> Message {
    Message::new(
        "何も作っていません。元のシートはそのままです。",
        "No sheets were created, and the old sheets are unchanged.",
    )
}

/// Returns the message about an earlier run that was killed.
fn recovered_message(recovered: &Recovered) -> Message {
    match recovered {
        Recovered::Undone => Message::new(
            "途中で止まった前回の roll の、作りかけのファイルを消しました。",
            "Removed the unfinished files of an earlier roll that was interrupted.",
        ),
        Recovered::Finished { folder, taken, .. } if taken.is_empty() => {
            let folder = from_here(&RealDisk, folder);
            Message::new(
                format!("途中で止まった前回の roll の残りを「{folder}」に作り終えました。"),
                format!(
                    "Completed an earlier roll that was interrupted: the rest of its files are now in {folder}."
                ),
            )
        }
        Recovered::Finished { folder, taken, .. } => {
            let folder = from_here(&RealDisk, folder);
            let taken: Vec<String> = taken.iter().map(|path| from_here(&RealDisk, path)).collect();
            Message::new(
                format!(
                    "途中で止まった前回の roll の残りを「{folder}」に作り終えました。次のものは後からできていたので、そのままにしました: {}",
                    taken.join("、")
                ),
                format!(
                    "Completed an earlier roll that was interrupted: the rest of its files are now in {folder}. These already existed and were kept: {}",
                    taken.join(", ")
                ),
            )
        }
        Recovered::Failed(DiskError { path, error }) => {
            let path = from_here(&RealDisk, path);
            Message::new(
                format!(
                    "途中で止まった前回の roll の残り「{path}」を片付けられません({})。",
                    error_words(error).ja
                ),
                format!(
                    "Cannot remove the files that an interrupted roll left at {path}: {}.",
                    error_words(error).en
                ),
            )
        }
    }
}

fn report(plan: &Plan, console: &Console) -> ExitStatus {
    let sources: Vec<Source> = plan.sheets.iter().map(|sheet| Source::new(sheet.old.clone(), "")).collect();
    let file = |(sheet, source)| {
        let new: &crate::edit::roll::PlannedSheet = sheet;
        let outputs = vec![(new.new.shown.as_str(), State::Built)];
        FileReport { source, is_sheet: true, is_blocked: false, findings: Vec::new(), outputs }
    };
    let files = plan.sheets.iter().zip(&sources).map(file).collect();
    console.report(&Report { files, ..Report::default() })
}
