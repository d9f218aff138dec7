//! The date that a document bears. It depends on the sources, and where they have none on what the run
//! was told (`SOURCE_DATE_EPOCH`); never on the clock.

use crate::sheet::{EraDate, FiscalYear};

/// The latest date that a sheet itself has; without one `undated`, else 1 April of its 年度.
pub fn document_date(
    latest: Option<EraDate>,
    year: Option<FiscalYear>,
    undated: Option<EraDate>,
) -> Option<EraDate> {
    latest.or(undated).or_else(|| year?.first_day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheets_own_date_comes_first_and_the_years_last() {
        let date = |text: &str| text.parse::<EraDate>().ok();
        let year = Some(FiscalYear::new(2020));
        assert_eq!(document_date(date("R2.5.1"), year, date("R3.1.1")), date("R2.5.1"));
        assert_eq!(document_date(None, year, date("R3.1.1")), date("R3.1.1"));
        assert_eq!(document_date(None, year, None), date("R2.4.1"));
        assert_eq!(document_date(None, None, None), None);
    }
}
