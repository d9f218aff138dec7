//! Checks a rolled sheet: it has the old one's values without those of the year, 実績 moved by a year, and
//! every comment. Only the two texts are compared, independently of the edits.

use std::collections::BTreeMap;

use super::super::source_layout::SourceLayout;
use super::sheet::is_of_the_year;
use crate::finding::{Field, Step};
use crate::read::walk;
use crate::sheet::FiscalYear;
use crate::yaml::{Data, Node};

/// The texts of a sheet by their fields. The years of 実績 are there by their short names, blank or not.
type Values = BTreeMap<String, String>;

/// Returns whether `new` is `old`, rolled to the year `to`.
pub(super) fn is_rolled(old: (&SourceLayout, &Node), new: (&SourceLayout, &Node), to: FiscalYear) -> bool {
    expected(old.1, to) == values(new.1, to) && keeps_comments(old.0, new.0)
}

/// Returns the values of a sheet of `year`.
fn values(root: &Node, year: FiscalYear) -> Values {
    let mut values = Values::new();
    walk(root, &Field::default(), &mut |field, node| {
        let is_year = year_of(field, year).is_some();
        match &node.data {
            Data::Scalar(text) if is_year || !text.trim().is_empty() => {
                values.insert(name(field, year), same(field, text));
            }
            Data::Empty if is_year => drop(values.insert(name(field, year), String::new())),
            _ => {}
        }
    });
    values
}

/// Normalizes a text for comparison: years by their numbers, and without the newline that ends a block text.
fn same(field: &Field, text: &str) -> String {
    let is_year = field.0.as_slice() == [Step::Key("年度".to_owned())];
    let year = text.trim().parse::<FiscalYear>().ok().filter(|_| is_year);
    year.map_or_else(|| text.trim_end_matches(['\n', '\r']).to_owned(), FiscalYear::short)
}

fn name(field: &Field, sheet: FiscalYear) -> String {
    match (year_of(field, sheet), parent(field)) {
        (Some(year), Some(parent)) => parent.key(year.short()).to_string(),
        _ => field.to_string(),
    }
}

/// Returns the year of a field of 実績 in a sheet of `sheet`.
fn year_of(field: &Field, sheet: FiscalYear) -> Option<FiscalYear> {
    match field.0.as_slice() {
        [.., Step::Key(actuals), Step::Key(year)] if actuals == "実績" => {
            FiscalYear::of_actual(year, Some(sheet))
        }
        _ => None,
    }
}

fn parent(field: &Field) -> Option<Field> {
    Some(Field(field.0.split_last()?.1.to_vec()))
}

fn expected(old: &Node, to: FiscalYear) -> Values {
    let from = to.before(1);
    let mut expected = values(old, from);
    let results = results(old);
    walk(old, &Field::default(), &mut |field, _| {
        if is_of_the_year(field) || year_of(field, from).is_some_and(|year| year < to.before(3)) {
            expected.remove(&name(field, from));
        }
    });
    if old.get("年度").is_some() {
        expected.insert("年度".to_owned(), to.short());
    }
    for (actuals, has_years, result) in results {
        if has_years || !result.is_empty() {
            for year in to.window().iter().filter(|_| !has_years) {
                expected.insert(actuals.key(year.short()).to_string(), String::new());
            }
            expected.insert(actuals.key(to.before(1).short()).to_string(), result);
        }
    }
    expected
}

/// Returns the 実績 of every indicator: its field, whether it has years, and the result to be added.
fn results(old: &Node) -> Vec<(Field, bool, String)> {
    let mut results = Vec::new();
    walk(old, &Field::default(), &mut |field, node| {
        let is_indicator = matches!(field.0.as_slice(),
            [.., Step::Key(key), Step::Index(_)] if key == "指標" && field.0.len() == 6);
        if is_indicator {
            let years = node.get("実績").map(|actuals| &actuals.data);
            let has_years = matches!(years, Some(Data::Map(years)) if !years.is_empty());
            let result = node.get("結果").and_then(Node::scalar).unwrap_or_default();
            let result = if result.trim().is_empty() { "" } else { result.trim_end_matches(['\n', '\r']) };
            results.push((field.key("実績"), has_years, result.to_owned()));
        }
    });
    results
}

/// Returns whether every comment of `old` is in `new`, in its order; as the end of a comment where its line became
/// one.
fn keeps_comments(old: &SourceLayout, new: &SourceLayout) -> bool {
    let mut left = new.comments.iter().map(|comment| new.source.slice(*comment));
    old.comments.iter().all(|comment| left.any(|kept| kept.ends_with(old.source.slice(*comment))))
}
