//! Which outputs a survey asks for, and what each is made from.

use std::path::{Path, PathBuf};

use crate::disk::slashed;
use crate::rules::{JudgedSheet, Survey};
use crate::sheet::EraDate;
use crate::view::document_date;

/// An output to make.
#[derive(Debug)]
pub struct Job<'a> {
    /// The sheet that it is made from.
    pub sheet: &'a JudgedSheet,
    /// Where it goes.
    pub path: PathBuf,
    /// As people are told it.
    pub shown: String,
    /// The latest date of the sheets in its folder, which a ward's page bears.
    pub ward_date: Option<EraDate>,
    /// Whether warnings keep it from being made.
    pub deny_warnings: bool,
}

/// A PDF for every sheet that is selected, below `out`, by name.
pub fn plan<'a>(survey: &'a Survey, out: &Path, deny_warnings: bool) -> Vec<Job<'a>> {
    let job = |sheet: &'a JudgedSheet| {
        let path = out.join(format!("{}.pdf", sheet.file.name));
        let shown = slashed(&path);
        let ward_date = ward_date(survey, sheet.file.folder());
        Job { sheet, path, shown, ward_date, deny_warnings }
    };
    survey.selected().map(job).collect()
}

fn ward_date(survey: &Survey, folder: &Path) -> Option<EraDate> {
    let ward = survey.sheets.iter().filter(|sheet| sheet.file.folder() == folder);
    ward.filter_map(|sheet| document_date(sheet.reading.model.as_ref()?)).max()
}
