//! The results of `roll`, for people and for programs.

use std::fmt::Write;

use super::Status;
use super::json::{JsonOutput, JsonReport, JsonSheet, JsonSpot, status_name, written};
use super::state_labels::{state_name, state_words};
use crate::edit::roll::{PlaceToCheck, Plan, PlannedSheet};
use crate::finding::{Lang, Message, counted, plain};
use crate::pipeline::State;
use crate::sheet::FiscalYear;

/// Formats the plan as the JSON object of `check` and `build`, with additional keys for sheets.
pub fn roll_json(plan: &Plan) -> String {
    let sheets = plan.sheets.iter().map(json_sheet).collect();
    let copies = plan.copies.iter().chain(&plan.settings).map(|copy| copy.shown.as_str()).collect();
    written(&JsonReport { sheets, copies: Some(copies), ..JsonReport::empty() })
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

fn json_spot(spot: &PlaceToCheck) -> JsonSpot<'_> {
    JsonSpot { field: spot.field.to_string(), line: spot.line, text: &spot.text }
}

/// Formats the new files for people: the number of values carried over, missing results, and texts to review.
pub fn rolled_sheets(plan: &Plan, to: FiscalYear, lang: Lang) -> String {
    let mut out = String::new();
    let made = state_words(State::Built);
    for copy in &plan.copies {
        let as_it_is = Message::new("(写し)", " (a copy)");
        write_line(&mut out, &format!("{} {}{}", made.get(lang), copy.shown, as_it_is.get(lang)));
    }
    for settings in &plan.settings {
        write_line(&mut out, &format!("{} {} (公開: しない)", made.get(lang), settings.shown));
    }
    for sheet in &plan.sheets {
        write_line(&mut out, &format!("{} {}", made.get(lang), sheet.new.shown));
        write_sheet(&mut out, sheet, to, lang);
    }
    out
}

fn write_sheet(out: &mut String, sheet: &PlannedSheet, to: FiscalYear, lang: Lang) {
    let rolled = &sheet.rolled;
    let last = to.before(1).short();
    let carried = Message::new(
        format!("結果を{last}実績に移しました: {}件", rolled.carried),
        format!("結果 copied to {last}実績: {}", rolled.carried),
    );
    let missing = Message::new(
        format!("結果がまだなく、{last}実績が空です: {}件", rolled.missing.len()),
        format!("No 結果 yet, so {last}実績 is empty: {}", rolled.missing.len()),
    );
    let dated = Message::new(
        format!("{last}以前の年が書かれています。このままでよいか見てください: {}件", rolled.dated.len()),
        format!("Years up to {last} are mentioned; check whether they should stay: {}", rolled.dated.len()),
    );
    if rolled.carried > 0 {
        write_line(out, &format!("  {}", carried.get(lang)));
    }
    write_spots(out, missing.get(lang), &sheet.old, &rolled.missing);
    write_spots(out, dated.get(lang), &sheet.new.shown, &rolled.dated);
}

/// Writes places below a heading, each as `path:line`, which terminals and editors recognize as a link.
fn write_spots(out: &mut String, head: &str, path: &str, spots: &[PlaceToCheck]) {
    if !spots.is_empty() {
        write_line(out, &format!("  {head}"));
    }
    for PlaceToCheck { field, line, text } in spots {
        let named = if text.is_empty() { String::new() } else { format!(": {text}") };
        write_line(out, &format!("    {}:{line} {}{named}", path, field.label_path()));
    }
}

fn write_line(out: &mut String, line: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{}", plain(line));
}

/// Returns the closing line.
pub fn roll_summary(plan: &Plan, to: FiscalYear) -> Message {
    let sheets = plan.sheets.len();
    let carried: usize = plan.sheets.iter().map(|sheet| sheet.rolled.carried).sum();
    let missing: usize = plan.sheets.iter().map(|sheet| sheet.rolled.missing.len()).sum();
    Message::new(
        format!("{to}のシートを{sheets}枚作りました: 実績に移した結果 {carried}件、まだない結果 {missing}件"),
        format!(
            "Created {} of {to}: {} copied, {missing} missing",
            counted(sheets, "sheet"),
            counted(carried, "result")
        ),
    )
}
