//! The numbers of an indicator → the heights of a chart's bars.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::notation::{Typed, alone, labels};
use crate::sheet::{FiscalYear, Indicator, Quantity};

/// The numbers of an indicator for a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plot {
    /// The length of each of the five bars: see [`super::BarView::share`].
    pub shares: [Option<(u16, bool)>; 5],
    /// The share of the height below zero, in thousandths.
    pub zero: u16,
    /// Rounded numbers in a common notation, where one of the numbers is wider than a bar's column.
    pub rounded: [Option<Vec<String>>; 5],
    /// The years with a value that are not among the five.
    pub unplaced: Vec<String>,
}

impl Plot {
    /// Returns the plot of the values of a sheet of the fiscal year `year`, or `None` if there are no
    /// numbers. A text, or a number in another unit, has no bar.
    pub fn of(indicator: &Indicator, year: FiscalYear) -> Option<Self> {
        let [first, second, third] = year.window().map(|year| indicator.actuals.of(year));
        let values = [first, second, third, indicator.target.as_ref(), indicator.result.as_ref()];
        let numbers = values.map(|value| indicator.number(value));
        let unit = [3, 4, 2, 1, 0]
            .into_iter()
            .find_map(|place| numbers[place].as_ref().filter(|quantity| quantity.unit.is_some()));
        let in_unit = |number: &Quantity| unit.is_none_or(|unit| number.has_unit_of(unit));
        let text = |place: usize| values[place].map_or("", |value| value.text.trim());
        let typed = |place: usize| Some(Typed { number: numbers[place].as_ref()?, text: text(place) });
        let places = [0, 1, 2, 3, 4];
        let mut rounded = labels(places.map(|place| typed(place).filter(|typed| in_unit(typed.number))));
        for place in places {
            let in_other_unit = typed(place).filter(|typed| !in_unit(typed.number) && typed.is_wide());
            rounded[place] = rounded[place].take().or_else(|| in_other_unit.and_then(alone));
        }
        let numbers = numbers.each_ref().map(|number| {
            number.as_ref().filter(|quantity| in_unit(quantity)).map(|quantity| quantity.value)
        });
        let (low, high) = bounds(&numbers);
        let span = high.checked_sub(low)?;
        let shares =
            numbers.map(|value| value.map(|value| (share(value.abs(), span), !value.is_sign_negative())));
        let (zero, unplaced) = (share(low.abs(), span), unplaced(indicator, year));
        numbers.iter().any(Option::is_some).then_some(Self { shares, zero, rounded, unplaced })
    }
}

/// Returns the short names of the years with 実績 for which the sheet has no column, the oldest first.
fn unplaced(indicator: &Indicator, year: FiscalYear) -> Vec<String> {
    let window = year.window();
    let filled =
        indicator.actuals.0.iter().filter(|(_, value)| value.as_ref().is_some_and(|text| !text.is_blank()));
    let mut years: Vec<FiscalYear> = filled.filter_map(|(year, _)| year.value).collect();
    years.retain(|year| !window.contains(year));
    years.sort_unstable();
    years.into_iter().map(FiscalYear::short).collect()
}

/// Returns the minimum and the maximum of the numbers and zero.
fn bounds(numbers: &[Option<Decimal>]) -> (Decimal, Decimal) {
    let all = || numbers.iter().flatten().copied();
    (all().fold(Decimal::ZERO, Decimal::min), all().fold(Decimal::ZERO, Decimal::max))
}

/// Returns a part of a span in thousandths; 0 for an empty span.
fn share(part: Decimal, span: Decimal) -> u16 {
    let thousandths = part.checked_div(span).and_then(|ratio| ratio.checked_mul(Decimal::ONE_THOUSAND));
    thousandths.and_then(|thousandths| thousandths.round().to_string().parse().ok()).unwrap_or(0)
}
