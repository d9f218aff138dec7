//! Differences, for people and for programs.

use std::fmt::Write;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::Value;

use super::error_report::ErrorReport;
use super::json::{JsonError, json_error, schema_of, written};
use crate::diff::{self, Change, Kind, RunKind, SheetPair, Side};
use crate::finding::{Field, Lang, Message, counted, plain, plain_lines};

/// The number of unchanged characters that are shown on either side of a change.
const CONTEXT: usize = 16;

/// The differences between two states of the sheets.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "mokuhyo diff --as json")]
struct JsonDifferences<'a> {
    /// All compared sheets, by path.
    sheets: Vec<JsonComparedSheet<'a>>,
    /// The sheets and folders that could not be read, and were not compared. If there are any, the exit status is 2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    errors: Vec<JsonError<'a>>,
}

/// A compared sheet.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "JsonSheet")]
struct JsonComparedSheet<'a> {
    /// The file, in its new state if it has one.
    path: &'a str,
    /// Lists whose items were paired by position, because too many of them changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    in_order: Vec<String>,
    /// The changes, in the order of the new sheet.
    changes: Vec<JsonChange>,
}

/// A change.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct JsonChange {
    #[schemars(schema_with = "kinds")]
    kind: &'static str,
    /// The address of the value, in the new sheet if it exists there.
    field: String,
    /// The old text; for a moved value its old address.
    old: Option<String>,
    /// The new text; for a moved value its new address.
    new: Option<String>,
    /// The line in the new file, or in the old file for a removed value; from 1.
    line: usize,
}

fn kinds(_: &mut SchemaGenerator) -> Schema {
    let names = [Kind::Changed, Kind::Added, Kind::Removed, Kind::Moved].map(Kind::name);
    json_schema!({ "type": "string", "enum": names })
}

/// Returns the JSON Schema of the output of [`differences_json`].
pub fn differences_schema() -> Value {
    schema_of::<JsonDifferences>()
}

/// Formats the differences of all sheets as one JSON object, with a trailing newline; `errors` are of what could not be
/// compared.
pub fn differences_json(pairs: &[SheetPair], errors: &[ErrorReport], lang: Lang) -> String {
    let sheet = |pair| JsonComparedSheet {
        path: SheetPair::shown(pair),
        in_order: pair.in_order().iter().map(ToString::to_string).collect(),
        changes: pair.changes().iter().map(json_change).collect(),
    };
    let errors = errors.iter().map(|error| json_error(error, lang));
    written(&JsonDifferences { sheets: pairs.iter().map(sheet).collect(), errors: errors.collect() })
}

/// Converts a change. A moved value is described by its addresses, any other change by its texts.
fn json_change(change: &Change) -> JsonChange {
    let value = |side: &Side| match change.kind {
        Kind::Moved => side.field.to_string(),
        _ => side.text.clone(),
    };
    JsonChange {
        kind: change.kind.name(),
        field: shown(change).field.to_string(),
        old: change.old.as_ref().map(value),
        new: change.new.as_ref().map(value),
        line: shown(change).line,
    }
}

/// Formats the differences of all sheets for people. Without colours, `[-…-]` marks removed and `{+…+}` added
/// text.
pub fn differences(pairs: &[SheetPair], lang: Lang, color: bool) -> String {
    let mut out = String::new();
    for pair in pairs {
        let changes = pair.changes();
        if !changes.is_empty() {
            let path = plain(pair.shown()).into_owned();
            let _ = writeln!(out, "{}", if color { format!("\x1b[1m{path}\x1b[0m") } else { path });
            out.extend(pair.in_order().iter().map(|list| in_order(list, lang)));
            out.extend(changes.iter().map(|change| change_lines(change, lang, color)));
            out.push('\n');
        }
    }
    out
}

/// Returns the number of differences and of sheets that differ. Sheets that cannot be read are not counted; `is_whole`
/// is false where some are not even among the pairs.
pub fn differences_summary(pairs: &[SheetPair], is_whole: bool) -> Message {
    let compared = pairs.iter().filter(|pair| pair.is_compared());
    let counts: Vec<usize> = compared.map(|pair| pair.changes().len()).collect();
    let (changes, differing) =
        (counts.iter().sum::<usize>(), counts.iter().filter(|count| **count > 0).count());
    match (changes, counts.len()) {
        (0, 0) => Message::new("比べられたシートはありません。", "No sheets were compared."),
        (0, count) if count < pairs.len() || !is_whole => Message::new(
            format!("比べられたシート {count}枚に違いはありません。"),
            format!("No differences in {}.", counted(count, "sheet")),
        ),
        (0, _) => Message::new("違いはありません。", "No differences."),
        (_, count) => Message::new(
            format!("シート {differing}枚に違い {changes}か所(比べたシート {count}枚)"),
            format!(
                "{} in {}, of {count} compared",
                counted(changes, "difference"),
                counted(differing, "sheet")
            ),
        ),
    }
}

/// Formats the note on a list whose items were paired by position.
fn in_order(list: &Field, lang: Lang) -> String {
    let list = diff::label_path(list);
    let list = plain(&list);
    let words = Message::new(
        format!("変わった項目が多いので、並び順に対応させて比べました: {list}"),
        format!("many items changed, so they were compared by position: {list}"),
    );
    format!("  ! {}\n", words.get(lang))
}

