//! What a roll carried and what it lacked, for people and for programs.

use std::fmt::Write;

use super::Status;
use super::json::{JsonOutput, JsonSheet, JsonSpot, Root, status_name, written};
use super::state_labels::{state_name, state_words};
use crate::edit::roll::{Plan, PlannedSheet, Spot};
use crate::finding::{Lang, Message, counted, plain};
use crate::pipeline::State;
use crate::sheet::FiscalYear;

/// Returns what was written as the JSON object of `check` and `build`, with more to a sheet.
pub fn roll_json(plan: &Plan) -> String {
    let sheets = plan.sheets.iter().map(json_sheet).collect();
    let copies = plan.copies.iter().chain(&plan.settings).map(|copy| copy.shown.as_str()).collect();
    written(&Root { sheets, copies: Some(copies), ..Root::empty() })
}

fn json_sheet(sheet: &PlannedSheet) -> JsonSheet<'_> {
    JsonSheet {
        path: &sheet.old,
        status: status_name(Status::Clean),
        outputs: vec![JsonOutput { path: &sheet.new.shown, state: state_name(State::Built) }],
        carried: Some(sheet.rolled.carried),
        missing: Some(sheet.rolled.missing.iter().map(json_spot).collect()),
        dated: Some(sheet.rolled.dated.iter().map(json_spot).collect()),
    }
}

fn json_spot(spot: &Spot) -> JsonSpot<'_> {
    JsonSpot { field: spot.field.to_string(), line: spot.line, text: &spot.text }
}

/// Every new file for people: what was carried into it, what was not there to carry, what to look at.
pub fn rolled_sheets(plan: &Plan, to: FiscalYear, lang: Lang) -> String {
    let mut told = String::new();
    let made = state_words(State::Built);
    for copy in &plan.copies {
        let as_it_is = Message::new("(写し)", " (a copy)");
        told_line(&mut told, &format!("{} {}{}", made.get(lang), copy.shown, as_it_is.get(lang)));
    }
    for settings in &plan.settings {
        told_line(&mut told, &format!("{} {} (公開: しない)", made.get(lang), settings.shown));
    }
    for sheet in &plan.sheets {
        told_line(&mut told, &format!("{} {}", made.get(lang), sheet.new.shown));
        told_sheet(&mut told, sheet, to, lang);
    }
    told
}

fn told_sheet(told: &mut String, sheet: &PlannedSheet, to: FiscalYear, lang: Lang) {
    let rolled = &sheet.rolled;
    let last = to.before(1).short();
    let carried = Message::new(
        format!("結果を{last}実績に移しました: {}件", rolled.carried),
        format!("結果 carried into {last}実績: {}", rolled.carried),
    );
    let missing = Message::new(
        format!("結果がまだなく、{last}実績が空です: {}件", rolled.missing.len()),
        format!("No 結果 yet, so {last}実績 is empty: {}", rolled.missing.len()),
    );
    let dated = Message::new(
        format!("{last}以前の年が書かれています。このままでよいか見てください: {}件", rolled.dated.len()),
        format!("Years up to {last} are named; look whether they should stay: {}", rolled.dated.len()),
    );
    if rolled.carried > 0 {
        told_line(told, &format!("  {}", carried.get(lang)));
    }
    told_spots(told, missing.get(lang), &sheet.old, &rolled.missing);
    told_spots(told, dated.get(lang), &sheet.new.shown, &rolled.dated);
}

/// The places under a heading, each as `path:line`, which terminals and editors take for a link.
fn told_spots(told: &mut String, head: &str, path: &str, spots: &[Spot]) {
    if !spots.is_empty() {
        told_line(told, &format!("  {head}"));
    }
    for Spot { field, line, text } in spots {
        let named = if text.is_empty() { String::new() } else { format!(": {text}") };
        told_line(told, &format!("    {}:{line} {}{named}", path, field.label_path()));
    }
}

fn told_line(told: &mut String, line: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(told, "{}", plain(line));
}

/// The closing line.
pub fn roll_summary(plan: &Plan, to: FiscalYear) -> Message {
    let sheets = plan.sheets.len();
    let carried: usize = plan.sheets.iter().map(|sheet| sheet.rolled.carried).sum();
    let missing: usize = plan.sheets.iter().map(|sheet| sheet.rolled.missing.len()).sum();
    Message::new(
        format!("{to}のシートを{sheets}枚作りました: 実績に移した結果 {carried}件、まだない結果 {missing}件"),
        format!(
            "{} of {to} made: {} carried, {missing} missing",
            counted(sheets, "sheet"),
            counted(carried, "result")
        ),
    )
}
