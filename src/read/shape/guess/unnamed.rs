//! Values of a map whose keys the form does not name, as a list or beside each other: the three values of 実績 without
//! their years, the symbols of a scale behind dashes.

use super::{Guess, Site, cells, shown};
use crate::finding::{Message, Rule};
use crate::read::naming::plain_or_quoted;
use crate::read::shape::form::Shape;
use crate::read::shape::frame::Frame;
use crate::read::shape::row::{Row, ValueStyle, is_year};
use crate::sheet::{FiscalYear, Takes};
use crate::source::{Edit, Span, newline};

/// Returns every guess about items or values where keys belong.
pub(super) fn guesses(site: &Site) -> Vec<Guess> {
    let Some(inner) = pending(site) else { return Vec::new() };
    let guesses = [dashed(site), symbols(site, inner), listed(site, inner), beside(site, inner)];
    guesses.into_iter().flatten().collect()
}

/// Returns the shape of the values of the map above the row, whose keys the form does not name.
fn pending<'a>(site: &Site<'a>) -> Option<&'a Shape> {
    match site.stop.pending?.shape {
        Shape::Named(inner) => Some(inner),
        _ => None,
    }
}

/// Returns the items from the stop on in one column that `is_one` accepts.
fn run<'a>(site: &Site<'a>, is_one: impl Fn(&Row) -> bool) -> Vec<&'a Row> {
    let head = site.row().head();
    let rows = site.rows[site.stop.row..].iter();
    rows.take_while(|row| row.dash.is_some() && row.head() == head && is_one(row)).collect()
}

/// Returns an item with its dash.
fn whole(row: &Row) -> Span {
    Span::new(row.indent.end, row.value.end)
}

/// Removes the dashes before keys: 「- H29: 1」, 「- wave-dash: off」.
fn dashed(site: &Site) -> Option<Guess> {
    let rows = run(site, |row| row.name().is_some_and(|name| is_year(name) || Rule::named(name).is_some()));
    let first = *rows.first()?;
    let dash = |row: &Row| Span::new(row.indent.end, row.indent.end + 1);
    let (ja, en) = if first.name().is_some_and(is_year) { ("年", "a year") } else { ("規則", "a rule") };
    Some(
        Guess::new(
            Message::new(format!("{ja}の前に「-」があります。"), format!("There is a dash before {en}.")),
            Message::new("「-」を半角の空白にしてください。", "Write a space in the place of the dash."),
            dash(first),
            rows.iter().map(|row| Edit::new(dash(row), " ")).collect(),
            3,
        )
        .and_at(rows[1..].iter().map(|row| dash(row)).collect())
        .certain(),
    )
}

/// Turns symbols that are items of a list into keys: 「- ◎」.
fn symbols(site: &Site, inner: &Shape) -> Option<Guess> {
    let is_symbol = |row: &Row| {
        row.key.is_none() && row.style == ValueStyle::Plain && row.value.range().len() <= 12 && !row.commented
    };
    let rows = run(site, is_symbol);
    let first = *rows.first().filter(|_| matches!(inner, Shape::Map(_)))?;
    let name = shown(&site.text[first.value.range()]);
    let edits = |row: &&Row| {
        let dash = Span::new(row.indent.end, row.content.start);
        let colon = Edit::insertion(row.value.end, ":");
        [Edit::new(dash, " ".repeat(dash.range().len())), colon]
    };
    Some(
        Guess::new(
            Message::new(
                format!("記号「{name}」が、一覧の項目として書かれています。"),
                format!("The symbol {name} is written as an item of a list."),
            ),
            Message::new(
                format!("「- 」ではなく、「{name}:」のように、記号の後にコロンを付けてください。"),
                format!("Write \"{name}:\", with a colon and no dash."),
            ),
            whole(first),
            rows.iter().flat_map(edits).collect(),
            3,
        )
        .and_at(rows[1..].iter().map(|row| whole(row)).collect()),
    )
}

/// Adds the years to three values with dashes.
fn listed(site: &Site, inner: &Shape) -> Option<Guess> {
    let rows = run(site, |row| row.key.is_none() && row.style != ValueStyle::Empty);
    let years = years(site).filter(|years| matches!(inner, Shape::Text) && years.len() == rows.len())?;
    let edits = rows
        .iter()
        .zip(&years)
        .map(|(row, year)| Edit::new(Span::new(row.indent.end, row.content.start), format!("{year}: ")));
    let others = rows[1..].iter().map(|row| whole(row)).collect();
    Some(without_years(whole(site.row()), &years, edits.collect()).and_at(others))
}

/// Adds the years to three values on one line below their key.
fn beside(site: &Site, inner: &Shape) -> Option<Guess> {
    let row = site.row();
    let values = cells::cells(site, row.content);
    let years = years(site).filter(|years| matches!(inner, Shape::Text) && years.len() == values.len())?;
    if row.key.is_some() || row.dash.is_some() || values.iter().any(|value| is_year(value)) {
        return None;
    }
    let column = site.stop.pending?.column + 2;
    let edit = Edit::new(Span::new(row.line.start, row.content.end), lines(site, &years, &values, column));
    Some(without_years(row.content, &years, vec![edit]))
}

/// Adds the years to three values on the line of their key.
pub(super) fn on_line(site: &Site) -> Option<Guess> {
    let row = site.row();
    let values = cells::cells(site, row.value);
    let years = years(site).filter(|years| years.len() == values.len())?;
    let newline = newline(site.text);
    let text = format!("{newline}{}", lines(site, &years, &values, row.column + 2));
    Some(without_years(row.value, &years, vec![Edit::new(row.value, text)]))
}

fn lines(site: &Site, years: &[String], values: &[&str], column: usize) -> String {
    let newline = newline(site.text);
    let line =
        |(year, value): (&String, &&str)| format!("{}{year}: {}", " ".repeat(column), plain_or_quoted(value));
    years.iter().zip(values).map(line).collect::<Vec<_>>().join(newline)
}

fn without_years(span: Span, years: &[String], edits: Vec<Edit>) -> Guess {
    let example = years.first().map_or("", String::as_str);
    Guess::new(
        Message::new("値に年がありません。", "The values have no years."),
        Message::new(
            format!("「{example}: 値」のように、年と値を、1年に1行で書いてください。"),
            format!("Write a year and its value on a line of their own: \"{example}: value\"."),
        ),
        span,
        edits,
        2,
    )
}

/// Returns the three years that 実績 has in this sheet.
fn years(site: &Site) -> Option<Vec<String>> {
    let name = site.outline.top_taking(Takes::FiscalYear)?;
    let row = site.rows.iter().find(|row| row.column == 0 && row.name() == Some(name))?;
    let year: FiscalYear = site.text[row.value.range()].parse().ok()?;
    let frames = site.frames().any(|frame| matches!(frame, Frame::Map { .. }));
    frames.then(|| year.window().map(FiscalYear::short).to_vec())
}