/// Formats a change: a line with its kind and place, and its text below.
fn change_lines(change: &Change, lang: Lang, color: bool) -> String {
    let (sign, word) = match change.kind {
        Kind::Changed => ('~', Message::new("変更", "changed")),
        Kind::Added => ('+', Message::new("追加", "added")),
        Kind::Removed => ('-', Message::new("削除", "removed")),
        Kind::Moved => ('>', Message::new("移動", "moved")),
    };
    let mut place = plain(&diff::label_path(&shown(change).field)).into_owned();
    if place.is_empty() {
        Message::new("シート全体", "the whole sheet").get(lang).clone_into(&mut place);
    }
    if change.kind == Kind::Moved {
        place = format!("{} → {place}", plain(&diff::label_path(&old(change).field)));
    }
    let line = shown(change).line;
    // The line of a removed value is one of the old file.
    let file = if change.new.is_some() { Message::new("", "") } else { Message::new("旧", "old ") };
    format!("  {sign} {} {place} ({}L{line})\n{}", word.get(lang), file.get(lang), text(change, color))
}

fn text(change: &Change, color: bool) -> String {
    let marks = ChangeMarks { color };
    let marked = match change.kind {
        Kind::Moved => plain_lines(&shown(change).text).into_owned(),
        Kind::Changed => marks.changed(&old(change).text, &shown(change).text),
        Kind::Added => marks.added(&shown(change).text),
        Kind::Removed => marks.removed(&old(change).text),
    };
    let lines = marked.split('\n').filter(|line| !line.is_empty());
    lines.flat_map(|line| ["      ", line, "\n"]).collect()
}

/// Returns the side to show: the new one if it exists.
fn shown(change: &Change) -> &Side {
    change.side().expect("a change has a side")
}

fn old(change: &Change) -> &Side {
    change.old.as_ref().expect("a change that is no addition has an old side")
}

/// The marks of removed and added text.
struct ChangeMarks {
    color: bool,
}

impl ChangeMarks {
    /// Formats a changed text, with unchanged parts shortened to the context of the changes.
    fn changed(&self, old: &str, new: &str) -> String {
        let runs = diff::inline_diff(old, new);
        let count = runs.len();
        let marked = runs.iter().enumerate().map(|(place, run)| match run.kind {
            RunKind::Same => plain_lines(&near(&run.text, place > 0, place + 1 < count)).into_owned(),
            RunKind::Removed => self.removed(&run.text),
            RunKind::Added => self.added(&run.text),
        });
        marked.collect()
    }

    fn removed(&self, text: &str) -> String {
        self.marked(text, "\x1b[31;9m", ("[-", "-]"))
    }

    fn added(&self, text: &str) -> String {
        self.marked(text, "\x1b[32;4m", ("{+", "+}"))
    }

    /// Marks the lines separately, so that no mark covers the indentation.
    fn marked(&self, text: &str, code: &str, (open, close): (&str, &str)) -> String {
        let line = |line: &str| match (line, self.color) {
            ("", _) => String::new(),
            (line, true) => format!("{code}{}\x1b[0m", plain(line)),
            (line, false) => format!("{open}{}{close}", plain(line)),
        };
        text.split('\n').map(line).collect::<Vec<_>>().join("\n")
    }
}

/// Shortens an unchanged text to its beginning if a change precedes it (`behind`), and to its end if one
/// follows (`before`).
fn near(text: &str, behind: bool, before: bool) -> String {
    let head = text.split('\n').next().filter(|_| behind).unwrap_or_default();
    let tail = text.rsplit('\n').next().filter(|_| before).unwrap_or_default();
    match (text.contains('\n'), behind && before) {
        (true, _) => format!("{}\n{}", cut(head, CONTEXT, 0), cut(tail, 0, CONTEXT)),
        (false, true) => cut(text, CONTEXT, CONTEXT),
        (false, false) => cut(head, CONTEXT, 0) + &cut(tail, 0, CONTEXT),
    }
}

/// Shortens a line to a number of characters at its beginning and its end.
fn cut(line: &str, head: usize, tail: usize) -> String {
    let characters: Vec<char> = line.chars().collect();
    if characters.len() <= head + tail + 1 {
        return line.to_owned();
    }
    let start: String = characters[..head].iter().collect();
    let end: String = characters[characters.len() - tail..].iter().collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_a_change_is_shown() {
        let marks = ChangeMarks { color: false };
        let long = "区民の皆さまとともに".repeat(9);
        let rendered = marks.changed(&format!("{long}31自治会{long}"), &format!("{long}35自治会{long}"));
        assert_eq!(
            rendered,
            "…さまとともに区民の皆さまとともに[-31-]{+35+}自治会区民の皆さまとともに区民の…"
        );
        assert_eq!(marks.changed("", "一\n二"), "{+一+}\n{+二+}");
        let rendered =
            marks.changed(&format!("{long}\n回数は31回\n{long}"), &format!("{long}\n回数は35回\n{long}"));
        assert_eq!(rendered.trim(), "回数は[-31-]{+35+}回");
    }

    #[test]
    fn texts_are_sanitized_for_terminals() {
        let marks = ChangeMarks { color: false };
        assert_eq!(marks.added("\x1b[2J"), "{+\\u{1b}[2J+}");
        assert!(
            ChangeMarks { color: true }.removed("a\nb").contains("\x1b[31;9ma\x1b[0m\n\x1b[31;9mb\x1b[0m")
        );
    }
}
