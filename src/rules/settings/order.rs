//! `unknown-sheet`: names in 並び順 that no sheet has.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::several;
use crate::finding::{Finding, Message, Rule, brief};
use crate::read::{Reading, is_same_name, plain_or_quoted, suggest};
use crate::rules::CheckedSheet;
use crate::sheet::settings::BY_GOALS;
use crate::sheet::{Items, Settings};
use crate::source::{Edit, Source, Text};

/// The settings by the folder that they are in.
type ByFolder = BTreeMap<PathBuf, Reading<Settings>>;

/// A sheet that an order may name.
struct Listed<'a> {
    /// Its file's name without the ending.
    stem: &'a str,
    /// Its 課.
    section: Option<&'a str>,
}

/// Returns the names in 並び順 that no sheet has, by the folder of the settings. `names` are those of all
/// sources, including those that could not be read.
pub(in crate::rules) fn unknown_sheets(
    settings: &ByFolder,
    sheets: &[CheckedSheet],
    names: &BTreeSet<Arc<str>>,
) -> Vec<(PathBuf, Finding)> {
    let mut found = Vec::new();
    for (folder, listed) in listed(settings, sheets) {
        let reading = &settings[folder];
        let order = reading.model.iter().filter_map(|model| model.order.as_ref());
        let texts: Vec<&Text> = order.flat_map(Items::texts).collect();
        let is_alone = texts.len() == 1;
        for text in texts {
            let typed = text.text.trim();
            let is_known = is_alone && typed == BY_GOALS
                || listed.iter().any(|sheet| is_same_name(sheet.stem, typed))
                || names.iter().any(|name| is_same_name(stem(name), typed) && !is_checked(sheets, name));
            if !is_known {
                let finding = several_names(&reading.source, text, &listed)
                    .unwrap_or_else(|| unknown(text, &listed, is_alone));
                let finding = finding.in_field(reading.field_at(text.span));
                found.push((folder.to_owned(), finding));
            }
        }
    }
    found
}

/// Returns the sheets that each settings file orders: those below it that no nearer one orders.
fn listed<'a>(settings: &'a ByFolder, sheets: &'a [CheckedSheet]) -> BTreeMap<&'a Path, Vec<Listed<'a>>> {
    let orders =
        |reading: &Reading<Settings>| reading.model.as_ref().is_some_and(|model| model.order.is_some());
    let folders: Vec<&Path> =
        settings.iter().filter(|(_, reading)| orders(reading)).map(|(folder, _)| folder.as_path()).collect();
    let mut listed: BTreeMap<&Path, Vec<Listed>> = BTreeMap::new();
    for sheet in sheets {
        // The inner come after the outer.
        if let Some(folder) = folders.iter().rev().find(|folder| sheet.file.path.starts_with(folder)) {
            let section = sheet.facts.section.as_deref();
            listed.entry(folder).or_default().push(Listed { stem: stem(&sheet.file.name), section });
        }
    }
    listed
}

fn is_checked(sheets: &[CheckedSheet], name: &Arc<str>) -> bool {
    sheets.iter().any(|sheet| sheet.file.name == *name)
}

fn stem(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Names of sheets that are not parted as a list is.
fn several_names(source: &Source, text: &Text, listed: &[Listed]) -> Option<Finding> {
    let names = several::names(text)?;
    let meant: Vec<&str> = names.iter().map(|name| meant(name, listed, false)).collect::<Option<_>>()?;
    let shown = brief(text.text.trim());
    let message = Message::new(
        format!("並び順の「{shown}」は、{}つの名前が一つの名前として読まれます。", names.len()),
        format!("並び順 reads {shown} as one name, and it holds {}.", names.len()),
    );
    let (help, edit) = several::parted(source, text, &meant);
    Some(Finding::new(Rule::UNKNOWN_SHEET, text.span, message, help).proposing(vec![edit]))
}

fn unknown(text: &Text, listed: &[Listed], is_alone: bool) -> Finding {
    let shown = brief(text.text.trim());
    let message = Message::new(
        format!("並び順の「{shown}」という名前のシートはありません。"),
        format!("並び順 names {shown}, and no sheet is called so."),
    );
    match meant(text.text.trim(), listed, is_alone) {
        Some(meant) => {
            let name = brief(meant);
            let help = Message::new(format!("もしかして: {name}"), format!("Did you mean {name}?"));
            let edit = Edit::new(text.span, plain_or_quoted(meant));
            Finding::new(Rule::UNKNOWN_SHEET, text.span, message, help).proposing(vec![edit])
        }
        None => {
            let help = Message::new(
                "課のファイルの名前を、「.yaml」を付けずに書いてください。",
                "Write the name of a sheet's file without .yaml.",
            );
            Finding::new(Rule::UNKNOWN_SHEET, text.span, message, help)
        }
    }
}

/// Returns the name that was meant: of a file with its folder or ending, of a 課, or one that is nearly so.
fn meant<'a>(typed: &str, listed: &[Listed<'a>], is_alone: bool) -> Option<&'a str> {
    let by = |same: &dyn Fn(&Listed<'a>) -> bool| {
        let mut stems = listed.iter().filter(|sheet| same(sheet)).map(|sheet| sheet.stem);
        // A name that several sheets have, as those of several wards do, is one.
        stems.next().filter(|first| stems.all(|stem| stem == *first))
    };
    let bare = bare(typed);
    let sections: Vec<&str> = listed.iter().filter_map(|sheet| sheet.section).collect();
    let stems: Vec<&str> = listed.iter().map(|sheet| sheet.stem).collect();
    let of_section = |name: &str| {
        by(&|sheet: &Listed<'a>| sheet.section.is_some_and(|section| folded(section) == folded(name)))
    };
    by(&|sheet: &Listed<'a>| folded(sheet.stem) == bare)
        .or_else(|| of_section(typed))
        .or_else(|| (is_alone && typed.starts_with(BY_GOALS)).then_some(BY_GOALS))
        .or_else(|| suggest(&bare, &stems))
        .or_else(|| of_section(suggest(typed, &sections)?))
        .or_else(|| suggest(typed, &[BY_GOALS]).filter(|_| is_alone))
}

/// Returns a file's name without its folders and its ending.
fn bare(typed: &str) -> String {
    let name = typed.rsplit(['/', '\\']).next().unwrap_or(typed);
    let folded = folded(name);
    let stem = [".yaml", ".yml"].iter().find_map(|ending| folded.strip_suffix(ending));
    stem.unwrap_or(&folded).to_owned()
}

/// Returns the key of a name that ignores case, width and composition.
fn folded(name: &str) -> String {
    name.trim().nfkc().flat_map(char::to_lowercase).collect()
}
