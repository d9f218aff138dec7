//! Differences, for people at a terminal and for programs.

use std::fmt::Write;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::Value;

use super::json::{schema_of, written};
use crate::diff::{self, Change, Kind, RunKind, SheetPair, Side};
use crate::finding::{Field, Lang, Message, counted, plain, plain_lines};

/// How many characters of what is the same are shown on either side of a change.
const CONTEXT: usize = 16;

/// What changed between two states of the sheets.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, title = "mokuhyo diff --as json")]
struct Root<'a> {
    /// Every sheet that was compared, by path.
    sheets: Vec<JsonSheet<'a>>,
}

/// A sheet.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct JsonSheet<'a> {
    /// The file, in its new state where it has one.
    path: &'a str,
    /// Lists whose items were paired in their order, since too many of them changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    in_order: Vec<String>,
    /// What changed, in the order of the new sheet.
    changes: Vec<JsonChange>,
}

/// A change.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct JsonChange {
    #[schemars(schema_with = "kinds")]
    kind: &'static str,
    /// The address of the value, in the new sheet where it is there.
    field: String,
    /// The old text; of what moved its old address.
    old: Option<String>,
    /// The new text; of what moved its new address.
    new: Option<String>,
    /// The line in the new file, of what was removed in the old one; from 1.
    line: usize,
}

fn kinds(_: &mut SchemaGenerator) -> Schema {
    let names = [Kind::Changed, Kind::Added, Kind::Removed, Kind::Moved].map(Kind::name);
    json_schema!({ "type": "string", "enum": names })
}

/// Returns the JSON Schema of what [`differences_json`] returns.
pub fn differences_schema() -> Value {
    schema_of::<Root>()
}

/// The differences of every sheet as one JSON object, with a newline at its end.
pub fn differences_json(pairs: &[SheetPair]) -> String {
    let sheet = |pair| JsonSheet {
        path: SheetPair::shown(pair),
        in_order: pair.in_order().iter().map(ToString::to_string).collect(),
        changes: pair.changes().iter().map(json_change).collect(),
    };
    written(&Root { sheets: pairs.iter().map(sheet).collect() })
}

/// What moved is told by its two places, everything else by its texts.
fn json_change(change: &Change) -> JsonChange {
    let told = |side: &Side| match change.kind {
        Kind::Moved => side.field.to_string(),
        _ => side.text.clone(),
    };
    JsonChange {
        kind: change.kind.name(),
        field: change.side().map(|side| side.field.to_string()).unwrap_or_default(),
        old: change.old.as_ref().map(told),
        new: change.new.as_ref().map(told),
        line: change.side().map_or(0, |side| side.line),
    }
}

/// The differences of every sheet for people. Without colours `[-…-]` went and `{+…+}` came.
pub fn differences(pairs: &[SheetPair], lang: Lang, color: bool) -> String {
    let mut out = String::new();
    for pair in pairs {
        let changes = pair.changes();
        if !changes.is_empty() {
            let path = plain(pair.shown()).into_owned();
            let _ = writeln!(out, "{}", if color { format!("\x1b[1m{path}\x1b[0m") } else { path });
            out.extend(pair.in_order().iter().map(|list| in_order(list, lang)));
            out.extend(changes.iter().map(|change| told(change, lang, color)));
            out.push('\n');
        }
    }
    out
}

