//! The date of a document. It depends on the sources and on `SOURCE_DATE_EPOCH`, never on the clock.

use crate::sheet::{EraDate, FiscalYear};

/// Returns the latest date of a sheet, else `undated`, else 1 April of its fiscal year.
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
