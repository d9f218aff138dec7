//! The texts of a form to be filled in by pen.

use super::{DepartmentView, department};
use crate::sheet::{Department, EraDate, FiscalYear, Goal, Settings, Written};
use crate::source::{Span, Text};

/// The height of a row to be filled in by pen, in millimetres.
const ROW: f64 = 12.0;

/// Returns an empty form with a number of goals, and with its year and division if known. PDF/A requires a
/// date; a form without a year gets that of the form itself.
pub fn blank(
    goals: usize,
    year: Option<FiscalYear>,
    division: Option<&str>,
    settings: &Settings,
) -> DepartmentView {
    let text = |text: &str| Text { text: text.to_owned(), span: Span::default() };
    let sheet = Department {
        year: year.map(|year| Written { text: text(&year.to_string()), value: Some(year) }),
        division: division.map(text),
        goals: vec![Goal::default(); goals],
        ..Department::default()
    };
    let date = year.unwrap_or(FORM).first_day();
    let date: Option<EraDate> = date.or_else(|| FORM.first_day());
    DepartmentView { row: Some(ROW), ..department(&sheet, settings, date) }
}

/// The fiscal year in which the form was introduced.
const FORM: FiscalYear = FiscalYear::new(2020);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_form_has_its_goals_and_nothing_in_them() {
        let view = blank(3, "令和3年度".parse().ok(), Some("東区役所"), &Settings::default());
        assert_eq!(view.goals.len(), 3);
        assert!(view.goals.iter().all(|goal| goal.text.lines.is_empty() && goal.actions.len() == 1));
        assert_eq!(view.years[3].lines, ["R3目標"]);
        assert_eq!(blank(1, None, None, &Settings::default()).years[3].lines, ["目標"]);
    }
}
