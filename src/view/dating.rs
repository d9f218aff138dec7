//! The date that a document bears. It depends on the sources alone.

use crate::sheet::{Department, EraDate, FiscalYear, Model, Ward, Written};

/// The date that a sheet gives for itself: see [`department_date`] and [`ward_date`].
pub fn document_date(model: &Model) -> Option<EraDate> {
    match model {
        Model::Department(sheet) => department_date(sheet),
        Model::Ward(ward) => ward_date(ward),
    }
}

/// The latest of 評価日, 修正日 and 作成日, else 1 April of 年度; nothing where none can be read.
pub(super) fn department_date(sheet: &Department) -> Option<EraDate> {
    let dates = [&sheet.created, &sheet.revised, &sheet.evaluated];
    let latest = dates.into_iter().flatten().filter_map(|date| date.value).max();
    latest.or_else(|| first_day(sheet.year.as_ref()))
}

/// 1 April of 年度. The page itself bears the latest date of its ward's sheets.
fn ward_date(ward: &Ward) -> Option<EraDate> {
    first_day(ward.year.as_ref())
}

fn first_day(year: Option<&Written<FiscalYear>>) -> Option<EraDate> {
    EraDate::new(year?.value?.western(), 4, 1)
}
