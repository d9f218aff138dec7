//! Open data: `indicators.csv` for tables, `sheets.json` for programs, and the JSON Schema of the latter.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::Value;

use crate::view::data::{COLUMNS, WardData, rows};

/// What tells spreadsheets that a file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The values of all indicators, a row each under one row of names: UTF-8 with a byte order mark, else as
/// RFC 4180 has it.
#[expect(clippy::expect_used, reason = "a row that is lost would be missed by nobody")]
pub fn csv(data: &WardData) -> Vec<u8> {
    let table = Vec::from(BYTE_ORDER_MARK);
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(table);
    writer.write_record(COLUMNS).expect(TO_MEMORY);
    for row in rows(data) {
        writer.write_record(row.iter().map(|cell| guarded(cell).into_owned())).expect(TO_MEMORY);
    }
    writer.into_inner().expect(TO_MEMORY)
}

/// Why rows of one length are written.
const TO_MEMORY: &str = "memory takes what is written to it";

/// A cell that no spreadsheet takes for a formula: a text that begins as one gets an apostrophe in front.
/// The words themselves are in `sheets.json`.
fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Whether a text may be taken for a formula. Spreadsheets in Japanese take signs of full width for those
/// of half width. 「-」, `-3`, `-3.5%` and 「+5件」 are none: nothing is called and nothing referred to.
fn is_formula(cell: &str) -> bool {
    let mut characters = cell.chars();
    match characters.next() {
        Some('=' | '@' | '＝' | '＠') => true,
        Some('+' | '-' | '＋' | '－') => !characters.all(is_of_amount),
        _ => false,
    }
}

/// Digits, their signs, and Japanese units and words.
fn is_of_amount(character: char) -> bool {
    let is_ascii_twin = ('\u{FF01}'..='\u{FF5E}').contains(&character);
    matches!(character, '0'..='9' | ',' | '.' | '%' | '０'..='９' | '，' | '．' | '％')
        || !character.is_ascii() && !is_ascii_twin
}

/// `sheets.json`.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "組織目標のオープンデータ")]
#[schemars(description = "一つのフォルダ(1年度、1つの区)の区組織目標と組織目標管理シート(sheets.json)")]
struct Document<'a> {
    /// Where the schema is.
    #[serde(rename = "$schema")]
    #[schemars(description = "このファイルの JSON Schema の場所", extend("format" = "uri-reference"))]
    schema: &'a str,
    #[serde(flatten)]
    data: &'a WardData,
}

/// All that the sheets say, as one JSON object that names its schema.
pub fn json(data: &WardData, schema_href: &str) -> Vec<u8> {
    text(&Document { schema: schema_href, data })
}

/// The JSON Schema of `sheets.json`, of draft-07 like the sources': every validator reads it.
pub fn schema() -> Vec<u8> {
    let settings = SchemaSettings::draft07().for_serialize().with(|it| it.inline_subschemas = true);
    let settings = settings.with_transform(RecursiveTransform(without_widths));
    text(&settings.into_generator().into_root_schema_for::<Document>())
}

/// `"format": "int32"` is a word of schemars' own, which strict validators refuse.
fn without_widths(schema: &mut Schema) {
    let is_width = |format: &Value| format.as_str().is_some_and(|it| it.contains("int"));
    if schema.get("format").is_some_and(is_width) {
        schema.remove("format");
    }
}

#[expect(clippy::expect_used, reason = "an empty file would pass for the data")]
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
