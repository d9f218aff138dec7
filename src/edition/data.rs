//! Open data: `indicators.csv`, `sheets.json`, and the JSON Schema of the latter.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::Value;

use crate::view::data::{COLUMNS, WardData, rows};

/// The byte order mark, from which spreadsheets recognize UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Writes the values of all indicators as CSV (RFC 4180, UTF-8 with a byte order mark), one row each below a
/// row of names.
pub fn csv(data: &WardData) -> Vec<u8> {
    let table = Vec::from(BYTE_ORDER_MARK);
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(table);
    writer.write_record(COLUMNS).expect(TO_MEMORY);
    for row in rows(data) {
        writer.write_record(row.iter().map(|cell| guarded(cell).into_owned())).expect(TO_MEMORY);
    }
    writer.into_inner().expect(TO_MEMORY)
}

/// The reason why writing rows of equal length to memory cannot fail.
const TO_MEMORY: &str = "memory takes what is written to it";

/// Puts an apostrophe before a cell that a spreadsheet could read as a formula. `sheets.json` has the
/// unchanged text.
fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Returns whether a spreadsheet could read a text as a formula. Japanese spreadsheets also accept full-width
/// signs. Numbers with a sign (「-」, `-3`, `-3.5%`, 「+5件」) are not formulas, because they contain no
/// reference and no function.
fn is_formula(cell: &str) -> bool {
    let mut characters = cell.chars();
    match characters.next() {
        Some('=' | '@' | '＝' | '＠') => true,
        Some('+' | '-' | '＋' | '－') => !characters.all(is_of_amount),
        _ => false,
    }
}

/// Returns whether a character is a digit, a sign of a number, or a character of a Japanese unit.
fn is_of_amount(character: char) -> bool {
    let is_wide_ascii = ('\u{FF01}'..='\u{FF5E}').contains(&character);
    matches!(character, '0'..='9' | ',' | '.' | '%' | '０'..='９' | '，' | '．' | '％')
        || !character.is_ascii() && !is_wide_ascii
}

/// The document `sheets.json`.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "組織目標のオープンデータ")]
#[schemars(description = "一つのフォルダ(1年度、1つの区)の区組織目標と組織目標管理シート(sheets.json)")]
struct Document<'a> {
    /// The reference to the JSON Schema.
    #[serde(rename = "$schema")]
    #[schemars(description = "このファイルの JSON Schema の場所", extend("format" = "uri-reference"))]
    schema: &'a str,
    #[serde(flatten)]
    data: &'a WardData,
}

/// Writes the contents of the sheets as one JSON object with a reference to its schema.
pub fn json(data: &WardData, schema_href: &str) -> Vec<u8> {
    text(&Document { schema: schema_href, data })
}

/// Returns the JSON Schema of `sheets.json`. Like that of the sources it is draft-07, which every validator
/// supports.
pub fn schema() -> Vec<u8> {
    let settings =
        SchemaSettings::draft07().for_serialize().with(|settings| settings.inline_subschemas = true);
    let settings = settings.with_transform(RecursiveTransform(without_widths));
    text(&settings.into_generator().into_root_schema_for::<Document>())
}

/// Removes formats such as `int32`, which schemars invented and strict validators reject.
fn without_widths(schema: &mut Schema) {
    let is_width = |format: &Value| format.as_str().is_some_and(|name| name.contains("int"));
    if schema.get("format").is_some_and(is_width) {
        schema.remove("format");
    }
}

fn text(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("texts, numbers and lists are JSON");
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_a_formula_is_guarded() {
        for formula in
            ["=1+1", "@SUM(A1)", "-1+cmd|' /C calc'!A0", "+A1", "-(1)", "--", "＝1", "＋Ａ1", "－（1）"]
        {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        for amount in ["-", "-3", "-3.5", "+5件", "-1,200", "－3.5％", "-3%減", "3=3", "講座", "", "▲5"]
        {
            assert_eq!(guarded(amount), amount);
        }
    }
}
