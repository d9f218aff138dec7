//! `mokuhyo roll`: next year's sheets from this year's.

use std::process::ExitCode;

use super::args::{Format, RollArgs};
use super::console::Console;
use crate::disk::RealDisk;
use crate::finding::Severity;
use crate::press::State;
use crate::read::{Collection, Reader, Trouble, with_ending};
use crate::report::{FileReport, Report, roll_json, roll_summary, rolled_sheets};
use crate::revise::roll::{Plan, PlanError, Target};
use crate::rules::{Rules, Survey};
use crate::source::Source;

/// Writes next year's sheets of DIR, all of them or none.
pub(super) fn run(args: &RollArgs, console: &Console) -> ExitCode {
    let (reader, rules) = (Reader::new(), Rules::new());
    let paths = [with_ending(&RealDisk, &args.path)];
    let survey = match Survey::of(&RealDisk, &reader, &rules, &paths) {
        Ok(survey) => survey,
        Err(troubles) => return console.give_up(&troubles),
    };
    let stopped = stopped(&survey, console.deny_warnings);
    if !stopped.files.is_empty() || !survey.troubles.is_empty() {
        return console.close(&stopped, &survey.troubles, None);
    }
    let target = Target { path: &paths[0], to: args.to, out: args.out.as_deref() };
    let collection = match Collection::open(&RealDisk, &reader, &paths) {
        Ok(collection) => collection,
        Err(troubles) => return console.give_up(&troubles),
    };
    match Plan::of(&RealDisk, &collection, &target) {
        Ok(plan) => write(&plan, args, console),
        Err(errors) => refuse(errors, console),
    }
}

/// What keeps sheets from being rolled, in them and in the settings that govern them: what `check` does not
/// accept is mended first.
fn stopped(survey: &Survey, deny_warnings: bool) -> Report<'_> {
    let mut report = Report::of_survey(survey);
    // Settings of other folders are nobody's business here.
    let governors_fail = survey.selected().any(|sheet| sheet.governed.fail);
    report.files.retain(|file| file.is_sheet || governors_fail);
    for file in &mut report.files {
        file.findings.retain(|finding| deny_warnings || finding.severity == Severity::Error);
    }
    report.files.retain(|file| !file.findings.is_empty());
    report
}

fn refuse(errors: Vec<PlanError>, console: &Console) -> ExitCode {
    let (mut troubles, mut status) = (Vec::new(), ExitCode::from(1));
    for error in errors {
        match error {
            PlanError::Odd(words) => drop(console.refuse(&words)),
            PlanError::Refused(words) => status = console.refuse(&words),
            PlanError::Trouble(trouble) => troubles.push(trouble),
        }
    }
    if !troubles.is_empty() {
        return console.give_up(&troubles);
    }
    if console.format == Format::Json {
        // A program gets its object all the same.
        console.report(&Report::default());
    }
    status
}

fn write(plan: &Plan, args: &RollArgs, console: &Console) -> ExitCode {
    if let Err(trouble) = plan.write(&RealDisk) {
        return give_up(trouble, console);
    }
    let status = match console.format {
        Format::Human => console.print(&rolled_sheets(plan, args.to, console.lang)),
        Format::Json => console.print(&roll_json(plan)),
        // To the others the new files are outputs like any other.
        _ => told(plan, console),
    };
    console.mention(&roll_summary(plan, args.to));
    status
}

fn give_up(trouble: Trouble, console: &Console) -> ExitCode {
    let status = console.give_up(&[trouble]);
    console.mention(&crate::finding::Words::new(
        "何も作っていません。元のシートはそのままです。",
        "Nothing was made, and the old sheets are as they were.",
    ));
    status
}

fn told(plan: &Plan, console: &Console) -> ExitCode {
    let sources: Vec<Source> = plan.sheets.iter().map(|sheet| Source::new(sheet.old.clone(), "")).collect();
    let file = |(sheet, source)| {
        let new: &crate::revise::roll::PlannedSheet = sheet;
        let outputs = vec![(new.new.shown.as_str(), State::Built)];
        FileReport { source, is_sheet: true, findings: Vec::new(), outputs }
    };
    let files = plan.sheets.iter().zip(&sources).map(file).collect();
    console.report(&Report { files, ..Report::default() })
}
