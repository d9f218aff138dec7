//! Which outputs a survey asks for, and what each is made from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Request;
use super::manifest::Ingredients;
use crate::disk::slashed;
use crate::rules::{Inputs, JudgedSheet, Survey};
use crate::sheet::EraDate;
use crate::view::document_date;

/// An output to make.
#[derive(Debug)]
pub(super) struct Output<'a> {
    /// The sheet that it is made from, and its place in the survey.
    pub(super) sheet: &'a JudgedSheet,
    pub(super) place: usize,
    /// Below `out`, `/` between the parts.
    pub(super) name: String,
    /// Where it goes.
    pub(super) path: PathBuf,
    /// As people are told it.
    pub(super) shown: String,
    /// The document's date: a ward's page bears the latest of its folder.
    pub(super) date: Option<EraDate>,
    /// What goes into it.
    pub(super) from: Ingredients,
}

impl Output<'_> {
    /// Whether what was made from `other` is what would be made now. A dictionary only judges.
    pub(super) fn is_made_from(&self, other: &Ingredients) -> bool {
        let dictionaries = self.from.inputs.dictionaries;
        self.from == Ingredients { inputs: Inputs { dictionaries, ..other.inputs }, ..*other }
    }
}

/// A PDF for every sheet that is selected and of the request's share, by name.
pub(super) fn plan<'a>(survey: &'a Survey, request: &Request) -> Vec<Output<'a>> {
    let dates = ward_dates(survey, request.undated);
    let selected = survey.sheets.iter().enumerate().filter(|(_, sheet)| sheet.file.selected);
    let outputs = selected.map(|(place, sheet)| {
        let facts = &sheet.judged.facts;
        let date = if facts.is_ward {
            dates.get(sheet.file.folder()).copied()
        } else {
            document_date(facts.latest, facts.year, request.undated)
        };
        output(place, sheet, date, request.out)
    });
    outputs.filter(|output| request.shard.has(&output.name)).collect()
}

/// The names of all outputs that a collection has: of sources that no PATH selects, and of those that cannot
/// be read now, whose last good output stays theirs.
pub(super) fn names(survey: &Survey) -> BTreeSet<String> {
    survey.names.iter().map(|name| output_name(name)).collect()
}

fn output_name(sheet: &str) -> String {
    format!("{sheet}.pdf")
}

fn output<'a>(place: usize, sheet: &'a JudgedSheet, date: Option<EraDate>, out: &Path) -> Output<'a> {
    let name = output_name(&sheet.file.name);
    let path = out.join(&name);
    let shown = slashed(&path);
    let from = Ingredients { inputs: sheet.inputs, date };
    Output { sheet, place, name, path, shown, date, from }
}

/// The latest date of the sheets in each folder.
fn ward_dates(survey: &Survey, undated: Option<EraDate>) -> BTreeMap<&Path, EraDate> {
    let mut dates = BTreeMap::new();
    for sheet in &survey.sheets {
        let facts = &sheet.judged.facts;
        if let Some(date) = document_date(facts.latest, facts.year, undated) {
            dates
                .entry(sheet.file.folder())
                .and_modify(|it: &mut EraDate| *it = date.max(*it))
                .or_insert(date);
        }
    }
    dates
}