/// How many differences there are, in how many of the sheets; of those that cannot be read, nothing.
pub fn differences_summary(pairs: &[SheetPair]) -> Message {
    let compared = pairs.iter().filter(|pair| pair.is_compared());
    let counts: Vec<usize> = compared.map(|pair| pair.changes().len()).collect();
    let (changes, differing) = (counts.iter().sum::<usize>(), counts.iter().filter(|it| **it > 0).count());
    match (changes, counts.len()) {
        (0, 0) => Message::new("比べられたシートはありません。", "No sheet was compared."),
        (0, count) if count < pairs.len() => Message::new(
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

/// A line on a list whose items were paired in their order.
fn in_order(list: &Field, lang: Lang) -> String {
    let list = diff::label_path(list);
    let list = plain(&list);
    let words = Message::new(
        format!("変わった項目が多いので、並び順に対応させて比べました: {list}"),
        format!("so many items changed that they were compared in their order: {list}"),
    );
    format!("  ! {}\n", words.get(lang))
}

/// A line on what and where, and the text below it.
fn told(change: &Change, lang: Lang, color: bool) -> String {
    let (sign, word) = match change.kind {
        Kind::Changed => ('~', Message::new("変更", "changed")),
        Kind::Added => ('+', Message::new("追加", "added")),
        Kind::Removed => ('-', Message::new("削除", "removed")),
        Kind::Moved => ('>', Message::new("移動", "moved")),
    };
    let label_path =
        |side: &Option<Side>| side.as_ref().map(|side| diff::label_path(&side.field)).unwrap_or_default();
    let mut place =
        plain(&change.side().map(|side| diff::label_path(&side.field)).unwrap_or_default()).into_owned();
    if place.is_empty() {
        Message::new("シート全体", "the whole sheet").get(lang).clone_into(&mut place);
    }
    if change.kind == Kind::Moved {
        place = format!("{} → {place}", plain(&label_path(&change.old)));
    }
    let line = change.side().map_or(0, |side| side.line);
    // A line of the old file is not to be looked for in the new one.
    let file = if change.new.is_some() { Message::new("", "") } else { Message::new("旧", "old ") };
    format!("  {sign} {} {place} ({}L{line})\n{}", word.get(lang), file.get(lang), text(change, color))
}

fn text(change: &Change, color: bool) -> String {
    let side = |side: &Option<Side>| side.as_ref().map(|side| side.text.clone()).unwrap_or_default();
    let marks = ChangeMarks { color };
    let told = match change.kind {
        Kind::Moved => plain_lines(&side(&change.new)).into_owned(),
        Kind::Changed => marks.changed(&side(&change.old), &side(&change.new)),
        Kind::Added => marks.added(&side(&change.new)),
        Kind::Removed => marks.removed(&side(&change.old)),
    };
    let lines = told.split('\n').filter(|line| !line.is_empty());
    lines.flat_map(|line| ["      ", line, "\n"]).collect()
}

/// How what went and what came are told apart.
struct ChangeMarks {
    color: bool,
}

impl ChangeMarks {
    /// A changed text, what is the same in it cut to what is near.
    fn changed(&self, old: &str, new: &str) -> String {
        let runs = diff::inline_diff(old, new);
        let count = runs.len();
        let told = runs.iter().enumerate().map(|(place, run)| match run.kind {
            RunKind::Same => plain_lines(&near(&run.text, place > 0, place + 1 < count)).into_owned(),
            RunKind::Removed => self.removed(&run.text),
            RunKind::Added => self.added(&run.text),
        });
        told.collect()
    }

    fn removed(&self, text: &str) -> String {
        self.marked(text, "\x1b[31;9m", ("[-", "-]"))
    }

    fn added(&self, text: &str) -> String {
        self.marked(text, "\x1b[32;4m", ("{+", "+}"))
    }

    /// Line by line, so that no mark runs through the indentation.
    fn marked(&self, text: &str, code: &str, (open, close): (&str, &str)) -> String {
        let line = |line: &str| match (line, self.color) {
            ("", _) => String::new(),
            (line, true) => format!("{code}{}\x1b[0m", plain(line)),
            (line, false) => format!("{open}{}{close}", plain(line)),
        };
        text.split('\n').map(line).collect::<Vec<_>>().join("\n")
    }
}

/// Of a text that is the same, what is near a change on its line: its beginning where one stands before
/// it, its end where one follows.
fn near(text: &str, behind: bool, before: bool) -> String {
    let head = text.split('\n').next().filter(|_| behind).unwrap_or_default();
    let tail = text.rsplit('\n').next().filter(|_| before).unwrap_or_default();
    match (text.contains('\n'), behind && before) {
        (true, _) => format!("{}\n{}", cut(head, CONTEXT, 0), cut(tail, 0, CONTEXT)),
        (false, true) => cut(text, CONTEXT, CONTEXT),
        (false, false) => cut(head, CONTEXT, 0) + &cut(tail, 0, CONTEXT),
    }
}

/// A line with no more than so many characters of its beginning and its end.
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
        let told = marks.changed(&format!("{long}31自治会{long}"), &format!("{long}35自治会{long}"));
        assert_eq!(told, "…さまとともに区民の皆さまとともに[-31-]{+35+}自治会区民の皆さまとともに区民の…");
        assert_eq!(marks.changed("", "一\n二"), "{+一+}\n{+二+}");
        let told =
            marks.changed(&format!("{long}\n回数は31回\n{long}"), &format!("{long}\n回数は35回\n{long}"));
        assert_eq!(told.trim(), "回数は[-31-]{+35+}回");
    }

    #[test]
    fn a_terminal_obeys_no_text() {
        let marks = ChangeMarks { color: false };
        assert_eq!(marks.added("\x1b[2J"), "{+\\u{1b}[2J+}");
        assert!(
            ChangeMarks { color: true }.removed("a\nb").contains("\x1b[31;9ma\x1b[0m\n\x1b[31;9mb\x1b[0m")
        );
    }
}
